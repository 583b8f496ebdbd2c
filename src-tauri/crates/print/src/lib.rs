//! Pages to paper: ward packs, blank forms and signed records as PDF, and the printers they go to.
//! No clinical rule is here: every word arrives already chosen.

mod blank_sheet;
mod code;
mod envelope;
mod flow;
mod fonts;
mod from_view;
mod ink;
mod legible;
mod make;
mod mark;
pub mod pack;
mod page_frame;
mod pages;
mod record_sheet;
mod sheet;
mod spelt;
pub mod spool;
mod table;
mod when;
mod wrap;

pub use blank_sheet::blank_sheet;
pub use code::SheetCode;
pub use envelope::{EnvelopePage, envelope_page};
pub use from_view::{answer_rows, blank_items};
pub use make::make;
pub use pack::{Continue, Job, LeftOut, Made, Pack, PrintError, Progress};
pub use record_sheet::{AnswerRow, Earlier, record_sheet};
pub use spool::{JobId, JobState, Printer, SpoolError, Spooler};

#[cfg(test)]
extern crate self as print;
#[cfg(test)]
#[path = "../tests/paper/sample.rs"]
mod sample;
