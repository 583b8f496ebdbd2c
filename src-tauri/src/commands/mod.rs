//! What the screen may ask for: one file per noun, each command unpacks, calls `ward`, packs.

pub(crate) mod audit;
pub(crate) mod board;
pub(crate) mod copies;
pub(crate) mod emergency;
pub(crate) mod find;
pub(crate) mod form;
pub(crate) mod keys;
pub(crate) mod outage;
pub(crate) mod patient;
pub(crate) mod people;
pub(crate) mod print;
pub(crate) mod record;
pub(crate) mod recovery;
pub(crate) mod session;
pub(crate) mod standby;
