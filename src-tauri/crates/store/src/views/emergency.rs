//! Emergency access: who broke the glass or was let in unverified, what they did then, and its review.

use chrono::{DateTime, FixedOffset};
use record::{EntryId, StaffId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::people::stamp;
use super::time;
use crate::error::{Doing, StoreError, damaged};
use crate::ledger::Body;

/// One emergency access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmergencyRow {
    /// The entry that opened it.
    pub entry: EntryId,
    /// Staff id, or the id a visitor's acts carry.
    pub staff: StaffId,
    /// The name a visitor gave; none for somebody on the roster.
    pub visitor: Option<String>,
    /// Why.
    pub reason: String,
    /// When.
    pub opened_at: DateTime<FixedOffset>,
    /// The colleague who let a visitor in.
    pub opened_by: Option<StaffId>,
    /// Patients that were opened before they signed out.
    pub patients: u32,
    /// Records that were signed before they signed out.
    pub records: u32,
    /// When it was reviewed, by whom, and what was said.
    pub review: Option<(DateTime<FixedOffset>, Option<StaffId>, String)>,
}

pub(crate) fn open(
    tx: &Transaction<'_>,
    body: &Body,
    staff: StaffId,
    visitor: Option<&String>,
    reason: &str,
    by: Option<StaffId>,
) -> Result<(), StoreError> {
    let by = by.map(|by| by.to_string());
    tx.execute(
        include_str!("insert-access.sql"),
        params![body.id.to_string(), body.seq, staff.to_string(), visitor, reason, stamp(body), by],
    )
    .doing("note an emergency access")?;
    Ok(())
}

pub(crate) fn review(tx: &Transaction<'_>, body: &Body, access: EntryId, note: &str) -> Result<(), StoreError> {
    let by = body.by.staff.map(|by| by.to_string());
    let sql = "UPDATE emergency_access SET reviewed_at = ?2, reviewed_by = ?3, note = ?4 WHERE entry = ?1";
    let changed =
        tx.execute(sql, params![access.to_string(), stamp(body), by, note]).doing("note a review of access")?;
    if changed == 1 { Ok(()) } else { Err(damaged("act", "it reviews an access that never was")) }
}

/// The newest access of one person: the name they gave, if they are not on the roster, and why.
pub(crate) fn newest_of(database: &Connection, staff: StaffId) -> Result<Option<(Option<String>, String)>, StoreError> {
    let sql = "SELECT name, reason FROM emergency_access WHERE staff = ?1 ORDER BY seq DESC LIMIT 1";
    let mut row = database.prepare_cached(sql).doing("find an emergency access")?;
    row.query_row([staff.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
        .doing("find an emergency access")
}

/// How many wait for a review.
pub(crate) fn unreviewed(database: &Connection) -> Result<usize, StoreError> {
    database
        .query_row("SELECT count(*) FROM emergency_access WHERE reviewed_at IS NULL", [], |row| row.get(0))
        .doing("count emergency access")
}

/// Every emergency access, newest first.
pub(crate) fn all(database: &Connection) -> Result<Vec<EmergencyRow>, StoreError> {
    let mut done = database.prepare_cached(include_str!("done-in-access.sql")).doing("count an access")?;
    let mut rows = database.prepare_cached(include_str!("all-access.sql")).doing("list emergency access")?;
    let mut rows = rows.query([]).doing("list emergency access")?;
    let mut all = Vec::new();
    while let Some(row) = rows.next().doing("read emergency access")? {
        let text = |column: usize| row.get::<_, Option<String>>(column).doing("read emergency access");
        let needed = |column: usize| row.get::<_, String>(column).doing("read emergency access");
        let seq: u64 = row.get(1).doing("read emergency access")?;
        let staff = needed(2)?;
        let (patients, records) =
            done.query_row(params![seq, staff], |row| Ok((row.get(0)?, row.get(1)?))).doing("count an access")?;
        let reviewed_at = text(7)?.map(|at| time(&at)).transpose()?;
        let reviewed_by = text(8)?.map(|by| id(&by)).transpose()?;
        let note = text(9)?.unwrap_or_default();
        all.push(EmergencyRow {
            entry: needed(0)?.parse().map_err(|error| damaged("entry id", error))?,
            staff: id(&staff)?,
            visitor: text(3)?,
            reason: needed(4)?,
            opened_at: time(&needed(5)?)?,
            opened_by: text(6)?.map(|by| id(&by)).transpose()?,
            patients,
            records,
            review: reviewed_at.map(|at| (at, reviewed_by, note)),
        });
    }
    Ok(all)
}

fn id(text: &str) -> Result<StaffId, StoreError> {
    text.parse().map_err(|error| damaged("staff id", error))
}
