//! The ward and its roster.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use record::{Staff, StaffId};
use rusqlite::{Connection, Transaction, params};

use super::{from_json, from_word, json, time, word};
use crate::error::{Doing, StoreError, damaged};
use crate::ledger::Body;

/// Somebody on the roster and how they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// Who.
    pub staff: Staff,
    /// Since when they may not sign in, and why.
    pub revoked: Option<(DateTime<FixedOffset>, String)>,
    /// When they last signed in.
    pub seen_at: Option<DateTime<FixedOffset>>,
}

pub(crate) fn begin(tx: &Transaction<'_>, ward: &str, exercise: bool) -> Result<(), StoreError> {
    tx.execute("INSERT INTO ward (one, name, exercise) VALUES (1, ?1, ?2)", params![ward, exercise])
        .doing("note the ward")?;
    Ok(())
}

pub(crate) fn add(tx: &Transaction<'_>, staff: &Staff) -> Result<(), StoreError> {
    put(tx, include_str!("insert-staff.sql"), staff).map(|_| ())
}

/// Somebody who comes for a shift: new, or here before.
pub(crate) fn admit(tx: &Transaction<'_>, staff: &Staff) -> Result<(), StoreError> {
    if put(tx, include_str!("update-staff.sql"), staff)? == 0 {
        return add(tx, staff);
    }
    reinstate(tx, staff.id)
}

pub(crate) fn change(tx: &Transaction<'_>, staff: &Staff) -> Result<(), StoreError> {
    there(put(tx, include_str!("update-staff.sql"), staff)?)
}

fn put(tx: &Transaction<'_>, sql: &str, staff: &Staff) -> Result<usize, StoreError> {
    let pass = staff.pass.as_ref().map(json).transpose()?;
    tx.execute(sql, params![staff.id.to_string(), staff.name, word(&staff.role)?, staff.title, staff.number, pass])
        .doing("keep a member of staff")
}

pub(crate) fn revoke(tx: &Transaction<'_>, body: &Body, staff: StaffId, why: &str) -> Result<(), StoreError> {
    let sql = "UPDATE staff SET revoked_at = ?2, revoked_why = ?3 WHERE id = ?1";
    there(tx.execute(sql, params![staff.to_string(), stamp(body), why]).doing("stop somebody's access")?)
}

pub(crate) fn reinstate(tx: &Transaction<'_>, staff: StaffId) -> Result<(), StoreError> {
    let sql = "UPDATE staff SET revoked_at = NULL, revoked_why = NULL WHERE id = ?1";
    there(tx.execute(sql, [staff.to_string()]).doing("give somebody access again")?)
}

pub(crate) fn seen(tx: &Transaction<'_>, body: &Body, staff: StaffId) -> Result<(), StoreError> {
    tx.execute("UPDATE staff SET seen_at = ?2 WHERE id = ?1", params![staff.to_string(), stamp(body)])
        .doing("note who signed in")?;
    Ok(())
}

fn there(changed: usize) -> Result<(), StoreError> {
    if changed == 1 { Ok(()) } else { Err(damaged("act", "it is about somebody who is not on the roster")) }
}

pub(super) fn stamp(body: &Body) -> String {
    body.recorded_at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

pub(crate) fn ward(database: &Connection) -> Result<(String, bool), StoreError> {
    database
        .query_row("SELECT name, exercise FROM ward", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .doing("tell the ward")
}

pub(crate) fn roster(database: &Connection) -> Result<Vec<RosterRow>, StoreError> {
    let mut rows = database.prepare_cached(include_str!("roster.sql")).doing("list the staff")?;
    let mut rows = rows.query([]).doing("list the staff")?;
    let mut roster = Vec::new();
    while let Some(row) = rows.next().doing("read the staff")? {
        let text = |column: usize| row.get::<_, Option<String>>(column).doing("read the staff");
        let needed = |column: usize| row.get::<_, String>(column).doing("read the staff");
        let staff = Staff {
            id: needed(0)?.parse().map_err(|error| damaged("staff id", error))?,
            name: needed(1)?,
            role: from_word("role", &needed(2)?)?,
            title: text(3)?,
            number: text(4)?,
            pass: text(5)?.map(|pass| from_json("pass", &pass)).transpose()?,
        };
        let revoked_at = text(6)?.map(|at| time(&at)).transpose()?;
        let revoked = revoked_at.zip(text(7)?);
        let seen_at = text(8)?.map(|at| time(&at)).transpose()?;
        roster.push(RosterRow { staff, revoked, seen_at });
    }
    Ok(roster)
}
