//! Filing against servers that misbehave, and against one that nobody here wrote.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::wildcard_enum_match_arm)]
#![allow(clippy::print_stdout, reason = "what was counted is shown")]

mod changed_server;
mod figures;
mod journal;
mod life;
mod matrix;
mod one_record;
mod patient;
mod real_server;
mod records;
mod their_ids;
