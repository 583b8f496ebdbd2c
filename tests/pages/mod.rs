//! How staff get about in the app: one file a place, named as staff name it. A story says what is done, a page says how.

pub mod signing_in;
