//! Room on the disk. A reserve is kept beside the store and given up when the disk is nearly full, so that signing in,
//! drafts and what was looked at can still be written while nothing new is signed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Doing, StoreError};
use crate::keys;

/// What is kept back for a full disk.
const RESERVE: u64 = 16 * 1024 * 1024;
/// Below this the reserve is given up.
const LAST: u64 = 4 * 1024 * 1024;

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Bytes that can still be written.
    pub free: u64,
    /// Bytes in all.
    pub total: u64,
    /// Bytes that are Holdfast's own.
    pub ours: u64,
    /// Whether the reserve is there: without it the disk has been full.
    pub reserve: bool,
}

/// Whether an error means that the disk is full.
#[must_use]
pub fn is_full(error: &StoreError) -> bool {
    matches!(error, StoreError::Full(_))
}

fn reserve(home: &Path) -> PathBuf {
    home.join("reserve.room")
}

/// Bytes that can still be written beside a store.
///
/// # Errors
/// When the system does not say.
pub fn free_room(home: &Path) -> Result<u64, StoreError> {
    fs4::available_space(home).doing("asking how much room there is")
}

/// Before a write: gives the reserve up when there is next to no room.
pub(crate) fn ease(home: &Path) {
    if free_room(home).is_ok_and(|free| free < LAST) {
        // What cannot be removed is not there: then the disk itself refuses the write.
        spend(home);
    }
}

/// Gives the reserve up. Whether there was one.
pub(crate) fn spend(home: &Path) -> bool {
    fs::remove_file(reserve(home)).is_ok()
}

impl Room {
    /// Looks.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn of(home: &Path) -> Result<Self, StoreError> {
        let free = free_room(home)?;
        let total = fs4::total_space(home).doing("asking how much room there is")?;
        Ok(Self { free, total, ours: size(home), reserve: reserve(home).exists() })
    }

    /// Gives the reserve up when there is next to no room, and makes it again once there is plenty.
    ///
    /// # Errors
    /// When the system does not say how much room there is, or the reserve cannot be made again.
    pub fn keep(home: &Path) -> Result<Self, StoreError> {
        ease(home);
        let room = Self::of(home)?;
        if !room.reserve && room.free > 2 * RESERVE {
            let fresh = home.join("reserve.new");
            let mut file = fs::File::create(&fresh).doing("keeping room back")?;
            // Random, so that no disk can store it in less room than it takes.
            let block = keys::random::<4096>()?;
            for _ in 0..RESERVE / 4096 {
                file.write_all(&block).doing("keeping room back")?;
            }
            file.sync_all().and_then(|()| fs::rename(&fresh, reserve(home))).doing("keeping room back")?;
            return Self::of(home);
        }
        Ok(room)
    }
}

/// Bytes under a folder.
fn size(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let sizes = files.map(|file| match file.metadata() {
        Ok(about) if about.is_dir() => size(&file.path()),
        Ok(about) => about.len(),
        Err(_) => 0,
    });
    sizes.sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_disk_with_room_keeps_a_reserve_and_says_how_much_is_ours() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("ledger.db"), vec![7; 5000]).unwrap();
        let before = Room::of(home.path()).unwrap();
        assert_eq!((before.reserve, before.ours), (false, 5000));
        let after = Room::keep(home.path()).unwrap();
        assert_eq!((after.reserve, after.ours), (true, 5000 + RESERVE));
        assert!(after.total > after.free && after.free > 0);
    }
}
