//! The copies held: each source, how old, what was read, kept and set aside.

use serde::Serialize;
use specta::Type;

use super::shared::SourceView;

/// Every copy held.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopiesView {
    /// One a source in the register.
    pub copies: Vec<CopyView>,
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
