//! R6: each point where the client can stop × each server fault × each request, and random lives with several of each.
//! Whatever happens, a record that counts as accepted is at the target once and equal in everything that was sent; and
//! one that is not there never counts.
//!
//! A client that stops between two requests looks, to the server and to the journal, like one whose connection was cut
//! there: so the cuts (`Down`, `ResetBeforeBody`, `ResetAfterCommit`) at each request stand for stops before connecting,
//! mid body, sent without reply, between dependent resources and mid read-back; the journal's stops for the rest.

use exchange::client::Client;
use hospital::{Fault, FhirStandIn};
use record::SignedRecord;

use crate::figures::{Dice, Ended, Figures, seeds, try_all, whole};
use crate::journal::Stop;
use crate::life::{End, Life, Sender, Start, is_slow, judge, ours};
use crate::records::{WAIT, observations, telephoned};

const STOPS: [Stop; 5] =
    [Stop::Never, Stop::BeforeKeeping(1), Stop::AfterKeeping(1), Stop::BeforeKeeping(2), Stop::AfterKeeping(2)];
/// More than one record ever needs.
const REQUESTS: usize = 40;

/// Every stop and fault, at every request, or at some of them; now and then with a second fault while the first is being
/// recovered from.
fn cells(record: fn(u128) -> SignedRecord) -> Vec<Life> {
    let faults = Fault::all(WAIT);
    let mut dice = Dice(0x5eed);
    let mut all = Vec::new();
    for stop in STOPS {
        for fault in &faults {
            let some = if is_slow(*fault) { 1 } else { 4 };
            let first = dice.below(REQUESTS / some);
            let step = if whole() { 1 } else { REQUESTS / some };
            for at in (if whole() { 0 } else { first }..REQUESTS).step_by(step) {
                let mut starts = vec![Start { stop, faults: vec![(*fault, at + 1)] }];
                if dice.below(3) == 0 {
                    let again = (dice.one_of(&faults), 1 + dice.below(REQUESTS));
                    starts.push(Start { stop: Stop::Never, faults: vec![again] });
                }
                all.push(Life { record, starts, guarded: false });
            }
        }
    }
    all
}

/// A life with up to four bad starts, each with a stop and up to three faults: always the same for one seed.
fn random(seed: u64) -> Life {
    let faults = Fault::all(WAIT);
    let mut dice = Dice(seed.wrapping_mul(0x1234_5678_9abc_def1));
    let starts = (0..=dice.below(4))
        .map(|_| Start {
            stop: dice.one_of(&STOPS),
            faults: (0..dice.below(4)).map(|_| (dice.one_of(&faults), 1 + dice.below(REQUESTS))).collect(),
        })
        .collect();
    let record = if dice.below(3) == 0 { telephoned } else { observations };
    Life { record, starts, guarded: dice.below(2) == 0 }
}

fn through(lives: &[Life], sender: Sender) -> Figures {
    try_all(lives, |life| judge(&sender(life)))
}

#[test]
fn observations_are_at_the_target_once_and_equal_whatever_goes_wrong() {
    let figures = through(&cells(observations), ours);
    figures.write(1, "R6: observations, each stop × each fault × each request");
    figures.none_wrong();
    let fewest = STOPS.len() * Fault::all(WAIT).len() * if whole() { REQUESTS } else { 3 };
    assert!(figures.tried >= fewest, "only {} cells were tried", figures.tried);
    assert!(figures.accepted > figures.tried / 2, "most end accepted: {}", figures.accepted);
}

#[test]
fn a_telephoned_result_is_at_the_target_once_and_equal_whatever_goes_wrong() {
    let cells: Vec<Life> = cells(telephoned).into_iter().step_by(if whole() { 1 } else { 3 }).collect();
    let figures = through(&cells, ours);
    figures.write(2, "R6: a telephoned result, each stop × each fault × each request");
    figures.none_wrong();
}

#[test]
fn a_record_is_at_the_target_once_and_equal_after_any_number_of_stops_and_faults() {
    let lives: Vec<Life> = (0..seeds()).map(random).collect();
    let figures = through(&lives, ours);
    figures.write(3, "R6: random lives, up to four bad starts with up to three faults each");
    figures.none_wrong();
    assert!(figures.accepted > figures.tried / 2, "most end accepted: {}", figures.accepted);
}

/// Control: takes a good status for proof.
fn without_reading_back(life: &Life) -> End {
    let (server, filing) = begin(life);
    let mut client = client_of(&server, life);
    for one in &filing.resources {
        for _ in 0..3 {
            let path = format!("{}/{}", one.kind, one.id);
            if client.put(&path, one.body.as_bytes(), &[]).is_ok_and(|reply| reply.is_success()) {
                break;
            }
            server.up();
            client = client_of(&server, life);
        }
    }
    End { accepted: true, refused: false, server, filing }
}

/// Control: posts, and posts again when there was no answer.
fn without_our_ids(life: &Life) -> End {
    let (server, filing) = begin(life);
    let mut client = client_of(&server, life);
    for one in &filing.resources {
        for _ in 0..3 {
            if client.post(&one.kind, one.body.as_bytes(), &[]).is_ok_and(|reply| reply.is_success()) {
                break;
            }
            server.up();
            client = client_of(&server, life);
        }
    }
    End { accepted: true, refused: false, server, filing }
}

fn begin(life: &Life) -> (FhirStandIn, record::filing::Filing) {
    let (server, _, filing) = life.begin();
    for (fault, at) in life.starts.iter().flat_map(|start| &start.faults) {
        server.fault_at(*at, *fault);
    }
    (server, filing)
}

fn client_of(server: &FhirStandIn, life: &Life) -> Client {
    crate::records::client(&server.address(), life.wait())
}

fn with(fault: Fault) -> Vec<Life> {
    let has = |life: &Life| life.starts.first().is_some_and(|start| start.faults.iter().any(|(one, _)| *one == fault));
    cells(observations).into_iter().filter(has).collect()
}

#[test]
fn control_a_sender_that_does_not_read_back_says_accepted_of_what_is_not_there() {
    let figures = through(&with(Fault::RestoredFromBackup), without_reading_back);
    figures.write(4, "Control: takes a good status for proof, server restored half-way");
    assert!(figures.lost > 0);
}

#[test]
fn control_a_sender_without_our_ids_files_twice() {
    // It is judged by how many copies there are alone: its ids are the server's.
    let figures = try_all(&with(Fault::ResetAfterCommit), |life| {
        let end = without_our_ids(life);
        let held = end.server.held();
        let sent = |kind: &str| end.filing.resources.iter().filter(|one| one.kind == kind).count();
        let twice = end.filing.resources.iter().find(|one| held.count(&one.kind) > sent(&one.kind));
        match twice {
            Some(one) => Ended::Wrong(crate::figures::Wrong::Doubled(format!("{} is there twice", one.kind))),
            None => Ended::Accepted,
        }
    });
    figures.write(5, "Control: posts again when there was no answer, connection reset after the commit");
    assert!(figures.doubled > 0);
}

/// Only a fault that is a plain no may end in a refusal; every other one ends accepted.
#[test]
fn what_is_only_silence_is_never_refused() {
    let quiet = [
        Fault::Down,
        Fault::ResetBeforeBody,
        Fault::ResetAfterCommit,
        Fault::ErrorBeforeCommit,
        Fault::ErrorAfterCommit,
        Fault::Unavailable(1),
        Fault::TooMany,
        Fault::SilentAfterCommit(WAIT * 2),
        Fault::TruncatedJson,
        Fault::TruncatedAnswer,
        Fault::RestoredFromBackup,
    ];
    for fault in quiet {
        for at in [4, 18, 35] {
            let starts = vec![Start { stop: Stop::Never, faults: vec![(fault, at)] }];
            let end = ours(&Life { record: observations, starts, guarded: false });
            assert!(end.accepted, "{fault:?} at request {at}");
        }
    }
}
