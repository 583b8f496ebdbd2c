//! The hazard log claims no control by a test that does not exist.

use crate::files::{File, all};
use crate::{expect_none, expect_one};

const LOG: &str = "src-tauri/hazards.md";

/// Names in backticks that read like a test's: a sentence of four words or more.
fn claimed(log: &str) -> impl Iterator<Item = &str> {
    let spans = log.split('`').enumerate().filter(|(at, _)| at % 2 == 1).map(|(_, span)| span);
    spans.filter(|span| {
        span.matches('_').count() >= 3 && span.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    })
}

fn without_a_test(files: &[File]) -> Vec<String> {
    let log = files.iter().find(|file| file.path == LOG).map(|file| file.text.as_str()).unwrap_or_default();
    let kept = |name: &&str| !files.iter().any(|file| file.is(&["rs"]) && file.text.contains(&format!("fn {name}(")));
    claimed(log).filter(kept).map(|name| format!("{LOG}: there is no test {name}")).collect()
}

#[test]
fn every_control_in_the_hazard_log_is_shown_by_a_test_that_exists() {
    let files = all(&["rs", "md"]);
    assert!(files.iter().any(|file| file.path == LOG && claimed(&file.text).count() > 10), "the log names its tests");
    expect_none(&without_a_test(&files));
}

#[test]
fn a_control_without_a_test_is_noticed() {
    let log = File::planted(LOG, "| H-01 | `a_promise_that_is_kept`, `a_promise_that_is_not` |");
    let code = File::planted("src-tauri/src/kept.rs", "fn a_promise_that_is_kept() {}");
    expect_one(&without_a_test(&[log, code]), "no test a_promise_that_is_not");
}
