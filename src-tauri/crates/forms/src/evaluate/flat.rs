//! Answers as `{linkId: value}`. Rows of a repeating group are a list under its linkId, or named: `result[0]/value`.

use serde_json::{Map, Value};

use super::{Reading, value};
use crate::definition::item::Item;
use crate::live::{MOST_ROWS, path_of};
use crate::{Definition, NodeId};

pub(super) fn read(definition: &Definition, object: &Map<String, Value>, reading: &mut Reading) {
    for (key, value) in object {
        one(definition, key, "", value, reading);
    }
}

fn one(definition: &Definition, key: &str, row: &str, value: &Value, reading: &mut Reading) {
    let name = key.rsplit('/').next().unwrap_or(key);
    let link_id = name.split('[').next().unwrap_or(name);
    let item = definition.item(link_id);
    let (Some(item), Some(path)) = (item, path_of(definition, link_id)) else {
        reading.refuse(key, format!("the form has no item {key}"));
        return;
    };
    if item.repeats {
        rows(definition, item, row, value, reading);
    } else if key.contains(['[', '/']) {
        match named(key, link_id, &path) {
            Some(node) => put(item, node, value, reading),
            None => reading.refuse(key, format!("the form has no item {key}")),
        }
    } else if let Value::Array(values) = value
        && path.len() == 1
    {
        let group = path.first().map_or("", String::as_str);
        for (index, value) in values.iter().take(MOST_ROWS).enumerate() {
            put(item, format!("{group}[{index}]/{link_id}"), value, reading);
        }
        too_many(values.len(), link_id, reading);
    } else {
        // Without a row, the row we are in, and else the first.
        let inside: String = path.iter().map(|group| format!("{group}[0]/")).collect();
        let within = if row.is_empty() { &inside } else { row };
        put(item, format!("{within}{link_id}"), value, reading);
    }
}

/// `a[0]/b[2]/c`, when its groups are those the item is in.
fn named(key: &str, link_id: &str, path: &[String]) -> Option<String> {
    let mut segments: Vec<&str> = key.split('/').collect();
    let last = segments.pop()?;
    let fits = last == link_id
        && segments.len() == path.len()
        && segments.iter().zip(path).all(|(segment, group)| {
            let index = segment.strip_prefix(group.as_str()).and_then(|rest| rest.strip_prefix('[')?.strip_suffix(']'));
            index.is_some_and(|index| {
                index.parse::<usize>().is_ok_and(|row| row < MOST_ROWS && row.to_string() == index)
            })
        });
    fits.then(|| key.to_owned())
}

fn rows(definition: &Definition, group: &Item, row: &str, value: &Value, reading: &mut Reading) {
    let single = std::slice::from_ref(value);
    let rows = match value {
        Value::Array(rows) => rows.as_slice(),
        Value::Object(_) => single,
        Value::Null => return,
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            reading.refuse(&group.link_id, format!("{} needs a list of rows", group.label));
            return;
        }
    };
    for (index, held) in rows.iter().take(MOST_ROWS).enumerate() {
        let row = format!("{row}{}[{index}]/", group.link_id);
        match held {
            Value::Object(answers) => {
                for (key, value) in answers {
                    one(definition, key, &row, value, reading);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                reading.refuse(&group.link_id, format!("row {} of {} is not an object", index + 1, group.label))
            }
        }
    }
    too_many(rows.len(), &group.link_id, reading);
}

fn too_many(rows: usize, link_id: &str, reading: &mut Reading) {
    if rows > MOST_ROWS {
        reading.refuse(link_id, format!("there can be {MOST_ROWS} rows, and {rows} were given"));
    }
}

/// Puts one answer, or says what is wrong with it.
pub(super) fn put(item: &Item, node: String, value: &Value, reading: &mut Reading) {
    if value.is_null() {
        return;
    }
    if item.is_worked_out() {
        reading.given.push((item.link_id.clone(), value.clone()));
        return;
    }
    match value::answer(item, value) {
        Ok(Some(answer)) => {
            if reading.answers.insert(NodeId(node), answer).is_some() {
                reading.refuse(&item.link_id, format!("{} is answered twice", item.label));
            }
        }
        Ok(None) => {}
        Err(message) => reading.refuse(&item.link_id, message),
    }
}
