//! R1 and R13: the power is cut at any point of an act, of the making of a store, of an upgrade. What was acknowledged is there,
//! nothing is half done, and every file is whole.

use std::path::Path;

use store::{Beginning, Store};

use crate::Scale;
use crate::acts::{ACTS, Act};
use crate::chance::Chance;
use crate::crash::{self, MODELS, Model};
use crate::disk::{Base, Step, Watch};
use crate::scene::{self, PASSPHRASE, Picture, Ready, in_full, now, open_whole, picture, scratch};
use crate::sqlite::on_ledger;
use crate::table::Line;

/// What an act left on tape, and what was true when.
pub(crate) struct Recording {
    pub(crate) base: Base,
    pub(crate) tape: Vec<Step>,
    /// What could be seen after each acknowledgement; first, before any.
    pub(crate) pictures: Vec<Picture>,
    pub(crate) heads: Vec<store::Head>,
}

/// What a state turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    Fine,
    Lost(String),
    Corrupt(String),
    Phantom(String),
}

/// What was acknowledged, and the picture does not show, is not so.
const GONE: &str = "what was acknowledged does not hold";

/// What a look at a state found: what can be seen, and the store when there is one.
pub(crate) type Looked = Result<(Picture, Option<Store>), String>;

/// How many states were bad, and the first of each.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) states: usize,
    pub(crate) lost: usize,
    pub(crate) corrupt: usize,
    pub(crate) phantom: usize,
    pub(crate) first: Vec<String>,
}

impl Tally {
    pub(crate) fn add(&mut self, verdict: Verdict, at: &str) {
        self.states += 1;
        let (count, why) = match verdict {
            Verdict::Fine => return,
            Verdict::Lost(why) => (&mut self.lost, why),
            Verdict::Corrupt(why) => (&mut self.corrupt, why),
            Verdict::Phantom(why) => (&mut self.phantom, why),
        };
        *count += 1;
        if self.first.len() < 3 {
            self.first.push(format!("{at}: {why}"));
        }
    }

    fn join(mut self, other: Self) -> Self {
        self.states += other.states;
        self.lost += other.lost;
        self.corrupt += other.corrupt;
        self.phantom += other.phantom;
        self.first.extend(other.first);
        self
    }

    pub(crate) fn bad(&self) -> usize {
        self.lost + self.corrupt + self.phantom
    }

    pub(crate) fn words(&self) -> String {
        format!("{} lost, {} corrupt, {} phantom", self.lost, self.corrupt, self.phantom)
    }
}

/// Checks so many states of a recording, spread over its points and the four models, on both cores.
pub(crate) fn states(
    recording: &Recording,
    count: usize,
    seed: u64,
    look: &(dyn Fn(&Path, usize) -> Looked + Sync),
) -> Tally {
    let workers = 2;
    std::thread::scope(|scope| {
        let tallies: Vec<_> = (0..workers)
            .map(|worker| {
                scope.spawn(move || {
                    let mut tally = Tally::default();
                    for number in (worker..count).step_by(workers) {
                        one(recording, number, count, seed, look, &mut tally);
                    }
                    tally
                })
            })
            .collect();
        tallies
            .into_iter()
            .map(|worker| worker.join().expect("looking at a state does not panic"))
            .fold(Tally::default(), Tally::join)
    })
}

fn one(
    recording: &Recording,
    number: usize,
    count: usize,
    seed: u64,
    look: &(dyn Fn(&Path, usize) -> Looked + Sync),
    tally: &mut Tally,
) {
    let mut chance = Chance::new((seed << 32) | number as u64);
    let steps = recording.tape.len();
    // Spread evenly; within its stretch each point is chance, and each stretch meets each model.
    let stretch = number / MODELS.len();
    let stretches = count.div_ceil(MODELS.len()).max(1);
    let (from, to) = (stretch * steps / stretches, (stretch + 1) * steps / stretches);
    let point = from + chance.below((to - from).max(1)) + 1;
    let model = MODELS.get(number % MODELS.len()).copied().unwrap_or(Model::Lost);
    let tape = recording.tape.get(..point.min(steps)).unwrap_or(&recording.tape);
    let acknowledged = tape.iter().filter(|step| matches!(step, Step::Acknowledged)).count();
    let folder = scratch();
    crash::write_out(&crash::after(&recording.base, tape, model, &mut chance), folder.path());
    let verdict = judge(recording, acknowledged, look(folder.path(), acknowledged));
    tally.add(
        verdict,
        &format!("state {number}, cut after {point} of {steps} steps, {model:?}, {acknowledged} acknowledged"),
    );
}

fn judge(recording: &Recording, acknowledged: usize, looked: Looked) -> Verdict {
    let (found, store) = match looked {
        Ok(found) => found,
        Err(why) => return Verdict::Corrupt(why),
    };
    if let Some((store, head)) = store.zip(recording.heads.get(acknowledged)) {
        match store.passes_through(*head) {
            Ok(true) => {}
            Ok(false) => return Verdict::Lost("an acknowledged entry is not in the chain".into()),
            Err(error) => return Verdict::Corrupt(in_full(&error)),
        }
    }
    let is = |number: usize| recording.pictures.get(number) == Some(&found);
    if is(acknowledged) || is(acknowledged + 1) {
        return Verdict::Fine;
    }
    let wanted = recording.pictures.get(acknowledged).map_or(&[][..], Vec::as_slice);
    let missing = wanted.iter().find(|line| !found.contains(line)).map_or("", String::as_str);
    let why = format!("not there: {}", missing.chars().take(160).collect::<String>());
    if (0..acknowledged).any(is) || found == [GONE] { Verdict::Lost(why) } else { Verdict::Phantom(why) }
}

/// What is switched off for a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Off {
    Nothing,
    /// `synchronous = NORMAL` in place of FULL.
    Normal,
    /// `synchronous = OFF`.
    Synchronous,
    /// The disk is asked to sync and does not.
    Deaf,
}

fn record(act: &Act, ready: &Ready, off: Off) -> Recording {
    let folder = ready.copy();
    let watch = Watch::over(folder.path());
    if off == Off::Deaf {
        watch.disk.deafen();
    }
    let mut store = scene::open(folder.path()).expect("an unhurt store opens");
    let set = |level: &str| on_ledger(|ledger| ledger.pragma_update(None, "synchronous", level)).expect("it is set");
    match off {
        Off::Nothing | Off::Deaf => {}
        Off::Normal => set("NORMAL"),
        Off::Synchronous => set("OFF"),
    }
    let mut pictures = vec![picture(&store).expect("an unhurt store can be read")];
    let mut heads = vec![store.head()];
    for number in 0..act.times {
        (act.again)(&mut store, number).expect("on an unhurt disk it can be done");
        watch.disk.acknowledged();
        pictures.push(picture(&store).expect("an unhurt store can be read"));
        heads.push(store.head());
    }
    drop(store);
    Recording { base: watch.base.clone(), tape: watch.disk.tape(), pictures, heads }
}

/// Opens the real store on what the cut left, verifies all of it and looks at it.
fn look_at(folder: &Path, act: &Act, acknowledged: usize) -> Looked {
    let mut store = open_whole(folder)?;
    let found = picture(&store).map_err(|error| in_full(&error))?;
    match (act.also)(&mut store, acknowledged) {
        Ok(true) => Ok((found, Some(store))),
        Ok(false) => Ok((vec![GONE.into()], Some(store))),
        Err(error) => Err(in_full(&error)),
    }
}

/// R1: every act.
pub(crate) fn power_cuts(scale: Scale) -> Vec<Line> {
    let mut lines: Vec<Line> = ACTS.iter().enumerate().map(|(seed, act)| acts(act, seed as u64, scale)).collect();
    lines.push(making(scale));
    lines
}

fn acts(act: &Act, seed: u64, scale: Scale) -> Line {
    let ready = Ready::with(act.prepare);
    let look = |folder: &Path, acknowledged: usize| look_at(folder, act, acknowledged);
    let weight = if act.times < 10 && act.name != "take a copy" { 600 } else { 2100 };
    let tally = states(&record(act, &ready, Off::Nothing), scale.of(weight), seed, &look);
    let mut wrong = tally.first.clone();
    let mut control = Vec::new();
    for off in [Off::Normal, Off::Synchronous, Off::Deaf] {
        let without = states(&record(act, &ready, off), scale.of(300), seed, &look);
        let name = match off {
            Off::Normal => "NORMAL",
            Off::Synchronous => "OFF",
            Off::Deaf | Off::Nothing => "no syncs",
        };
        control.push(format!("{name}: {} of {} ({})", without.bad(), without.states, without.words()));
        if without.bad() == 0 {
            wrong.push(format!("the control with {name} lost nothing: the check cannot fail"));
        }
    }
    Line {
        id: "R1",
        what: format!("power cut: {}", act.name),
        cases: tally.states,
        found: tally.words(),
        control: control.join("; "),
        wrong,
    }
}

const NOTHING_THERE: &str = "no store, and one can be made";

fn record_making(off: Off) -> Recording {
    let folder = scratch();
    let home = folder.path().join("home");
    std::fs::create_dir(&home).expect("a folder");
    let watch = Watch::over(&home);
    if off == Off::Deaf {
        watch.disk.deafen();
    }
    let mut store = make(&home).expect("a store can be made");
    watch.disk.acknowledged();
    let made = picture(&store).expect("a new store can be read");
    scene::whole(&mut store).expect("a new store is whole");
    drop(store);
    let pictures = vec![vec![NOTHING_THERE.to_owned()], made];
    Recording { base: watch.base.clone(), tape: watch.disk.tape(), pictures, heads: Vec::new() }
}

fn make(home: &Path) -> Result<Store, store::StoreError> {
    Store::create(home, &Beginning { ward: "Ash Ward", exercise: true, passphrase: PASSPHRASE, at: now() })
}

fn look_at_made(folder: &Path) -> Looked {
    if !Store::is_at(folder) {
        make(folder).map_err(|error| format!("it cannot be made anew: {}", in_full(&error)))?;
        return Ok((vec![NOTHING_THERE.to_owned()], None));
    }
    let mut store = Store::open(folder, PASSPHRASE, now()).map_err(|error| in_full(&error))?;
    scene::whole(&mut store)?;
    Ok((picture(&store).map_err(|error| in_full(&error))?, Some(store)))
}

/// The making of a store: its key files, its ledger, its first entry.
fn making(scale: Scale) -> Line {
    let look = |folder: &Path, _: usize| look_at_made(folder);
    let tally = states(&record_making(Off::Nothing), scale.of(400), 77, &look);
    let without = states(&record_making(Off::Deaf), scale.of(200), 77, &look);
    let mut wrong = tally.first.clone();
    if without.bad() == 0 {
        wrong.push("the control without syncs lost nothing: the check cannot fail".into());
    }
    Line {
        id: "R1",
        what: "power cut: make a store, its key files and its ledger".into(),
        cases: tally.states,
        found: tally.words(),
        control: format!("no syncs: {} of {} ({})", without.bad(), without.states, without.words()),
        wrong,
    }
}
