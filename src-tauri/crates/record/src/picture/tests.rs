//! What is known of one patient from several copies: known, not recorded, not held, unavailable.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::NaiveDate;

use super::*;
use crate::snapshot::Born;

fn at(time: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("2026-11-21T{time}:00+00:00")).unwrap()
}

fn copy(source: &str, time: &str, holds: &[Facet], change: impl Fn(&mut HeldPatient)) -> Copy {
    let mut patient: HeldPatient = serde_json::from_value(serde_json::json!({
        "id": "00000000-0000-0000-0000-000000000001",
        "identity": { "family": "Davies", "given": "Margaret", "title": null, "preferred": null, "born": null,
            "gender": "female", "nhs_number": null, "hospital_number": null, "temporary": false, "died": null,
            "address": null, "phone": null },
        "place": null, "allergies": [], "alerts": [], "conditions": [], "observations": [], "medicines": [],
        "doses": [], "requests": [], "reports": [], "procedures": [], "appointments": [], "notes": []
    }))
    .unwrap();
    change(&mut patient);
    Copy {
        source: SystemId::new(source),
        as_at: at(time),
        holds: holds.iter().copied().collect(),
        set_aside: BTreeSet::new(),
        patient,
    }
}

fn allergy(none_known: bool) -> Allergy {
    Allergy { substance: "penicillin".into(), none_known, reactions: Vec::new(), recorded: None }
}

#[test]
fn none_not_recorded_and_not_held_are_three_things() {
    let none = copy("epr", "02:10", &[Facet::Allergies], |patient| patient.allergies = vec![allergy(true)]);
    assert!(matches!(join(vec![none]).unwrap().allergies, Fact::None(_)));
    let nobody_asked = copy("epr", "02:10", &[Facet::Allergies], |_| {});
    assert!(matches!(join(vec![nobody_asked]).unwrap().allergies, Fact::NotRecorded(_)));
    let not_held = copy("pas", "14:31", &[Facet::Place], |_| {});
    assert_eq!(join(vec![not_held]).unwrap().allergies, Fact::NotHeld);
}

#[test]
fn an_allergy_that_could_not_be_read_is_unavailable_not_absent() {
    let mut aside = copy("epr", "02:10", &[Facet::Allergies], |_| {});
    aside.set_aside.insert(Facet::Allergies);
    assert_eq!(join(vec![aside]).unwrap().allergies, Fact::NotHeld);
}

#[test]
fn an_allergy_beside_a_no_known_allergies_code_is_known() {
    let both = copy("epr", "02:10", &[Facet::Allergies], |patient| {
        patient.allergies = vec![allergy(true), allergy(false)];
    });
    assert_eq!(join(vec![both]).unwrap().allergies.known().unwrap().len(), 1);
}

#[test]
fn each_fact_keeps_the_source_that_holds_it() {
    let pas = copy("pas", "14:31", &[Facet::Place], |patient| {
        patient.place =
            Some(Place { ward: "Ash".into(), bed: Some("B1".into()), since: None, consultant: None, encounter: None });
    });
    let epr = copy("epr", "02:10", &[Facet::Allergies], |patient| patient.allergies = vec![allergy(false)]);
    let picture = join(vec![epr, pas]).unwrap();
    assert_eq!(picture.identity_from.source.0, "pas");
    assert_eq!(picture.allergies.from().unwrap().source.0, "epr");
    assert_eq!(picture.allergies.from().unwrap().as_at, at("02:10"));
}

#[test]
fn a_source_that_names_somebody_else_under_the_number_is_not_joined() {
    let born = |day| Some(Born { date: NaiveDate::from_ymd_opt(1944, 1, day).unwrap(), estimated: false });
    let pas = copy("pas", "14:31", &[Facet::Place], |patient| patient.identity.born = born(9));
    let epr = copy("epr", "02:10", &[Facet::Allergies], |patient| {
        patient.identity.born = born(10);
        patient.allergies = vec![allergy(true)];
    });
    let picture = join(vec![epr, pas]).unwrap();
    assert_eq!(picture.disagree, vec![SystemId::new("epr")]);
    assert_eq!(picture.allergies, Fact::NotHeld, "the other person's allergies are not this one's");
}

#[test]
fn an_alert_that_says_none_was_asked_and_is_not_an_alert() {
    let alert = |text: &str| Alert { kind: AlertKind::Infection, text: text.into(), since: None, by: None };
    let none = copy("epr", "02:10", &[Facet::Alerts], |patient| patient.alerts = vec![alert("None")]);
    assert!(matches!(join(vec![none]).unwrap().infection, Fact::None(_)));
    let both = copy("epr", "02:10", &[Facet::Alerts], |patient| patient.alerts = vec![alert("none"), alert("MRSA")]);
    assert_eq!(join(vec![both]).unwrap().infection.known().unwrap().len(), 1);
}
