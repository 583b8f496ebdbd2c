//! What a command answers: words to stderr, one JSON value to stdout when asked, and an exit code.

use std::io::Write;
use std::process::ExitCode;

use serde_json::{Value, json};
use ward::WardError;

/// A command that did what was asked.
pub(crate) struct Said {
    /// For people.
    pub(crate) words: String,
    /// For programs.
    pub(crate) value: Value,
    /// The JSON is the answer itself and is printed with or without `--json`.
    pub(crate) always_json: bool,
    /// False when what was found is a failure: still printed whole.
    pub(crate) good: bool,
}

impl Said {
    /// Words for people and a value for programs.
    pub(crate) fn new(words: impl Into<String>, value: Value) -> Self {
        Self { words: words.into(), value, always_json: false, good: true }
    }

    /// A value that is the answer.
    pub(crate) fn answer(value: Value) -> Self {
        Self { words: String::new(), value, always_json: true, good: true }
    }

    pub(crate) fn print(self, json: bool) -> ExitCode {
        if !self.words.is_empty() {
            let _ = writeln!(std::io::stderr(), "{}", self.words);
        }
        if json || self.always_json {
            let text = if json { self.value.to_string() } else { pretty(&self.value) };
            if writeln!(std::io::stdout(), "{text}").is_err() {
                return ExitCode::FAILURE;
            }
        }
        if self.good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Says something on the way.
pub(crate) fn note(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string())
}

/// A command that did not.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The act was refused or failed.
    #[error("{}", chain(.0))]
    Ward(#[from] WardError),
    /// What was given cannot be used.
    #[error("{0}")]
    Input(String),
}

/// An error with its sources: what failed, and why.
pub(crate) fn chain(error: &WardError) -> String {
    let mut words = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(why) = source {
        let why_words = why.to_string();
        if !words.contains(&why_words) {
            words = format!("{words}: {why_words}");
        }
        source = why.source();
    }
    words
}

impl Failure {
    pub(crate) fn print(&self, json: bool) -> ExitCode {
        let _ = writeln!(std::io::stderr(), "holdfast: {self}");
        if json {
            let _ = writeln!(std::io::stdout(), "{}", json!({ "error": self.to_string() }));
        }
        ExitCode::FAILURE
    }
}

/// Help and wrong usage, in clap's words and to the right stream.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    if error.use_stderr() && std::env::args().any(|argument| argument == "--json") {
        let _ = writeln!(std::io::stdout(), "{}", json!({ "error": error.kind().to_string() }));
    }
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}
