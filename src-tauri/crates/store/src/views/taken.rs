//! Every snapshot taken, by source.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use record::SystemId;
use record::snapshot::Counts;
use rusqlite::{Connection, Transaction, params};

use super::{from_json, json};
use crate::error::{Doing, StoreError, damaged};
use crate::ledger::Body;

/// One snapshot as the ledger knows it; its file may be gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Names its file.
    pub generation: String,
    /// From which system.
    pub source: SystemId,
    /// True as at.
    pub as_at: DateTime<FixedOffset>,
    /// Taken in at.
    pub taken_at: DateTime<FixedOffset>,
    /// BLAKE3 of what came in.
    pub digest: String,
    /// How many people.
    pub patients: u32,
    /// Read, kept, set aside.
    pub counts: Counts,
}

#[allow(clippy::too_many_arguments, reason = "one act, its fields")]
pub(crate) fn add(
    tx: &Transaction<'_>,
    body: &Body,
    generation: &str,
    source: &SystemId,
    as_at: DateTime<FixedOffset>,
    digest: &str,
    counts: &Counts,
    patients: u32,
) -> Result<(), StoreError> {
    tx.execute(
        include_str!("insert-snapshot.sql"),
        params![
            generation,
            body.seq,
            source.0,
            as_at.to_rfc3339_opts(SecondsFormat::Secs, false),
            body.recorded_at.to_rfc3339_opts(SecondsFormat::Secs, false),
            digest,
            patients,
            json(counts)?,
        ],
    )
    .doing("note a snapshot")?;
    Ok(())
}

/// The newest snapshot of each source.
pub(crate) fn newest(database: &Connection) -> Result<Vec<Taken>, StoreError> {
    let mut rows = database.prepare(include_str!("newest-snapshots.sql")).doing("list its snapshots")?;
    let rows = rows
        .query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
                row.get::<_, u32>(5)?,
                row.get::<_, String>(6)?,
            ))
        })
        .doing("list its snapshots")?;
    let mut taken = Vec::new();
    for row in rows {
        let (generation, source, as_at, taken_at, digest, patients, counts) = row.doing("read a snapshot's entry")?;
        taken.push(Taken {
            generation,
            source: SystemId(source),
            as_at: time(&as_at)?,
            taken_at: time(&taken_at)?,
            digest,
            patients,
            counts: from_json("counts", &counts)?,
        });
    }
    Ok(taken)
}

pub(crate) fn time(text: &str) -> Result<DateTime<FixedOffset>, StoreError> {
    DateTime::parse_from_rfc3339(text).map_err(|error| damaged("time", error))
}
