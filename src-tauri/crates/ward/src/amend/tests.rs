//! Putting right what was signed: nothing is gone, nothing wrong counts, and the target gets what is right, once.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::Mutex;

use chrono::Duration;
use forms::NodeId;
use hospital::FhirStandIn;
use record::{SignedRecord, SystemId, SystemStatus};
use serde_json::json;

use super::*;
use crate::demo;
use crate::sending::{held, send_all};
use crate::sign::Signing;
use crate::tests::{hospital_server, in_bed, now, observe, set, somebody, ward};

fn later() -> DateTime<FixedOffset> {
    now() + Duration::hours(3)
}

/// Opens a record to be amended, puts in another respiration rate, and signs it.
fn amended(ward: &mut Ward, actor: &Actor, record: &SignedRecord, rate: u32) -> SignedRecord {
    let form = ward.amend(actor, record.id, "Typing slip", later()).unwrap();
    assert_eq!(form.draft.id, record.id, "it stays the same record");
    assert!(form.sets.iter().all(|set| set.at != record.care_at), "what is amended does not stand beside itself");
    let read = forms::read_answers(&form.definition, &json!({ "rr": rate }));
    let node = NodeId("rr".to_owned());
    ward.answer(actor, record.id, &node, read.answers.get(&node).cloned(), later()).unwrap();
    let signing = Signing { draft: record.id, staff: None, pin: demo::PIN, second: None, patient_confirmed: true };
    ward.sign(actor, &signing, later()).unwrap()
}

/// What a page says.
fn pdf_text(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let said = std::process::Command::new("pdftotext").arg("-layout").arg(file.path()).arg("-").output().unwrap();
    String::from_utf8(said.stdout).unwrap()
}

fn second<'a>(ward: &Ward, name: &str, pin: &'a str) -> Second<'a> {
    Second { staff: ward.staff_called(name).unwrap().id, pin }
}

#[test]
fn an_amended_record_takes_the_place_of_the_old_which_stays_readable() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let jo = somebody(&mut ward, "Jo Marsh");
    let first = observe(&mut ward, &ama, "A1");
    assert_eq!(first.score.as_ref().unwrap().total, Some(5));
    let newest = amended(&mut ward, &jo, &first, 16);
    assert_eq!((newest.version(), newest.score.as_ref().unwrap().total), (2, Some(3)));
    assert_eq!(newest.author.name, "Jo Marsh", "who amends it signs it");
    assert_eq!(newest.care_at, first.care_at, "care was given when it was given");
    assert_eq!(newest.late_reason, None, "amended three hours later is not recorded late");

    let page = ward.open_patient(&ama, in_bed(&ward, "A1"), later()).unwrap();
    assert_eq!(page.records.iter().collect::<Vec<_>>(), [&newest]);
    assert_eq!(page.sets[0].total, Some(3), "the score of the chart is that of the newest version");
    assert_eq!(page.before[&first.id], first);
    let history = ward.history(&ama, first.id).unwrap();
    assert_eq!(history.versions.iter().map(|one| one.record.version()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(history.versions[1].record, first);
    let changed = |label: &str| history.versions[0].changes.iter().find(|one| one.label == label).cloned();
    let rate = changed("Respirations").unwrap();
    assert_eq!((rate.was.as_str(), rate.now.as_str()), ("21 per minute", "16 per minute"));
    assert_eq!(changed("Pulse"), None);
    assert_eq!(ward.drafts().unwrap().len(), 0);

    let third = amended(&mut ward, &ama, &newest, 30);
    assert_eq!(ward.history(&ama, first.id).unwrap().versions.len(), 3);
    assert_eq!(third.first_recorded_at(), first.recorded_at);
    assert_eq!(ward.verify().unwrap().wrong, Vec::<String>::new(), "and replay gives the same");
}

#[test]
fn amending_needs_a_reason_and_the_right_to_sign_the_form() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let tom = somebody(&mut ward, "Tom Hale");
    let record = observe(&mut ward, &ama, "A1");
    assert!(matches!(ward.amend(&ama, record.id, "  ", now()), Err(WardError::AsItStands(_))));
    assert!(matches!(ward.amend(&tom, record.id, "Slip", now()), Err(WardError::NotAllowed { .. })));
    assert!(matches!(ward.amend(&ama, RecordId(uuid::Uuid::nil()), "Slip", now()), Err(WardError::NoSuchRecord)));
    ward.amend(&ama, record.id, "Slip", now()).unwrap();
    assert_eq!(ward.store.record(record.id).unwrap().unwrap(), record, "until it is signed nothing has changed");
    let node = NodeId("rr".to_owned());
    let typed = forms::read_answers(ward.form("news2").unwrap(), &json!({ "rr": 17 })).answers;
    ward.answer(&ama, record.id, &node, typed.get(&node).cloned(), now()).unwrap();
    let again = ward.amend(&ama, record.id, "Another reason", now()).unwrap();
    assert_eq!(again.draft.answers.get(&node), typed.get(&node), "what was begun goes on");
}

#[test]
fn a_voided_record_counts_for_nothing_and_can_still_be_read() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    set(&mut ward, &sam, "epr", SystemStatus::Down);
    let ama = somebody(&mut ward, "Ama Boateng");
    let record = observe(&mut ward, &ama, "A1");
    ward.amend(&ama, record.id, "begun, then thought better of", now()).unwrap();
    let reason = "Wrong patient: it belongs to bed A2";
    let voiding = |second| Voiding { record: record.id, reason, pin: demo::PIN, second };
    let myself = voiding(second(&ward, "Ama Boateng", demo::PIN));
    assert!(matches!(ward.void(&ama, &myself, later()), Err(WardError::SamePerson)));
    let wrong = voiding(second(&ward, "Jo Marsh", "000000"));
    assert!(matches!(ward.void(&ama, &wrong, later()), Err(WardError::SecondPin { .. })));
    let silent = Voiding { reason: " ", ..voiding(second(&ward, "Jo Marsh", demo::PIN)) };
    assert!(matches!(ward.void(&ama, &silent, later()), Err(WardError::AsItStands(_))));
    assert_eq!(ward.store.records().unwrap().len(), 1, "none of that voided it");

    let jo = voiding(second(&ward, "Jo Marsh", demo::PIN));
    ward.void(&ama, &jo, later()).unwrap();
    let page = ward.open_patient(&ama, in_bed(&ward, "A1"), later()).unwrap();
    assert!(page.records.is_empty());
    assert!(page.sets.iter().all(|one| one.at != record.care_at), "its score is on no chart");
    assert_eq!((page.voided[0].record.clone(), page.voided[0].reason.as_str()), (record.clone(), reason));
    assert!(ward.drafts().unwrap().is_empty(), "a change that was begun is thrown away with it");
    let counts = &ward.filing_counts().unwrap()[0].1;
    assert_eq!((counts.written, counts.not_needed, counts.owed()), (0, 1, 0));
    assert!(matches!(ward.void(&ama, &jo, later()), Err(WardError::AsItStands(_))), "once");
    assert!(matches!(ward.amend(&ama, record.id, "Slip", later()), Err(WardError::AsItStands(_))));
    assert_eq!(ward.verify().unwrap().wrong, Vec::<String>::new());
}

/// Releases and sends everything of the EPR.
fn file(ward: &Mutex<Ward>, to: &FhirStandIn) {
    let epr = SystemId::new("epr");
    let sam = somebody(&mut held(ward), "Sam Reyes");
    set(&mut held(ward), &sam, "epr", SystemStatus::Restored);
    held(ward).release(&sam, &epr, later()).unwrap();
    send_all(ward, &epr, Some(&to.address()), &later, &mut |_| true).unwrap();
}

#[test]
fn the_target_gets_the_newest_version_alone_and_nothing_of_what_was_voided() {
    let home = tempfile::tempdir().unwrap();
    let server = hospital_server();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    set(&mut ward, &sam, "epr", SystemStatus::Down);
    let ama = somebody(&mut ward, "Ama Boateng");
    let (kept, gone) = (observe(&mut ward, &ama, "A1"), observe(&mut ward, &ama, "A2"));
    let kept = amended(&mut ward, &ama, &kept, 16);
    let jo = second(&ward, "Jo Marsh", demo::PIN);
    ward.void(&ama, &Voiding { record: gone.id, reason: "Recorded twice", pin: demo::PIN, second: jo }, later())
        .unwrap();
    let ward = Mutex::new(ward);
    file(&ward, &server);
    let shelf = server.held();
    let there = shelf.all("QuestionnaireResponse");
    assert_eq!(there.len(), 1);
    assert_eq!(
        (there[0]["id"].as_str(), there[0]["status"].as_str()),
        (Some(kept.id.to_string().as_str()), Some("amended"))
    );
    let rates: Vec<_> = shelf
        .all("Observation")
        .into_iter()
        .filter(|one| one["code"]["coding"].to_string().contains("9279-1"))
        .map(|one| (one["valueQuantity"]["value"].to_string(), one["status"].clone()))
        .collect();
    assert_eq!(rates, [("16".to_owned(), json!("amended"))]);

    let mut ward = ward.into_inner().unwrap();
    let page = ward.record_pdf(&kept, later()).unwrap();
    let text = pdf_text(&page);
    for words in ["version 2", "Version 1, signed 21-Nov-2026 14:32", "Reason: Typing slip", "21 per minute"] {
        assert!(text.contains(words), "the page says {words}: {text}");
    }
    let why = ward.amend(&ama, kept.id, "Again", later()).map(|_| ()).unwrap_err();
    assert!(matches!(&why, WardError::AsItStands(words) if words.contains("has it")), "{why}");
    let jo = second(&ward, "Jo Marsh", demo::PIN);
    let voiding = Voiding { record: kept.id, reason: "Again", pin: demo::PIN, second: jo };
    assert!(matches!(ward.void(&ama, &voiding, later()), Err(WardError::AsItStands(_))));
}

#[test]
fn a_record_that_is_amended_while_it_is_being_sent_goes_out_in_its_new_version_alone() {
    let home = tempfile::tempdir().unwrap();
    let server = hospital_server();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let first = observe(&mut ward, &ama, "A1");
    let epr = SystemId::new("epr");
    let sam = somebody(&mut ward, "Sam Reyes");
    set(&mut ward, &sam, "epr", SystemStatus::Down);
    set(&mut ward, &sam, "epr", SystemStatus::Restored);
    ward.release(&sam, &epr, later()).unwrap();
    let ward = Mutex::new(ward);
    // The clock is asked once the old version was built, just before it would leave.
    let done = std::cell::Cell::new(false);
    let clock = || {
        if let (false, Ok(mut ward)) = (done.get(), ward.try_lock()) {
            done.set(true);
            amended(&mut ward, &ama, &first, 16);
        }
        later()
    };
    send_all(&ward, &epr, Some(&server.address()), &clock, &mut |_| true).unwrap();
    assert!(done.get());
    assert_eq!(server.held().count("QuestionnaireResponse"), 0, "nothing of the old version left");
    send_all(&ward, &epr, Some(&server.address()), &later, &mut |_| true).unwrap();
    let shelf = server.held();
    let there = shelf.all("QuestionnaireResponse");
    assert_eq!((there.len(), there[0]["status"].as_str()), (1, Some("amended")));
}
