//! Filling a form in, answer by answer: rows, what may not be answered, what is drawn, what is handed on.

use chrono::DateTime;
use forms::view::{Chip, Node};
use forms::{Answer, AnswerRefused, Context, Definition, Form, Gap, NodeId, ResponseFacts, evaluate, shipped};
use serde_json::{Value, json};

fn context() -> Context {
    Context { age: Some(82), ..Context::at(DateTime::parse_from_rfc3339("2026-11-21T14:33:00+00:00").unwrap()) }
}

fn node(name: &str) -> NodeId {
    NodeId(name.to_owned())
}

fn number(digits: &str) -> Option<Answer> {
    Some(Answer::Number { digits: digits.to_owned(), unit: None })
}

fn text(words: &str) -> Option<Answer> {
    Some(Answer::Text(words.to_owned()))
}

fn filled() -> Form<'static> {
    let mut form = Form::open(shipped("news2").unwrap(), &context());
    for (name, digits) in [("rr", "22"), ("spo2", "93"), ("sbp", "108"), ("dbp", "60"), ("hr", "104"), ("temp", "38.0")]
    {
        form.answer(&node(name), number(digits)).unwrap();
    }
    for (name, code) in [("o2", "air"), ("acvpu", "A")] {
        form.answer(&node(name), Some(Answer::Choice(code.to_owned()))).unwrap();
    }
    form
}

fn facts() -> ResponseFacts<'static> {
    ResponseFacts {
        id: "0192f3a0-0000-7000-8000-000000000001",
        authored: DateTime::parse_from_rfc3339("2026-11-21T14:33:00+00:00").unwrap(),
        subject: "Patient/1",
        encounter: Some("Encounter/2"),
        author: None,
        author_name: "Ama Boateng",
    }
}

#[test]
fn the_scale_is_not_answered_on_the_form() {
    let mut form = filled();
    let two = Some(Answer::Choice("2".to_owned()));
    assert_eq!(form.answer(&node("scale"), two), Err(AnswerRefused::NotAnsweredHere("scale".to_owned())));
    assert_eq!(form.answer(&node("news2"), number("0")), Err(AnswerRefused::NotAnsweredHere("news2".to_owned())));
    assert_eq!(form.answer(&node("glucose"), number("5")), Err(AnswerRefused::NoSuchNode("glucose".to_owned())));
}

#[test]
fn taking_an_answer_away_leaves_it_missing() {
    let mut form = filled();
    assert_eq!(form.missing(), []);
    form.answer(&node("temp"), None).unwrap();
    assert_eq!(form.missing(), [node("temp")]);
    form.answer(&node("temp"), text("  ")).unwrap();
    assert_eq!(form.missing(), [node("temp")]);
}

#[test]
fn hidden_answers_come_back_but_are_not_signed() {
    let mut form = filled();
    let gas = |code: &str| Some(Answer::Choice(code.to_owned()));
    form.answer(&node("o2"), gas("oxygen")).unwrap();
    form.answer(&node("o2.flow"), number("2")).unwrap();
    form.answer(&node("o2"), gas("air")).unwrap();
    assert!(form.answers().contains_key(&node("o2.flow")) && !form.signed_answers().contains_key(&node("o2.flow")));
    assert!(!form.response(&facts()).to_string().contains("o2.flow"));
    form.answer(&node("o2"), gas("oxygen")).unwrap();
    assert!(form.signed_answers().contains_key(&node("o2.flow")));
}

#[test]
fn a_draft_read_back_is_the_same_form() {
    let form = filled();
    let stored = serde_json::to_string(form.answers()).unwrap();
    let again = Form::resume(form.definition(), &context(), serde_json::from_str(&stored).unwrap());
    assert_eq!(again.view(), form.view());
    assert_eq!(again.answers(), form.answers());
}

#[test]
fn rows_are_added_and_taken_away_with_their_answers() {
    let mut form = Form::open(shipped("telephoned-result").unwrap(), &context());
    assert_eq!(form.add_row("result").unwrap(), node("result[1]"));
    assert_eq!(form.add_row("result").unwrap(), node("result[2]"));
    for (row, test) in ["Haemoglobin", "Potassium", "Sodium"].iter().enumerate() {
        form.answer(&node(&format!("result[{row}]/test")), text(test)).unwrap();
    }
    form.remove_row("result", 1).unwrap();
    assert_eq!(form.answers().get(&node("result[1]/test")), text("Sodium").as_ref());
    assert!(!form.answers().contains_key(&node("result[2]/test")));
    let again = Form::resume(form.definition(), &context(), form.answers().clone());
    let rows = again.view().into_iter().filter(|node| matches!(node, Node::Group(_))).count();
    assert_eq!(rows, 2);
    assert_eq!(form.remove_row("result", 2), Err(AnswerRefused::NoSuchNode("result[2]".to_owned())));
    assert_eq!(form.add_row("caller"), Err(AnswerRefused::NoSuchNode("caller".to_owned())));
    form.remove_row("result", 0).unwrap();
    form.remove_row("result", 0).unwrap();
    assert_eq!(form.add_row("result").unwrap(), node("result[1]"));
    assert!(!form.signed_answers().contains_key(&node("result")), "the count of rows is not an answer");
}

#[test]
fn an_added_row_that_is_still_empty_survives_the_draft() {
    let mut form = Form::open(shipped("telephoned-result").unwrap(), &context());
    form.add_row("result").unwrap();
    let again = Form::resume(form.definition(), &context(), form.answers().clone());
    assert!(again.missing().contains(&node("result[1]/test")));
}

#[test]
fn nothing_is_chosen_on_a_new_form_but_the_scale() {
    let form = Form::open(shipped("news2").unwrap(), &context());
    assert_eq!(form.answers().len(), 1);
    for node in form.view() {
        match node {
            Node::Choice(choice) => assert_eq!(choice.asked.answer.is_some(), choice.asked.link_id == "scale"),
            Node::Number(number) => assert!(number.asked.answer.is_none() && number.asked.chip == Some(Chip::Unknown)),
            Node::Pair(pair) => {
                assert_eq!((pair.label.as_str(), pair.first.asked.link_id.as_str()), ("Blood pressure", "sbp"));
                assert_eq!((pair.second.asked.link_id.as_str(), pair.second.asked.chip), ("dbp", None));
            }
            Node::Calculated(score) => assert_eq!(score.value, None, "never a placeholder"),
            Node::Text(text) => assert!(text.asked.answer.is_none()),
            Node::Group(_) | Node::Display(_) | Node::When(_) | Node::Flag(_) => panic!("not on this form"),
        }
    }
}

#[test]
fn each_question_carries_what_the_screen_needs() {
    let mut form = filled();
    form.answer(&node("temp"), number("45.1")).unwrap();
    let view = form.view();
    let asked = view.iter().find_map(|node| {
        let Node::Number(number) = node else { return None };
        (number.asked.link_id == "temp").then_some(number)
    });
    let temp = asked.unwrap();
    assert_eq!(temp.unit.as_ref().unwrap().shown, "°C");
    assert_eq!((temp.min.as_deref(), temp.max.as_deref(), temp.decimals), (Some("25.0"), Some("45.0"), Some(1)));
    assert_eq!((temp.warn_below.as_deref(), temp.warn_above.as_deref()), (Some("34"), Some("40")));
    assert!(temp.asked.required && temp.asked.problem.is_some() && temp.asked.chip == Some(Chip::Unknown));
    let gaps: Vec<&str> = temp.asked.gaps.iter().map(|gap| gap.label.as_str()).collect();
    assert_eq!(gaps, ["Not measured", "Cannot be recorded"]);
}

#[test]
fn who_was_told_becomes_required_when_the_score_asks_for_it() {
    let required = |form: &Form<'_>| {
        form.view()
            .iter()
            .any(|node| matches!(node, Node::Text(text) if text.asked.link_id == "told" && text.asked.required))
    };
    let mut form = filled();
    assert!(required(&form));
    form.answer(&node("rr"), number("16")).unwrap();
    assert!(!required(&form), "4 is for the ward");
}

#[test]
fn a_response_keeps_the_digits_and_both_times() {
    let mut form = filled();
    let late = Context { care_at: DateTime::parse_from_rfc3339("2026-11-21T14:25:00+00:00").unwrap(), ..context() };
    form.set_context(late);
    let response = form.response(&facts());
    let answer = |link_id: &str| {
        let items = response["item"].as_array().unwrap();
        items.iter().find(|item| item["linkId"] == link_id).map(|item| item["answer"][0].clone())
    };
    assert_eq!(answer("temp").unwrap().to_string(), r#"{"valueDecimal":38.0}"#);
    assert_eq!(answer("rr").unwrap(), json!({ "valueInteger": 22 }));
    assert_eq!(answer("news2").unwrap(), json!({ "valueInteger": 6 }));
    assert_eq!(answer("o2").unwrap()["valueCoding"]["code"], json!("air"));
    assert_eq!(answer("note"), None);
    assert_eq!(response["status"], json!("completed"));
    assert_eq!(response["questionnaire"], json!("https://holdfast.invalid/fhir/Questionnaire/news2|1.0.0"));
    assert_eq!(response["authored"], json!("2026-11-21T14:33:00+00:00"));
    assert_eq!(response["extension"][0]["valueDateTime"], json!("2026-11-21T14:25:00+00:00"));
    assert_eq!(response["identifier"]["value"], response["id"]);
}

#[test]
fn a_gap_goes_into_the_response_with_its_reason_and_comes_back() {
    let mut form = filled();
    let gap = Answer::Gap { gap: Gap::CannotBeRecorded, reason: "Probe not available".to_owned() };
    form.answer(&node("temp"), Some(gap)).unwrap();
    let response = form.response(&facts());
    let items = response["item"].as_array().unwrap();
    let temp = items.iter().find(|item| item["linkId"] == "temp").unwrap();
    let extensions = &temp["answer"][0]["_valueDecimal"]["extension"];
    assert_eq!(extensions[0]["valueCode"], json!("unknown"));
    assert!(items.iter().all(|item| item["linkId"] != "news2"), "no total");
    assert_eq!(forms::read_answers(form.definition(), &response).answers, form.signed_answers());
}

#[test]
fn every_shipped_response_reads_back_as_its_answers() {
    let form = filled();
    let response = form.response(&facts());
    let reading = forms::read_answers(form.definition(), &response);
    assert_eq!((reading.answers, reading.errors), (form.signed_answers(), vec![]));
    let evaluated = serde_json::to_value(evaluate(form.definition(), &response)).unwrap();
    assert_eq!(evaluated["calculated"], json!({ "news2": 6 }));
}

#[test]
fn conditions_look_into_their_own_row_first() {
    let when = json!([{ "question": "kind", "operator": "=", "answerString": "other" }]);
    let form = json!({ "resourceType": "Questionnaire", "item": [{ "linkId": "g", "type": "group", "repeats": true, "item": [
        { "linkId": "kind", "text": "Kind", "type": "string" },
        { "linkId": "which", "text": "Which", "type": "string", "required": true, "enableWhen": when },
    ] }] });
    let form = Definition::load(&form.to_string()).unwrap();
    let answers: Value = json!({ "g": [{ "kind": "other" }, { "kind": "usual" }] });
    let form = Form::resume(&form, &context(), forms::read_answers(&form, &answers).answers);
    assert_eq!(form.missing(), [node("g[0]/which")]);
}

#[test]
fn a_chain_of_hidden_items_is_hidden_to_its_end() {
    let when = |question: &str| json!([{ "question": question, "operator": "=", "answerBoolean": true }]);
    let form = json!({ "resourceType": "Questionnaire", "item": [
        { "linkId": "a", "text": "A", "type": "boolean" },
        { "linkId": "b", "text": "B", "type": "boolean", "required": true, "enableWhen": when("a") },
        { "linkId": "c", "text": "C", "type": "boolean", "required": true, "enableWhen": when("b") },
    ] });
    let form = Definition::load(&form.to_string()).unwrap();
    let got = evaluate(&form, &json!({ "a": false, "b": true }));
    assert_eq!((got.visible, got.missing), (vec!["a".to_owned()], vec![]));
    assert_eq!(evaluate(&form, &json!({ "a": true, "b": true })).missing, ["c"]);
}

#[test]
fn a_rule_that_cannot_be_worked_out_is_said_and_never_passes_in_silence() {
    let rule = |expression: &str| {
        json!({ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint", "extension": [
            { "url": "key", "valueId": "r-1" }, { "url": "severity", "valueCode": "error" },
            { "url": "human", "valueString": "The dose is too high" }, { "url": "expression", "valueString": expression },
        ] })
    };
    let warned = |expression: &str| {
        let form = json!({ "resourceType": "Questionnaire", "extension": [rule(expression)],
            "item": [{ "linkId": "n", "text": "N", "type": "string" }] });
        let form = Definition::load(&form.to_string()).unwrap();
        let answers = forms::read_answers(&form, &json!({ "n": "x" })).answers;
        let filled = Form::resume(&form, &context(), answers);
        let said = |all: Vec<forms::FormProblem>| all.into_iter().map(|one| one.message).collect::<Vec<_>>();
        (said(filled.problems()), said(filled.warnings()))
    };
    let could_not = "A rule of this form could not be checked, look yourself: The dose is too high".to_owned();
    assert_eq!(warned("%resource.item.noSuchFunction()"), (vec![], vec![could_not]));
    assert_eq!(warned("false"), (vec!["The dose is too high".to_owned()], vec![]));
    assert_eq!(
        warned("%resource.item.where(linkId = 'absent').answer.value > 3"),
        (vec![], vec![]),
        "nothing to go by"
    );
}
