//! The promises made to staff, each kept in the real window. A test's name is the promise.

mod arranging;
mod audit;
mod every_command;
mod filing_back;
mod finding;
mod full_disk;
mod hostile_names;
mod keyboard;
mod locking;
mod nothing_lost;
mod observations;
mod opening;
mod paper;
mod people;
mod putting_right;
mod scores;
mod seen_by_all;
mod standby_copy;
mod stolen_disk;
mod taking_in;
mod telephoned;
mod the_harness;
