//! P2: a signed form made durable, beside a raw 4 KB write with fdatasync, and the same bytes in unencrypted SQLite.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use record::{Act, Author, By, FormRef, Identity, PatientId, RecordId, Role, Seen, SignedRecord, Staff, StaffId, SystemId, Verified};
use store::{Beginning, Store};
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
    plain.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (body BLOB) STRICT").unwrap();
    let body = vec![7_u8; 4096];
    let peer = middle(RUNS, || timed(|| plain.execute("INSERT INTO entry (body) VALUES (?1)", [&body]).unwrap()).0);

    let at = DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap();
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: "exercise only nothing secret", at };
    let mut store = Store::create(&folder.path().join("store"), &beginning).unwrap();
    let staff = Staff { id: StaffId(Uuid::from_u128(7)), name: "Ama Boateng".into(), role: Role::Nurse, title: None, number: None };
    let by = By { staff: Some(staff.id), verified: Verified::Session };
    store.transact(vec![Act::StaffAdded { staff: staff.clone() }], &by, at).unwrap();
    let mut number = 0;
    let here = middle(RUNS, || {
        number += 1;
        let record = signed(number, &staff, at);
        timed(|| store.sign(record, &by, at).unwrap()).0
    });
    if floor < Duration::from_micros(500) {
        line("P2", "sign a form / one row in plain SQLite", here, peer, "≤ 2.2 × (this disk does not really flush)");
    } else {
        line("P2", "sign a form / 4 KB write and fdatasync", here, floor, "≤ 2.2 ×");
    }
}

fn signed(number: u128, staff: &Staff, at: DateTime<FixedOffset>) -> SignedRecord {
    SignedRecord {
        id: RecordId(Uuid::from_u128(number)),
        form: FormRef { id: "news2".into(), version: "1.0.0".into(), title: "Observations (NEWS2)".into(), replaces: SystemId::new("epr") },
        patient: PatientId(Uuid::from_u128(number % 28)),
        seen: Seen { identity: Identity::default(), ward: None, bed: None, allergies: "Allergies not recorded".into(), as_at: Vec::new() },
        care_at: at,
        recorded_at: at,
        late_reason: None,
        author: Author { id: staff.id, name: staff.name.clone(), role: Role::Nurse, number: None },
        care_by: None,
        answers: forms::Answers::new(),
        summary: "NEWS2 5".into(),
        score: None,
    }
}
