//! Vital signs, results and reports. A value is charted as a sign only when its code, unit and form leave no doubt;
//! otherwise it is kept and shown in the source's own words.

use chrono::{DateTime, FixedOffset};
use fhir::{CodeableConcept, Component, DiagnosticReport, Observation, Quantity};
use record::snapshot::{Dated, Facet, HeldObservation, HeldPatient, Sign};

use super::desk::{Desk, Used};
use super::reason::{parse, wrong_or_missing};

const LOINC: &str = "http://loinc.org";
const SNOMED: &str = "http://snomed.info/sct";

/// Codes of clinical-content §2.1; weight is the FHIR R4 vital-signs profile.
const SIGNS: [(&str, &str, Sign); 20] = [
    (LOINC, "9279-1", Sign::Respirations),
    (SNOMED, "86290005", Sign::Respirations),
    (LOINC, "2708-6", Sign::Saturation),
    (LOINC, "59408-5", Sign::Saturation),
    (SNOMED, "103228002", Sign::Saturation),
    (LOINC, "8480-6", Sign::Systolic),
    (SNOMED, "72313002", Sign::Systolic),
    (LOINC, "8462-4", Sign::Diastolic),
    (SNOMED, "1091811000000102", Sign::Diastolic),
    (LOINC, "8867-4", Sign::Pulse),
    (SNOMED, "364075005", Sign::Pulse),
    (SNOMED, "78564009", Sign::Pulse),
    (LOINC, "8310-5", Sign::Temperature),
    (SNOMED, "276885007", Sign::Temperature),
    (SNOMED, "386725007", Sign::Temperature),
    (SNOMED, "1104441000000107", Sign::Consciousness),
    (SNOMED, "722742002", Sign::AirOrOxygen),
    (SNOMED, "371825009", Sign::AirOrOxygen),
    (SNOMED, "1104051000000101", Sign::News2),
    (LOINC, "29463-7", Sign::Weight),
];

const LEVELS: [(&str, &str); 5] =
    [("248234008", "A"), ("130987000", "C"), ("300202002", "V"), ("450847001", "P"), ("422768004", "U")];

pub(super) fn observation(body: &str, desk: &Desk<'_>, patient: &mut HeldPatient) -> Used {
    let seen: Observation = parse(body)?;
    let status = match seen.status.get() {
        Some("final") => None,
        Some(status @ ("preliminary" | "amended" | "corrected" | "unknown")) => Some(status.to_owned()),
        Some("registered" | "cancelled" | "entered-in-error") => return Ok(None),
        _ => return Err(wrong_or_missing(body, &["status"])),
    };
    let code = seen.code.get().filter(|code| code.words().is_some());
    let Some(code) = code else { return Err(wrong_or_missing(body, &["code"])) };
    let of_period = seen.effective_period.get().and_then(|p| p.end.get().or(p.start.get()));
    let at = seen.effective_date_time.get().or(seen.effective_instant.get()).or(of_period).or(seen.issued.get());
    let at = desk.when(body, at, &["effectiveDateTime", "effectivePeriod", "effectiveInstant", "issued"])?;
    let category = seen.category.iter().find_map(|kind| kind.coding.iter().find_map(|coding| coding.code.owned()));
    let frame = Frame { at, category: category.clone(), status };
    let before = patient.observations.len();
    let value = Value {
        quantity: seen.value_quantity.get(),
        concept: seen.value_codeable_concept.get(),
        words: seen.value_string.get().or(seen.value_date_time.get()),
        whole: seen.value_integer.get(),
        truth: seen.value_boolean.0,
        absent: seen.data_absent_reason.get(),
    };
    let range = seen.value_range.get().map(|range| {
        let end = |end: Option<&Quantity>| end.map(amount).unwrap_or_default();
        format!("{} to {}", end(range.low.get()), end(range.high.get()))
    });
    let value = Value { words: value.words.or(range.as_deref()), ..value };
    patient.observations.extend(frame.held(code, &value));
    // The parts of a score are how it was worked out, not measurements.
    if sign_of(code, None) != Some(Sign::News2) {
        for part in seen.component.iter() {
            let Some(code) = part.code.get() else { continue };
            patient.observations.extend(frame.held(code, &Value::of(part)));
        }
    }
    let vital = patient.observations.iter().skip(before).any(|held| held.sign.is_some());
    Ok(match category.as_deref() {
        Some("vital-signs") => Some(Facet::VitalSigns),
        Some("laboratory") => Some(Facet::Results),
        _ if vital => Some(Facet::VitalSigns),
        _ => None,
    })
}

/// What all parts of one observation share.
struct Frame {
    at: DateTime<FixedOffset>,
    category: Option<String>,
    status: Option<String>,
}

/// A value in whatever form it came.
struct Value<'a> {
    quantity: Option<&'a Quantity>,
    concept: Option<&'a CodeableConcept>,
    words: Option<&'a str>,
    whole: Option<&'a str>,
    truth: Option<bool>,
    absent: Option<&'a CodeableConcept>,
}

impl<'a> Value<'a> {
    fn of(part: &'a Component) -> Self {
        Self {
            quantity: part.value_quantity.get(),
            concept: part.value_codeable_concept.get(),
            words: part.value_string.get(),
            whole: part.value_integer.get(),
            truth: part.value_boolean.0,
            absent: part.data_absent_reason.get(),
        }
    }

    /// The words to show, when there is anything to show.
    fn shown(&self) -> Option<String> {
        if let Some(quantity) = self.quantity
            && let Some(digits) = quantity.value.get()
        {
            return Some(format!("{}{digits}", quantity.comparator.get().unwrap_or_default()));
        }
        let truth = self.truth.map(|truth| if truth { "yes" } else { "no" });
        let concept = self.concept.and_then(CodeableConcept::words);
        let found = self.whole.or(concept).or(self.words).or(truth).map(str::to_owned);
        found.or_else(|| self.absent.map(|why| format!("No value: {}", why.words().unwrap_or("reason not given"))))
    }
}

impl Frame {
    fn held(&self, code: &CodeableConcept, value: &Value<'_>) -> Option<HeldObservation> {
        let shown = value.shown()?;
        let charted = sign_of(code, value.concept).and_then(|sign| charted(sign, value).map(|value| (sign, value)));
        let unit = value.quantity.and_then(|quantity| quantity.unit.owned().or_else(|| quantity.code.owned()));
        let (sign, shown) = charted.map_or((None, shown), |(sign, value)| (Some(sign), value));
        Some(HeldObservation {
            sign,
            name: code.words()?.to_owned(),
            loinc: code.code_in(LOINC).map(str::to_owned),
            value: shown,
            unit,
            at: self.at,
            category: self.category.clone(),
            status: self.status.clone(),
        })
    }
}

/// Which sign a code stands for. Air or oxygen is told by its value: the codes there are those of the answer.
fn sign_of(code: &CodeableConcept, value: Option<&CodeableConcept>) -> Option<Sign> {
    let of = |concept: &CodeableConcept| {
        concept.coding.iter().find_map(|coding| {
            let mut signs = SIGNS.iter();
            signs.find(|(system, code, _)| coding.system.is(system) && coding.code.is(code)).map(|(_, _, sign)| *sign)
        })
    };
    of(code).or_else(|| value.and_then(of).filter(|sign| *sign == Sign::AirOrOxygen))
}

/// The value as it is charted, or none when it must not be: another unit, a comparator, no plain number.
fn charted(sign: Sign, value: &Value<'_>) -> Option<String> {
    let number = |units: &[&str]| {
        let quantity = value.quantity?;
        let unit = |text: Option<&str>| {
            text.is_some_and(|text| {
                units.contains(&text.to_lowercase().replace([' ', '{', '}', '[', ']'], "").as_str())
            })
        };
        let right = if quantity.code.get().is_some() { unit(quantity.code.get()) } else { unit(quantity.unit.get()) };
        let plain = right && quantity.comparator.get().is_none();
        quantity.value.get().filter(|digits| plain && is_plain(digits)).map(str::to_owned)
    };
    let concept = |table: &[(&str, &str)]| {
        let coding = &value.concept?.coding;
        let code = coding.iter().find(|coding| coding.system.is(SNOMED)).and_then(|coding| coding.code.get())?;
        table.iter().find(|(known, _)| *known == code).map(|(_, letter)| (*letter).to_owned())
    };
    match sign {
        Sign::Respirations => number(&["/min", "breaths/min", "breaths/minute", "breathsperminute", "perminute"]),
        Sign::Pulse => number(&["/min", "beats/min", "beats/minute", "beatsperminute", "bpm", "perminute"]),
        Sign::Saturation => number(&["%"]),
        Sign::Systolic | Sign::Diastolic => number(&["mmhg"]),
        Sign::Temperature => number(&["cel", "°c", "degc", "degreesc", "degreescelsius"]),
        Sign::Weight => number(&["kg"]),
        Sign::Consciousness => concept(&LEVELS),
        Sign::AirOrOxygen => concept(&[("722742002", "air"), ("371825009", "oxygen")]),
        Sign::News2 => {
            let digits = value.whole.or_else(|| value.quantity.and_then(|quantity| quantity.value.get()))?;
            digits.parse::<u8>().ok().filter(|total| *total <= 20).map(|total| total.to_string())
        }
    }
}

/// Digits with at most one point, below a thousand: anything else is shown, not charted.
fn is_plain(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.len() <= 8
        && digits.parse::<f64>().is_ok_and(|number| (0.0..1000.0).contains(&number))
}

/// `5.9 mmol/L`.
pub(super) fn amount(quantity: &Quantity) -> String {
    let unit = quantity.unit.get().or(quantity.code.get()).unwrap_or_default();
    let comparator = quantity.comparator.get().unwrap_or_default();
    format!("{comparator}{} {unit}", quantity.value.get().unwrap_or_default()).trim().to_owned()
}

pub(super) fn report(body: &str, desk: &Desk<'_>, patient: &mut HeldPatient) -> Used {
    let report: DiagnosticReport = parse(body)?;
    let status = match report.status.get() {
        Some("final") => None,
        Some(
            status @ ("registered" | "partial" | "preliminary" | "amended" | "corrected" | "appended" | "unknown"),
        ) => Some(status.to_owned()),
        Some("cancelled" | "entered-in-error") => return Ok(None),
        _ => return Err(wrong_or_missing(body, &["status"])),
    };
    // Some feeds leave the code empty: then its kind, rather than losing the report.
    let of_kind = || report.category.iter().find_map(CodeableConcept::words);
    let Some(text) = report.code.get().and_then(CodeableConcept::words).or_else(of_kind) else {
        return Err(wrong_or_missing(body, &["code"]));
    };
    let of_period = report.effective_period.get().and_then(|p| p.end.get().or(p.start.get()));
    let at = report.effective_date_time.get().or(of_period).or(report.issued.get());
    let at = at.map(|at| desk.when(body, Some(at), &["effectiveDateTime", "issued"])).transpose()?;
    let text = report.conclusion.get().map_or(text.to_owned(), |conclusion| format!("{text}: {conclusion}"));
    patient.reports.push(Dated { text, status, at });
    Ok(Some(Facet::Results))
}
