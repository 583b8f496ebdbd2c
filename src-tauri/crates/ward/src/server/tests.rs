//! Another server at a known address: refused, and accepted only by somebody who may, signed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use hospital::{Fault, FhirStandIn};
use record::FilingState;

use super::*;
use crate::demo;
use crate::sending::{Sending, send_all};
use crate::tests::{now, observe, people_there, somebody, ward};

const EPR: &str = "epr";

struct Place {
    _home: tempfile::TempDir,
    ward: Mutex<Ward>,
    sam: Actor,
    server: FhirStandIn,
}

/// A ward with one record released to a stand-in.
fn place() -> Place {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    observe(&mut ward, &sam, "A1");
    ward.release(&sam, &SystemId::new(EPR), now()).unwrap();
    Place { _home: home, ward: Mutex::new(ward), sam, server: FhirStandIn::start(&people_there()) }
}

impl Place {
    fn send(&self) -> Result<Sending, WardError> {
        send_all(&self.ward, &SystemId::new(EPR), Some(&self.server.address()), &now, &mut |_| true)
    }

    fn another_record(&self, bed: &str) {
        let mut ward = held(&self.ward);
        observe(&mut ward, &self.sam, bed);
        ward.release(&self.sam, &SystemId::new(EPR), now()).unwrap();
    }

    fn known(&self) -> Option<String> {
        let address = format!("{}/", self.server.address());
        held(&self.ward).store.server(&SystemId::new(EPR), &address).unwrap()?.software
    }

    fn refused(&self) -> OtherServer {
        match self.send() {
            Err(WardError::OtherServer { words, other }) => {
                assert!(words.contains("Stand-in") && words.contains("Another product"), "{words}");
                *other
            }
            end => panic!("{end:?}"),
        }
    }

    fn log(&self, kind: &str) -> Vec<record::Entry> {
        held(&self.ward).store.log(&[kind], 9).unwrap()
    }
}

#[test]
fn a_server_is_known_from_the_first_record_that_goes_to_it_and_asked_for_at_each_run() {
    let place = place();
    assert_eq!(place.known(), None);
    assert_eq!(place.send().unwrap().accepted, 1);
    assert_eq!(place.known().as_deref(), Some("Stand-in"));
    place.another_record("A2");
    assert_eq!(place.send().unwrap().accepted, 1, "the same server is the same server");
    assert_eq!(place.log("serverKnown").len(), 1);
    assert_eq!(place.log("serverKnown")[0].by.staff, None, "the program noted it by itself");
}

#[test]
fn a_server_that_was_sent_something_without_an_answer_is_known_too() {
    let place = place();
    // The people are asked for in a few requests; some request after them is the first that carries the record.
    place.server.fault_at(6, Fault::ErrorAfterCommit);
    assert_eq!(place.send().unwrap().accepted, 0);
    assert!(place.known().is_some(), "it may hold the record: another one must not be sent it a second time");
}

#[test]
fn another_server_at_the_address_is_sent_nothing_and_the_records_wait() {
    let place = place();
    place.send().unwrap();
    place.another_record("A2");
    place.server.becomes("Another product", &people_there());
    let before = place.server.requests().len();
    place.refused();
    let asked = place.server.requests()[before..].to_vec();
    assert_eq!(asked, ["GET metadata"], "nothing about anybody is asked of it");
    assert_eq!(place.server.held().count("QuestionnaireResponse"), 0);
    let states: Vec<FilingState> = held(&place.ward).filings().unwrap().iter().map(|row| row.state).collect();
    assert_eq!(states, [FilingState::Accepted, FilingState::Ready]);
    assert_eq!(place.log("refused").len(), 1, "and it is in the audit");
}

#[test]
fn another_server_is_accepted_by_pin_by_somebody_who_may_and_then_takes_the_records() {
    let place = place();
    place.send().unwrap();
    place.another_record("A2");
    place.server.becomes("Another product", &people_there());
    let other = place.refused();
    {
        let mut ward = held(&place.ward);
        let ama = somebody(&mut ward, "Ama Boateng");
        let refused = ward.accept_server(&ama, demo::PIN, &other, now());
        assert!(matches!(refused, Err(WardError::NotAllowed { .. })), "a staff nurse asks the nurse in charge");
        let wrong = ward.accept_server(&place.sam, "135791", &other, now());
        assert!(matches!(wrong, Err(WardError::WrongPin { .. })));
    }
    assert!(place.send().is_err(), "neither opened the way");
    held(&place.ward).accept_server(&place.sam, demo::PIN, &other, now()).unwrap();
    assert_eq!(place.send().unwrap().accepted, 1);
    let accepted = place.log("serverAccepted");
    assert_eq!(accepted.len(), 1);
    assert_eq!((accepted[0].by.staff, accepted[0].by.verified), (Some(place.sam.staff.id), Verified::Pin));
    let again = held(&place.ward).accept_server(&place.sam, demo::PIN, &other, now());
    assert!(matches!(again, Err(WardError::NoChange(_))), "what was shown is no longer what is known");
    assert_eq!(held(&place.ward).verify().unwrap().wrong, Vec::<String>::new(), "replay gives the same view");
}

#[test]
fn what_was_accepted_is_the_server_that_was_shown_and_not_whichever_answers_next() {
    let place = place();
    place.send().unwrap();
    place.another_record("A2");
    place.server.becomes("Another product", &people_there());
    let other = place.refused();
    place.server.becomes("A third product", &people_there());
    held(&place.ward).accept_server(&place.sam, demo::PIN, &other, now()).unwrap();
    let end = place.send();
    assert!(matches!(&end, Err(WardError::OtherServer { words, .. }) if words.contains("A third product")), "{end:?}");
    let found = ask_server(&place.ward, &SystemId::new(EPR), Some(&place.server.address())).unwrap();
    assert!(found.other(&SystemId::new(EPR)).is_some());
}

#[test]
fn a_server_that_is_changed_half_way_stops_the_run_and_the_record_arrives_once_where_it_belongs() {
    let place = place();
    place.send().unwrap();
    for at in [1, 6, 12, 20] {
        place.another_record("A2");
        let there = place.server.held().count("QuestionnaireResponse");
        place.server.stand_by("Another product", &people_there());
        // The first request of a run asks what the server is.
        place.server.fault_at(1 + at, Fault::Replaced);
        place.refused();
        place.server.comes_back();
        assert_eq!(place.send().unwrap().accepted, 1, "changed at request {at}");
        assert_eq!(place.server.held().count("QuestionnaireResponse"), there + 1, "changed at request {at}");
    }
}
