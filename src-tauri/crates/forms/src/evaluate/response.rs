//! Answers as a QuestionnaireResponse.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Reading, flat::put};
use crate::Definition;
use crate::definition::item::{Item, Kind};
use crate::live::MOST_ROWS;

pub(super) fn read(definition: &Definition, response: &Map<String, Value>, reading: &mut Reading) {
    let canonical = response.get("questionnaire").and_then(Value::as_str).unwrap_or_default();
    let url = canonical.split('|').next().unwrap_or_default();
    if !url.is_empty() && !definition.url.is_empty() && url != definition.url {
        reading.refuse("", "these answers are for another form");
        return;
    }
    items(&definition.items, response, "", reading);
}

fn items(known: &[Item], holder: &Map<String, Value>, row: &str, reading: &mut Reading) {
    let Some(held) = holder.get("item") else { return };
    let Some(held) = held.as_array() else {
        reading.refuse("", "\"item\" has to be a list");
        return;
    };
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in held {
        let link_id = entry.get("linkId").and_then(Value::as_str);
        let (Some(entry), Some(link_id)) = (entry.as_object(), link_id) else {
            reading.refuse("", "an item of the response has no linkId");
            continue;
        };
        let Some(item) = known.iter().find(|item| item.link_id == link_id) else {
            reading.refuse(link_id, format!("the form has no item {link_id} here"));
            continue;
        };
        let seen = rows.entry(&item.link_id).or_default();
        let index = *seen;
        *seen += 1;
        match (item.kind, item.repeats) {
            (Kind::Group, true) if index < MOST_ROWS => {
                items(&item.items, entry, &format!("{row}{link_id}[{index}]/"), reading);
            }
            (Kind::Group, false) if index == 0 => items(&item.items, entry, row, reading),
            (Kind::Display, _) => {}
            _ if index == 0 => question(item, entry, row, reading),
            _ => reading.refuse(link_id, format!("{} is there too often", item.label)),
        }
    }
}

fn question(item: &Item, entry: &Map<String, Value>, row: &str, reading: &mut Reading) {
    let empty = Vec::new();
    let answers = match entry.get("answer") {
        None => &empty,
        Some(Value::Array(answers)) => answers,
        Some(_) => {
            reading.refuse(&item.link_id, "\"answer\" has to be a list");
            return;
        }
    };
    if answers.len() > 1 {
        reading.refuse(&item.link_id, format!("{} takes one answer", item.label));
    }
    let Some(answer) = answers.first() else { return };
    let node = format!("{row}{}", item.link_id);
    let value = answer.as_object().and_then(|answer| {
        let value = answer.iter().find(|(key, _)| key.starts_with("value")).map(|(_, value)| value.clone());
        value.or_else(|| answer.iter().find(|(key, _)| key.starts_with("_value")).and_then(|(_, value)| gap(value)))
    });
    match value {
        Some(value) => put(item, node, &value, reading),
        None => reading.refuse(&item.link_id, format!("the answer to {} cannot be read", item.label)),
    }
}

/// A gap as `response` writes it.
fn gap(value: &Value) -> Option<Value> {
    let extensions = value.get("extension")?.as_array()?;
    let ours = extensions
        .iter()
        .find(|one| one.get("url").and_then(Value::as_str).is_some_and(|url| url.ends_with("/bc-gap")))?;
    let part = |name: &str, key: &str| {
        let parts = ours.get("extension")?.as_array()?;
        parts.iter().find(|part| part.get("url").and_then(Value::as_str) == Some(name))?.get(key).cloned()
    };
    Some(json!({ "gap": part("gap", "valueCode")?, "reason": part("reason", "valueString")? }))
}
