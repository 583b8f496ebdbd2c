//! P6: a form of 300 questions, opened, and worked out anew after each key.

use chrono::DateTime;
use forms::{Answer, Context, Definition, Form, NodeId};
use serde_json::{Value, json};

use crate::figures::{Figure, Figures, ratio, shown};
use crate::{at, middle, timed};

const QUESTIONS: usize = 300;
const A_GROUP: usize = 15;
const KEYS_A_GROUP: usize = 3;

/// Twenty groups of fifteen questions: numbers, choices, words; every third asked only after a choice, a rule a group, and a sum.
fn questionnaire() -> String {
    let code = |code: &str, points: u32| {
        json!({ "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": points }],
            "valueCoding": { "system": "https://holdfast.invalid/fhir/CodeSystem/bench", "code": code, "display": code } })
    };
    let question = |group: usize, number: usize| {
        let link = format!("g{group}.q{number}");
        let text = format!("Question {number} of group {group}");
        match number % 3 {
            0 => json!({ "linkId": link, "text": text, "type": "choice", "required": true,
                "answerOption": [code("no", 0), code("some", 1), code("much", 2)] }),
            1 => json!({ "linkId": link, "text": text, "type": "integer", "extension": [
                { "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueInteger": 0 },
                { "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueInteger": 300 }] }),
            _ => json!({ "linkId": link, "text": text, "type": "string", "enableWhen": [
                { "question": format!("g{group}.q0"), "operator": "=", "answerCoding":
                    { "system": "https://holdfast.invalid/fhir/CodeSystem/bench", "code": "much" } }] }),
        }
    };
    let group = |group: usize| {
        let path = format!("%resource.item.where(linkId = 'g{group}').item.where(linkId = 'g{group}.q1')");
        let rule = format!("{path}.answer.value.all($this < 250)");
        json!({ "linkId": format!("g{group}"), "text": format!("Group {group}"), "type": "group",
            "extension": [{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint", "extension": [
                { "url": "key", "valueId": format!("r-{group}") }, { "url": "severity", "valueCode": "warning" },
                { "url": "human", "valueString": "Look again" }, { "url": "expression", "valueString": rule }] }],
            "item": (0..A_GROUP).map(|number| question(group, number)).collect::<Vec<_>>() })
    };
    json!({ "resourceType": "Questionnaire", "id": "bench", "version": "1", "title": "Bench",
        "item": (0..QUESTIONS / A_GROUP).map(group).collect::<Vec<_>>() })
    .to_string()
}

pub(crate) fn long_form(figures: &mut Figures) {
    let text = questionnaire();
    let context = Context::at(DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap());
    let floor = middle(21, || timed(|| serde_json::from_str::<Value>(&text).unwrap()).0);
    let open = middle(21, || {
        timed(|| {
            let definition = Definition::load(&text).unwrap();
            assert!(Form::open(&definition, &context).view().len() >= QUESTIONS / A_GROUP);
        })
        .0
    });
    let definition = Definition::load(&text).unwrap();
    let mut form = Form::open(&definition, &context);
    let mut keys = Vec::new();
    for group in 0..QUESTIONS / A_GROUP {
        for number in (0..A_GROUP).step_by(A_GROUP / KEYS_A_GROUP) {
            let answer = match number % 3 {
                0 => Answer::Choice("much".into()),
                1 => Answer::Number { digits: number.to_string(), unit: None },
                _ => Answer::Text("words".into()),
            };
            let node = NodeId(format!("g{group}.q{number}"));
            keys.push(
                timed(|| {
                    form.answer(&node, Some(answer)).unwrap();
                    // What the screen asks for after each key.
                    let _ = (form.view(), form.problems(), form.warnings(), form.unexplained(), form.scores());
                })
                .0,
            );
        }
    }
    let key = at(&mut keys, 95);
    for (what, here, goal, limit) in [
        ("open a form of 300 questions", open, "≤ 150 ms", 150),
        ("work it out anew, p95 of 60 keys", key, "≤ 16 ms", 16),
    ] {
        figures.add(Figure {
            id: "P6",
            what,
            here: shown(here),
            beside: format!("only parsing its JSON {}", shown(floor)),
            ratio: Some(ratio(here, floor)),
            goal,
            met: Some(here.as_millis() <= limit),
        });
    }
}
