//! Servers that choose their own ids: search by identifier, conditional create, then count. A second copy stops all.

use std::collections::BTreeMap;

use record::filing::{Filing, Outgoing};
use serde_json::Value;

use super::RefusedBy;
use super::found::{Search, bears, query, reference, search};
use super::reply::{Said, sort};
use super::send::Stop;
use super::target::Target;

/// Where each of our resources lives at the target, when that is not under our own id.
#[derive(Default)]
pub(super) struct Homes(BTreeMap<String, String>);

impl Homes {
    /// `Observation/…` at the target.
    pub(super) fn of(&self, one: &Outgoing) -> String {
        let ours = format!("{}/{}", one.kind, one.id);
        self.0.get(&ours).cloned().unwrap_or(ours)
    }

    /// The bytes to send and to compare with: ours, but for references to what lives elsewhere.
    pub(super) fn body(&self, one: &Outgoing) -> String {
        let ours = format!("{}/{}", one.kind, one.id);
        if self.0.is_empty() {
            return one.body.clone();
        }
        let Ok(mut body) = serde_json::from_str::<Value>(&one.body) else { return one.body.clone() };
        self.rehome(&mut body);
        if let (Some(all), true) = (body.as_object_mut(), self.0.contains_key(&ours)) {
            all.remove("id");
        }
        body.to_string()
    }

    fn rehome(&self, value: &mut Value) {
        match value {
            Value::Object(all) => {
                let theirs = all.get("reference").and_then(Value::as_str).and_then(|ours| self.0.get(ours));
                if let Some(theirs) = theirs.cloned() {
                    all.insert("reference".to_owned(), theirs.into());
                }
                all.values_mut().for_each(|value| self.rehome(value));
            }
            Value::Array(all) => all.iter_mut().for_each(|value| self.rehome(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// Sees to it that the target holds exactly one copy, and notes where.
pub(super) fn place(target: &Target, filing: &Filing, one: &Outgoing, homes: &mut Homes) -> Result<(), Stop> {
    if find(target, filing, one, homes)? {
        return Ok(());
    }
    let key = Key::of(filing, one, homes)?;
    let condition = query(&one.kind, &[(key.term, &key.value)]);
    let condition = condition.split_once('?').map_or("", |(_, terms)| terms);
    let answer = target.client.post(&one.kind, without_id(one, homes).as_bytes(), &[("if-none-exist", condition)]);
    match sort(answer) {
        // A clash says "more than one matches" or "it exists": the count tells.
        Said::Yes(_) | Said::Clash(..) => {}
        Said::NotThere | Said::Gone => {
            return Err(Stop::refused(
                RefusedBy::Server,
                Some(404),
                format!("The server has no place for {}", one.kind),
            ));
        }
        Said::No(status, words) => return Err(Stop::refused(RefusedBy::Server, status, words)),
        Said::Silence(silence) => return Err(Stop::Silence(silence)),
    }
    if find(target, filing, one, homes)? {
        Ok(())
    } else {
        Err(Stop::silence("the server cannot find what it was just sent"))
    }
}

/// Looks for the one copy at the target and notes where it lives.
pub(super) fn find(target: &Target, filing: &Filing, one: &Outgoing, homes: &mut Homes) -> Result<bool, Stop> {
    let key = Key::of(filing, one, homes)?;
    let theirs = count(target, one, &key)?;
    let found = theirs.is_some();
    if let Some(theirs) = theirs {
        homes.0.insert(format!("{}/{}", one.kind, one.id), theirs);
    }
    Ok(found)
}

/// Whether the target, that has nothing under our id, has it under another. A server that cannot be asked has not said so.
pub(super) fn is_elsewhere(target: &Target, filing: &Filing, one: &Outgoing, homes: &Homes) -> Result<bool, Stop> {
    let key = Key::of(filing, one, homes)?;
    match search(target, &one.kind, &[(key.term, &key.value)]) {
        Search::Found { resources, .. } => Ok(resources.iter().any(|found| key.is_of(found))),
        Search::Cannot(..) => Ok(false),
        Search::Silence(silence) => Err(Stop::Silence(silence)),
    }
}

/// The one copy at the target; none when there is none; a stop when there are two.
fn count(target: &Target, one: &Outgoing, key: &Key) -> Result<Option<String>, Stop> {
    let (resources, more) = match search(target, &one.kind, &[(key.term, &key.value)]) {
        Search::Found { resources, more } => (resources, more),
        Search::Cannot(status, words) => return Err(Stop::refused(RefusedBy::Server, status, words)),
        Search::Silence(silence) => return Err(Stop::Silence(silence)),
    };
    if resources.iter().any(|found| !key.is_of(found)) {
        let words = format!("The server cannot be asked for {} by what marks it as ours", one.kind);
        return Err(Stop::refused(RefusedBy::Server, None, words));
    }
    if resources.len() > 1 || more {
        let words = format!("The target holds more than one copy of this {}. Nothing more was sent.", one.kind);
        return Err(Stop::refused(RefusedBy::Server, None, words));
    }
    Ok(resources.first().and_then(reference))
}

/// What marks a resource as ours at the target.
struct Key {
    term: &'static str,
    value: String,
    system: String,
    number: String,
}

impl Key {
    /// Its identifier; for a Provenance, which has none, the response it is about.
    fn of(filing: &Filing, one: &Outgoing, homes: &Homes) -> Result<Self, Stop> {
        let key = if one.kind == "Provenance" { Self::about(filing, homes) } else { Self::identifier(one) };
        key.ok_or_else(|| {
            Stop::refused(RefusedBy::Server, None, format!("{} cannot be told apart at the target", one.kind))
        })
    }

    fn about(filing: &Filing, homes: &Homes) -> Option<Self> {
        let response = filing.resources.iter().find(|other| other.kind == "QuestionnaireResponse")?;
        let value = homes.of(response);
        Some(Self { term: "target", value, system: String::new(), number: String::new() })
    }

    fn identifier(one: &Outgoing) -> Option<Self> {
        let body: Value = serde_json::from_str(&one.body).ok()?;
        let identifier = body.get("identifier")?;
        let identifier = identifier.get(0).unwrap_or(identifier);
        let text = |name: &str| identifier.get(name).and_then(Value::as_str).map(str::to_owned);
        let (system, number) = (text("system")?, text("value")?);
        Some(Self { term: "identifier", value: format!("{system}|{number}"), system, number })
    }

    fn is_of(&self, found: &Value) -> bool {
        if self.term == "identifier" {
            return bears(found, &self.system, &self.number);
        }
        let targets = found.get("target").and_then(Value::as_array);
        targets
            .into_iter()
            .flatten()
            .any(|one| one.get("reference").and_then(Value::as_str) == Some(self.value.as_str()))
    }
}

fn without_id(one: &Outgoing, homes: &Homes) -> String {
    let body = homes.body(one);
    let Ok(mut value) = serde_json::from_str::<Value>(&body) else { return body };
    if let Some(all) = value.as_object_mut() {
        all.remove("id");
    }
    value.to_string()
}
