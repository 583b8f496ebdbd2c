//! A journal in memory that can stop the client at any step: before it is kept, or after.

use exchange::file::{Journal, NotKept};
use record::filing::{Evidence, Filing, FilingState};

/// Where the client stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Stop {
    #[default]
    Never,
    /// When the nth step comes, before it is kept. Counted from 1.
    BeforeKeeping(usize),
    /// When the nth step has been kept.
    AfterKeeping(usize),
}

pub(crate) struct Kept {
    pub(crate) stop: Stop,
    seen: usize,
    /// Steps that are on disk, as it were.
    pub(crate) steps: Vec<(FilingState, Evidence)>,
    /// The bytes that were kept with the intent.
    pub(crate) filing: Option<Filing>,
}

impl Kept {
    pub(crate) fn stopping(stop: Stop) -> Self {
        Self { stop, seen: 0, steps: Vec::new(), filing: None }
    }

    pub(crate) fn new() -> Self {
        Self::stopping(Stop::Never)
    }

    pub(crate) fn state(&self) -> Option<FilingState> {
        self.steps.last().map(|(state, _)| *state)
    }

    /// From now on it stops there, steps counted anew.
    pub(crate) fn stops_at(&mut self, stop: Stop) {
        self.stop = stop;
        self.seen = 0;
    }

    /// A person has it tried again, or it was found missing.
    pub(crate) fn is_owed_again(&mut self) {
        self.steps.push((FilingState::Ready, Evidence::TriedAgain));
    }

    /// It was refused before anything was sent, or is refused for good.
    pub(crate) fn refuse(&mut self) {
        if self.state() != Some(FilingState::Refused) {
            let evidence = Evidence::Refusal { by: "patient".to_owned(), status: None, words: String::new() };
            self.steps.push((FilingState::Refused, evidence));
        }
    }

    /// The PC is switched on again: nothing stops it now.
    pub(crate) fn restarted(&mut self) {
        self.stop = Stop::Never;
    }
}

impl Journal for Kept {
    fn step(&mut self, filing: &Filing, state: FilingState, evidence: &Evidence) -> Result<(), NotKept> {
        self.seen += 1;
        if self.stop == Stop::BeforeKeeping(self.seen) {
            return Err(NotKept("switched off".to_owned()));
        }
        self.steps.push((state, evidence.clone()));
        if state == FilingState::Sent {
            self.filing = Some(filing.clone());
        }
        if self.stop == Stop::AfterKeeping(self.seen) {
            return Err(NotKept("switched off".to_owned()));
        }
        Ok(())
    }
}
