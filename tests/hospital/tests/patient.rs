//! The right patient, or a refusal in words.

use chrono::NaiveDate;
use exchange::file::{FindProblem, Number, Who, find_patient};
use hospital::{FhirStandIn, encounter, patient};
use serde_json::{Value, json};

use crate::records::{NHS, NMC, observations, seed, target, who};

const HOSPITAL: &str = "https://trust.example/id/hospital-number";

fn her() -> Who {
    Who { hospital: Some(Number { system: HOSPITAL.to_owned(), value: "H1".to_owned() }), ..who(&observations(1)) }
}

/// Asks a target that holds `people` for `who`; the words of the refusal, or the reference found.
fn ask(people: &[Value], who: &Who) -> Result<String, String> {
    let server = FhirStandIn::start(people);
    match find_patient(&target(&server), who) {
        Ok(found) => Ok(found.patient_ref),
        Err(FindProblem::Refused(refusal)) => Err(refusal.words),
        Err(FindProblem::NoAnswer(silence)) => panic!("{silence:?}"),
    }
}

fn margaret() -> Value {
    patient("pat-1", NHS, "Whitfield", "Margaret", "1947-02-03")
}

fn changed(change: impl FnOnce(&mut Value)) -> Vec<Value> {
    let mut one = margaret();
    change(&mut one);
    vec![one]
}

#[test]
fn the_one_patient_with_the_number_name_and_birth_date_is_found() {
    assert_eq!(ask(&seed(), &her()), Ok("Patient/pat-1".to_owned()));
    let lower = changed(|one| one["name"][0]["family"] = json!("whitfield"));
    assert_eq!(ask(&lower, &her()), Ok("Patient/pat-1".to_owned()));
    let second_name = changed(|one| {
        one["name"] = json!([{ "use": "old", "family": "Smith" }, { "use": "official", "family": "Whitfield" }]);
    });
    assert_eq!(ask(&second_name, &her()), Ok("Patient/pat-1".to_owned()));
}

#[test]
fn anything_less_than_one_agreeing_patient_is_refused_in_words() {
    let check = |people: &[Value], who: &Who, words: &str| {
        let refusal = ask(people, who).unwrap_err();
        assert!(refusal.contains(words), "`{refusal}` does not say `{words}`");
        assert!(!refusal.contains(NHS) && !refusal.to_lowercase().contains("whitfield"), "{refusal}");
    };
    check(&[], &her(), "holds no patient with this number");
    let twice = [margaret(), patient("pat-7", NHS, "Whitfield", "Margaret", "1947-02-03")];
    check(&twice, &her(), "more than one patient");
    check(&changed(|one| one["name"][0]["family"] = json!("Whitefield")), &her(), "family name");
    check(&changed(|one| one["birthDate"] = json!("1947-03-02")), &her(), "date of birth");
    check(&changed(|one| one["birthDate"] = json!("1947")), &her(), "date of birth");
    check(&changed(|one| drop(one.as_object_mut().unwrap().remove("birthDate"))), &her(), "date of birth");
    check(&changed(|one| one["active"] = json!(false)), &her(), "no longer in use");
    check(&changed(|one| one["link"] = json!([{ "type": "replaced-by" }])), &her(), "merged");
    check(&seed(), &Who { born: None, ..her() }, "not known");
    check(&seed(), &Who { family: None, ..her() }, "not known");
    check(&seed(), &Who { temporary: true, ..her() }, "temporary");
    check(&seed(), &Who { nhs: None, hospital: None, ..her() }, "no number");
    let born = NaiveDate::from_ymd_opt(1951, 8, 14);
    check(&seed(), &Who { born, ..her() }, "date of birth");
}

#[test]
fn two_numbers_of_two_patients_are_refused() {
    let mut other = patient("pat-2", "9990000026", "Whitfield", "Margaret", "1947-02-03");
    other["identifier"].as_array_mut().unwrap().push(json!({ "system": HOSPITAL, "value": "H1" }));
    let words = ask(&[margaret(), other.clone()], &her()).unwrap_err();
    assert!(words.contains("two patients"), "{words}");
    // Known there by the hospital number alone, and under another NHS number.
    let words = ask(&[other], &her()).unwrap_err();
    assert!(words.contains("NHS number at the target is another"), "{words}");
}

#[test]
fn the_stay_and_the_author_are_those_the_target_knows() {
    let server = FhirStandIn::start(&seed());
    let found = find_patient(&target(&server), &her()).unwrap();
    assert_eq!(found.encounter_ref.as_deref(), Some("Encounter/stay-1"));
    assert_eq!(found.performer_ref.as_deref(), Some("Practitioner/nurse-1"));
}

#[test]
fn of_two_open_stays_neither_is_taken() {
    let mut people = seed();
    people.push(encounter("stay-2", "pat-1"));
    let server = FhirStandIn::start(&people);
    assert_eq!(find_patient(&target(&server), &her()).unwrap().encounter_ref, None);
}

#[test]
fn an_author_the_target_does_not_know_is_not_taken_for_another() {
    let who = Who {
        author: Some(Number { system: "https://fhir.hl7.org.uk/Id/gmc-number".to_owned(), value: NMC.to_owned() }),
        ..her()
    };
    let server = FhirStandIn::start(&seed());
    assert_eq!(find_patient(&target(&server), &who).unwrap().performer_ref, None);
}

#[test]
fn nothing_of_a_patient_is_in_the_debug_of_who_is_asked_for() {
    let words = format!("{:?} {:?}", her(), her().hospital.unwrap());
    assert!(!words.contains("H1") && !words.contains(NHS) && !words.contains("WHITFIELD"), "{words}");
}
