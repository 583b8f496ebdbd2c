//! The signed oxygen saturation scale of each patient.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use record::PatientId;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::taken::time;
use crate::error::{Doing, StoreError};
use crate::ledger::Body;

/// A signed decision.
#[derive(Clone, PartialEq, Eq)]
pub struct ScaleDecision {
    /// 1 or 2.
    pub scale: u8,
    /// Why.
    pub reason: String,
    /// The competent decision maker.
    pub decided_by: String,
    /// When it was signed.
    pub at: DateTime<FixedOffset>,
}

pub(crate) fn set(
    tx: &Transaction<'_>,
    body: &Body,
    patient: PatientId,
    scale: u8,
    reason: &str,
    decided_by: &str,
) -> Result<(), StoreError> {
    tx.execute(
        include_str!("put-scale.sql"),
        params![
            patient.to_string(),
            scale,
            reason,
            decided_by,
            body.recorded_at.to_rfc3339_opts(SecondsFormat::Secs, false),
            body.by.staff.map(|staff| staff.to_string()).unwrap_or_default(),
        ],
    )
    .doing("note the saturation scale")?;
    Ok(())
}

pub(crate) fn of(database: &Connection, patient: PatientId) -> Result<Option<ScaleDecision>, StoreError> {
    let found = database
        .query_row(
            "SELECT scale, reason, decided_by, at FROM scale2 WHERE patient = ?1",
            [patient.to_string()],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?)),
        )
        .optional()
        .doing("tell the saturation scale")?;
    let Some((scale, reason, decided_by, at)) = found else { return Ok(None) };
    Ok(Some(ScaleDecision { scale, reason, decided_by, at: time(&at)? }))
}

record::private_debug!(ScaleDecision);
