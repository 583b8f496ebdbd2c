//! The ward board.

use serde::Serialize;
use specta::Type;

use super::shared::{AllergyView, FactView, IdentityView, NewsView, SourceView};

/// The ward's patient list.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardView {
    /// `Ash Ward (Ward 7)`.
    pub ward: String,
    /// `Northmoor General`.
    pub site: String,
    /// Every ward held, for the ward chooser.
    pub wards: Vec<String>,
    /// Occupied beds.
    pub patients: u32,
    /// Empty beds.
    pub unoccupied: u32,
    /// `14:32 Sat 21-Nov-2026`.
    pub as_at: String,
    /// Each copy and its age.
    pub sources: Vec<SourceView>,
    /// `A`, `B`: the first letters of the beds.
    pub bays: Vec<String>,
    /// In bed order; patients without a bed last.
    pub rows: Vec<BoardRowView>,
    /// Rows whose observations are overdue.
    pub overdue: u32,
    /// Resources that could not be read in the copies in use.
    pub set_aside: u32,
}

/// One bed.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardRowView {
    /// `B1`; `No bed` for a patient without one.
    pub bed: String,
    /// `B`.
    pub bay: String,
    /// The source's words about an empty bed.
    pub note: Option<String>,
    /// Who is in it.
    pub patient: Option<BoardPatientView>,
}

/// One patient on the board.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardPatientView {
    /// Their id.
    pub id: String,
    /// Who.
    pub identity: IdentityView,
    /// Another patient has the same name.
    pub same_name: Option<SameNameView>,
    /// NEWS2 and trend.
    pub news: NewsView,
    /// False where NEWS2 is not for this patient.
    pub news_for: bool,
    /// When they are due.
    pub observations: DueView,
    /// First.
    pub resuscitation: FactView,
    /// Second.
    pub infection: FactView,
    /// Third.
    pub diet: FactView,
    /// One of four.
    pub allergies: AllergyView,
    /// Newest record made here.
    pub newest: Option<NewestView>,
    /// A draft is open: its form's title.
    pub draft: Option<String>,
}

/// A same-name warning.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SameNameView {
    /// `Same name as bed B3`.
    pub words: String,
    /// `bed B3, born 21-Aug-1946`.
    pub others: Vec<String>,
    /// The date of birth tells them apart.
    pub born_differs: bool,
}

/// When observations are due.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DueView {
    /// Which.
    pub state: DueState,
    /// `Due 16:10`, `Overdue from 13:45`, `Continuous`, `Due now`.
    pub words: String,
    /// The form to open: `news2` or `vital-signs`.
    pub form: String,
}

/// How due observations are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum DueState {
    /// In time.
    Due,
    /// Late.
    Overdue,
    /// After a high score.
    Continuous,
    /// Nothing is held to work it out from: due now.
    Unknown,
}

/// Newest record here.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewestView {
    /// `Observations`.
    pub title: String,
    /// `12:45`, or with its date.
    pub when: String,
    /// One line.
    pub words: String,
    /// `A. Boateng`.
    pub by: String,
}
