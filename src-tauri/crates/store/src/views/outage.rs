//! Incidents and where each system stands.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use record::{IncidentId, StaffId, StatusSince, SystemId, SystemStatus};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::taken::time;
use super::{from_word, word};
use crate::error::{Doing, StoreError, damaged};
use crate::ledger::Body;

/// The newest incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Its id.
    pub id: IncidentId,
    /// `2026-014`.
    pub number: String,
    /// Why, and who says so.
    pub reason: String,
    /// When it was declared.
    pub declared_at: DateTime<FixedOffset>,
    /// By whom.
    pub declared_by: Option<StaffId>,
    /// When the next word is due.
    pub next_update: Option<DateTime<FixedOffset>>,
}

/// Where one system stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemNow {
    /// Which.
    pub system: SystemId,
    /// In which incident.
    pub incident: IncidentId,
    /// Now.
    pub status: SystemStatus,
    /// Since when it stands so.
    pub since: DateTime<FixedOffset>,
    /// When it was first lost in this incident.
    pub first: DateTime<FixedOffset>,
}

fn stamp(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

pub(crate) fn declare(
    tx: &Transaction<'_>,
    body: &Body,
    incident: IncidentId,
    number: &str,
    systems: &[StatusSince],
    reason: &str,
    next_update: Option<DateTime<FixedOffset>>,
) -> Result<(), StoreError> {
    tx.execute(
        include_str!("insert-incident.sql"),
        params![
            incident.to_string(),
            number,
            reason,
            stamp(body.recorded_at),
            body.by.staff.map(|staff| staff.to_string()),
            next_update.map(stamp),
        ],
    )
    .doing("note an incident")?;
    for status in systems {
        put(tx, incident, status)?;
    }
    Ok(())
}

pub(crate) fn set(
    tx: &Transaction<'_>,
    incident: IncidentId,
    status: &StatusSince,
    next_update: Option<DateTime<FixedOffset>>,
) -> Result<(), StoreError> {
    put(tx, incident, status)?;
    if let Some(next) = next_update {
        tx.execute("UPDATE incident SET next_update = ?2 WHERE id = ?1", params![incident.to_string(), stamp(next)])
            .doing("note the next update")?;
    }
    Ok(())
}

fn put(tx: &Transaction<'_>, incident: IncidentId, status: &StatusSince) -> Result<(), StoreError> {
    tx.execute(
        include_str!("put-status.sql"),
        params![status.system.0, incident.to_string(), word(&status.status)?, stamp(status.since)],
    )
    .doing("note a system's status")?;
    Ok(())
}

pub(crate) fn newest(database: &Connection) -> Result<Option<Declared>, StoreError> {
    let found = database
        .query_row(include_str!("newest-incident.sql"), [], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, Option<String>>(4)?,
                row.get::<_, Option<String>>(5)?,
            ))
        })
        .optional()
        .doing("tell the incident")?;
    let Some((id, number, reason, declared_at, declared_by, next_update)) = found else { return Ok(None) };
    Ok(Some(Declared {
        id: id.parse().map_err(|error| damaged("incident id", error))?,
        number,
        reason,
        declared_at: time(&declared_at)?,
        declared_by: declared_by.map(|staff| staff.parse().map_err(|error| damaged("staff id", error))).transpose()?,
        next_update: next_update.as_deref().map(time).transpose()?,
    }))
}

pub(crate) fn count(database: &Connection) -> Result<u32, StoreError> {
    database.query_row("SELECT count(*) FROM incident", [], |row| row.get(0)).doing("count its incidents")
}

pub(crate) fn systems(database: &Connection) -> Result<Vec<SystemNow>, StoreError> {
    let mut rows = database.prepare(include_str!("all-statuses.sql")).doing("list the systems")?;
    let rows = rows
        .query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
            ))
        })
        .doing("list the systems")?;
    let mut systems = Vec::new();
    for row in rows {
        let (system, incident, status, since, first) = row.doing("read a system")?;
        systems.push(SystemNow {
            system: SystemId(system),
            incident: incident.parse().map_err(|error| damaged("incident id", error))?,
            status: from_word("status", &status)?,
            since: time(&since)?,
            first: time(&first)?,
        });
    }
    Ok(systems)
}
