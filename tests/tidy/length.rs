//! One file, one thing: 400 lines at most, tests aside.

use crate::files::{File, all};
use crate::{expect_none, expect_one};

const MOST: usize = 400;

fn too_long(files: &[File]) -> Vec<String> {
    let mine = files.iter().filter(|file| !file.is_test() && !file.path.ends_with("bindings.ts"));
    mine.map(|file| (file, file.code().count()))
        .filter(|(_, lines)| *lines > MOST)
        .map(|(file, lines)| format!("{}: {lines} lines, {MOST} at most", file.path))
        .collect()
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    expect_none(&too_long(&all(&["rs", "ts", "svelte", "js", "mjs"])));
}

#[test]
fn a_file_that_is_too_long_is_noticed_and_its_tests_are_not_counted() {
    let long = File::planted("src-tauri/src/long.rs", "line\n".repeat(401));
    let tested = File::planted("src-tauri/src/well_tested.rs", format!("{}#[cfg(test)]\n{0}", "line\n".repeat(300)));
    expect_one(&too_long(&[long, tested]), "long.rs: 401 lines");
}
