//! A form and its answers as JSON in; what is complete, missing, visible, wrong and worked out, as JSON out.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::Definition;

/// What a form makes of some answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// Nothing is missing and no visible answer is wrong.
    pub complete: bool,
    /// Visible, required and unanswered.
    pub missing: Vec<String>,
    /// What would be shown.
    pub visible: Vec<String>,
    /// What is wrong, in words.
    pub errors: Vec<EvaluationError>,
    /// What was worked out, by linkId; empty unless complete.
    pub calculated: BTreeMap<String, Value>,
    /// The band of the score.
    pub band: Option<String>,
    /// The least an incomplete score can be.
    pub at_least: Option<AtLeast>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationError {
    /// Where; empty when it is about the answers as a whole.
    pub link_id: String,
    /// What.
    pub message: String,
}

/// The least an incomplete score can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AtLeast {
    /// Points.
    pub total: u8,
    /// Its band.
    pub band: String,
}

/// Evaluates answers: `{linkId: value}` or a QuestionnaireResponse. Never fails as a whole.
#[must_use]
pub fn evaluate(definition: &Definition, answers: &Value) -> Evaluation {
    let _ = (definition, answers);
    todo!()
}
