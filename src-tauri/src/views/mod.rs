//! What each screen is told and what it may send: the only types that cross to TypeScript. One file per noun on screen.

pub mod answer;
pub mod audit;
pub mod board;
pub mod chart;
pub mod copies;
pub mod find;
pub mod form;
pub mod keys;
pub mod outage;
pub mod patient;
pub mod people;
pub mod print;
pub mod record;
pub mod recovery;
pub mod session;
pub mod shared;
pub mod standby;
