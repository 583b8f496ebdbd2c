//! The copies held: each source, how old, what was read, kept and set aside.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::shared::SourceView;

/// Every copy held.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopiesView {
    /// One a source in the register.
    pub copies: Vec<CopyView>,
    /// This person may take one in.
    pub may_take: bool,
    /// The one that is being taken in, or was last.
    pub taking: Option<TakingView>,
    /// Files in the site's folder of forms that cannot be used.
    pub forms_not_usable: Vec<FormNotUsableView>,
}

/// A file that cannot be used as a form.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FormNotUsableView {
    /// Its name.
    pub file: String,
    /// Everything that is wrong with it.
    pub why: Vec<String>,
}

/// A copy that is being taken in, and what became of it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TakingView {
    /// `epr`.
    pub system: String,
    /// `EPR`.
    pub name: String,
    /// `ward.json`, or the server.
    pub from: String,
    /// What it is at.
    pub state: TakingState,
    /// `File 3 of 12: Patient.ndjson`; what came of it; why it failed, with the place.
    pub words: String,
    /// What is safe and what to do, when it failed.
    pub hint: String,
    /// Steps done.
    pub done: u32,
    /// Of how many; 0 while that is not known.
    pub of: u32,
}

/// What taking a copy in is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum TakingState {
    /// Being read: it can be stopped.
    Reading,
    /// Read to its end and being kept.
    Keeping,
    /// In use.
    Taken,
    /// The same bytes were held already.
    Again,
    /// Somebody stopped it: nothing was changed.
    Stopped,
    /// It could not be taken: nothing was changed.
    Failed,
}

/// What is to be taken in.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TakeRequest {
    /// `epr`.
    pub system: String,
    /// A file or folder, or a server.
    pub kind: TakeFrom,
    /// Its path, or the server's address.
    pub place: String,
    /// The ward as the server names it; empty means everybody with an open stay.
    pub ward: String,
}

/// Where a copy comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum TakeFrom {
    /// A file, or a folder of files.
    Files,
    /// A FHIR server.
    Server,
}

/// One source's copy.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyView {
    /// Which, and how old.
    pub source: SourceView,
    /// `Ageing after 6hr, too old after 12hr`.
    pub limit: String,
    /// People in it.
    pub patients: u32,
    /// Resources understood.
    pub read: u32,
    /// Types Holdfast has no use for: kept and counted.
    pub kept: Vec<CountView>,
    /// Could not be read, and why.
    pub set_aside: Vec<SetAsideView>,
    /// When it was taken in.
    pub taken: Option<String>,
}

/// A count of one type.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CountView {
    /// Resource type.
    pub name: String,
    /// How many.
    pub count: u32,
}

/// One resource set aside.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetAsideView {
    /// Where in the input.
    pub place: String,
    /// What is wrong, in words.
    pub reason: String,
}
