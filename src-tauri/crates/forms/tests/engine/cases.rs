//! Runs `assets/forms/<name>/cases/*.json`: answers in; visible, problems, scores and text out.
//! A case names what it is about; what it does not mention is not compared.

use std::path::PathBuf;

use chrono::DateTime;
use forms::calc::news2::Scale;
use forms::{Context, Form, FormProblem, NodeId, read_answers, shipped};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../assets/forms")
}

fn context(told: &Value) -> Context {
    let moment = |key: &str, otherwise: &str| {
        DateTime::parse_from_rfc3339(told[key].as_str().unwrap_or(otherwise)).expect("a case has proper times")
    };
    let recorded_at = moment("recordedAt", "2026-11-21T14:33:00+00:00");
    Context {
        age: told["age"].as_u64().map(|age| u32::try_from(age).unwrap()),
        pregnant: told["pregnant"].as_bool(),
        scale: told["scale"].as_str().and_then(Scale::from_code).unwrap_or_default(),
        care_at: moment("careAt", &recorded_at.to_rfc3339()),
        recorded_at,
        late_reason: told["lateReason"].as_str().map(str::to_owned),
    }
}

fn said(problems: &[FormProblem]) -> Value {
    problems.iter().map(|problem| json!([problem.node.0, problem.message])).collect()
}

fn nodes(nodes: &[NodeId]) -> Value {
    nodes.iter().map(|node| json!(node.0)).collect()
}

/// Everything a case can speak of.
fn outcome(form: &Form<'_>) -> Value {
    let scores = form.scores();
    let score = scores.first().map(|score| {
        json!({
            "total": score.total,
            "band": score.band.map(|band| band.code()),
            "atLeast": score.at_least.map(|(least, band)| json!([least, band.code()])),
            "missing": score.missing,
            "points": score.parts.iter().map(|part| json!(part.points)).collect::<Value>(),
        })
    });
    let advice = form.advice().map(|advice| {
        json!({
            "title": advice.title,
            "lines": advice.lines,
            "minutes": advice.monitoring.map(|monitoring| monitoring.minutes()),
            "escalate": advice.escalate,
        })
    });
    let answers: Value = form
        .signed_answers()
        .iter()
        .map(|(node, answer)| (node.0.clone(), serde_json::to_value(answer).unwrap()))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let visible = forms::evaluate(form.definition(), &flat(form)).visible;
    json!({
        "visible": visible,
        "problems": said(&form.problems()),
        "warnings": said(&form.warnings()),
        "missing": nodes(&form.missing()),
        "unexplained": nodes(&form.unexplained()),
        "signed": answers,
        "score": score,
        "advice": advice,
        "text": form.summary(),
    })
}

/// The answers again as JSON for `evaluate`, by way of the response.
fn flat(form: &Form<'_>) -> Value {
    form.response(&forms::ResponseFacts {
        id: "0192f3a0-0000-7000-8000-000000000001",
        authored: form.context().recorded_at,
        subject: "Patient/1",
        encounter: None,
        author: None,
        author_name: "Ama Boateng",
    })
}

#[test]
fn every_case_of_every_form_comes_out_as_it_says() {
    let mut ran = 0;
    let mut wrong = Vec::new();
    for form in forms::catalogue() {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder().join(&form.id).join("cases"))
            .expect("every form has cases")
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        assert!(!paths.is_empty(), "{} has no case", form.id);
        for path in paths {
            let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            for case in cases {
                ran += 1;
                let name = format!("{} {}: {}", form.id, path.file_name().unwrap().display(), case["name"]);
                let reading = read_answers(shipped(&form.id).unwrap(), &case["answers"]);
                assert!(reading.errors.is_empty(), "{name}: {:?}", reading.errors);
                let got = outcome(&Form::resume(form, &context(&case["context"]), reading.answers));
                let expected = case["expect"].as_object().expect("a case expects something");
                assert!(!expected.is_empty(), "{name} expects nothing");
                for (key, expected) in expected {
                    if got[key] != *expected {
                        wrong.push(format!("{name}\n  {key}: expected {expected}\n  {key}: got      {}", got[key]));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {ran}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(ran >= 40, "only {ran} cases ran");
}
