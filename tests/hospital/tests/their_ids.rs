//! Servers that choose their own ids: searched, created on condition, counted.

use exchange::file::{Held, Outcome, RefusedBy, held, resume, send};
use hospital::{Custom, Fault, FhirStandIn};
use serde_json::Value;

use crate::journal::Kept;
use crate::records::{WAIT, built_for, impatient, observations, seed, target, who, whose};

fn server(honours_if_none_exist: bool) -> FhirStandIn {
    FhirStandIn::start_as(&seed(), Custom { our_ids: false, honours_if_none_exist, ..Custom::default() })
}

const KINDS: [&str; 4] = ["QuestionnaireResponse", "Observation", "DocumentReference", "Provenance"];

/// Every reference to one of ours is to where it lives there.
fn dangling(server: &FhirStandIn) -> Vec<String> {
    let shelf = server.held();
    let mut all = Vec::new();
    for resource in KINDS.iter().flat_map(|kind| shelf.all(kind)) {
        references(resource, &mut all);
    }
    all.retain(|one| one.split_once('/').is_none_or(|(kind, id)| shelf.get(kind, id).is_none()));
    all
}

fn references(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::Object(inside) => {
            for (name, value) in inside {
                match value {
                    Value::String(text) if name == "reference" => all.push(text.clone()),
                    inner => references(inner, all),
                }
            }
        }
        Value::Array(inside) => inside.iter().for_each(|value| references(value, all)),
        _ => {}
    }
}

#[test]
fn a_record_is_created_once_and_its_parts_point_at_each_other_there() {
    let server = server(true);
    let mut target = target(&server);
    let record = observations(1);
    let filing = built_for(&target, &record);
    let mut kept = Kept::new();
    assert!(matches!(send(&mut target, &filing, &whose(), &mut kept).unwrap(), Outcome::Accepted { .. }));
    assert!(matches!(resume(&mut target, &filing, &who(&record), &mut kept).unwrap(), Outcome::Accepted { .. }));
    let copies: usize = KINDS.iter().map(|kind| server.held().count(kind)).sum();
    assert_eq!(copies, filing.resources.len());
    assert_eq!(dangling(&server), [""; 0]);
    assert_eq!(held(&target, &filing), Held::All);
}

#[test]
fn each_fault_ends_with_one_copy_or_none() {
    for honours in [true, false] {
        for fault in Fault::all(WAIT * 3) {
            let slow = matches!(fault, Fault::SilentBeforeCommit(_) | Fault::SilentAfterCommit(_) | Fault::Drip(_));
            for at in if slow { vec![5] } else { vec![2, 5, 20, 31] } {
                let server = server(honours);
                let record = observations(1);
                let filing = built_for(&target(&server), &record);
                let mut first = impatient(&server, WAIT * 3);
                server.fault_at(at, fault);
                let mut kept = Kept::new();
                let mut outcome = send(&mut first, &filing, &whose(), &mut kept).unwrap();
                for _ in 0..8 {
                    if matches!(outcome, Outcome::Accepted { .. }) {
                        break;
                    }
                    server.up();
                    outcome = resume(&mut target(&server), &filing, &who(&record), &mut kept).unwrap();
                }
                // Half of a record that went with a backup comes back under other ids, and the other half points at
                // those it had: that is said, not mended.
                let torn = matches!(&outcome, Outcome::Refused(refusal) if refusal.by == RefusedBy::Comparison);
                if torn && fault == Fault::RestoredFromBackup {
                    continue;
                }
                assert!(matches!(outcome, Outcome::Accepted { .. }), "{fault:?} at {at}: {outcome:?}");
                let copies: usize = KINDS.iter().map(|kind| server.held().count(kind)).sum();
                assert_eq!(copies, filing.resources.len(), "{fault:?} at {at}");
            }
        }
    }
}

#[test]
fn two_copies_stop_everything() {
    let server = server(true);
    let mut target = target(&server);
    let filing = built_for(&target, &observations(1));
    for id in ["one", "two"] {
        let mut copy: Value = serde_json::from_str(&filing.resources[1].body).unwrap();
        copy["id"] = id.into();
        server.put(copy);
    }
    let Outcome::Refused(refusal) = send(&mut target, &filing, &whose(), &mut Kept::new()).unwrap() else { panic!() };
    assert_eq!(refusal.by, RefusedBy::Server);
    assert!(refusal.words.contains("more than one copy"), "{}", refusal.words);
}
