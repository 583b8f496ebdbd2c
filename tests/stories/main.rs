//! The promises made to staff, each kept in the real window. A test's name is the promise.

mod the_harness;
