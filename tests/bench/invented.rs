//! As many invented patients as asked for, each with a stay and as many observations as asked for.

use serde_json::{Value, json};

/// A Bundle of a ward nobody was ever on.
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
