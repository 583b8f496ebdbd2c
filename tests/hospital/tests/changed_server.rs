//! R7: the target is restored from an older state, wiped, or another server answers at its address: before a record,
//! at each request of it, or after it, and wherever the client stops. What it lost is found missing and sent again; what
//! is not the server that records went to takes nothing for good.

use exchange::file::{FindProblem, Held, NotKept, Outcome, Target, find_patient, held, resume, send, send_anew};
use hospital::{Fault, FhirStandIn, patient};
use record::filing::{Filing, FilingState};
use record::{ServerIdentity, SignedRecord};
use serde_json::Value;

use crate::figures::{Dice, Ended, Wrong, seeds, try_all, whole};
use crate::journal::{Kept, Stop};
use crate::life::{KINDS, is_slow, there, willing};
use crate::records::{NHS, WAIT, built, observations, seed, telephoned, who};

/// What becomes of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// Back to when it had the first record and not the second.
    RestoredToTheFirst,
    /// Back to when it had neither.
    RestoredToTheStart,
    /// Empty but for the same people under the same ids.
    Wiped,
    /// Empty but for the same people under other ids.
    Renumbered,
    /// Without the patient.
    WithoutThePatient,
    /// Another product, a copy of the same people.
    OtherServer,
    /// Another product that knows nobody.
    OtherServerWithoutPeople,
}

const CHANGES: [Change; 7] = [
    Change::RestoredToTheFirst,
    Change::RestoredToTheStart,
    Change::Wiped,
    Change::Renumbered,
    Change::WithoutThePatient,
    Change::OtherServer,
    Change::OtherServerWithoutPeople,
];

/// When it happens, around the sending of the second of two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Before,
    /// Just before this request of it, counted from 1.
    During(usize),
    After,
}

#[derive(Debug, Clone)]
struct Cell {
    change: Change,
    when: When,
    stop: Stop,
    /// Something else that goes wrong on the way.
    also: Option<(Fault, usize)>,
}

const STOPS: [Stop; 5] =
    [Stop::Never, Stop::BeforeKeeping(1), Stop::AfterKeeping(1), Stop::BeforeKeeping(2), Stop::AfterKeeping(2)];
const REQUESTS: usize = 40;
const KNOWN: &str = "Stand-in";

impl Change {
    fn is_restore(self) -> bool {
        matches!(self, Change::RestoredToTheFirst | Change::RestoredToTheStart)
    }

    fn is_another_server(self) -> bool {
        matches!(self, Change::OtherServer | Change::OtherServerWithoutPeople)
    }

    /// Whether the patient is still there under the same id.
    fn leaves_the_patient(self) -> bool {
        !matches!(self, Change::Renumbered | Change::WithoutThePatient)
    }

    /// Called when the first record is there.
    fn prepare(self, server: &FhirStandIn) {
        let renumbered = || vec![patient("pat-9", NHS, "Whitfield", "Margaret", "1947-02-03")];
        match self {
            Change::RestoredToTheFirst => server.back_up(),
            Change::RestoredToTheStart => {}
            Change::Wiped => server.stand_by(KNOWN, &seed()),
            Change::Renumbered => server.stand_by(KNOWN, &renumbered()),
            Change::WithoutThePatient => server.stand_by(KNOWN, &[]),
            Change::OtherServer => server.stand_by("Another product", &seed()),
            Change::OtherServerWithoutPeople => server.stand_by("Another product", &[]),
        }
    }

    fn happen(self, server: &FhirStandIn) {
        if self.is_restore() { server.restore() } else { server.replace() }
    }

    fn fault(self) -> Fault {
        if self.is_restore() { Fault::RestoredFromBackup } else { Fault::Replaced }
    }
}

/// One record, as the ward holds it.
struct Owed {
    record: SignedRecord,
    kept: Kept,
}

/// The ward's side: two records, and the server that the first one went to.
struct Pc<'a> {
    cell: &'a Cell,
    server: &'a FhirStandIn,
    known: ServerIdentity,
    /// How often another server was refused before anything was asked of it.
    turned_away: usize,
}

impl Pc<'_> {
    /// The server, once it is the known one. Another one is turned away, and then the known one is put back.
    fn connect(&mut self) -> Target {
        let slow = self.cell.also.is_some_and(|(fault, _)| is_slow(fault));
        let wait = if slow { WAIT } else { std::time::Duration::from_secs(20) };
        let target = willing(self.server, wait);
        if target.is_still(&self.known).is_ok() {
            return target;
        }
        self.turned_away += 1;
        self.server.comes_back();
        willing(self.server, wait)
    }

    /// Sends one record until it has a last word; a refusal is tried again by a person, once.
    fn send(&mut self, owed: &mut Owed, stop: Stop, faults: &[(Fault, usize)]) {
        faults.iter().for_each(|(fault, at)| self.server.fault_at(*at, *fault));
        owed.kept.stops_at(stop);
        let mut tried_again = false;
        for _ in 0..12 {
            let mut target = self.connect();
            let who = who(&owed.record);
            // Where the target has nothing of it, a record that is tried again is built anew, as the ward does.
            let anew = |filing: &Filing| {
                owed.kept.state() == Some(FilingState::Ready)
                    && matches!(held(&target, filing), Held::Missing(all) if all.len() == filing.resources.len())
            };
            let kept = owed.kept.filing.clone().filter(|filing| !anew(filing));
            let outcome = match kept {
                Some(filing) => resume(&mut target, &filing, &who, &mut owed.kept),
                None => match find_patient(&target, &who) {
                    Ok(found) => {
                        let first = if tried_again { send_anew } else { send };
                        first(&mut target, &built(&owed.record, &found), &who, &mut owed.kept)
                    }
                    Err(FindProblem::NoAnswer(silence)) => Ok(Outcome::NoAnswer(silence)),
                    Err(FindProblem::Refused(refusal)) => Ok(Outcome::Refused(refusal)),
                },
            };
            match outcome {
                Ok(Outcome::Accepted { .. }) => return,
                Ok(Outcome::Refused(_)) if tried_again => return owed.kept.refuse(),
                Ok(Outcome::Refused(_)) => {
                    tried_again = true;
                    owed.kept.is_owed_again();
                }
                Ok(Outcome::OtherServer(_)) => self.server.comes_back(),
                Ok(Outcome::NoAnswer(_)) | Err(NotKept(_)) => self.server.up(),
            }
            // What is kept with its acceptance is not sent again.
            if owed.kept.state() == Some(FilingState::Accepted) {
                return;
            }
            owed.kept.restarted();
        }
    }

    /// Asks whether what was accepted is still there, and sends again what is not.
    fn ask_again(&mut self, owed: &mut Owed) -> Result<(), Wrong> {
        let (Some(FilingState::Accepted), Some(filing)) = (owed.kept.state(), owed.kept.filing.clone()) else {
            return Ok(());
        };
        match held(&self.connect(), &filing) {
            Held::All => Ok(()),
            Held::Missing(_) => {
                owed.kept.is_owed_again();
                self.send(owed, Stop::Never, &[]);
                Ok(())
            }
            Held::Differs(refusal) => Err(Wrong::Differs(refusal.words)),
            Held::NoAnswer(silence) => Err(Wrong::Unsettled(silence.why)),
        }
    }
}

fn try_one(cell: &Cell) -> Ended {
    let server = FhirStandIn::start(&seed());
    let known = willing(&server, std::time::Duration::from_secs(20)).identity().clone();
    let mut pc = Pc { cell, server: &server, known, turned_away: 0 };
    let mut both = [observations(1), telephoned(2)].map(|record| Owed { record, kept: Kept::new() });
    let [first, second] = &mut both;
    pc.send(first, Stop::Never, &[]);
    cell.change.prepare(&server);
    let mut faults: Vec<(Fault, usize)> = cell.also.into_iter().collect();
    match cell.when {
        When::Before => cell.change.happen(&server),
        When::During(at) => faults.push((cell.change.fault(), at)),
        When::After => {}
    }
    let before = server.requests().len();
    pc.send(second, cell.stop, &faults);
    let asked = server.requests()[before..].to_vec();
    if cell.when == When::After {
        cell.change.happen(&server);
    }
    server.up();
    if cell.change.is_another_server() && cell.when == When::Before && cell.also.is_none() {
        // Nothing but what it is was asked of the other server.
        if pc.turned_away == 0 || asked.first().map(String::as_str) != Some("GET metadata") {
            return Ended::Wrong(Wrong::Unsettled("another server was not turned away".to_owned()));
        }
    }
    for owed in [&mut *first, &mut *second] {
        if let Err(wrong) = pc.ask_again(owed) {
            return Ended::Wrong(wrong);
        }
    }
    if cell.change.is_another_server() {
        server.comes_back();
    }
    judge(cell, &server, &both)
}

fn judge(cell: &Cell, server: &FhirStandIn, both: &[Owed; 2]) -> Ended {
    let shelf = server.held();
    let (mut sent, mut refused) = (0, false);
    for owed in both {
        match (owed.kept.state(), &owed.kept.filing) {
            (Some(FilingState::Accepted), Some(filing)) => {
                let there = match there(&shelf, filing) {
                    Ok(there) => there,
                    Err(wrong) => return Ended::Wrong(wrong),
                };
                let missing = filing.resources.len() - there;
                if missing > 0 {
                    return Ended::Wrong(Wrong::Lost(format!("accepted, and {missing} resources are not there")));
                }
                if !patient_is_there(&shelf, filing) {
                    return Ended::Wrong(Wrong::Lost("accepted for a patient who is not there".to_owned()));
                }
                sent += there;
            }
            (Some(FilingState::Refused), _) => refused = true,
            (state, _) => return Ended::Wrong(Wrong::Unsettled(format!("it ended {state:?}"))),
        }
    }
    let copies: usize = KINDS.iter().map(|kind| shelf.count(kind)).sum();
    if !refused && copies > sent {
        return Ended::Wrong(Wrong::Doubled(format!("{sent} were sent and {copies} copies are there")));
    }
    // A plain no on the way may leave a refusal; otherwise only a patient who is no longer there does.
    if refused && cell.change.leaves_the_patient() && cell.also.is_none() {
        return Ended::Wrong(Wrong::Unsettled("refused, and nothing calls for it".to_owned()));
    }
    if refused { Ended::Refused } else { Ended::Accepted }
}

fn patient_is_there(shelf: &hospital::Shelf, filing: &Filing) -> bool {
    let id = filing.subject.trim_start_matches("Patient/");
    shelf.get("Patient", id).and_then(|one| one.get("id")).and_then(Value::as_str) == Some(id)
}

fn cells() -> Vec<Cell> {
    let mut dice = Dice(0xca11);
    let mut all = Vec::new();
    for change in CHANGES {
        for stop in STOPS {
            let mut whens = vec![When::Before, When::After];
            let (first, step) = if whole() { (0, 1) } else { (dice.below(10), 10) };
            whens.extend((first..REQUESTS).step_by(step).map(|at| When::During(at + 1)));
            all.extend(whens.into_iter().map(|when| Cell { change, when, stop, also: None }));
        }
    }
    all
}

/// A change with a stop and one other fault, drawn.
fn random(seed: u64) -> Cell {
    let mut dice = Dice(seed.wrapping_mul(0x0dd_ba11_5eed_c0de));
    let when = match dice.below(6) {
        0 => When::Before,
        1 => When::After,
        _ => When::During(1 + dice.below(REQUESTS)),
    };
    let also = Some((dice.one_of(&Fault::all(WAIT)), 1 + dice.below(REQUESTS)));
    Cell { change: dice.one_of(&CHANGES), when, stop: dice.one_of(&STOPS), also }
}

#[test]
fn what_a_changed_server_lost_is_sent_again_and_another_server_takes_nothing_for_good() {
    let figures = try_all(&cells(), try_one);
    figures.write(6, "R7: each change of the server × each request × each stop");
    figures.none_wrong();
    assert!(figures.refused > 0 && figures.accepted > figures.refused, "{} refused", figures.refused);
}

#[test]
fn a_changed_server_and_another_fault_together_lose_and_double_nothing() {
    let cells: Vec<Cell> = (0..seeds()).map(random).collect();
    let figures = try_all(&cells, try_one);
    figures.write(7, "R7: random changes with a stop and another fault");
    figures.none_wrong();
}

#[test]
fn control_a_sender_that_does_not_ask_again_loses_what_a_restore_took() {
    let figures = try_all(&cells(), |cell| {
        if !cell.change.is_restore() || cell.when != When::After {
            return Ended::Accepted;
        }
        let server = FhirStandIn::start(&seed());
        let mut target = willing(&server, std::time::Duration::from_secs(20));
        let record = observations(1);
        let filing = built(&record, &find_patient(&target, &who(&record)).unwrap());
        let sent = send(&mut target, &filing, &who(&record), &mut Kept::new()).unwrap();
        assert!(matches!(sent, Outcome::Accepted { .. }));
        server.restore();
        match there(&server.held(), &filing) {
            Ok(there) if there < filing.resources.len() => Ended::Wrong(Wrong::Lost("not there any more".to_owned())),
            Ok(_) => Ended::Accepted,
            Err(wrong) => Ended::Wrong(wrong),
        }
    });
    assert!(figures.lost > 0);
}
