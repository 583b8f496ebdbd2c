//! P2: a signed form made durable, beside a raw 4 KB write with fdatasync, and the same bytes in unencrypted SQLite.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use record::{
    Act, Author, By, FormRef, Identity, PatientId, RecordId, Role, Seen, SignedRecord, Staff, StaffId, SystemId,
    Verified,
};
use store::{Beginning, Draft, Store};
use uuid::Uuid;

use crate::{line, middle, timed};

const RUNS: usize = 101;

pub(crate) fn durable_save() {
    let folder = tempfile::tempdir().unwrap();
    let mut raw = File::create(folder.path().join("raw")).unwrap();
    let floor = middle(RUNS, || {
        timed(|| {
            raw.seek(SeekFrom::Start(0)).unwrap();
            raw.write_all(&[7; 4096]).unwrap();
            raw.sync_data().unwrap();
        })
        .0
    });
    let plain = rusqlite::Connection::open(folder.path().join("plain.db")).unwrap();
    plain
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (body BLOB) STRICT")
        .unwrap();
    let body = vec![7_u8; 4096];
    let peer = middle(RUNS, || timed(|| plain.execute("INSERT INTO entry (body) VALUES (?1)", [&body]).unwrap()).0);

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
    let mut number = 0;
    let here = middle(RUNS, || {
        number += 1;
        let record = signed(number, &staff, at);
        timed(|| store.sign(record, &by, at).unwrap()).0
    });
    let draft = middle(RUNS, || {
        number += 1;
        let draft = draft(number % 8, &staff, at);
        timed(|| store.save_draft(&draft).unwrap()).0
    });
    for (what, took) in [("save a draft", draft), ("sign a form", here)] {
        line("P2", &format!("{what} / 4 KB write and fdatasync"), took, floor, "≤ 2.2 ×");
        line("P2", &format!("{what} / one row in plain SQLite"), took, peer, "");
    }
    if floor < Duration::from_micros(500) {
        println!("     (this disk answers a flush in {} µs: it does not really flush)", floor.as_micros());
    }
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
