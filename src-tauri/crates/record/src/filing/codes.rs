//! The codes of vital signs and NEWS2 scores, from clinical-content §2.1. No code may be added that is not there.

use serde_json::{Value, json};

pub(super) const SNOMED: &str = "http://snomed.info/sct";
pub(super) const LOINC: &str = "http://loinc.org";

/// One measured sign with a number.
pub(super) struct Measured {
    pub(super) link_id: &'static str,
    pub(super) snomed: &'static str,
    pub(super) loinc: &'static str,
    pub(super) words: &'static str,
    pub(super) unit: &'static str,
}

/// Signs that are one number each, in the order of the chart.
pub(super) const MEASURED: [Measured; 4] = [
    Measured { link_id: "rr", snomed: "86290005", loinc: "9279-1", words: "Respiratory rate", unit: "/min" },
    Measured { link_id: "spo2", snomed: "103228002", loinc: "2708-6", words: "Oxygen saturation", unit: "%" },
    Measured { link_id: "hr", snomed: "364075005", loinc: "8867-4", words: "Pulse", unit: "/min" },
    Measured { link_id: "temp", snomed: "276885007", loinc: "8310-5", words: "Temperature", unit: "Cel" },
];

/// Blood pressure as a panel and its two parts.
pub(super) const PANEL: (&str, &str) = ("75367002", "85354-9");
/// The parts of the panel.
pub(super) const PRESSURES: [Measured; 2] = [
    Measured { link_id: "sbp", snomed: "72313002", loinc: "8480-6", words: "Systolic blood pressure", unit: "mm[Hg]" },
    Measured {
        link_id: "dbp",
        snomed: "1091811000000102",
        loinc: "8462-4",
        words: "Diastolic blood pressure",
        unit: "mm[Hg]",
    },
];

/// Breathing air, and on oxygen.
pub(super) const AIR: &str = "722742002";
pub(super) const OXYGEN: &str = "371825009";

/// Inspired oxygen, per cent (LOINC; a draft).
pub(super) const INSPIRED: &str = "3150-6";

/// The ACVPU scale.
pub(super) const ACVPU: &str = "1104441000000107";

/// A level of consciousness: its code and words.
pub(super) fn consciousness(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "A" => ("248234008", "Alert"),
        "C" => ("130987000", "New confusion"),
        "V" => ("300202002", "Responds to voice"),
        "P" => ("450847001", "Responds to pain"),
        "U" => ("422768004", "Unresponsive"),
        _ => return None,
    })
}

/// The NEWS2 total.
pub(super) const NEWS2: &str = "1104051000000101";

/// The code and words of the points for one input; saturation has one code a scale.
pub(super) fn points(link_id: &str, scale: u8) -> Option<(&'static str, &'static str)> {
    Some(match (link_id, scale) {
        ("rr", _) => ("1104301000000104", "Respiratory rate score"),
        ("spo2", 2) => ("1104321000000108", "Oxygen saturation scale 2 score"),
        ("spo2", _) => ("1104311000000102", "Oxygen saturation scale 1 score"),
        ("o2", _) => ("1104331000000105", "Air or oxygen score"),
        ("sbp", _) => ("1104341000000101", "Systolic blood pressure score"),
        ("hr", _) => ("1104351000000103", "Pulse score"),
        ("acvpu", _) => ("1104361000000100", "Consciousness score"),
        ("temp", _) => ("1104371000000107", "Temperature score"),
        (_, _) => return None,
    })
}

/// The inputs that score, in the order of the chart.
pub(super) const SCORED: [&str; 7] = ["rr", "spo2", "o2", "sbp", "hr", "acvpu", "temp"];

/// A concept with both codings and the ward's words. No display of a code is sent: only its owner may word it.
pub(super) fn both(snomed: &str, loinc: &str, words: &str) -> Value {
    json!({ "coding": [{ "system": LOINC, "code": loinc }, { "system": SNOMED, "code": snomed }], "text": words })
}

/// A concept with a SNOMED CT coding and the ward's words.
pub(super) fn snomed(code: &str, words: &str) -> Value {
    json!({ "coding": [{ "system": SNOMED, "code": code }], "text": words })
}

/// A category of observation.
pub(super) fn category(code: &str) -> Value {
    json!([{ "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": code }] }])
}
