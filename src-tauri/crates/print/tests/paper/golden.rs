//! The text of whole documents, kept as files. `UPDATE_GOLDEN=1` writes them anew.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use print::{AnswerRow, Continue, make, record_sheet};
use record::{
    Author, FormRef, Identity, PatientId, RecordId, Role, Seen, SheetNumber, SignedRecord, StaffId, SystemId,
};

use crate::{sample, tools};

fn check(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == found, "{name} differs: run with UPDATE_GOLDEN=1 and read the difference\n{found}");
}

#[test]
fn the_text_of_a_pack_is_the_kept_one() {
    let made = make(&sample::pack(3), SheetNumber(4127), &mut |_| Continue::Yes).unwrap();
    check("pack.txt", &tools::layout(&made.pdf));
}

#[test]
fn the_text_of_a_signed_record_is_the_kept_one() {
    let record = signed();
    let banner = sample::patient(1).banner;
    let row = |label: &str, value: &str, unit: &str, points: u8| AnswerRow {
        label: label.into(),
        value: value.into(),
        unit: (!unit.is_empty()).then(|| unit.into()),
        points: Some(points),
        heading: false,
    };
    let rows = [
        AnswerRow { label: "Observations".into(), heading: true, ..AnswerRow::default() },
        row("Respirations", "21", "per min", 2),
        row("Oxygen saturation", "94", "%", 1),
        row("Consciousness", "Alert", "", 0),
        row("Temperature", "38.0", "°C", 0),
        AnswerRow { label: "Pulse".into(), value: "Not measured: refused".into(), ..AnswerRow::default() },
    ];
    let pdf = record_sheet(&record, &banner, &rows, &[], sample::at("21T14:31"), true).unwrap();
    check("record.txt", &tools::layout(&pdf));
    let again = record_sheet(&record, &banner, &rows, &[], sample::at("21T14:31"), true).unwrap();
    assert!(pdf == again, "the same record does not give the same bytes");
}

fn signed() -> SignedRecord {
    let id = |n: u128| uuid::Uuid::from_u128(n);
    SignedRecord {
        id: RecordId(id(0x0193_4c5e_8a10_7000_8000_0000_0000_0001)),
        form: FormRef {
            id: "news2".into(),
            version: "1.0.0".into(),
            title: "Observations (NEWS2)".into(),
            replaces: SystemId::new("epr"),
        },
        patient: PatientId(id(7)),
        seen: Seen {
            identity: Identity::default(),
            ward: Some("Ash Ward".into()),
            bed: Some("A2".into()),
            allergies: "Known allergies: penicillin (anaphylaxis)".into(),
            as_at: vec![(SystemId::new("epr"), sample::at("21T02:10"))],
        },
        care_at: sample::at("21T12:45"),
        recorded_at: sample::at("21T14:05"),
        late_reason: Some("With another patient".into()),
        author: Author {
            id: StaffId(id(9)),
            name: "Ama Boateng".into(),
            role: Role::Nurse,
            number: Some("12A3456B".into()),
            marks: Vec::new(),
        },
        second: None,
        care_by: None,
        answers: forms::Answers::new(),
        summary: "Respirations 21, saturation 94 % on air".into(),
        score: None,
        amends: None,
    }
}
