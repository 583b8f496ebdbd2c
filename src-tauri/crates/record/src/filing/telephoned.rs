//! A result taken over the telephone: one preliminary Observation for each row, and a preliminary report over them.
//! Never final: the laboratory's own electronic result is, when it comes.

use std::collections::BTreeSet;

use forms::definition::item::{Item, OptionItem};
use forms::{Answer, NodeId};
use serde_json::{Value, json};

use super::frame::Frame;
use super::values::{gap, in_words, ucum, with};
use super::{BuildProblem, Built, codes};
use crate::SignedRecord;

/// The form this is about, and the names of its questions.
pub(super) const FORM: &str = "telephoned-result";
const ROW: &str = "result";
const TEST: &str = "test";
const VALUE: &str = "value";
const UNIT: &str = "unit";
const RANGE: &str = "range";
const FLAG: &str = "flag";
const SAMPLED: &str = "sample.time";
const CALLER: &str = "caller";
const READ_BACK: &str = "readback";
/// The answer that says the caller agreed with what was read back.
const AGREED: &str = "agreed";

pub(super) fn is_one(record: &SignedRecord) -> bool {
    record.form.id == FORM
}

pub(super) fn build(frame: &Frame<'_>) -> Result<Vec<Built>, BuildProblem> {
    if !is_one(frame.record) {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for row in rows(frame) {
        all.push(result(frame, row)?);
    }
    if all.is_empty() {
        return Err(BuildProblem::NoResult);
    }
    all.push(report(frame, &all));
    Ok(all)
}

fn result(frame: &Frame<'_>, row: usize) -> Result<Built, BuildProblem> {
    const KIND: &str = "Observation";
    let id = frame.part(&format!("{ROW}/{VALUE}"), row, KIND);
    let at = |link_id: &str| frame.record.answers.get(&NodeId(format!("{ROW}[{row}]/{link_id}")));
    let wrong = |link_id: &str| BuildProblem::Answer(format!("{ROW}[{row}]/{link_id}"));
    let code = concept(frame, TEST, at(TEST)).ok_or_else(|| wrong(TEST))?;
    let content = json!({
        "identifier": [frame.identifier(id)],
        "status": "preliminary",
        "category": codes::category("laboratory"),
        "code": code,
        "subject": frame.subject(),
        "encounter": frame.encounter(),
        "effectiveDateTime": sampled_at(frame),
        "issued": frame.recorded_at(),
        "performer": [laboratory(frame)],
        "note": [{ "text": note(frame) }],
        "interpretation": at(FLAG).and_then(|flag| concept(frame, FLAG, Some(flag))).map(|flag| json!([flag])),
        "referenceRange": at(RANGE).and_then(words).map(|range| json!([{ "text": range }])),
    });
    let value = value(frame, at(VALUE), at(UNIT)).ok_or_else(|| wrong(VALUE))?;
    let content = with(content, value);
    Ok(Built { kind: KIND, id, content: frame.resource(KIND, id, content) })
}

fn report(frame: &Frame<'_>, results: &[Built]) -> Built {
    const KIND: &str = "DiagnosticReport";
    let id = frame.part(ROW, 0, KIND);
    let results: Vec<Value> = results.iter().map(|one| json!({ "reference": one.reference() })).collect();
    let category = json!({ "system": "http://terminology.hl7.org/CodeSystem/v2-0074", "code": "LAB" });
    let content = json!({
        "identifier": [frame.identifier(id)],
        "status": "preliminary",
        "category": [{ "coding": [category] }],
        "code": { "text": frame.record.form.title },
        "subject": frame.subject(),
        "encounter": frame.encounter(),
        "effectiveDateTime": sampled_at(frame),
        "issued": frame.recorded_at(),
        "performer": [laboratory(frame)],
        "result": results,
    });
    Built { kind: KIND, id, content: frame.resource(KIND, id, content) }
}

/// When the sample was taken, or the care time when nobody said.
fn sampled_at(frame: &Frame<'_>) -> String {
    match frame.record.answers.get(&NodeId(SAMPLED.to_owned())) {
        Some(Answer::DateTime(at)) => at.clone(),
        Some(_) | None => frame.care_at(),
    }
}

/// The laboratory answers for the result; who received it is the author.
fn laboratory(frame: &Frame<'_>) -> Value {
    let caller = frame.record.answers.get(&NodeId(CALLER.to_owned())).and_then(words);
    let display =
        caller.map_or("Laboratory, by telephone".to_owned(), |who| format!("Laboratory, by telephone: {who}"));
    json!({ "type": "Organization", "display": display })
}

fn note(frame: &Frame<'_>) -> String {
    let read_back = frame.record.answers.get(&NodeId(READ_BACK.to_owned()));
    let agreed = matches!(read_back, Some(Answer::Choice(code)) if code == AGREED);
    format!("{}. {}", if agreed { "Telephoned, read back" } else { "Telephoned" }, frame.downtime_note())
}

/// `value[x]`: a number with its unit, words, or why there is none.
fn value(frame: &Frame<'_>, answer: Option<&Answer>, unit: Option<&Answer>) -> Option<Value> {
    match answer? {
        Answer::Number { digits, unit: own } => {
            let known = frame.item(VALUE).and_then(|item| {
                let unit = own.as_deref().or(item.unit.as_ref().map(|unit| unit.code.as_str()))?;
                item.unit.iter().chain(&item.other_units).find(|one| one.code == unit)
            });
            let value = match known {
                Some(unit) => ucum(digits, &unit.code, &unit.shown)?,
                None => in_words(digits, unit.and_then(|unit| unit_words(frame, unit)).or(own.clone()).as_deref())?,
            };
            Some(json!({ "valueQuantity": value }))
        }
        Answer::Text(text) => {
            let (text, unit) = (text.trim(), unit.and_then(|unit| unit_words(frame, unit)));
            // What is a plain number is sent as one, digits as they were said; `<5` and `positive` stay words.
            Some(match in_words(text, unit.as_deref()).filter(|number| digits_of(number) == text) {
                Some(number) => json!({ "valueQuantity": number }),
                None => json!({ "valueString": unit.map_or(text.to_owned(), |unit| format!("{text} {unit}")) }),
            })
        }
        Answer::Gap { gap: kind, reason } => Some(gap(*kind, reason)),
        Answer::Choice(_) | Answer::Flag(_) | Answer::Date(_) | Answer::DateTime(_) => None,
    }
}

fn digits_of(quantity: &Value) -> String {
    quantity.get("value").map(Value::to_string).unwrap_or_default()
}

fn unit_words(frame: &Frame<'_>, unit: &Answer) -> Option<String> {
    let Answer::Choice(code) = unit else { return words(unit) };
    Some(option(frame.item(UNIT), code).map_or(code, |option| &option.label).clone())
}

/// A concept from a choice or from words.
fn concept(frame: &Frame<'_>, link_id: &str, answer: Option<&Answer>) -> Option<Value> {
    let Answer::Choice(code) = answer? else {
        return words(answer?).map(|text| json!({ "text": text }));
    };
    let option = option(frame.item(link_id), code);
    let text = option.map_or(code, |option| &option.label);
    // A code without its system says nothing to anybody else.
    let codings: Vec<Value> = option
        .into_iter()
        .flat_map(|option| {
            let also = option.also.as_ref().map(|code| (&code.system, &code.code));
            option.system.as_ref().map(|system| (system, &option.code)).into_iter().chain(also)
        })
        .map(|(system, code)| json!({ "system": system, "code": code }))
        .collect();
    Some(if codings.is_empty() { json!({ "text": text }) } else { json!({ "coding": codings, "text": text }) })
}

fn option<'a>(item: Option<&'a Item>, code: &str) -> Option<&'a OptionItem> {
    item?.options.iter().find(|option| option.code == code)
}

/// The rows that hold an answer, in order.
fn rows(frame: &Frame<'_>) -> BTreeSet<usize> {
    let start = format!("{ROW}[");
    let row = |node: &NodeId| node.0.strip_prefix(&start)?.split_once(']')?.0.parse().ok();
    frame.record.answers.keys().filter_map(row).collect()
}

fn words(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Answer::Choice(code) => Some(code.clone()),
        Answer::Number { digits, .. } => Some(digits.clone()),
        Answer::Text(_) | Answer::Flag(_) | Answer::Date(_) | Answer::DateTime(_) | Answer::Gap { .. } => None,
    }
}
