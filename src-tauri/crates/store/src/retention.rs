//! Erasing by the site's rule: a snapshot goes by destroying its key, with an entry that says so.

use chrono::{DateTime, FixedOffset};
use record::{Act, By, SystemId, Verified};

use crate::error::{Doing, StoreError};
use crate::{Store, snapshots, views};

/// A snapshot whose file is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasable {
    /// Which.
    pub generation: String,
    /// From which system.
    pub source: SystemId,
    /// When it came in.
    pub taken_at: DateTime<FixedOffset>,
    /// Bytes on disk.
    pub bytes: u64,
}

impl Store {
    /// Every snapshot that is held, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn held_snapshots(&self) -> Result<Vec<Erasable>, StoreError> {
        let mut rows =
            self.database.prepare_cached(include_str!("views/held-snapshots.sql")).doing("list its snapshots")?;
        let rows = rows
            .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))
            .doing("list its snapshots")?;
        let mut held = Vec::new();
        for row in rows {
            let (generation, source, taken_at) = row.doing("list its snapshots")?;
            let bytes = std::fs::metadata(snapshots::path(&self.home, &generation)).map_or(0, |about| about.len());
            held.push(Erasable { generation, source: SystemId(source), taken_at: views::time(&taken_at)?, bytes });
        }
        Ok(held)
    }

    /// Erases a snapshot for good: its key is overwritten on disk, then its file goes. Leaves an entry.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn erase_snapshot(&mut self, one: &Erasable, why: &str, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
        let act =
            Act::SnapshotErased { generation: one.generation.clone(), source: one.source.clone(), why: why.to_owned() };
        let by = By { staff: None, verified: Verified::Program };
        self.transact(vec![act], &by, at)?;
        self.erase(&one.generation)?;
        self.forget_erased()
    }

    /// Nothing of a destroyed key stays in free pages or in the log of writes.
    fn forget_erased(&self) -> Result<(), StoreError> {
        self.database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).doing("forget what was erased")
    }
}
