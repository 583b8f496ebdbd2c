//! P2: a form made durable, beside a raw 4 KB write with fdatasync; where the disk does not really flush, beside the same
//! transaction in unencrypted SQLite.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use record::{
    Act, Author, By, FormRef, Identity, PatientId, RecordId, Role, Seen, SignedRecord, Staff, StaffId, SystemId,
    Verified,
};
use rusqlite::{Connection, ToSql};
use store::{Beginning, Draft, Store};
use uuid::Uuid;

use crate::figures::{Figure, Figures, flush, ratio, shown};
use crate::{middle, timed};

const RUNS: usize = 201;
/// Under this a disk does not really flush.
const REAL: Duration = Duration::from_micros(500);

pub(crate) fn durable_save(figures: &mut Figures) {
    let folder = tempfile::tempdir().unwrap();
    let at = DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap();
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: "exercise only nothing secret", at };
    let mut store = Store::create(&folder.path().join("store"), &beginning).unwrap();
    let staff = Staff {
        id: StaffId(Uuid::from_u128(7)),
        name: "Ama Boateng".into(),
        role: Role::Nurse,
        title: None,
        number: None,
        pass: None,
    };
    let by = By { staff: Some(staff.id), verified: Verified::Session };
    store.transact(vec![Act::StaffAdded { staff: staff.clone() }], &by, at).unwrap();
    let mut plain = plain(&folder.path().join("plain.db"));
    let (raw, mut number) = (flush(), 0);
    let same_draft = middle(RUNS, || {
        number += 1;
        let draft = draft(number % 8, &staff, at);
        let body = serde_json::to_string(&draft).unwrap();
        timed(|| kept_plainly(&plain, &draft, &body)).0
    });
    let same_form = middle(RUNS, || {
        number += 1;
        let record = signed(number, &staff, at);
        let body = serde_json::to_string(&record).unwrap();
        timed(|| signed_plainly(&mut plain, number, &record, &body)).0
    });
    let draft = middle(RUNS, || {
        number += 1;
        let draft = draft(number % 8, &staff, at);
        timed(|| store.save_draft(&draft).unwrap()).0
    });
    let form = middle(RUNS, || {
        number += 1;
        let record = signed(number, &staff, at);
        timed(|| store.sign(record, &by, at).unwrap()).0
    });
    for (what, here, same) in [("save a draft, p50", draft, same_draft), ("sign a form, p50", form, same_form)] {
        let (floor, name) = if raw < REAL {
            (same, "the same transaction in unencrypted SQLite")
        } else {
            (raw, "a 4 KB write flushed")
        };
        figures.add(Figure {
            id: "P2",
            what,
            here: shown(here),
            beside: format!("{name} {}", shown(floor)),
            ratio: Some(ratio(here, floor)),
            goal: "≤ 2.2 ×",
            met: Some(ratio(here, floor) <= 2.2),
        });
    }
}

/// The store's own tables, unencrypted.
fn plain(path: &std::path::Path) -> Connection {
    let plain = Connection::open(path).unwrap();
    plain.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON").unwrap();
    plain.execute_batch(include_str!("../../src-tauri/crates/store/src/schema.sql")).unwrap();
    plain
}

/// The rows that signing writes: no key, no chain, no signature.
fn signed_plainly(plain: &mut Connection, number: u128, record: &SignedRecord, body: &str) {
    let tx = plain.transaction().unwrap();
    let row = |sql: &str, values: &[&dyn ToSql]| tx.prepare_cached(sql).unwrap().execute(values).unwrap();
    let (id, seq, patient) = (record.id.to_string(), number as i64, record.patient.to_string());
    let at = record.care_at.to_rfc3339();
    row(
        include_str!("../../src-tauri/crates/store/src/views/insert-entry.sql"),
        &[&seq, &id, &body, &[7_u8; 32], &[7_u8; 32], &[7_u8; 64], &"recordSigned", &at, &patient],
    );
    row(
        include_str!("../../src-tauri/crates/store/src/views/insert-record.sql"),
        &[&id, &seq, &patient, &"news2", &"epr", &at, &body],
    );
    row(
        include_str!("../../src-tauri/crates/store/src/views/insert-filing.sql"),
        &[&id, &"epr", &"waiting", &at, &"{}", &seq],
    );
    row("DELETE FROM draft WHERE id = ?1", &[&id]);
    tx.commit().unwrap();
}

/// The row that a draft is kept in.
fn kept_plainly(plain: &Connection, draft: &Draft, body: &str) {
    let at = draft.saved_at.to_rfc3339();
    let values: [&dyn ToSql; 6] =
        [&draft.id.to_string(), &draft.patient.to_string(), &draft.form, &body, &draft.typed_by.to_string(), &at];
    let sql = include_str!("../../src-tauri/crates/store/src/views/put-draft.sql");
    plain.prepare_cached(sql).unwrap().execute(values.as_slice()).unwrap();
}

fn draft(number: u128, staff: &Staff, at: DateTime<FixedOffset>) -> Draft {
    Draft {
        id: RecordId(Uuid::from_u128(1_000_000 + number)),
        patient: PatientId(Uuid::from_u128(number)),
        form: "news2".into(),
        version: "1.0.0".into(),
        answers: forms::Answers::new(),
        care: None,
        late_reason: String::new(),
        care_by: None,
        typed_by: staff.id,
        saved_at: at,
        amends: None,
    }
}

fn signed(number: u128, staff: &Staff, at: DateTime<FixedOffset>) -> SignedRecord {
    SignedRecord {
        id: RecordId(Uuid::from_u128(number)),
        form: FormRef {
            id: "news2".into(),
            version: "1.0.0".into(),
            title: "Observations (NEWS2)".into(),
            replaces: SystemId::new("epr"),
        },
        patient: PatientId(Uuid::from_u128(number % 28)),
        seen: Seen {
            identity: Identity::default(),
            ward: None,
            bed: None,
            allergies: "Allergies not recorded".into(),
            as_at: Vec::new(),
        },
        care_at: at,
        recorded_at: at,
        late_reason: None,
        author: Author { id: staff.id, name: staff.name.clone(), role: Role::Nurse, number: None, marks: Vec::new() },
        second: None,
        care_by: None,
        answers: forms::Answers::new(),
        summary: "NEWS2 5".into(),
        score: None,
        amends: None,
    }
}
