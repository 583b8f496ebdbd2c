//! The life of one record from its first sending to its last word: what goes wrong at each start of the PC, and a sender
//! that lives through it.

use std::time::Duration;

use exchange::file::{NotKept, Outcome, Target, connect, resume, send};
use hospital::{Custom, Fault, FhirStandIn, Shelf};
use record::SignedRecord;
use record::filing::{Filing, FilingState, equal_in_what_we_sent};

use crate::figures::{Ended, Wrong};
use crate::journal::{Kept, Stop};
use crate::records::{WAIT, built_for, client, seed, target, who};

/// One start of the PC: where the client stops, and what goes wrong at the server, by the request counted from 1.
#[derive(Debug, Clone, Default)]
pub(crate) struct Start {
    pub(crate) stop: Stop,
    pub(crate) faults: Vec<(Fault, usize)>,
}

/// What goes wrong, start by start. After that nothing does.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    pub(crate) record: fn(u128) -> SignedRecord,
    pub(crate) starts: Vec<Start>,
    /// Whether the server honours `If-None-Match`.
    pub(crate) guarded: bool,
}

/// What a sender made of a life.
pub(crate) struct End {
    pub(crate) accepted: bool,
    pub(crate) refused: bool,
    pub(crate) server: FhirStandIn,
    pub(crate) filing: Filing,
}

pub(crate) type Sender = fn(&Life) -> End;

pub(crate) const KINDS: [&str; 5] =
    ["QuestionnaireResponse", "Observation", "DiagnosticReport", "DocumentReference", "Provenance"];

impl Life {
    /// How long the client waits: briefly only where a silence is meant.
    pub(crate) fn wait(&self) -> Duration {
        let slow = self.starts.iter().flat_map(|start| &start.faults).any(|(fault, _)| is_slow(*fault));
        if slow { WAIT } else { Duration::from_secs(20) }
    }

    /// A server and a record that is built for it. No fault is set yet.
    pub(crate) fn begin(&self) -> (FhirStandIn, SignedRecord, Filing) {
        let custom = Custom { honours_if_none_match: self.guarded, ..Custom::default() };
        let server = FhirStandIn::start_as(&seed(), custom);
        let record = (self.record)(1);
        let filing = built_for(&target(&server), &record);
        (server, record, filing)
    }
}

pub(crate) fn is_slow(fault: Fault) -> bool {
    matches!(fault, Fault::SilentBeforeCommit(_) | Fault::SilentAfterCommit(_) | Fault::Drip(_))
}

/// Connects once the server is found willing: under a short wait a busy PC may need more than one try, and a server that
/// went down is started again.
pub(crate) fn willing(server: &FhirStandIn, wait: Duration) -> Target {
    for _ in 0..40 {
        match connect(client(&server.address(), wait)) {
            Ok(target) => return target,
            Err(_) => server.up(),
        }
    }
    connect(client(&server.address(), Duration::from_secs(20))).unwrap()
}

/// Our sender, as the ward drives it: first sent, then resumed with the kept bytes until there is a last word. A
/// refusal is tried again by a person, once.
pub(crate) fn ours(life: &Life) -> End {
    let (server, record, filing) = life.begin();
    let mut kept = Kept::new();
    let mut tried_again = false;
    for number in 0..life.starts.len() + 12 {
        // The PC and the server are started again. What was not kept has not happened.
        server.up();
        kept.restarted();
        let mut target = willing(&server, life.wait());
        if let Some(start) = life.starts.get(number) {
            kept.stops_at(start.stop);
            start.faults.iter().for_each(|(fault, at)| server.fault_at(*at, *fault));
        }
        let outcome = match kept.filing.clone() {
            Some(kept_bytes) => {
                assert_eq!(kept_bytes, filing, "the bytes that are sent again are those that were kept");
                resume(&mut target, &kept_bytes, &who(&record), &mut kept)
            }
            None => send(&mut target, &filing, &who(&record), &mut kept),
        };
        match (&outcome, kept.state()) {
            (_, Some(FilingState::Accepted)) => break,
            (_, Some(FilingState::Refused)) if tried_again => break,
            (_, Some(FilingState::Refused)) => tried_again = true,
            (Ok(Outcome::NoAnswer(_)) | Err(NotKept(_)), _) => {}
            (last_word, state) => panic!("the last word {last_word:?} was given and {state:?} is kept"),
        }
    }
    let accepted = kept.state() == Some(FilingState::Accepted);
    let refused = kept.state() == Some(FilingState::Refused);
    server.up();
    End { accepted, refused, server, filing }
}

/// Whether all promises hold.
pub(crate) fn judge(end: &End) -> Ended {
    let held = end.server.held();
    let there = match there(&held, &end.filing) {
        Ok(there) => there,
        Err(wrong) => return Ended::Wrong(wrong),
    };
    let copies: usize = KINDS.iter().map(|kind| held.count(kind)).sum();
    match (end.accepted, end.refused) {
        (true, _) if there < end.filing.resources.len() => {
            let missing = end.filing.resources.len() - there;
            Ended::Wrong(Wrong::Lost(format!("it counts as accepted and {missing} resources are not there")))
        }
        (true, _) if copies > there => {
            Ended::Wrong(Wrong::Doubled(format!("{there} were sent and {copies} copies are there")))
        }
        (true, _) => Ended::Accepted,
        (false, true) => Ended::Refused,
        (false, false) => Ended::Wrong(Wrong::Unsettled("it ended without a last word".to_owned())),
    }
}

/// How many resources of a filing a server holds, each equal to what was sent.
pub(crate) fn there(held: &Shelf, filing: &Filing) -> Result<usize, Wrong> {
    let mut there = 0;
    for one in &filing.resources {
        let Some(copy) = held.get(&one.kind, &one.id.to_string()) else { continue };
        match equal_in_what_we_sent(&one.body, copy) {
            Ok(()) => there += 1,
            Err(difference) => return Err(Wrong::Differs(format!("{} is there and differs: {difference}", one.kind))),
        }
    }
    Ok(there)
}
