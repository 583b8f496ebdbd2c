//! The store as a whole: what was acknowledged is there, and nothing on disk can be read without the key.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use record::finding::sought;
use record::snapshot::{Bed, Counts, HeldPatient};
use record::{
    Author, Evidence, FilingState, FilingStep, FormRef, Identity, IncidentId, PatientId, RecordId, Role, Seen,
    ServerIdentity, SignedRecord, Snapshot, Staff, StaffId, StatusSince, SystemId, SystemStatus, Verified,
};
use uuid::Uuid;

use super::*;

pub(crate) const PASSPHRASE: &str = "four words make one";

pub(crate) fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap()
}

pub(crate) fn by() -> By {
    By { staff: Some(ama().id), verified: Verified::Session }
}

pub(crate) fn ama() -> Staff {
    Staff {
        id: StaffId(Uuid::from_u128(7)),
        name: "Ama Boateng".into(),
        role: Role::Nurse,
        title: Some("Staff nurse".into()),
        number: None,
        pass: None,
    }
}

pub(crate) fn store(home: &Path) -> Store {
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: PASSPHRASE, at: now() };
    let mut store = Store::create(home, &beginning).unwrap();
    store.transact(vec![Act::StaffAdded { staff: ama() }], &by(), now()).unwrap();
    store
}

pub(crate) fn record(number: u128) -> SignedRecord {
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
        second: None,
        care_by: None,
        answers: forms::Answers::new(),
        summary: "NEWS2 5".into(),
        score: None,
        amends: None,
    }
}

pub(crate) fn step(number: u128, state: FilingState) -> FilingStep {
    FilingStep {
        record: RecordId(Uuid::from_u128(number)),
        target: SystemId::new("epr"),
        state,
        at: now(),
        evidence: Evidence::Release,
    }
}

fn server(software: &str) -> ServerIdentity {
    ServerIdentity { software: Some(software.into()), url: None, description: None }
}

pub(crate) fn snapshot(ward: &str) -> Snapshot {
    Snapshot {
        source: SystemId::new("epr"),
        as_at: now(),
        beds: vec![Bed { ward: ward.into(), bed: "A1".into(), note: None }],
        patients: Vec::new(),
        holds: BTreeSet::new(),
        counts: Counts::default(),
    }
}

pub(crate) fn full(home: &Path) -> Store {
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
    let (system, address) = (SystemId::new("epr"), "https://epr.example/fhir".to_owned());
    let known = Act::ServerKnown { system: system.clone(), address: address.clone(), server: server("Old") };
    let accepted = Act::ServerAccepted { system, address, was: server("Old"), server: server("New") };
    store.transact(vec![known, accepted], &by(), now()).unwrap();
    store.filing_step(step(11, FilingState::Ready), None, &by()).unwrap();
    store.filing_step(step(11, FilingState::Sent), Some("{}"), &by()).unwrap();
    store.take_snapshot(&snapshot("Ash"), &[], "d1", &by(), now()).unwrap();
    store
}

pub(crate) fn draft(number: u128) -> Draft {
    Draft {
        id: RecordId(Uuid::from_u128(number)),
        patient: PatientId(Uuid::from_u128(1)),
        form: "news2".into(),
        version: "1.0.0".into(),
        answers: forms::Answers::new(),
        care: Some(Care::Now),
        late_reason: String::new(),
        care_by: None,
        typed_by: ama().id,
        saved_at: now(),
        amends: None,
    }
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
fn the_server_at_an_address_is_the_one_accepted_last_and_no_other_address_has_it() {
    let home = tempfile::tempdir().unwrap();
    let store = full(home.path());
    let at = |system: &str, address: &str| store.server(&SystemId::new(system), address).unwrap();
    assert_eq!(at("epr", "https://epr.example/fhir"), Some(server("New")));
    assert_eq!(at("epr", "https://epr.example/test"), None);
    assert_eq!(at("lims", "https://epr.example/fhir"), None);
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
    let draft = draft(11);
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

#[test]
fn an_old_copy_put_back_is_noticed_until_somebody_has_seen_it() {
    let home = tempfile::tempdir().unwrap();
    drop(store(home.path()));
    let old = std::fs::read(home.path().join("ledger.db")).unwrap();
    let mut open = Store::open(home.path(), PASSPHRASE, now()).unwrap();
    assert_eq!(open.rolled_back(), None, "the control: nothing was put back");
    open.sign(record(1), &by(), now()).unwrap();
    let known = open.head().seq;
    drop(open);
    for name in ["ledger.db-wal", "ledger.db-shm"] {
        let _ = std::fs::remove_file(home.path().join(name));
    }
    std::fs::write(home.path().join("ledger.db"), old).unwrap();

    for _ in 0..2 {
        let mut open = Store::open(home.path(), PASSPHRASE, now()).unwrap();
        let found = open.rolled_back().expect("it is noticed each time");
        assert_eq!((found.known, found.found), (known, known - 1));
        assert!(open.verify().unwrap().wrong.iter().any(|wrong| wrong.contains("old copy was put back")));
    }
    let mut open = Store::open(home.path(), PASSPHRASE, now()).unwrap();
    assert_eq!(open.log(&["rolledBack"], 9).unwrap().len(), 1, "one entry says so");
    open.accept_roll_back(&by(), now()).unwrap();
    drop(open);
    assert_eq!(Store::open(home.path(), PASSPHRASE, now()).unwrap().rolled_back(), None);
}

#[test]
fn a_new_envelope_ends_the_one_before_and_opening_it_is_an_entry() {
    let home = tempfile::tempdir().unwrap();
    let mut open = store(home.path());
    open.sign(record(1), &by(), now()).unwrap();
    let (number, first) = open.draw_envelope().unwrap();
    assert_eq!(number, 1);
    assert!(!open.is_envelope(&first.parts().concat()).unwrap(), "a page that is not sealed opens nothing");
    open.seal_envelope(&first, &by(), now()).unwrap();
    let (number, second) = open.draw_envelope().unwrap();
    assert_eq!(number, 2);
    open.seal_envelope(&second, &by(), now()).unwrap();
    assert!(!open.is_envelope(&first.parts().concat()).unwrap());
    drop(open);
    std::fs::remove_file(home.path().join("this-pc.secret")).unwrap();

    let code = second.parts().join(" ");
    assert!(matches!(Store::open(home.path(), PASSPHRASE, now()), Err(StoreError::NoDeviceSecret)));
    let mut open = Store::open_by(home.path(), Way::Envelope(&code), now()).unwrap();
    assert_eq!(open.records().unwrap().len(), 1, "nothing is lost");
    assert_eq!(open.log(&["openedSpecially"], 9).unwrap().len(), 1);
    assert!(matches!(open.set_passphrase("Sam Reyes", "too short", &by(), now()), Err(StoreError::ShortPassphrase)));

    let again = open.renew_secret(&by(), now()).unwrap();
    assert_eq!(again.len(), 1, "the passphrase was bound to the secret that was lost");
    open.set_passphrase("Sam Reyes", "another four words here", &by(), now()).unwrap();
    open.allow_device(&by(), now()).unwrap();
    drop(open);
    Store::open(home.path(), "another four words here", now()).unwrap();
    Store::open_by(home.path(), Way::Device, now()).unwrap();
    assert!(matches!(Store::open(home.path(), PASSPHRASE, now()), Err(StoreError::WrongPassphrase)));
}

#[test]
fn the_last_way_besides_this_pc_itself_stays() {
    let home = tempfile::tempdir().unwrap();
    let mut open = store(home.path());
    open.allow_device(&by(), now()).unwrap();
    let first = open.slots().into_iter().find(|slot| slot.kind == SlotKind::Passphrase).unwrap();
    assert!(matches!(open.remove_slot(&first.id, &by(), now()), Err(StoreError::LastWay)));
    assert!(matches!(open.renew_secret(&by(), now()), Err(StoreError::LastWay)));
    open.set_passphrase("Sam Reyes", "another four words here", &by(), now()).unwrap();
    open.remove_slot(&first.id, &by(), now()).unwrap();
    drop(open);
    assert!(matches!(Store::open(home.path(), PASSPHRASE, now()), Err(StoreError::WrongPassphrase)));
}

#[test]
fn a_store_from_before_this_pc_had_a_secret_gets_one_when_it_is_opened() {
    let home = tempfile::tempdir().unwrap();
    let mut open = store(home.path());
    open.sign(record(1), &by(), now()).unwrap();
    // The first version's file around the same kind of key: the ledger is given that key.
    open.database.execute_batch(&format!("PRAGMA rekey = \"x'{}'\"", keys::hex(&[9; 32]))).unwrap();
    drop(open);
    for name in ["keys.json", "keys.copy.json"] {
        std::fs::write(home.path().join(name), include_str!("keys/first-version.json")).unwrap();
    }
    for name in ["this-pc.secret", "this-pc.head"] {
        std::fs::remove_file(home.path().join(name)).unwrap();
    }
    let open = Store::open(home.path(), PASSPHRASE, now()).unwrap();
    assert_eq!(open.records().unwrap().len(), 1);
    assert_eq!(open.secret_place(), SecretPlace::File);
    drop(open);
    Store::open(home.path(), PASSPHRASE, now()).unwrap();
}

fn somebody(number: u128, family: &str) -> HeldPatient {
    HeldPatient {
        id: PatientId(Uuid::from_u128(number)),
        identity: Identity { family: Some(family.into()), ..Identity::default() },
        place: None,
        allergies: Vec::new(),
        alerts: Vec::new(),
        conditions: Vec::new(),
        observations: Vec::new(),
        medicines: Vec::new(),
        doses: Vec::new(),
        requests: Vec::new(),
        reports: Vec::new(),
        procedures: Vec::new(),
        appointments: Vec::new(),
        notes: Vec::new(),
        doubted: false,
    }
}

#[test]
fn people_are_found_in_a_copy_and_in_one_from_before_there_was_search() {
    let home = tempfile::tempdir().unwrap();
    let mut store = store(home.path());
    let copy = Snapshot { patients: vec![somebody(1, "Davies"), somebody(2, "Okonkwo")], ..snapshot("Ash") };
    let taken = store.take_snapshot(&copy, &[], "d1", &by(), now()).unwrap();
    let find = |store: &Store| {
        let file = store.snapshot(&taken.generation).unwrap().unwrap();
        let found = file.find(&sought("oko").unwrap(), "Ash", 5).unwrap();
        found.into_iter().map(|one| one.patient).collect::<Vec<_>>()
    };
    assert_eq!(find(&store), [PatientId(Uuid::from_u128(2))]);
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());

    let key: [u8; 32] = store.database.query_row("SELECT key FROM snapshot_key", [], |row| row.get(0)).unwrap();
    let path = snapshots::path(home.path(), &taken.generation);
    let older = database::open(&path, &zeroize::Zeroizing::new(key)).unwrap();
    older.execute_batch("DROP TABLE sought").unwrap();
    drop(older);
    assert_eq!(find(&store), [PatientId(Uuid::from_u128(2))]);
}

#[test]
fn a_store_whose_making_was_cut_off_is_made_anew_and_no_other_is() {
    let home = tempfile::tempdir().unwrap();
    making::begin(home.path()).unwrap();
    keys::create(home.path(), "of the first try", false, now()).unwrap();
    std::fs::write(home.path().join("ledger.db"), "").unwrap();
    assert!(!Store::is_at(home.path()));
    drop(store(home.path()));
    assert!(Store::is_at(home.path()));
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: PASSPHRASE, at: now() };
    assert!(matches!(Store::create(home.path(), &beginning), Err(StoreError::AlreadyThere(_))));
}

#[test]
fn a_ledger_that_was_cut_to_nothing_is_refused_and_left_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    drop(full(home.path()));
    let file = home.path().join("ledger.db");
    std::fs::write(&file, "").unwrap();
    assert!(matches!(Store::open(home.path(), PASSPHRASE, now()), Err(StoreError::Damaged { .. })));
    assert_eq!(std::fs::read(&file).unwrap().len(), 0);
    std::fs::remove_file(&file).unwrap();
    assert!(Store::open(home.path(), PASSPHRASE, now()).is_err());
    assert!(!file.exists(), "a file that is gone is not begun anew");
}

#[test]
fn after_a_failed_sync_nothing_is_written_before_everything_was_verified() {
    let home = tempfile::tempdir().unwrap();
    let mut store = full(home.path());
    let head = store.head();
    store.stopped = true;
    store.database.execute("UPDATE entry SET patient = 'x' WHERE kind = 'recordSigned'", []).unwrap();
    assert!(matches!(store.sign(record(31), &by(), now()), Err(StoreError::Stopped(_))));
    assert_eq!(store.records().unwrap().len(), 2, "it can be read meanwhile");
    assert_eq!(store.head(), head);
    let patient = record(11).patient.to_string();
    store.database.execute("UPDATE entry SET patient = ?1 WHERE kind = 'recordSigned'", [patient]).unwrap();
    store.sign(record(31), &by(), now()).unwrap();
    assert!(!store.stopped);
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
}

#[test]
fn looking_is_not_refused_while_the_disk_is_full_and_is_known_later() {
    let home = tempfile::tempdir().unwrap();
    let mut store = full(home.path());
    let looked = vec![Act::PatientViewed { patient: record(11).patient }];
    let pages: u32 = store.database.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.database.pragma_update(None, "max_page_count", pages).unwrap();
    let mut refused = None;
    for number in 100..400 {
        refused = store.sign(record(number), &by(), now()).err();
        if refused.is_some() {
            break;
        }
    }
    assert!(matches!(refused, Some(StoreError::Full(_))), "{refused:?}");
    for _ in 0..400 {
        store.transact(looked.clone(), &by(), now()).unwrap();
    }
    assert!(!store.waiting.is_empty());
    store.database.pragma_update(None, "max_page_count", 0x7fff_ffff).unwrap();
    store.sign(record(401), &by(), now()).unwrap();
    assert_eq!(store.log(&["patientViewed"], 1000).unwrap().len(), 400);
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
}

#[test]
fn an_old_copy_or_another_chain_does_not_pass_through_a_head_known_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let mut store = full(home.path());
    let old = store.head();
    assert!(store.passes_through(old).unwrap());
    let newer = Head { seq: old.seq + 1, ..old };
    assert!(!store.passes_through(newer).unwrap(), "an entry that is not there");
    store.sign(record(31), &by(), now()).unwrap();
    assert!(store.passes_through(old).unwrap());
    assert!(!store.passes_through(newer).unwrap(), "another entry in its place");
}

#[test]
fn a_clock_more_than_two_minutes_behind_the_newest_entry_is_said() {
    let home = tempfile::tempdir().unwrap();
    let store = store(home.path());
    for (seconds, behind) in [(-119, false), (-120, false), (-121, true), (0, false), (3600, false)] {
        let clock = now() + chrono::Duration::seconds(seconds);
        assert_eq!(store.clock_behind(clock).unwrap().is_some(), behind, "{seconds}");
    }
}

#[test]
fn of_each_patient_the_newest_two_of_each_form_are_listed_by_care_time_however_many_there_are() {
    let home = tempfile::tempdir().unwrap();
    let mut store = store(home.path());
    let base = record(1);
    let of = |number: u128, patient: u128, form: &str, minutes_ago: i64| SignedRecord {
        id: RecordId(Uuid::from_u128(number)),
        patient: PatientId(Uuid::from_u128(patient)),
        form: FormRef { id: form.to_owned(), ..base.form.clone() },
        care_at: now() - chrono::Duration::minutes(minutes_ago),
        ..base.clone()
    };
    // Signed late, for care given before: the order of signing is not the order of care.
    let all = [
        of(1, 5, "news2", 10),
        of(2, 5, "news2", 50),
        of(3, 5, "news2", 30),
        of(4, 5, "pain", 90),
        of(5, 6, "news2", 99),
    ];
    for one in all {
        store.sign(one, &by(), now()).unwrap();
    }
    let newest: Vec<u128> = store.newest_records().unwrap().iter().map(|one| one.id.0.as_u128()).collect();
    assert_eq!(newest, [1, 3, 4, 5]);
    assert_eq!(store.records().unwrap().len(), 5);
}
