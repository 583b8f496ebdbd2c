//! `evaluate`: the answers as JSON in, everything about them as JSON out, in words for whatever is wrong.

use forms::{Definition, evaluate, shipped};
use serde_json::{Value, json};

fn news2(answers: &Value) -> Value {
    serde_json::to_value(evaluate(shipped("news2").unwrap(), answers)).unwrap()
}

fn read(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

fn normal() -> Value {
    read(r#"{"rr":16,"spo2":97,"scale":"1","o2":"air","sbp":120,"hr":70,"acvpu":"A","temp":37.0}"#)
}

fn with(key: &str, value: Value) -> Value {
    let mut answers = normal();
    answers[key] = value;
    answers
}

#[test]
fn a_whole_set_has_exactly_these_keys_and_values() {
    let expected = json!({
        "complete": true,
        "missing": [],
        "visible": ["rr", "spo2", "scale", "o2", "sbp", "dbp", "hr", "acvpu", "temp", "news2", "note", "told"],
        "errors": [],
        "calculated": { "news2": 0 },
        "band": "low",
        "atLeast": null,
    });
    assert_eq!(news2(&normal()), expected);
}

#[test]
fn what_is_not_complete_has_no_calculated_value_and_says_the_least_it_can_be() {
    let answers = json!({ "rr": 22, "spo2": 93, "scale": "1", "o2": "air", "sbp": 108, "hr": 104, "acvpu": "A" });
    let got = news2(&answers);
    assert_eq!(got["complete"], json!(false));
    assert_eq!(got["missing"], json!(["temp"]));
    assert_eq!(got["calculated"], json!({}));
    assert_eq!(got["band"], json!(null));
    assert_eq!(got["atLeast"], json!({ "total": 6, "band": "medium" }));
}

#[test]
fn nothing_answered_is_everything_missing() {
    let got = news2(&json!({}));
    assert_eq!(got["missing"], json!(["rr", "spo2", "scale", "o2", "sbp", "hr", "acvpu", "temp"]));
    assert_eq!(got["errors"], json!([]));
    assert_eq!(got["atLeast"], json!({ "total": 0, "band": "low" }));
}

#[test]
fn a_scale_is_never_assumed() {
    let mut answers = normal();
    answers.as_object_mut().unwrap().remove("scale");
    let got = news2(&answers);
    assert_eq!((got["missing"].clone(), got["calculated"].clone()), (json!(["scale"]), json!({})));
}

#[test]
fn every_kind_of_junk_is_an_error_in_words_that_names_its_item() {
    for (key, value, words) in [
        ("rr", json!("16"), "Respirations needs a number, or a value with its unit"),
        ("rr", json!(true), "Respirations needs a number, or a value with its unit"),
        ("rr", json!([16]), "Respirations needs a number, or a value with its unit"),
        ("rr", json!({}), "Respirations needs a number, or a value with its unit"),
        ("rr", json!(-1), "Respirations has to be from 0 to 80 per minute"),
        ("rr", read("1e400"), "this number is too large or too small"),
        ("rr", read("123456789012345678901234567890"), "Respirations needs a number"),
        ("rr", json!(16.5), "Respirations is a whole number"),
        ("temp", json!({ "value": 98.6, "unit": "[degF]" }), "Temperature has to be in °C"),
        ("temp", json!({ "value": "37", "unit": "Cel" }), "Temperature needs a number, or a value with its unit"),
        ("temp", json!({ "value": 37, "unit": 5 }), "the unit of Temperature has to be text"),
        ("temp", json!({ "value": 37, "comparator": "<" }), "Temperature needs a value, and not more or less than one"),
        ("acvpu", json!("X"), "Consciousness needs one of A, C, V, P, U"),
        ("acvpu", json!("a"), "Consciousness needs one of A, C, V, P, U"),
        ("acvpu", json!(1), "Consciousness needs the code of one of its choices, as text"),
        ("o2", json!(false), "Air or oxygen needs the code of one of its choices, as text"),
        ("scale", json!(2), "Saturation scale needs the code of one of its choices, as text"),
        ("note", json!(5), "Note needs text"),
        ("note", json!("\u{0}"), "Note needs characters that can be shown"),
        ("heart", json!(70), "the form has no item heart"),
        ("rr[0]", json!(70), "the form has no item rr[0]"),
        ("a/rr", json!(70), "the form has no item a/rr"),
        ("", json!(70), "the form has no item "),
        ("news2", json!(3), "this is worked out here as 0, and 3 was given"),
    ] {
        let got = news2(&with(key, value.clone()));
        assert!(
            got["errors"].as_array().unwrap().contains(&json!({ "linkId": key, "message": words })),
            "{key} {value}: {}",
            got["errors"]
        );
        if key != "news2" {
            assert_eq!(got["calculated"], json!({}), "{key} {value}");
            assert_eq!(got["complete"], json!(false), "{key} {value}");
        }
    }
}

#[test]
fn what_is_not_an_object_of_answers_is_an_error_of_its_own() {
    for answers in [json!(null), json!([]), json!("rr"), json!(5), json!({ "resourceType": "Patient" })] {
        let got = news2(&answers);
        assert_eq!(got["errors"].as_array().unwrap().len(), 1, "{answers}");
        assert_eq!(got["errors"][0]["linkId"], json!(""));
        assert_eq!(got["complete"], json!(false));
    }
}

#[test]
fn null_and_blank_text_are_no_answer() {
    let got = news2(&with("temp", json!(null)));
    assert_eq!((got["missing"].clone(), got["errors"].clone()), (json!(["temp"]), json!([])));
    assert_eq!(news2(&with("note", json!("  ")))["errors"], json!([]));
}

#[test]
fn the_forms_unit_may_be_written_in_its_usual_ways() {
    for (key, value) in [
        ("temp", read(r#"{"value": 37.0, "unit": "Cel"}"#)),
        ("temp", read(r#"{"value": 37.0, "unit": "°C"}"#)),
        ("temp", read(r#"{"value": 37.0, "unit": "degrees", "code": "Cel"}"#)),
        ("temp", read("37")),
        ("temp", read("3.7e1")),
        ("sbp", json!({ "value": 120, "unit": "mm[Hg]" })),
        ("sbp", json!({ "value": 120, "unit": "mmHg" })),
        ("rr", json!({ "value": 16, "unit": "/min" })),
        ("rr", read("16.0")),
        ("spo2", json!({ "value": 97, "unit": "%" })),
        ("acvpu", json!({ "system": "x", "code": "A" })),
    ] {
        let got = news2(&with(key, value.clone()));
        assert_eq!((got["complete"].clone(), got["errors"].clone()), (json!(true), json!([])), "{key} {value}");
    }
}

#[test]
fn an_answer_to_what_is_not_asked_is_left_out_and_said() {
    let got = news2(&with("o2.flow", json!(2)));
    assert_eq!(got["calculated"], json!({ "news2": 0 }));
    assert_eq!(got["errors"][0]["linkId"], json!("o2.flow"));
    let on_oxygen =
        read(r#"{"rr":16,"spo2":97,"scale":"1","o2":"oxygen","o2.flow":2,"sbp":120,"hr":70,"acvpu":"A","temp":37.0}"#);
    let got = news2(&on_oxygen);
    assert_eq!((got["errors"].clone(), got["calculated"].clone()), (json!([]), json!({ "news2": 2 })));
}

#[test]
fn systolic_not_above_diastolic_leaves_no_score() {
    let got = news2(&with("dbp", json!(120)));
    assert_eq!(got["errors"][0]["linkId"], json!("dbp"));
    assert_eq!((got["missing"].clone(), got["calculated"].clone()), (json!([]), json!({})));
}

#[test]
fn a_gap_is_missing_however_good_its_reason() {
    let got = news2(&with("temp", json!({ "gap": "not-measured", "reason": "No thermometer" })));
    assert_eq!((got["missing"].clone(), got["errors"].clone()), (json!(["temp"]), json!([])));
    assert_eq!(got["calculated"], json!({}));
}

#[test]
fn rows_can_be_given_as_a_list_or_by_name() {
    let form = shipped("telephoned-result").unwrap();
    let list = json!({ "result": [{ "test": "Potassium", "value": "6.9", "flag": "critical" }, { "test": "Sodium" }] });
    let named = json!({
        "result[0]/test": "Potassium", "result[0]/value": "6.9", "result[0]/flag": "critical",
        "result[1]/test": "Sodium",
    });
    assert_eq!(evaluate(form, &list), evaluate(form, &named));
    let missing = evaluate(form, &list).missing;
    assert!(missing.contains(&"value".to_owned()) && !missing.contains(&"test".to_owned()));
    for wrong in [
        json!({ "result": "Potassium" }),
        json!({ "result": ["Potassium"] }),
        json!({ "result[x]/test": "Potassium" }),
        json!({ "result[01]/test": "Potassium" }),
        json!({ "result[200]/test": "Potassium" }),
        json!({ "result[99999999999999999999]/test": "Potassium" }),
        json!({ "result": vec![json!({}); 201] }),
    ] {
        assert!(!evaluate(form, &wrong).errors.is_empty(), "{wrong}");
    }
}

#[test]
fn a_questionnaire_response_says_the_same_as_its_answers() {
    let item = |link_id: &str, answer: Value| json!({ "linkId": link_id, "answer": [answer] });
    let response = json!({
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "https://holdfast.invalid/fhir/Questionnaire/news2|1.0.0",
        "item": [
            item("rr", json!({ "valueInteger": 16 })), item("spo2", json!({ "valueInteger": 97 })),
            item("scale", json!({ "valueCoding": { "code": "1" } })), item("o2", json!({ "valueCoding": { "code": "air" } })),
            item("sbp", json!({ "valueQuantity": { "value": 120, "code": "mm[Hg]" } })), item("hr", json!({ "valueInteger": 70 })),
            item("acvpu", json!({ "valueCoding": { "code": "A" } })), item("temp", json!({ "valueDecimal": 37.0 })),
            item("news2", json!({ "valueInteger": 0 })),
        ],
    });
    assert_eq!(news2(&response), news2(&normal()));
}

#[test]
fn odd_responses_are_errors_in_words() {
    for item in [
        json!([{ "answer": [] }]),
        json!(["rr"]),
        json!({}),
        json!([{ "linkId": "rr", "answer": {} }]),
        json!([{ "linkId": "rr", "answer": [5] }]),
        json!([{ "linkId": "rr", "answer": [{ "valueInteger": 16 }, { "valueInteger": 17 }] }]),
        json!([{ "linkId": "rr", "answer": [{ "valueInteger": 16 }] }, { "linkId": "rr", "answer": [{ "valueInteger": 17 }] }]),
        json!([{ "linkId": "pulse", "answer": [{ "valueInteger": 16 }] }]),
    ] {
        let got = news2(&json!({ "resourceType": "QuestionnaireResponse", "item": item }));
        assert!(!got["errors"].as_array().unwrap().is_empty(), "{item}");
    }
    let other = json!({ "resourceType": "QuestionnaireResponse", "questionnaire": "https://example.org/other" });
    assert_eq!(news2(&other)["errors"][0]["message"], json!("these answers are for another form"));
}

#[test]
fn a_form_from_elsewhere_works_its_own_expressions_out() {
    let form = Definition::load(
        r#"{"resourceType": "Questionnaire", "item": [
            {"linkId": "a", "text": "A", "type": "integer", "required": true},
            {"linkId": "b", "text": "B", "type": "decimal", "required": true},
            {"linkId": "more", "text": "More", "type": "boolean"},
            {"linkId": "why", "text": "Why", "type": "string", "required": true,
             "enableWhen": [{"question": "more", "operator": "=", "answerBoolean": true}]},
            {"linkId": "sum", "text": "Sum", "type": "decimal", "readOnly": true, "extension": [
                {"url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
                 "valueExpression": {"language": "text/fhirpath",
                    "expression": "%resource.item.where(linkId='a').answer.value + %resource.item.where(linkId='b').answer.value"}}]},
            {"linkId": "large", "text": "Large", "type": "string",
             "enableWhen": [{"question": "sum", "operator": ">=", "answerInteger": 10}]}
        ]}"#,
    )
    .unwrap();
    let got = evaluate(&form, &read(r#"{"a": 3, "b": 7.5}"#));
    assert_eq!(got.calculated["sum"], read("10.5"));
    assert_eq!(got.visible, ["a", "b", "more", "sum", "large"]);
    let got = evaluate(&form, &read(r#"{"a": 3, "b": 0.1, "more": true}"#));
    assert_eq!(got.missing, ["why"]);
    assert_eq!(got.visible, ["a", "b", "more", "why", "sum"]);
    assert!(got.calculated.is_empty() && got.at_least.is_none() && got.band.is_none());
}
