//! Whatever comes in, reading ends, and says something true about how much it kept.

use proptest::prelude::*;
use record::SystemId;
use serde_json::{Value, json};

use crate::demo;
use crate::read::read_bytes;

fn read_and_count(name: &str, bytes: &[u8]) {
    if let Ok(reading) = read_bytes(name, bytes, &SystemId::new("epr"), None, demo::reference()) {
        let counts = &reading.snapshot.counts;
        let all: u32 = counts.read.values().chain(counts.kept.values()).sum();
        assert_eq!(all as usize + counts.set_aside.len(), reading.resources.len());
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "active",
        "final",
        "completed",
        "Patient/1",
        "#m",
        "2026-11-21",
        "2026-13-45T99:99",
        "mg",
        "",
        "9990308241",
        "é\u{202e}",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        words.prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    let fields = prop::sample::select(vec![
        "coding",
        "code",
        "system",
        "value",
        "text",
        "reference",
        "start",
        "end",
        "status",
        "name",
        "family",
        "given",
        "unit",
        "repeat",
        "period",
        "periodUnit",
        "frequency",
        "timing",
        "doseAndRate",
        "doseQuantity",
        "location",
        "url",
    ]);
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(fields.clone().prop_map(str::to_owned), inner, 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn any_resource() -> impl Strategy<Value = Value> {
    let kinds = prop::sample::select(vec![
        "Patient",
        "Encounter",
        "Location",
        "AllergyIntolerance",
        "Condition",
        "Flag",
        "Consent",
        "Observation",
        "MedicationRequest",
        "MedicationAdministration",
        "MedicationStatement",
        "ServiceRequest",
        "DiagnosticReport",
        "Procedure",
        "Appointment",
        "Practitioner",
        "Medication",
        "Bundle",
    ]);
    let fields = prop::sample::select(vec![
        "status",
        "intent",
        "code",
        "subject",
        "patient",
        "effectiveDateTime",
        "valueQuantity",
        "component",
        "contained",
        "medicationReference",
        "medicationCodeableConcept",
        "dosageInstruction",
        "dosage",
        "identifier",
        "name",
        "birthDate",
        "clinicalStatus",
        "category",
        "period",
        "location",
        "partOf",
        "class",
        "entry",
        "meta",
        "participant",
        "extension",
    ]);
    (kinds, prop::collection::btree_map(fields.prop_map(str::to_owned), any_json(), 0..8)).prop_map(|(kind, fields)| {
        let mut resource: serde_json::Map<String, Value> = fields.into_iter().collect();
        resource.insert("resourceType".to_owned(), json!(kind));
        resource.insert("id".to_owned(), json!("1"));
        Value::Object(resource)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_and_count("a.json", &bytes);
        read_and_count("a.ndjson", &bytes);
    }

    #[test]
    fn no_resource_makes_reading_panic(resources in prop::collection::vec(any_resource(), 1..12)) {
        let entries: Vec<Value> = resources.iter().map(|resource| json!({ "resource": resource })).collect();
        let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": entries });
        read_and_count("a.json", bundle.to_string().as_bytes());
    }

    #[test]
    fn no_flipped_byte_of_the_ward_makes_reading_panic(at in 0_usize..40_000, byte in any::<u8>()) {
        let (_, bundle) = demo::bundles().swap_remove(0);
        let mut bytes = bundle.into_bytes();
        bytes[at] = byte;
        read_and_count("pas.json", &bytes);
        bytes.truncate(at);
        read_and_count("pas.json", &bytes);
    }
}
