//! The pages in hand: made on a thread of their own, kept until the PC locks, never in a file of ours.

use ward::pack::Made;

use crate::views::print::{PackProgressView, PackState};

/// The pages in hand.
#[derive(Default)]
pub(crate) struct Paper {
    /// What was made.
    pub(crate) made: Option<Made>,
    /// How far it is.
    pub(crate) page: u32,
    /// Of how many.
    pub(crate) of: u32,
    /// What is happening.
    pub(crate) state: PackState,
    /// Words about it.
    pub(crate) words: String,
    /// Why it stopped.
    pub(crate) problem: Option<String>,
    /// The last page that came out.
    pub(crate) last_out: Option<String>,
    /// Somebody asked to stop.
    pub(crate) stop: bool,
    /// Which set of pages this is: a thread that made an older one finds that it is no longer wanted.
    pub(crate) number: u64,
    /// The PC locked while pages were printing: they come out, and are let go of after.
    pub(crate) leaving: bool,
    /// Jobs that came out: printing goes on from there.
    pub(crate) jobs_out: usize,
}

impl Paper {
    /// Begins anew.
    pub(crate) fn begin(&mut self, words: &str) {
        let number = self.number + 1;
        *self = Self { state: PackState::Making, words: words.to_owned(), number, ..Self::default() };
    }

    /// Lets go of everything, as at lock; what is printing comes out first.
    pub(crate) fn forget(&mut self) {
        if self.state == PackState::Printing {
            self.leaving = true;
            return;
        }
        *self = Self { number: self.number + 1, ..Self::default() };
    }

    /// For the screen.
    #[must_use]
    pub(crate) fn view(&self) -> PackProgressView {
        PackProgressView {
            page: self.page,
            of: self.of,
            state: self.state,
            words: self.words.clone(),
            problem: self.problem.clone(),
            pdf_ready: self.made.is_some() && !self.leaving,
            sheets: self.made.as_ref().map_or(0, |made| u32::try_from(made.sheets.len()).unwrap_or(u32::MAX)),
            last_out: self.last_out.clone(),
        }
    }
}
