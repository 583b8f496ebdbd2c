//! What a server may do to a copy, and what it may not.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use super::{How, equal_in_what_we_sent};

fn sent() -> Value {
    serde_json::from_str(
        r#"{"resourceType":"Observation","id":"a","meta":{"tag":[{"code":"late-entry"},{"code":"captured-offline"}]},
        "status":"final","subject":{"reference":"Patient/1"},"encounter":{"reference":"Encounter/9"},
        "performer":[{"reference":"Practitioner/5"}],
        "code":{"coding":[{"system":"s","code":"x"},{"system":"l","code":"y"}]},
        "valueQuantity":{"value":37.0,"unit":"C"},
        "component":[{"code":{"text":"one"},"valueInteger":1},{"code":{"text":"two"},"valueInteger":2}]}"#,
    )
    .unwrap()
}

/// Changes the copy by `change` and says what the comparison finds: the place and how, or nothing.
fn found(change: impl FnOnce(&mut Value)) -> Option<(String, How)> {
    let mut got = sent();
    change(&mut got);
    equal_in_what_we_sent(&sent().to_string(), &got).err().map(|one| (one.path, one.how))
}

#[test]
fn the_same_copy_is_equal() {
    assert_eq!(found(|_| {}), None);
}

#[test]
fn a_server_may_add_and_reorder() {
    assert_eq!(found(|got| got["meta"]["versionId"] = json!("7")), None);
    assert_eq!(found(|got| got["meta"]["lastUpdated"] = json!("2026-01-01T00:00:00Z")), None);
    assert_eq!(found(|got| got["meta"]["tag"].as_array_mut().unwrap().push(json!({"code": "theirs"}))), None);
    assert_eq!(found(|got| got["meta"]["tag"].as_array_mut().unwrap().reverse()), None);
    assert_eq!(found(|got| got["component"].as_array_mut().unwrap().reverse()), None);
    assert_eq!(found(|got| got["code"]["coding"].as_array_mut().unwrap().insert(0, json!({"code": "z"}))), None);
    assert_eq!(found(|got| got["text"] = json!({"status": "generated"})), None);
    assert_eq!(found(|got| got["identifier"] = json!([{"value": "theirs"}])), None);
}

#[test]
fn a_server_may_not_change_what_was_sent() {
    let changed = |path: &str| Some((path.to_owned(), How::Changed));
    assert_eq!(found(|got| got["status"] = json!("amended")), changed("Observation.status"));
    assert_eq!(found(|got| got["subject"]["reference"] = json!("Patient/2")), changed("Observation.subject.reference"));
    assert_eq!(
        found(|got| got["encounter"]["reference"] = json!("Encounter/8")),
        changed("Observation.encounter.reference")
    );
    assert_eq!(
        found(|got| got["performer"][0]["reference"] = json!("Practitioner/6")),
        changed("Observation.performer[0].reference")
    );
    assert_eq!(
        found(|got| got["component"][1]["valueInteger"] = json!(3)),
        changed("Observation.component[1].valueInteger")
    );
    assert_eq!(found(|got| got["id"] = json!("b")), changed("Observation.id"));
}

#[test]
fn decimals_are_compared_by_their_digits() {
    for (other, how) in [
        ("37", How::Digits),
        ("37.00", How::Digits),
        ("370", How::Changed),
        ("3.70e1", How::Changed),
        ("37.1", How::Changed),
        ("\"37.0\"", How::Changed),
    ] {
        let other: Value = serde_json::from_str(other).unwrap();
        let place = ("Observation.valueQuantity.value".to_owned(), how);
        assert_eq!(found(|got| got["valueQuantity"]["value"] = other.clone()), Some(place), "{other}");
    }
    let words = equal_in_what_we_sent(
        &sent().to_string(),
        &serde_json::from_str(&sent().to_string().replace("37.0", "37")).unwrap(),
    );
    assert_eq!(
        words.unwrap_err().to_string(),
        "Observation.valueQuantity.value: the number is held there without the zeros it ended with, which say how exactly it was measured"
    );
}

#[test]
fn a_server_may_not_leave_out_what_was_sent() {
    assert_eq!(
        found(|got| drop(got.as_object_mut().unwrap().remove("encounter"))),
        Some(("Observation.encounter".to_owned(), How::Missing))
    );
    assert_eq!(
        found(|got| drop(got["meta"]["tag"].as_array_mut().unwrap().pop())),
        Some(("Observation.meta.tag[1]".to_owned(), How::Missing))
    );
}

#[test]
fn a_server_may_not_add_what_changes_the_meaning() {
    let added = |path: &str| Some((path.to_owned(), How::Added));
    assert_eq!(
        found(|got| got["valueQuantity"]["comparator"] = json!("<")),
        added("Observation.valueQuantity.comparator")
    );
    assert_eq!(found(|got| got["modifierExtension"] = json!([])), added("Observation.modifierExtension"));
    assert_eq!(found(|got| got["valueString"] = json!("x")), added("Observation.valueString"));
    assert_eq!(found(|got| got["component"].as_array_mut().unwrap().push(json!({}))), added("Observation.component"));
    assert_eq!(found(|got| got["performer"].as_array_mut().unwrap().push(json!({}))), added("Observation.performer"));
}

#[test]
fn a_difference_does_not_repeat_what_was_recorded() {
    let mut got = sent();
    got["subject"]["reference"] = json!("Patient/SECRET");
    let words = equal_in_what_we_sent(&sent().to_string(), &got).unwrap_err().to_string();
    assert_eq!(words, "Observation.subject.reference: another value is held there");
}
