//! The store as a whole: what was acknowledged is there, and nothing on disk can be read without the key.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use record::snapshot::{Bed, Counts};
use record::{
    Author, Evidence, FilingState, FilingStep, FormRef, Identity, IncidentId, PatientId, RecordId, Role, Seen,
    SignedRecord, Snapshot, Staff, StaffId, StatusSince, SystemId, SystemStatus, Verified,
};
use uuid::Uuid;

use super::*;

const PASSPHRASE: &str = "four words make one";

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap()
}

fn by() -> By {
    By { staff: Some(ama().id), verified: Verified::Session }
}

fn ama() -> Staff {
    Staff {
        id: StaffId(Uuid::from_u128(7)),
        name: "Ama Boateng".into(),
        role: Role::Nurse,
        title: Some("Staff nurse".into()),
        number: None,
        pass: None,
    }
}

fn store(home: &Path) -> Store {
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: PASSPHRASE, at: now() };
    let mut store = Store::create(home, &beginning).unwrap();
    store.transact(vec![Act::StaffAdded { staff: ama() }], &by(), now()).unwrap();
    store
}

fn record(number: u128) -> SignedRecord {
    SignedRecord {
        id: RecordId(Uuid::from_u128(number)),
        form: FormRef {
            id: "news2".into(),
            version: "1.0.0".into(),
            title: "Observations (NEWS2)".into(),
            replaces: SystemId::new("epr"),
        },
        patient: PatientId(Uuid::from_u128(1)),
        seen: Seen {
            identity: Identity::default(),
            ward: None,
            bed: None,
            allergies: "Allergies not recorded".into(),
            as_at: Vec::new(),
        },
        care_at: now(),
        recorded_at: now(),
        late_reason: None,
        author: Author { id: ama().id, name: ama().name, role: Role::Nurse, number: None, marks: Vec::new() },
        care_by: None,
        answers: forms::Answers::new(),
        summary: "NEWS2 5".into(),
        score: None,
    }
}

fn step(number: u128, state: FilingState) -> FilingStep {
    FilingStep {
        record: RecordId(Uuid::from_u128(number)),
        target: SystemId::new("epr"),
        state,
        at: now(),
        evidence: Evidence::Release,
    }
}

fn snapshot(ward: &str) -> Snapshot {
    Snapshot {
        source: SystemId::new("epr"),
        as_at: now(),
        beds: vec![Bed { ward: ward.into(), bed: "A1".into(), note: None }],
        patients: Vec::new(),
        holds: BTreeSet::new(),
        counts: Counts::default(),
    }
}

fn full(home: &Path) -> Store {
    let mut store = store(home);
    let incident = IncidentId(Uuid::from_u128(3));
    let down = StatusSince { system: SystemId::new("epr"), status: SystemStatus::Down, since: now() };
    let up = StatusSince { status: SystemStatus::Restored, ..down.clone() };
    let acts = vec![
        Act::IncidentDeclared {
            incident,
            number: "2026-001".into(),
            systems: vec![down],
            reason: "Supplier update".into(),
            next_update: None,
        },
        Act::SystemStatusSet {
            incident,
            status: up,
            was: SystemStatus::Down,
            reason: "Tested".into(),
            next_update: Some(now()),
        },
        Act::Scale2Decided {
            patient: PatientId(Uuid::from_u128(1)),
            scale: 2,
            reason: "Target 88 to 92".into(),
            decided_by: "Dr Lund".into(),
        },
    ];
    store.transact(acts, &by(), now()).unwrap();
    store.sign(record(11), &by(), now()).unwrap();
    store.sign(record(12), &by(), now()).unwrap();
    store.filing_step(step(11, FilingState::Ready), None, &by()).unwrap();
    store.filing_step(step(11, FilingState::Sent), Some("{}"), &by()).unwrap();
    store.take_snapshot(&snapshot("Ash"), &[], "d1", &by(), now()).unwrap();
    store
}

#[test]
fn what_was_acknowledged_is_there_after_the_store_is_opened_again() {
    let home = tempfile::tempdir().unwrap();
    let head = full(home.path()).head();
    let mut again = Store::open(home.path(), PASSPHRASE, now()).unwrap();
    assert_eq!(again.head(), head);
    assert_eq!(again.records().unwrap().len(), 2);
    assert_eq!(again.systems().unwrap()[0].status, SystemStatus::Restored);
    assert_eq!(again.scale_of(PatientId(Uuid::from_u128(1))).unwrap().unwrap().scale, 2);
    let verified = again.verify().unwrap();
    assert_eq!(verified.wrong, Vec::<String>::new());
    assert_eq!((verified.records, verified.snapshots), (2, 1));
}

#[test]
fn replaying_the_ledger_gives_the_same_views_with_the_snapshots_deleted() {
    let home = tempfile::tempdir().unwrap();
    let mut store = full(home.path());
    std::fs::remove_dir_all(home.path().join("snapshots")).unwrap();
    assert_eq!(verify::replay(&mut store.database).unwrap(), Vec::<String>::new());
    store.database.execute("UPDATE record SET patient = 'x' WHERE rowid = 1", []).unwrap();
    assert_eq!(verify::replay(&mut store.database).unwrap().len(), 1, "the control: a changed view is noticed");
}

#[test]
fn every_change_to_the_chain_is_found() {
    for (name, sql) in [
        ("edited", "UPDATE entry SET body = replace(body, 'Supplier', 'Nobody') WHERE seq = 3"),
        ("deleted", "DELETE FROM entry WHERE seq = 4"),
        (
            "re-ordered",
            "UPDATE entry SET seq = CASE seq WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE seq IN (3, 4); UPDATE entry SET seq = -seq WHERE seq < 0",
        ),
        ("filed under another patient", "UPDATE entry SET patient = 'x' WHERE kind = 'recordSigned'"),
        ("signed by another", "UPDATE entry SET signature = zeroblob(64) WHERE seq = 2"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut store = full(home.path());
        assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
        store.database.execute_batch(sql).unwrap();
        assert!(!store.verify().unwrap().wrong.is_empty(), "{name} was not found");
    }
}

#[test]
fn an_act_that_cannot_be_applied_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut store = store(home.path());
    let head = store.head();
    let backwards = vec![Act::Filing { step: step(99, FilingState::Ready) }];
    assert!(store.transact(backwards, &by(), now()).is_err());
    assert_eq!(store.head(), head);
    assert_eq!(ledger::head(&store.database).unwrap(), head);
}

#[test]
fn filing_only_moves_forward() {
    let home = tempfile::tempdir().unwrap();
    let mut store = full(home.path());
    assert!(store.filing_step(step(11, FilingState::Waiting), None, &by()).is_err());
    assert!(store.filing_step(step(12, FilingState::Sent), None, &by()).is_err(), "it was not released");
    store.filing_step(step(11, FilingState::Accepted), None, &by()).unwrap();
    assert!(store.filing_step(step(11, FilingState::Ready), None, &by()).is_err());
    assert_eq!(store.outbox(RecordId(Uuid::from_u128(11)), &SystemId::new("epr")).unwrap(), None);
    let counts = store.filing_counts().unwrap()[0].1;
    assert_eq!((counts.written, counts.accepted, counts.waiting, counts.owed()), (2, 1, 1, 1));
}

#[test]
fn signing_ends_the_draft_and_a_draft_outlives_the_program() {
    let home = tempfile::tempdir().unwrap();
    let draft = Draft {
        id: RecordId(Uuid::from_u128(11)),
        patient: PatientId(Uuid::from_u128(1)),
        form: "news2".into(),
        version: "1.0.0".into(),
        answers: forms::Answers::new(),
        care: Some(Care::Now),
        late_reason: String::new(),
        care_by: None,
        typed_by: ama().id,
        saved_at: now(),
    };
    store(home.path()).save_draft(&draft).unwrap();
    let mut store = Store::open(home.path(), PASSPHRASE, now()).unwrap();
    assert_eq!(store.drafts().unwrap(), vec![draft.clone()]);
    store.throw_draft(draft.id, true).unwrap();
    assert_eq!(store.drafts().unwrap(), vec![]);
    store.throw_draft(draft.id, false).unwrap();
    store.sign(record(11), &by(), now()).unwrap();
    assert_eq!(store.draft(draft.id).unwrap(), None);
}

#[test]
fn the_same_bytes_twice_are_one_snapshot() {
    let home = tempfile::tempdir().unwrap();
    let mut store = store(home.path());
    let first = store.take_snapshot(&snapshot("Ash"), &[], "d1", &by(), now()).unwrap();
    let second = store.take_snapshot(&snapshot("Ash"), &[], "d1", &by(), now()).unwrap();
    assert_eq!(first, second);
    let third = store.take_snapshot(&snapshot("Beech"), &[], "d2", &by(), now()).unwrap();
    assert_ne!(first.generation, third.generation);
    assert!(store.snapshot(&first.generation).unwrap().is_none(), "the old one is erased outside an incident");
    assert_eq!(store.snapshot(&third.generation).unwrap().unwrap().beds().unwrap()[0].ward, "Beech");
}

#[test]
fn half_a_snapshot_is_erased_and_a_whole_one_without_an_entry_gets_one() {
    let home = tempfile::tempdir().unwrap();
    let mut store = store(home.path());
    let key: keys::RawKey = zeroize::Zeroizing::new([9; 32]);
    for (generation, whole) in [("half", false), ("whole", true)] {
        store
            .database
            .execute(
                "INSERT INTO snapshot_key (generation, source, key, published) VALUES (?1, 'epr', ?2, 0)",
                params![generation, key.as_slice()],
            )
            .unwrap();
        let path = snapshots::path(home.path(), generation);
        if whole {
            snapshots::write(&path, &key, &snapshot("Ash"), &[], "d").unwrap();
        } else {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "half").unwrap();
        }
    }
    store.finish(now()).unwrap();
    let taken = store.newest_snapshots().unwrap();
    assert_eq!(taken.iter().map(|taken| taken.generation.as_str()).collect::<Vec<_>>(), ["whole"]);
    assert!(!snapshots::path(home.path(), "half").exists());
}

#[test]
fn a_second_process_is_told_who_has_the_store_and_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let first = store(home.path());
    let error = Store::open(home.path(), PASSPHRASE, now()).err().unwrap();
    assert!(matches!(error, StoreError::Owned { .. }), "{error}");
    drop(first);
    assert!(Store::open(home.path(), PASSPHRASE, now()).is_ok());
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    let home = tempfile::tempdir().unwrap();
    drop(store(home.path()));
    assert!(matches!(Store::open(home.path(), "other", now()), Err(StoreError::WrongPassphrase)));
}
