//! The key file: what opens it, and what does not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

#[test]
fn a_passphrase_opens_what_it_closed_and_another_does_not() {
    let home = tempfile::tempdir().unwrap();
    let key = create(home.path(), "four words make one").unwrap();
    assert_eq!(*open(home.path(), "four words make one").unwrap(), *key);
    assert!(matches!(open(home.path(), "four words make two"), Err(StoreError::WrongPassphrase)));
}

#[test]
fn a_damaged_key_file_is_opened_from_its_copy() {
    let home = tempfile::tempdir().unwrap();
    let key = create(home.path(), "four words make one").unwrap();
    fs::write(home.path().join("keys.json"), "half a fi").unwrap();
    assert_eq!(*open(home.path(), "four words make one").unwrap(), *key);
}

#[test]
fn a_slot_whose_cost_was_lowered_does_not_open() {
    let home = tempfile::tempdir().unwrap();
    create(home.path(), "four words make one").unwrap();
    for path in paths(home.path()) {
        let text = fs::read_to_string(&path).unwrap().replace("\"passes\": 3", "\"passes\": 1");
        fs::write(path, text).unwrap();
    }
    assert!(open(home.path(), "four words make one").is_err());
}

#[test]
fn a_slot_that_asks_for_all_memory_is_refused_before_it_gets_it() {
    let home = tempfile::tempdir().unwrap();
    create(home.path(), "four words make one").unwrap();
    for path in paths(home.path()) {
        let text = fs::read_to_string(&path).unwrap().replace("65536", "4000000000");
        fs::write(path, text).unwrap();
    }
    let error = open(home.path(), "four words make one").unwrap_err().to_string();
    assert!(error.contains("more memory or time"), "{error}");
}
