//! Reading JSON strictly: every key has to be known, every value of its kind, and all that is not is listed.

use serde_json::{Map, Value};

use super::LoadProblem;

/// Collects what is not understood.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<LoadProblem>,
}

impl Reader {
    pub(super) fn refuse(&mut self, place: &str, what: impl Into<String>) {
        self.problems.push(LoadProblem { place: place.to_owned(), what: what.into() });
    }

    /// Refuses every key that is not in the list.
    pub(super) fn keys(&mut self, object: &Map<String, Value>, place: &str, known: &[&str]) {
        for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
            self.refuse(place, format!("\"{key}\" is not in the form language"));
        }
    }

    pub(super) fn text(&mut self, object: &Map<String, Value>, key: &str, place: &str) -> Option<String> {
        match object.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                self.refuse(place, format!("\"{key}\" has to be text"));
                None
            }
        }
    }

    pub(super) fn flag(&mut self, object: &Map<String, Value>, key: &str, place: &str) -> bool {
        match object.get(key) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.refuse(place, format!("\"{key}\" has to be true or false"));
                false
            }
        }
    }

    pub(super) fn count(&mut self, value: Option<&Value>, key: &str, place: &str) -> Option<usize> {
        let count = value?.as_u64().and_then(|count| usize::try_from(count).ok());
        if count.is_none() {
            self.refuse(place, format!("\"{key}\" has to be a whole number"));
        }
        count
    }

    /// The objects of an array, each with its place.
    pub(super) fn objects<'v>(
        &mut self,
        object: &'v Map<String, Value>,
        key: &str,
        place: &str,
    ) -> Vec<(String, &'v Map<String, Value>)> {
        let Some(value) = object.get(key) else { return Vec::new() };
        let Some(array) = value.as_array() else {
            self.refuse(place, format!("\"{key}\" has to be a list"));
            return Vec::new();
        };
        let mut objects = Vec::new();
        for (index, entry) in array.iter().enumerate() {
            let place = under(place, &format!("{key}[{index}]"));
            match entry.as_object() {
                Some(object) => objects.push((place, object)),
                None => self.refuse(&place, "has to be an object"),
            }
        }
        objects
    }

    /// The extensions of something: place, address, the object.
    pub(super) fn extensions<'v>(
        &mut self,
        object: &'v Map<String, Value>,
        place: &str,
    ) -> Vec<(String, String, &'v Map<String, Value>)> {
        let mut extensions = Vec::new();
        for (place, extension) in self.objects(object, "extension", place) {
            match self.text(extension, "url", &place) {
                Some(url) => extensions.push((place, url, extension)),
                None => self.refuse(&place, "an extension has to have a url"),
            }
        }
        extensions
    }

    /// A value of an extension that has to be there.
    pub(super) fn value<'v>(
        &mut self,
        extension: &'v Map<String, Value>,
        kinds: &[&str],
        place: &str,
    ) -> Option<&'v Value> {
        let value = kinds.iter().find_map(|kind| extension.get(*kind));
        if value.is_none() {
            self.refuse(place, format!("needs {}", kinds.join(" or ")));
        }
        value
    }

    /// A text value of an extension.
    pub(super) fn value_text(&mut self, extension: &Map<String, Value>, kinds: &[&str], place: &str) -> Option<String> {
        let value = self.value(extension, kinds, place)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.refuse(place, "has to be text");
        }
        text
    }

    /// A number or text value, as it is written.
    pub(super) fn value_written(
        &mut self,
        extension: &Map<String, Value>,
        kinds: &[&str],
        place: &str,
    ) -> Option<String> {
        let value = self.value(extension, kinds, place)?;
        let text = written(value);
        if text.is_none() {
            self.refuse(place, "has to be a number or text");
        }
        text
    }
}

/// A scalar as it is written; a coding by its code, a quantity by its value.
pub(super) fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Object(object) => object.get("code").or_else(|| object.get("value")).and_then(|inner| match inner {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }),
        Value::Null | Value::Array(_) => None,
    }
}

pub(super) fn under(place: &str, part: &str) -> String {
    if place.is_empty() { part.to_owned() } else { format!("{place}.{part}") }
}
