//! The demo ward, read as its four systems send it.

use record::NumberValidity;
use record::snapshot::{AlertKind, Facet, HeldPatient, Sign, Snapshot};

use crate::demo;
use crate::read::read_bytes;

fn demo(source: &str) -> Snapshot {
    let (id, bundle) = demo::bundles().into_iter().find(|(id, _)| id.0 == source).unwrap();
    read_bytes(&format!("{source}.json"), bundle.as_bytes(), &id, None, demo::reference()).unwrap().snapshot
}

fn named<'a>(snapshot: &'a Snapshot, hospital: &str) -> &'a HeldPatient {
    snapshot.patients.iter().find(|p| p.identity.hospital_number.as_deref() == Some(hospital)).unwrap()
}

#[test]
fn the_ward_has_24_beds_and_20_patients() {
    let pas = demo("pas");
    assert_eq!((pas.beds.len(), pas.patients.len()), (24, 20));
    assert_eq!(pas.as_at.to_rfc3339(), "2026-11-21T14:31:00+00:00");
    let mut taken: Vec<_> = pas.patients.iter().map(|p| p.place.clone().unwrap()).collect();
    assert!(taken.iter().all(|place| place.ward == "Ash Ward (Ward 7)" && place.consultant.is_some()));
    taken.sort_by(|a, b| a.bed.cmp(&b.bed));
    taken.dedup_by(|a, b| a.bed == b.bed);
    assert_eq!(taken.len(), 20, "nobody shares a bed");
    let empty: Vec<_> = pas.beds.iter().filter_map(|bed| Some((bed.bed.as_str(), bed.note.as_deref()?))).collect();
    assert_eq!(
        empty,
        [
            ("A3", "Clean and ready"),
            ("B6", "Awaiting clean"),
            ("C3", "Clean and ready"),
            ("D4", "Closed: call bell being repaired")
        ]
    );
}

#[test]
fn a_patient_is_the_same_one_in_every_source() {
    let (pas, epr, epma, lims) = (demo("pas"), demo("epr"), demo("epma"), demo("lims"));
    for source in [&epr, &epma, &lims] {
        assert_eq!(source.patients.len(), 19);
        for held in &source.patients {
            let there = pas.patients.iter().find(|p| p.id == held.id).unwrap();
            assert_eq!(there.identity.hospital_number, held.identity.hospital_number);
        }
    }
}

#[test]
fn two_patients_with_one_name_stay_two() {
    let pas = demo("pas");
    let davies: Vec<_> = pas.patients.iter().filter(|p| p.identity.family.as_deref() == Some("Davies")).collect();
    assert_eq!(davies.len(), 2);
    assert_ne!(davies[0].id, davies[1].id);
    assert_ne!(davies[0].identity.born, davies[1].identity.born);
    assert_eq!(davies[0].identity.preferred.as_deref(), Some("Peggy"));
}

#[test]
fn numbers_are_kept_whatever_they_are() {
    let pas = demo("pas");
    let validity = |hospital: &str| named(&pas, hospital).identity.nhs_number.clone().map(|number| number.validity);
    assert_eq!(validity("N400104"), Some(NumberValidity::Test));
    assert_eq!(validity("N400163"), Some(NumberValidity::Wrong));
    assert_eq!(validity("N400158"), None);
    let unknown = named(&pas, "RZZ4820316U");
    assert!(unknown.identity.temporary && unknown.identity.born.unwrap().estimated);
    assert!(named(&pas, "N400163").notes.iter().any(|note| note.contains("not verified")));
}

#[test]
fn the_explicit_code_says_no_known_allergies_and_only_current_entries_count() {
    let epr = demo("epr");
    let words = |hospital: &str| {
        let held = &named(&epr, hospital).allergies;
        held.iter().map(|allergy| (allergy.substance.as_str(), allergy.none_known)).collect::<Vec<_>>()
    };
    assert_eq!(words("N400118"), [("No known allergies", true)]);
    assert_eq!(words("N400104"), [("penicillin", false), ("latex", false)]);
    assert_eq!(words("N400155"), [("aspirin", false)], "the inactive one is not current");
    assert_eq!(words("N400158"), [("nuts", false)], "the refuted one is not current");
    assert_eq!(words("N400139"), [], "not recorded");
    assert!(epr.holds.contains(&Facet::Allergies));
    let aside = &epr.counts.set_aside;
    assert_eq!(aside.len(), 1);
    assert_eq!(aside[0].reason, "AllergyIntolerance.code is missing");
    assert_eq!(aside[0].patient, Some(named(&epr, "N400163").id), "known to be unavailable for this patient");
    assert_eq!(epr.counts.kept.get("CarePlan"), Some(&1));
}

#[test]
fn alerts_are_told_apart() {
    let epr = demo("epr");
    let of = |hospital: &str, kind: AlertKind| {
        let alerts = named(&epr, hospital).alerts.iter().filter(|alert| alert.kind == kind);
        alerts.map(|alert| alert.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("N400104", AlertKind::Resuscitation), ["DNACPR"]);
    assert_eq!(of("N400104", AlertKind::Infection), ["MRSA, contact precautions"]);
    assert_eq!(of("N400104", AlertKind::Diet), ["Soft, fluids level 2"]);
    assert_eq!(of("N400118", AlertKind::Resuscitation), ["For CPR"]);
    assert!(of("N400139", AlertKind::Resuscitation).is_empty());
    assert_eq!(of("N400133", AlertKind::Pregnancy), ["Pregnant, 34 weeks", "Pregnancy, 34 weeks"]);
}

#[test]
fn vital_signs_are_charted_with_their_digits() {
    let epr = demo("epr");
    let peggy = named(&epr, "N400104");
    let newest = |sign: Sign| peggy.observations.iter().find(|o| o.sign == Some(sign)).unwrap().value.as_str();
    let seen = [
        Sign::Respirations,
        Sign::Saturation,
        Sign::AirOrOxygen,
        Sign::Systolic,
        Sign::Diastolic,
        Sign::Pulse,
        Sign::Consciousness,
        Sign::Temperature,
        Sign::News2,
        Sign::Weight,
    ]
    .map(newest);
    assert_eq!(seen, ["19", "95", "air", "124", "70", "88", "A", "37.2", "1", "61.5"]);
    assert!(peggy.observations.is_sorted_by(|a, b| a.at >= b.at));
    let incomplete = named(&epr, "N400152");
    let last = incomplete.observations[0].at;
    assert!(!incomplete.observations.iter().any(|o| o.at == last && o.sign == Some(Sign::Temperature)));
}

#[test]
fn medicines_keep_their_words_and_doses_belong_to_them() {
    let epma = demo("epma");
    let peggy = named(&epma, "N400104");
    let levodopa = peggy.medicines.iter().find(|m| m.name == "co-careldopa").unwrap();
    assert_eq!(levodopa.brand.as_deref(), Some("Sinemet"));
    assert_eq!(levodopa.form.as_deref(), Some("tablet"));
    assert_eq!(levodopa.dose.as_deref(), Some("125 mg"));
    assert_eq!((levodopa.route.as_deref(), levodopa.frequency.as_deref()), (Some("oral"), Some("four times a day")));
    assert_eq!(levodopa.every_hours, Some(6));
    assert_eq!(levodopa.times, ["06:00", "10:00", "14:00", "18:00"]);
    assert!(levodopa.active && levodopa.time_critical && !levodopa.as_required);
    let given = peggy.doses.iter().find(|d| d.medicine.as_deref() == Some(&levodopa.source_id)).unwrap();
    assert_eq!((given.at.to_rfc3339().as_str(), given.given), ("2026-11-20T18:05:00+00:00", true));
    assert_eq!(peggy.medicines.iter().filter(|m| m.active).count(), 7);
    let stopped = peggy.medicines.iter().find(|m| m.name == "co-amoxiclav").unwrap();
    assert_eq!((stopped.active, stopped.status.as_deref()), (false, Some("stopped")));
    let refused = peggy.doses.iter().find(|d| !d.given).unwrap();
    assert_eq!(refused.status, "not-done: Patient refused");
    let tapering = named(&epma, "N400155").medicines.iter().find(|m| m.name == "prednisolone").unwrap();
    assert_eq!(tapering.every_hours, None, "two lines are never worked out");
    assert_eq!(
        tapering.frequency.as_deref(),
        Some("30 mg, oral, once a day for 5 days; then 20 mg, oral, once a day for 5 days")
    );
    let oxycodone = named(&epma, "N400139").medicines.iter().find(|m| m.name == "oxycodone").unwrap();
    assert!(oxycodone.as_required && oxycodone.every_hours.is_none());
    assert_eq!(oxycodone.frequency.as_deref(), Some("every 4 hours at most, as required for pain"));
    let told = named(&epma, "N400118").medicines.iter().find(|m| m.name == "vitamin D").unwrap();
    assert_eq!((told.active, told.status.as_deref()), (false, Some("reported: active")));
    assert!(named(&epma, "N400158").medicines.is_empty());
}

#[test]
fn results_keep_their_status_and_comparator() {
    let lims = demo("lims");
    let of = |hospital: &str, name: &str| {
        let found = named(&lims, hospital).observations.iter().find(|o| o.name == name).unwrap();
        (found.value.clone(), found.unit.clone().unwrap(), found.status.clone())
    };
    assert_eq!(of("N400104", "Potassium"), ("4.1".into(), "mmol/L".into(), None));
    assert_eq!(of("N400122", "Lactate"), ("2.6".into(), "mmol/L".into(), Some("preliminary".into())));
    assert_eq!(of("N400150", "C-reactive protein"), ("<5".into(), "mg/L".into(), None));
    assert!(!named(&lims, "N400104").observations.iter().any(|o| o.name == "Creatinine"));
    assert!(lims.holds.contains(&Facet::Results) && !lims.holds.contains(&Facet::VitalSigns));
}

#[test]
fn every_resource_is_kept_as_it_came() {
    for (source, bundle) in demo::bundles() {
        let reading = read_bytes("demo", bundle.as_bytes(), &source, None, demo::reference()).unwrap();
        let counts = &reading.snapshot.counts;
        let all: u32 = counts.read.values().chain(counts.kept.values()).sum();
        assert_eq!(all as usize + counts.set_aside.len(), reading.resources.len());
        assert_eq!(bundle.matches("{\"resource\":").count(), reading.resources.len());
        assert!(reading.resources.iter().all(|resource| bundle.contains(&resource.body)));
    }
}
