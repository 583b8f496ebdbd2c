//! The synthetic ward as it is read, and every kind of bad input.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod any_bytes;
mod bad_input;
mod golden;
mod ward;
