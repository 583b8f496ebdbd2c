//! Signed records.

use chrono::{SecondsFormat, Utc};
use record::{FilingState, PatientId, RecordId, SignedRecord};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::people::stamp;
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
            record.care_at.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true),
            json(record)?,
        ],
    )
    .doing("keep a record")?;
    filing::begin(tx, record.id, &record.form.replaces, FilingState::Waiting, record.recorded_at, seq)
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
        "SELECT body FROM record WHERE patient = ?1 ORDER BY care_at DESC, seq DESC",
        &[&patient.to_string()],
    )
}

pub(crate) fn all(database: &Connection) -> Result<Vec<SignedRecord>, StoreError> {
    list(database, "SELECT body FROM record ORDER BY seq", &[])
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
