//! Why one resource could not be used, in words that name the field and never quote the data.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::outline::Outline;

/// A resource as its type. It was JSON: what fails here is its build, whose words could quote the data.
pub(super) fn parse<T: DeserializeOwned>(body: &str) -> Result<T, String> {
    serde_json::from_str(body).map_err(|_| "it has a field twice, or cannot be read as its type".to_owned())
}

/// Says of a needed field whether it is missing or cannot be read, and which.
pub(super) fn wrong_or_missing(body: &str, fields: &[&str]) -> String {
    match present(body, fields) {
        Some((kind, field)) => format!("{kind}.{field} cannot be read"),
        None => {
            let kind = Outline::of(body).and_then(|outline| outline.resource_type.owned()).unwrap_or_default();
            format!("{kind}.{} is missing", fields.first().copied().unwrap_or_default())
        }
    }
}

/// The resource's type and the first of these fields that it has.
pub(super) fn present<'f>(body: &str, fields: &[&'f str]) -> Option<(String, &'f str)> {
    let value: Value = serde_json::from_str(body).ok()?;
    let kind = value.get("resourceType").and_then(Value::as_str).unwrap_or_default().to_owned();
    fields.iter().find(|field| value.get(**field).is_some_and(|found| !found.is_null())).map(|field| (kind, *field))
}
