//! What staff are promised of each act, on a real store with the synthetic ward.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Mutex;

use chrono::{DateTime, Duration, FixedOffset};
use hospital::FhirStandIn;
use record::{FilingState, PatientId, Role, SystemId, SystemStatus};
use serde_json::{Value, json};

use super::*;
use crate::answers::Signed;
use crate::fill::CareTime;
use crate::outage::Change;
use crate::patient::NewScale;
use crate::people::NewStaff;
use crate::sending::send_all;
use crate::sign::Signing;
use crate::take::{Source, Taking, take_beside};

pub(crate) fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap()
}

pub(crate) fn ward(home: &tempfile::TempDir) -> Ward {
    demo::create(home.path(), "Ash Ward", None, demo::PIN, now()).unwrap()
}

pub(crate) fn somebody(ward: &mut Ward, name: &str) -> Actor {
    let staff = ward.staff_called(name).unwrap();
    ward.sign_in(staff.id, demo::PIN, now()).unwrap()
}

pub(crate) fn in_bed(ward: &Ward, bed: &str) -> PatientId {
    let board = ward.board_now(None, now()).unwrap();
    let row = board.rows.into_iter().find(|row| row.bed.as_deref() == Some(bed)).unwrap();
    row.patient.unwrap().picture.id
}

/// The people of the synthetic ward, as a server holds them.
pub(crate) fn people_there() -> Vec<Value> {
    let pas = exchange::demo::bundles().into_iter().filter(|(source, _)| source.0 == "pas");
    pas.flat_map(|(_, bundle)| hospital::resources_of(&serde_json::from_str(&bundle).unwrap())).collect()
}

pub(crate) fn whole_set() -> Value {
    json!({ "rr": 21, "spo2": 94, "o2": "air", "sbp": 112, "dbp": 66, "hr": 98, "acvpu": "A", "temp": 38.1,
            "told": "Dr Lund", "told.at": "14:30" })
}

pub(crate) fn observe(ward: &mut Ward, actor: &Actor, bed: &str) -> record::SignedRecord {
    let answers = whole_set();
    let whole = Signed {
        patient: in_bed(ward, bed),
        form: "news2",
        care_at: None,
        late_reason: None,
        answers: &answers,
        pin: demo::PIN,
        second: None,
    };
    ward.record(actor, &whole, now()).unwrap()
}

pub(crate) fn set(ward: &mut Ward, actor: &Actor, system: &str, status: SystemStatus) {
    let systems = [(SystemId::new(system), status)];
    let change = Change { systems: &systems, since: now(), reason: "Supplier", next_update: None };
    ward.declare(actor, &change, now()).unwrap();
}

/// A stand-in server that knows the synthetic ward's patients.
pub(crate) fn hospital_server() -> FhirStandIn {
    FhirStandIn::start(&people_there())
}

#[test]
fn the_board_shows_every_bed_and_the_ward_by_its_own_name() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let board = ward.board(&ama, None, now()).unwrap();
    assert_eq!(board.ward, "Ash Ward (Ward 7)");
    assert_eq!(board.rows.len(), 24);
    assert_eq!(board.rows.iter().filter(|row| row.patient.is_none()).count(), 4);
    let beds: Vec<_> = board.rows.iter().filter_map(|row| row.bed.clone()).collect();
    assert_eq!(&beds[..3], ["A1", "A2", "A3"]);
}

#[test]
fn two_patients_of_one_name_are_told_apart_and_signing_asks_which() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let margaret = in_bed(&ward, "B1");
    let mut form = ward.start_form(&ama, margaret, "news2", now()).unwrap();
    assert_eq!(form.namesakes.len(), 1);
    assert_eq!(form.namesakes[0].bed.as_deref(), Some("B3"));
    let reading = forms::read_answers(&form.definition, &whole_set());
    for (node, answer) in reading.answers {
        form = ward.answer(&ama, form.draft.id, &node, Some(answer), now()).unwrap();
    }
    let care = CareTime { now: true, date: "", time: "", late_reason: "", care_by: None };
    form = ward.set_care(&ama, form.draft.id, &care, now()).unwrap();
    assert_eq!(form.stands_in_the_way(), Vec::<String>::new());
    let draft = form.draft.id;
    let mut signing = Signing { draft, staff: None, pin: demo::PIN, second: None, patient_confirmed: false };
    assert!(matches!(ward.sign(&ama, &signing, now()), Err(WardError::ConfirmPatient)));
    signing.patient_confirmed = true;
    let record = ward.sign(&ama, &signing, now()).unwrap();
    assert_eq!(record.score.unwrap().total, Some(5));
    assert_eq!(record.seen.bed.as_deref(), Some("B1"));
}

#[test]
fn a_draft_cannot_be_signed_before_it_says_when_care_was_given() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let patient = in_bed(&ward, "A1");
    let form = ward.start_form(&ama, patient, "news2", now()).unwrap();
    assert!(form.stands_in_the_way().iter().any(|words| words.contains("when care was given")));
    let signing = Signing { draft: form.draft.id, staff: None, pin: demo::PIN, second: None, patient_confirmed: true };
    assert!(matches!(ward.sign(&ama, &signing, now()), Err(WardError::NotReady(_))));
    assert_eq!(ward.drafts().unwrap().len(), 1, "the draft is still there");
}

#[test]
fn care_given_earlier_by_typing_minus_twenty_minutes_does_not_move_with_the_clock() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let patient = in_bed(&ward, "A1");
    let form = ward.start_form(&ama, patient, "news2", now()).unwrap();
    let care = CareTime { now: false, date: "", time: "-20m", late_reason: "", care_by: None };
    ward.set_care(&ama, form.draft.id, &care, now()).unwrap();
    let later = now() + Duration::minutes(15);
    let form = ward.open_draft(&ama, form.draft.id, later).unwrap();
    assert_eq!(form.care_at, now() - Duration::minutes(20));
}

#[test]
fn somebody_else_who_gave_the_care_has_to_be_named() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let patient = in_bed(&ward, "A1");
    let form = ward.start_form(&ama, patient, "news2", now()).unwrap();
    let care = CareTime { now: true, date: "", time: "", late_reason: "", care_by: Some("") };
    let form = ward.set_care(&ama, form.draft.id, &care, now()).unwrap();
    assert!(form.stands_in_the_way().iter().any(|words| words.contains("who gave the care")));
    let care = CareTime { care_by: None, ..care };
    let form = ward.set_care(&ama, form.draft.id, &care, now()).unwrap();
    assert!(!form.stands_in_the_way().iter().any(|words| words.contains("who gave the care")));
}

#[test]
fn news2_is_refused_for_a_child_and_no_score_is_shown_for_one() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let child = in_bed(&ward, "A5");
    assert!(matches!(ward.start_form(&ama, child, "news2", now()), Err(WardError::NotForPatient(_))));
    assert!(ward.start_form(&ama, child, "vital-signs", now()).is_ok());
    let page = ward.page(child, now()).unwrap();
    assert!(!page.sets.is_empty() && page.sets.iter().all(|set| set.total.is_none() && !set.scored));
}

#[test]
fn a_role_that_may_not_is_refused_and_it_is_in_the_audit() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let clerk = somebody(&mut ward, "Tom Hale");
    let patient = in_bed(&ward, "A1");
    let error = ward.start_form(&clerk, patient, "news2", now()).err().unwrap();
    assert!(matches!(error, WardError::NotAllowed { role: Role::Clerk, .. }));
    assert_eq!(ward.store.log(&["refused"], 9).unwrap().len(), 1);
}

#[test]
fn a_scale_2_decision_is_signed_and_changes_the_form_and_the_score() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let (ama, eva) = (somebody(&mut ward, "Ama Boateng"), somebody(&mut ward, "Eva Lund"));
    let patient = in_bed(&ward, "A1");
    let decision = NewScale { patient, scale: 2, reason: "Target 88 to 92", decided_by: "Dr Eva Lund" };
    assert!(matches!(ward.decide_scale(&ama, demo::PIN, &decision, now()), Err(WardError::NotAllowed { .. })));
    assert!(matches!(ward.decide_scale(&eva, "135791", &decision, now()), Err(WardError::WrongPin { .. })));
    ward.decide_scale(&eva, demo::PIN, &decision, now()).unwrap();
    let record = observe(&mut ward, &ama, "A1");
    let score = record.score.unwrap();
    assert_eq!((score.scale, score.total), (2, Some(4)), "94 % on air is 1 point on scale 1 and none on scale 2");
}

#[test]
fn nothing_is_sent_before_its_system_is_restored_and_a_person_releases_it() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    set(&mut ward, &sam, "epr", SystemStatus::Down);
    observe(&mut ward, &sam, "A1");
    let epr = SystemId::new("epr");
    for status in [SystemStatus::Degraded, SystemStatus::RestoredInTest] {
        set(&mut ward, &sam, "epr", status);
        assert!(matches!(ward.release(&sam, &epr, now()), Err(WardError::NotReleased(_))), "{status:?}");
    }
    let change = [(epr.clone(), SystemStatus::Restored)];
    let change = Change { systems: &change, since: now(), reason: "Tested", next_update: None };
    ward.set_systems(&sam, &change, now()).unwrap();
    assert_eq!(ward.filings().unwrap()[0].state, FilingState::Waiting, "restored releases nothing by itself");
    assert_eq!(ward.release(&sam, &epr, now()).unwrap(), 1);
}

#[test]
fn an_exercise_files_only_where_it_is_told_or_to_a_target_for_exercises() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let epr = SystemId::new("epr");
    assert!(ward.target_of(&epr, None).is_err());
    assert!(ward.target_of(&epr, Some("http://127.0.0.1:1/")).is_ok());
    ward.config.systems[0].target = Some("https://epr.example/fhir".to_owned());
    assert!(ward.target_of(&epr, None).is_err(), "a real target is not for exercises");
    ward.config.systems[0].target_for_exercises = true;
    assert!(ward.target_of(&epr, None).is_ok());
    ward.exercise = false;
    assert!(ward.target_of(&epr, None).is_ok());
    assert!(ward.target_of(&epr, Some("http://127.0.0.1:1/")).is_err(), "outside an exercise only its own target");
}

#[test]
fn a_refused_record_waits_the_others_arrive_and_a_second_run_sends_nothing_twice() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    let (first, second) = (observe(&mut ward, &sam, "A1"), observe(&mut ward, &sam, "A2"));
    let server = hospital_server();
    server.refuse_record(&first.id.to_string(), "The visit is closed");
    let epr = SystemId::new("epr");
    ward.release(&sam, &epr, now()).unwrap();
    let ward = Mutex::new(ward);
    let sent = send_all(&ward, &epr, Some(&server.address()), &now, &mut |_| true).unwrap();
    assert_eq!((sent.of, sent.accepted, sent.refused), (2, 1, 1));
    {
        let ward = ward.lock().unwrap();
        let refused = ward.refused().unwrap();
        assert_eq!(refused[0].1.record, first.id);
        assert!(refused[0].1.words.contains("The visit is closed"), "the server's own words");
    }
    let held = server.held().count("QuestionnaireResponse");
    let again = send_all(&ward, &epr, Some(&server.address()), &now, &mut |_| true).unwrap();
    assert_eq!((again.of, server.held().count("QuestionnaireResponse")), (0, held));
    server.forgive();
    ward.lock().unwrap().try_again(&sam, first.id, now()).unwrap();
    let last = send_all(&ward, &epr, Some(&server.address()), &now, &mut |_| true).unwrap();
    assert_eq!(last.accepted, 1);
    assert!(server.held().get("QuestionnaireResponse", &second.id.to_string()).is_some());
    let mut ward = ward.into_inner().unwrap();
    assert_eq!(ward.verify().unwrap().wrong, Vec::<String>::new());
}

#[test]
fn a_record_refused_half_way_arrives_when_it_is_tried_again_and_nothing_there_is_overwritten() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    let guarded = hospital::Custom { honours_if_none_match: true, ..hospital::Custom::default() };
    let server = FhirStandIn::start_as(&people_there(), guarded);
    let epr = SystemId::new("epr");
    let mut clock = now();
    for (n, at) in (1..32).step_by(3).enumerate() {
        clock += Duration::minutes(1);
        observe(&mut ward, &sam, ["A1", "A2"][n % 2]);
        ward.release(&sam, &epr, clock).unwrap();
        let shared = Mutex::new(ward);
        server.fault_at(at + 1, hospital::Fault::Unprocessable);
        let sent = send_all(&shared, &epr, Some(&server.address()), &|| clock, &mut |_| true).unwrap();
        ward = shared.into_inner().unwrap();
        server.up();
        if sent.refused == 1 {
            let record = ward.refused().unwrap()[0].1.record;
            clock += Duration::minutes(10);
            ward.try_again(&sam, record, clock).unwrap();
            let shared = Mutex::new(ward);
            let again = send_all(&shared, &epr, Some(&server.address()), &|| clock, &mut |_| true).unwrap();
            ward = shared.into_inner().unwrap();
            assert_eq!(again.accepted, 1, "request {at}: {:?}", ward.refused().unwrap().pop().map(|one| one.1.words));
        }
    }
    let held = server.held();
    for kind in ["QuestionnaireResponse", "Observation", "DocumentReference", "Provenance"] {
        for one in held.all(kind) {
            assert_eq!(held.versions(kind, one["id"].as_str().unwrap()), 1, "{kind} was written a second time");
        }
    }
}

#[test]
fn an_unreadable_copy_changes_nothing_and_the_old_one_still_serves() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let before = ward.copies().to_vec();
    let error = ward.take_bytes(None, &SystemId::new("epr"), "ward.json", b"{\"resourceType\":", now()).unwrap_err();
    assert!(error.to_string().contains("ward.json"), "{error}");
    assert_eq!(ward.copies(), before);
    let unknown = ward.take_bytes(None, &SystemId::new("nosuch"), "ward.json", b"{}", now());
    assert!(matches!(unknown, Err(WardError::NoSuchSystem(_))));
}

#[test]
fn staff_are_found_by_name_and_nobody_is_added_twice() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    assert_eq!(ward.staff_called(" ama boateng ").unwrap().name, "Ama Boateng");
    let twice = NewStaff { name: "Ama Boateng", role: Role::Nurse, title: None, number: None, pin: None };
    assert!(matches!(ward.add_staff(None, &twice, now()), Err(WardError::StaffThere(_))));
    let easy = NewStaff { name: "New Nurse", pin: Some("111111"), ..twice };
    assert!(matches!(ward.add_staff(None, &easy, now()), Err(WardError::UnfitPin(_))));
}

#[test]
fn the_clock_of_the_ward_follows_summer_time() {
    let home = tempfile::tempdir().unwrap();
    let ward = ward(&home);
    let summer = DateTime::parse_from_rfc3339("2026-07-01T12:00:00+00:00").unwrap();
    assert_eq!(words::time(ward.local(summer)), "13:00");
    assert_eq!(words::time(ward.local(now())), "14:32");
}

#[test]
fn a_damaged_copy_reads_not_held_and_stops_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    observe(&mut ward, &ama, "A1");
    drop(ward);
    for file in std::fs::read_dir(home.path().join("snapshots")).unwrap() {
        let path = file.unwrap().path();
        let half = std::fs::metadata(&path).unwrap().len() / 2;
        std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(half).unwrap();
    }
    let mut ward = Ward::open(home.path(), EXERCISE_PASSPHRASE, now()).unwrap();
    assert_eq!(ward.damaged_copies().len(), 4);
    assert_eq!(ward.store.records().unwrap().len(), 1, "what staff recorded is still there");
    assert!(ward.verify().unwrap().wrong.len() >= 4, "and verify names the copies");
}

#[test]
fn an_older_or_empty_copy_does_not_take_the_place_of_the_one_held() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let epr = SystemId::new("epr");
    let bundle = |at: &str, patient: Value| json!({ "resourceType": "Bundle", "type": "collection", "timestamp": at, "entry": [{ "resource": patient }] });
    let before = ward.copies().to_vec();
    let older = bundle("2020-01-01T00:00:00Z", json!({ "resourceType": "Patient", "id": "1" })).to_string();
    assert!(matches!(ward.take_bytes(None, &epr, "old.json", older.as_bytes(), now()), Err(WardError::NotTaken(_))));
    let nobody = bundle("2026-11-21T14:00:00Z", json!({ "resourceType": "Basic", "id": "1" })).to_string();
    assert!(matches!(
        ward.take_bytes(None, &epr, "nobody.json", nobody.as_bytes(), now()),
        Err(WardError::NotTaken(_))
    ));
    assert_eq!(ward.copies(), before);
}

/// A copy of the EPR with one patient, as a file.
fn epr_file(home: &tempfile::TempDir) -> Source {
    let path = home.path().join("epr-new.json");
    let patient = json!({ "resourceType": "Patient", "id": "1", "name": [{ "family": "New" }] });
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "timestamp": "2026-11-21T14:30:00Z",
                         "entry": [{ "resource": patient }] });
    std::fs::write(&path, bundle.to_string()).unwrap();
    Source::Files(path)
}

#[test]
fn the_ward_goes_on_working_while_a_copy_is_read_and_the_same_bytes_twice_change_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut open = ward(&home);
    let sam = somebody(&mut open, "Sam Reyes");
    let shared = Mutex::new(open);
    let (epr, from) = (SystemId::new("epr"), epr_file(&home));
    let mut steps = Vec::new();
    let mut go_on = |step: Taking| {
        assert!(shared.try_lock().is_ok(), "nobody waits while it is at {step:?}");
        steps.push(step);
        true
    };
    let first = take_beside(&shared, &sam, &epr, &from, &now, &mut go_on).unwrap();
    assert!(!first.again);
    assert_eq!(first.taken.patients, 1);
    assert!(matches!(steps.as_slice(), [Taking::Reading(_), Taking::Reading(_), Taking::Keeping]), "{steps:?}");
    let entries = shared.lock().unwrap().verify().unwrap().entries;
    let second = take_beside(&shared, &sam, &epr, &from, &now, &mut |_| true).unwrap();
    assert!(second.again);
    assert_eq!(second.taken.generation, first.taken.generation);
    assert_eq!(shared.lock().unwrap().verify().unwrap().entries, entries, "no second entry");
}

#[test]
fn a_copy_that_is_stopped_at_any_step_or_that_a_role_may_not_take_leaves_the_old_one() {
    let home = tempfile::tempdir().unwrap();
    let mut open = ward(&home);
    let (sam, ama) = (somebody(&mut open, "Sam Reyes"), somebody(&mut open, "Ama Boateng"));
    let before = open.copies().to_vec();
    let shared = Mutex::new(open);
    let (epr, from) = (SystemId::new("epr"), epr_file(&home));
    for steps in 0..3 {
        let mut told = 0;
        let mut go_on = |_| {
            told += 1;
            told <= steps
        };
        let stopped = take_beside(&shared, &sam, &epr, &from, &now, &mut go_on);
        assert!(matches!(stopped, Err(WardError::Stopped)), "stopped after {steps}");
    }
    let refused = take_beside(&shared, &ama, &epr, &from, &now, &mut |_| panic!("nothing is read"));
    assert!(matches!(refused, Err(WardError::NotAllowed { .. })));
    assert_eq!(shared.lock().unwrap().copies(), before);
}

#[test]
fn a_role_that_may_not_see_patients_is_refused_however_often_it_asks() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let it = somebody(&mut ward, "Dele Okafor");
    let patient = in_bed(&ward, "A1");
    assert!(ward.open_patient(&it, patient, now()).is_err());
    assert!(matches!(ward.page_again(&it, patient, now()), Err(WardError::NotAllowed { .. })));
    assert!(matches!(ward.board_again(&it, None, now()), Err(WardError::NotAllowed { .. })));
}

#[test]
fn a_set_without_a_score_cannot_hide_the_score_of_somebody_news2_is_for() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let patient = in_bed(&ward, "A1");
    assert!(matches!(ward.start_form(&ama, patient, "vital-signs", now()), Err(WardError::NotForPatient(_))));
}

#[test]
fn answers_that_state_another_scale_than_the_signed_decision_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let mut answers = whole_set();
    answers["scale"] = json!("2");
    let patient = in_bed(&ward, "A1");
    let whole = Signed {
        patient,
        form: "news2",
        care_at: None,
        late_reason: None,
        answers: &answers,
        pin: demo::PIN,
        second: None,
    };
    let error = ward.record(&ama, &whole, now()).unwrap_err().to_string();
    assert!(error.contains("scale"), "{error}");
}

#[test]
fn the_page_of_a_coma_score_that_could_not_be_tested_says_no_total_and_nothing_of_saturation() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let answers = json!({ "e": "4", "v": "NT", "v.why": "tube", "m": "6", "pupil.r.size": 3, "pupil.r.reacts": "brisk",
        "pupil.l.size": 3, "pupil.l.reacts": "brisk", "arm.r": "normal", "arm.l": "normal", "leg.r": "normal",
        "leg.l": "normal", "worse": "no" });
    let whole = Signed {
        patient: in_bed(&ward, "A1"),
        form: "neuro-observations",
        care_at: None,
        late_reason: None,
        answers: &answers,
        pin: demo::PIN,
        second: None,
    };
    let record = ward.record(&ama, &whole, now()).unwrap();
    let rows = ward.answer_rows(&record).unwrap();
    let total = rows.iter().find(|row| row.label.starts_with("GCS")).unwrap();
    assert_eq!((total.label.as_str(), total.value.as_str()), ("GCS", "No total"));
    let news2 = observe(&mut ward, &ama, "A2");
    let rows = ward.answer_rows(&news2).unwrap();
    assert!(rows.iter().any(|row| row.label == "NEWS2, saturation scale 1"), "the control");
}
