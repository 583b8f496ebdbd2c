//! A little room kept back on the disk, so that while it is full somebody can still sign in and read: a try at a PIN is counted on
//! disk before it is looked at, and no try goes uncounted.

use std::fs;
use std::path::{Path, PathBuf};

/// Room for some dozens of tries.
const BYTES: usize = 256 * 1024;

fn file(home: &Path) -> PathBuf {
    home.join("reserve")
}

/// Keeps the room back again, where there is any.
pub(crate) fn keep(home: &Path) {
    let whole = fs::metadata(file(home)).is_ok_and(|found| found.len() == BYTES as u64);
    // Not zeros: some disks keep no room for those.
    if !whole && fs::write(file(home), vec![0xA5; BYTES]).is_err() {
        spend(home);
    }
}

/// Gives the room up. Whether there was any.
pub(crate) fn spend(home: &Path) -> bool {
    fs::remove_file(file(home)).is_ok()
}
