//! A signed record with everything it ever was.

use serde::Serialize;
use specta::Type;

use super::shared::FilingView;

/// A record with its versions, and what can be done with it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordView {
    /// Its id.
    pub id: String,
    /// About whom.
    pub patient: String,
    /// `Observations (NEWS2)`.
    pub title: String,
    /// `care given 21-Nov-2026 08:50`.
    pub care: String,
    /// The newest first.
    pub versions: Vec<VersionView>,
    /// That it was voided.
    pub voided: Option<VoidedView>,
    /// Where it stands.
    pub filing: Option<FilingView>,
    /// Care given, recorded, amended, accepted: each with its own time.
    pub times: Vec<TimeView>,
    /// Why it cannot be amended now.
    pub why_not_amended: Option<String>,
    /// Why it cannot be voided now.
    pub why_not_voided: Option<String>,
}

/// One version of a record.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VersionView {
    /// From 1.
    pub number: u32,
    /// `Signed 21-Nov-2026 08:53 by Jo Marsh`, `Amended 21-Nov-2026 09:05 by Jo Marsh`.
    pub words: String,
    /// Why it was amended.
    pub reason: Option<String>,
    /// One line.
    pub summary: String,
    /// What is not as in the version before.
    pub changes: Vec<ChangeView>,
    /// How many answers are as in the version before.
    pub unchanged: u32,
    /// All of it.
    pub answers: Vec<AnswerLineView>,
}

/// One line of a record that was changed.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    /// The question.
    pub label: String,
    /// What it says now; empty when it was taken away.
    pub now: String,
    /// What it said; empty when it was not answered.
    pub was: String,
}

/// One line of a record.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerLineView {
    /// The question, or a heading of those under it.
    pub label: String,
    /// The answer with its unit.
    pub value: String,
    /// It is a heading.
    pub heading: bool,
}

/// That a record was voided.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VoidedView {
    /// `Voided 21-Nov-2026 11:31 by Ama Boateng, with Jo Marsh`.
    pub words: String,
    /// Why, and where the fact now lives.
    pub reason: String,
}

/// One of a record's times.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TimeView {
    /// `Care given`.
    pub label: String,
    /// `21-Nov-2026 08:50`.
    pub words: String,
}
