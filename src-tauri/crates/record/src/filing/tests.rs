//! What is built for each form, kept as a golden Bundle, and what must never be built.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};
use forms::{Answer, Answers, Gap, NodeId};
use serde_json::Value;
use uuid::Uuid;

use super::{BuildContext, BuildProblem, Filing, Found, NAMESPACE, build, bundle};
use crate::{
    Author, Born, FormRef, Gender, Identity, NumberValidity, PatientId, PatientNumber, RecordId, Role, Seen,
    SignedRecord, SignedScore, StaffId, SystemId,
};

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn answers(all: &[(&str, Answer)]) -> Answers {
    all.iter().map(|(node, answer)| (NodeId((*node).to_owned()), answer.clone())).collect()
}

fn number(digits: &str) -> Answer {
    Answer::Number { digits: digits.to_owned(), unit: None }
}

fn text(words: &str) -> Answer {
    Answer::Text(words.to_owned())
}

fn choice(code: &str) -> Answer {
    Answer::Choice(code.to_owned())
}

fn gap(gap: Gap, reason: &str) -> Answer {
    Answer::Gap { gap, reason: reason.to_owned() }
}

fn record(form: &str, answers: Answers, score: Option<SignedScore>) -> SignedRecord {
    let definition = forms::shipped(form).unwrap();
    SignedRecord {
        id: RecordId(Uuid::from_u128(0x0190_c0de_0000_7000_8000_0000_0000_0001)),
        form: FormRef {
            id: form.to_owned(),
            version: definition.version.clone(),
            title: definition.title.clone(),
            replaces: SystemId::new(definition.replaces.as_deref().unwrap()),
        },
        patient: PatientId(Uuid::from_u128(2)),
        seen: Seen {
            identity: Identity {
                family: Some("Whitfield".to_owned()),
                given: Some("Margaret".to_owned()),
                born: Some(Born { date: NaiveDate::from_ymd_opt(1947, 2, 3).unwrap(), estimated: false }),
                gender: Gender::Female,
                nhs_number: Some(PatientNumber { value: "9990000018".to_owned(), validity: NumberValidity::Test }),
                ..Identity::default()
            },
            ward: Some("Ash".to_owned()),
            bed: Some("A1".to_owned()),
            allergies: "No known allergies".to_owned(),
            as_at: Vec::new(),
        },
        care_at: at("2026-11-22T11:30:00+00:00"),
        recorded_at: at("2026-11-22T11:34:00+00:00"),
        late_reason: None,
        author: Author {
            id: StaffId(Uuid::from_u128(7)),
            name: "Ama Boateng".to_owned(),
            role: Role::Nurse,
            number: Some("98A7654E".to_owned()),
            marks: Vec::new(),
        },
        second: None,
        care_by: None,
        answers,
        summary: String::new(),
        score,
        amends: None,
    }
}

fn score(total: Option<u8>, points: &[(&str, u8)], missing: &[&str], scale: u8) -> SignedScore {
    SignedScore {
        name: "news2".to_owned(),
        total,
        band: total.map(|_| "medium".to_owned()),
        at_least: None,
        missing: missing.iter().map(|name| (*name).to_owned()).collect(),
        points: points.iter().map(|(name, points)| ((*name).to_owned(), *points)).collect(),
        scale,
    }
}

/// Vector 12 of clinical-content §2.1.3: a total of 5.
fn five() -> SignedRecord {
    let points = [("rr", 2), ("spo2", 1), ("o2", 0), ("sbp", 1), ("hr", 1), ("acvpu", 0), ("temp", 0)];
    let all = [
        ("rr", number("21")),
        ("scale", choice("1")),
        ("spo2", number("95")),
        ("o2", choice("air")),
        ("sbp", number("105")),
        ("dbp", number("66")),
        ("hr", number("91")),
        ("acvpu", choice("A")),
        ("temp", number("37.0")),
    ];
    record("news2", answers(&all), Some(score(Some(5), &points, &[], 1)))
}

fn found() -> Found {
    Found {
        patient_ref: "Patient/pat-1".to_owned(),
        encounter_ref: Some("Encounter/stay-1".to_owned()),
        performer_ref: Some("Practitioner/nurse-1".to_owned()),
    }
}

fn context() -> BuildContext<'static> {
    BuildContext { now: at("2026-11-22T15:00:00+00:00"), version: "0.1.0", exercise: true, namespace: NAMESPACE }
}

fn built(record: &SignedRecord) -> Filing {
    let definition = forms::shipped(&record.form.id).unwrap();
    build(record, definition, b"%PDF-1.7 a page", &found(), &context()).unwrap()
}

/// The resources of one type, in the order sent.
fn of(filing: &Filing, kind: &str) -> Vec<Value> {
    let bodies = filing.resources.iter().filter(|one| one.kind == kind);
    bodies.map(|one| serde_json::from_str(&one.body).unwrap()).collect()
}

fn coded(filing: &Filing, code: &str) -> Option<Value> {
    let has = |one: &Value| {
        let codings = one["code"]["coding"].as_array();
        codings.is_some_and(|all| all.iter().any(|coding| coding["code"] == code))
    };
    of(filing, "Observation").into_iter().find(has)
}

/// Compares with the golden file, or writes it when `UPDATE_GOLDEN` is set.
fn golden(name: &str, record: &SignedRecord) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.json"));
    let made: Value = serde_json::from_str(&bundle(&[built(record)])).unwrap();
    let made = format!("{}\n", serde_json::to_string_pretty(&sorted(&made)).unwrap());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert_eq!(kept, made, "{name} is built otherwise than its golden Bundle; UPDATE_GOLDEN=1 renews it");
}

/// With the entries of every object in order, so that a golden does not depend on how maps are kept.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(all) => {
            let mut names: Vec<&String> = all.keys().collect();
            names.sort();
            names.into_iter().map(|name| (name.clone(), sorted(&all[name]))).collect()
        }
        Value::Array(all) => all.iter().map(sorted).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

#[test]
fn a_full_set_of_observations_is_built_as_its_golden_bundle() {
    golden("news2", &five());
}

#[test]
fn a_late_set_on_scale_2_with_a_gap_is_built_as_its_golden_bundle() {
    golden("news2-gap", &with_gap());
}

fn with_gap() -> SignedRecord {
    let points = [("rr", 0), ("spo2", 1), ("o2", 2), ("acvpu", 3), ("temp", 0)];
    let all = [
        ("rr", number("16")),
        ("scale", choice("2")),
        ("spo2", number("93")),
        ("o2", choice("oxygen")),
        ("o2.flow", number("2.5")),
        ("o2.fio2", number("28")),
        ("sbp", gap(Gap::CannotBeRecorded, "No reading on either arm")),
        ("hr", gap(Gap::NotMeasured, "Declined")),
        ("acvpu", choice("C")),
        ("temp", number("36.8")),
        ("told", text("Dr Lin, registrar")),
    ];
    let mut record = record("news2", answers(&all), Some(score(None, &points, &["sbp", "hr"], 2)));
    record.recorded_at = at("2026-11-22T14:05:00+00:00");
    record.late_reason = Some("Emergency on the ward".to_owned());
    record.care_by = Some("Jo Marsh, health care assistant".to_owned());
    record
}

fn telephoned() -> SignedRecord {
    let all = [
        ("id.first", choice("name")),
        ("id.second", choice("dob")),
        ("caller", text("J. Marsh, biomedical scientist")),
        ("discipline", choice("biochemistry")),
        ("sample.time", Answer::DateTime("2026-11-22T10:15:00+00:00".to_owned())),
        ("result", number("2")),
        ("result[0]/test", text("Potassium")),
        ("result[0]/value", text("6.10")),
        ("result[0]/unit", text("mmol/L")),
        ("result[0]/range", text("3.5 to 5.3")),
        ("result[0]/flag", choice("critical")),
        ("result[1]/test", text("Troponin")),
        ("result[1]/value", text("<5")),
        ("result[1]/unit", text("ng/L")),
        ("result[1]/flag", choice("normal")),
        ("readback", choice("agreed")),
        ("told", text("Dr Lin, registrar")),
        ("told.at", text("11:33")),
    ];
    record("telephoned-result", answers(&all), None)
}

#[test]
fn a_telephoned_result_is_built_as_its_golden_bundle() {
    golden("telephoned-result", &telephoned());
}

#[test]
fn vital_signs_without_a_score_are_built_as_their_golden_bundle() {
    let all = [
        ("rr", number("18")),
        ("spo2", number("98")),
        ("o2", choice("air")),
        ("sbp", number("118")),
        ("dbp", number("72")),
        ("hr", number("84")),
        ("acvpu", choice("A")),
        ("temp", number("36.9")),
    ];
    golden("vital-signs", &record("vital-signs", answers(&all), None));
}

#[test]
fn the_same_record_gives_the_same_bytes_and_ids() {
    assert_eq!(built(&five()), built(&five()));
    let mut other = five();
    other.id = RecordId(Uuid::from_u128(99));
    let ids = |filing: &Filing| filing.resources.iter().map(|one| one.id).collect::<Vec<_>>();
    assert!(ids(&built(&other)).iter().all(|id| !ids(&built(&five())).contains(id)));
    assert_ne!(built(&other).digest, built(&five()).digest);
}

#[test]
fn the_total_is_derived_from_seven_signs_and_has_seven_parts() {
    let filing = built(&five());
    let total = coded(&filing, "1104051000000101").unwrap();
    assert_eq!(total["valueQuantity"]["value"].to_string(), "5");
    assert_eq!(total["component"].as_array().unwrap().len(), 7);
    let from = total["derivedFrom"].as_array().unwrap();
    assert_eq!(from.len(), 7);
    for one in from {
        let id = one["reference"].as_str().unwrap().strip_prefix("Observation/").unwrap();
        assert!(filing.resources.iter().any(|sent| sent.id.to_string() == id));
    }
}

#[test]
fn a_temperature_keeps_its_digits() {
    let sign = coded(&built(&five()), "8310-5").unwrap();
    assert_eq!(sign["valueQuantity"]["value"].to_string(), "37.0");
    assert_eq!(sign["valueQuantity"]["code"], "Cel");
}

#[test]
fn a_set_with_a_gap_says_why_and_has_no_total() {
    let filing = built(&with_gap());
    assert_eq!(coded(&filing, "1104051000000101"), None);
    let pulse = coded(&filing, "8867-4").unwrap();
    assert_eq!(pulse["dataAbsentReason"]["coding"][0]["code"], "not-performed");
    assert_eq!(pulse.get("valueQuantity"), None);
    let systolic = &coded(&filing, "85354-9").unwrap()["component"][0];
    assert_eq!(systolic["dataAbsentReason"]["text"], "Tried, cannot be recorded: No reading on either arm");
}

#[test]
fn the_four_times_and_the_author_are_kept_apart() {
    let filing = built(&with_gap());
    for one in of(&filing, "Observation") {
        assert_eq!(one["effectiveDateTime"], "2026-11-22T11:30:00+00:00");
        assert_eq!(one["issued"], "2026-11-22T14:05:00+00:00");
        assert_eq!(one["performer"][0]["display"], "Jo Marsh, health care assistant");
        let note =
            "Recorded during system downtime; entered 14:05 for 11:30. Reason for the delay: Emergency on the ward";
        assert_eq!(one["note"][0]["text"], note);
    }
    let response = &of(&filing, "QuestionnaireResponse")[0];
    assert_eq!(response["author"]["reference"], "Practitioner/nurse-1");
    let provenance = &of(&filing, "Provenance")[0];
    assert_eq!(provenance["occurredDateTime"], "2026-11-22T11:30:00+00:00");
    assert_eq!(provenance["recorded"], "2026-11-22T14:05:00+00:00");
    assert_eq!(provenance["agent"][0]["who"]["display"], "Jo Marsh, health care assistant");
    assert_eq!(provenance["agent"][1]["who"]["reference"], "Practitioner/nurse-1");
    let page = &of(&filing, "DocumentReference")[0];
    assert_eq!(page["content"][0]["attachment"]["creation"], "2026-11-22T15:00:00+00:00");
}

#[test]
fn both_hours_of_the_night_the_clocks_go_back_stay_apart() {
    let mut record = five();
    record.care_at = at("2026-10-25T01:30:00+01:00");
    record.recorded_at = at("2026-10-25T01:30:00+00:00");
    let one = coded(&built(&record), "8310-5").unwrap();
    assert_eq!(one["effectiveDateTime"], "2026-10-25T01:30:00+01:00");
    assert_eq!(one["issued"], "2026-10-25T01:30:00+00:00");
    let note = "Recorded during system downtime; entered 25-Oct-2026 01:30 +00:00 for 25-Oct-2026 01:30 +01:00";
    assert_eq!(one["note"][0]["text"], note);
}

#[test]
fn a_telephoned_result_is_never_final() {
    let filing = built(&telephoned());
    let results = of(&filing, "Observation");
    assert_eq!(results.len(), 2);
    for one in results.iter().chain(&of(&filing, "DiagnosticReport")) {
        assert_eq!(one["status"], "preliminary");
        assert_eq!(one["effectiveDateTime"], "2026-11-22T10:15:00+00:00");
    }
    assert_eq!(results[0]["valueQuantity"]["value"].to_string(), "6.10");
    assert_eq!(results[1]["valueString"], "<5 ng/L");
    assert_eq!(
        results[0]["note"][0]["text"],
        "Telephoned, read back. Recorded during system downtime; entered 11:34 for 11:30"
    );
}

#[test]
fn every_resource_says_what_it_is_for() {
    for record in [five(), with_gap(), telephoned()] {
        for one in &built(&record).resources {
            let body: Value = serde_json::from_str(&one.body).unwrap();
            let tags: Vec<&str> =
                body["meta"]["tag"].as_array().unwrap().iter().filter_map(|tag| tag["code"].as_str()).collect();
            assert!(tags.contains(&"captured-offline"));
            assert_eq!(tags.contains(&"late-entry"), record.late_reason.is_some());
            assert_eq!(tags.contains(&"telephoned"), record.form.id == "telephoned-result");
            assert_eq!(body["meta"]["security"][0]["code"], "HTEST");
            assert_eq!(body["id"], one.id.to_string());
            if one.kind != "Provenance" {
                assert_eq!(body["subject"]["reference"], "Patient/pat-1");
            }
        }
    }
}

#[test]
fn what_is_not_an_exercise_is_not_marked_as_a_test() {
    let context = BuildContext { exercise: false, ..context() };
    let definition = forms::shipped("news2").unwrap();
    let filing = build(&five(), definition, b"", &found(), &context).unwrap();
    assert!(!bundle(&[filing]).contains("HTEST"));
}

#[test]
fn a_record_is_not_built_from_another_form_or_with_another_score() {
    let other = forms::shipped("vital-signs").unwrap();
    let problem = build(&five(), other, b"", &found(), &context()).unwrap_err();
    assert!(matches!(problem, BuildProblem::OtherForm { .. }), "{problem}");
    let mut record = five();
    record.score.as_mut().unwrap().total = Some(4);
    let definition = forms::shipped("news2").unwrap();
    assert_eq!(build(&record, definition, b"", &found(), &context()), Err(BuildProblem::OtherScore));
}

#[test]
fn nothing_is_built_without_a_patient_of_the_targets() {
    for reference in ["", "Patient/", "Practitioner/1", "pat-1"] {
        let to = Found { patient_ref: reference.to_owned(), ..found() };
        let definition = forms::shipped("news2").unwrap();
        assert_eq!(build(&five(), definition, b"", &to, &context()), Err(BuildProblem::Subject), "{reference}");
    }
}

#[test]
fn a_value_in_another_unit_is_not_sent_under_this_code() {
    let mut record = five();
    record.answers.insert(
        NodeId("temp".to_owned()),
        Answer::Number { digits: "98.6".to_owned(), unit: Some("[degF]".to_owned()) },
    );
    record.score = None;
    let definition = forms::shipped("news2").unwrap();
    assert_eq!(build(&record, definition, b"", &found(), &context()), Err(BuildProblem::Answer("temp".to_owned())));
}

#[test]
fn nothing_of_a_patient_is_in_the_debug_of_a_filing() {
    let words = format!("{:?} {:?}", built(&five()).resources, found());
    assert!(!words.contains("pat-1") && !words.contains("Boateng") && !words.contains("37.0"), "{words}");
}
