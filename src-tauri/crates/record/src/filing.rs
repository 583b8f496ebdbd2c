//! Filing: how a signed record becomes what its target takes, and how far it has come.

mod step;

pub use step::{Evidence, FilingState, FilingStep};
