//! Talking to hospital systems: reads what arrives, carries what goes out, reads it back and compares.
//! It decides nothing about patients: what is right is in `record`, what is done is in `ward`.

pub mod client;
pub mod demo;
pub mod file;
pub mod limits;
pub mod pull;
pub mod read;
pub mod roster;
pub mod table;
