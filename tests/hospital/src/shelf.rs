//! What a stand-in holds: every version of every resource.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// Resources by type and id, each with all its versions, the newest last.
#[derive(Clone, Default)]
pub struct Shelf(BTreeMap<(String, String), Vec<Value>>);

impl Shelf {
    /// With these on it.
    #[must_use]
    pub fn of(resources: &[Value]) -> Self {
        let mut shelf = Self::default();
        for resource in resources {
            let text = |name: &str| resource.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            shelf.put(&text("resourceType"), &text("id"), resource.clone());
        }
        shelf
    }

    /// Stores a version, and adds what servers add: version, time, a tag of its own. True when it is the first.
    pub fn put(&mut self, kind: &str, id: &str, mut resource: Value) -> bool {
        let versions = self.0.entry((kind.to_owned(), id.to_owned())).or_default();
        let number = versions.len() + 1;
        if let Some(all) = resource.as_object_mut() {
            all.insert("id".to_owned(), id.into());
            let meta = all.entry("meta").or_insert_with(|| json!({}));
            if let Some(meta) = meta.as_object_mut() {
                meta.insert("versionId".to_owned(), number.to_string().into());
                meta.insert("lastUpdated".to_owned(), "2026-01-01T00:00:00.000Z".into());
                let tags = meta.entry("tag").or_insert_with(|| json!([]));
                if let Some(tags) = tags.as_array_mut() {
                    tags.insert(0, json!({ "system": "urn:stand-in", "code": "received" }));
                }
            }
        }
        versions.push(resource);
        number == 1
    }

    /// The newest version.
    #[must_use]
    pub fn get(&self, kind: &str, id: &str) -> Option<&Value> {
        self.0.get(&(kind.to_owned(), id.to_owned()))?.last()
    }

    /// How many versions there are of one resource.
    #[must_use]
    pub fn versions(&self, kind: &str, id: &str) -> usize {
        self.0.get(&(kind.to_owned(), id.to_owned())).map_or(0, Vec::len)
    }

    /// The newest version of each resource of one type.
    #[must_use]
    pub fn all(&self, kind: &str) -> Vec<&Value> {
        self.0.iter().filter(|((k, _), _)| k == kind).filter_map(|(_, versions)| versions.last()).collect()
    }

    /// How many resources of one type there are.
    #[must_use]
    pub fn count(&self, kind: &str) -> usize {
        self.all(kind).len()
    }

    /// Those of one type that bear an identifier `system|value`.
    #[must_use]
    pub fn with_identifier(&self, kind: &str, identifier: &str) -> Vec<&Value> {
        self.all(kind).into_iter().filter(|resource| bears(resource, identifier)).collect()
    }
}

/// Whether a resource bears an identifier `system|value`.
pub(crate) fn bears(resource: &Value, identifier: &str) -> bool {
    let text = |one: &Value, name: &str| one.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let is = |one: &Value| format!("{}|{}", text(one, "system"), text(one, "value")) == identifier;
    match resource.get("identifier") {
        Some(Value::Array(all)) => all.iter().any(is),
        Some(one) => is(one),
        None => false,
    }
}
