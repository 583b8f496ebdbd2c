//! A small ward's store to break: what lies in it, the acts done to it, and how it is looked at afterwards.

use std::error::Error;
use std::path::Path;

use chrono::{DateTime, Duration, FixedOffset};
use forms::{Answer, NodeId};
use record::snapshot::{Bed, Counts, RawResource};
use record::{
    Act, Author, By, Evidence, FilingState, FilingStep, FormRef, Identity, IncidentId, PatientId, RecordId, Role, Seen,
    SignedRecord, Snapshot, Staff, StaffId, StatusSince, SystemId, SystemStatus, Verified,
};
use store::{Beginning, Care, Draft, NewPin, Store, StoreError, Way};
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) const PASSPHRASE: &str = "four words make one";
/// Stands in every record: never to be seen in an error.
pub(crate) const PLANTED: &str = "Planted-Name";

pub(crate) fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").expect("a moment that exists")
}

pub(crate) fn ama() -> Staff {
    Staff {
        id: StaffId(Uuid::from_u128(7)),
        name: "Ama Boateng".into(),
        role: Role::Nurse,
        title: None,
        number: None,
        pass: None,
    }
}

pub(crate) fn by() -> By {
    By { staff: Some(ama().id), verified: Verified::Session }
}

pub(crate) fn id(number: usize) -> RecordId {
    RecordId(Uuid::from_u128(1000 + number as u128))
}

/// Gives Ama a PIN of her own.
pub(crate) fn set_pin(store: &mut Store, pin: &str) -> Result<(), StoreError> {
    let staff = ama().id;
    let act = Act::PinSet { staff, temporary: false };
    store.transact_with_pin(vec![act], &NewPin { staff, pin, temporary: false }, &by(), now())
}

fn answers(number: usize) -> forms::Answers {
    let numbers = ["rr", "spo2", "sbp", "dbp", "hr", "temp"].iter().enumerate();
    let mut answers: forms::Answers = numbers
        .map(|(at, sign)| {
            let digits = (number * 7 + at * 13).to_string();
            (NodeId((*sign).to_owned()), Answer::Number { digits, unit: None })
        })
        .collect();
    answers.insert(NodeId("note".into()), Answer::Text(format!("{PLANTED} {number}: {}", "as seen. ".repeat(20))));
    answers
}

pub(crate) fn record(number: usize) -> SignedRecord {
    SignedRecord {
        id: id(number),
        form: FormRef {
            id: "news2".into(),
            version: "1.0.0".into(),
            title: "Observations (NEWS2)".into(),
            replaces: SystemId::new("epr"),
        },
        patient: PatientId(Uuid::from_u128(1 + number as u128 % 28)),
        seen: Seen {
            identity: Identity { family: Some(PLANTED.into()), ..Identity::default() },
            ward: Some("Ash Ward".into()),
            bed: Some("A1".into()),
            allergies: "Allergies not recorded".into(),
            as_at: Vec::new(),
        },
        care_at: now() - Duration::minutes(5),
        recorded_at: now(),
        late_reason: None,
        author: Author { id: ama().id, name: ama().name, role: Role::Nurse, number: None, marks: Vec::new() },
        second: None,
        care_by: None,
        answers: answers(number),
        summary: format!("NEWS2 5, set {number}"),
        score: None,
        amends: None,
    }
}

pub(crate) fn draft(number: usize, turn: usize) -> Draft {
    Draft {
        id: id(number),
        patient: PatientId(Uuid::from_u128(1 + number as u128 % 28)),
        form: "news2".into(),
        version: "1.0.0".into(),
        answers: answers(turn),
        care: Some(Care::Now),
        late_reason: format!("turn {turn}"),
        care_by: None,
        typed_by: ama().id,
        saved_at: now(),
        amends: None,
    }
}

pub(crate) fn step(number: usize, state: FilingState) -> FilingStep {
    FilingStep { record: id(number), target: SystemId::new("epr"), state, at: now(), evidence: Evidence::Release }
}

pub(crate) fn snapshot(number: usize) -> (Snapshot, Vec<RawResource>, String) {
    let beds = (0..28).map(|bed| Bed { ward: "Ash".into(), bed: format!("{number}-{bed}"), note: None }).collect();
    let resources = (0..20).map(|at| RawResource {
        kind: "Observation".into(),
        id: format!("{number}-{at}"),
        patient: None,
        body: format!("{{\"text\":\"{PLANTED} {}\"}}", "what the source said. ".repeat(30)),
    });
    let snapshot = Snapshot {
        source: SystemId::new("epr"),
        as_at: now() + Duration::minutes(number as i64),
        beds,
        patients: Vec::new(),
        holds: std::collections::BTreeSet::new(),
        counts: Counts::default(),
    };
    (snapshot, resources.collect(), format!("digest-{number}"))
}

/// Memory, where there is such a folder: thousands of small stores are made and looked at.
pub(crate) fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("a folder for a store")
}

/// A store as it lies on disk between two runs of the program.
pub(crate) struct Ready {
    pub(crate) folder: TempDir,
}

impl Ready {
    /// Makes a store, and does something in it that is whole and safe before anything is broken.
    pub(crate) fn with(prepare: impl FnOnce(&mut Store) -> Result<(), StoreError>) -> Self {
        let folder = scratch();
        let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: PASSPHRASE, at: now() };
        let mut store = Store::create(folder.path(), &beginning).expect("a store can be made");
        let incident = IncidentId(Uuid::from_u128(3));
        let down = StatusSince { system: SystemId::new("epr"), status: SystemStatus::Down, since: now() };
        let up = StatusSince { status: SystemStatus::Restored, ..down.clone() };
        let acts = vec![
            Act::StaffAdded { staff: ama() },
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
                next_update: None,
            },
        ];
        store.transact(acts, &by(), now()).expect("its first acts");
        for number in 0..3 {
            store.sign(record(number), &by(), now()).expect("its first records");
        }
        store.save_draft(&draft(50, 0)).expect("its first draft");
        let (first, resources, digest) = snapshot(0);
        store.take_snapshot(&first, &resources, &digest, &by(), now()).expect("its first copy");
        store.allow_device(&by(), now()).expect("this PC may open it: the others are slow on purpose");
        prepare(&mut store).expect("what comes before");
        drop(store);
        Self { folder }
    }

    /// Another one just like it.
    pub(crate) fn copy(&self) -> TempDir {
        let folder = scratch();
        copy(self.folder.path(), folder.path());
        folder
    }
}

/// Copies a folder, whole.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for item in std::fs::read_dir(from).expect("a folder can be listed").flatten() {
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &target);
        } else {
            std::fs::copy(item.path(), target).expect("a file can be copied");
        }
    }
}

pub(crate) fn open(folder: &Path) -> Result<Store, StoreError> {
    Store::open_by(folder, Way::Device, now())
}

/// Opens a store and verifies all of it: what is wrong, in words.
pub(crate) fn open_whole(folder: &Path) -> Result<Store, String> {
    let mut store = open(folder).map_err(|error| in_full(&error))?;
    whole(&mut store)?;
    Ok(store)
}

/// Whether nothing is wrong with a store.
pub(crate) fn whole(store: &mut Store) -> Result<(), String> {
    let verified = store.verify().map_err(|error| in_full(&error))?;
    if verified.wrong.is_empty() { Ok(()) } else { Err(verified.wrong.join("; ")) }
}

/// An error and all its sources.
pub(crate) fn in_full(error: &(dyn Error + 'static)) -> String {
    let sources = std::iter::successors(Some(error), |&error| error.source());
    sources.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// Everything staff could see in a store, a line each.
pub(crate) type Picture = Vec<String>;

pub(crate) fn picture(store: &Store) -> Result<Picture, StoreError> {
    let mut lines = vec![format!("ward {:?}", store.ward()?)];
    for record in store.records()? {
        lines.push(format!("record {}", json(&record)));
        for before in store.replaced(record.id)? {
            lines.push(format!("version {} {}", before.version(), json(&before)));
        }
    }
    for voided in store.voided()? {
        lines.push(format!("voided {} {}", voided.reason, json(&voided.record)));
    }
    for draft in store.drafts()? {
        lines.push(format!("draft {}", json(&draft)));
    }
    for row in store.filings()? {
        let kept = store.outbox(row.record, &row.target)?;
        lines.push(format!("filing {row:?} with {kept:?}"));
    }
    for system in store.systems()? {
        lines.push(format!("system {system:?}"));
    }
    for staff in store.staff()? {
        lines.push(format!("staff {}", json(&staff)));
    }
    lines.push(format!("PINs {:?}", store.pins()?.into_iter().map(|row| row.staff).collect::<Vec<_>>()));
    for taken in store.newest_snapshots()? {
        let file = store.snapshot(&taken.generation)?;
        let held = match &file {
            Some(file) => format!("{} resources, beds {:?}", file.resources()?, file.beds()?),
            None => "not held".to_owned(),
        };
        lines.push(format!("copy of {} as at {}: {} {held}", taken.source, taken.as_at, taken.digest));
    }
    lines.sort();
    Ok(lines)
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("it has a JSON")
}
