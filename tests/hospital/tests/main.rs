//! Filing against servers that misbehave, and against one that nobody here wrote.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::wildcard_enum_match_arm)]

mod journal;
mod matrix;
mod one_record;
mod patient;
mod real_server;
mod records;
mod their_ids;
