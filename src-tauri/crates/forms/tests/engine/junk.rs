//! No answers, however odd, stop the engine.

use forms::{Context, Form, catalogue, evaluate, read_answers};
use proptest::prelude::*;
use serde_json::{Value, json};

const KEYS: [&str; 24] = [
    "rr",
    "spo2",
    "scale",
    "o2",
    "o2.flow",
    "o2.dev",
    "sbp",
    "dbp",
    "hr",
    "acvpu",
    "temp",
    "news2",
    "note",
    "told",
    "told.at",
    "result",
    "test",
    "value",
    "result[0]/value",
    "result[1]/test",
    "sample.time",
    "readback",
    "resourceType",
    "item",
];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..300_i64).prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        (200..500_i64).prop_map(|tenths| json!(f64::from(i32::try_from(tenths).unwrap()) / 10.0)),
        prop::sample::select(vec![
            "air",
            "oxygen",
            "1",
            "2",
            "A",
            "C",
            "U",
            "agreed",
            "QuestionnaireResponse",
            "14:30",
            ""
        ])
        .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec!["1e400", "-1e-400", "1E5", "99999999999999999999999999999999999999999", "-0.0"])
            .prop_map(|text| serde_json::from_str(text).unwrap()),
    ]
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(KEYS.to_vec()).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["linkId", "answer", "valueInteger", "unit", "code", "gap", "reason", "_valueInteger"])
            .prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-z]{0,3}\\[[0-9]{0,25}\\]?/?[a-z]{0,5}",
    ]
}

fn junk() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(4, 48, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(key(), inner, 0..10).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_answers_stop_the_engine(answers in junk()) {
        for form in catalogue() {
            let evaluation = evaluate(form, &answers);
            prop_assert!(evaluation.complete || evaluation.calculated.is_empty());
            prop_assert!(!evaluation.complete || evaluation.missing.is_empty());
            let at = chrono::DateTime::UNIX_EPOCH.fixed_offset();
            let filled = Form::resume(form, &Context::at(at), read_answers(form, &answers).answers);
            let _ = (filled.view(), filled.summary(), filled.problems(), filled.unexplained());
        }
    }

    #[test]
    fn no_text_stops_the_loading_of_a_form(item in junk()) {
        let form = json!({ "resourceType": "Questionnaire", "item": [item, { "linkId": "rr", "type": "integer", "extension": item }] });
        let _ = forms::Definition::load(&form.to_string());
    }
}
