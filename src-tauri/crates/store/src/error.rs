//! What can go wrong with the files, said once.

use std::io::ErrorKind;
use std::path::PathBuf;

use rusqlite::ffi;

/// A failure of the store. Its source says why.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store in that folder.
    #[error("there is no Holdfast store in {0}")]
    NotThere(PathBuf),
    /// There is one already.
    #[error("{0} already holds a Holdfast store; nothing was changed")]
    AlreadyThere(PathBuf),
    /// Another process owns it.
    #[error("another Holdfast has this store open ({holder}); nothing was changed")]
    Owned {
        /// What the owner wrote into the lock file.
        holder: String,
    },
    /// The passphrase opens no slot.
    #[error("that passphrase does not open this store")]
    WrongPassphrase,
    /// There is no slot of that kind.
    #[error("this store has no {} to be opened by", .kind.words())]
    NoSlot {
        /// What was tried.
        kind: crate::SlotKind,
    },
    /// The secret that this PC's operating system kept is gone or cannot be reached.
    #[error("the secret this PC keeps for the store is gone or cannot be reached: open it with the recovery envelope")]
    NoDeviceSecret,
    /// The code of an envelope that opens nothing here.
    #[error("that is not the code of this store's envelope")]
    WrongEnvelope,
    /// One part of a code does not add up.
    #[error("part {part} of the code is not right: {}", .why.words())]
    EnvelopePart {
        /// Which, from 1.
        part: usize,
        /// What is wrong with it.
        why: crate::PartProblem,
    },
    /// The trust's key opens nothing here.
    #[error("that key does not open this store's escrow slot")]
    WrongEscrow,
    /// Not the public half of an age key.
    #[error("an escrow key begins with age1 and is the public half of an age key")]
    NotAnEscrowKey,
    /// A passphrase that is too easily guessed.
    #[error("a passphrase is four words or more")]
    ShortPassphrase,
    /// Without that slot nobody could open the store any more.
    #[error("this is the last way to open the store besides this PC itself: make another first")]
    LastWay,
    /// The key-slot file cannot be used.
    #[error("the key file {path} cannot be used: {why}")]
    KeyFile {
        /// Which file.
        path: PathBuf,
        /// Why, in words.
        why: String,
    },
    /// The file was written by a newer Holdfast.
    #[error(
        "this store was written by a newer Holdfast (version {found}; this one knows {known}); nothing was changed"
    )]
    Newer {
        /// Its schema version.
        found: u32,
        /// Ours.
        known: u32,
    },
    /// A setting the store depends on did not take.
    #[error("the database setting {setting} is {found}, not {wanted}: Holdfast will not run like this")]
    Setting {
        /// Which.
        setting: &'static str,
        /// What it is.
        found: String,
        /// What it must be.
        wanted: String,
    },
    /// The operating system or the disk.
    #[error("{doing} failed")]
    Disk {
        /// What was being done.
        doing: &'static str,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The database.
    #[error("the database could not {doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// Why.
        #[source]
        source: rusqlite::Error,
    },
    /// There is no room on the disk. What is held can be read, and writing goes on by itself once there is room.
    #[error("this PC's disk is full; nothing was changed")]
    Full(#[source] Box<StoreError>),
    /// The disk did not confirm what was written. Nothing more is written before the file was opened again and verified.
    #[error("this PC's disk did not confirm that a change is safe")]
    Stopped(#[source] Box<StoreError>),
    /// Something stored does not read back as what it must be.
    #[error("stored {what} cannot be read: {why}")]
    Damaged {
        /// What.
        what: String,
        /// Why.
        why: String,
    },
    /// Randomness could not be had.
    #[error("the operating system gave no random numbers")]
    NoRandomness,
}

/// Adds what was being done to a lower error.
pub(crate) trait Doing<T> {
    /// `doing` completes the sentence "the database could not …" or "… failed".
    fn doing(self, doing: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for Result<T, rusqlite::Error> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| {
            let code = source.sqlite_error().map_or(0, |error| error.extended_code);
            let error = StoreError::Database { doing, source };
            match code {
                // The shared index of the log cannot grow: the system says no more than that.
                ffi::SQLITE_FULL | ffi::SQLITE_IOERR_SHMSIZE => StoreError::Full(Box::new(error)),
                ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC => StoreError::Stopped(Box::new(error)),
                _ => error,
            }
        })
    }
}

impl<T> Doing<T> for Result<T, std::io::Error> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| {
            let full = matches!(source.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
            let error = StoreError::Disk { doing, source };
            if full { StoreError::Full(Box::new(error)) } else { error }
        })
    }
}

/// A stored value that does not read back.
pub(crate) fn damaged(what: impl Into<String>, why: impl ToString) -> StoreError {
    StoreError::Damaged { what: what.into(), why: why.to_string() }
}
