//! Which server answers at each address that records go to.

use record::{ServerIdentity, SystemId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{from_json, json};
use crate::error::{Doing, StoreError};

pub(crate) fn put(
    tx: &Transaction<'_>,
    system: &SystemId,
    address: &str,
    server: &ServerIdentity,
) -> Result<(), StoreError> {
    tx.execute(include_str!("put-server.sql"), params![system.0, address, json(server)?]).doing("note a server")?;
    Ok(())
}

pub(crate) fn at(
    database: &Connection,
    system: &SystemId,
    address: &str,
) -> Result<Option<ServerIdentity>, StoreError> {
    let found: Option<String> = database
        .query_row("SELECT identity FROM server WHERE system = ?1 AND address = ?2", [&system.0, address], |row| {
            row.get(0)
        })
        .optional()
        .doing("tell which server is known")?;
    found.map(|text| from_json("server", &text)).transpose()
}
