//! How far each record has come toward its target.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use record::{Evidence, FilingState, FilingStep, RecordId, SystemId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::taken::time;
use super::{from_json, from_word, json, word};
use crate::database::put_row;
use crate::error::{Doing, StoreError, damaged};
use crate::ledger::Body;

/// One record's way to one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingRow {
    /// Which record.
    pub record: RecordId,
    /// To which system.
    pub target: SystemId,
    /// Where it stands.
    pub state: FilingState,
    /// Since when.
    pub at: DateTime<FixedOffset>,
    /// What shows it.
    pub evidence: Evidence,
}

/// How many records of one system stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FilingCounts {
    /// All of them that count.
    pub written: u32,
    /// Not released.
    pub waiting: u32,
    /// Released.
    pub ready: u32,
    /// Sent, no proof yet.
    pub sent: u32,
    /// Read back and equal.
    pub accepted: u32,
    /// Set aside.
    pub refused: u32,
    /// Voided before they were sent.
    pub not_needed: u32,
}

impl FilingCounts {
    /// What is still owed.
    #[must_use]
    pub fn owed(&self) -> u32 {
        self.waiting + self.ready + self.sent + self.refused
    }
}

fn stamp(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

pub(crate) fn begin(
    tx: &Transaction<'_>,
    record: RecordId,
    target: &SystemId,
    state: FilingState,
    at: DateTime<FixedOffset>,
    position: u64,
) -> Result<(), StoreError> {
    put_row(
        tx,
        include_str!("insert-filing.sql"),
        params![record.to_string(), target.0, word(&state)?, stamp(at), json(&Evidence::Signed)?, position],
    )
    .doing("note where a record stands")?;
    Ok(())
}

pub(crate) fn release(
    tx: &Transaction<'_>,
    body: &Body,
    system: &SystemId,
    records: &[RecordId],
) -> Result<(), StoreError> {
    for record in records {
        step(
            tx,
            &FilingStep {
                record: *record,
                target: system.clone(),
                state: FilingState::Ready,
                at: body.recorded_at,
                evidence: Evidence::Release,
            },
        )?;
    }
    Ok(())
}

pub(crate) fn step(tx: &Transaction<'_>, step: &FilingStep) -> Result<(), StoreError> {
    let before: Option<String> = tx
        .query_row(
            "SELECT state FROM filing WHERE record = ?1 AND target = ?2",
            [step.record.to_string(), step.target.0.clone()],
            |row| row.get(0),
        )
        .optional()
        .doing("tell where a record stands")?;
    let Some(before) = before else { return Err(damaged("filing", "there is no such record")) };
    let before: FilingState = from_word("filing state", &before)?;
    if !before.may_become(step.state) {
        return Err(damaged("filing", format!("{} cannot become {}", before.words(), step.state.words())));
    }
    put_row(
        tx,
        "UPDATE filing SET state = ?3, at = ?4, evidence = ?5 WHERE record = ?1 AND target = ?2",
        params![step.record.to_string(), step.target.0, word(&step.state)?, stamp(step.at), json(&step.evidence)?],
    )
    .doing("note where a record stands")?;
    Ok(())
}

/// Nothing of a voided record goes anywhere, unless it is there already.
pub(crate) fn not_needed(tx: &Transaction<'_>, record: RecordId, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
    let mut rows =
        tx.prepare_cached("SELECT target FROM filing WHERE record = ?1").doing("tell where a record stands")?;
    let targets =
        rows.query_map([record.to_string()], |row| row.get::<_, String>(0)).doing("tell where a record stands")?;
    let targets: Vec<String> = targets.collect::<Result<_, _>>().doing("tell where a record stands")?;
    for target in targets {
        let target = SystemId(target);
        step(tx, &FilingStep { record, target, state: FilingState::NotNeeded, at, evidence: Evidence::Voided })?;
    }
    Ok(())
}

pub(crate) fn all(database: &Connection) -> Result<Vec<FilingRow>, StoreError> {
    let mut rows = database
        .prepare_cached("SELECT record, target, state, at, evidence FROM filing ORDER BY position")
        .doing("list what is owed")?;
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
        .doing("list what is owed")?;
    let mut filings = Vec::new();
    for row in rows {
        let (record, target, state, at, evidence) = row.doing("read what is owed")?;
        filings.push(FilingRow {
            record: record.parse().map_err(|error| damaged("record id", error))?,
            target: SystemId(target),
            state: from_word("filing state", &state)?,
            at: time(&at)?,
            evidence: from_json("evidence", &evidence)?,
        });
    }
    Ok(filings)
}

pub(crate) fn counts(database: &Connection) -> Result<Vec<(SystemId, FilingCounts)>, StoreError> {
    let mut all: std::collections::BTreeMap<SystemId, FilingCounts> = std::collections::BTreeMap::new();
    let mut rows = database
        .prepare_cached("SELECT target, state, count(*) FROM filing GROUP BY target, state")
        .doing("count what is owed")?;
    let rows = rows
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, u32>(2)?)))
        .doing("count what is owed")?;
    for row in rows {
        let (target, state, count) = row.doing("count what is owed")?;
        let counts = all.entry(SystemId(target)).or_default();
        match from_word::<FilingState>("filing state", &state)? {
            FilingState::Waiting => counts.waiting += count,
            FilingState::Ready => counts.ready += count,
            FilingState::Sent => counts.sent += count,
            FilingState::Accepted => counts.accepted += count,
            FilingState::Refused => counts.refused += count,
            FilingState::NotNeeded => counts.not_needed += count,
        }
        counts.written = counts.owed() + counts.accepted;
    }
    Ok(all.into_iter().collect())
}
