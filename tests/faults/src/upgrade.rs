//! R13: a store of each released schema is opened by this program, and the upgrade is cut or fails at each step. A store of a later
//! program is refused, and not a byte of it is changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use store::StoreError;

use crate::Scale;
use crate::disk::{Call, Fault, Plan, Watch};
use crate::power_cut::{Looked, Recording, states};
use crate::scene::{Ready, by, in_full, now, open, open_whole, picture, record};
use crate::sqlite::on_ledger;
use crate::table::Line;

/// The migrations as they were released, in order.
fn migrations() -> Vec<String> {
    let folder = tests::window::root().join("src-tauri/crates/store/src/migrations");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the migrations are there").flatten().map(|item| item.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "sql"));
    files.sort();
    files.iter().map(|path| fs::read_to_string(path).expect("a migration can be read")).collect()
}

/// R13.
pub(crate) fn upgrades(scale: Scale) -> Vec<Line> {
    let released = migrations();
    let full = Ready::with(|store| (0..20).try_for_each(|number| store.sign(record(600 + number), &by(), now())));
    let mut lines: Vec<Line> = (1..released.len()).map(|version| from(version, &released, &full, scale)).collect();
    lines.push(downgrade(released.len(), &full));
    lines
}

/// The same store as an earlier program would have written it: the earlier schema, and what it holds of the rows.
fn earlier(version: usize, released: &[String], full: &Ready) -> Ready {
    let ready = Ready { folder: full.copy() };
    let other = full.copy();
    let store = open(ready.folder.path()).expect("an unhurt store opens");
    on_ledger(|ledger| {
        ledger.pragma_update(None, "foreign_keys", false)?;
        // Tables of a search index go with the table they belong to.
        for table in tables(ledger, "main")? {
            ledger.execute_batch(&format!("DROP TABLE IF EXISTS main.\"{table}\""))?;
        }
        released.iter().take(version).try_for_each(|sql| ledger.execute_batch(sql))?;
        let path = other.path().join("ledger.db");
        ledger.execute("ATTACH DATABASE ?1 AS whole", [path.to_string_lossy().into_owned()])?;
        for table in tables(ledger, "main")? {
            let theirs = columns(ledger, "whole", &table)?;
            let common: Vec<String> =
                columns(ledger, "main", &table)?.into_iter().filter(|column| theirs.contains(column)).collect();
            if common.is_empty() {
                continue;
            }
            let list = common.join(", ");
            ledger.execute_batch(&format!("DELETE FROM main.\"{table}\""))?;
            ledger.execute_batch(&format!(
                "INSERT INTO main.\"{table}\" ({list}) SELECT {list} FROM whole.\"{table}\""
            ))?;
        }
        ledger.execute_batch("DETACH DATABASE whole")?;
        ledger.pragma_update(None, "user_version", version)
    })
    .expect("the earlier schema can be made");
    drop(store);
    ready
}

fn tables(ledger: &Connection, schema: &str) -> rusqlite::Result<Vec<String>> {
    let sql = format!("SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    let mut rows = ledger.prepare(&sql)?;
    rows.query_map([], |row| row.get(0))?.collect()
}

fn columns(ledger: &Connection, schema: &str, table: &str) -> rusqlite::Result<Vec<String>> {
    let mut rows = ledger.prepare(&format!("SELECT name FROM pragma_table_info('{table}', '{schema}')"))?;
    rows.query_map([], |row| row.get(0))?.collect()
}

/// Records the upgrade: opened, then closed.
fn record_upgrade(ready: &Ready, deaf: bool) -> (Recording, Vec<Call>) {
    let folder = ready.copy();
    let watch = Watch::over(folder.path());
    if deaf {
        watch.disk.deafen();
    }
    watch.disk.plan(None);
    let store = open(folder.path()).expect("an unhurt store is upgraded");
    watch.disk.acknowledged();
    let calls = watch.disk.plan(None);
    let seen = picture(&store).expect("an upgraded store can be read");
    let heads = vec![store.head(); 2];
    drop(store);
    let pictures = vec![seen.clone(), seen];
    (Recording { base: watch.base.clone(), tape: watch.disk.tape(), pictures, heads }, calls)
}

fn from(version: usize, released: &[String], full: &Ready, scale: Scale) -> Line {
    let ready = earlier(version, released, full);
    let look = |folder: &Path, _: usize| -> Looked {
        let store = open_whole(folder)?;
        Ok((picture(&store).map_err(|error| in_full(&error))?, Some(store)))
    };
    let (recording, calls) = record_upgrade(&ready, false);
    let tally = states(&recording, scale.of(2000), 90 + version as u64, &look);
    let mut wrong = tally.first.clone();
    let mut failed = 0;
    for from in 0..calls.len() {
        failed += 1;
        if let Err(why) = fails_at(&ready, from, &recording) {
            wrong.push(format!("call {from} ({:?}) fails: {why}", calls.get(from)));
        }
    }
    let (deaf, _) = record_upgrade(&ready, true);
    let without = states(&deaf, scale.of(2000), 90 + version as u64, &look);
    if without.bad() == 0 {
        wrong.push("the control without syncs lost nothing: the check cannot fail".into());
    }
    Line {
        id: "R13",
        what: format!("upgrade from schema {version} to {}, cut and failing at each step", released.len()),
        cases: tally.states + failed,
        found: tally.words(),
        control: format!("no syncs: {} of {} ({})", without.bad(), without.states, without.words()),
        wrong,
    }
}

/// One call of the upgrade fails: it is refused or done, and the next start has everything.
fn fails_at(ready: &Ready, from: usize, recording: &Recording) -> Result<(), String> {
    let folder = ready.copy();
    let watch = Watch::over(folder.path());
    watch.disk.plan(Some(Plan { fault: Fault::Broken, only: None, from, for_ever: false }));
    drop(open(folder.path()));
    watch.disk.plan(None);
    let store = open_whole(folder.path())?;
    let found = picture(&store).map_err(|error| in_full(&error))?;
    if recording.pictures.contains(&found) { Ok(()) } else { Err("something is missing".into()) }
}

fn downgrade(known: usize, full: &Ready) -> Line {
    let refused = |version: usize| -> Result<bool, String> {
        let folder = full.copy();
        let store = open(folder.path()).map_err(|error| in_full(&error))?;
        on_ledger(|ledger| ledger.pragma_update(None, "user_version", version)).map_err(|error| in_full(&error))?;
        drop(store);
        let before = bytes(folder.path());
        let refused = matches!(open(folder.path()), Err(StoreError::Newer { .. }));
        if refused && bytes(folder.path()) != before {
            return Err("it was refused, and changed".into());
        }
        Ok(refused)
    };
    let mut wrong = Vec::new();
    if refused(known + 1) != Ok(true) {
        wrong.push("a store of a later program was opened".to_owned());
    }
    let control = refused(known);
    if control != Ok(false) {
        wrong.push(format!("the control, a store of this program, was refused: {control:?}"));
    }
    Line {
        id: "R13",
        what: "a store of a later program".into(),
        cases: 1,
        found: if wrong.is_empty() { "refused, unchanged".into() } else { "opened or changed".into() },
        control: "a store of this program: opened".into(),
        wrong,
    }
}

/// Every file with anything in it but the owner's note and the index of the log, which is made anew.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs::read_dir(folder).expect("a folder can be listed").flatten().map(|item| item.path());
    let files = files.filter(|path| path.is_file() && !path.ends_with("owner.lock"));
    let files = files.filter(|path| path.extension().is_none_or(|extension| extension != "db-shm"));
    let read = files.map(|path| (path.clone(), fs::read(&path).expect("a file can be read")));
    read.filter(|(_, bytes)| !bytes.is_empty()).collect()
}
