//! Making a store: all of it is there, or none. A marker lies in the folder until it is whole: a store whose making was cut off
//! is made anew, and one that was damaged later never is.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Doing, StoreError};
use crate::keys;

/// What a making that was cut off can leave. Nothing in them was ever acknowledged.
const LEFT: [&str; 10] = [
    "keys.json",
    "keys.copy.json",
    "keys.new",
    "keys.copy.new",
    "this-pc.secret",
    "this-pc.head",
    "this-pc.new",
    "ledger.db",
    "ledger.db-wal",
    "ledger.db-shm",
];

fn marker(home: &Path) -> PathBuf {
    home.join("being-made")
}

/// Whether a making was begun and not finished.
pub(crate) fn begun(home: &Path) -> bool {
    marker(home).exists()
}

/// Begins, after sweeping away what an earlier making left.
pub(crate) fn begin(home: &Path) -> Result<(), StoreError> {
    if begun(home) {
        LEFT.iter().try_for_each(|name| remove(&home.join(name)))?;
        keys::sync_folder(home)?;
    }
    keys::replace(&marker(home), b"")
}

/// The store is whole.
pub(crate) fn finish(home: &Path) -> Result<(), StoreError> {
    remove(&marker(home))?;
    keys::sync_folder(home)
}

/// Removes a file that may be gone already.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).doing("removing a file"),
        Ok(()) | Err(_) => Ok(()),
    }
}
