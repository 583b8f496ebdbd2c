//! An invented ward on paper: used by the tests and the bench.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, dead_code, unreachable_pub)]

use chrono::{DateTime, FixedOffset};
use print::pack::{
    AllergyBox, Banner, BlankForm, Fact, MedicineRow, MedicinesSheet, Note, ObservationRecord, ObservationRow, Pack,
    PatientPages, Reading, RequestRow, SourceAge, Summary, WardList, WardListRow, Words,
};
use record::PatientId;

pub(crate) fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("2026-11-{text}:00+00:00")).unwrap()
}

pub(crate) fn pack(patients: usize) -> Pack {
    let source = |name: &str, at: DateTime<FixedOffset>, age: &str| SourceAge {
        name: name.into(),
        as_at: Some(at),
        age: age.into(),
        ..SourceAge::default()
    };
    Pack {
        id: "P-0412".into(),
        site: "Northmoor General".into(),
        ward: "Ash Ward (Ward 7)".into(),
        printed_at: at("21T14:30"),
        printed_by: "Ama Boateng, staff nurse".into(),
        pc: "ASH-PC1".into(),
        chain_head: "9f2c41aa".into(),
        exercise: true,
        sources: vec![
            SourceAge { ours: true, ..source("Ward records", at("21T14:30"), "now") },
            source("EPR", at("21T02:10"), "12hr 20min old"),
            source("ePMA", at("21T02:05"), "12hr 25min old"),
            SourceAge {
                too_old: true,
                note: Some("Phone 4410".into()),
                ..source("LIMS", at("20T22:10"), "16hr 20min old")
            },
            SourceAge { name: "PACS".into(), age: "Not held".into(), ..SourceAge::default() },
        ],
        systems_down: vec!["EPR, down since 21-Nov-2026 02:14".into(), "LIMS, down since 21-Nov-2026 02:14".into()],
        ward_list: Some(ward_list(patients)),
        patients: (0..patients).map(patient).collect(),
        partial: None,
        shred_by: "23-Nov-2026 14:30".into(),
        reprint_after: "22-Nov-2026 02:30".into(),
        phones: vec![("Laboratory, results".into(), "4410".into()), ("IT service desk".into(), "3000".into())],
    }
}

const NAMES: [&str; 6] = [
    "DAVIES, Margaret (Mrs)",
    "NGUYỄN, Thị Hạnh (Ms)",
    "SMITH-FFITCH-WILLOUGHBY, Anne-Marie Philippa Wilhelmina (Dr)",
    "ŁUKASIEWICZ, Żaneta (Ms)",
    "KOVÁCS, Győző (Mr)",
    "FOXTROT, Whisky",
];

pub(crate) fn bed(n: usize) -> String {
    format!("{}{}", char::from(b'A' + u8::try_from(n / 4 % 26).unwrap()), n % 4 + 1)
}

pub(crate) fn patient(n: usize) -> PatientPages {
    PatientPages {
        patient: PatientId::from_number("test", &n.to_string()),
        banner: banner(n),
        allergies: AllergyBox {
            line: if n % 3 == 2 {
                Words::plain("Allergies not recorded")
            } else {
                Words::bold("Known allergies: penicillin").then(" (anaphylaxis), ").then_bold("latex").then(" (rash)")
            },
            from: "Historical, EPR as at 21-Nov-2026 02:10. Ask again before every new medicine.".into(),
            known: n % 3 != 2,
        },
        care: vec![
            fact("Resuscitation", Words::bold("DNACPR").then(", 19-Nov-2026. Check form.")),
            fact("Infection", Words::bold("MRSA").then(", contact precautions")),
            fact("Diet", Words::bold("Soft and bite-sized").then(", fluids level 2")),
        ],
        summary: Some(summary(n)),
        medicines: Some(medicines(7)),
        observations: Some(observations(9)),
        blanks: vec![shipped("telephoned-result", 1), shipped("news2", 6), shipped("vital-signs", 6)],
    }
}

fn banner(n: usize) -> Banner {
    Banner {
        name: NAMES[n % NAMES.len()].into(),
        preferred: n.is_multiple_of(NAMES.len()).then(|| "Peggy".into()),
        born: "09-Jan-1944".into(),
        age: Some("82y".into()),
        gender: "Female".into(),
        nhs_number: "999 030 8241".into(),
        hospital_number: Some(format!("H{:06}", 402_117 + n)),
        ward: "Ash Ward (Ward 7)".into(),
        bed: Some(bed(n)),
        died: None,
        warnings: if n.is_multiple_of(NAMES.len()) {
            vec![
                "Another DAVIES, Margaret (Mrs) is in bed B3, born 21-Aug-1946. Check date of birth and NHS No.".into(),
            ]
        } else {
            vec![]
        },
    }
}

fn fact(label: &str, words: Words) -> Fact {
    Fact { label: label.into(), words, historical: Some("EPR as at 21-Nov-2026 02:10".into()) }
}

pub(crate) fn summary(n: usize) -> Summary {
    Summary {
        facts: vec![
            fact("Consultant", Words::bold("Dr Priya Raman")),
            fact("Problems", Words::bold("Parkinson disease; community-acquired pneumonia")),
            fact("Weight", Words::bold("61.5 kg").then(", 18-Nov-2026")),
        ],
        observations: observations(3),
        medicines: medicines(if n % 4 == 3 { 0 } else { 7 }),
        requests: vec![
            RequestRow { what: "Full blood count".into(), asked: "21-Nov-2026 11:20".into(), ..RequestRow::default() },
            RequestRow {
                what: "Urea and electrolytes".into(),
                asked: "20-Nov-2026 19:05".into(),
                result: Words::bold("Potassium 5.9 mmol/L").then(", phoned 21-Nov-2026 12:10, read back"),
                historical: true,
            },
        ],
        requests_words: None,
        notes: vec![Note {
            at: Some(at("21T12:50")),
            heading: "Note. Ama Boateng, staff nurse".into(),
            text: "Seen after the observations. More settled; daughter telephoned. Drank 150 mL of thickened tea."
                .into(),
        }],
        replaces: vec!["0003997".into()],
    }
}

pub(crate) fn medicines(count: usize) -> MedicinesSheet {
    let line = |name: &str, brand: &str, form: &str, dose: &str, often: &str| {
        let brand = if brand.is_empty() { String::new() } else { format!(" — {brand}") };
        Words::bold(name)
            .then(format!("{brand} — {form} — DOSE\u{A0}"))
            .then_bold(dose.replace(' ', "\u{A0}"))
            .then(format!(" — oral — {often}"))
    };
    let row = |line: Words, last: &str, due: &str, mark: Option<&str>| MedicineRow {
        line,
        last_given: last.into(),
        next_due: due.into(),
        worked_out: due.contains(':'),
        mark: mark.map(Into::into),
    };
    let all = vec![
        row(
            line("co-careldopa", "SINEMET", "tablet", "125 mg", "four times a day"),
            "21-Nov-2026 09:58",
            "21-Nov-2026 14:00",
            Some("TIME-CRITICAL"),
        ),
        row(
            line("paracetamol", "", "tablet", "1 g", "four times a day"),
            "21-Nov-2026 10:05",
            "21-Nov-2026 16:00",
            None,
        ),
        row(line("furosemide", "", "tablet", "40 mg", "once a day"), "21-Nov-2026 08:04", "22-Nov-2026 08:00", None),
        row(line("amlodipine", "", "tablet", "5 mg", "once a day"), "21-Nov-2026 08:04", "22-Nov-2026 08:00", None),
        row(line("senna", "", "tablet", "15 mg", "at night"), "20-Nov-2026 22:01", "21-Nov-2026 22:00", None),
        row(
            line("morphine sulfate", "ORAMORPH", "oral solution", "2.5 mg", "as required"),
            "Not held",
            "As required",
            None,
        ),
        row(
            line("diltiazem", "CALCICARD CR", "modified-release tablet", "120 mg", "twice a day"),
            "21-Nov-2026 08:04",
            "21-Nov-2026 20:00",
            None,
        ),
    ];
    MedicinesSheet {
        from: "ePMA as at 21-Nov-2026 02:05".into(),
        rows: all.into_iter().take(count).collect(),
        words: (count == 0).then(|| "No active prescriptions in the copy".into()),
    }
}

pub(crate) fn observations(count: usize) -> ObservationRecord {
    let reading = |value: &str, points: u8| Reading { value: value.into(), points: Some(points) };
    let hours =
        ["21T12:45", "21T08:50", "21T01:10", "20T21:00", "20T17:05", "20T13:00", "20T09:00", "20T05:10", "20T01:00"];
    let rows = hours.iter().take(count).enumerate().map(|(n, hour)| ObservationRow {
        at: at(hour),
        historical: (n > 1).then(|| "EPR".into()),
        total: ["5", "2", "1"][n.min(2)].into(),
        band: ["medium: urgent", "low", "low"][n.min(2)].into(),
        scale: 1,
        respirations: reading(["21", "20", "19"][n.min(2)], [2, 0, 0][n.min(2)]),
        saturation: reading(["94", "95", "95"][n.min(2)], 1),
        oxygen: reading("Air", 0),
        blood_pressure: reading(["112/66", "122/70", "124/70"][n.min(2)], 0),
        pulse: reading(["98", "92", "88"][n.min(2)], [1, 1, 0][n.min(2)]),
        consciousness: reading("Alert", 0),
        temperature: reading(["38.1", "37.6", "37.2"][n.min(2)], [1, 0, 0][n.min(2)]),
        by: Words::plain("Ama Boateng"),
    });
    ObservationRecord { scale: "Saturation scale 1".into(), no_score: None, rows: rows.collect(), words: None }
}

/// A form that Holdfast ships, blank.
pub(crate) fn shipped(id: &str, times: u8) -> BlankForm {
    let form = forms::shipped(id).unwrap();
    BlankForm {
        title: form.title.clone(),
        form: id.into(),
        version: form.version.clone(),
        items: print::blank_items(&forms::Form::open(form, &forms::Context::at(at("21T14:30"))).view()),
        times,
        second: false,
        licence: None,
        news2: id == "news2",
    }
}

pub(crate) fn ward_list(count: usize) -> WardList {
    let row = |n: usize| WardListRow {
        bed: bed(n),
        name: NAMES[n % NAMES.len()].into(),
        born: "09-Jan-1944 (82y)".into(),
        nhs_number: "999 030 8241".into(),
        hospital_number: format!("H{:06}", 402_117 + n),
        consultant: "Dr Priya Raman".into(),
        allergies: Words::bold("Known allergies: penicillin"),
        alerts: Words::bold("DNACPR").then(", MRSA"),
        problem: "Parkinson disease".into(),
        news2: Words::bold("5").then(", rising, 12:45"),
        due: "13:45".into(),
        warning: n.is_multiple_of(NAMES.len()).then(|| "Same name: see bed B3".into()),
        historical: Some("EPR as at 21-Nov-2026 02:10".into()),
        ..WardListRow::default()
    };
    let empty =
        WardListRow { bed: "Z9".into(), name: "Empty. Clean and ready".into(), empty: true, ..WardListRow::default() };
    WardList { rows: (0..count).map(row).chain([empty]).collect(), partial: Some("Partial list: 6 of 24 beds".into()) }
}
