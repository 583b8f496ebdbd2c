//! P5: taking in a copy, beside only parsing the same bytes as JSON. The old copy serves until the new one is whole: the
//! program is killed at points all through, and each time the old one is there and nothing is half imported.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use record::{Role, Staff, StaffId, SystemId, Verified};
use serde_json::Value;
use store::{Beginning, Store};
use tests::window::{PASSPHRASE, built};
use uuid::Uuid;
use ward::take::{Source, take_beside};
use ward::{Actor, Config, EXERCISE_PASSPHRASE, Ward, WardError};

use crate::figures::{Figure, Figures, ratio, shown};
use crate::{invented, middle, timed};

/// What the goals speak of.
const PATIENTS: usize = 2_500;
/// A patient, a stay and 29 observations.
const RESOURCES: usize = 31;
/// Points at which the import is killed.
const CUTS: u32 = 6;

pub(crate) fn take_in(figures: &mut Figures) {
    let bytes = invented::bundle(PATIENTS, RESOURCES - 2);
    let floor = middle(3, || timed(|| serde_json::from_slice::<Value>(&bytes).unwrap()).0);
    let here = middle(3, || {
        let folder = tempfile::tempdir().unwrap();
        let mut ward = ward(folder.path());
        timed(|| ward.take_bytes(None, &SystemId::new("epr"), "invented.json", &bytes, invented::now()).unwrap()).0
    });
    let rate = PATIENTS as f64 / here.as_secs_f64();
    figures.add(Figure {
        id: "P5",
        what: &format!("take in {PATIENTS} patients of {RESOURCES} resources, {} MB", bytes.len() / 1_000_000),
        here: format!("{}, {rate:.0} patients/s", shown(here)),
        beside: format!("only parsing the JSON {}", shown(floor)),
        ratio: Some(ratio(here, floor)),
        goal: "≥ 1,000 patients/s",
        met: Some(rate >= 1000.0),
    });
    let (asked, waited) = beside(&bytes);
    figures.add(Figure {
        id: "P5",
        what: "the old copy serves while the new one is read, and still when that is stopped",
        here: format!("{asked} look-ups, all answered from it"),
        beside: format!("the longest wait, while the new one is kept, {}", shown(waited)),
        ratio: None,
        goal: "all",
        met: Some(asked > 0),
    });
    let kept = killed(&bytes);
    figures.add(Figure {
        id: "P5",
        what: &format!("killed at {CUTS} points of the import: the old copy serves, or the new one whole"),
        here: format!("{kept} of {CUTS}"),
        beside: "the same left to its end takes the new copy".into(),
        ratio: None,
        goal: "all",
        met: Some(kept == CUTS),
    });
}

/// Looks somebody up all through an import: how often the old copy answered, and the longest wait.
fn beside(bytes: &[u8]) -> (usize, Duration) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.json");
    std::fs::write(&file, bytes).unwrap();
    let mut ward = ward(folder.path());
    let epr = SystemId::new("epr");
    ward.take_bytes(None, &epr, "old.json", &invented::bundle(20, 2), invented::now()).unwrap();
    let id = StaffId(Uuid::from_u128(7));
    let staff =
        Staff { id, name: "Ama Boateng".into(), role: Role::NurseInCharge, title: None, number: None, pass: None };
    let actor = Actor { staff, verified: Verified::Session };
    let later = || invented::now() + chrono::Duration::minutes(1);
    let (ward, from) = (Mutex::new(ward), Source::Files(file));
    let held = || ward.lock().unwrap().copies()[0].patients;

    let mut steps = 0;
    let stopped = take_beside(&ward, &actor, &epr, &from, &later, &mut |_| {
        steps += 1;
        steps < 3
    });
    assert!(matches!(stopped, Err(WardError::Stopped)), "it stops when it is told to");
    assert_eq!(held(), 20, "and the old copy still serves");

    std::thread::scope(|threads| {
        let taking = threads.spawn(|| take_beside(&ward, &actor, &epr, &from, &later, &mut |_| true).unwrap());
        let (mut asked, mut longest) = (0, Duration::ZERO);
        while !taking.is_finished() {
            let (took, patients) = timed(|| {
                let ward = ward.lock().unwrap();
                let found = ward.find_again(&actor, "invented1", None, invented::now()).unwrap();
                assert!(!found.patients.is_empty());
                ward.copies()[0].patients
            });
            longest = longest.max(took);
            asked += usize::from(patients == 20);
            std::thread::sleep(Duration::from_millis(2));
        }
        assert_eq!(taking.join().unwrap().taken.patients, PATIENTS as u32);
        assert_eq!(held(), PATIENTS as u32, "then the new copy is the one");
        (asked, longest)
    })
}

/// How often the old copy was there and whole after the import was killed.
fn killed(bytes: &[u8]) -> u32 {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("store");
    let file = folder.path().join("new.json");
    std::fs::write(&file, bytes).unwrap();
    let old = invented::bundle(20, 2);
    ward(folder.path()).take_bytes(None, &SystemId::new("epr"), "old.json", &old, invented::now()).unwrap();
    let import = || {
        let mut import = Command::new(built("holdfast"));
        import.args(["import", "--source", "epr", "--home"]).arg(&home).arg(&file);
        import.env("HOLDFAST_PASSPHRASE", PASSPHRASE).env("HOLDFAST_NOW", "2026-11-21T15:00:00+00:00");
        import.stdout(Stdio::null()).stderr(Stdio::null());
        import
    };
    let copy = folder.path().join("whole");
    let whole = {
        std::fs::create_dir_all(&copy).unwrap();
        assert!(Command::new("cp").arg("-r").arg(&home).arg(&copy).status().unwrap().success());
        let begun = Instant::now();
        assert!(import().status().unwrap().success(), "left alone it comes to its end");
        let took = begun.elapsed();
        assert_eq!(patients(&home), PATIENTS as u32, "and then the new copy is the one");
        took
    };
    let mut begun = 0;
    let kept = (1..=CUTS)
        .filter(|cut| {
            std::fs::remove_dir_all(&home).unwrap();
            assert!(Command::new("cp").arg("-r").arg(copy.join("store")).arg(&home).status().unwrap().success());
            let mut running = import().spawn().unwrap();
            std::thread::sleep(whole * *cut / (CUTS + 1));
            running.kill().unwrap();
            running.wait().unwrap();
            let left_over = std::fs::read_dir(home.join("snapshots")).unwrap().count();
            let wrong = open(&home).verify().unwrap().wrong;
            let files = std::fs::read_dir(home.join("snapshots")).unwrap().flatten();
            let files = files.filter(|file| file.path().extension().is_some_and(|kind| kind == "db")).count();
            let held = patients(&home);
            println!("     cut {cut}: {left_over} files before it was opened again, {files} after; {held} patients; {wrong:?}");
            begun += usize::from(held == 20);
            // Between the new copy and the erasing of the old one, both are there: the next copy erases it.
            wrong.is_empty() && ((held == 20 && files == 1) || (held == PATIENTS as u32 && files <= 2))
        })
        .count();
    assert!(begun > 0, "at least one of them was killed before its end");
    kept as u32
}

fn patients(home: &Path) -> u32 {
    open(home).newest_snapshots().unwrap().iter().map(|taken| taken.patients).sum()
}

/// Once whoever was killed has let go.
fn open(home: &Path) -> Store {
    let begun = Instant::now();
    loop {
        match Store::open(home, PASSPHRASE, invented::now()) {
            Ok(store) => return store,
            Err(error) => assert!(begun.elapsed() < Duration::from_secs(10), "{error}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn ward(folder: &Path) -> Ward {
    let beginning =
        Beginning { ward: "Ash Ward", exercise: true, passphrase: EXERCISE_PASSPHRASE, at: invented::now() };
    Ward::create(&folder.join("store"), Config::demo(), &beginning).unwrap()
}
