//! Opening one SQLCipher file: its key, its settings asserted, its schema brought up to date.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Doing, StoreError};
use crate::keys::{RawKey, pragma};
use crate::views;

/// The migrations of the ledger, in order. A released one is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001-ledger.sql"),
    include_str!("migrations/0002-standby.sql"),
    include_str!("migrations/0003-servers.sql"),
    include_str!("migrations/0004-people.sql"),
];

/// Opens or creates an encrypted file and asserts every setting that losing nothing depends on.
pub(crate) fn open(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags).doing("open its file")?;
    unlock(&database, key)?;
    prepare(&database)?;
    Ok(database)
}

pub(crate) fn unlock(database: &Connection, key: &RawKey) -> Result<(), StoreError> {
    database.pragma_update(None, "key", pragma(key).as_str()).doing("take its key")?;
    // SQLCipher logs a hundred lines for each damaged page; we say it once.
    let _: String = database
        .query_row("PRAGMA cipher_log_level = NONE", [], |row| row.get(0))
        .or_else(
            |error| if matches!(error, rusqlite::Error::QueryReturnedNoRows) { Ok(String::new()) } else { Err(error) },
        )
        .doing("quieten its log")?;
    database
        .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
        .doing("be read: its key does not fit, or it is damaged")
}

fn prepare(database: &Connection) -> Result<(), StoreError> {
    if rusqlite::version_number() < 3_053_003 {
        return Err(StoreError::Setting {
            setting: "SQLite version",
            found: rusqlite::version().to_owned(),
            wanted: "3.53.3 or newer".to_owned(),
        });
    }
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).doing("be made defensive")?;
    for (name, wanted) in [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("fullfsync", "1"),
        ("checkpoint_fullfsync", "1"),
        ("foreign_keys", "1"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("mmap_size", "0"),
        // A key that is erased is overwritten, not left in a free page.
        ("secure_delete", "1"),
    ] {
        setting(database, name, wanted)?;
    }
    Ok(())
}

fn setting(database: &Connection, name: &'static str, wanted: &str) -> Result<(), StoreError> {
    let read = |sql: &str| -> Result<Option<String>, rusqlite::Error> {
        let mut rows = database.prepare(sql)?;
        let mut rows = rows.query([])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let value = row.get_ref(0)?;
        Ok(Some(match value.as_i64() {
            Ok(number) => number.to_string(),
            Err(_) => value.as_str()?.to_owned(),
        }))
    };
    read(&format!("PRAGMA {name} = {wanted}")).doing("take a setting")?;
    // Without memory-mapped files compiled in, SQLite answers nothing: that is the wanted state.
    let found = read(&format!("PRAGMA {name}")).doing("answer what a setting is")?;
    match found {
        Some(found) if found != wanted => Err(StoreError::Setting { setting: name, found, wanted: wanted.to_owned() }),
        Some(_) | None => Ok(()),
    }
}

/// Brings the ledger file up to date, each migration in its own transaction. The last one also rebuilds the views,
/// so that what a new column tells is there for what was done before it.
pub(crate) fn upgrade(database: &mut Connection) -> Result<(), StoreError> {
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    let found: u32 = database.query_row("PRAGMA user_version", [], |row| row.get(0)).doing("tell its version")?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    for (index, sql) in MIGRATIONS.iter().enumerate().skip(found as usize) {
        let step = database.transaction().doing("begin an upgrade")?;
        step.execute_batch(sql).doing("be upgraded")?;
        step.pragma_update(None, "user_version", index + 1).doing("note its version")?;
        if index + 1 == MIGRATIONS.len() {
            views::rebuild(&step)?;
        }
        step.commit().doing("finish an upgrade")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
