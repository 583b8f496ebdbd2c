//! Whom an act is about: what is found when somebody asks who saw or changed a patient's record.

use crate::{Act, PatientId};

impl Act {
    /// Whom it is about, where it names one patient.
    #[must_use]
    pub fn about(&self) -> Option<PatientId> {
        match self {
            Act::RecordSigned { record } | Act::RecordAmended { record } => Some(record.patient),
            Act::RecordVoided { patient, .. } | Act::Scale2Decided { patient, .. } | Act::PatientViewed { patient } => {
                Some(*patient)
            }
            Act::AuditSearched { patient, .. } => *patient,
            Act::StoreOpened { .. }
            | Act::OriginBegun { .. }
            | Act::SnapshotErased { .. }
            | Act::StaffAdded { .. }
            | Act::PinSet { .. }
            | Act::PinRevoked { .. }
            | Act::StaffChanged { .. }
            | Act::StaffRevoked { .. }
            | Act::StaffReinstated { .. }
            | Act::RosterImported { .. }
            | Act::AgencyAdmitted { .. }
            | Act::GlassBroken { .. }
            | Act::UnverifiedAdmitted { .. }
            | Act::AccessReviewed { .. }
            | Act::Countersigned { .. }
            | Act::FormKept { .. }
            | Act::SnapshotTaken { .. }
            | Act::IncidentDeclared { .. }
            | Act::SystemStatusSet { .. }
            | Act::Released { .. }
            | Act::Filing { .. }
            | Act::ServerKnown { .. }
            | Act::ServerAccepted { .. }
            | Act::Printed { .. }
            | Act::ListViewed { .. }
            | Act::SignedIn { .. }
            | Act::SignedOut { .. }
            | Act::KeySlotAdded { .. }
            | Act::KeySlotRemoved { .. }
            | Act::OpenedSpecially { .. }
            | Act::OpeningExplained { .. }
            | Act::RolledBack { .. }
            | Act::RollBackAccepted
            | Act::Exported { .. }
            | Act::Refused { .. } => None,
        }
    }
}
