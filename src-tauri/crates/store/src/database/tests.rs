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
        plain.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
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
