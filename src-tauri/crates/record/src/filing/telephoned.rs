//! A result taken over the telephone: one preliminary Observation for each row, and a preliminary report over them.
//! Never final: the laboratory's own electronic result is, when it comes.

use forms::{Answer, NodeId};
use serde_json::{Value, json};

use super::frame::Frame;
use super::questions::Question;
use super::response::{absent, quantity, rows};
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
const SAMPLED: &str = "sampled-at";
const REPORTED_BY: &str = "reported-by";
const READ_BACK: &str = "read-back";

pub(super) fn is_one(record: &SignedRecord) -> bool {
    record.form.id == FORM
}

pub(super) fn build(frame: &Frame<'_>) -> Result<Vec<Built>, BuildProblem> {
    if !is_one(frame.record) {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for row in rows(frame, ROW) {
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
    let mut content = json!({
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
    if let (Some(all), Value::Object(value)) =
        (content.as_object_mut(), value(frame, at(VALUE), at(UNIT)).ok_or_else(|| wrong(VALUE))?)
    {
        all.extend(value);
    }
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
        _ => frame.care_at(),
    }
}

/// The laboratory answers for the result; who received it is the author.
fn laboratory(frame: &Frame<'_>) -> Value {
    let caller = frame.record.answers.get(&NodeId(REPORTED_BY.to_owned())).and_then(words);
    let display =
        caller.map_or("Laboratory, by telephone".to_owned(), |who| format!("Laboratory, by telephone: {who}"));
    json!({ "type": "Organization", "display": display })
}

fn note(frame: &Frame<'_>) -> String {
    let read_back = frame.record.answers.get(&NodeId(READ_BACK.to_owned()));
    let how = if matches!(read_back, Some(Answer::Flag(true))) { "Telephoned, read back" } else { "Telephoned" };
    format!("{how}. {}", frame.downtime_note())
}

/// `value[x]`: a number with its unit, words, or why there is none.
fn value(frame: &Frame<'_>, answer: Option<&Answer>, unit: Option<&Answer>) -> Option<Value> {
    match answer? {
        Answer::Number { digits, unit: own } => {
            let question = frame.form.question(VALUE)?;
            let mut value = quantity(question, digits, own.as_deref())?;
            if let (Some(all), Some(unit)) = (value.as_object_mut(), unit.and_then(|unit| unit_words(frame, unit))) {
                all.insert("unit".to_owned(), unit.into());
            }
            Some(json!({ "valueQuantity": value }))
        }
        Answer::Text(text) => {
            let unit = unit.and_then(|unit| unit_words(frame, unit));
            Some(json!({ "valueString": unit.map_or_else(|| text.clone(), |unit| format!("{text} {unit}")) }))
        }
        Answer::Gap { gap, .. } => {
            let (code, words) = absent(*gap);
            let system = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
            Some(json!({ "dataAbsentReason": { "coding": [{ "system": system, "code": code }], "text": words } }))
        }
        Answer::Choice(_) | Answer::Flag(_) | Answer::Date(_) | Answer::DateTime(_) => None,
    }
}

fn unit_words(frame: &Frame<'_>, unit: &Answer) -> Option<String> {
    match unit {
        Answer::Choice(code) => Some(option_words(frame.form.question(UNIT)?, code)),
        other => words(other),
    }
}

/// A concept from a choice or from words.
fn concept(frame: &Frame<'_>, link_id: &str, answer: Option<&Answer>) -> Option<Value> {
    match answer? {
        Answer::Choice(code) => {
            let question = frame.form.question(link_id)?;
            let mut concept = json!({ "text": option_words(question, code) });
            // A code without its system says nothing to anybody else.
            if let (Some(all), Some(coding)) = (concept.as_object_mut(), question.option(code)) {
                if coding.get("system").is_some() {
                    all.insert("coding".to_owned(), json!([coding]));
                }
            }
            Some(concept)
        }
        other => words(other).map(|text| json!({ "text": text })),
    }
}

fn option_words(question: &Question, code: &str) -> String {
    let display = question.option(code).and_then(|coding| coding.get("display")).and_then(Value::as_str);
    display.unwrap_or(code).to_owned()
}

fn words(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Answer::Choice(code) => Some(code.clone()),
        Answer::Number { digits, .. } => Some(digits.clone()),
        Answer::Text(_) | Answer::Flag(_) | Answer::Date(_) | Answer::DateTime(_) | Answer::Gap { .. } => None,
    }
}
