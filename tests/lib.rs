//! End to end: the real app in a real window, on a fresh store, seen and used as staff see and use it.
//!
//! `window` opens and drives it, `pages` says how staff get about in it; the promises made to staff are in `stories`.
#![allow(clippy::print_stderr, reason = "a test may say what it saw")]

pub mod pages;
pub mod window;
