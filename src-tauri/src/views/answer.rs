//! What the screen sends while a form is filled in, and what signing answers.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::form::CareMode;

/// One answer from the screen.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerRequest {
    /// Which draft.
    pub draft: String,
    /// Which node.
    pub node: String,
    /// None takes the answer back.
    pub value: Option<AnswerValue>,
}

/// The second person who signs.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SecondRequest {
    /// Who.
    pub staff: String,
    /// Their PIN.
    pub pin: String,
}

/// An answer's value.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AnswerValue {
    /// Digits as typed.
    Number(String),
    /// Words, times.
    Text(String),
    /// A code.
    Choice(String),
    /// Yes or no.
    Flag(bool),
    /// `YYYY-MM-DD`.
    Date(String),
    /// ISO 8601.
    DateTime(String),
    /// With its reason.
    NotMeasured(String),
    /// With its reason.
    CannotBeRecorded(String),
}

/// When care was given, from the screen.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CareRequest {
    /// Which draft.
    pub draft: String,
    /// Now or earlier.
    pub mode: CareMode,
    /// `21-Nov-2026`, `-1d`, or empty for today.
    pub date: String,
    /// `14:25` or `-20m`.
    pub time: String,
    /// Why late.
    pub late_reason: String,
    /// Somebody else.
    pub care_by: Option<String>,
}

/// What signing answered.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignedView {
    /// The record's id.
    pub record: String,
    /// Whose record it is.
    pub patient: String,
    /// `Saved on this PC 14:33. It waits for EPR.`
    pub words: String,
}
