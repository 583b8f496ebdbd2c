//! One process owns a store at a time: a lock the operating system drops when the process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::error::{Doing, StoreError};

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
        match file.try_lock() {
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
        file.set_len(0).and_then(|()| file.rewind()).doing("owning the store")?;
        write!(file, "process {}", std::process::id()).doing("owning the store")?;
        Ok(Self { _file: file })
    }
}
