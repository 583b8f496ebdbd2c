//! How staff get about in the app: one file a place, named as staff name it. A story says what is done, a page says how.

pub mod copies;
pub mod finding;
pub mod outages;
pub mod people;
pub mod printing;
pub mod recording;
pub mod recovering;
pub mod signing_in;
pub mod standby;
pub mod ward_list;
