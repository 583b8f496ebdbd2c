//! R3 and R4: each call of each act fails, once and for ever; the disk is full from each write on, then has room again.
//! Nothing acknowledged is lost, nothing panics, it is said plainly, and the next act goes on by itself.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rusqlite::config::DbConfig;
use store::{PinAnswer, Room, Store, StoreError};

use crate::Scale;
use crate::acts::{ACTS, Act};
use crate::chance::Chance;
use crate::crash::{self, Model};
use crate::disk::{Call, Fault, Plan, Watch};
use crate::scene::{
    PLANTED, Picture, Ready, ama, by, draft, in_full, now, open, open_whole, picture, record, scratch, set_pin,
};
use crate::sqlite::on_ledger;
use crate::system;
use crate::table::Line;

/// What is done after the fault: it must go on by itself.
fn next(store: &mut Store) -> Result<(), StoreError> {
    store.save_draft(&draft(70, 9))?;
    store.sign(record(900), &by(), now())
}

/// What goes on while the disk is full: somebody looks at a patient, and that they did is known later.
fn looks(store: &mut Store) -> Result<(), StoreError> {
    let patient = record(0).patient;
    store.transact(vec![::record::Act::PatientViewed { patient }], &by(), now()).map(|_| ())
}

/// What must be there in the end, with the act and without it.
struct Expected {
    with: Picture,
    without: Picture,
}

/// What is switched off for a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Off {
    Nothing,
    /// A failure is taken for a success.
    Honesty,
    /// There is never room again.
    RoomAgain,
}

/// One act to be broken, and what is known of it unbroken.
struct Trial<'a> {
    act: &'a Act,
    ready: Ready,
    expected: Expected,
    /// The calls it makes on an unhurt disk.
    calls: Vec<Call>,
}

impl<'a> Trial<'a> {
    fn of(act: &'a Act) -> Self {
        let ready = Ready::with(act.prepare);
        let mut calls = Vec::new();
        let mut unbroken = |with: bool| {
            let folder = ready.copy();
            let watch = Watch::over(folder.path());
            let mut store = open(folder.path()).expect("an unhurt store opens");
            if with {
                watch.disk.plan(None);
                (act.again)(&mut store, 0).expect("on an unhurt disk it can be done");
                calls = watch.disk.plan(None);
            }
            next(&mut store).expect("on an unhurt disk it can be done");
            picture(&store).expect("an unhurt store can be read")
        };
        let expected = Expected { with: unbroken(true), without: unbroken(false) };
        Self { act, ready, expected, calls }
    }

    /// Breaks one run of the act. Answers with what is wrong.
    fn broken(&self, plan: Plan, off: Off) -> Result<(), String> {
        let folder = self.ready.copy();
        let watch = Watch::over(folder.path());
        let mut store = open(folder.path()).map_err(|error| in_full(&error))?;
        let before = picture(&store).map_err(|error| in_full(&error))?;
        watch.disk.plan(Some(plan));
        let done = catch_unwind(AssertUnwindSafe(|| (self.act.again)(&mut store, 0))).map_err(|_| "it panicked")?;
        if let Err(error) = &done {
            plain(error, plan, watch.disk.failed())?;
            let full = plan.fault == Fault::Full && plan.for_ever;
            let readable = full || !plan.for_ever;
            // Somebody opens a list: SQLCipher needs a new connection after an error, and this act gets it one.
            if readable {
                looks(&mut store).map_err(|error| format!("nobody may look: {}", in_full(&error)))?;
            }
            if readable
                && picture(&store).map_err(|error| format!("it cannot be read: {}", in_full(&error)))? != before
                && !snapshot_is_there(&store, &before)
            {
                return Err("what can be read has changed, though the act failed".into());
            }
        }
        if off != Off::RoomAgain {
            watch.disk.plan(None);
        }
        catch_unwind(AssertUnwindSafe(|| next(&mut store)))
            .map_err(|_| "the next act panicked")?
            .map_err(|error| format!("the next act did not go on by itself: {}", in_full(&error)))?;
        if done.is_err() && plan.fault == Fault::Full && plan.for_ever && off == Off::Nothing {
            let looked = store.log(&["patientViewed"], 9).map_err(|error| in_full(&error))?;
            if looked.is_empty() {
                return Err("that somebody looked is not known".into());
            }
        }
        let acknowledged = done.is_ok() || off == Off::Honesty;
        // The power is cut before the store is closed: a failed sync must not have been built upon.
        let tape = watch.disk.tape();
        let cut = scratch();
        crash::write_out(&crash::after(&watch.base, &tape, Model::Lost, &mut Chance::new(1)), cut.path());
        drop(watch);
        self.compare(cut.path(), acknowledged).map_err(|why| format!("after a power cut: {why}"))?;
        drop(store);
        self.compare(folder.path(), acknowledged)
    }

    fn compare(&self, folder: &Path, acknowledged: bool) -> Result<(), String> {
        let mut store = open_whole(folder)?;
        if acknowledged && !(self.act.also)(&mut store, 1).map_err(|error| in_full(&error))? {
            return Err("what was acknowledged does not hold".into());
        }
        let found = picture(&store).map_err(|error| in_full(&error))?;
        let same = found == self.expected.with || (!acknowledged && found == self.expected.without);
        if same {
            return Ok(());
        }
        let wanted = if acknowledged { &self.expected.with } else { &self.expected.without };
        let missing = wanted.iter().find(|line| !found.contains(line)).map_or("nothing", String::as_str);
        Err(format!("not there: {}", missing.chars().take(160).collect::<String>()))
    }
}

/// An unpublished copy may be published later; until then the old one serves.
fn snapshot_is_there(store: &Store, before: &Picture) -> bool {
    picture(store)
        .is_ok_and(|found| found.iter().zip(before).all(|(now, then)| now == then || now.starts_with("copy of")))
}

/// What staff are told: of the right kind, in words, and nothing about a patient.
fn plain(error: &StoreError, plan: Plan, call: Option<Call>) -> Result<(), String> {
    let words = in_full(error);
    if words.is_empty() || words.contains(PLANTED) {
        return Err(format!("the words say too little or too much: {words}"));
    }
    let kind = match (plan.fault, call) {
        (Fault::Full, _) => matches!(error, StoreError::Full(_)),
        (Fault::Broken, Some(Call::Sync)) if !plan.for_ever => {
            matches!(error, StoreError::Stopped(_) | StoreError::Disk { .. })
        }
        (Fault::Broken | Fault::Short, _) => true,
    };
    if kind { Ok(()) } else { Err(format!("it is said to be something else: {words}")) }
}

/// The faults a call can have.
fn faults(call: Call) -> &'static [Fault] {
    match call {
        Call::Read => &[Fault::Broken, Fault::Short],
        Call::Write | Call::Map => &[Fault::Broken, Fault::Full],
        Call::Open | Call::Length | Call::Sync | Call::Size | Call::Delete | Call::Rename | Call::Lock => {
            &[Fault::Broken]
        }
    }
}

/// R3: every call of every act.
pub(crate) fn every_call(scale: Scale) -> Vec<Line> {
    ACTS.iter()
        .map(|act| {
            let trial = Trial::of(act);
            let mut kinds: BTreeMap<Call, usize> = BTreeMap::new();
            let mut plans = Vec::new();
            for (from, call) in trial.calls.iter().enumerate() {
                *kinds.entry(*call).or_default() += 1;
                for fault in faults(*call) {
                    for for_ever in [false, true] {
                        plans.push(Plan { fault: *fault, only: None, from, for_ever });
                    }
                }
            }
            let plans = some_of(plans, scale);
            let mut wrong = run(&trial, &plans, Off::Nothing);
            let (found, control) = (wrong.len(), run(&trial, &few(&plans), Off::Honesty).len());
            if control == 0 {
                wrong.push("the control lost nothing: the check cannot fail".into());
            }
            let calls: Vec<String> = kinds.iter().map(|(call, count)| format!("{count} {call:?}")).collect();
            Line {
                id: "R3",
                what: format!("each call fails, once and for ever: {} ({})", act.name, calls.join(", ").to_lowercase()),
                cases: plans.len(),
                found: format!("{found} lost, panicked or not plain"),
                control: format!("a failure taken for a success: {control} lost"),
                wrong,
            }
        })
        .chain([killed_after_a_failed_sync()])
        .collect()
}

/// R4: full from each write on, then room again.
pub(crate) fn disk_full(scale: Scale) -> Vec<Line> {
    ACTS.iter()
        .map(|act| {
            let trial = Trial::of(act);
            let writes = trial.calls.iter().enumerate().filter(|(_, call)| matches!(call, Call::Write | Call::Map));
            let plans = writes.map(|(from, _)| Plan { fault: Fault::Full, only: None, from, for_ever: true }).collect();
            let plans = some_of(plans, scale);
            let mut wrong = run(&trial, &plans, Off::Nothing);
            let (found, control) = (wrong.len(), run(&trial, &few(&plans), Off::RoomAgain).len());
            if control == 0 {
                wrong.push("the control went on without room: the check cannot fail".into());
            }
            Line {
                id: "R4",
                what: format!("full at each write, then room again: {}", act.name),
                cases: plans.len(),
                found: format!("{found} not readable, not resumed or not plain"),
                control: format!("no room again: {control} not resumed"),
                wrong,
            }
        })
        .chain([sign_in_while_full()])
        .collect()
}

/// A locked screen on a full disk: somebody signs in, for a little room was kept back to count their try.
fn sign_in_while_full() -> Line {
    let ready = Ready::with(|store| set_pin(store, "246810"));
    let signs_in = |kept_back: bool| -> Result<bool, String> {
        let folder = ready.copy();
        let watch = Watch::over(folder.path());
        let mut store = open(folder.path()).map_err(|error| in_full(&error))?;
        if kept_back {
            Room::keep(folder.path()).map_err(|error| in_full(&error))?;
            watch.disk.full_because_of("reserve.room");
        }
        watch.disk.plan(Some(Plan { fault: Fault::Full, only: None, from: 0, for_ever: true }));
        let answer = store.check_pin(ama().id, "246810", now());
        Ok(matches!(answer, Ok(PinAnswer::Right)))
    };
    let mut wrong = Vec::new();
    if signs_in(true) != Ok(true) {
        wrong.push("nobody can sign in".to_owned());
    }
    let control = signs_in(false);
    if control != Ok(false) {
        wrong.push("the control, no room kept back, signs in: the check cannot fail".into());
    }
    Line {
        id: "R4",
        what: "sign in while the disk is full".into(),
        cases: 1,
        found: format!("{} refused", wrong.len()),
        control: "no room kept back: refused".into(),
        wrong,
    }
}

/// Every one, or every tenth and never fewer than ten.
fn some_of(plans: Vec<Plan>, scale: Scale) -> Vec<Plan> {
    let apart = (plans.len() / scale.of(plans.len()).max(10).min(plans.len().max(1))).max(1);
    plans.into_iter().step_by(apart).collect()
}

/// Enough of them for a control.
fn few(plans: &[Plan]) -> Vec<Plan> {
    plans.iter().copied().step_by((plans.len() / 20).max(1)).collect()
}

fn run(trial: &Trial<'_>, plans: &[Plan], off: Off) -> Vec<String> {
    std::thread::scope(|scope| {
        let halves: Vec<_> = plans
            .chunks(plans.len().div_ceil(2).max(1))
            .map(|half| {
                scope.spawn(move || {
                    let wrong = half.iter().filter_map(|plan| Some((plan, trial.broken(*plan, off).err()?)));
                    let call = |plan: &Plan| trial.calls.get(plan.from).copied();
                    wrong.map(|(plan, why)| format!("{plan:?} at {:?}: {why}", call(plan))).collect::<Vec<_>>()
                })
            })
            .collect();
        halves.into_iter().flat_map(|half| half.join().expect("a trial catches its panics")).collect()
    })
}

/// A program is killed after a failed sync and started again: the system shows what the disk does not have.
fn killed_after_a_failed_sync() -> Line {
    let ready = Ready::with(|_| Ok(()));
    let mut wrong = Vec::new();
    match started_again(&ready, true) {
        Ok(true) => {}
        Ok(false) => wrong.push("what was acknowledged after the start was lost".to_owned()),
        Err(why) => wrong.push(why),
    }
    let control = match started_again(&ready, false) {
        Ok(false) => "the log is not written again at the start: lost",
        Ok(true) => "lost nothing",
        Err(why) => {
            wrong.push(format!("control: {why}"));
            "did not run"
        }
    };
    if control == "lost nothing" {
        wrong.push("the control lost nothing: the check cannot fail".into());
    }
    Line {
        id: "R3",
        what: "killed after a failed sync, started again, the power cut".into(),
        cases: 1,
        found: format!("{} lost", wrong.len()),
        control: control.into(),
        wrong,
    }
}

/// Whether what was acknowledged after the second start outlives a power cut.
fn started_again(ready: &Ready, log_written_again: bool) -> Result<bool, String> {
    let folder = ready.copy();
    let watch = Watch::over(folder.path());
    let said = |error: StoreError| in_full(&error);
    let mut store = open(folder.path()).map_err(said)?;
    store.save_draft(&draft(60, 1)).map_err(said)?;
    watch.disk.plan(Some(Plan { fault: Fault::Broken, only: Some(Call::Sync), from: 0, for_ever: false }));
    if store.sign(record(901), &by(), now()).is_ok() {
        return Err("a signature was acknowledged though its sync failed".into());
    }
    watch.disk.plan(None);
    // Killed: nothing is tidied away.
    on_ledger(|ledger| ledger.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true))
        .map_err(|e| in_full(&e))?;
    drop(store);
    let again = || open(folder.path()).map_err(said);
    // The control keeps what the start does to the log away from the disk.
    let mut store = if log_written_again { again()? } else { system::aside(again)? };
    next(&mut store).map_err(said)?;
    let tape = watch.disk.tape();
    let cut = scratch();
    crash::write_out(&crash::after(&watch.base, &tape, Model::Lost, &mut Chance::new(1)), cut.path());
    drop(watch);
    let kept = open_whole(cut.path())?;
    Ok(kept.record(record(900).id).map_err(said)?.is_some())
}
