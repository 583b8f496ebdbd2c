//! The ward and its roster.

use record::Staff;
use rusqlite::{Connection, Transaction, params};

use super::{from_word, word};
use crate::error::{Doing, StoreError, damaged};

pub(crate) fn begin(tx: &Transaction<'_>, ward: &str, exercise: bool) -> Result<(), StoreError> {
    tx.execute("INSERT INTO ward (one, name, exercise) VALUES (1, ?1, ?2)", params![ward, exercise])
        .doing("note the ward")?;
    Ok(())
}

pub(crate) fn add(tx: &Transaction<'_>, staff: &Staff) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO staff (id, name, role, title, number) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![staff.id.to_string(), staff.name, word(&staff.role)?, staff.title, staff.number],
    )
    .doing("add a member of staff")?;
    Ok(())
}

pub(crate) fn ward(database: &Connection) -> Result<(String, bool), StoreError> {
    database
        .query_row("SELECT name, exercise FROM ward", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .doing("tell the ward")
}

pub(crate) fn all(database: &Connection) -> Result<Vec<Staff>, StoreError> {
    let mut rows =
        database.prepare("SELECT id, name, role, title, number FROM staff ORDER BY name").doing("list the staff")?;
    let rows = rows
        .query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get(3)?, row.get(4)?))
        })
        .doing("list the staff")?;
    let mut staff = Vec::new();
    for row in rows {
        let (id, name, role, title, number) = row.doing("read the staff")?;
        let id = id.parse().map_err(|error| damaged("staff id", error))?;
        staff.push(Staff { id, name, role: from_word("role", &role)?, title, number });
    }
    Ok(staff)
}
