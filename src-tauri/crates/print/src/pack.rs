//! A ward pack: what goes in, and what comes out. Plain data; making the pages is `make`.

mod blank;
mod medicines;
mod observations;
mod patient;
mod ward_list;
mod words;

use chrono::{DateTime, FixedOffset};
use record::{PatientId, Sheet};

pub use blank::{BlankForm, BlankItem, BlankKind};
pub use medicines::{MedicineRow, MedicinesSheet};
pub use observations::{ObservationRecord, ObservationRow, Reading};
pub use patient::{AllergyBox, Banner, Fact, Note, PatientPages, RequestRow, Summary};
pub use ward_list::{WardList, WardListRow};
pub use words::{Span, Words};

/// Everything one print of a ward says.
#[derive(Clone, PartialEq)]
pub struct Pack {
    /// Short id of this pack, the same on each of its pages: `P-0412`. Holds nothing about a patient.
    pub id: String,
    /// Hospital: `Northmoor General`.
    pub site: String,
    /// Ward: `Ash Ward`.
    pub ward: String,
    /// When.
    pub printed_at: DateTime<FixedOffset>,
    /// Who printed it, with job: `Ama Boateng, staff nurse`.
    pub printed_by: String,
    /// Which PC: `ASH-PC1`.
    pub pc: String,
    /// First eight characters of the head of this PC's chain.
    pub chain_head: String,
    /// Everything in it is invented: each page says EXERCISE.
    pub exercise: bool,
    /// How old each source's copy is, the ward's own records first.
    pub sources: Vec<SourceAge>,
    /// The systems that are down and since when, a line each: `EPR, down since 21-Nov-2026 02:14`.
    pub systems_down: Vec<String>,
    /// The ward list, when it was asked for.
    pub ward_list: Option<WardList>,
    /// The patients, in the order to be printed (by bed).
    pub patients: Vec<PatientPages>,
    /// Words on the cover when not every patient of the ward is here: `Partial: 3 of 20 patients`.
    pub partial: Option<String>,
    /// When to shred it: a date and time in words.
    pub shred_by: String,
    /// When to print again: a date and time in words.
    pub reprint_after: String,
    /// Whom to telephone: name and number.
    pub phones: Vec<(String, String)>,
}

/// How old one source's copy is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceAge {
    /// As the ward calls it: `EPR`.
    pub name: String,
    /// When it was true there; none when nothing is held.
    pub as_at: Option<DateTime<FixedOffset>>,
    /// Its age in words: `12hr 20min old`; or `Not held`.
    pub age: String,
    /// Past its limit: printed as TOO OLD.
    pub too_old: bool,
    /// These are our own records: never Historical, never hatched.
    pub ours: bool,
    /// What to do about it: `Phone 4410`.
    pub note: Option<String>,
}

/// How far making a pack has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Pages drawn.
    pub page: u32,
    /// Of how many.
    pub of: u32,
}

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continue {
    /// Go on.
    Yes,
    /// Stop: nothing is made.
    Stop,
}

/// Some of the pages, printed as one job: the cover and ward list, or all of one patient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Whose; none for the cover and ward list.
    pub patient: Option<PatientId>,
    /// First page in the whole, from 1.
    pub first_page: u32,
    /// How many pages.
    pub pages: u32,
}

/// A patient whose pages could not be made. The others' are: one bad record holds up nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Who.
    pub patient: PatientId,
    /// Their bed as shown.
    pub bed: String,
    /// Why.
    pub why: PrintError,
}

/// A pack that was made.
pub struct Made {
    /// The whole as one PDF.
    pub pdf: Vec<u8>,
    /// Every numbered sheet, in the order of its pages.
    pub sheets: Vec<Sheet>,
    /// How many pages in all.
    pub pages: u32,
    /// One job a patient, the cover and ward list first.
    pub jobs: Vec<Job>,
    /// The patients who are not in it because a sheet of theirs cannot be printed. The cover names their beds.
    pub left_out: Vec<LeftOut>,
    /// The pages, from which each job's own PDF is made when it is asked for.
    pub(crate) drawn: Vec<crate::ink::Page>,
}

/// Why no pages were made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// No font here can draw it. It is never left out or shown as a box.
    #[error("the character U+{:04X} in {place} cannot be printed", *.character as u32)]
    MissingGlyph {
        /// The character.
        character: char,
        /// Where, without a patient's data: `bed B3, Medicines`.
        place: String,
    },
    /// It was stopped by the person.
    #[error("printing was stopped")]
    Cancelled,
    /// There is nothing to print.
    #[error("there is nothing to print")]
    Empty,
    /// A code could not be drawn.
    #[error("the sheet code could not be drawn")]
    Code,
    /// The pages could not be put into one document.
    #[error("the pages could not be put into one document")]
    Document,
    /// The fonts that come with Holdfast cannot be read.
    #[error("the fonts cannot be read")]
    Fonts,
    /// Words that stand on every page leave no room for anything else.
    #[error("the head of the page is too long in {place}")]
    NoRoom {
        /// Where, without a patient's data.
        place: String,
    },
    /// No such job.
    #[error("there is no such print job")]
    NoSuchJob,
}
