//! Is everything still what it was? Every page of every file, the chain, the views against a replay.

use rusqlite::Connection;

use crate::error::{Doing, StoreError};
use crate::ledger::{self, Chain};
use crate::{database, views};

/// What a check of the whole store found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    /// Entries in the chain.
    pub entries: u64,
    /// Signed records.
    pub records: u32,
    /// Drafts.
    pub drafts: u32,
    /// Snapshot files read whole.
    pub snapshots: u32,
    /// First eight characters of the newest entry's hash.
    pub head: String,
    /// What is wrong, in words. Empty when nothing is.
    pub wrong: Vec<String>,
}

/// Every page: its authentication code and the structure above it. The codes are those in the file, past its log: what lies in
/// the log goes into its place first. On a full disk it cannot; then the pages are read as they are used.
pub(crate) fn pages(database: &Connection) -> Result<Vec<String>, StoreError> {
    let mut wrong = pages_in_use(database)?;
    match database::put_in_place(database) {
        Ok(()) => wrong.extend(check(database, "PRAGMA cipher_integrity_check", None)?),
        Err(StoreError::Full(_)) => {}
        Err(error) => return Err(error),
    }
    Ok(wrong)
}

/// Every page that is used, as it is read through the log: nothing is changed by looking.
pub(crate) fn pages_in_use(database: &Connection) -> Result<Vec<String>, StoreError> {
    check(database, "PRAGMA integrity_check", Some("ok"))
}

fn check(database: &Connection, sql: &str, fine: Option<&str>) -> Result<Vec<String>, StoreError> {
    let mut wrong = Vec::new();
    let mut rows = database.prepare(sql).doing("check its pages")?;
    let mut rows = rows.query([]).doing("check its pages")?;
    while let Some(row) = rows.next().doing("check its pages")? {
        let text: String = row.get(0).doing("check its pages")?;
        if Some(text.as_str()) != fine {
            wrong.push(text);
        }
    }
    Ok(wrong)
}

pub(crate) fn chain(database: &Connection, chain: &Chain) -> Result<Vec<String>, StoreError> {
    ledger::check(database, chain)
}

/// Replays the ledger into empty views and compares each table, row by row.
/// Done inside a transaction that is never committed.
pub(crate) fn replay(database: &mut Connection) -> Result<Vec<String>, StoreError> {
    let mut wrong = Vec::new();
    let tx = database.transaction().doing("begin a replay")?;
    let before = views::TABLES.iter().map(|table| rows(&tx, table)).collect::<Result<Vec<_>, _>>()?;
    views::rebuild(&tx)?;
    for (table, before) in views::TABLES.iter().zip(before) {
        if rows(&tx, table)? != before {
            wrong.push(format!("the view `{table}` is not what the ledger says"));
        }
    }
    tx.rollback().doing("end a replay")?;
    Ok(wrong)
}

fn rows(database: &Connection, table: &str) -> Result<Vec<Vec<rusqlite::types::Value>>, StoreError> {
    let mut list = database.prepare(&format!("SELECT * FROM {table}")).doing("read a view")?;
    let columns = list.column_count();
    let mut all: Vec<Vec<rusqlite::types::Value>> = list
        .query_map([], |row| (0..columns).map(|column| row.get(column)).collect())
        .doing("read a view")?
        .collect::<Result<_, _>>()
        .doing("read a view")?;
    all.sort_by_key(|row| format!("{row:?}"));
    Ok(all)
}
