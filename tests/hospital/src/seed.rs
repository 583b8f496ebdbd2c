//! People and stays to start a stand-in with. All invented; NHS numbers are from the range kept for tests.

use serde_json::{Value, json};

/// A Patient with a number, a name and a date of birth.
#[must_use]
pub fn patient(id: &str, nhs_number: &str, family: &str, given: &str, born: &str) -> Value {
    json!({
        "resourceType": "Patient",
        "id": id,
        "active": true,
        "identifier": [{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": nhs_number }],
        "name": [{ "use": "official", "family": family, "given": [given] }],
        "birthDate": born,
    })
}

/// An open stay of a patient.
#[must_use]
pub fn encounter(id: &str, patient: &str) -> Value {
    json!({
        "resourceType": "Encounter",
        "id": id,
        "status": "in-progress",
        "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP" },
        "subject": { "reference": format!("Patient/{patient}") },
    })
}

/// A nurse with a professional number.
#[must_use]
pub fn practitioner(id: &str, nmc_number: &str) -> Value {
    json!({
        "resourceType": "Practitioner",
        "id": id,
        "identifier": [{ "system": "https://fhir.hl7.org.uk/Id/nmc-number", "value": nmc_number }],
    })
}

/// The resources of a Bundle.
#[must_use]
pub fn resources_of(bundle: &Value) -> Vec<Value> {
    let entries = bundle.get("entry").and_then(Value::as_array);
    entries.into_iter().flatten().filter_map(|entry| entry.get("resource").cloned()).collect()
}
