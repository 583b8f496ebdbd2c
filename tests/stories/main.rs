//! The promises made to staff, each kept in the real window. A test's name is the promise.

mod filing_back;
mod keyboard;
mod locking;
mod nothing_lost;
mod observations;
mod paper;
mod people;
mod seen_by_all;
mod telephoned;
mod the_harness;
