//! A ward of 28 beds with invented people, as staff and timers work it: for what the store alone does not show.

use chrono::{DateTime, FixedOffset};
use record::{PatientId, Role, SystemId};
use serde_json::{Value, json};
use store::Beginning;
use tempfile::TempDir;
use ward::answers::Signed;
use ward::people::NewStaff;
use ward::{Actor, Config, EXERCISE_PASSPHRASE, Ward, WardError};

use crate::scene::scratch;

pub(crate) const BEDS: usize = 28;
pub(crate) const PIN: &str = "246810";

/// A test number of the NHS, with its check digit.
fn nhs_number(number: usize) -> String {
    (0..20)
        .find_map(|more| {
            let nine = format!("999{:06}", number * 20 + more);
            let sum: u32 =
                nine.chars().zip((2..=10).rev()).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
            match 11 - sum % 11 {
                10 => None,
                11 => Some(format!("{nine}0")),
                check => Some(format!("{nine}{check}")),
            }
        })
        .expect("one of twenty has a check digit")
}

/// The people, their stays and a last pulse, as a source would have them on its nth telling.
pub(crate) fn people(patients: usize, telling: usize) -> Vec<Value> {
    let kind = json!([{ "system": "http://terminology.hl7.org/CodeSystem/location-physical-type", "code": "wa" }]);
    let mut all = vec![json!({
        "resourceType": "Location", "id": "ash", "status": "active", "name": "Ash Ward", "physicalType": { "coding": kind },
    })];
    for number in 0..patients {
        let patient = format!("p{number}");
        all.push(json!({
            "resourceType": "Patient", "id": patient, "gender": if number % 2 == 0 { "female" } else { "male" },
            "birthDate": format!("19{:02}-0{}-1{}", number % 60 + 30, number % 9 + 1, number % 9),
            "identifier": [{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": nhs_number(number) }],
            "name": [{ "family": format!("Invented{number}"), "given": ["Person"] }],
        }));
        all.push(json!({
            "resourceType": "Encounter", "id": format!("e{number}"), "status": "in-progress",
            "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP" },
            "subject": { "reference": format!("Patient/{patient}") },
            "location": [{ "location": { "reference": "Location/ash" }, "status": "active" }],
        }));
        all.push(json!({
            "resourceType": "Observation", "id": format!("o{number}"), "status": "final",
            "code": { "coding": [{ "system": "http://loinc.org", "code": "8867-4" }] },
            "subject": { "reference": format!("Patient/{patient}") },
            "effectiveDateTime": "2026-11-21T10:10:00+00:00",
            "valueQuantity": { "value": 60 + (number + telling) % 60, "unit": "beats/min", "system": "http://unitsofmeasure.org", "code": "/min" },
        }));
    }
    all
}

/// The same as one Bundle.
pub(crate) fn bundle(patients: usize, telling: usize) -> Vec<u8> {
    let entries: Vec<Value> =
        people(patients, telling).into_iter().map(|resource| json!({ "resource": resource })).collect();
    serde_json::to_vec(&json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }))
        .expect("it has a JSON")
}

/// A store of the ward, the nurse in charge signed in, everybody held.
pub(crate) fn begin(now: DateTime<FixedOffset>) -> (TempDir, Ward, Actor) {
    let home = scratch();
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: EXERCISE_PASSPHRASE, at: now };
    let mut ward = Ward::create(home.path(), Config::demo(), &beginning).expect("a store can be made");
    let sam = NewStaff { name: "Sam Reyes", role: Role::NurseInCharge, title: None, number: None, pin: Some(PIN) };
    let sam = ward.add_staff(None, &sam, now).expect("somebody can be added");
    let actor = ward.sign_in(sam, PIN, now).expect("somebody can sign in");
    take(&mut ward, 0, now).expect("everybody can be taken in");
    (home, ward, actor)
}

/// Takes in what a source tells.
pub(crate) fn take(ward: &mut Ward, telling: usize, now: DateTime<FixedOffset>) -> Result<(), WardError> {
    ward.take_bytes(None, &SystemId::new("pas"), "pas.json", &bundle(BEDS, telling), now).map(|_| ())
}

/// Whoever is on the ward.
pub(crate) fn patients(ward: &Ward, actor: &Actor, now: DateTime<FixedOffset>) -> Vec<PatientId> {
    let board = ward.board_again(actor, None, now).expect("the board can be seen");
    board.rows.into_iter().filter_map(|row| row.patient).map(|patient| patient.picture.id).collect()
}

/// A set that needs nobody told.
pub(crate) fn well(turn: usize) -> Value {
    json!({ "rr": 12 + turn % 8, "spo2": 97, "o2": "air", "sbp": 120 + turn % 40, "dbp": 66, "hr": 60 + turn % 30,
            "acvpu": "A", "temp": 36.8 })
}

/// Fills in a whole set and signs it.
pub(crate) fn observe(
    ward: &mut Ward,
    actor: &Actor,
    patient: PatientId,
    turn: usize,
    now: DateTime<FixedOffset>,
) -> Result<record::RecordId, WardError> {
    let answers = well(turn);
    let whole =
        Signed { patient, form: "news2", care_at: None, late_reason: None, answers: &answers, pin: PIN, second: None };
    ward.record(actor, &whole, now).map(|record| record.id)
}
