//! The clinical record: patients, stays, observations, signatures, and the resources built from signed records.
//! Rules only: no files, no network, no clock, no chance.

mod about;
mod act;
mod entry;
pub mod filing;
pub mod finding;
mod ids;
mod number;
pub mod observed;
pub mod picture;
mod private;
mod resuscitation;
mod server;
mod signed;
pub mod snapshot;
mod staff;
mod system;

pub use act::{Act, By, Sheet, Verified};
pub use entry::Entry;
pub use filing::{Evidence, FilingState, FilingStep};
pub use ids::{EntryId, IncidentId, PatientId, RecordId, SheetNumber, StaffId, SystemId};
pub use resuscitation::{Resuscitation, resuscitation};
pub use server::ServerIdentity;
pub use signed::{Amends, Author, FormRef, Mark, Seen, SignedRecord, SignedScore};
pub use snapshot::{Born, Gender, Identity, NumberValidity, PatientNumber, Place, Snapshot};
pub use staff::{Pass, Permission, Role, Staff};
pub use system::{Incident, StatusSince, SystemStatus};
