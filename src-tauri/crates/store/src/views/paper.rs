//! Every numbered sheet of paper.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use record::{PatientId, Sheet, SheetNumber};
use rusqlite::{Connection, Transaction, params};

use super::taken::time;
use crate::error::{Doing, StoreError, damaged};
use crate::ledger::Body;

/// One sheet that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number.
    pub number: SheetNumber,
    /// Whose.
    pub patient: Option<PatientId>,
    /// What it is.
    pub what: String,
    /// When it was made.
    pub printed_at: DateTime<FixedOffset>,
}

pub(crate) fn add(tx: &Transaction<'_>, body: &Body, sheets: &[Sheet], to: &str) -> Result<(), StoreError> {
    for sheet in sheets {
        tx.execute(
            include_str!("insert-sheet.sql"),
            params![
                sheet.number.0,
                sheet.patient.map(|patient| patient.to_string()),
                sheet.what,
                sheet.pages,
                body.recorded_at.to_rfc3339_opts(SecondsFormat::Secs, false),
                to,
            ],
        )
        .doing("note a sheet")?;
    }
    Ok(())
}

pub(crate) fn next(database: &Connection) -> Result<SheetNumber, StoreError> {
    database
        .query_row("SELECT coalesce(max(number), 0) + 1 FROM sheet", [], |row| row.get(0))
        .map(SheetNumber)
        .doing("deal a sheet number")
}

pub(crate) fn all(database: &Connection) -> Result<Vec<SheetRow>, StoreError> {
    let mut rows = database
        .prepare_cached("SELECT number, patient, what, printed_at FROM sheet ORDER BY number")
        .doing("list its sheets")?;
    let rows = rows
        .query_map([], |row| {
            Ok((row.get::<_, u32>(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?, row.get::<_, String>(3)?))
        })
        .doing("list its sheets")?;
    let mut sheets = Vec::new();
    for row in rows {
        let (number, patient, what, printed_at) = row.doing("read a sheet")?;
        let patient =
            patient.map(|patient| patient.parse().map_err(|error| damaged("patient id", error))).transpose()?;
        sheets.push(SheetRow { number: SheetNumber(number), patient, what, printed_at: time(&printed_at)? });
    }
    Ok(sheets)
}
