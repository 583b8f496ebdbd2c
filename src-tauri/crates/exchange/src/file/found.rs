//! Searching a server: what it found, counted honestly.

use serde_json::Value;

use super::Silence;
use super::reply::{Said, json, sort};
use super::target::Target;

/// What a search gave.
pub(super) enum Search {
    /// These, and `more` when the server holds others beyond them.
    Found { resources: Vec<Value>, more: bool },
    /// It does not search this way.
    Cannot(Option<u16>, String),
    /// No whole answer.
    Silence(Silence),
}

/// `Patient?identifier=system|value`, with everything escaped.
pub(super) fn query(kind: &str, terms: &[(&str, &str)]) -> String {
    let escaped = reqwest::Url::parse_with_params("http://localhost/", terms);
    let query = escaped.ok().and_then(|url| url.query().map(str::to_owned)).unwrap_or_default();
    format!("{kind}?{query}")
}

pub(super) fn search(target: &Target, kind: &str, terms: &[(&str, &str)]) -> Search {
    let reply = match sort(target.client.get(&query(kind, terms))) {
        Said::Yes(reply) => reply,
        Said::Silence(silence) => return Search::Silence(silence),
        Said::NotThere | Said::Gone => return Search::Cannot(Some(404), format!("the server does not search {kind}")),
        Said::No(status, words) => return Search::Cannot(status, words),
        Said::Clash(status, words) => return Search::Cannot(Some(status), words),
    };
    let Some(bundle) = json(&reply).filter(|b| b.get("resourceType").and_then(Value::as_str) == Some("Bundle")) else {
        return Search::Silence(Silence {
            why: "the server's answer to a search is not whole".to_owned(),
            retry_after: None,
        });
    };
    let entries = bundle.get("entry").and_then(Value::as_array);
    let resources: Vec<Value> = entries
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.get("resource"))
        .filter(|resource| resource.get("resourceType").and_then(Value::as_str) == Some(kind))
        .map(|resource| target.plain(resource.clone()))
        .collect();
    let total = bundle.get("total").and_then(Value::as_u64).unwrap_or(0);
    let more = total > resources.len() as u64;
    Search::Found { resources, more }
}

/// `Patient/123` of a resource.
pub(super) fn reference(resource: &Value) -> Option<String> {
    let text = |name: &str| resource.get(name).and_then(Value::as_str);
    Some(format!("{}/{}", text("resourceType")?, text("id").filter(|id| !id.is_empty())?))
}

/// Whether it bears this identifier. A server that ignores a search term answers with everything it has.
pub(super) fn bears(resource: &Value, system: &str, value: &str) -> bool {
    let identifier = resource.get("identifier");
    let text = |one: &Value, name: &str| one.get(name).and_then(Value::as_str).map(str::to_owned);
    let is =
        |one: &Value| text(one, "system").as_deref() == Some(system) && text(one, "value").as_deref() == Some(value);
    match identifier {
        Some(Value::Array(all)) => all.iter().any(is),
        Some(one) => is(one),
        None => false,
    }
}
