//! Filing to a FHIR server: exactly once, to the right patient, or loudly not.
//! The bytes are built elsewhere (`record::filing`) and never changed here; nothing counts as accepted
//! before it has been read back from the target and is equal. Not here: keeping the steps (the [`Journal`] does).

mod create;
mod found;
mod held;
mod patient;
mod reply;
mod send;
mod target;

use std::time::Duration;

use record::ServerIdentity;
use record::filing::{Evidence, Filing, FilingState};

pub use held::{Held, held};
pub use patient::{FindProblem, Number, Who, find_patient};
pub use send::{resume, send, send_anew};
pub use target::{ConnectProblem, Target, connect};

use crate::client::Client;

/// Keeps each step before the next is taken. Called in order; what it could not keep has not happened.
pub trait Journal {
    /// Keeps one step of one record: `sent` with the intent before the first byte leaves (and with it the bytes of
    /// `filing`), then `accepted` or `refused` with what shows it.
    ///
    /// # Errors
    /// When the step could not be kept. Nothing more is sent then.
    fn step(&mut self, filing: &Filing, state: FilingState, evidence: &Evidence) -> Result<(), NotKept>;
}

/// A step could not be kept: nothing further was done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the step could not be kept: {0}")]
pub struct NotKept(pub String);

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Every resource was read back and is equal.
    Accepted {
        /// Each with the version the server gave it: `Observation/…/_history/1`.
        resources: Vec<String>,
    },
    /// The target, or our comparison, said no. For a person.
    Refused(Refusal),
    /// No whole answer: it may or may not be there. To be resumed with the same bytes.
    NoAnswer(Silence),
    /// Another server answers than at the start: what was sent meanwhile proves nothing. To be resumed with the same
    /// bytes once the right one answers, or a person has accepted this one.
    OtherServer(ServerIdentity),
}

/// A no, in the words of whoever said it.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Who said it.
    pub by: RefusedBy,
    /// HTTP status, when there was one.
    pub status: Option<u16>,
    /// The words. The server's own may name a patient: they are for the record, never for a log.
    pub words: String,
}

/// Who refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusedBy {
    /// The target.
    Server,
    /// Our check that it is the right patient.
    Patient,
    /// Our comparison of what the target holds with what was sent.
    Comparison,
}

impl RefusedBy {
    /// As the evidence keeps it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            RefusedBy::Server => "server",
            RefusedBy::Patient => "patient",
            RefusedBy::Comparison => "comparison",
        }
    }
}

impl Refusal {
    fn new(by: RefusedBy, status: Option<u16>, words: impl Into<String>) -> Self {
        Self { by, status, words: words.into() }
    }

    /// As the ledger keeps it.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        Evidence::Refusal { by: self.by.name().to_owned(), status: self.status, words: self.words.clone() }
    }
}

/// Why there was no whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// In words, without anything about a patient.
    pub why: String,
    /// When the server asked to be tried again, if it did.
    pub retry_after: Option<Duration>,
}

impl Silence {
    fn because(why: &str) -> Self {
        Self { why: why.to_owned(), retry_after: None }
    }
}

/// Tries again while there is no answer: at most `tries` times, waiting what the server asks for but never longer
/// than `longest`. The wait is the caller's, so that it can be watched, cut short or pretended.
///
/// # Errors
/// When a step could not be kept.
pub fn resume_until_answered(
    target: &mut Target,
    filing: &Filing,
    who: &Who,
    journal: &mut dyn Journal,
    first: Silence,
    patience: Patience<'_>,
) -> Result<Outcome, NotKept> {
    let mut silence = first;
    for _ in 0..patience.tries {
        (patience.wait)(silence.retry_after.unwrap_or(patience.usual).min(patience.longest));
        match resume(target, filing, who, journal)? {
            Outcome::NoAnswer(again) => silence = again,
            done @ (Outcome::Accepted { .. } | Outcome::Refused(_) | Outcome::OtherServer(_)) => return Ok(done),
        }
    }
    Ok(Outcome::NoAnswer(silence))
}

/// How long to keep trying.
#[derive(Clone, Copy)]
pub struct Patience<'a> {
    /// How many more times.
    pub tries: u32,
    /// Wait when the server names no time.
    pub usual: Duration,
    /// Longest wait, whatever the server asks.
    pub longest: Duration,
    /// Waits.
    pub wait: &'a dyn Fn(Duration),
}

record::private_debug!(Refusal);
