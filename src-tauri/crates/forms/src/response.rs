//! The answers as a FHIR QuestionnaireResponse: only what is asked now, and only what can stand.

use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value, json};

use crate::Gap;
use crate::definition::item::{Item, Kind, OptionItem, OptionKind};
use crate::held::Held;
use crate::live::{Live, Spot};

const IDENTIFIER: &str = "https://holdfast.invalid/fhir/identifier/downtime-record";
const OURS: &str = "https://holdfast.invalid/fhir/StructureDefinition/";
const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// Who and what a QuestionnaireResponse names, beyond the answers (§5.3).
#[derive(Debug, Clone)]
pub struct ResponseFacts<'a> {
    /// The record's own id: `id` and identifier value.
    pub id: &'a str,
    /// When it was signed.
    pub authored: DateTime<FixedOffset>,
    /// Reference to the patient: `Patient/123`.
    pub subject: &'a str,
    /// Reference to the stay.
    pub encounter: Option<&'a str>,
    /// Reference to who signed.
    pub author: Option<&'a str>,
    /// Name of who signed.
    pub author_name: &'a str,
}

/// A completed response. When care was given is an extension: R4 has no field for it.
pub(crate) fn completed(live: &Live<'_>, care_at: DateTime<FixedOffset>, facts: &ResponseFacts<'_>) -> Value {
    let mut response = resource(live);
    let mut put = |key: &str, value: Value| {
        if let Some(object) = response.as_object_mut() {
            object.insert(key.to_owned(), value);
        }
    };
    put("id", json!(facts.id));
    put("identifier", json!({ "system": IDENTIFIER, "value": facts.id }));
    put("status", json!("completed"));
    put("subject", json!({ "reference": facts.subject }));
    put("authored", json!(facts.authored.to_rfc3339()));
    let mut author = Map::from_iter([("display".to_owned(), json!(facts.author_name))]);
    author.extend(facts.author.map(|reference| ("reference".to_owned(), json!(reference))));
    put("author", Value::Object(author));
    if let Some(encounter) = facts.encounter {
        put("encounter", json!({ "reference": encounter }));
    }
    let occurred = json!([{ "url": format!("{OURS}bc-occurred-at"), "valueDateTime": care_at.to_rfc3339() }]);
    put("extension", occurred);
    response
}

/// The form and its answers alone: what expressions are worked out over.
pub(crate) fn resource(live: &Live<'_>) -> Value {
    let definition = live.definition;
    let canonical = match definition.version.as_str() {
        "" => definition.url.clone(),
        version => format!("{}|{version}", definition.url),
    };
    json!({
        "resourceType": "QuestionnaireResponse",
        "questionnaire": canonical,
        "status": "in-progress",
        "item": items(live, None),
    })
}

fn items(live: &Live<'_>, parent: Option<usize>) -> Vec<Value> {
    let mut items = Vec::new();
    for (at, spot) in live.under(parent).filter(|(_, spot)| spot.enabled) {
        let mut item = Map::from_iter([("linkId".to_owned(), json!(spot.item.link_id))]);
        if !spot.item.label.is_empty() {
            item.insert("text".to_owned(), json!(spot.item.label));
        }
        let (key, inside) = if spot.item.kind == Kind::Group {
            ("item", items_of_group(live, at))
        } else {
            ("answer", answer(live, spot).into_iter().collect())
        };
        if !inside.is_empty() {
            item.insert(key.to_owned(), Value::Array(inside));
            items.push(Value::Object(item));
        }
    }
    items
}

fn items_of_group(live: &Live<'_>, at: usize) -> Vec<Value> {
    items(live, Some(at))
}

fn answer(live: &Live<'_>, spot: &Spot<'_>) -> Option<Value> {
    if let Some(value) = live.calculated.get(&spot.node) {
        return Some(one(value_key(spot.item), value.clone()));
    }
    if let Some((gap, reason)) = live.gaps.get(&spot.node) {
        return Some(one(&format!("_{}", value_key(spot.item)), json!({ "extension": absent(*gap, reason) })));
    }
    let (key, value) = held_value(spot.item, live.held.get(&spot.node)?);
    Some(one(key, value))
}

fn one(key: &str, value: Value) -> Value {
    Value::Object(Map::from_iter([(key.to_owned(), value)]))
}

/// Why there is no value: the FHIR reason, and ours, which is finer and has its words.
fn absent(gap: Gap, reason: &str) -> Value {
    json!([
        { "url": ABSENT, "valueCode": gap.data_absent_reason() },
        { "url": format!("{OURS}bc-gap"), "extension": [
            { "url": "gap", "valueCode": gap.code() },
            { "url": "reason", "valueString": reason },
        ] },
    ])
}

fn value_key(item: &Item) -> &'static str {
    match item.kind {
        Kind::Boolean => "valueBoolean",
        Kind::Integer => "valueInteger",
        Kind::Decimal => "valueDecimal",
        Kind::Quantity => "valueQuantity",
        Kind::Date => "valueDate",
        Kind::DateTime => "valueDateTime",
        Kind::Time => "valueTime",
        Kind::Choice | Kind::OpenChoice => "valueCoding",
        Kind::Group | Kind::Display | Kind::String | Kind::Text => "valueString",
    }
}

fn held_value(item: &Item, held: &Held) -> (&'static str, Value) {
    match held {
        Held::Number { digits, unit, .. } => (value_key(item), number(item, digits, unit.as_deref())),
        Held::Choice(code) => match item.options.iter().find(|option| option.code == *code) {
            Some(option) => chosen(option),
            None => ("valueString", json!(code)),
        },
        Held::Words(words) => ("valueString", json!(words)),
        Held::Flag(flag) => ("valueBoolean", json!(flag)),
        Held::Day(day) => ("valueDate", json!(day.to_string())),
        Held::Moment(moment) => ("valueDateTime", json!(moment.to_rfc3339())),
        Held::Time(time) => ("valueTime", json!(time.format("%H:%M:%S").to_string())),
    }
}

fn chosen(option: &OptionItem) -> (&'static str, Value) {
    match option.holds {
        OptionKind::Words => ("valueString", json!(option.code)),
        OptionKind::Whole => ("valueInteger", json_number(&option.code)),
        OptionKind::Coding => {
            let mut coding = Map::new();
            if let Some(system) = &option.system {
                coding.insert("system".to_owned(), json!(system));
            }
            coding.insert("code".to_owned(), json!(option.code));
            coding.insert("display".to_owned(), json!(option.label));
            if let Some(points) = &option.ordinal {
                let url = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
                coding.insert("extension".to_owned(), json!([{ "url": url, "valueDecimal": json_number(points) }]));
            }
            ("valueCoding", Value::Object(coding))
        }
    }
}

fn number(item: &Item, digits: &str, unit: Option<&str>) -> Value {
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let value = json_number(if item.kind == Kind::Integer { whole } else { digits });
    if item.kind != Kind::Quantity {
        return value;
    }
    let mut quantity = Map::from_iter([("value".to_owned(), value)]);
    if let Some(code) = unit {
        let known = item.unit.iter().chain(&item.other_units).find(|unit| unit.code == code);
        quantity.insert("unit".to_owned(), json!(known.map_or(code, |unit| unit.shown.as_str())));
        if known.is_some() {
            quantity.insert("system".to_owned(), json!("http://unitsofmeasure.org"));
            quantity.insert("code".to_owned(), json!(code));
        }
    }
    Value::Object(quantity)
}

/// The digits as they were typed, 37.0 staying 37.0; only zeros in front are dropped, which JSON does not allow.
fn json_number(digits: &str) -> Value {
    let (sign, rest) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let bare = rest.trim_start_matches('0');
    let bare = if bare.is_empty() || bare.starts_with('.') { format!("0{bare}") } else { bare.to_owned() };
    serde_json::from_str(&format!("{sign}{bare}")).unwrap_or(Value::Null)
}
