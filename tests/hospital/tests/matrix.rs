//! R6: each point where the client can stop × each server fault × each request. Whatever happens, a record that counts as
//! accepted is at the target once and equal in everything that was sent; and one that is not there never counts.
//!
//! A client that stops between two requests looks, to the server and to the journal, like one whose connection was cut
//! there: so the cuts (`Down`, `ResetBeforeBody`, `ResetAfterCommit`) at each request stand for stops before connecting,
//! mid body, sent without reply, between dependent resources and mid read-back; the journal's stops for the rest.

use std::time::Duration;

use exchange::client::Client;
use exchange::file::{NotKept, Outcome, Target, connect, resume, send};
use hospital::{Fault, FhirStandIn};
use record::SignedRecord;
use record::filing::{Filing, FilingState, equal_in_what_we_sent};

use crate::journal::{Kept, Stop};
use crate::records::{WAIT, built_for, client, observations, seed, target, telephoned, who};

const STOPS: [Stop; 5] =
    [Stop::Never, Stop::BeforeKeeping(1), Stop::AfterKeeping(1), Stop::BeforeKeeping(2), Stop::AfterKeeping(2)];
/// More than one record ever needs.
const REQUESTS: usize = 24;

#[derive(Debug, Clone, Copy)]
struct Cell {
    stop: Stop,
    fault: Fault,
    /// At which request after the build, counted from 1.
    at: usize,
    /// A second fault while the first one is being recovered from.
    again: Option<(Fault, usize)>,
}

/// What a sender made of a cell.
struct End {
    accepted: bool,
    refused: bool,
    server: FhirStandIn,
    filing: Filing,
}

type Sender = fn(&SignedRecord, Cell) -> End;

/// What is wrong with an end; nothing when all promises hold.
fn broken(end: &End) -> Option<String> {
    let held = end.server.held();
    let mut there = 0;
    for one in &end.filing.resources {
        let name = &one.kind;
        match held.get(&one.kind, &one.id.to_string()) {
            Some(copy) => match equal_in_what_we_sent(&one.body, copy) {
                Ok(()) => there += 1,
                Err(difference) => return Some(format!("{name} is there and differs: {difference}")),
            },
            None if end.accepted => return Some(format!("{name} counts as accepted and is not there")),
            None => {}
        }
    }
    if !end.accepted {
        return if end.refused { None } else { Some("it ended without a last word".to_owned()) };
    }
    let copies: usize = ["QuestionnaireResponse", "Observation", "DiagnosticReport", "DocumentReference", "Provenance"]
        .iter()
        .map(|kind| held.count(kind))
        .sum();
    if copies == there { None } else { Some(format!("{there} were sent and {copies} copies are there")) }
}

/// A server and a record that is built for it. The fault is not set yet.
fn start(record: &SignedRecord) -> (FhirStandIn, Filing) {
    let server = FhirStandIn::start(&seed());
    let filing = built_for(&target(&server), record);
    (server, filing)
}

impl Cell {
    /// How long the client waits: briefly only where a silence is meant.
    fn wait(&self) -> Duration {
        let faults = [Some(self.fault), self.again.map(|(fault, _)| fault)];
        if faults.into_iter().flatten().any(is_slow) { WAIT } else { Duration::from_secs(20) }
    }
}

fn is_slow(fault: Fault) -> bool {
    matches!(fault, Fault::SilentBeforeCommit(_) | Fault::SilentAfterCommit(_) | Fault::Drip(_))
}

/// Connects once the server is found willing: under a short wait a busy PC may need more than one try.
fn willing(server: &FhirStandIn, wait: Duration) -> Target {
    let again = || connect(client(&server.address(), wait)).ok();
    std::iter::from_fn(|| Some(again())).take(20).flatten().next().unwrap()
}

/// Our sender, as the ward drives it: first sent, then resumed with the kept bytes until there is a last word. A
/// refusal is tried again by a person, once, when nothing is wrong any more.
fn ours(record: &SignedRecord, cell: Cell) -> End {
    let (server, filing) = start(record);
    let mut first = willing(&server, cell.wait());
    server.fault_at(cell.at, cell.fault);
    let mut kept = Kept::stopping(cell.stop);
    let mut again = cell.again;
    let mut tried_again = false;
    let mut outcome = send(&mut first, &filing, &mut kept);
    for _ in 0..12 {
        match (&outcome, kept.state()) {
            (_, Some(FilingState::Accepted)) => break,
            (_, Some(FilingState::Refused)) if tried_again => break,
            (_, Some(FilingState::Refused)) => tried_again = true,
            (Ok(Outcome::Accepted { .. } | Outcome::Refused(_)), state) => {
                panic!("the last word {outcome:?} was given and {state:?} is kept")
            }
            (Ok(Outcome::NoAnswer(_)) | Err(NotKept(_)), _) => {}
        }
        // The PC and the server are started again. What was not kept has not happened.
        server.up();
        kept.restarted();
        let mut target = willing(&server, cell.wait());
        if let Some((fault, at)) = again.take() {
            server.fault_at(at, fault);
        }
        outcome = match kept.filing.clone() {
            Some(kept_bytes) => {
                assert_eq!(kept_bytes, filing, "the bytes that are sent again are those that were kept");
                resume(&mut target, &kept_bytes, &who(record), &mut kept)
            }
            None => send(&mut target, &filing, &mut kept),
        };
    }
    let accepted = kept.state() == Some(FilingState::Accepted);
    let refused = kept.state() == Some(FilingState::Refused);
    End { accepted, refused, server, filing }
}

/// Control: takes a good status for proof.
fn without_reading_back(record: &SignedRecord, cell: Cell) -> End {
    let (server, filing) = start(record);
    server.fault_at(cell.at, cell.fault);
    let mut client: Client = client(&server.address(), cell.wait());
    for one in &filing.resources {
        for _ in 0..3 {
            let path = format!("{}/{}", one.kind, one.id);
            if client.put(&path, one.body.as_bytes(), &[]).is_ok_and(|reply| reply.is_success()) {
                break;
            }
            server.up();
            client = crate::records::client(&server.address(), cell.wait());
        }
    }
    End { accepted: true, refused: false, server, filing }
}

/// Control: posts, and posts again when there was no answer.
fn without_our_ids(record: &SignedRecord, cell: Cell) -> End {
    let (server, filing) = start(record);
    server.fault_at(cell.at, cell.fault);
    let mut client: Client = client(&server.address(), cell.wait());
    for one in &filing.resources {
        for _ in 0..3 {
            if client.post(&one.kind, one.body.as_bytes(), &[]).is_ok_and(|reply| reply.is_success()) {
                break;
            }
            server.up();
            client = crate::records::client(&server.address(), cell.wait());
        }
    }
    // Judged by how many copies there are alone: under whatever id.
    let held = server.held();
    let copies = |kind: &str| held.count(kind);
    let sent = |kind: &str| filing.resources.iter().filter(|one| one.kind == kind).count();
    let once = filing.resources.iter().all(|one| copies(&one.kind) == sent(&one.kind));
    End { accepted: false, refused: once, server, filing }
}

/// Every stop and fault, at some of the requests: all of them when `HOLDFAST_FAULTS=full`.
fn cells() -> Vec<Cell> {
    let full = std::env::var("HOLDFAST_FAULTS").is_ok_and(|value| value == "full");
    let faults = Fault::all(WAIT);
    let mut dice = Dice(0x5eed);
    let mut all = Vec::new();
    for stop in STOPS {
        for fault in &faults {
            let some = if is_slow(*fault) { 1 } else { 4 };
            let first = dice.below(REQUESTS / some);
            let step = if full { 1 } else { REQUESTS / some };
            for at in (if full { 0 } else { first }..REQUESTS).step_by(step) {
                let other = faults[dice.below(faults.len())];
                let again = dice.below(3) == 0;
                let again = again.then(|| (other, 1 + dice.below(REQUESTS)));
                all.push(Cell { stop, fault: *fault, at: at + 1, again });
            }
        }
    }
    all
}

/// Runs a sender over all cells, on as many threads as there are cores, and says what is broken where.
fn run(record: fn(u128) -> SignedRecord, sender: Sender, cells: &[Cell]) -> Vec<String> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from) * 2;
    let share = cells.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = cells
            .chunks(share)
            .map(|part| {
                scope.spawn(move || {
                    let one = |cell: &Cell| broken(&sender(&record(1), *cell)).map(|what| format!("{cell:?}: {what}"));
                    part.iter().filter_map(one).collect::<Vec<String>>()
                })
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    })
}

#[test]
fn observations_are_at_the_target_once_and_equal_whatever_goes_wrong() {
    let cells = cells();
    let broken = run(observations, ours, &cells);
    assert!(broken.is_empty(), "{} of {} cells:\n{}", broken.len(), cells.len(), broken.join("\n"));
    assert!(cells.len() >= 250, "only {} cells were tried", cells.len());
}

#[test]
fn a_telephoned_result_is_at_the_target_once_and_equal_whatever_goes_wrong() {
    let cells: Vec<Cell> = cells().into_iter().step_by(3).collect();
    let broken = run(telephoned, ours, &cells);
    assert!(broken.is_empty(), "{} of {} cells:\n{}", broken.len(), cells.len(), broken.join("\n"));
}

#[test]
fn control_a_sender_that_does_not_read_back_says_accepted_of_what_is_not_there() {
    let cells: Vec<Cell> = cells().into_iter().filter(|cell| cell.fault == Fault::RestoredFromBackup).collect();
    assert!(!run(observations, without_reading_back, &cells).is_empty());
}

#[test]
fn control_a_sender_without_our_ids_files_twice() {
    let cells: Vec<Cell> = cells().into_iter().filter(|cell| cell.fault == Fault::ResetAfterCommit).collect();
    assert!(!run(observations, without_our_ids, &cells).is_empty());
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
        for at in [4, 18] {
            let end = ours(&observations(1), Cell { stop: Stop::Never, fault, at, again: None });
            assert!(end.accepted, "{fault:?} at request {at}");
        }
    }
}

/// Numbers that look drawn and are the same on every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}
