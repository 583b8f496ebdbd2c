//! What two people sign: never one alone, never the same person twice, and both are named wherever the record goes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use record::SignedRecord;
use serde_json::{Value, json};

use super::*;
use crate::answers::Signed;
use crate::demo;
use crate::tests::{in_bed, now, somebody, ward};

fn dose(two: bool) -> Value {
    json!({ "medicine": "Morphine sulfate 10 mg tablets", "outcome": "given", "dose": "10 mg", "route": "oral", "two": two })
}

fn give(
    ward: &mut Ward,
    actor: &Actor,
    answers: &Value,
    second: Option<(&str, &str)>,
) -> Result<SignedRecord, WardError> {
    let second = second.map(|(name, pin)| Second { staff: ward.staff_called(name).unwrap().id, pin });
    let patient = in_bed(ward, "A1");
    let form = "medicine-given";
    let whole = Signed { patient, form, care_at: None, late_reason: None, answers, pin: demo::PIN, second };
    ward.record(actor, &whole, now())
}

#[test]
fn a_dose_that_takes_two_people_is_signed_by_two_different_ones() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    assert!(matches!(give(&mut ward, &ama, &dose(true), None), Err(WardError::SecondPerson)));
    let herself = Some(("Ama Boateng", demo::PIN));
    assert!(matches!(give(&mut ward, &ama, &dose(true), herself), Err(WardError::SamePerson)));
    let wrong = Some(("Jo Marsh", "000000"));
    assert!(matches!(give(&mut ward, &ama, &dose(true), wrong), Err(WardError::SecondPin { .. })));
    let clerk = Some(("Tom Hale", demo::PIN));
    assert!(matches!(give(&mut ward, &ama, &dose(true), clerk), Err(WardError::NotSecond(_))));
    assert_eq!(ward.store.records().unwrap().len(), 0, "nothing of that was signed");

    let record = give(&mut ward, &ama, &dose(true), Some(("Jo Marsh", demo::PIN))).unwrap();
    assert_eq!(
        (record.author.name.as_str(), record.second.as_ref().unwrap().name.as_str()),
        ("Ama Boateng", "Jo Marsh")
    );
    assert_eq!(record.signed_by(), "Ama Boateng and Jo Marsh");
    let found = record::filing::Found { patient_ref: "Patient/1".into(), encounter_ref: None, performer_ref: None };
    let filing = ward.build(&record, &found, now()).unwrap();
    let provenance = filing.resources.iter().find(|one| one.kind == "Provenance").unwrap();
    let provenance: Value = serde_json::from_str(&provenance.body).unwrap();
    let verifier =
        provenance["agent"].as_array().unwrap().iter().find(|one| one["type"].to_string().contains("verifier"));
    assert_eq!(verifier.unwrap()["who"]["display"], "Jo Marsh, Nurse");
    assert_eq!(ward.verify().unwrap().wrong, Vec::<String>::new());
}

#[test]
fn a_dose_that_takes_one_is_signed_by_one() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let record = give(&mut ward, &ama, &dose(false), None).unwrap();
    assert_eq!(record.second, None);
    let unasked = give(&mut ward, &ama, &dose(false), Some(("Jo Marsh", demo::PIN))).unwrap();
    assert_eq!(unasked.second, None, "nobody is named who was not asked for");
}
