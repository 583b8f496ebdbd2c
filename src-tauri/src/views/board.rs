//! The ward board.

use serde::{Deserialize, Serialize};
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
    /// What rows can be grouped and filtered by.
    pub groupings: GroupingsView,
    /// The columns as this person wants them.
    pub columns: Vec<ColumnView>,
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
    /// Where it stands in each order.
    pub places: PlacesView,
    /// Which group it belongs to.
    pub groups: GroupsView,
    /// The source's words about an empty bed.
    pub note: Option<String>,
    /// Who is in it.
    pub patient: Option<BoardPatientView>,
}

/// Where a row stands in each order: 0 comes first, equal rows share a place, null comes last.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlacesView {
    /// Oldest first.
    pub age: Option<u32>,
    /// Highest first.
    pub news2: Option<u32>,
    /// Longest overdue first.
    pub observations: Option<u32>,
    /// Not for resuscitation first.
    pub resuscitation: Option<u32>,
    /// Infections first.
    pub infection: Option<u32>,
    /// Nil by mouth first.
    pub diet: Option<u32>,
    /// Known allergies first.
    pub allergies: Option<u32>,
    /// Newest first.
    pub newest: Option<u32>,
}

/// The code of the group a row belongs to; null where that is not recorded or not held, or the bed is empty.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupsView {
    /// The first letters of the bed.
    pub bay: Option<String>,
    /// Band of the newest set.
    pub news2: Option<String>,
    /// When the next set is due.
    pub observations: Option<String>,
    /// What is decided.
    pub resuscitation: Option<String>,
    /// Whether there is one.
    pub infection: Option<String>,
    /// Whether there are any.
    pub allergies: Option<String>,
}

/// Every group there can be, in the order that matters.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupingsView {
    /// By bay.
    pub bay: GroupingView,
    /// By NEWS2.
    pub news2: GroupingView,
    /// By observations due.
    pub observations: GroupingView,
    /// By resuscitation.
    pub resuscitation: GroupingView,
    /// By infection.
    pub infection: GroupingView,
    /// By allergies.
    pub allergies: GroupingView,
}

/// One way of grouping.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupingView {
    /// Its groups, in order.
    pub groups: Vec<GroupView>,
    /// What the rows of no group are called.
    pub without: String,
}

/// One group.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    /// As rows name it.
    pub code: String,
    /// `NEWS2 7 or more`.
    pub words: String,
}

/// One column of the list as a person wants it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ColumnView {
    /// Which.
    pub id: ColumnId,
    /// On the list.
    pub shown: bool,
    /// Says who is meant: cannot be left out or moved.
    pub fixed: bool,
    /// Pixels; null as it comes.
    pub width: Option<u32>,
}

/// The columns of the ward list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnId {
    /// Bed.
    Bed,
    /// Name, born, NHS number.
    Patient,
    /// NEWS2 and trend.
    News,
    /// When observations are due.
    Observations,
    /// Resuscitation, infection, diet.
    Facts,
    /// Allergies.
    Allergies,
    /// Newest record here.
    Newest,
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
