//! What a damaged ledger still tells beyond the copy that takes its place: the entries that follow it without a gap,
//! each proved by its hash and signature, and the drafts. It stops at the first that does not prove.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, params_from_iter};

use crate::database;
use crate::error::{Doing, StoreError};
use crate::keys::RawKey;
use crate::ledger::{self, Chain, Row};

/// What was brought over from a damaged ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Salvaged {
    /// Entries after the copy's newest.
    pub entries: u64,
    /// Drafts that the copy lacked or had in an older state.
    pub drafts: u64,
}

/// Brings what can be read over into a restored ledger. A file that cannot be read at all gives nothing.
pub(crate) fn beyond(damaged: &Path, into: &mut Connection, key: &RawKey) -> Result<Salvaged, StoreError> {
    let head = ledger::head(into)?;
    let Ok(from) = database::look(damaged, key) else { return Ok(Salvaged::default()) };
    if !ledger::hash_at(&from, head.seq).is_ok_and(|hash| hash == Some(head.hash)) {
        return Ok(Salvaged::default());
    }
    let chain = Chain::open(into)?;
    let tx = into.transaction().doing("bring over what was written after the copy")?;
    let entries = chain.follow(&tx, head, rows_after(&from, head.seq))?;
    // What bypasses the ledger and goes with it: a page that can be read at all is as it was written.
    for table in ["outbox", "pin", "snapshot_key"] {
        bring(&from, &tx, table)?;
    }
    let drafts = bring(&from, &tx, "draft")?;
    tx.execute("DELETE FROM draft WHERE id IN (SELECT id FROM record)", []).doing("end the drafts that were signed")?;
    tx.commit().doing("bring over what was written after the copy")?;
    Ok(Salvaged { entries, drafts })
}

/// Entries after one, as far as they can be read.
fn rows_after(from: &Connection, seq: u64) -> Vec<Row> {
    let read = || -> rusqlite::Result<Vec<Row>> {
        let mut list = from.prepare(include_str!("views/all-entries.sql"))?;
        let mut rows = list.query([])?;
        let mut found = Vec::new();
        while let Ok(Some(row)) = rows.next() {
            match Row::read(row) {
                Ok(row) if row.seq > seq => found.push(row),
                Ok(_) => {}
                Err(_) => break,
            }
        }
        Ok(found)
    };
    read().unwrap_or_default()
}

/// Brings over the rows of a table that can be read. Answers with how many are new or other than they were.
fn bring(from: &Connection, to: &Transaction<'_>, table: &str) -> Result<u64, StoreError> {
    let read = || -> rusqlite::Result<(Vec<String>, Vec<Vec<Value>>)> {
        let mut list = from.prepare(&format!("SELECT * FROM {table}"))?;
        let names: Vec<String> = list.column_names().map(str::to_owned).collect();
        let mut rows = list.query([])?;
        let mut found = Vec::new();
        while let Ok(Some(row)) = rows.next() {
            found.push((0..names.len()).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?);
        }
        Ok((names, found))
    };
    let Ok((names, rows)) = read() else { return Ok(0) };
    let marks = vec!["?"; names.len()].join(", ");
    let same = names.iter().map(|name| format!("{name} IS ?")).collect::<Vec<_>>().join(" AND ");
    let put = format!("INSERT OR REPLACE INTO {table} ({}) VALUES ({marks})", names.join(", "));
    let mut brought = 0;
    for row in rows {
        let held: bool = to
            .query_row(&format!("SELECT count(*) FROM {table} WHERE {same}"), params_from_iter(&row), |row| row.get(0))
            .doing("bring over what was written after the copy")?;
        if !held {
            to.execute(&put, params_from_iter(&row)).doing("bring over what was written after the copy")?;
            brought += 1;
        }
    }
    Ok(brought)
}
