//! One item of a Questionnaire, without its extensions: those are in `load_extension`.

use serde_json::{Map, Value};

use super::item::{Code, Condition, Item, Kind, Operator, OptionItem, OptionKind};
use super::load::ValueSets;
use super::load_extension::{self, option_extensions};
use super::reader::{Reader, under, written};
use crate::Answer;

const ITEM_KEYS: &[&str] = &[
    "id",
    "linkId",
    "text",
    "type",
    "required",
    "repeats",
    "readOnly",
    "maxLength",
    "enableWhen",
    "enableBehavior",
    "answerOption",
    "answerValueSet",
    "initial",
    "code",
    "prefix",
    "extension",
    "item",
];

pub(super) fn item(reader: &mut Reader, object: &Map<String, Value>, place: &str, sets: &ValueSets) -> Item {
    reader.keys(object, place, ITEM_KEYS);
    let link_id = reader.text(object, "linkId", place).unwrap_or_default();
    if link_id.is_empty() {
        reader.refuse(place, "an item has to have a linkId");
    }
    let place = &format!("{place} ({link_id})");
    let kind = kind(reader, object, place);
    let text = reader.text(object, "text", place).unwrap_or_default();
    let prefix = reader.text(object, "prefix", place);
    let mut item = Item {
        link_id,
        label: prefix.map_or(text.clone(), |prefix| format!("{prefix} {text}")),
        kind,
        required: reader.flag(object, "required", place),
        repeats: reader.flag(object, "repeats", place),
        read_only: reader.flag(object, "readOnly", place),
        conditions: conditions(reader, object, place),
        any: reader.text(object, "enableBehavior", place).as_deref() == Some("any"),
        options: options(reader, object, place, sets),
        codes: codes(reader, object, place),
        ..Item::default()
    };
    item.limits.max_length = reader.count(object.get("maxLength"), "maxLength", place);
    for (place, url, extension) in reader.extensions(object, place) {
        load_extension::apply(reader, &mut item, &place, &url, extension);
    }
    item.initial = initial(reader, object, place, kind);
    children(reader, &mut item, object, place, sets);
    fits_together(reader, &item, place);
    item
}

fn kind(reader: &mut Reader, object: &Map<String, Value>, place: &str) -> Kind {
    let name = reader.text(object, "type", place).unwrap_or_default();
    match name.as_str() {
        "group" => Kind::Group,
        "display" => Kind::Display,
        "boolean" => Kind::Boolean,
        "integer" => Kind::Integer,
        "decimal" => Kind::Decimal,
        "quantity" => Kind::Quantity,
        "date" => Kind::Date,
        "dateTime" => Kind::DateTime,
        "time" => Kind::Time,
        "string" => Kind::String,
        "text" => Kind::Text,
        "choice" => Kind::Choice,
        "open-choice" => Kind::OpenChoice,
        _ => {
            reader.refuse(place, format!("items of type \"{name}\" cannot be drawn"));
            Kind::Display
        }
    }
}

/// Under a group, its items; under a question only its help, which becomes a part of it.
fn children(reader: &mut Reader, item: &mut Item, object: &Map<String, Value>, place: &str, sets: &ValueSets) {
    for (place, child) in reader.objects(object, "item", place) {
        let child = self::item(reader, child, &place, sets);
        if item.kind == Kind::Group {
            item.items.push(child);
        } else if child.kind == Kind::Display && child.help.is_some() {
            item.help = child.help;
        } else {
            reader.refuse(&place, "only help may stand under a question");
        }
    }
}

fn fits_together(reader: &mut Reader, item: &Item, place: &str) {
    let choice = matches!(item.kind, Kind::Choice | Kind::OpenChoice);
    if item.repeats && item.kind != Kind::Group {
        reader.refuse(place, "only a group may repeat");
    }
    if choice && item.options.is_empty() {
        reader.refuse(place, "a choice needs its options in the form");
    }
    if !choice && !item.options.is_empty() {
        reader.refuse(place, "only a choice may have options");
    }
    if item.past && item.kind != Kind::DateTime {
        reader.refuse(place, "bc-past can only be on a dateTime");
    }
    if item.required && !item.kind.asks() {
        reader.refuse(place, "only a question may be required");
    }
    if item.label.is_empty() && item.kind.asks() && !item.hidden {
        reader.refuse(place, "a question needs its text");
    }
    let limits = [&item.limits.min, &item.limits.max, &item.limits.warn_below, &item.limits.warn_above];
    if item.kind.is_number() && limits.into_iter().flatten().any(|limit| crate::number::Decimal::parse(limit).is_none())
    {
        reader.refuse(place, "a limit of a number has to be a number");
    }
}

fn conditions(reader: &mut Reader, object: &Map<String, Value>, place: &str) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for (place, condition) in reader.objects(object, "enableWhen", place) {
        let question = reader.text(condition, "question", &place).unwrap_or_default();
        let operator = match reader.text(condition, "operator", &place).as_deref() {
            Some("exists") => Operator::Exists,
            Some("=") => Operator::Equal,
            Some("!=") => Operator::NotEqual,
            Some(">") => Operator::Above,
            Some("<") => Operator::Below,
            Some(">=") => Operator::AtLeast,
            Some("<=") => Operator::AtMost,
            other => {
                reader.refuse(&place, format!("operator {} is not known", other.unwrap_or("(none)")));
                continue;
            }
        };
        let answer = condition.iter().find(|(key, _)| key.starts_with("answer")).and_then(|(_, value)| written(value));
        let Some(answer) = answer else {
            reader.refuse(&place, "enableWhen needs an answer to compare with");
            continue;
        };
        let known = |key: &str| matches!(key, "question" | "operator" | "id") || key.starts_with("answer");
        if let Some(other) = condition.keys().find(|key| !known(key)) {
            reader.refuse(&place, format!("\"{other}\" is not in the form language"));
        }
        conditions.push(Condition { question, operator, answer });
    }
    conditions
}

fn options(reader: &mut Reader, object: &Map<String, Value>, place: &str, sets: &ValueSets) -> Vec<OptionItem> {
    let mut options = Vec::new();
    if let Some(set) = reader.text(object, "answerValueSet", place) {
        match sets.get(&set) {
            Some(held) => options.extend(held.iter().cloned()),
            None => reader.refuse(place, format!("the value set {set} is not in the form")),
        }
    }
    for (place, option) in reader.objects(object, "answerOption", place) {
        if reader.flag(option, "initialSelected", &place) {
            reader.refuse(&place, "nothing may be chosen at first");
        }
        options.extend(self::option(reader, option, &place));
    }
    let repeated =
        options.iter().enumerate().find(|(at, one)| options.iter().skip(at + 1).any(|two| two.code == one.code));
    if let Some((_, option)) = repeated {
        reader.refuse(place, format!("option {} is there twice", option.code));
    }
    options
}

fn option(reader: &mut Reader, option: &Map<String, Value>, place: &str) -> Option<OptionItem> {
    reader.keys(option, place, &["valueCoding", "valueString", "valueInteger", "initialSelected", "extension", "id"]);
    let plain = |text: String, holds| OptionItem {
        code: text.clone(),
        label: text,
        system: None,
        also: None,
        said: None,
        ordinal: None,
        holds,
    };
    let mut read = match (option.get("valueCoding"), option.get("valueString"), option.get("valueInteger")) {
        (Some(Value::Object(held)), None, None) => coding(reader, held, place),
        (None, Some(Value::String(text)), None) => Some(plain(text.clone(), OptionKind::Words)),
        (None, None, Some(Value::Number(number))) => Some(plain(number.to_string(), OptionKind::Whole)),
        _ => {
            reader.refuse(place, "an option is one valueCoding, valueString or valueInteger");
            None
        }
    }?;
    option_extensions(reader, option, place, &mut read);
    Some(read)
}

/// A coding as an option.
pub(super) fn coding(reader: &mut Reader, held: &Map<String, Value>, place: &str) -> Option<OptionItem> {
    reader.keys(held, place, &["system", "version", "code", "display", "extension", "id", "userSelected"]);
    let Some(code) = reader.text(held, "code", place) else {
        reader.refuse(place, "an option has to have a code");
        return None;
    };
    let label = reader.text(held, "display", place).unwrap_or_else(|| code.clone());
    let system = reader.text(held, "system", place);
    let mut option =
        OptionItem { code, label, system, also: None, said: None, ordinal: None, holds: OptionKind::Coding };
    option_extensions(reader, held, place, &mut option);
    Some(option)
}

fn codes(reader: &mut Reader, object: &Map<String, Value>, place: &str) -> Vec<Code> {
    let held = reader.objects(object, "code", place);
    held.into_iter().filter_map(|(place, code)| self::code(reader, code, &place)).collect()
}

/// A code that has to have its system.
pub(super) fn code(reader: &mut Reader, held: &Map<String, Value>, place: &str) -> Option<Code> {
    reader.keys(held, place, &["system", "version", "code", "display", "id", "userSelected"]);
    let display = reader.text(held, "display", place);
    let (system, code) = (reader.text(held, "system", place), reader.text(held, "code", place));
    if system.is_none() || code.is_none() {
        reader.refuse(place, "a code has to have a system and a code");
    }
    Some(Code { system: system?, code: code?, display })
}

fn initial(reader: &mut Reader, object: &Map<String, Value>, place: &str, kind: Kind) -> Option<Answer> {
    let held = reader.objects(object, "initial", place);
    if held.len() > 1 {
        reader.refuse(place, "only one initial value can be used");
    }
    let (place, held) = held.into_iter().next()?;
    let text = held.iter().find(|(key, _)| key.starts_with("value")).and_then(|(_, value)| written(value));
    let Some(text) = text else {
        reader.refuse(&under(&place, "value"), "the initial value cannot be read");
        return None;
    };
    match kind {
        Kind::Group | Kind::Display => {
            reader.refuse(&place, "only a question may have an initial value");
            None
        }
        Kind::Boolean => Some(Answer::Flag(text == "true")),
        Kind::Integer | Kind::Decimal | Kind::Quantity => Some(Answer::Number { digits: text, unit: None }),
        Kind::Date => Some(Answer::Date(text)),
        Kind::DateTime => Some(Answer::DateTime(text)),
        Kind::Time | Kind::String | Kind::Text => Some(Answer::Text(text)),
        Kind::Choice | Kind::OpenChoice => Some(Answer::Choice(text)),
    }
}
