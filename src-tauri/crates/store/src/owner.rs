//! One process owns a store at a time: a lock the operating system drops when the process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use crate::error::{Doing, StoreError};

/// How often, and how long apart, the lock is tried: a program that was just killed needs a moment to let go.
const TRIES: u32 = 15;
const APART: Duration = Duration::from_millis(100);

fn lock(file: &File) -> Result<(), TryLockError> {
    for _ in 1..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(APART),
            other => return other,
        }
    }
    file.try_lock()
}

/// Holds the lock until dropped.
pub(crate) struct Owner {
    _file: File,
}

impl Owner {
    pub(crate) fn take(home: &Path) -> Result<Self, StoreError> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(home.join("owner.lock"))
            .doing("opening the owner file")?;
        match lock(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // On Windows a locked file cannot be read: then we can only say that somebody has it.
                if file.read_to_string(&mut holder).is_err() || holder.is_empty() {
                    "another process on this PC".clone_into(&mut holder);
                }
                return Err(StoreError::Owned { holder });
            }
            Err(TryLockError::Error(source)) => return Err(StoreError::Disk { doing: "owning the store", source }),
        }
        // A courtesy to whoever comes second: on a full disk there is no room for it, and the lock holds without.
        let _ = file.set_len(0).and_then(|()| file.rewind());
        let _ = write!(file, "process {}", std::process::id());
        Ok(Self { _file: file })
    }
}
