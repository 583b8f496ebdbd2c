//! What a form may use, and that everything else is refused at once, with what and where.

use forms::Definition;
use forms::definition::Second;
use serde_json::{Value, json};

fn refused(form: &Value) -> Vec<String> {
    Definition::load(&form.to_string()).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

fn form(item: Value) -> Value {
    json!({ "resourceType": "Questionnaire", "item": [item, { "linkId": "z", "text": "Z", "type": "boolean" }] })
}

#[track_caller]
fn check(item: Value, words: &str) {
    let problems = refused(&form(item));
    assert!(problems.iter().any(|problem| problem.contains(words)), "{problems:?}");
}

#[test]
fn what_is_outside_the_language_is_refused_by_name() {
    let q = |more: Value| {
        let mut item = json!({ "linkId": "a", "text": "A", "type": "string" });
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        item
    };
    check(q(json!({ "type": "url" })), "items of type \"url\" cannot be drawn");
    check(q(json!({ "type": "reference" })), "items of type \"reference\" cannot be drawn");
    check(q(json!({ "definition": "http://x" })), "\"definition\" is not in the form language");
    check(q(json!({ "_text": {} })), "\"_text\" is not in the form language");
    check(q(json!({ "modifierExtension": [] })), "\"modifierExtension\"");
    check(q(json!({ "repeats": true })), "only a group may repeat");
    check(q(json!({ "type": "choice" })), "a choice needs its options in the form");
    check(
        q(json!({ "type": "choice", "answerValueSet": "http://x/vs" })),
        "the value set http://x/vs is not in the form",
    );
    check(q(json!({ "answerOption": [{ "valueString": "x" }] })), "only a choice may have options");
    check(q(json!({ "required": "yes" })), "\"required\" has to be true or false");
    check(
        q(json!({ "enableWhen": [{ "question": "y", "operator": "exists", "answerBoolean": true }] })),
        "asks about y",
    );
    check(q(json!({ "enableWhen": [{ "question": "z", "operator": "~", "answerBoolean": true }] })), "operator ~");
    check(q(json!({ "enableWhen": [{ "question": "z", "operator": "=" }] })), "needs an answer to compare with");
    check(q(json!({ "linkId": "z" })), "this linkId is there twice");
    check(q(json!({ "linkId": "a[0]" })), "brackets or a slash");
    check(q(json!({ "linkId": "" })), "has to have a linkId");
    check(q(json!({ "text": "" })), "a question needs its text");
    check(
        q(json!({ "item": [{ "linkId": "b", "text": "B", "type": "string" }] })),
        "only help may stand under a question",
    );
    let option = json!({ "valueCoding": { "code": "x" } });
    check(q(json!({ "type": "choice", "answerOption": [option, option] })), "option x is there twice");
    let chosen = json!({ "valueCoding": { "code": "x" }, "initialSelected": true });
    check(q(json!({ "type": "choice", "answerOption": [chosen] })), "nothing may be chosen at first");
}

#[test]
fn extensions_that_are_not_understood_are_refused() {
    let sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
    for (url, value) in [
        (format!("{sdc}enableWhenExpression"), json!({ "language": "text/fhirpath", "expression": "true" })),
        (format!("{sdc}candidateExpression"), json!({ "language": "text/fhirpath", "expression": "true" })),
        (format!("{sdc}initialExpression"), json!({ "language": "text/fhirpath", "expression": "true" })),
        ("http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive".to_owned(), json!({})),
        ("https://example.org/own".to_owned(), json!({})),
        ("https://holdfast.invalid/fhir/StructureDefinition/bc-unheard-of".to_owned(), json!({})),
    ] {
        let extension = json!([{ "url": url, "valueExpression": value }]);
        check(
            json!({ "linkId": "a", "text": "A", "type": "string", "extension": extension }),
            "is not in the form language",
        );
    }
    let calculated = |language: &str, expression: &str| {
        let value = json!({ "language": language, "expression": expression });
        let url = format!("{sdc}calculatedExpression");
        json!({ "linkId": "a", "text": "A", "type": "integer", "extension": [{ "url": url, "valueExpression": value }] })
    };
    check(calculated("text/cql", "1"), "has to be text/fhirpath");
    check(calculated("application/x-fhir-query", "Patient"), "has to be text/fhirpath");
    check(calculated("text/fhirpath", "1 +"), "the expression cannot be read");
    assert!(refused(&form(calculated("text/fhirpath", "1 + 1"))).is_empty());
}

#[test]
fn circles_are_refused() {
    let when = |question: &str| json!([{ "question": question, "operator": "exists", "answerBoolean": true }]);
    let item = |link_id: &str, question: &str| json!({ "linkId": link_id, "text": "?", "type": "string", "enableWhen": when(question) });
    let three = json!({ "resourceType": "Questionnaire", "item": [item("a", "b"), item("b", "c"), item("c", "a")] });
    assert_eq!(refused(&three).len(), 3);
    let own = json!({ "resourceType": "Questionnaire", "item": [item("a", "a")] });
    assert_eq!(refused(&own), ["a: whether it is shown depends on itself"]);
    let group = json!({ "resourceType": "Questionnaire", "item": [
        { "linkId": "g", "type": "group", "enableWhen": when("b"), "item": [{ "linkId": "b", "text": "B", "type": "string" }] },
    ] });
    assert_eq!(refused(&group).len(), 2);
}

#[test]
fn everything_wrong_is_listed_at_once_with_its_place() {
    let bad = json!({ "resourceType": "Questionnaire", "derivedFrom": ["x"], "item": [
        { "linkId": "a", "text": "A", "type": "url" },
        { "linkId": "g", "type": "group", "item": [{ "linkId": "b", "text": "B", "type": "string", "maxLength": "5" }] },
    ] });
    assert_eq!(
        refused(&bad),
        [
            "\"derivedFrom\" is not in the form language",
            "item[0] (a): items of type \"url\" cannot be drawn",
            "item[1] (g).item[0] (b): \"maxLength\" has to be a whole number",
        ]
    );
}

#[test]
fn what_is_no_form_at_all_is_refused() {
    for text in
        ["", "null", "[]", "{}", "{\"resourceType\": \"Patient\"}", "{\"resourceType\": \"Questionnaire\"}", "{"]
    {
        assert!(!Definition::load(text).err().unwrap_or_default().is_empty(), "{text}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Definition::load(&deep).is_err());
}

#[test]
fn the_whole_language_is_understood() {
    let everything = json!({
        "resourceType": "Questionnaire", "id": "x", "url": "https://example.org/x", "version": "1", "title": "X", "status": "active",
        "contained": [{ "resourceType": "ValueSet", "id": "vs", "expansion": { "contains": [{ "system": "s", "code": "a", "display": "A" }] } }],
        "item": [
            { "linkId": "g", "type": "group", "text": "G", "repeats": true, "item": [
                { "linkId": "s", "text": "S", "type": "string", "maxLength": 10, "extension": [
                    { "url": "http://hl7.org/fhir/StructureDefinition/regex", "valueString": "[A-Z]{2}[0-9]+" },
                    { "url": "http://hl7.org/fhir/StructureDefinition/minLength", "valueInteger": 3 }] },
            ] },
            { "linkId": "d", "text": "words", "type": "display" },
            { "linkId": "c", "text": "C", "type": "choice", "answerValueSet": "#vs" },
            { "linkId": "oc", "text": "OC", "type": "open-choice", "answerOption": [{ "valueString": "x" }] },
            { "linkId": "n", "text": "N", "type": "choice", "answerOption": [{ "valueInteger": 1 }, { "valueInteger": 2 }] },
            { "linkId": "date", "text": "D", "type": "date" }, { "linkId": "dt", "text": "DT", "type": "dateTime" },
            { "linkId": "time", "text": "T", "type": "time" }, { "linkId": "q", "text": "Q", "type": "quantity" },
            { "linkId": "b", "text": "B", "type": "boolean", "prefix": "1." }, { "linkId": "t", "text": "T", "type": "text" },
            { "linkId": "i", "text": "I", "type": "integer", "initial": [{ "valueInteger": 5 }] },
        ],
    });
    assert_eq!(refused(&everything), Vec::<String>::new());
    let form = Definition::load(&everything.to_string()).unwrap();
    let answers = json!({ "g": [{ "s": "AB12" }, { "s": "12AB" }], "c": "a", "oc": "other", "n": 2, "date": "2026-11-21",
        "dt": "2026-11-21T14:32:00Z", "time": "14:32", "q": { "value": 5, "unit": "mg" }, "b": false, "t": "x\ny", "i": 5 });
    let errors = forms::evaluate(&form, &answers).errors;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(
        (errors[0].link_id.as_str(), errors[0].message.as_str()),
        ("s", "S is not in the form that is asked for")
    );
    for (key, value) in [
        ("date", "2026-02-30"),
        ("date", "21-11-2026"),
        ("dt", "2026-11-21"),
        ("time", "24:00"),
        ("time", "2:30"),
        ("g[0]/s", "A1"),
    ] {
        let errors = forms::evaluate(&form, &json!({ key: value })).errors;
        assert_eq!(errors.len(), 1, "{key} {value}");
    }
}

#[test]
fn who_signs_is_understood_or_refused_with_its_place() {
    let form = |sign: serde_json::Value| {
        json!({ "resourceType": "Questionnaire",
            "extension": [{ "url": "https://holdfast.invalid/fhir/StructureDefinition/bc-sign", "extension": sign }],
            "item": [{ "linkId": "two", "text": "Two people", "type": "boolean" }, { "linkId": "n", "text": "N", "type": "string" }] })
    };
    let count = |count: u32| json!({ "url": "count", "valueInteger": count });
    let when = |link_id: &str| json!({ "url": "when", "valueString": link_id });
    let second = |sign| Definition::load(&form(sign).to_string()).map(|form| form.second).unwrap();
    assert_eq!(second(json!([count(1)])), Second::No);
    assert_eq!(second(json!([count(2)])), Second::Always);
    assert_eq!(second(json!([count(2), when("two")])), Second::When("two".into()));
    for wrong in [
        json!([count(3)]),
        json!([]),
        json!([count(1), when("two")]),
        json!([count(2), when("n")]),
        json!([count(2), when("absent")]),
    ] {
        let problems = refused(&form(wrong.clone()));
        assert!(problems.len() == 1 && problems[0].contains("bc-sign"), "{wrong}: {problems:?}");
    }
}
