//! Pages to paper: ward packs, blank forms and signed records as PDF, and the printers they go to.
//! No clinical rule is here: every word arrives already chosen.

pub mod pack;

pub use pack::{Continue, Job, Made, Pack, PrintError, Progress};
