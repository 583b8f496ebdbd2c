//! A site's own forms: added, replaced, refused; and what was signed on an old version read for ever.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::{Value, json};

use super::*;
use crate::answers::Signed;
use crate::demo;
use crate::tests::{in_bed, now, somebody, ward};

fn form(id: &str, version: &str, question: &str) -> Value {
    let replaces =
        json!({ "url": "https://holdfast.invalid/fhir/StructureDefinition/bc-replaces", "valueCode": "epr" });
    json!({ "resourceType": "Questionnaire", "id": id, "version": version, "title": "Dressing check", "extension": [replaces],
        "item": [{ "linkId": "seen", "text": question, "type": "boolean", "required": true }] })
}

fn put(home: &tempfile::TempDir, file: &str, form: &str) {
    let folder = home.path().join(FOLDER);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(file), form).unwrap();
}

fn again(home: &tempfile::TempDir) -> Ward {
    Ward::open(home.path(), crate::EXERCISE_PASSPHRASE, now()).unwrap()
}

fn signed(ward: &mut Ward, form: &str) -> record::SignedRecord {
    let ama = somebody(ward, "Ama Boateng");
    let answers = json!({ "seen": true });
    let patient = in_bed(ward, "A1");
    let whole =
        Signed { patient, form, care_at: None, late_reason: None, answers: &answers, pin: demo::PIN, second: None };
    ward.record(&ama, &whole, now()).unwrap()
}

#[test]
fn a_record_is_read_in_the_version_it_was_signed_on_for_ever() {
    let home = tempfile::tempdir().unwrap();
    drop(ward(&home));
    put(&home, "dressing.json", &form("dressing", "1.0.0", "Dressing dry").to_string());
    let mut first = again(&home);
    let record = signed(&mut first, "dressing");
    drop(first);
    put(&home, "dressing.json", &form("dressing", "2.0.0", "Dressing intact").to_string());
    let mut second = again(&home);
    assert_eq!(second.answer_rows(&record).unwrap()[0].label, "Dressing dry");
    let newer = signed(&mut second, "dressing");
    assert_eq!(
        (newer.form.version.as_str(), second.answer_rows(&newer).unwrap()[0].label.as_str()),
        ("2.0.0", "Dressing intact")
    );
    drop(second);
    std::fs::remove_dir_all(home.path().join(FOLDER)).unwrap();
    let mut without = again(&home);
    assert!(matches!(without.form("dressing"), Err(WardError::NoSuchForm(_))), "it is not offered any more");
    assert_eq!(without.answer_rows(&record).unwrap()[0].label, "Dressing dry");
    assert_eq!(without.answer_rows(&newer).unwrap()[0].label, "Dressing intact");
    let found = record::filing::Found { patient_ref: "Patient/1".into(), encounter_ref: None, performer_ref: None };
    without.build(&record, &found, now()).unwrap();
    assert_eq!(without.verify().unwrap().wrong, Vec::<String>::new());
}

#[test]
fn a_sites_form_takes_the_place_of_a_shipped_one_and_what_cannot_be_used_is_told() {
    let home = tempfile::tempdir().unwrap();
    drop(ward(&home));
    put(&home, "a.json", &form("nursing-note", "9.0.0", "Our own note").to_string());
    put(&home, "b.json", &form("nursing-note", "1.0.0", "The shipped version, other words").to_string());
    put(&home, "c.json", "{ not json");
    let mut elsewhere = form("elsewhere", "1", "Of a system nobody has");
    elsewhere["extension"][0]["valueCode"] = json!("nowhere");
    put(&home, "d.json", &elsewhere.to_string());
    put(&home, "notes.txt", "not a form, and not looked at");
    let ward = again(&home);
    assert_eq!(ward.form("nursing-note").unwrap().version, "9.0.0");
    let told: Vec<&str> = ward.forms_not_usable().iter().map(|one| one.file.as_str()).collect();
    assert_eq!(told, ["b.json", "c.json", "d.json"], "one version has one text");
    assert!(ward.forms_not_usable()[2].why[0].contains("nowhere"));
    drop(ward);
    std::fs::remove_file(home.path().join(FOLDER).join("a.json")).unwrap();
    let ward = again(&home);
    assert_eq!(ward.form("nursing-note").unwrap().title, "Nursing evaluation note", "the shipped one stays in use");
}

#[test]
fn a_form_whose_words_changed_under_one_version_is_not_begun() {
    let home = tempfile::tempdir().unwrap();
    drop(ward(&home));
    put(&home, "dressing.json", &form("dressing", "1.0.0", "Dressing dry").to_string());
    let mut first = again(&home);
    signed(&mut first, "dressing");
    drop(first);
    put(&home, "dressing.json", &form("dressing", "1.0.0", "Dressing wet").to_string());
    let mut second = again(&home);
    let ama = somebody(&mut second, "Ama Boateng");
    let patient = in_bed(&second, "A1");
    assert!(matches!(second.start_form(&ama, patient, "dressing", now()), Err(WardError::AsItStands(_))));
}
