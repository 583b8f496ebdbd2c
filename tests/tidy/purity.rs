//! `fhir`, `forms` and `record` do no I/O, read no clock and draw no random number: those are arguments.

use crate::files::{File, all};
use crate::{expect_none, expect_one};

const PURE: [&str; 3] = ["src-tauri/crates/fhir/src/", "src-tauri/crates/forms/src/", "src-tauri/crates/record/src/"];
const OUTSIDE: [&str; 12] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "now_v7",
    "new_v4",
    "getrandom",
];

fn impure(files: &[File]) -> Vec<String> {
    let pure = files.iter().filter(|file| PURE.iter().any(|crate_| file.path.starts_with(crate_)) && !file.is_test());
    pure.flat_map(|file| {
        file.code().flat_map(move |(at, line)| {
            let code = line.split("//").next().unwrap_or_default();
            let found = OUTSIDE.iter().filter(move |what| code.contains(**what));
            found.map(move |what| format!("{}:{at}: {what}", file.path))
        })
    })
    .collect()
}

#[test]
fn the_rules_take_time_chance_and_the_outside_as_arguments() {
    expect_none(&impure(&all(&["rs"])));
}

#[test]
fn a_clock_among_the_rules_is_noticed() {
    let hasty = File::planted("src-tauri/crates/record/src/hasty.rs", "//! Hasty.\nlet now = chrono::Utc::now();\n");
    let elsewhere = File::planted("src-tauri/src/watch.rs", "let now = chrono::Utc::now();\n");
    expect_one(&impure(&[hasty, elsewhere]), "hasty.rs:2: Utc::now");
}
