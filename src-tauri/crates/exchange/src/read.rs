//! Reads what hospital systems give us: a Bundle, one resource, NDJSON, or a folder of them, into a snapshot.
//! Each resource is read alone. What cannot be read is set aside with its reason and its place, and all is kept.
//! The whole is refused only when nothing of it can be trusted: not JSON, not FHIR R4, too large, cut short.

mod alerts;
mod assemble;
mod desk;
pub(crate) mod encoding;
mod files;
mod index;
mod medicines;
mod moment;
mod observed;
mod outline;
mod people;
mod pieces;
mod places;
mod reason;
mod requests;
mod version;
mod versions;

#[cfg(test)]
mod tests;

use std::path::Path;

use chrono::{DateTime, FixedOffset};
pub use record::snapshot::RawResource;
use record::{Snapshot, SystemId};

use crate::limits;
pub(crate) use pieces::Pieces;

/// What was understood of one input, and all of it as it came.
#[derive(Clone, PartialEq)]
pub struct Reading {
    /// What the source knew, with the counts of what was read, kept and set aside.
    pub snapshot: Snapshot,
    /// Every resource as it came: understood, of unknown type, and set aside.
    pub resources: Vec<RawResource>,
}

/// From where and when something came.
#[derive(Debug, Clone)]
pub struct Origin<'a> {
    /// Which system.
    pub source: &'a SystemId,
    /// When it was true, as far as the caller knows: the file's own time. Used only when the data do not say.
    pub as_at_hint: Option<DateTime<FixedOffset>>,
    /// When it was true, where the caller knows it better than the data: it asked the source itself.
    pub as_at_known: Option<DateTime<FixedOffset>>,
    /// Now, to know what lies in the future.
    pub now: DateTime<FixedOffset>,
}

/// What a reading is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A file is being taken apart.
    File {
        /// Its name.
        name: String,
        /// Which, from 1.
        number: usize,
        /// Of how many.
        of: usize,
    },
    /// What is in them is being read.
    Resource {
        /// Which, from 1.
        number: usize,
        /// Of how many.
        of: usize,
    },
}

/// Hears each step and says whether to go on.
pub type GoOn<'a> = &'a mut dyn FnMut(Step) -> bool;

/// Why nothing of an input was taken. Names the input and the place, never a patient.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It cannot be opened.
    #[error("{name} cannot be opened: {why}")]
    Io {
        /// The input.
        name: String,
        /// The system's words.
        why: String,
    },
    /// There is nothing in it.
    #[error("{name} is empty")]
    Empty {
        /// The input.
        name: String,
    },
    /// It is larger than we take.
    #[error("{name} is too large: more than {limit}")]
    TooLarge {
        /// The input.
        name: String,
        /// The cap in words.
        limit: String,
    },
    /// It is not text that we can be sure of.
    #[error("{name} is not in UTF-8: line {line}, column {column}. Save it again as UTF-8")]
    Encoding {
        /// The input.
        name: String,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// It is not JSON, or is cut short.
    #[error("{name}, line {line}, column {column}: {why}")]
    NotJson {
        /// The input.
        name: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        why: String,
    },
    /// It is not FHIR.
    #[error("{name} is not FHIR: {why}")]
    NotFhir {
        /// The input.
        name: String,
        /// What it is instead, or lacks.
        why: String,
    },
    /// Somebody stopped it.
    #[error("{name} was not read to its end: it was stopped")]
    Stopped {
        /// The input.
        name: String,
    },
    /// It is FHIR of another version.
    #[error("{name} is FHIR {version}: only R4 (4.0) is read. First seen at {place}")]
    OtherVersion {
        /// The input.
        name: String,
        /// Which.
        version: String,
        /// Where that was seen.
        place: String,
    },
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reading {{ {} patients, {} resources }}", self.snapshot.patients.len(), self.resources.len())
    }
}

/// Reads one input from memory. `name` is what its messages call it: the file's name.
///
/// # Errors
/// When nothing of it can be trusted. A resource that cannot be read is no error: it is set aside.
pub fn read_bytes(
    name: &str,
    bytes: &[u8],
    source: &SystemId,
    as_at_hint: Option<DateTime<FixedOffset>>,
    now: DateTime<FixedOffset>,
) -> Result<Reading, ReadError> {
    let mut pieces = Pieces::default();
    pieces.take(name, bytes)?;
    read_pieces(name, pieces, &Origin { source, as_at_hint, as_at_known: None, now }, &mut |_| true)
}

/// Reads a file, or every `.json` and `.ndjson` file under a folder in the order of their names.
/// The newest file's own time is the hint for when it was true. `go_on` hears how far it is.
///
/// # Errors
/// As for [`read_bytes`]; one refused file refuses the folder, so that nothing is half imported. When it was stopped.
pub fn read_path(
    path: &Path,
    source: &SystemId,
    now: DateTime<FixedOffset>,
    go_on: GoOn<'_>,
) -> Result<Reading, ReadError> {
    let name = files::name_of(path);
    let mut pieces = Pieces::default();
    let as_at_hint = files::take(path, &mut pieces, go_on)?;
    read_pieces(&name, pieces, &Origin { source, as_at_hint, as_at_known: None, now }, go_on)
}

/// Reads pieces that were collected already.
pub(crate) fn read_pieces(
    name: &str,
    pieces: Pieces,
    origin: &Origin<'_>,
    go_on: GoOn<'_>,
) -> Result<Reading, ReadError> {
    if pieces.is_empty() {
        return Err(ReadError::Empty { name: name.to_owned() });
    }
    version::check(name, &pieces)?;
    assemble::assemble(pieces, origin, go_on).ok_or_else(|| ReadError::Stopped { name: name.to_owned() })
}

/// A cap in words.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes / (1024 * 1024))
}

/// The cap on everything that one input may hold.
fn too_much(name: &str) -> ReadError {
    ReadError::TooLarge { name: name.to_owned(), limit: megabytes(limits::INPUT) }
}
