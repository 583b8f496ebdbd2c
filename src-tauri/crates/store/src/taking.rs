//! Taking snapshots: the file first, then one entry; at open, what was left half done is finished or erased.

use chrono::{DateTime, FixedOffset};
use record::snapshot::RawResource;
use record::{Act, By, Snapshot, SystemId};
use rusqlite::params;
use zeroize::Zeroizing;

use crate::error::{Doing, StoreError, damaged};
use crate::{SnapshotFile, Store, Taken, keys, ledger, making, snapshots, views};

impl Store {
    /// A committed snapshot without an entry gets one; half a snapshot is erased.
    pub(crate) fn finish(&mut self, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
        // Copies and restores that were cut off: nothing in there is anybody's only copy.
        let _ = std::fs::remove_dir_all(crate::copy::Staging::root(&self.home));
        let unpublished: Vec<(String, [u8; 32])> = {
            let mut rows = self
                .database
                .prepare("SELECT generation, key FROM snapshot_key WHERE published = 0")
                .doing("list its snapshots")?;
            let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).doing("list its snapshots")?;
            rows.collect::<Result<_, _>>().doing("list its snapshots")?
        };
        for (generation, key) in unpublished {
            let path = snapshots::path(&self.home, &generation);
            match snapshots::whole(&path, &Zeroizing::new(key)) {
                Ok(Some(whole)) => self.publish(&generation, whole, at)?,
                Ok(None) | Err(_) => self.erase(&generation)?,
            }
        }
        Ok(())
    }

    /// The newest snapshot of each source, as the ledger knows them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_snapshots(&self) -> Result<Vec<Taken>, StoreError> {
        views::taken::newest(&self.database)
    }

    /// Opens a snapshot's file; `None` when it is gone: then it reads "not held".
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn snapshot(&self, generation: &str) -> Result<Option<SnapshotFile>, StoreError> {
        let Some(key) = snapshots::key(&self.database, generation)? else { return Ok(None) };
        SnapshotFile::open(&snapshots::path(&self.home, generation), &key)
    }

    /// Takes a snapshot: its own file first, then one entry. The same bytes twice are one snapshot.
    ///
    /// # Errors
    /// When the disk or database refuses; then the old snapshot still serves.
    pub fn take_snapshot(
        &mut self,
        snapshot: &Snapshot,
        resources: &[RawResource],
        digest: &str,
        by: &By,
        at: DateTime<FixedOffset>,
    ) -> Result<Taken, StoreError> {
        let newest = self.newest_snapshots()?;
        if let Some(same) = newest.into_iter().find(|old| old.source == snapshot.source && old.digest == digest) {
            return Ok(same);
        }
        let generation = ledger::new_id(at)?.to_string();
        let key: keys::RawKey = Zeroizing::new(keys::random()?);
        self.safely(|store| {
            store
                .database
                .execute(
                    "INSERT INTO snapshot_key (generation, source, key, published) VALUES (?1, ?2, ?3, 0)",
                    params![generation, snapshot.source.0, key.as_slice()],
                )
                .map(|_| ())
                .doing("keep a snapshot's key")
        })?;
        let path = snapshots::path(&self.home, &generation);
        if let Err(error) = snapshots::write(&path, &key, snapshot, resources, digest) {
            // What is left is erased at the next opening, should the disk refuse now.
            let _ = self.erase(&generation);
            self.stopped |= matches!(error, StoreError::Stopped(_));
            return Err(error);
        }
        let whole = snapshots::whole(&path, &key)?.ok_or_else(|| damaged("snapshot", "it is not whole"))?;
        self.publish_by(&generation, whole, by, at)?;
        let taken = self.newest_snapshots()?.into_iter().find(|taken| taken.generation == generation);
        self.prune(&snapshot.source, &generation)?;
        taken.ok_or_else(|| damaged("snapshot", "its entry is not there"))
    }

    fn publish(
        &mut self,
        generation: &str,
        whole: snapshots::Whole,
        at: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let by = By { staff: None, verified: record::Verified::Program };
        self.publish_by(generation, whole, &by, at)
    }

    fn publish_by(
        &mut self,
        generation: &str,
        whole: snapshots::Whole,
        by: &By,
        at: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let act = Act::SnapshotTaken {
            generation: generation.to_owned(),
            source: whole.source,
            as_at: whole.as_at,
            digest: whole.digest,
            counts: whole.counts,
            patients: whole.patients,
        };
        self.transact_with(vec![act], by, at, |tx| {
            tx.execute("UPDATE snapshot_key SET published = 1 WHERE generation = ?1", [generation])
                .doing("publish a snapshot")?;
            Ok(())
        })?;
        Ok(())
    }

    /// Erases older generations of a source: outside an incident only the newest serves.
    fn prune(&mut self, source: &SystemId, keep: &str) -> Result<(), StoreError> {
        let lost = self.systems()?.iter().any(|system| system.status.forms_on());
        if lost {
            return Ok(());
        }
        let old: Vec<String> = {
            let mut rows = self
                .database
                .prepare("SELECT generation FROM snapshot_key WHERE source = ?1 AND generation <> ?2")
                .doing("list its snapshots")?;
            let rows = rows.query_map([&source.0, keep], |row| row.get(0)).doing("list its snapshots")?;
            rows.collect::<Result<_, _>>().doing("list its snapshots")?
        };
        old.iter().try_for_each(|generation| self.erase(generation))
    }

    pub(crate) fn erase(&mut self, generation: &str) -> Result<(), StoreError> {
        self.safely(|store| {
            let sql = "DELETE FROM snapshot_key WHERE generation = ?1";
            store.database.execute(sql, [generation]).map(|_| ()).doing("erase a snapshot's key")
        })?;
        let path = snapshots::path(&self.home, generation);
        [path.clone(), path.with_extension("db-wal"), path.with_extension("db-shm")]
            .iter()
            .try_for_each(|path| making::remove(path))
    }
}
