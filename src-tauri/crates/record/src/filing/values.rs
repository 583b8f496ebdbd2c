//! Values as FHIR says them: a quantity with its digits and unit, or why there is none.

use forms::Gap;
use serde_json::{Value, json};

use super::digits::number;

/// A number with a UCUM unit and how that unit is shown.
pub(super) fn ucum(digits: &str, code: &str, shown: &str) -> Option<Value> {
    Some(json!({ "value": number(digits)?, "unit": shown, "system": "http://unitsofmeasure.org", "code": code }))
}

/// A number with a unit in words, that is nobody's code.
pub(super) fn in_words(digits: &str, unit: Option<&str>) -> Option<Value> {
    let value = number(digits)?;
    Some(match unit {
        Some(unit) => json!({ "value": value, "unit": unit }),
        None => json!({ "value": value }),
    })
}

/// Nothing could be entered, and why.
pub(super) fn gap(gap: Gap, reason: &str) -> Value {
    let words = match gap {
        Gap::NotMeasured => "Not measured",
        Gap::CannotBeRecorded => "Tried, cannot be recorded",
    };
    let reason = reason.trim();
    let words = if reason.is_empty() { words.to_owned() } else { format!("{words}: {reason}") };
    absent(gap.data_absent_reason(), &words)
}

/// There is no value, and nobody said why.
pub(super) fn unanswered() -> Value {
    absent("unknown", "Not recorded")
}

fn absent(code: &str, words: &str) -> Value {
    let system = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    json!({ "dataAbsentReason": { "coding": [{ "system": system, "code": code }], "text": words } })
}

/// The entries of both.
pub(super) fn with(mut one: Value, other: Value) -> Value {
    if let (Some(one), Value::Object(other)) = (one.as_object_mut(), other) {
        one.extend(other);
    }
    one
}
