//! Signed records.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use record::{FilingState, PatientId, RecordId, SignedRecord, StaffId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::people::stamp;
use super::taken::time;
use super::{filing, from_json, json};
use crate::database::put_row;
use crate::error::{Doing, StoreError, damaged};
use crate::ledger::Body;

pub(crate) fn add(tx: &Transaction<'_>, seq: u64, record: &SignedRecord) -> Result<(), StoreError> {
    put_row(
        tx,
        include_str!("insert-record.sql"),
        params![
            record.id.to_string(),
            seq,
            record.patient.to_string(),
            record.form.id,
            record.form.replaces.0,
            care_at(record),
            json(record)?,
        ],
    )
    .doing("keep a record")?;
    filing::begin(tx, record.id, &record.form.replaces, FilingState::Waiting, record.recorded_at, seq)
}

pub(crate) fn keep_form(tx: &Transaction<'_>, id: &str, version: &str, body: &str) -> Result<(), StoreError> {
    put_row(tx, "INSERT INTO form (id, version, body) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", [id, version, body])
        .doing("keep a form")?;
    Ok(())
}

pub(crate) fn kept_form(database: &Connection, id: &str, version: &str) -> Result<Option<String>, StoreError> {
    database
        .prepare_cached("SELECT body FROM form WHERE id = ?1 AND version = ?2")
        .and_then(|mut row| row.query_row([id, version], |row| row.get(0)).optional())
        .doing("find a form")
}

/// Puts a version in the place of the one before, which is kept.
pub(crate) fn amend(tx: &Transaction<'_>, record: &SignedRecord) -> Result<(), StoreError> {
    let before = one(tx, record.id)?.ok_or_else(|| damaged("record", "there is none to amend"))?;
    if record.version() != before.version() + 1 {
        return Err(damaged("record", "the version it amends is not the newest"));
    }
    put_row(
        tx,
        "INSERT INTO replaced (record, version, body) VALUES (?1, ?2, ?3)",
        params![record.id.to_string(), before.version(), json(&before)?],
    )
    .doing("keep a version")?;
    put_row(
        tx,
        "UPDATE record SET care_at = ?2, body = ?3 WHERE id = ?1",
        params![record.id.to_string(), care_at(record), json(record)?],
    )
    .doing("amend a record")?;
    Ok(())
}

/// Takes a record out of everything that counts. What was not sent yet is not needed any more.
pub(crate) fn void(
    tx: &Transaction<'_>,
    body: &Body,
    record: RecordId,
    reason: &str,
    second: StaffId,
) -> Result<(), StoreError> {
    let id = record.to_string();
    put_row(tx, "UPDATE record SET voided = 1 WHERE id = ?1", [&id]).doing("void a record")?;
    put_row(
        tx,
        "INSERT INTO voiding (record, at, by, second, reason) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, stamp(body), body.by.staff.map(|by| by.to_string()), second.to_string(), reason],
    )
    .doing("void a record")?;
    filing::not_needed(tx, record, body.recorded_at)
}

/// The versions of a record before the newest, the first one first.
pub(crate) fn replaced(database: &Connection, id: RecordId) -> Result<Vec<SignedRecord>, StoreError> {
    list(database, "SELECT body FROM replaced WHERE record = ?1 ORDER BY version", &[&id.to_string()])
}

/// A record that was voided, and why.
#[derive(Clone, PartialEq)]
pub struct Voided {
    /// As it stood.
    pub record: SignedRecord,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// By whom; none when it was the program.
    pub by: Option<StaffId>,
    /// The second person.
    pub second: StaffId,
    /// Why, and where the fact now lives.
    pub reason: String,
}

record::private_debug!(Voided);

/// Every record that was voided, in the order of signing.
pub(crate) fn voided(database: &Connection) -> Result<Vec<Voided>, StoreError> {
    let mut rows = database.prepare_cached(include_str!("voided.sql")).doing("list what was voided")?;
    let rows = rows
        .query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Option<String>>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
            ))
        })
        .doing("list what was voided")?;
    let staff = |id: String| id.parse::<StaffId>().map_err(|error| damaged("staff id", error));
    let mut all = Vec::new();
    for row in rows {
        let (body, at, by, second, reason) = row.doing("read what was voided")?;
        all.push(Voided {
            record: from_json("record", &body)?,
            at: time(&at)?,
            by: by.map(staff).transpose()?,
            second: staff(second)?,
            reason,
        });
    }
    Ok(all)
}

fn care_at(record: &SignedRecord) -> String {
    record.care_at.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true)
}

pub(crate) fn countersign(tx: &Transaction<'_>, body: &Body, record: RecordId) -> Result<(), StoreError> {
    let by = body.by.staff.map(|by| by.to_string());
    put_row(
        tx,
        "INSERT INTO countersign (record, at, by) VALUES (?1, ?2, ?3)",
        params![record.to_string(), stamp(body), by],
    )
    .doing("countersign a record")?;
    Ok(())
}

/// Every record that was countersigned.
pub(crate) fn countersigned(database: &Connection) -> Result<Vec<RecordId>, StoreError> {
    let mut rows = database.prepare_cached("SELECT record FROM countersign").doing("list what was countersigned")?;
    let rows = rows.query_map([], |row| row.get::<_, String>(0)).doing("list what was countersigned")?;
    rows.map(|id| id.doing("read a countersignature")?.parse().map_err(|error| damaged("record id", error))).collect()
}

pub(crate) fn one(database: &Connection, id: RecordId) -> Result<Option<SignedRecord>, StoreError> {
    let body: Option<String> = database
        .query_row("SELECT body FROM record WHERE id = ?1", [id.to_string()], |row| row.get(0))
        .optional()
        .doing("find a record")?;
    body.map(|body| from_json("record", &body)).transpose()
}

pub(crate) fn of_patient(database: &Connection, patient: PatientId) -> Result<Vec<SignedRecord>, StoreError> {
    list(
        database,
        "SELECT body FROM record WHERE patient = ?1 AND voided = 0 ORDER BY care_at DESC, seq DESC",
        &[&patient.to_string()],
    )
}

pub(crate) fn all(database: &Connection) -> Result<Vec<SignedRecord>, StoreError> {
    list(database, "SELECT body FROM record WHERE voided = 0 ORDER BY seq", &[])
}

pub(crate) fn newest(database: &Connection) -> Result<Vec<SignedRecord>, StoreError> {
    list(database, include_str!("newest-records.sql"), &[])
}

pub(crate) fn count(database: &Connection) -> Result<u32, StoreError> {
    database.query_row("SELECT count(*) FROM record", [], |row| row.get(0)).doing("count its records")
}

pub(crate) fn patients(database: &Connection) -> Result<Vec<PatientId>, StoreError> {
    let mut rows = database.prepare("SELECT DISTINCT patient FROM record").doing("list its records")?;
    let rows = rows.query_map([], |row| row.get::<_, String>(0)).doing("list its records")?;
    rows.map(|id| id.doing("read a record")?.parse().map_err(|error| damaged("patient's id", error))).collect()
}

fn list(database: &Connection, sql: &str, with: &[&dyn rusqlite::ToSql]) -> Result<Vec<SignedRecord>, StoreError> {
    let mut rows = database.prepare_cached(sql).doing("list its records")?;
    let rows = rows.query_map(with, |row| row.get::<_, String>(0)).doing("list its records")?;
    rows.map(|body| from_json("record", &body.doing("read a record")?)).collect()
}
