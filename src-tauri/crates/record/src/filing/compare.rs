//! Whether a target holds what was sent: equal in everything we sent. Servers add and re-order; they may not change.
//! A difference names the place, never the value.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Where a target's copy differs from what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{path}: {how}")]
pub struct Difference {
    /// `Observation.valueQuantity.value`.
    pub path: String,
    /// In which way.
    pub how: How,
}

/// In which way two copies differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// It has another value there.
    Changed,
    /// It has the same number with other digits at its end: 37 for 37.0.
    Digits,
    /// It is not there.
    Missing,
    /// Something was added that changes the meaning of what was sent.
    Added,
    /// What was sent is not FHIR JSON at all.
    Unreadable,
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            How::Changed => "another value is held there",
            How::Digits => {
                "the number is held there without the zeros it ended with, which say how exactly it was measured"
            }
            How::Missing => "it is not held there",
            How::Added => "something was added that changes the meaning",
            How::Unreadable => "it cannot be read",
        })
    }
}

/// Lists that a server may lengthen without changing what was said.
const MAY_GROW: [&str; 7] = ["tag", "security", "profile", "identifier", "coding", "extension", "contained"];
/// Entries that change the meaning of what stands beside them, and so may not be added.
const CHANGE_MEANING: [&str; 4] = ["modifierExtension", "implicitRules", "comparator", "dataAbsentReason"];

/// Whether everything in `sent` is in `got`, decimals by their digits. What the server added is let pass,
/// unless it changes the meaning.
///
/// # Errors
/// The first difference, by its place.
pub fn equal_in_what_we_sent(sent: &str, got: &Value) -> Result<(), Difference> {
    let sent: Value =
        serde_json::from_str(sent).map_err(|_| Difference { path: "resource".to_owned(), how: How::Unreadable })?;
    let root = sent.get("resourceType").and_then(Value::as_str).unwrap_or("resource").to_owned();
    compare(&sent, got, &root)
}

fn compare(sent: &Value, got: &Value, path: &str) -> Result<(), Difference> {
    let changed = || Difference { path: path.to_owned(), how: How::Changed };
    match (sent, got) {
        (Value::Object(sent), Value::Object(got)) => object(sent, got, path),
        (Value::Array(sent), Value::Array(got)) => list(sent, got, path),
        // Digits: 37.0 is not 37.
        (Value::Number(sent), Value::Number(got)) => match (sent.to_string(), got.to_string()) {
            (sent, got) if sent == got => Ok(()),
            (sent, got) if without_last_zeros(&sent) == without_last_zeros(&got) => {
                Err(Difference { path: path.to_owned(), how: How::Digits })
            }
            (_, _) => Err(changed()),
        },
        (Value::String(sent), Value::String(got)) if sent == got => Ok(()),
        (Value::Bool(sent), Value::Bool(got)) if sent == got => Ok(()),
        (Value::Null, Value::Null) => Ok(()),
        (_, _) => Err(changed()),
    }
}

fn without_last_zeros(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

fn object(sent: &Map<String, Value>, got: &Map<String, Value>, path: &str) -> Result<(), Difference> {
    for (name, value) in sent {
        let path = format!("{path}.{name}");
        match got.get(name) {
            Some(theirs) => compare(value, theirs, &path)?,
            None => return Err(Difference { path, how: How::Missing }),
        }
    }
    let added = |name: &&String| {
        let value = name.starts_with("value") && *name != "value" && !sent.keys().any(|ours| ours == *name);
        !sent.contains_key(*name) && (CHANGE_MEANING.contains(&name.as_str()) || value)
    };
    match got.keys().find(added) {
        Some(name) => Err(Difference { path: format!("{path}.{name}"), how: How::Added }),
        None => Ok(()),
    }
}

/// Each of ours is one of theirs, in any order. The element at the same place is tried first.
fn list(sent: &[Value], got: &[Value], path: &str) -> Result<(), Difference> {
    let mut free: Vec<(usize, &Value)> = got.iter().enumerate().collect();
    for (place, ours) in sent.iter().enumerate() {
        let path = format!("{path}[{place}]");
        let same_place = free.iter().position(|(theirs, _)| *theirs == place);
        let found = same_place
            .filter(|at| free.get(*at).is_some_and(|(_, theirs)| compare(ours, theirs, &path).is_ok()))
            .or_else(|| free.iter().position(|(_, theirs)| compare(ours, theirs, &path).is_ok()));
        match (found, same_place.and_then(|at| free.get(at))) {
            (Some(at), _) => {
                free.remove(at);
            }
            // The place inside says more than "this element".
            (None, Some((_, theirs))) => compare(ours, theirs, &path)?,
            (None, None) => return Err(Difference { path, how: How::Missing }),
        }
    }
    let name = path.rsplit('.').next().unwrap_or(path);
    if free.is_empty() || MAY_GROW.contains(&name) {
        Ok(())
    } else {
        Err(Difference { path: path.to_owned(), how: How::Added })
    }
}

#[cfg(test)]
mod tests;
