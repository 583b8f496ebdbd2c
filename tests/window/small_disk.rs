//! A disk with little room: a file system of its own, which really is full when it is full.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small file system, gone when dropped.
pub struct SmallDisk {
    at: PathBuf,
    filler: PathBuf,
}

impl SmallDisk {
    /// Mounts one over an empty folder. That needs root, as CI has; without it the story cannot be told, and fails.
    pub(super) fn at(folder: &Path, megabytes: u32) -> Self {
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder).output();
        let mounted = mounted.expect("mount can be run");
        let why = String::from_utf8_lossy(&mounted.stderr).into_owned();
        assert!(mounted.status.success(), "a small disk needs the right to mount one: {why}");
        Self { at: folder.to_owned(), filler: folder.join("somebody-elses-download") }
    }

    /// Somebody else's file takes all the room there is.
    pub fn fill(&self) {
        let mut file = File::options().create(true).append(true).open(&self.filler).expect("a file can be made");
        for block in [1 << 20, 1 << 12, 1] {
            while file.write_all(&vec![0; block]).is_ok() {}
        }
    }

    /// That file goes.
    pub fn make_room(&self) {
        std::fs::remove_file(&self.filler).expect("the file can be removed");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // A busy one goes when its last file is closed.
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}
