//! Turns what `ward` answers into what screens are told: words, marks and places, by hand. No rules.

mod arranged;
mod audit;
mod board;
mod chart;
mod copies;
mod facts;
mod find;
mod form;
mod keys;
mod nodes;
mod outage;
mod patient;
mod people;
mod print;
mod record;
mod recovery;
mod session;
mod standby;

pub(crate) use arranged::{columns, laid};
pub(crate) use audit::{audit, audit_page, audit_patients, chain};
pub(crate) use board::board;
pub(crate) use chart::chart;
pub(crate) use copies::{copies, taken, taking};
pub(crate) use find::found;
pub(crate) use form::{answer, form};
pub(crate) use keys::{keys, ways};
pub(crate) use outage::{change, consequence, outage};
pub(crate) use patient::patient;
pub(crate) use people::{access, pass_choices, people, plan, roles};
pub(crate) use print::print_choices;
pub(crate) use record::record;
pub(crate) use recovery::{other_server, recovery};
pub(crate) use session::{session, staff_choices, status, strip};
pub(crate) use standby::{found_copies, standby};
