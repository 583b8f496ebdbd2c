//! Vital signs and the NEWS2 total as Observations. A gap is said as a gap; a set with a gap has no total.

use forms::{Answer, NodeId};
use serde_json::{Value, json};

use super::codes::{self, Measured};
use super::frame::Frame;
use super::values::{gap, ucum, unanswered, with};
use super::{BuildProblem, Built};

const KIND: &str = "Observation";
/// The forms whose answers are vital signs. Discrete Observations go out for forms on this list alone.
const FORMS: [&str; 2] = ["news2", "vital-signs"];

pub(super) fn build(frame: &Frame<'_>) -> Result<Vec<Built>, BuildProblem> {
    if !FORMS.contains(&frame.record.form.id.as_str()) {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for sign in &codes::MEASURED {
        all.extend(measured(frame, sign)?);
    }
    all.extend(oxygen(frame)?);
    all.extend(pressure(frame)?);
    all.extend(consciousness(frame)?);
    all.extend(total(frame, &all));
    Ok(all)
}

fn measured(frame: &Frame<'_>, sign: &Measured) -> Result<Option<Built>, BuildProblem> {
    let Some(value) = value(frame, sign)? else { return Ok(None) };
    let code = codes::both(sign.snomed, sign.loinc, sign.words);
    Ok(Some(observation(frame, sign.link_id, "vital-signs", code, value)))
}

fn pressure(frame: &Frame<'_>) -> Result<Option<Built>, BuildProblem> {
    let mut parts = Vec::new();
    for sign in &codes::PRESSURES {
        if let Some(value) = value(frame, sign)? {
            parts.push(with(json!({ "code": codes::both(sign.snomed, sign.loinc, sign.words) }), value));
        }
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let code = codes::both(codes::PANEL.0, codes::PANEL.1, "Blood pressure");
    Ok(Some(observation(frame, "bp", "vital-signs", code, json!({ "component": parts }))))
}

/// Air or oxygen: the state is the code itself (UK Core), and the flow its value when there is one.
fn oxygen(frame: &Frame<'_>) -> Result<Option<Built>, BuildProblem> {
    let (code, value) = match answer(frame, "o2") {
        Some(Answer::Choice(choice)) => {
            let code = match choice.as_str() {
                "air" => codes::snomed(codes::AIR, "Breathing air"),
                "oxygen" => codes::snomed(codes::OXYGEN, "On oxygen"),
                _ => return Err(wrong("o2")),
            };
            let value = if let Some(Answer::Number { digits, .. }) = answer(frame, "o2.flow") {
                json!({ "valueQuantity": ucum(digits, "L/min", "L/min").ok_or_else(|| wrong("o2.flow"))? })
            } else {
                json!({ "valueCodeableConcept": code })
            };
            (code, with(value, inspired(frame)?))
        }
        Some(Answer::Gap { gap: kind, reason }) => (json!({ "text": "Air or oxygen" }), gap(*kind, reason)),
        Some(_) => return Err(wrong("o2")),
        None if asked(frame, "o2") => (json!({ "text": "Air or oxygen" }), unanswered()),
        None => return Ok(None),
    };
    Ok(Some(observation(frame, "o2", "exam", code, value)))
}

/// The oxygen percentage as a part, when there is one.
fn inspired(frame: &Frame<'_>) -> Result<Value, BuildProblem> {
    let Some(Answer::Number { digits, .. }) = answer(frame, "o2.fio2") else { return Ok(json!({})) };
    let value = ucum(digits, "%", "%").ok_or_else(|| wrong("o2.fio2"))?;
    let code = json!({ "coding": [{ "system": codes::LOINC, "code": codes::INSPIRED }], "text": "Inspired oxygen" });
    Ok(json!({ "component": [{ "code": code, "valueQuantity": value }] }))
}

fn consciousness(frame: &Frame<'_>) -> Result<Option<Built>, BuildProblem> {
    let value = match answer(frame, "acvpu") {
        Some(Answer::Choice(choice)) => {
            let (code, words) = codes::consciousness(choice).ok_or_else(|| wrong("acvpu"))?;
            json!({ "valueCodeableConcept": codes::snomed(code, words) })
        }
        Some(Answer::Gap { gap: kind, reason }) => gap(*kind, reason),
        Some(_) => return Err(wrong("acvpu")),
        None if asked(frame, "acvpu") => unanswered(),
        None => return Ok(None),
    };
    Ok(Some(observation(frame, "acvpu", "survey", codes::snomed(codes::ACVPU, "Consciousness (ACVPU)"), value)))
}

/// The total with the points of each input, derived from the signs. None for a set with a gap, or not scored.
fn total(frame: &Frame<'_>, signs: &[Built]) -> Option<Built> {
    let score = frame.record.score.as_ref().filter(|score| score.name == "news2")?;
    let total = score.total?;
    let points = |link_id: &str| score.points.iter().find(|(name, _)| name == link_id).map(|(_, points)| *points);
    let parts: Vec<Value> = codes::SCORED
        .iter()
        .filter_map(|link_id| {
            let (code, words) = codes::points(link_id, score.scale)?;
            let value = ucum(&points(link_id)?.to_string(), "{score}", "score")?;
            Some(json!({ "code": codes::snomed(code, words), "valueQuantity": value }))
        })
        .collect();
    let from: Vec<Value> = signs.iter().map(|sign| json!({ "reference": sign.reference() })).collect();
    let content = json!({
        "valueQuantity": ucum(&total.to_string(), "{score}", "score")?,
        "component": parts,
        "derivedFrom": from,
    });
    let code = codes::snomed(codes::NEWS2, "National Early Warning Score 2 (NEWS2) total score");
    Some(observation(frame, "news2", "survey", code, content))
}

fn observation(frame: &Frame<'_>, path: &str, category: &str, code: Value, content: Value) -> Built {
    let id = frame.part(path, 0, KIND);
    let common = json!({
        "identifier": [frame.identifier(id)],
        "status": if frame.amended() { "amended" } else { "final" },
        "category": codes::category(category),
        "code": code,
        "subject": frame.subject(),
        "encounter": frame.encounter(),
        "effectiveDateTime": frame.care_at(),
        "issued": frame.recorded_at(),
        "performer": [frame.performer()],
        "note": [{ "text": frame.downtime_note() }],
    });
    Built { kind: KIND, id, content: frame.resource(KIND, id, with(common, content)) }
}

/// The value of a sign, or why there is none; nothing when the form has no such question or it may stay empty.
fn value(frame: &Frame<'_>, sign: &Measured) -> Result<Option<Value>, BuildProblem> {
    Ok(Some(match answer(frame, sign.link_id) {
        Some(Answer::Number { digits, unit }) => {
            let own = frame.item(sign.link_id).and_then(|item| item.unit.as_ref());
            // Another unit than the table's would be another value: it must not go out under this code.
            if unit.as_deref().or(own.map(|own| own.code.as_str())).is_some_and(|unit| unit != sign.unit) {
                return Err(wrong(sign.link_id));
            }
            let shown = own.map_or(sign.unit, |own| own.shown.as_str());
            let value = ucum(digits, sign.unit, shown).ok_or_else(|| wrong(sign.link_id))?;
            json!({ "valueQuantity": value })
        }
        Some(Answer::Gap { gap: kind, reason }) => gap(*kind, reason),
        Some(_) => return Err(wrong(sign.link_id)),
        None if asked(frame, sign.link_id) => unanswered(),
        None => return Ok(None),
    }))
}

fn answer<'a>(frame: &'a Frame<'_>, link_id: &str) -> Option<&'a Answer> {
    frame.record.answers.get(&NodeId(link_id.to_owned()))
}

/// Whether a scored set was signed without this input.
fn asked(frame: &Frame<'_>, link_id: &str) -> bool {
    let missing = frame.record.score.as_ref().map(|score| score.missing.as_slice()).unwrap_or_default();
    missing.iter().any(|name| name == link_id)
}

fn wrong(link_id: &str) -> BuildProblem {
    BuildProblem::Answer(link_id.to_owned())
}
