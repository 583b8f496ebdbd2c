//! The clinical types that screens name, so that the shell and the command line need no other crate than this one.

pub use forms::calc::news2::Band;
pub use forms::view;
pub use forms::{Answer, Definition, FormProblem, Gap, NodeId, Score};
pub use record::observed::{Due, Measured, ObservationSet, Origin, SIGNS};
pub use record::picture::{Fact, From, Picture};
pub use record::snapshot::{Alert, AlertKind, Allergy, Sign};
pub use record::{
    Act, Entry, EntryId, FilingState, PatientId, Permission, RecordId, Resuscitation, Role, SignedRecord, Staff,
    StaffId, SystemId, SystemStatus, Verified,
};
pub use store::{Care, Draft, EmergencyRow, FilingCounts, FilingRow, SystemNow, Taken, Voided};

pub use crate::words::PictureNumber;
