//! Ending a store on this PC: the keys first, so that what is left cannot be read by anybody, then its files. Only
//! files that are Holdfast's own by name are touched.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use crate::error::{Doing, StoreError};
use crate::{SecretPlace, Store, keys};

impl Store {
    /// Erases the store; afterwards every act on it fails. Whether it may be is for the caller to have asked.
    ///
    /// # Errors
    /// When a file cannot be removed; the keys go first.
    pub fn erase_all(&mut self) -> Result<(), StoreError> {
        // The file is let go of, so that it can be removed on Windows too.
        let nothing = Connection::open_in_memory().doing("let go of its file")?;
        drop(std::mem::replace(&mut self.database, nothing));
        // What the operating system keeps for it goes too, and nothing is noted there again.
        keys::forget(&self.home, &self.keys);
        self.keys.secret = SecretPlace::Nowhere;
        erase_files(&self.home)
    }
}

fn erase_files(home: &Path) -> Result<(), StoreError> {
    let mut all: Vec<_> = fs::read_dir(home).doing("erasing the store")?.filter_map(Result::ok).collect();
    let is_key = |name: &str| name.starts_with("keys.");
    all.sort_by_key(|file| !is_key(&file.file_name().to_string_lossy()));
    for file in all {
        let name = file.file_name().to_string_lossy().into_owned();
        let ours =
            is_key(&name) || name.starts_with("ledger.") || name == "config.toml" || name.starts_with("reserve.");
        if ours {
            fs::remove_file(file.path()).doing("erasing the store")?;
        } else if name == "snapshots" || name == "unfinished" {
            fs::remove_dir_all(file.path()).doing("erasing the store")?;
        }
    }
    Ok(())
}
