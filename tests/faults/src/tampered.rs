//! S12: rows edited, deleted, inserted, re-ordered, cut off, with the key in hand and another tool; and an old copy of the
//! whole folder put back, or the chain written anew and signed with its own key, which only a head known elsewhere shows.

use rusqlite::Connection;
use store::{Head, Store, StoreError};

use crate::Scale;
use crate::scene::{Ready, by, in_full, now, open, record, whole};
use crate::sqlite::on_ledger;
use crate::table::Line;

/// What somebody does to the rows, and whether the chain alone shows it.
const EDITS: [(&str, &str); 15] = [
    ("an entry's text", "UPDATE entry SET body = replace(body, 'Supplier', 'Nobody') WHERE seq = 3"),
    (
        "one letter of a record in its entry",
        "UPDATE entry SET body = replace(body, 'set 1', 'set 9') WHERE kind = 'recordSigned'",
    ),
    ("an entry's time", "UPDATE entry SET body = replace(body, '14:32', '14:31') WHERE seq = 4"),
    ("an entry's kind", "UPDATE entry SET kind = 'printed' WHERE seq = 4"),
    ("an entry's patient", "UPDATE entry SET patient = 'x' WHERE kind = 'recordSigned'"),
    ("the time beside an entry", "UPDATE entry SET recorded_at = '2020-01-01T00:00:00.000+00:00' WHERE seq = 4"),
    ("an entry's id", "UPDATE entry SET id = 'x' WHERE seq = 2"),
    ("an entry deleted", "DELETE FROM entry WHERE seq = 4"),
    ("the first entry deleted", "DELETE FROM entry WHERE seq = 1"),
    ("the newest entries cut off", "DELETE FROM entry WHERE seq > 5"),
    (
        "an entry inserted",
        "INSERT INTO entry (seq, id, body, prev_hash, hash, signature, kind, recorded_at, patient)
         SELECT max(seq) + 1, 'y', body, hash, hash, signature, kind, recorded_at, patient FROM entry",
    ),
    (
        "two entries exchanged",
        "UPDATE entry SET seq = CASE seq WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE seq IN (3, 4);
         UPDATE entry SET seq = -seq WHERE seq < 0",
    ),
    ("a record on the chart, not in its entry", "UPDATE record SET body = replace(body, 'set 1', 'set 9')"),
    ("a record taken off the chart", "DELETE FROM filing WHERE position = (SELECT max(position) FROM filing)"),
    ("a filing state", "UPDATE filing SET state = 'accepted'"),
];

/// S12.
pub(crate) fn tampered(_: Scale) -> Vec<Line> {
    let ready = Ready::with(|store| (0..5).try_for_each(|number| store.sign(record(300 + number), &by(), now())));
    vec![edited(&ready), put_back(&ready)]
}

/// Does something to the rows, then opens the store again: whether it is found.
fn found_after(
    ready: &Ready,
    known: Option<Head>,
    edit: &dyn Fn(&Connection) -> rusqlite::Result<()>,
) -> Result<bool, String> {
    let folder = ready.copy();
    let store = open(folder.path()).map_err(|error| in_full(&error))?;
    on_ledger(edit).map_err(|error| in_full(&error))?;
    drop(store);
    match open(folder.path()) {
        Ok(mut store) => found(&mut store, known).map_err(|error| in_full(&error)),
        Err(_) => Ok(true),
    }
}

/// Whether a look at all of it, and at the head known elsewhere, finds anything.
fn found(store: &mut Store, known: Option<Head>) -> Result<bool, StoreError> {
    let passes = known.is_none_or(|known| store.passes_through(known).unwrap_or(false));
    Ok(whole(store).is_err() || !passes)
}

fn edited(ready: &Ready) -> Line {
    let mut wrong = Vec::new();
    for (name, sql) in EDITS {
        match found_after(ready, None, &|ledger| ledger.execute_batch(sql)) {
            Ok(true) => {}
            Ok(false) => wrong.push(format!("{name}: not found")),
            Err(why) => wrong.push(format!("{name}: {why}")),
        }
    }
    let missed = wrong.len();
    // The control: nothing was done, and nothing is found.
    let control = match found_after(ready, None, &|_| Ok(())) {
        Ok(false) => "nothing edited: nothing found",
        Ok(true) | Err(_) => {
            wrong.push("the control finds something where nothing was done".into());
            "nothing edited: something found"
        }
    };
    Line {
        id: "S12",
        what: "rows edited, deleted, inserted, re-ordered, cut off, with the key in hand".into(),
        cases: EDITS.len(),
        found: format!("{missed} not found"),
        control: control.into(),
        wrong,
    }
}

/// An old copy of everything; then a chain cut short with all its views, which is a whole store of an earlier day.
fn put_back(ready: &Ready) -> Line {
    let folder = ready.copy();
    let mut store = open(folder.path()).expect("an unhurt store opens");
    store.sign(record(400), &by(), now()).expect("on an unhurt disk it can be done");
    let known = store.head();
    drop(store);
    let mut old = open(ready.folder.path()).expect("an unhurt store opens");
    let mut wrong = Vec::new();
    if !found(&mut old, Some(known)).unwrap_or(true) {
        wrong.push("an old copy of everything was put back and not found".to_owned());
    }
    // Another record is signed on the old copy: as long as before, and another chain.
    old.sign(record(401), &by(), now()).expect("on an unhurt disk it can be done");
    if !found(&mut old, Some(known)).unwrap_or(true) {
        wrong.push("an old copy that was gone on with was not found".to_owned());
    }
    let missed = wrong.len();
    let blind = found(&mut old, None).unwrap_or(true);
    if blind {
        wrong.push("the control finds it without a head: then the head proves nothing".into());
    }
    Line {
        id: "S12",
        what: "an old copy of the whole folder put back, gone on with; a newer head is known".into(),
        cases: 2,
        found: format!("{missed} not found"),
        control: format!("no head known elsewhere: {}", if blind { "found" } else { "not found" }),
        wrong,
    }
}
