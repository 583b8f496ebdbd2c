//! P2: a form made durable, beside a raw 4 KB write with fdatasync; where the disk does not really flush, beside the same
//! rows in unencrypted SQLite.

use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use record::{
    Act, Author, By, FormRef, Identity, PatientId, RecordId, Role, Seen, SignedRecord, Staff, StaffId, SystemId,
    Verified,
};
use rusqlite::{Connection, params};
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
        let body = serde_json::to_string(&draft(number % 8, &staff, at)).unwrap();
        timed(|| {
            plain.execute("REPLACE INTO draft (id, body) VALUES (?1, ?2)", params![number.to_string(), body]).unwrap()
        })
        .0
    });
    let same_form = middle(RUNS, || {
        number += 1;
        let body = serde_json::to_string(&signed(number, &staff, at)).unwrap();
        timed(|| signed_plainly(&mut plain, &number.to_string(), &body)).0
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
        let (floor, name) =
            if raw < REAL { (same, "the same rows in plain SQLite") } else { (raw, "a 4 KB write flushed") };
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

/// The tables a signed form touches, unencrypted.
fn plain(path: &std::path::Path) -> Connection {
    let plain = Connection::open(path).unwrap();
    plain
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             CREATE TABLE entry (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
             CREATE TABLE record (id TEXT PRIMARY KEY, patient TEXT NOT NULL, body TEXT NOT NULL) STRICT;
             CREATE INDEX record_by_patient ON record (patient);
             CREATE TABLE filing (record TEXT NOT NULL REFERENCES record (id), target TEXT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (record, target)) STRICT;
             CREATE TABLE draft (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;",
        )
        .unwrap();
    plain
}

/// The same rows as signing writes: no key, no chain, no signature.
fn signed_plainly(plain: &mut Connection, id: &str, body: &str) {
    let tx = plain.transaction().unwrap();
    tx.execute("INSERT INTO entry (id, body, hash) VALUES (?1, ?2, ?3)", params![id, body, [7_u8; 96]]).unwrap();
    tx.execute("INSERT INTO record (id, patient, body) VALUES (?1, 'one', ?2)", params![id, body]).unwrap();
    tx.execute("INSERT INTO filing (record, target, state) VALUES (?1, 'epr', 'waiting')", [id]).unwrap();
    tx.execute("DELETE FROM draft WHERE id = ?1", [id]).unwrap();
    tx.commit().unwrap();
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
        care_by: None,
        answers: forms::Answers::new(),
        summary: "NEWS2 5".into(),
        score: None,
    }
}
