//! Opening one SQLCipher file: its key, its settings asserted, its schema brought up to date.

use std::fs;
use std::io::Write;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use zeroize::Zeroizing;

use crate::error::{Doing, StoreError, damaged};
use crate::keys::{RawKey, hex, pragma};
use crate::views;

/// The migrations of the ledger, in order. A released one is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001-ledger.sql"),
    include_str!("migrations/0002-standby.sql"),
    include_str!("migrations/0003-servers.sql"),
    include_str!("migrations/0004-people.sql"),
    include_str!("migrations/0005-versions.sql"),
    include_str!("migrations/0006-forms.sql"),
];

/// Creates an encrypted file, or opens one that may be empty; otherwise as [`open`].
pub(crate) fn create(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
}

/// Opens an encrypted file that is there and asserts every setting that losing nothing depends on.
/// One that has nothing in it was cut off: it is refused, and never begun anew.
pub(crate) fn open(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    let database = open_apart(path, key)?;
    joined(&database)?;
    Ok(database)
}

/// As [`open`], but closing it leaves its log beside it until it is [`joined`]: should it be refused, both stay as they are.
pub(crate) fn open_apart(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// Opens a finished file that is never written again: it can be read on a full disk, and nothing here can change it.
pub(crate) fn read(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    connect(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// Opens a file that may be damaged, with no setting made: nothing in it is changed by looking.
pub(crate) fn look(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    Ok(unlocked(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?.0)
}

/// It was opened, whole: when it is closed, its log may be moved into it.
pub(crate) fn joined(database: &Connection) -> Result<(), StoreError> {
    keep_log_apart(database, false)
}

fn keep_log_apart(database: &Connection, apart: bool) -> Result<(), StoreError> {
    let option = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    database.set_db_config(option, apart).map(|_| ()).doing("be kept apart from its log")
}

fn connect(path: &Path, key: &RawKey, flags: OpenFlags) -> Result<Connection, StoreError> {
    let (database, tables) = unlocked(path, key, flags)?;
    if tables == 0 && !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) {
        return Err(damaged("file", "there is nothing in it"));
    }
    prepare(&database, &READING)?;
    if flags.contains(OpenFlags::SQLITE_OPEN_READ_WRITE) {
        prepare(&database, &WRITING)?;
    }
    Ok(database)
}

/// A file under its key, its log kept apart, and how much is in it.
fn unlocked(path: &Path, key: &RawKey, flags: OpenFlags) -> Result<(Connection, u32), StoreError> {
    let attempt = |words: &str| {
        let database =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).doing("open its file")?;
        keep_log_apart(&database, true)?;
        let tables = unlock(&database, words)?;
        Ok((database, tables))
    };
    match attempt(&with_our_salt(key)) {
        // Files of the first Holdfast begin with a salt of chance: SQLCipher reads it there.
        Err(StoreError::Database { source, .. }) if source.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            attempt(&pragma(key))
        }
        done => done,
    }
}

/// The words of a raw key, and of the salt that our files begin with. It is known without the file: a power cut that spoils the
/// first sector would else spoil every page, those in the log too.
fn with_our_salt(key: &RawKey) -> Zeroizing<String> {
    let salt = blake3::derive_key("holdfast 2026-11 page salt", key.as_slice());
    let salt: String = hex(&salt).chars().take(32).collect();
    Zeroizing::new(format!("x'{}{salt}'", hex(key.as_slice())))
}

/// Gives a file its key. Answers with how much is in it.
fn unlock(database: &Connection, words: &str) -> Result<u32, StoreError> {
    database.pragma_update(None, "key", words).doing("take its key")?;
    // SQLCipher logs a hundred lines for each damaged page; we say it once.
    let _: String = database
        .query_row("PRAGMA cipher_log_level = NONE", [], |row| row.get(0))
        .or_else(
            |error| if matches!(error, rusqlite::Error::QueryReturnedNoRows) { Ok(String::new()) } else { Err(error) },
        )
        .doing("quieten its log")?;
    database
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .doing("be read: its key does not fit, or it is damaged")
}

/// What reading depends on.
const READING: [(&str, &str); 3] = [("trusted_schema", "0"), ("cell_size_check", "1"), ("mmap_size", "0")];
/// What losing nothing depends on.
const WRITING: [(&str, &str); 6] = [
    ("journal_mode", "wal"),
    ("synchronous", "2"),
    ("fullfsync", "1"),
    ("checkpoint_fullfsync", "1"),
    ("foreign_keys", "1"),
    // A key that is erased is overwritten, not left in a free page.
    ("secure_delete", "1"),
];

fn prepare(database: &Connection, settings: &[(&'static str, &str)]) -> Result<(), StoreError> {
    if rusqlite::version_number() < 3_053_003 {
        return Err(StoreError::Setting {
            setting: "SQLite version",
            found: rusqlite::version().to_owned(),
            wanted: "3.53.3 or newer".to_owned(),
        });
    }
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).doing("be made defensive")?;
    settings.iter().try_for_each(|(name, wanted)| setting(database, name, wanted))
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
    // Without memory-mapped files compiled in, SQLite answers nothing about them: that is the wanted state.
    let found = read(&format!("PRAGMA {name}")).doing("answer what a setting is")?;
    match found {
        Some(found) if found == wanted => Ok(()),
        None if name == "mmap_size" => Ok(()),
        found => Err(StoreError::Setting {
            setting: name,
            found: found.unwrap_or_else(|| "not known".to_owned()),
            wanted: wanted.to_owned(),
        }),
    }
}

/// Writes again, and syncs, the log that a program left behind when it was killed. If its last sync had failed, the system
/// shows what the disk does not have and counts it as written: nothing may be built on that before it is.
pub(crate) fn settle(path: &Path) -> Result<(), StoreError> {
    let log = path.with_extension("db-wal");
    let left = match fs::read(&log) {
        Ok(left) => left,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(StoreError::Disk { doing: "reading the log left behind", source }),
    };
    if left.is_empty() {
        return Ok(());
    }
    let mut log = fs::OpenOptions::new().write(true).open(&log).doing("making the log left behind safe")?;
    log.write_all(&left).and_then(|()| log.sync_all()).doing("making the log left behind safe")
}

/// Moves everything in the log to its place in the file, synced, and empties the log.
pub(crate) fn put_in_place(database: &Connection) -> Result<(), StoreError> {
    let busy: bool =
        database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).doing("move its log into place")?;
    if busy { Err(damaged("log", "something else is using it")) } else { Ok(()) }
}

/// Writes one row, with a statement that is kept for the next.
pub(crate) fn put_row(database: &Connection, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<usize> {
    database.prepare_cached(sql)?.execute(values)
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
