//! The engine as its clients see it: the cases beside each form, evaluation, what a form may use, and two engines
//! beside each other.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod cases;
mod evaluating;
mod expressions;
mod filling_in;
mod junk;
mod loading;
