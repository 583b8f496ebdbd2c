//! The repository's own text files, as git knows them.

use std::path::Path;
use std::process::Command;

/// One file: its path from the root, and its text.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    /// A file that is not there, to plant a fault in.
    pub(crate) fn planted(path: &str, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    pub(crate) fn is(&self, extensions: &[&str]) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| extensions.iter().any(|one| *one == found))
    }

    /// Whether the file only holds tests.
    pub(crate) fn is_test(&self) -> bool {
        let path = &self.path;
        path.ends_with("/tests.rs")
            || path.ends_with(".test.ts")
            || path.contains("/tests/")
            || path.starts_with("tests/")
    }

    /// The lines before the tests, with their numbers.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line)).take_while(|(_, line)| *line != "#[cfg(test)]")
    }
}

/// Every file of the repository with one of these extensions, those not yet committed included.
pub(crate) fn all(extensions: &[&str]) -> Vec<File> {
    let root = tests::window::root();
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(&root)
        .output()
        .expect("git lists the files");
    let files: Vec<File> = String::from_utf8_lossy(&listed.stdout)
        .lines()
        .map(|path| File::planted(path, ""))
        .filter(|file| file.is(extensions))
        .filter_map(|file| std::fs::read_to_string(root.join(&file.path)).ok().map(|text| File { text, ..file }))
        .collect();
    assert!(!files.is_empty(), "git lists no files");
    files
}
