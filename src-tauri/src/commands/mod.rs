//! What the screen may ask for: one file per noun, each command unpacks, calls `ward`, packs.

pub mod board;
pub mod copies;
pub mod form;
pub mod outage;
pub mod patient;
pub mod print;
pub mod recovery;
pub mod session;
