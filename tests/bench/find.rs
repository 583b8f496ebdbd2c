//! P3: search as somebody types, every key an answer: in Rust at 20,000 and 200,000 patients, beside one full-text query
//! over the same people in plain SQLite, and in the driven window until the list is painted.

use std::path::Path;
use std::time::Duration;

use record::{Role, Staff, StaffId, Verified};
use rusqlite::{Connection, params};
use store::{Beginning, Store};
use tests::pages::signing_in;
use tests::window::{Home, PASSPHRASE, Window, key};
use uuid::Uuid;
use ward::{Actor, Config, EXERCISE_PASSPHRASE, Ward};

use crate::figures::{Figure, Figures, ratio, shown};
use crate::{at, invented, timed};

const SIZES: [(usize, u64); 2] = [(20_000, 16), (200_000, 50)];

pub(crate) fn search(figures: &mut Figures) {
    for (patients, limit) in SIZES {
        answered(figures, patients, limit);
    }
    painted(figures);
}

fn answered(figures: &mut Figures, patients: usize, limit: u64) {
    let folder = tempfile::tempdir().unwrap();
    let mut ward = held(folder.path(), patients);
    let id = StaffId(Uuid::from_u128(7));
    let staff = Staff { id, name: "Ama Boateng".into(), role: Role::Nurse, title: None, number: None, pass: None };
    let actor = Actor { staff, verified: Verified::Session };
    let typings = invented::typings(patients, 60);
    let mut nobody = 0;
    let mut here: Vec<Duration> = typings
        .iter()
        .map(|typed| {
            let (took, found) = timed(|| ward.find_again(&actor, typed, None, invented::now()).unwrap());
            nobody += usize::from(found.patients.is_empty());
            took
        })
        .collect();
    assert_eq!(nobody, 0, "everybody who is typed is found at every key");
    ward.find(&actor, "davies", None, invented::now()).unwrap();
    let floor = plain(&folder.path().join("plain.db"), patients);
    let mut rows = floor.prepare("SELECT rowid FROM people WHERE people MATCH ?1 ORDER BY rowid LIMIT 20").unwrap();
    let mut beside: Vec<Duration> = typings
        .iter()
        .map(|typed| {
            let words: Vec<String> = typed.split(' ').map(|word| format!("\"{word}\"*")).collect();
            let asked = words.join(" AND ");
            timed(|| rows.query_map([&asked], |row| row.get::<_, i64>(0)).unwrap().count()).0
        })
        .collect();
    let (here, beside) = (at(&mut here, 95), at(&mut beside, 95));
    figures.add(Figure {
        id: "P3",
        what: &format!("search {patients} patients: key to answer, p95 of {} keys", typings.len()),
        here: shown(here),
        beside: format!("one full-text query in plain SQLite {}", shown(beside)),
        ratio: Some(ratio(here, beside)),
        goal: &format!("≤ {limit} ms, with the painting"),
        met: Some(here <= Duration::from_millis(limit)),
    });
}

/// A ward that holds a copy of so many people.
fn held(folder: &Path, patients: usize) -> Ward {
    let home = folder.join("store");
    let at = invented::now();
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: EXERCISE_PASSPHRASE, at };
    drop(Ward::create(&home, Config::demo(), &beginning).unwrap());
    let mut store = Store::open(&home, EXERCISE_PASSPHRASE, at).unwrap();
    let by = record::By { staff: None, verified: Verified::Passphrase };
    store.take_snapshot(&invented::copy(patients, 2, false), &[], "bench", &by, at).unwrap();
    drop(store);
    Ward::open(&home, EXERCISE_PASSPHRASE, at).unwrap()
}

/// The same people in an unencrypted file.
fn plain(path: &Path, patients: usize) -> Connection {
    let mut plain = Connection::open(path).unwrap();
    plain.execute_batch("CREATE VIRTUAL TABLE people USING fts5 (words, prefix = '1 2 3 4')").unwrap();
    let tx = plain.transaction().unwrap();
    for one in invented::copy(patients, 0, false).patients {
        let by = record::finding::found_by(&one.identity, one.place.as_ref());
        let words = [by.family, by.given, by.numbers, by.bed, by.born].join(" ");
        tx.execute("INSERT INTO people (words) VALUES (?1)", params![words]).unwrap();
    }
    tx.commit().unwrap();
    plain
}

/// Each key typed into the box: when its letter was pressed, when its answer was on the page, when that was painted.
const WATCH: &str = "window.keyed = []; document.addEventListener('keydown', (event) => {
    const box = event.target;
    if (box.tagName !== 'INPUT' || event.key.length !== 1) return;
    const begun = performance.now();
    const painted = (answered) => requestAnimationFrame(() => setTimeout(() => {
        window.keyed.push([answered - begun, performance.now() - begun]);
    }));
    box.addEventListener('input', () => {
        const found = document.querySelector('.pal .found');
        if (!found) return painted(performance.now());
        setTimeout(() => {
            const look = () => found.getAttribute('aria-busy') !== 'true' && (watch.disconnect(), painted(performance.now()), true);
            const watch = new MutationObserver(look);
            watch.observe(found, { attributes: true, childList: true, subtree: true });
            look();
        });
    }, { once: true });
}, true)";

fn painted(figures: &mut Figures) {
    const PATIENTS: usize = 20_000;
    let home = Home::demo();
    {
        let mut store = Store::open(home.folder(), PASSPHRASE, invented::now()).unwrap();
        let by = record::By { staff: None, verified: Verified::Passphrase };
        store.take_snapshot(&invented::copy(PATIENTS, 2, false), &[], "bench", &by, invented::now()).unwrap();
    }
    let mut window = Window::open(&home);
    window.patience = Duration::from_secs(60);
    signing_in::sign_in(&window, "Boateng");
    window.script(WATCH);
    // The floor: letters into the list's own box, which asks nobody. It is filtered to nothing first.
    window.script("document.querySelector('.head input').focus()");
    let floor = typed(&window, &["zqzqzqzqzqzqzqzqzqzqzqzqzqzqzq"]);
    window.chord(key::CONTROL, 'k');
    let typings: Vec<String> = invented::typings(PATIENTS, 12)
        .chunk_by(|one, next| next.starts_with(one.as_str()))
        .map(|keys| keys.last().unwrap().clone())
        .collect();
    let words: Vec<&str> = typings.iter().map(String::as_str).collect();
    let keys = typed(&window, &words);
    let of = |times: &[(Duration, Duration)], painted: bool| {
        let mut times: Vec<Duration> = times.iter().map(|one| if painted { one.1 } else { one.0 }).collect();
        at(&mut times, 95)
    };
    let (answered, painted, floor) = (of(&keys, false), of(&keys, true), of(&floor, true));
    figures.add(Figure {
        id: "P3",
        what: &format!("search 20000 patients in the window: key to painted list, p95 of {} keys", keys.len()),
        here: shown(painted),
        beside: format!("a letter painted in a box that asks nobody {}", shown(floor)),
        ratio: Some(ratio(painted, floor)),
        goal: "≤ 16 ms",
        met: Some(painted <= Duration::from_millis(16)),
    });
    figures.add(Figure {
        id: "P3",
        what: "the same: key to the answer on the page, before the frame is due",
        here: shown(answered),
        beside: String::new(),
        ratio: None,
        goal: "",
        met: None,
    });
}

/// Types each text into the box that has the focus, key by key, and empties it between.
fn typed(window: &Window, texts: &[&str]) -> Vec<(Duration, Duration)> {
    let mut times = Vec::new();
    for text in texts {
        window.script(
            "window.keyed = []; const box = document.activeElement; box.value = ''; box.dispatchEvent(new Event('input', { bubbles: true }))",
        );
        for (n, letter) in text.chars().enumerate() {
            window.keys(&letter.to_string());
            window.until("the key is answered", |window| {
                window.script("return window.keyed.length").as_u64() == Some(n as u64 + 1)
            });
        }
        let keyed = window.script("return window.keyed");
        let seconds = |value: &serde_json::Value| Duration::from_secs_f64(value.as_f64().unwrap().max(0.0) / 1000.0);
        // The first letter alone is too little to look for.
        let keys = keyed.as_array().unwrap().iter().skip(1);
        times.extend(keys.map(|one| (seconds(&one[0]), seconds(&one[1]))));
    }
    times
}
