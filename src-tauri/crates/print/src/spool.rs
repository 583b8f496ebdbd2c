//! The printers a page can go to. No printer is an answer, not a failure: paper then comes from a saved file.

mod http;
mod ipp;
mod queue;

pub use queue::{IppPrinter, IppQueues};

/// A printer as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printer {
    /// Its name here.
    pub name: String,
    /// `Ready`, `Out of paper`, `Paused`.
    pub words: String,
    /// It takes a job now.
    pub ready: bool,
}

/// A job a printer took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobId {
    /// Which printer.
    pub printer: String,
    /// Its number there.
    pub number: i32,
}

/// How far a job is, in the printer's own word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobState {
    /// In the queue.
    Waiting,
    /// Being printed.
    Printing,
    /// The printer stopped, and why.
    Stopped {
        /// `Out of paper`.
        words: String,
    },
    /// The printer says it is done.
    Done,
    /// Somebody cancelled it there.
    Cancelled,
    /// The printer gave up.
    Failed {
        /// Its reason.
        words: String,
    },
}

/// Why a job was not taken, or not found.
#[derive(Debug, thiserror::Error)]
pub enum SpoolError {
    /// There is no such printer.
    #[error("there is no printer called {0}")]
    NoSuchPrinter(String),
    /// It takes nothing now.
    #[error("the printer is not ready: {0}")]
    NotReady(String),
    /// It cannot be reached.
    #[error("the printer cannot be reached")]
    Unreachable(#[source] std::io::Error),
    /// It answered with something that is not IPP.
    #[error("the printer's answer cannot be read")]
    Unreadable,
    /// It said no.
    #[error("the printer refused it: status {status:#06x}")]
    Refused {
        /// IPP status code.
        status: u16,
    },
}

/// Where pages go. One job a patient, so that *stopped at* is true to a patient.
pub trait Spooler: Send + Sync {
    /// The printers there are; none when there are none.
    fn printers(&self) -> Vec<Printer>;

    /// Hands over one PDF. The title goes on the printer's own screen: it says nothing about a patient.
    fn print(&self, pdf: &[u8], title: &str, printer: &str) -> Result<JobId, SpoolError>;

    /// How far a job is.
    fn state(&self, job: &JobId) -> Result<JobState, SpoolError>;
}

/// A PC on which printing is not built yet: pages are saved as a file and printed from there.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPrinters;

impl Spooler for NoPrinters {
    fn printers(&self) -> Vec<Printer> {
        Vec::new()
    }

    fn print(&self, _pdf: &[u8], _title: &str, printer: &str) -> Result<JobId, SpoolError> {
        Err(SpoolError::NoSuchPrinter(printer.to_owned()))
    }

    fn state(&self, job: &JobId) -> Result<JobState, SpoolError> {
        Err(SpoolError::NoSuchPrinter(job.printer.clone()))
    }
}

/// The printers of this PC: CUPS, where there is one. On Windows none yet.
#[must_use]
pub fn local() -> Box<dyn Spooler> {
    if cfg!(windows) { Box::new(NoPrinters) } else { Box::new(IppQueues::cups()) }
}
