//! Stand-in hospital servers for tests, on this PC alone: they can be slow, refuse, answer twice, hang up, lose what
//! they took, and be asked afterwards what they hold. Not a reference for FHIR: only what filing and stories need.

mod answer;
mod fault;
mod http;
mod seed;
mod shelf;
mod stand_in;

pub use fault::Fault;
pub use seed::{encounter, patient, practitioner, resources_of};
pub use shelf::Shelf;
pub use stand_in::{Custom, FhirStandIn};
