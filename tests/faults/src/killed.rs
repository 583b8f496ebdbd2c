//! R2: the real app is ended by `kill -9`, window and all, while somebody types and while they sign. Every answer that the form
//! had counted is there again, and every record is signed exactly once.

use std::thread::sleep;
use std::time::Duration;

use tests::pages::recording::{self, OBSERVATIONS, WELL};
use tests::pages::{signing_in, ward_list};
use tests::window::{Home, PIN, Window, key};

use crate::Scale;
use crate::chance::Chance;
use crate::scene;
use crate::table::Line;

/// Rounds on one store, before what it holds is counted.
const TOGETHER: usize = 10;
/// Twice in a round the app is killed.
const KILLS: usize = 2;
const PATIENT: &str = "OKONKWO, Grace";
/// What is typed, in the order of the form: each is required, so that the form counts it.
const ANSWERS: [(&str, &str); 5] = [
    ("Respirations", WELL.respirations),
    ("Saturation", WELL.saturation),
    ("Systolic", WELL.systolic),
    ("Pulse", WELL.pulse),
    ("Temperature", WELL.temperature),
];

/// R2.
pub(crate) fn killed(scale: Scale) -> Vec<Line> {
    let rounds = if scale == Scale::Full { 100 } else { 2 };
    let mut wrong = Vec::new();
    let mut lost_answers = 0;
    for first in (0..rounds).step_by(TOGETHER) {
        let these = TOGETHER.min(rounds - first);
        let home = Home::demo();
        home.declared(&["epr"]);
        let mut window = Window::open(&home);
        for number in first..first + these {
            let (next, lost) = round(window, &mut Chance::new(number as u64));
            window = next;
            lost_answers += lost.len();
            wrong.extend(lost.into_iter().map(|what| format!("round {number}: {what}")));
        }
        drop(window);
        let signed = totals(&home);
        if signed != these {
            wrong.push(format!("rounds from {first}: {signed} records are signed, and {these} were acknowledged"));
        }
    }
    let control = put_back();
    if control == 0 {
        wrong.push("the control, the store as it was before, lost nothing: the check cannot fail".into());
    }
    vec![Line {
        id: "R2",
        what: "kill -9 of the app, window included: while typing, while signing".into(),
        cases: rounds * KILLS,
        found: format!("{lost_answers} answers lost, {} rounds wrong", wrong.len()),
        control: format!("the store put back as it was before: {control} answers lost"),
        wrong,
    }]
}

/// Somebody types and the app is killed; they go on, sign, and it is killed again. Answers with what was lost.
fn round(window: Window, chance: &mut Chance) -> (Window, Vec<String>) {
    let counted = type_some(&window, chance);
    let window = window.cut_and_open();
    let lost = back_at_the_draft(&window, &counted);
    recording::observations(&window, &WELL);
    recording::to_signing(&window);
    window.until("the PIN is asked for", |window| window.focus().starts_with("PIN for"));
    window.keys(PIN);
    window.keys(&key::ENTER.to_string());
    sleep(Duration::from_millis(chance.below(500) as u64));
    let said = window.shows("Saved on this PC");
    let window = window.cut_and_open();
    let (none, one) = ("No unsigned drafts on this PC", "1 unsigned draft is safe on this PC");
    window.until("the locked screen says what is unfinished", |window| window.shows(none) || window.shows(one));
    let draft = window.shows(one);
    if said && draft {
        return (window, vec!["a record that was said to be saved is a draft".into()]);
    }
    if draft {
        let _ = back_at_the_draft(&window, &[]);
        recording::sign(&window);
        return (window.cut_and_open(), lost);
    }
    (window, lost)
}

/// Types some answers, each counted by the form, and one more that may be.
fn type_some(window: &Window, chance: &mut Chance) -> Vec<(&'static str, &'static str)> {
    signing_in::sign_in(window, "Boateng");
    ward_list::open(window, PATIENT);
    recording::start(window, OBSERVATIONS);
    let many = 1 + chance.below(ANSWERS.len() - 1);
    let mut counted = Vec::new();
    for (label, text) in ANSWERS.into_iter().take(many) {
        let before = still_missing(window);
        window.fill(label, text);
        window.keys(&key::TAB.to_string());
        window.until("the form counts the answer", |window| still_missing(window) < before);
        counted.push((label, text));
    }
    if let Some((label, text)) = ANSWERS.get(many) {
        window.fill(label, text);
        window.keys(&key::TAB.to_string());
        sleep(Duration::from_millis(chance.below(150) as u64));
    }
    counted
}

/// How many required items the form says are missing.
fn still_missing(window: &Window) -> usize {
    let words = window.words();
    let before = words.split(" required item").next().unwrap_or_default();
    let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
    digits.chars().rev().collect::<String>().parse().unwrap_or(usize::MAX)
}

/// Signs in and opens the draft. Answers with what of these is not in it.
fn back_at_the_draft(window: &Window, counted: &[(&str, &str)]) -> Vec<String> {
    signing_in::sign_in(window, "Boateng");
    ward_list::open(window, PATIENT);
    window.press("Finish");
    window.see("Draft saved on this PC");
    let lost = counted.iter().filter(|(label, text)| window.value(label) != *text);
    lost.map(|(label, _)| format!("{label} is not in the draft")).collect()
}

/// How many sets are signed, as they would be filed.
fn totals(home: &Home) -> usize {
    let exported = home.exported();
    let entries = exported.get("entry").and_then(serde_json::Value::as_array).into_iter().flatten();
    entries.filter(|entry| entry.to_string().contains("1104051000000101")).count()
}

/// The control: the store is put back as it was before the last answers, as if they had never been safe.
fn put_back() -> usize {
    let home = Home::demo();
    home.declared(&["epr"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, PATIENT);
    recording::start(&window, OBSERVATIONS);
    window.choose_within("Care given", "Now");
    window.see("Draft saved on this PC");
    let before = scene::scratch();
    scene::copy(home.folder(), before.path());
    let (label, text) = ("Respirations", WELL.respirations);
    let missing = still_missing(&window);
    window.fill(label, text);
    window.keys(&key::TAB.to_string());
    window.until("the form counts the answer", |window| still_missing(window) < missing);
    drop(window);
    for name in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
        let _ = std::fs::remove_file(home.file(name));
    }
    scene::copy(before.path(), home.folder());
    let _ = std::fs::remove_file(home.file("ledger.db-shm"));
    let window = Window::open(&home);
    back_at_the_draft(&window, &[(label, text)]).len()
}
