//! R5: bits flipped, pages zeroed, files cut short, an old copy of one file put back. Each is found when the store is opened, by
//! `verify`, by the newest head kept beside the store; or it hurt nothing that is held. Nothing damaged is ever replaced.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use store::{Store, StoreError};

use crate::Scale;
use crate::chance::Chance;
use crate::scene::{self, Picture, Ready, by, draft, now, open, picture, record, snapshot, whole};
use crate::sqlite::on_ledger;
use crate::table::Line;

/// A store that was killed with a log beside it, how it looked then, and an older copy of it.
struct Hurt {
    ready: Ready,
    older: Ready,
    picture: Picture,
}

fn left_with_a_log(ready: &Ready, acts: impl FnOnce(&mut Store) -> Result<(), StoreError>) -> Picture {
    let mut store = open(ready.folder.path()).expect("an unhurt store opens");
    on_ledger(|ledger| ledger.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true))
        .expect("it can be killed");
    acts(&mut store).expect("on an unhurt disk it can be done");
    picture(&store).expect("an unhurt store can be read")
}

impl Hurt {
    fn make() -> Self {
        let older = Ready::with(|_| Ok(()));
        left_with_a_log(&older, |store| store.sign(record(500), &by(), now()));
        let ready = Ready { folder: older.copy() };
        let picture = left_with_a_log(&ready, |store| {
            let (copy, resources, digest) = snapshot(1);
            store.take_snapshot(&copy, &resources, &digest, &by(), now())?;
            for number in 0..6 {
                store.save_draft(&draft(80 + number, 1))?;
                store.sign(record(510 + number), &by(), now())?;
            }
            Ok(())
        });
        Self { ready, older, picture }
    }
}

/// What is done to one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Damage {
    Bit,
    Page,
    Short,
    Empty,
    Gone,
    Old,
}

const KINDS: [Damage; 6] = [Damage::Bit, Damage::Page, Damage::Short, Damage::Empty, Damage::Gone, Damage::Old];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        ["ledger.db", "ledger.db-wal", "keys.json", "keys.copy.json"].map(PathBuf::from).into();
    let mut copies: Vec<PathBuf> = fs::read_dir(folder.join("snapshots"))
        .expect("there are copies")
        .flatten()
        .map(|item| Path::new("snapshots").join(item.file_name()))
        .collect();
    copies.sort();
    files.append(&mut copies);
    files
}

/// Does it; `None` when it changed nothing.
fn hurt(path: &Path, old: &Path, damage: Damage, chance: &mut Chance) -> Option<Vec<u8>> {
    let before = fs::read(path).expect("a file can be read");
    let mut after = before.clone();
    match damage {
        Damage::Bit => {
            let at = chance.below(after.len());
            *after.get_mut(at)? ^= 1 << chance.below(8);
        }
        Damage::Page => {
            let from = chance.below(after.len().div_ceil(4096)) * 4096;
            let to = (from + 4096).min(after.len());
            after.get_mut(from..to)?.fill(0);
        }
        Damage::Short => after.truncate(chance.below(after.len())),
        Damage::Empty => after.clear(),
        Damage::Gone => {
            fs::remove_file(path).expect("a file can be removed");
            return Some(Vec::new());
        }
        Damage::Old => after = fs::read(old).ok()?,
    }
    if after == before {
        return None;
    }
    fs::write(path, &after).expect("a file can be written");
    Some(after)
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// Refused when opened.
    Refused,
    /// Found by `verify` or by the head.
    Found,
    /// Everything held is as it was.
    Harmless,
    /// Something else is shown, and nobody is told.
    Silent,
    /// What was damaged is no longer there to be mended.
    Replaced,
}

fn one(all: &Hurt, number: usize, with_head: bool) -> Option<(Came, String)> {
    let mut chance = Chance::new(number as u64);
    let folder = all.ready.copy();
    let names = files(folder.path());
    // Bits and pages most of all: the others are soon all tried.
    let damage = if number.is_multiple_of(4) {
        KINDS.get(chance.below(KINDS.len())).copied()?
    } else {
        KINDS.get(chance.below(3)).copied()?
    };
    let name = names.get(chance.below(names.len()))?.clone();
    let path = folder.path().join(&name);
    let after = hurt(&path, &all.older.folder.path().join(&name), damage, &mut chance)?;
    let came = look(all, folder.path(), &path, &after, with_head);
    Some((came, format!("case {number}: {damage:?} in {}: {came:?}", name.display())))
}

fn look(all: &Hurt, folder: &Path, path: &Path, after: &[u8], with_head: bool) -> Came {
    if !with_head {
        fs::remove_file(folder.join("this-pc.head")).expect("the newest head is kept beside an exercise");
    }
    let Ok(mut store) = open(folder) else {
        let kept = fs::read(path).map_or_else(|_| after.is_empty(), |bytes| bytes == after);
        return if kept { Came::Refused } else { Came::Replaced };
    };
    if whole(&mut store).is_err() {
        return Came::Found;
    }
    match picture(&store) {
        Ok(found) if found == all.picture => Came::Harmless,
        Ok(_) => Came::Silent,
        Err(_) => Came::Found,
    }
}

/// R5.
pub(crate) fn damaged(scale: Scale) -> Vec<Line> {
    let all = Hurt::make();
    scene::open_whole(all.ready.copy().path()).expect("before it is hurt, nothing is wrong");
    let count = scale.of(10_000);
    let cases = both(&all, count, true);
    let of = |came: Came| cases.iter().filter(|(found, _)| *found == came).count();
    let bad = |(came, _): &&(Came, String)| matches!(came, Came::Silent | Came::Replaced);
    let mut wrong: Vec<String> = cases.iter().filter(bad).map(|(_, words)| words.clone()).collect();
    let silent = wrong.len();
    let without = both(&all, count / 4, false);
    let missed = without.iter().filter(bad).count();
    if missed == 0 {
        wrong.push("the control without a known head missed nothing: the check cannot fail".into());
    }
    vec![Line {
        id: "R5",
        what: "damage: bits, pages, cut short, empty, gone, an old copy of one file".into(),
        cases: cases.len(),
        found: format!(
            "{silent} silent; {} refused, {} found, {} hurt nothing held",
            of(Came::Refused),
            of(Came::Found),
            of(Came::Harmless)
        ),
        control: format!("no head known elsewhere: {missed} of {} silent", without.len()),
        wrong,
    }]
}

fn both(all: &Hurt, count: usize, with_head: bool) -> Vec<(Came, String)> {
    std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            scope.spawn(move || {
                (half..count).step_by(2).filter_map(|number| one(all, number, with_head)).collect::<Vec<_>>()
            })
        });
        halves.into_iter().flat_map(|half| half.join().expect("looking at damage does not panic")).collect()
    })
}
