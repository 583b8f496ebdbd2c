//! Every Rust file says first what it is for.

use crate::files::{File, all};
use crate::{expect_none, expect_one};

fn without_docs(files: &[File]) -> Vec<String> {
    let silent = files.iter().filter(|file| {
        let mut lines = file.text.lines().skip_while(|line| line.starts_with("#![") || line.is_empty());
        !lines.next().is_some_and(|line| line.starts_with("//! "))
    });
    silent.map(|file| format!("{}: begins without `//!`", file.path)).collect()
}

#[test]
fn every_rust_file_begins_by_saying_what_it_is_for() {
    expect_none(&without_docs(&all(&["rs"])));
}

#[test]
fn a_file_that_does_not_say_what_it_is_for_is_noticed() {
    let silent = File::planted("src-tauri/src/silent.rs", "use std::fmt;\n");
    let spoken = File::planted("src-tauri/src/spoken.rs", "//! Says it.\n");
    expect_one(&without_docs(&[silent, spoken]), "silent.rs");
}
