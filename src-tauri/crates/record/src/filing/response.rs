//! The QuestionnaireResponse: everything that was answered, in the order of the form.

use std::collections::BTreeSet;

use forms::{Answer, Gap, NodeId};
use serde_json::{Map, Value, json};

use super::digits::number;
use super::frame::Frame;
use super::questions::Question;
use super::{BuildProblem, Built};

const KIND: &str = "QuestionnaireResponse";
const ABSENT: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

pub(super) fn build(frame: &Frame<'_>) -> Result<Built, BuildProblem> {
    // Its id is the record's own.
    let id = frame.record.id.0;
    let content = frame.resource(
        KIND,
        id,
        json!({
            "identifier": frame.identifier(id),
            "questionnaire": format!("{}|{}", frame.form.url, frame.form.version),
            "status": "completed",
            "subject": frame.subject(),
            "encounter": frame.encounter(),
            "authored": frame.recorded_at(),
            "author": frame.author(),
            "item": items(frame, &frame.form.items, "")?,
        }),
    );
    Ok(Built { kind: KIND, id, content })
}

/// The reference every other resource of the record points at.
pub(super) fn reference(frame: &Frame<'_>) -> String {
    format!("{KIND}/{}", frame.record.id)
}

fn items(frame: &Frame<'_>, questions: &[Question], row: &str) -> Result<Value, BuildProblem> {
    let mut all = Vec::new();
    for question in questions {
        if !question.is_group() {
            all.extend(answered(frame, question, row)?);
        } else if question.repeats {
            for index in rows(frame, &question.link_id) {
                let inside = items(frame, &question.items, &format!("{}[{index}]/", question.link_id))?;
                all.extend(group(question, inside));
            }
        } else {
            all.extend(group(question, items(frame, &question.items, row)?));
        }
    }
    Ok(if all.is_empty() { Value::Null } else { Value::Array(all) })
}

fn group(question: &Question, inside: Value) -> Option<Value> {
    if inside.is_null() {
        return None;
    }
    let mut item = head(question);
    item.insert("item".to_owned(), inside);
    Some(Value::Object(item))
}

/// The rows of a repeating group that hold an answer, in order.
pub(super) fn rows(frame: &Frame<'_>, link_id: &str) -> BTreeSet<usize> {
    let start = format!("{link_id}[");
    let row = |node: &NodeId| node.0.strip_prefix(&start)?.split_once(']')?.0.parse().ok();
    frame.record.answers.keys().filter_map(row).collect()
}

fn answered(frame: &Frame<'_>, question: &Question, row: &str) -> Result<Option<Value>, BuildProblem> {
    let node = NodeId(format!("{row}{}", question.link_id));
    let mut item = head(question);
    match frame.record.answers.get(&node) {
        Some(Answer::Gap { gap, reason }) => {
            let mut why = vec![json!({ "url": ABSENT, "valueCode": absent(*gap).0 })];
            if !reason.trim().is_empty() {
                let url = format!("{}/StructureDefinition/gap-reason", frame.context.namespace);
                why.push(json!({ "url": url, "valueString": reason }));
            }
            item.insert("extension".to_owned(), why.into());
        }
        Some(answer) => {
            let value = value(question, answer).ok_or_else(|| BuildProblem::Answer(node.0.clone()))?;
            item.insert("answer".to_owned(), json!([value]));
        }
        None => match total(frame, question) {
            Some(value) => {
                item.insert("answer".to_owned(), json!([value]));
            }
            None => return Ok(None),
        },
    }
    Ok(Some(Value::Object(item)))
}

/// The score that was signed stands at the question it belongs to, though nobody typed it.
fn total(frame: &Frame<'_>, question: &Question) -> Option<Value> {
    let score = frame.record.score.as_ref().filter(|score| score.name == question.link_id)?;
    score.total.map(|total| json!({ "valueInteger": total }))
}

fn head(question: &Question) -> Map<String, Value> {
    let mut item = Map::new();
    item.insert("linkId".to_owned(), question.link_id.clone().into());
    if let Some(text) = &question.text {
        item.insert("text".to_owned(), text.clone().into());
    }
    item
}

/// One answer as `value[x]`, by the type of its question.
fn value(question: &Question, answer: &Answer) -> Option<Value> {
    Some(match (question.kind.as_str(), answer) {
        ("integer", Answer::Number { digits, .. }) => {
            let number = number(digits)?;
            number.to_string().parse::<i32>().ok()?;
            json!({ "valueInteger": number })
        }
        ("decimal", Answer::Number { digits, .. }) => json!({ "valueDecimal": number(digits)? }),
        ("quantity", Answer::Number { digits, unit }) => {
            json!({ "valueQuantity": quantity(question, digits, unit.as_deref())? })
        }
        ("choice" | "open-choice", Answer::Choice(code)) => match question.option(code) {
            Some(coding) => json!({ "valueCoding": coding }),
            None if question.options.is_empty() => json!({ "valueCoding": { "code": code } }),
            None => return None,
        },
        ("open-choice" | "string" | "text", Answer::Text(text)) => json!({ "valueString": text }),
        ("time", Answer::Text(time)) => {
            json!({ "valueTime": if time.len() == 5 { format!("{time}:00") } else { time.clone() } })
        }
        ("boolean", Answer::Flag(flag)) => json!({ "valueBoolean": flag }),
        ("date", Answer::Date(date)) => json!({ "valueDate": date }),
        ("dateTime", Answer::DateTime(at)) => json!({ "valueDateTime": at }),
        (_, _) => return None,
    })
}

/// A number with its unit, the form's own unless another was chosen.
pub(super) fn quantity(question: &Question, digits: &str, unit: Option<&str>) -> Option<Value> {
    let mut quantity = json!({ "value": number(digits)? });
    let own = question.unit.as_ref();
    let (code, shown) = match unit {
        Some(code) => (code, own.filter(|own| own.code == code).map_or(code, |own| own.shown.as_str())),
        None => match own {
            Some(own) => (own.code.as_str(), own.shown.as_str()),
            None => return Some(quantity),
        },
    };
    if let Some(all) = quantity.as_object_mut() {
        all.insert("unit".to_owned(), shown.into());
        all.insert("system".to_owned(), "http://unitsofmeasure.org".into());
        all.insert("code".to_owned(), code.into());
    }
    Some(quantity)
}

/// Why there is no value: the code of data-absent-reason, and words. The choice of code is a draft.
pub(super) fn absent(gap: Gap) -> (&'static str, &'static str) {
    match gap {
        Gap::NotMeasured => ("not-performed", "Not measured"),
        Gap::CannotBeRecorded => ("unknown", "Tried, cannot be recorded"),
    }
}
