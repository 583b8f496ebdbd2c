//! What somebody answered, one value for each node of a form. Not what is shown or right: that is the engine.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where an answer belongs: the item's `linkId`, and inside a repeating group the row before it: `result[0]/value`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NodeId(pub String);

/// All answers of one form so far, in a stable order. A node without an entry is unanswered.
pub type Answers = BTreeMap<NodeId, Answer>;

/// One answer, kept as it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// Free text, and times of day as `HH:MM`.
    Text(String),
    /// A number with the digits that were typed (37.0 is not 37), in the form's unit unless another is given (UCUM).
    Number {
        /// Digits as typed: optional sign, digits, at most one point.
        digits: String,
        /// UCUM code when it is not the form's own unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
    },
    /// The code of one answer option.
    Choice(String),
    /// Yes or no.
    Flag(bool),
    /// A calendar date, `YYYY-MM-DD`.
    Date(String),
    /// A moment with its offset, ISO 8601.
    DateTime(String),
    /// Nothing could be entered, and the reason is a fact of its own.
    Gap {
        /// Which kind of gap.
        gap: Gap,
        /// Why, in the author's words; may be empty while the draft is open.
        reason: String,
    },
}

/// Why an item that is asked for has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gap {
    /// Nobody measured it.
    NotMeasured,
    /// It was tried and gave no reading: a finding, told to somebody.
    CannotBeRecorded,
}

impl Gap {
    /// Its code: `not-measured`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Gap::NotMeasured => "not-measured",
            Gap::CannotBeRecorded => "cannot-be-recorded",
        }
    }

    /// From its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Gap::NotMeasured, Gap::CannotBeRecorded].into_iter().find(|gap| gap.code() == code)
    }

    /// FHIR's `data-absent-reason` that is nearest: tried without a reading is not "not performed".
    #[must_use]
    pub fn data_absent_reason(self) -> &'static str {
        match self {
            Gap::NotMeasured => "not-performed",
            Gap::CannotBeRecorded => "unknown",
        }
    }
}
