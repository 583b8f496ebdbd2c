//! Who works here and what each may do. One table; `ward` asks it and nothing else does.

use serde::{Deserialize, Serialize};

use crate::StaffId;

/// A member of staff on this PC's roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Their id.
    pub id: StaffId,
    /// Name as they are called: `Ama Boateng`.
    pub name: String,
    /// Job.
    pub role: Role,
    /// How the job is shown: `Staff nurse`. Falls back to the role's own words.
    pub title: Option<String>,
    /// GMC, NMC, GPhC or HCPC number.
    pub number: Option<String>,
}

/// A job on the ward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Health care assistant.
    Hca,
    /// Registered nurse.
    Nurse,
    /// Doctor.
    Doctor,
    /// Pharmacist.
    Pharmacist,
    /// Ward clerk.
    Clerk,
    /// Nurse in charge or site manager.
    NurseInCharge,
    /// IT and digital clinical safety.
    It,
}

/// What a member of staff may be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// See patients.
    SeePatients,
    /// Record observations and other care.
    RecordCare,
    /// Take a result over the telephone.
    TakeResults,
    /// Decide oxygen saturation scale 2.
    DecideScale2,
    /// Print and save packs.
    Print,
    /// Declare an incident and change a system's status.
    RunOutage,
    /// Release records to a restored system.
    Release,
    /// Accept another server at an address that records go to.
    AcceptServer,
    /// Bring in snapshots.
    TakeSnapshots,
    /// Add and change staff.
    ManageStaff,
    /// Take data out of the store.
    Export,
    /// Make and take away ways to open the store: passphrases, the envelope, the trust's key.
    ManageKeys,
    /// Look after what this PC keeps: back it up, erase old copies, reset it.
    KeepStore,
}

impl Role {
    /// All roles, in the order they are offered.
    pub const ALL: [Role; 7] =
        [Role::Hca, Role::Nurse, Role::Doctor, Role::Pharmacist, Role::Clerk, Role::NurseInCharge, Role::It];

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Role::Hca => "Health care assistant",
            Role::Nurse => "Nurse",
            Role::Doctor => "Doctor",
            Role::Pharmacist => "Pharmacist",
            Role::Clerk => "Ward clerk",
            Role::NurseInCharge => "Nurse in charge",
            Role::It => "IT",
        }
    }

    /// Its short name: `nurse-in-charge`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Role::Hca => "hca",
            Role::Nurse => "nurse",
            Role::Doctor => "doctor",
            Role::Pharmacist => "pharmacist",
            Role::Clerk => "clerk",
            Role::NurseInCharge => "nurse-in-charge",
            Role::It => "it",
        }
    }

    /// The table of who may do what.
    #[must_use]
    pub fn may(self, what: Permission) -> bool {
        use Permission as P;
        match self {
            Role::Hca => matches!(what, P::SeePatients | P::RecordCare | P::Print),
            // At 03:00 a staff nurse may be the most senior person on the ward: nobody waits for a role to declare,
            // release or take a copy out. Each act is signed in the ledger.
            Role::Nurse => matches!(
                what,
                P::SeePatients | P::RecordCare | P::TakeResults | P::Print | P::RunOutage | P::Release | P::Export
            ),
            Role::Doctor => {
                matches!(what, P::SeePatients | P::RecordCare | P::TakeResults | P::DecideScale2 | P::Print)
            }
            Role::Pharmacist => matches!(what, P::SeePatients | P::TakeResults | P::Print),
            Role::Clerk => matches!(what, P::SeePatients | P::Print),
            Role::NurseInCharge => true,
            Role::It => matches!(
                what,
                P::RunOutage
                    | P::Release
                    | P::AcceptServer
                    | P::TakeSnapshots
                    | P::ManageStaff
                    | P::Export
                    | P::ManageKeys
                    | P::KeepStore
            ),
        }
    }
}
