//! The schema file, the migrations, and files that are newer or damaged.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::keys;

fn shape(sql: &str) -> Vec<(String, String)> {
    let file = Connection::open_in_memory().unwrap();
    file.execute_batch(sql).unwrap();
    shape_of(&file)
}

fn shape_of(file: &Connection) -> Vec<(String, String)> {
    let squeeze = |sql: String| {
        let plain: Vec<&str> = sql.lines().map(|line| line.split("--").next().unwrap_or("").trim()).collect();
        let words = plain.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        // A column that was added later stands after the line break of the one before.
        words.replace(" ,", ",").replace(" )", ")")
    };
    let mut rows = file.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").unwrap();
    rows.query_map([], |row| Ok((row.get(0)?, squeeze(row.get(1)?)))).unwrap().map(Result::unwrap).collect()
}

#[test]
fn the_schema_file_is_what_the_migrations_make() {
    let home = tempfile::tempdir().unwrap();
    let key = keys::create(home.path(), "four words make one", false, crate::tests::now()).unwrap().key;
    let mut file = create(&home.path().join("ledger.db"), &key).unwrap();
    upgrade(&mut file).unwrap();
    assert_eq!(shape_of(&file), shape(include_str!("../schema.sql")));
}

#[test]
fn every_table_and_column_of_the_schema_has_a_comment() {
    let text = include_str!("../schema.sql");
    let mut before = "";
    for line in text.lines() {
        if line.starts_with("CREATE TABLE") {
            assert!(before.starts_with("-- "), "no comment above {line}");
        }
        let column = line.starts_with("    ") && !line.trim().starts_with("PRIMARY KEY");
        assert!(!column || line.contains("-- "), "no comment on {line}");
        before = line;
    }
}

#[test]
fn a_released_migration_keeps_its_hash() {
    let hashes: Vec<String> =
        MIGRATIONS.iter().map(|sql| blake3::hash(sql.as_bytes()).to_hex()[..16].to_owned()).collect();
    assert_eq!(hashes, include_str!("../migrations/hashes.txt").lines().collect::<Vec<_>>());
}

#[test]
fn a_file_from_a_newer_holdfast_is_refused_and_unchanged() {
    let home = tempfile::tempdir().unwrap();
    let key = keys::create(home.path(), "four words make one", false, crate::tests::now()).unwrap().key;
    let mut file = create(&home.path().join("ledger.db"), &key).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(upgrade(&mut file), Err(StoreError::Newer { found: 99, .. })));
}

#[test]
fn nothing_on_disk_can_be_read_without_the_key() {
    let home = tempfile::tempdir().unwrap();
    let key = keys::create(home.path(), "four words make one", false, crate::tests::now()).unwrap().key;
    let mut file = create(&home.path().join("ledger.db"), &key).unwrap();
    upgrade(&mut file).unwrap();
    file.execute("INSERT INTO ward (one, name, exercise) VALUES (1, 'PLANTED-NAME', 0)", []).unwrap();
    drop(file);
    for item in std::fs::read_dir(home.path()).unwrap() {
        let bytes = std::fs::read(item.unwrap().path()).unwrap();
        assert!(!bytes.windows(12).any(|window| window == b"PLANTED-NAME"));
        assert!(!bytes.starts_with(b"SQLite format 3"));
    }
}

#[test]
fn a_setting_that_does_not_take_is_refused() {
    let file = Connection::open_in_memory().unwrap();
    // An in-memory file cannot be WAL: the control that the assertion can fail.
    assert!(matches!(prepare(&file, &WRITING), Err(StoreError::Setting { setting: "journal_mode", .. })));
}

/// The entries of a store and the PC they are of, as any version keeps them.
type Kept = (String, [u8; 32], Vec<(u64, String, String, [u8; 32], [u8; 32], [u8; 64], String, String)>);

fn kept(file: &Connection) -> Kept {
    let (origin, key) =
        file.query_row("SELECT origin, signing_key FROM this_pc", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let mut rows = file
        .prepare("SELECT seq, id, body, prev_hash, hash, signature, kind, recorded_at FROM entry ORDER BY seq")
        .unwrap();
    let rows = rows.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?))
    });
    (origin, key, rows.unwrap().map(Result::unwrap).collect())
}

/// A key as if a slot had given it.
fn opened(key: keys::RawKey) -> keys::Opened {
    let slot =
        crate::SlotInfo { id: String::new(), kind: crate::SlotKind::Passphrase, label: String::new(), made_at: None };
    keys::Opened { key, slot, file: keys::KeyFile::new(uuid::Uuid::nil(), crate::SecretPlace::Nowhere) }
}

#[test]
fn a_store_of_the_first_version_is_upgraded_and_its_views_tell_what_was_done_before() {
    use record::{Act, By, Role, Staff, StaffId, Verified};

    use crate::owner::Owner;
    use crate::{Beginning, Store};

    let home = tempfile::tempdir().unwrap();
    let (now_there, before) = (home.path().join("now"), home.path().join("before"));
    let at = chrono::DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap();
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: "four words make one", at };
    let mut store = Store::create(&now_there, &beginning).unwrap();
    let id = StaffId(uuid::Uuid::from_u128(7));
    let staff = Staff { id, name: "Ama Boateng".into(), role: Role::Nurse, title: None, number: None, pass: None };
    let acts = vec![Act::StaffAdded { staff }, Act::SignedIn { staff: id }];
    store.transact(acts, &By { staff: None, verified: Verified::Passphrase }, at).unwrap();
    let (origin, signing_key, entries) = kept(&store.database);
    drop(store);

    // The same entries in a file as the first version made it, its views empty.
    std::fs::create_dir_all(&before).unwrap();
    let key: keys::RawKey = zeroize::Zeroizing::new([9; 32]);
    let file = create(&before.join("ledger.db"), &key).unwrap();
    file.execute_batch(MIGRATIONS[0]).unwrap();
    file.pragma_update(None, "user_version", 1).unwrap();
    file.execute(
        "INSERT INTO this_pc (one, origin, signing_key) VALUES (1, ?1, ?2)",
        rusqlite::params![origin, signing_key],
    )
    .unwrap();
    for (seq, id, body, prev, hash, signature, kind, recorded_at) in entries {
        file.execute(
            "INSERT INTO entry (seq, id, body, prev_hash, hash, signature, kind, recorded_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            rusqlite::params![seq, id, body, prev, hash, signature, kind, recorded_at],
        )
        .unwrap();
    }
    drop(file);
    let mut store = Store::with_key(&before, opened(key), Owner::take(&before).unwrap()).unwrap();
    assert_eq!(store.roster().unwrap()[0].seen_at, Some(at), "when she last signed in is told by the ledger");
    assert_eq!(crate::verify::replay(&mut store.database).unwrap(), Vec::<String>::new());
}
