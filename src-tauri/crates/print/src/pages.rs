//! What is on each kind of sheet, in blocks from top to bottom.

pub(crate) mod age;
pub(crate) mod blank;
pub(crate) mod care;
pub(crate) mod cover;
pub(crate) mod medicines;
pub(crate) mod news2_key;
pub(crate) mod observations;
pub(crate) mod record;
pub(crate) mod summary;
pub(crate) mod ward_list;
