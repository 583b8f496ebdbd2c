//! Who works here and what each may do. One table; `ward` asks it and nothing else does.

use chrono::{DateTime, FixedOffset};
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
    /// For agency staff: until when, and who vouched for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<Pass>,
}

/// A pass for a shift. It ends by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// Until then.
    pub until: DateTime<FixedOffset>,
    /// Who vouched for them with their own PIN.
    pub witness: StaffId,
    /// The witness's name, as it was.
    pub witness_name: String,
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
    /// Be the second person: vouch for agency staff, let somebody in to read, countersign.
    Witness,
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
    /// Give somebody a new temporary PIN.
    ResetPin,
    /// Review emergency access.
    ReviewAccess,
    /// Look up who saw or did what.
    SearchAudit,
    /// Take data out of the store.
    Export,
    /// Make and take away ways to open the store: passphrases, the envelope, the trust's key.
    ManageKeys,
    /// Look after what this PC keeps: back it up, erase old copies, reset it.
    KeepStore,
}

impl Permission {
    /// All of them, in the order they are shown.
    pub const ALL: [Permission; 17] = [
        Permission::SeePatients,
        Permission::RecordCare,
        Permission::TakeResults,
        Permission::DecideScale2,
        Permission::Print,
        Permission::Witness,
        Permission::RunOutage,
        Permission::Release,
        Permission::TakeSnapshots,
        Permission::ManageStaff,
        Permission::ResetPin,
        Permission::ReviewAccess,
        Permission::SearchAudit,
        Permission::Export,
        Permission::AcceptServer,
        Permission::ManageKeys,
        Permission::KeepStore,
    ];

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Permission::SeePatients => "See patients",
            Permission::RecordCare => "Record observations and other care",
            Permission::TakeResults => "Take a result by telephone",
            Permission::DecideScale2 => "Decide saturation scale 2",
            Permission::Print => "Print and save packs",
            Permission::Witness => "Second person: agency pass, countersign",
            Permission::RunOutage => "Declare and change an outage",
            Permission::Release => "Release records",
            Permission::TakeSnapshots => "Take in copies",
            Permission::ManageStaff => "Add and change people",
            Permission::ResetPin => "Reset a PIN",
            Permission::ReviewAccess => "Review emergency access",
            Permission::SearchAudit => "Look up who saw or did what",
            Permission::Export => "Take data out",
            Permission::AcceptServer => "Accept another server at a system's address",
            Permission::ManageKeys => "Make and take away keys and the envelope",
            Permission::KeepStore => "Back up, erase old copies, reset this PC",
        }
    }

    /// Its short name, as the screen knows it: `record-care`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Permission::SeePatients => "see-patients",
            Permission::RecordCare => "record-care",
            Permission::TakeResults => "take-results",
            Permission::DecideScale2 => "decide-scale2",
            Permission::Print => "print",
            Permission::Witness => "witness",
            Permission::RunOutage => "run-outage",
            Permission::Release => "release",
            Permission::TakeSnapshots => "take-snapshots",
            Permission::ManageStaff => "manage-staff",
            Permission::ResetPin => "reset-pin",
            Permission::ReviewAccess => "review-access",
            Permission::SearchAudit => "search-audit",
            Permission::Export => "export",
            Permission::AcceptServer => "accept-server",
            Permission::ManageKeys => "manage-keys",
            Permission::KeepStore => "keep-store",
        }
    }

    /// What breaking the glass opens beyond one's role: care tonight, and nothing that can wait for the right person.
    #[must_use]
    pub fn behind_glass(self) -> bool {
        use Permission as P;
        matches!(self, P::SeePatients | P::RecordCare | P::TakeResults | P::Print)
    }

    /// What somebody may do whose identity is not verified: read, and type drafts that a witness signs.
    #[must_use]
    pub fn unverified(self) -> bool {
        matches!(self, Permission::SeePatients | Permission::RecordCare)
    }
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

    /// Three letters or fewer, for the head of a table.
    #[must_use]
    pub fn short(self) -> &'static str {
        match self {
            Role::Hca => "HCA",
            Role::Nurse => "RN",
            Role::Doctor => "Dr",
            Role::Pharmacist => "Ph",
            Role::Clerk => "Clk",
            Role::NurseInCharge => "NIC",
            Role::It => "IT",
        }
    }

    /// Whether it needs a professional number.
    #[must_use]
    pub fn registered(self) -> bool {
        match self {
            Role::Nurse | Role::Doctor | Role::Pharmacist | Role::NurseInCharge => true,
            Role::Hca | Role::Clerk | Role::It => false,
        }
    }

    /// Whether agency staff may come in with it. Who runs the ward, and who runs its PCs, is on the roster.
    #[must_use]
    pub fn by_pass(self) -> bool {
        match self {
            Role::Hca | Role::Nurse | Role::Doctor | Role::Pharmacist | Role::Clerk => true,
            Role::NurseInCharge | Role::It => false,
        }
    }

    /// A role by its short name or its words, capitals aside.
    #[must_use]
    pub fn named(words: &str) -> Option<Role> {
        let plain = words.trim().to_lowercase();
        Role::ALL.into_iter().find(|role| role.code() == plain || role.words().to_lowercase() == plain)
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
                P::SeePatients
                    | P::RecordCare
                    | P::TakeResults
                    | P::Print
                    | P::Witness
                    | P::RunOutage
                    | P::Release
                    | P::Export
            ),
            Role::Doctor => matches!(
                what,
                P::SeePatients | P::RecordCare | P::TakeResults | P::DecideScale2 | P::Print | P::Witness
            ),
            Role::Pharmacist => matches!(what, P::SeePatients | P::TakeResults | P::Print | P::Witness),
            Role::Clerk => matches!(what, P::SeePatients | P::Print),
            Role::NurseInCharge => true,
            Role::It => matches!(
                what,
                P::RunOutage
                    | P::Release
                    | P::AcceptServer
                    | P::TakeSnapshots
                    | P::ManageStaff
                    | P::ResetPin
                    | P::Export
                    | P::ManageKeys
                    | P::KeepStore
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_who_may_do_what_is_this() {
        let table: Vec<String> = Permission::ALL
            .iter()
            .map(|what| {
                let ticks: String = Role::ALL.iter().map(|role| if role.may(*what) { 'x' } else { '.' }).collect();
                format!("{ticks} {}", what.code())
            })
            .collect();
        let wanted = [
            "xxxxxx. see-patients",
            "xxx..x. record-care",
            ".xxx.x. take-results",
            "..x..x. decide-scale2",
            "xxxxxx. print",
            ".xxx.x. witness",
            ".x...xx run-outage",
            ".x...xx release",
            ".....xx take-snapshots",
            ".....xx manage-staff",
            ".....xx reset-pin",
            ".....x. review-access",
            ".....x. search-audit",
            ".x...xx export",
            ".....xx accept-server",
            ".....xx manage-keys",
            ".....xx keep-store",
        ];
        assert_eq!(table, wanted);
    }

    #[test]
    fn breaking_the_glass_opens_care_and_nothing_that_can_wait() {
        let opened: Vec<&str> =
            Permission::ALL.iter().filter(|what| what.behind_glass()).map(|what| what.code()).collect();
        assert_eq!(opened, ["see-patients", "record-care", "take-results", "print"]);
    }

    #[test]
    fn a_short_name_is_the_word_it_is_stored_as() {
        for what in Permission::ALL {
            assert_eq!(serde_json::to_value(what).unwrap(), what.code());
        }
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
            assert_eq!(Role::named(&role.words().to_uppercase()), Some(role));
        }
        assert_eq!(Role::named("matron"), None);
    }

    #[test]
    fn a_member_of_staff_stored_before_passes_is_read_and_stored_as_before() {
        let old = r#"{"id":"00000000-0000-0000-0000-000000000007","name":"Ama Boateng","role":"nurse","title":null,"number":null}"#;
        let staff: Staff = serde_json::from_str(old).unwrap();
        assert_eq!(staff.pass, None);
        assert_eq!(serde_json::to_string(&staff).unwrap(), old);
    }
}
