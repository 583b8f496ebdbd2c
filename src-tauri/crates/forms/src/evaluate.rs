//! A form and its answers as JSON in; what is complete, missing, visible, wrong and worked out, as JSON out.

mod flat;
mod response;
mod value;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::live::Live;
use crate::{Answers, Definition};

/// What a form makes of some answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// Nothing is missing and nothing that is asked is answered wrongly.
    pub complete: bool,
    /// Visible, required and unanswered.
    pub missing: Vec<String>,
    /// What would be shown.
    pub visible: Vec<String>,
    /// What is wrong, in words.
    pub errors: Vec<EvaluationError>,
    /// What was worked out, by linkId; empty unless complete.
    pub calculated: BTreeMap<String, Value>,
    /// The band of the score.
    pub band: Option<String>,
    /// The least an incomplete score can be.
    pub at_least: Option<AtLeast>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvaluationError {
    /// Where; empty when it is about the answers as a whole.
    pub link_id: String,
    /// What.
    pub message: String,
}

/// The least an incomplete score can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AtLeast {
    /// Points.
    pub total: u8,
    /// Its band.
    pub band: String,
}

/// Answers read from JSON, with what could not be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// What was understood.
    pub answers: Answers,
    /// What was not.
    pub errors: Vec<EvaluationError>,
    /// Values given for what the form works out itself.
    given: Vec<(String, Value)>,
}

impl Reading {
    fn refuse(&mut self, link_id: &str, message: impl Into<String>) {
        self.errors.push(EvaluationError { link_id: link_id.to_owned(), message: message.into() });
    }
}

/// Reads answers from JSON: `{linkId: value}` or a QuestionnaireResponse.
#[must_use]
pub fn read_answers(definition: &Definition, answers: &Value) -> Reading {
    let mut reading = Reading::default();
    match answers.as_object() {
        None => reading.refuse("", "answers have to be one JSON object"),
        Some(object) => match object.get("resourceType") {
            None => flat::read(definition, object, &mut reading),
            Some(kind) if kind == "QuestionnaireResponse" => response::read(definition, object, &mut reading),
            Some(_) => reading.refuse("", "this resource is not a QuestionnaireResponse"),
        },
    }
    reading
}

/// Evaluates answers: `{linkId: value}` or a QuestionnaireResponse. Never fails as a whole.
#[must_use]
pub fn evaluate(definition: &Definition, answers: &Value) -> Evaluation {
    let mut reading = read_answers(definition, answers);
    let live = Live::work_out(definition, &reading.answers);
    let missing = once(live.missing(&reading.answers).map(|spot| spot.item.link_id.as_str()));
    for problem in &live.problems {
        reading.refuse(&problem.link_id, problem.message.clone());
    }
    let complete = missing.is_empty() && reading.errors.is_empty();
    given_values(&live, &mut reading, complete);
    not_asked(&live, &mut reading);
    let calculated = live.spots.iter().filter(|_| complete).filter_map(|spot| {
        let value = live.calculated.get(&spot.node)?;
        Some((spot.item.link_id.clone(), value.clone()))
    });
    let score = live.scores.first();
    let least = |score: &crate::Score| match (score.total, score.at_least) {
        (Some(total), _) => score.band.map(|band| (total, band)),
        (None, least) => least,
    };
    let at_least = score.filter(|_| !complete).and_then(least);
    Evaluation {
        complete,
        missing,
        visible: once(live.spots.iter().filter(|spot| spot.visible).map(|spot| spot.item.link_id.as_str())),
        calculated: calculated.collect(),
        band: score.filter(|_| complete).and_then(|score| score.band).map(|band| band.code().to_owned()),
        at_least: at_least.map(|(total, band)| AtLeast { total, band: band.code().to_owned() }),
        errors: reading.errors,
    }
}

/// A value given for what the form works out has to be the one it works out.
fn given_values(live: &Live<'_>, reading: &mut Reading, complete: bool) {
    for (link_id, given) in std::mem::take(&mut reading.given) {
        let own = live.spots.iter().find(|spot| spot.item.link_id == link_id);
        let own = own.and_then(|spot| live.calculated.get(&spot.node)).filter(|_| complete);
        match own {
            Some(own) if same(own, &given) => {}
            Some(own) => reading.refuse(&link_id, format!("this is worked out here as {own}, and {given} was given")),
            None => reading.refuse(&link_id, "this is worked out, not answered"),
        }
    }
}

fn same(own: &Value, given: &Value) -> bool {
    own == given || (own.is_number() && given.is_number() && own.as_f64() == given.as_f64())
}

/// Answers to what is not asked change nothing, and do not vanish in silence.
fn not_asked(live: &Live<'_>, reading: &mut Reading) {
    let stray: Vec<String> = live
        .spots
        .iter()
        .filter(|spot| !spot.enabled && reading.answers.contains_key(&spot.node))
        .map(|spot| spot.item.link_id.clone())
        .collect();
    for link_id in stray {
        reading.refuse(&link_id, "this is not asked with these answers, so its answer was left out");
    }
}

fn once<'a>(link_ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for link_id in link_ids {
        if !seen.iter().any(|one| one == link_id) {
            seen.push(link_id.to_owned());
        }
    }
    seen
}
