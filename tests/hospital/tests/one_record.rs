//! One record and one thing that happens to it.

use std::cell::RefCell;
use std::time::Duration;

use exchange::file::{
    Held, Outcome, Patience, Refusal, RefusedBy, Silence, connect, held, resume, resume_until_answered, send,
};
use hospital::{Custom, Fault, FhirStandIn};
use record::filing::{Evidence, FilingState};
use serde_json::json;

use crate::journal::Kept;
use crate::records::{built_for, client, observations, seed, target, telephoned, who, whose};

fn refused(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

fn silent(outcome: Outcome) -> Silence {
    match outcome {
        Outcome::NoAnswer(silence) => silence,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_record_is_accepted_when_every_resource_was_read_back() {
    let server = FhirStandIn::start(&seed());
    let mut target = target(&server);
    let filing = built_for(&target, &observations(1));
    let mut kept = Kept::new();
    let Outcome::Accepted { resources } = send(&mut target, &filing, &whose(), &mut kept).unwrap() else { panic!() };
    assert_eq!(resources.len(), filing.resources.len());
    assert!(resources.iter().all(|one| one.ends_with("/_history/1")), "{resources:?}");
    let states: Vec<FilingState> = kept.steps.iter().map(|(state, _)| *state).collect();
    assert_eq!(states, [FilingState::Sent, FilingState::Accepted]);
    assert!(matches!(&kept.steps[0].1, Evidence::Intent { subject, .. } if subject == "Patient/pat-1"));
    assert_eq!(held(&target, &filing), Held::All);
}

#[test]
fn what_is_pointed_at_is_sent_before_what_points() {
    for record in [observations(1), telephoned(1)] {
        let server = FhirStandIn::start(&seed());
        let mut target = target(&server);
        let filing = built_for(&target, &record);
        send(&mut target, &filing, &whose(), &mut Kept::new()).unwrap();
        let puts: Vec<String> =
            server.requests().iter().filter_map(|one| one.strip_prefix("PUT ").map(str::to_owned)).collect();
        for (place, one) in filing.resources.iter().enumerate() {
            for (other, path) in puts.iter().enumerate() {
                if other > place {
                    assert!(!one.body.contains(&format!("\"{path}\"")), "{} points at what comes later", one.kind);
                }
            }
        }
    }
}

#[test]
fn a_refusal_keeps_the_servers_own_words_and_the_next_record_goes_on() {
    let server = FhirStandIn::start(&seed());
    let (first, second) = (observations(1), observations(2));
    server.refuse_record(&first.id.to_string(), "Observations of this stay are closed");
    let mut target = target(&server);
    let filing = built_for(&target, &first);
    let mut kept = Kept::new();
    let refusal = refused(send(&mut target, &filing, &whose(), &mut kept).unwrap());
    assert_eq!(refusal.by, RefusedBy::Server);
    assert_eq!(refusal.status, Some(422));
    assert_eq!(refusal.words, "Observations of this stay are closed");
    assert_eq!(kept.steps[1].1, refusal.evidence());
    let next = built_for(&target, &second);
    assert!(matches!(send(&mut target, &next, &whose(), &mut Kept::new()).unwrap(), Outcome::Accepted { .. }));
    // A person has it tried again.
    server.forgive();
    assert!(matches!(resume(&mut target, &filing, &who(&first), &mut kept).unwrap(), Outcome::Accepted { .. }));
    assert_eq!(server.held().count("QuestionnaireResponse"), 2);
}

#[test]
fn nothing_is_sent_when_the_intent_cannot_be_kept() {
    let server = FhirStandIn::start(&seed());
    let mut target = target(&server);
    let filing = built_for(&target, &observations(1));
    let mut kept = Kept::stopping(crate::journal::Stop::BeforeKeeping(1));
    assert!(send(&mut target, &filing, &whose(), &mut kept).is_err());
    assert!(server.requests().iter().all(|one| one.starts_with("GET")), "{:?}", server.requests());
}

#[test]
fn a_busy_server_is_waited_for_as_long_as_it_asks_and_no_longer_than_we_will() {
    for (asks, waits) in [(3, 3), (600, 5)] {
        let server = FhirStandIn::start(&seed());
        let mut target = target(&server);
        let record = observations(1);
        let filing = built_for(&target, &record);
        server.fault_at(1, Fault::Unavailable(asks));
        let mut kept = Kept::new();
        let silence = silent(send(&mut target, &filing, &whose(), &mut kept).unwrap());
        let waited = RefCell::new(Vec::new());
        let patience = Patience {
            tries: 3,
            usual: Duration::from_secs(1),
            longest: Duration::from_secs(5),
            wait: &|time| waited.borrow_mut().push(time),
        };
        let who = who(&record);
        let outcome = resume_until_answered(&mut target, &filing, &who, &mut kept, silence, patience).unwrap();
        assert!(matches!(outcome, Outcome::Accepted { .. }));
        assert_eq!(*waited.borrow(), [Duration::from_secs(waits)]);
    }
}

#[test]
fn a_change_made_at_the_target_is_not_overwritten() {
    let server = FhirStandIn::start(&seed());
    let mut target = target(&server);
    let record = observations(1);
    let filing = built_for(&target, &record);
    let mut kept = Kept::new();
    // Everything arrived, the client stopped before it could keep that, and somebody there amended it meanwhile.
    kept.stop = crate::journal::Stop::BeforeKeeping(2);
    assert!(send(&mut target, &filing, &whose(), &mut kept).is_err());
    kept.restarted();
    let one = &filing.resources[1];
    let mut theirs = server.held().get(&one.kind, &one.id.to_string()).unwrap().clone();
    theirs["status"] = json!("amended");
    server.put(theirs);
    let refusal = refused(resume(&mut target, &filing, &who(&record), &mut kept).unwrap());
    assert_eq!(refusal.by, RefusedBy::Comparison);
    assert!(refusal.words.contains("Observation.status"), "{}", refusal.words);
    assert_eq!(server.held().versions(&one.kind, &one.id.to_string()), 2, "theirs is the newest version still");
}

#[test]
fn a_target_that_honours_if_none_match_is_never_overwritten() {
    let custom = Custom { honours_if_none_match: true, ..Custom::default() };
    let server = FhirStandIn::start_as(&seed(), custom);
    let mut target = target(&server);
    let filing = built_for(&target, &observations(1));
    send(&mut target, &filing, &whose(), &mut Kept::new()).unwrap();
    // A copy of the store that does not know it sent this already.
    assert!(matches!(send(&mut target, &filing, &whose(), &mut Kept::new()).unwrap(), Outcome::Accepted { .. }));
    for one in &filing.resources {
        assert_eq!(server.held().versions(&one.kind, &one.id.to_string()), 1);
    }
}

#[test]
fn a_record_stored_under_another_id_is_refused_and_not_sent_twice() {
    let server = FhirStandIn::start(&seed());
    let mut target = target(&server);
    let record = observations(1);
    let filing = built_for(&target, &record);
    server.fault_at(1, Fault::AnotherId);
    let mut kept = Kept::new();
    let refusal = refused(send(&mut target, &filing, &whose(), &mut kept).unwrap());
    assert!(refusal.words.contains("another id"), "{}", refusal.words);
    let refusal = refused(resume(&mut target, &filing, &who(&record), &mut kept).unwrap());
    assert!(refusal.words.contains("another id"), "{}", refusal.words);
    assert_eq!(server.held().count("QuestionnaireResponse"), 1);
}

#[test]
fn records_lost_in_a_restore_are_found_missing_and_sent_again() {
    let server = FhirStandIn::start(&seed());
    let mut target = target(&server);
    let (first, second) = (observations(1), observations(2));
    let (early, late) = (built_for(&target, &first), built_for(&target, &second));
    send(&mut target, &early, &whose(), &mut Kept::new()).unwrap();
    server.back_up();
    send(&mut target, &late, &whose(), &mut Kept::new()).unwrap();
    server.restore();
    assert_eq!(held(&target, &early), Held::All);
    let Held::Missing(missing) = held(&target, &late) else { panic!() };
    assert_eq!(missing.len(), late.resources.len());
    assert!(matches!(resume(&mut target, &late, &who(&second), &mut Kept::new()).unwrap(), Outcome::Accepted { .. }));
    assert_eq!(held(&target, &late), Held::All);
    assert_eq!(server.held().count("QuestionnaireResponse"), 2);
}

#[test]
fn another_server_behind_the_same_address_is_noticed() {
    let server = FhirStandIn::start(&seed());
    let before = target(&server);
    let was = before.identity().clone();
    assert_eq!(target(&server).is_still(&was), Ok(()));
    server.becomes("Another product", &seed());
    let words = target(&server).is_still(&was).unwrap_err().words;
    assert!(words.contains("Stand-in") && words.contains("Another product"), "{words}");
}

#[test]
fn a_wiped_target_that_holds_the_patient_under_another_id_is_refused() {
    let server = FhirStandIn::start(&seed());
    let record = observations(1);
    let filing = built_for(&target(&server), &record);
    let renumbered = hospital::patient("pat-9", crate::records::NHS, "Whitfield", "Margaret", "1947-02-03");
    server.becomes("Stand-in", &[renumbered]);
    let mut kept = Kept::new();
    let refusal = refused(resume(&mut target(&server), &filing, &who(&record), &mut kept).unwrap());
    assert_eq!(refusal.by, RefusedBy::Patient);
    assert_eq!(server.held().count("Observation"), 0);
}

#[test]
fn a_server_of_another_fhir_version_is_not_filed_to() {
    for version in ["5.0.0", "4.3.0", "3.0.2"] {
        let custom = Custom { fhir_version: version.to_owned(), ..Custom::default() };
        let server = FhirStandIn::start_as(&seed(), custom);
        let problem = connect(client(&server.address(), Duration::from_secs(20))).unwrap_err().to_string();
        assert!(problem.contains(version), "{problem}");
    }
}

#[test]
fn a_type_the_server_does_not_take_is_refused_before_anything_is_sent() {
    let custom = Custom { does_not_take: vec!["QuestionnaireResponse".to_owned()], ..Custom::default() };
    let server = FhirStandIn::start_as(&seed(), custom);
    let mut target = target(&server);
    let filing = built_for(&target, &observations(1));
    let mut kept = Kept::new();
    let refusal = refused(send(&mut target, &filing, &whose(), &mut kept).unwrap());
    assert!(refusal.words.contains("QuestionnaireResponse"), "{}", refusal.words);
    assert_eq!(kept.state(), Some(FilingState::Refused));
    assert!(server.requests().iter().all(|one| one.starts_with("GET")));
}

#[test]
fn a_type_the_server_does_not_mention_is_sent_as_the_others_are() {
    let custom = Custom { does_not_mention: vec!["QuestionnaireResponse".to_owned()], ..Custom::default() };
    let server = FhirStandIn::start_as(&seed(), custom);
    let mut target = target(&server);
    let filing = built_for(&target, &observations(1));
    assert!(matches!(send(&mut target, &filing, &whose(), &mut Kept::new()).unwrap(), Outcome::Accepted { .. }));
    assert_eq!(server.held().count("QuestionnaireResponse"), 1);
}
