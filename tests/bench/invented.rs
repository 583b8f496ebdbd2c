//! As many invented patients as asked for: as a Bundle to be read, or as a copy already understood.

use chrono::{DateTime, FixedOffset, NaiveDate};
use record::snapshot::{Bed, Counts, Facet, HeldObservation, HeldPatient, Sign};
use record::{Born, Gender, Identity, NumberValidity, PatientId, PatientNumber, Place, Snapshot, SystemId};
use serde_json::{Value, json};

/// The ward of the store.
pub(crate) const WARD: &str = "Ash Ward (Ward 7)";

pub(crate) fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap()
}

const SYLLABLES: [&str; 24] = [
    "da", "ma", "ro", "ki", "le", "smi", "tho", "wi", "jo", "ne", "bro", "ow", "an", "el", "son", "ton", "ley", "ford",
    "er", "es", "ga", "per", "hu", "vi",
];

/// A name of two to four syllables, some far more often than others, as names are.
fn name(number: usize, kinds: usize) -> String {
    let mut seed = number.wrapping_mul(2_654_435_761) % kinds;
    seed = seed * seed / kinds;
    let mut name = String::new();
    for _ in 0..2 + seed % 3 {
        name += SYLLABLES.get(seed % SYLLABLES.len()).unwrap();
        seed = seed / SYLLABLES.len() + seed * 7 + 3;
    }
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A ten-digit number in the range kept for tests.
fn nhs(number: usize) -> String {
    format!("999{:07}", number * 37 % 10_000_000)
}

/// One patient, in the bed of that number; 28 a ward, the first ward the store's own, unless all are on it.
fn patient(number: usize, signs: usize, one_ward: bool) -> HeldPatient {
    let ward = if one_ward || number < 28 { WARD.to_owned() } else { format!("Ward {}", number / 28) };
    let bed = if one_ward { number } else { number % 28 };
    let sign = |hour: usize| HeldObservation {
        sign: Some([Sign::Pulse, Sign::Respirations, Sign::Saturation, Sign::Systolic][hour % 4]),
        name: "Pulse".into(),
        loinc: Some("8867-4".into()),
        value: (60 + (number + hour) % 60).to_string(),
        unit: Some("/min".into()),
        at: now() - chrono::Duration::hours(1 + (hour / 4) as i64),
        category: Some("vital-signs".into()),
        status: None,
    };
    HeldPatient {
        id: PatientId::from_number("bench", &number.to_string()),
        identity: Identity {
            family: Some(name(number, 9_000)),
            given: Some(name(number / 3, 700)),
            title: Some("Mx".into()),
            born: NaiveDate::from_yo_opt(1925 + (number * 13 % 95) as i32, 1 + (number * 7 % 365) as u32)
                .map(|date| Born { date, estimated: false }),
            gender: Gender::Female,
            nhs_number: Some(PatientNumber { value: nhs(number), validity: NumberValidity::Test }),
            hospital_number: Some(format!("RX{number:06}")),
            ..Identity::default()
        },
        place: Some(Place {
            ward,
            bed: Some(format!("{}{}", char::from(b'A' + (bed / 100 % 26) as u8), bed % 100 + 1)),
            since: None,
            consultant: None,
            encounter: None,
        }),
        allergies: Vec::new(),
        alerts: Vec::new(),
        conditions: Vec::new(),
        observations: (0..signs).map(sign).collect(),
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

/// A copy of many patients, as if it had been read.
pub(crate) fn copy(patients: usize, signs: usize, one_ward: bool) -> Snapshot {
    let patients: Vec<HeldPatient> = (0..patients).map(|number| patient(number, signs, one_ward)).collect();
    let beds = patients.iter().filter_map(|patient| {
        let place = patient.place.as_ref()?;
        Some(Bed { ward: place.ward.clone(), bed: place.bed.clone()?, note: None })
    });
    Snapshot {
        source: SystemId::new("pas"),
        as_at: now(),
        beds: beds.collect(),
        holds: [Facet::Place, Facet::VitalSigns].into(),
        counts: Counts::default(),
        patients,
    }
}

/// What somebody types to find one of them, key by key: the start of a name, name and year, a number with its spaces.
pub(crate) fn typings(patients: usize, how_many: usize) -> Vec<String> {
    let spread = |number: usize| number * 7_919 % patients;
    let mut all = Vec::new();
    for number in 0..how_many {
        let who = patient(spread(number), 0, false);
        let family = who.identity.family.unwrap_or_default().to_lowercase();
        let given = who.identity.given.unwrap_or_default().to_lowercase();
        let year = who.identity.born.map(|born| born.date.format("%Y").to_string()).unwrap_or_default();
        let digits = nhs(spread(number));
        let (first, rest) = digits.split_at(3);
        let (second, third) = rest.split_at(3);
        let whole = match number % 4 {
            0 => family,
            1 => format!("{family} {year}"),
            2 => format!("{first} {second} {third}"),
            _ => format!("{given} {family}"),
        };
        let letters: Vec<char> = whole.chars().collect();
        all.extend((2..=letters.len()).map(|end| letters.iter().take(end).collect::<String>()));
    }
    all
}

/// A Bundle of a ward nobody was ever on: each patient with a stay and as many observations as asked for.
pub(crate) fn bundle(patients: usize, observations: usize) -> Vec<u8> {
    let mut entries: Vec<Value> = Vec::with_capacity(patients * (2 + observations));
    let kind = json!([{ "system": "http://terminology.hl7.org/CodeSystem/location-physical-type", "code": "wa" }]);
    let ward = json!({
        "resourceType": "Location", "id": "ash", "status": "active", "name": "Ash Ward", "physicalType": { "coding": kind },
    });
    entries.push(json!({ "resource": ward }));
    for number in 0..patients {
        let patient = format!("p{number}");
        let mut add = |resource: Value| entries.push(json!({ "resource": resource }));
        add(json!({
            "resourceType": "Patient", "id": patient, "birthDate": format!("19{:02}-0{}-1{}", number % 90 + 10, number % 9 + 1, number % 9),
            "gender": if number % 2 == 0 { "female" } else { "male" },
            "identifier": [{ "system": "https://holdfast.invalid/fhir/identifier/hospital-number", "value": format!("N{number:06}") }],
            "name": [{ "family": format!("Invented{number}"), "given": ["Person"] }],
        }));
        add(json!({
            "resourceType": "Encounter", "id": format!("e{number}"), "status": "in-progress",
            "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP" },
            "subject": { "reference": format!("Patient/{patient}") },
            "location": [{ "location": { "reference": "Location/ash" }, "status": "active" }],
        }));
        for hour in 0..observations {
            add(json!({
                "resourceType": "Observation", "id": format!("o{number}-{hour}"), "status": "final",
                "code": { "coding": [{ "system": "http://loinc.org", "code": "8867-4" }] },
                "subject": { "reference": format!("Patient/{patient}") },
                "effectiveDateTime": format!("2026-11-{:02}T{:02}:10:00+00:00", 19 + hour / 24, hour % 24),
                "valueQuantity": { "value": 60 + (number + hour) % 60, "unit": "beats/min", "system": "http://unitsofmeasure.org", "code": "/min" },
            }));
        }
    }
    serde_json::to_vec(&json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })).unwrap()
}
