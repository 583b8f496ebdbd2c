//! One line of the ledger: what was done, by whom, when.

use chrono::{DateTime, FixedOffset};

use crate::{Act, By, EntryId};

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Position in this PC's chain, from 1.
    pub seq: u64,
    /// When it was written.
    pub recorded_at: DateTime<FixedOffset>,
    /// By whom.
    pub by: By,
    /// What.
    pub act: Act,
}
