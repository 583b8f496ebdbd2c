//! Finding on the synthetic ward: who and what is found, in which order, what is left in the ledger.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::answers::Signed;
use crate::demo;
use crate::outage::Change;

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap()
}

fn ward(home: &tempfile::TempDir) -> Ward {
    demo::create(home.path(), "Ash Ward", None, demo::PIN, now()).unwrap()
}

fn somebody(ward: &mut Ward, name: &str) -> Actor {
    let staff = ward.staff_called(name).unwrap();
    ward.sign_in(staff.id, demo::PIN, now()).unwrap()
}

fn bed(one: &BoardPatient) -> String {
    one.picture.place.as_ref().and_then(|place| place.what.bed.clone()).unwrap_or_default()
}

fn down(ward: &mut Ward, system: &str) {
    let sam = somebody(ward, "Sam Reyes");
    let systems = [(SystemId::new(system), SystemStatus::Down)];
    let change = Change { systems: &systems, since: now(), reason: "Supplier", next_update: None };
    ward.declare(&sam, &change, now()).unwrap();
}

#[test]
fn a_patient_is_found_by_name_number_bed_and_date_of_birth() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let mut check = |typed: &str, beds: &[&str]| {
        let found = ward.find(&ama, typed, None, now()).unwrap();
        assert_eq!(found.patients.iter().map(bed).collect::<Vec<_>>(), beds, "{typed}");
    };
    check("davies marg", &["B1", "B3"]);
    check("DAVIES, Margaret 1944", &["B1"]);
    check("999 030 8241", &["B1"]);
    check("9990308241", &["B1"]);
    check("09-Jan-1944", &["B1"]);
    check("bed b3", &["B3"]);
    check("zzz", &[]);
}

#[test]
fn two_patients_of_one_name_are_both_found_and_each_says_so() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let found = ward.find(&ama, "davies", None, now()).unwrap();
    let others: Vec<_> = found.patients.iter().map(|one| one.namesakes.len()).collect();
    assert_eq!(others, [1, 1]);
    let one = ward.find(&ama, "999 030 8241", None, now()).unwrap();
    assert_eq!(one.patients[0].namesakes[0].bed.as_deref(), Some("B3"), "even where only one of them was meant");
}

#[test]
fn a_form_for_a_patient_is_found_in_one_go_where_the_words_name_both() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    down(&mut ward, "epr");
    let found = ward.find(&ama, "davies obs", None, now()).unwrap();
    let at_once: Vec<_> = found.at_once.iter().map(|one| (one.form.id.clone(), bed(&one.patient))).collect();
    assert_eq!(at_once, [("news2".to_owned(), "B1".to_owned()), ("news2".to_owned(), "B3".to_owned())]);
    assert!(found.at_once[0].form.status.forms_on());
    assert_eq!(found.patients.len(), 2);

    let alone = ward.find(&ama, "obs", None, now()).unwrap();
    assert_eq!(alone.forms.iter().map(|form| form.id.as_str()).collect::<Vec<_>>(), ["news2", "vital-signs"]);
    assert!(alone.at_once.is_empty(), "nobody is meant yet");
    let open = found.patients[0].picture.id;
    let about = ward.find(&ama, "obs", Some(open), now()).unwrap();
    assert_eq!(about.at_once.iter().map(|one| one.patient.picture.id).collect::<Vec<_>>(), [open]);

    let nobody = ward.find(&ama, "zzz obs", Some(open), now()).unwrap();
    assert!(nobody.patients.is_empty() && nobody.at_once.is_empty() && nobody.forms.is_empty());
}

#[test]
fn looking_somebody_up_is_one_audit_entry_however_much_is_typed() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let before = ward.store.head().seq;
    ward.find(&ama, "d", None, now()).unwrap();
    assert_eq!(ward.store.head().seq, before + 1);
    for typed in ["da", "dav", "davi"] {
        ward.find_again(&ama, typed, None, now()).unwrap();
    }
    assert_eq!(ward.store.head().seq, before + 1);
    let it = somebody(&mut ward, "Dele Okafor");
    assert!(matches!(ward.find(&it, "dav", None, now()), Err(WardError::NotAllowed { .. })));
    assert!(matches!(ward.find_again(&it, "dav", None, now()), Err(WardError::NotAllowed { .. })));
}

#[test]
fn one_letter_is_too_little_and_says_how_much_is_enough() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    assert_eq!(ward.find(&ama, "d", None, now()).unwrap().too_short, Some(2));
    assert_eq!(ward.find(&ama, "da", None, now()).unwrap().too_short, None);
}

#[test]
fn somebody_whom_no_copy_names_any_more_is_found_by_what_was_signed_for_them() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let ama = somebody(&mut ward, "Ama Boateng");
    let found = ward.find(&ama, "999 030 8241", None, now()).unwrap();
    let answers =
        json!({ "rr": 16, "spo2": 97, "o2": "air", "sbp": 124, "dbp": 76, "hr": 72, "acvpu": "A", "temp": 36.8 });
    let patient = found.patients[0].picture.id;
    let whole = Signed {
        patient,
        form: "news2",
        care_at: None,
        late_reason: None,
        answers: &answers,
        pin: demo::PIN,
        second: None,
    };
    ward.record(&ama, &whole, now()).unwrap();
    std::fs::remove_dir_all(home.path().join("snapshots")).unwrap();
    ward.read_copies().unwrap();
    let found = ward.find(&ama, "davies 1944", None, now()).unwrap();
    assert_eq!(found.patients.iter().map(|one| one.picture.id).collect::<Vec<_>>(), [patient]);
    assert!(ward.find(&ama, "okonkwo", None, now()).unwrap().patients.is_empty(), "of her nothing is held");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn nothing_typed_is_ever_an_error(typed in "\\PC{0,60}|[a-z\"*^:(){}+ -]{0,40}") {
        static WARD: std::sync::OnceLock<std::sync::Mutex<(Ward, Actor, tempfile::TempDir)>> = std::sync::OnceLock::new();
        let ward = WARD.get_or_init(|| {
            let home = tempfile::tempdir().unwrap();
            let mut ward = ward(&home);
            let ama = somebody(&mut ward, "Ama Boateng");
            std::sync::Mutex::new((ward, ama, home))
        });
        let ward = ward.lock().unwrap();
        ward.0.find_again(&ward.1, &typed, None, now()).unwrap();
    }
}
