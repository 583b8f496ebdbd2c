//! R10: saving, signing, filing, taking a copy, exporting and printing at once, on threads over the one lock, as the program does.
//! Nothing waits for ever, and everything acknowledged is there.

use std::sync::mpsc;
use std::sync::{Arc, Barrier, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use hospital::FhirStandIn;
use record::{PatientId, RecordId, SystemId, SystemStatus};
use ward::outage::Change;
use ward::pack::{Content, Continue, Request};
use ward::sending::send_all;
use ward::{Actor, EXERCISE_PASSPHRASE, Ward, WardError};

use crate::Scale;
use crate::beds::{BEDS, begin, observe, patients, people, take};
use crate::chance::Chance;
use crate::scene::{in_full, now};
use crate::table::Line;

/// Schedules on one store, before it is closed and verified.
const TOGETHER: usize = 50;
const PATIENCE: Duration = Duration::from_secs(60);

/// What one thread does once.
#[derive(Debug, Clone, Copy)]
enum Work {
    Save,
    Sign,
    File,
    Copy,
    Export,
    Print,
}

const WORKS: [Work; 6] = [Work::Save, Work::Sign, Work::File, Work::Copy, Work::Export, Work::Print];

/// The ward and what its threads share.
struct Floor {
    ward: Mutex<Ward>,
    sam: Actor,
    everybody: Vec<PatientId>,
    server: FhirStandIn,
    /// What was acknowledged: signed, or saved as a draft.
    signed: Mutex<Vec<RecordId>>,
    saved: Mutex<Vec<RecordId>>,
}

fn lock<T>(what: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Floor {
    fn with<T>(&self, act: impl FnOnce(&mut Ward) -> Result<T, WardError>) -> Result<T, WardError> {
        act(&mut lock(&self.ward))
    }

    fn does(&self, work: Work, number: usize) -> Result<(), WardError> {
        let patient = self.everybody.get(number % self.everybody.len()).copied().expect("there is somebody");
        let (sam, epr) = (&self.sam, SystemId::new("epr"));
        match work {
            Work::Save => {
                let id = self.with(|ward| ward.start_form(sam, patient, "news2", now()))?.draft.id;
                lock(&self.saved).push(id);
            }
            Work::Sign => {
                let id = self.with(|ward| observe(ward, sam, patient, number, now()))?;
                lock(&self.signed).push(id);
            }
            Work::File => {
                self.with(|ward| ward.release(sam, &epr, now()))?;
                send_all(&self.ward, &epr, Some(&self.server.address()), &now, &mut |_| true)?;
            }
            Work::Copy => self.with(|ward| take(ward, number, now()))?,
            Work::Export => drop(self.with(|ward| ward.export(sam, now()))?),
            Work::Print => {
                let request = Request { patients: vec![patient], contents: vec![Content::Summary] };
                let prepared = self.with(|ward| ward.pack(sam, &request, now()))?;
                prepared.make(&mut |_| Continue::Yes)?;
            }
        }
        Ok(())
    }
}

fn floor() -> (tempfile::TempDir, Arc<Floor>) {
    let (home, mut ward, sam) = begin(now());
    let everybody = patients(&ward, &sam, now());
    let systems = [(SystemId::new("epr"), SystemStatus::Down)];
    let down = Change { systems: &systems, since: now(), reason: "Supplier", next_update: None };
    ward.declare(&sam, &down, now()).expect("an outage can be declared");
    let systems = [(SystemId::new("epr"), SystemStatus::Restored)];
    ward.set_systems(&sam, &Change { systems: &systems, ..down }, now()).expect("a system can be restored");
    let server = FhirStandIn::start(&people(BEDS, 0));
    let (signed, saved) = (Mutex::default(), Mutex::default());
    (home, Arc::new(Floor { ward: Mutex::new(ward), sam, everybody, server, signed, saved }))
}

/// Runs all at once, each beginning a little later by chance. `Err` when one of them never ends, or is refused.
fn schedule(floor: &Arc<Floor>, number: usize) -> Result<(), String> {
    let mut chance = Chance::new(number as u64);
    let (done, ended) = mpsc::channel();
    // The slow ones now and then: an export builds every record, a page is laid out.
    let works: Vec<Work> = WORKS
        .into_iter()
        .filter(|work| match work {
            Work::Export => chance.below(10) == 0,
            Work::Print => chance.below(3) == 0,
            Work::Save | Work::Sign | Work::File | Work::Copy => true,
        })
        .collect();
    let start = Arc::new(Barrier::new(works.len()));
    for work in &works {
        let (floor, done, start, work) = (Arc::clone(floor), done.clone(), Arc::clone(&start), *work);
        let later = Duration::from_micros(chance.below(3000) as u64);
        thread::spawn(move || {
            start.wait();
            thread::sleep(later);
            let answer = floor.does(work, number).map_err(|error| format!("{work:?}: {}", in_full(&error)));
            let _ = done.send(answer);
        });
    }
    for _ in &works {
        match ended.recv_timeout(PATIENCE) {
            Ok(answer) => answer?,
            Err(_) => return Err("one of them never ended".into()),
        }
    }
    Ok(())
}

/// What of the acknowledged is not there.
fn missing(ward: &Ward, signed: &[RecordId], saved: &[RecordId]) -> Result<usize, WardError> {
    let drafts: Vec<RecordId> = ward.drafts()?.into_iter().map(|draft| draft.id).collect();
    let unsigned = signed.iter().filter(|id| ward.signed(**id).is_err()).count();
    Ok(unsigned + saved.iter().filter(|id| !drafts.contains(id)).count())
}

/// R10.
pub(crate) fn at_once(scale: Scale) -> Vec<Line> {
    // A hundredth in every run: each schedule signs, sends and takes a copy, and costs a good part of a second.
    let count = if scale == Scale::Full { 10_000 } else { 100 };
    let mut wrong = Vec::new();
    let mut control = 0;
    for first in (0..count).step_by(TOGETHER) {
        let (home, floor) = floor();
        for number in first..(first + TOGETHER).min(count) {
            if let Err(why) = schedule(&floor, number) {
                wrong.push(format!("schedule {number}: {why}"));
            }
        }
        let (signed, saved) = (lock(&floor.signed).clone(), lock(&floor.saved).clone());
        // A thread that has answered still needs a moment to let go.
        (0..100).take_while(|_| Arc::strong_count(&floor) > 1).for_each(|_| thread::sleep(Duration::from_millis(10)));
        if Arc::try_unwrap(floor).is_err() {
            wrong.push(format!("schedules from {first}: a thread still holds the ward"));
            continue;
        }
        let looked = Ward::open(home.path(), EXERCISE_PASSPHRASE, now()).and_then(|mut ward| {
            // The control: a record acknowledged that nobody signed.
            let never = [vec![RecordId(uuid::Uuid::from_u128(5))], signed.clone()].concat();
            control += missing(&ward, &never, &saved)?.saturating_sub(missing(&ward, &signed, &saved)?);
            Ok((missing(&ward, &signed, &saved)?, ward.verify()?.wrong))
        });
        match looked {
            Ok((0, found)) if found.is_empty() => {}
            Ok((lost, found)) => wrong.push(format!("schedules from {first}: {lost} lost; {}", found.join("; "))),
            Err(error) => wrong.push(format!("schedules from {first}: {}", in_full(&error))),
        }
    }
    let bad = wrong.len();
    if control == 0 || !two_locks_in_both_orders_never_end() {
        wrong.push("a control was not noticed: the check cannot fail".into());
    }
    vec![Line {
        id: "R10",
        what: "save, sign, file, take a copy, export, print at once".into(),
        cases: count,
        found: format!("{bad} waited for ever, lost or refused"),
        control: format!("acknowledged and never signed: {control} lost; two locks in both orders: waits for ever"),
        wrong,
    }]
}

/// The control for waiting: what would wait for ever is seen to.
fn two_locks_in_both_orders_never_end() -> bool {
    let locks = Arc::new((Mutex::new(()), Mutex::new(()), Barrier::new(2)));
    let (done, ended) = mpsc::channel();
    for turn in [false, true] {
        let (locks, done) = (Arc::clone(&locks), done.clone());
        thread::spawn(move || {
            let (first, second) = if turn { (&locks.0, &locks.1) } else { (&locks.1, &locks.0) };
            let _first = lock(first);
            locks.2.wait();
            let _second = lock(second);
            let _ = done.send(());
        });
    }
    ended.recv_timeout(Duration::from_millis(300)).is_err()
}
