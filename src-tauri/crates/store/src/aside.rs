//! Damaged files are set aside under another name, never replaced in silence, never deleted.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use rusqlite::ErrorCode;

use crate::error::StoreError;
use crate::{Store, snapshots};

/// Whether an error means that a file is damaged, rather than busy, missing or locked with another key.
#[must_use]
pub fn is_damage(error: &StoreError) -> bool {
    if let StoreError::Database { source, .. } = error {
        let code = source.sqlite_error_code();
        return matches!(code, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase));
    }
    matches!(error, StoreError::Damaged { .. } | StoreError::KeyFile { .. })
}

/// Whether a ledger was cut down to nothing: SQLite would begin a new one in it without a word.
pub(crate) fn is_empty(ledger: &Path) -> bool {
    fs::metadata(ledger).is_ok_and(|about| about.len() == 0)
}

fn stamp(at: DateTime<FixedOffset>) -> String {
    at.to_utc().format("%Y%m%d-%H%M%S").to_string()
}

/// Renames `ledger.db` with its WAL. Answers with its new name.
pub(crate) fn ledger(home: &Path, at: DateTime<FixedOffset>) -> Result<PathBuf, StoreError> {
    set_aside(&home.join("ledger.db"), at)
}

/// Renames a file with its WAL. Answers with its new name.
pub(crate) fn set_aside(file: &Path, at: DateTime<FixedOffset>) -> Result<PathBuf, StoreError> {
    let kept = file.with_extension(format!("damaged-{}.db", stamp(at)));
    for ending in ["-wal", "-shm", ""] {
        let beside = |path: &Path| PathBuf::from(format!("{}{ending}", path.display()));
        match fs::rename(beside(file), beside(&kept)) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(StoreError::Disk { doing: "setting a damaged file aside", source }),
        }
    }
    Ok(kept)
}

/// Damaged ledgers that were set aside, oldest first.
#[must_use]
pub fn ledgers_aside(home: &Path) -> Vec<PathBuf> {
    named(home, |name| name.starts_with("ledger.damaged-") && name.ends_with(".db"))
}

/// Whether a snapshot's file was set aside.
pub(crate) fn snapshot_is_aside(home: &Path, generation: &str) -> bool {
    let begins = format!("{generation}.damaged-");
    !named(&home.join("snapshots"), |name| name.starts_with(&begins) && name.ends_with(".db")).is_empty()
}

fn named(folder: &Path, fits: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let fitting = files.filter(|file| file.file_name().to_str().is_some_and(&fits));
    let mut paths: Vec<PathBuf> = fitting.map(|file| file.path()).collect();
    paths.sort();
    paths
}

impl Store {
    /// Sets a snapshot's damaged file aside: from then on it reads "not held".
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn set_snapshot_aside(&self, generation: &str, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
        set_aside(&snapshots::path(&self.home, generation), at)?;
        Ok(())
    }

    /// Whether a snapshot's file was damaged and set aside.
    #[must_use]
    pub fn snapshot_is_aside(&self, generation: &str) -> bool {
        snapshot_is_aside(&self.home, generation)
    }
}
