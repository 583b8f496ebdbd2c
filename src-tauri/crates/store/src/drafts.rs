//! Unsigned work. Bypasses the ledger by name; survives everything that records survive.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use record::{Amends, PatientId, RecordId, StaffId};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::database::put_row;
use crate::error::{Doing, StoreError, damaged};
use crate::views::{from_json, json};

/// One form being filled in.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The record's id, minted when the form was opened.
    pub id: RecordId,
    /// About whom.
    pub patient: PatientId,
    /// Form id.
    pub form: String,
    /// Version the draft was begun with.
    pub version: String,
    /// Answers so far.
    pub answers: forms::Answers,
    /// Care given: `None` until Now or Earlier is chosen.
    pub care: Option<Care>,
    /// Why it is written late.
    pub late_reason: String,
    /// Somebody else gave the care.
    pub care_by: Option<String>,
    /// Who has typed so far.
    pub typed_by: StaffId,
    /// When it was made safe.
    pub saved_at: DateTime<FixedOffset>,
    /// The version of a signed record that it will take the place of, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<Amends>,
}

/// When care was given, as chosen on the form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Care {
    /// At the time of signing.
    Now,
    /// Before: as typed, and as understood when it could be.
    Earlier {
        /// Date box as typed.
        date: String,
        /// Time box as typed.
        time: String,
        /// What that means.
        at: Option<DateTime<FixedOffset>>,
    },
}

pub(crate) fn save(database: &Connection, draft: &Draft) -> Result<(), StoreError> {
    put_row(
        database,
        include_str!("views/put-draft.sql"),
        params![
            draft.id.to_string(),
            draft.patient.to_string(),
            draft.form,
            json(draft)?,
            draft.typed_by.to_string(),
            draft.saved_at.to_rfc3339_opts(SecondsFormat::Secs, false),
        ],
    )
    .doing("save a draft")?;
    Ok(())
}

/// Sets a draft aside, or brings it back: the undo of *Discard*.
pub(crate) fn throw(database: &Connection, id: RecordId, thrown: bool) -> Result<(), StoreError> {
    let changed = database
        .execute("UPDATE draft SET thrown = ?2 WHERE id = ?1", params![id.to_string(), thrown])
        .doing("set a draft aside")?;
    if changed == 0 { Err(damaged("draft", "there is no such draft")) } else { Ok(()) }
}

pub(crate) fn remove(database: &Connection, id: RecordId) -> Result<(), StoreError> {
    put_row(database, "DELETE FROM draft WHERE id = ?1", [id.to_string()]).doing("end a draft")?;
    Ok(())
}

pub(crate) fn one(database: &Connection, id: RecordId) -> Result<Option<Draft>, StoreError> {
    let body: Option<String> = database
        .query_row("SELECT body FROM draft WHERE id = ?1", [id.to_string()], |row| row.get(0))
        .optional()
        .doing("find a draft")?;
    body.map(|body| from_json("draft", &body)).transpose()
}

/// A digest of every draft as it stands, those set aside included.
pub(crate) fn digest(database: &Connection) -> Result<String, StoreError> {
    let mut rows =
        database.prepare_cached("SELECT id, body, thrown FROM draft ORDER BY id").doing("read its drafts")?;
    let rows = rows
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, bool>(2)?)))
        .doing("read its drafts")?;
    let mut hasher = blake3::Hasher::new();
    for row in rows {
        let (id, body, thrown) = row.doing("read a draft")?;
        for part in [id.as_bytes(), body.as_bytes(), &[u8::from(thrown)]] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}

pub(crate) fn all(database: &Connection) -> Result<Vec<Draft>, StoreError> {
    let mut rows = database
        .prepare_cached("SELECT body FROM draft WHERE thrown = 0 ORDER BY saved_at DESC")
        .doing("list its drafts")?;
    let rows = rows.query_map([], |row| row.get::<_, String>(0)).doing("list its drafts")?;
    rows.map(|body| from_json("draft", &body.doing("read a draft")?)).collect()
}

record::private_debug!(Draft: id, Care);
