//! Prescriptions and doses, in the source's own words where it has them. The next dose is worked out elsewhere, and only
//! from a timing that is plain: more than one line of instructions is shown whole and never worked out.

use fhir::{
    CodeableConcept, Contained, Dosage, Extension, Medication, MedicationAdministration, MedicationRequest,
    MedicationStatement, Reference, Repeat,
};
use record::snapshot::{Facet, HeldDose, HeldMedicine, HeldPatient};

use super::desk::{Desk, Used};
use super::moment::moment;
use super::observed::amount;
use super::reason::{parse, wrong_or_missing};

/// Our own extension on a Medication: FHIR R4 has no place for a brand.
const BRAND: &str = "https://holdfast.invalid/fhir/StructureDefinition/brand-name";

pub(super) fn request(body: &str, id: &str, desk: &Desk<'_>, patient: &mut HeldPatient) -> Used {
    let request: MedicationRequest = parse(body)?;
    let status = match request.status.get() {
        Some("entered-in-error" | "draft") => return Ok(Some(Facet::Medicines)),
        Some(status @ ("active" | "on-hold" | "cancelled" | "completed" | "stopped" | "unknown")) => status,
        _ => return Err(wrong_or_missing(body, &["status"])),
    };
    match request.intent.get() {
        Some("order" | "original-order" | "reflex-order" | "filler-order" | "instance-order") => {}
        // Nobody has prescribed it.
        Some("proposal" | "plan" | "option") => return Ok(Some(Facet::Medicines)),
        _ => return Err(wrong_or_missing(body, &["intent"])),
    }
    if request.do_not_perform.is_true() {
        return Err("MedicationRequest.doNotPerform: it says not to give a medicine".to_owned());
    }
    let what =
        What { concept: request.medication_codeable_concept.get(), reference: request.medication_reference.get() };
    let named = what.named(&request.contained, desk).ok_or_else(|| missing_medicine(body))?;
    let how = How::of(&request.dosage_instruction);
    let notes = request.note.iter().filter_map(|note| note.text.get());
    let instructions = request.dosage_instruction.iter().flat_map(|d| d.additional_instruction.iter());
    let mut words = notes.chain(instructions.filter_map(CodeableConcept::words)).map(str::to_lowercase);
    patient.medicines.push(HeldMedicine {
        source_id: format!("MedicationRequest/{id}"),
        name: named.name,
        brand: named.brand.or_else(|| brand(&request.extension)),
        form: named.form,
        dose: how.dose,
        route: how.route,
        frequency: how.frequency,
        every_hours: how.every_hours,
        times: how.times,
        as_required: how.as_required,
        active: status == "active",
        status: (status != "active").then(|| status.to_owned()),
        time_critical: words.any(|words| words.contains("time-critical") || words.contains("time critical")),
        since: request.authored_on.get().and_then(moment),
    });
    Ok(Some(Facet::Medicines))
}

pub(super) fn statement(body: &str, id: &str, desk: &Desk<'_>, patient: &mut HeldPatient) -> Used {
    let told: MedicationStatement = parse(body)?;
    let status = match told.status.get() {
        Some("entered-in-error") => return Ok(Some(Facet::Medicines)),
        Some(s @ ("active" | "completed" | "intended" | "stopped" | "on-hold" | "unknown" | "not-taken")) => s,
        _ => return Err(wrong_or_missing(body, &["status"])),
    };
    let what = What { concept: told.medication_codeable_concept.get(), reference: told.medication_reference.get() };
    let named = what.named(&told.contained, desk).ok_or_else(|| missing_medicine(body))?;
    let how = How::of(&told.dosage);
    let of_period = told.effective_period.get().and_then(|period| period.start.get());
    let since = told.effective_date_time.get().or(of_period).or(told.date_asserted.get());
    patient.medicines.push(HeldMedicine {
        source_id: format!("MedicationStatement/{id}"),
        name: named.name,
        brand: named.brand,
        form: named.form,
        dose: how.dose,
        route: how.route,
        frequency: how.frequency,
        every_hours: None,
        times: Vec::new(),
        as_required: how.as_required,
        active: false,
        status: Some(format!("reported: {status}")),
        time_critical: false,
        since: since.and_then(moment),
    });
    Ok(Some(Facet::Medicines))
}

pub(super) fn dose(body: &str, desk: &Desk<'_>, patient: &mut HeldPatient) -> Used {
    let dose: MedicationAdministration = parse(body)?;
    let (given, status) = match dose.status.get() {
        Some("entered-in-error") => return Ok(Some(Facet::Doses)),
        // Begun is given: a second one on top is the danger.
        Some(status @ ("completed" | "in-progress" | "stopped" | "on-hold")) => (true, status),
        Some(status @ ("not-done" | "unknown")) => (false, status),
        _ => return Err(wrong_or_missing(body, &["status"])),
    };
    let of_period = dose.effective_period.get().and_then(|period| period.start.get());
    let at = dose.effective_date_time.get().or(of_period);
    let at = desk.when(body, at, &["effectiveDateTime", "effectivePeriod"])?;
    let what = What { concept: dose.medication_codeable_concept.get(), reference: dose.medication_reference.get() };
    let named = what.named(&dose.contained, desk).ok_or_else(|| missing_medicine(body))?;
    let dosage = dose.dosage.get();
    let exact = dosage.and_then(|dosage| dosage.dose.get()).map(amount).filter(|words| !words.is_empty());
    let why = dose.status_reason.iter().find_map(CodeableConcept::words);
    patient.doses.push(HeldDose {
        medicine: dose.request.get().and_then(|request| desk.key_of(request, "MedicationRequest")),
        name: named.name,
        dose: exact.or_else(|| dosage.and_then(|dosage| dosage.text.owned())),
        at,
        given,
        status: why.map_or_else(|| status.to_owned(), |why| format!("{status}: {why}")),
    });
    Ok(Some(Facet::Doses))
}

/// What the medicine is, by words or by reference.
struct What<'a> {
    concept: Option<&'a CodeableConcept>,
    reference: Option<&'a Reference>,
}

struct Named {
    name: String,
    brand: Option<String>,
    form: Option<String>,
}

impl What<'_> {
    fn named(&self, contained: &[Contained], desk: &Desk<'_>) -> Option<Named> {
        let reference = self.reference;
        let inside = reference.and_then(|r| r.reference.get()).and_then(|text| text.strip_prefix('#'));
        let inside = inside.and_then(|id| contained.iter().find(|held| held.id.is(id)));
        let beside: Option<&Medication> = reference.and_then(|reference| desk.medication(reference));
        let words = |code: Option<&CodeableConcept>| code.and_then(CodeableConcept::words).map(str::to_owned);
        let (code, form, extension) = match (inside, beside) {
            (Some(held), _) => (held.code.get(), held.form.get(), Some(&held.extension)),
            (None, Some(held)) => (held.code.get(), held.form.get(), Some(&held.extension)),
            (None, None) => (None, None, None),
        };
        let name = words(self.concept).or_else(|| words(code)).or_else(|| reference.and_then(|r| r.display.owned()))?;
        Some(Named { name, brand: extension.and_then(|all| brand(all)), form: words(form) })
    }
}

fn brand(extensions: &[Extension]) -> Option<String> {
    extensions.iter().find(|extension| extension.url.is(BRAND)).and_then(|extension| extension.value_string.owned())
}

fn missing_medicine(body: &str) -> String {
    wrong_or_missing(body, &["medicationCodeableConcept", "medicationReference"])
}

/// How a medicine is taken.
#[derive(Default)]
struct How {
    dose: Option<String>,
    route: Option<String>,
    frequency: Option<String>,
    every_hours: Option<u32>,
    times: Vec<String>,
    as_required: bool,
}

impl How {
    fn of(lines: &[Dosage]) -> Self {
        match lines {
            [] => Self::default(),
            [line] => Self::of_one(line),
            // Alternating or tapering doses: all of it, in order, and nothing worked out.
            many => {
                let line = |dosage: &Dosage| {
                    let how = Self::of_one(dosage);
                    let parts = [how.dose, how.route, how.frequency];
                    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
                };
                let as_required = many.iter().any(needed);
                let frequency =
                    Some(many.iter().map(line).collect::<Vec<_>>().join("; then ")).filter(|w| !w.is_empty());
                Self { frequency, as_required, ..Self::default() }
            }
        }
    }

    fn of_one(line: &Dosage) -> Self {
        let given = line.dose_and_rate.iter().find_map(|dose| {
            let range = dose.dose_range.get().map(|range| {
                let end = |quantity: Option<&fhir::Quantity>| quantity.map(amount).unwrap_or_default();
                format!("{} to {}", end(range.low.get()), end(range.high.get()))
            });
            dose.dose_quantity
                .get()
                .or(dose.rate_quantity.get())
                .map(amount)
                .or(range)
                .filter(|words| !words.is_empty())
        });
        let timing = line.timing.get();
        let repeat = timing.and_then(|timing| timing.repeat.get());
        let as_required = needed(line);
        let coded = timing.and_then(|timing| timing.code.get()).and_then(CodeableConcept::words);
        let timed = coded.map(str::to_owned).or_else(|| repeat.and_then(in_words));
        // Without a dose of its own the words hold it: they are all shown.
        let frequency = if given.is_some() { timed.or_else(|| line.text.owned()) } else { line.text.owned().or(timed) };
        let reason = line.as_needed_codeable_concept.get().and_then(CodeableConcept::words);
        let frequency = match (frequency, as_required) {
            (Some(words), true) if !words.to_lowercase().contains("required") => Some(format!("{words}, as required")),
            (None, true) => Some("as required".to_owned()),
            (words, _) => words,
        };
        let frequency = match (frequency, reason) {
            (Some(words), Some(reason)) if !words.contains(reason) => Some(format!("{words} for {reason}")),
            (words, _) => words,
        };
        let once = repeat.is_some_and(|repeat| repeat.count.get() == Some("1"));
        let regular = repeat.filter(|_| !as_required && !once);
        Self {
            dose: given,
            route: line.route.get().and_then(CodeableConcept::words).map(str::to_owned),
            frequency,
            every_hours: regular.and_then(every_hours),
            times: regular.map(times).unwrap_or_default(),
            as_required,
        }
    }
}

fn needed(line: &Dosage) -> bool {
    line.as_needed_boolean.is_true() || line.as_needed_codeable_concept.get().is_some()
}

/// `HH:MM` each.
fn times(repeat: &Repeat) -> Vec<String> {
    let minute = |text: &String| chrono::NaiveTime::parse_from_str(text, "%H:%M:%S").ok();
    let minute = |text: &String| minute(text).or_else(|| chrono::NaiveTime::parse_from_str(text, "%H:%M").ok());
    repeat.time_of_day.iter().filter_map(minute).map(|time| time.format("%H:%M").to_string()).collect()
}

/// Hours between doses, only when the rule is exact: one frequency, one period, every day.
fn every_hours(repeat: &Repeat) -> Option<u32> {
    if repeat.frequency_max.get().is_some() || repeat.period_max.get().is_some() || !repeat.day_of_week.is_empty() {
        return None;
    }
    let whole = |digits: Option<&str>| digits.and_then(|digits| digits.trim_end_matches(".0").parse::<u32>().ok());
    let period = whole(repeat.period.get())?;
    let frequency = repeat.frequency.get().map_or(Some(1), |digits| whole(Some(digits)))?;
    let hours = match repeat.period_unit.get()? {
        "h" => period,
        "d" => period.checked_mul(24)?,
        "wk" => period.checked_mul(168)?,
        _ => return None,
    };
    (frequency > 0 && hours > 0 && hours % frequency == 0).then(|| hours / frequency)
}

/// `four times a day`, `every 8 hours`.
fn in_words(repeat: &Repeat) -> Option<String> {
    let number = |digits: &str| match digits {
        "1" => "once".to_owned(),
        "2" => "twice".to_owned(),
        "3" => "three times".to_owned(),
        "4" => "four times".to_owned(),
        "5" => "five times".to_owned(),
        "6" => "six times".to_owned(),
        other => format!("{other} times"),
    };
    let period = repeat.period.get()?;
    let upper = |digits: &str, most: Option<&str>| most.map_or(digits.to_owned(), |most| format!("{digits} to {most}"));
    let frequency = upper(repeat.frequency.get().unwrap_or("1"), repeat.frequency_max.get());
    let each = upper(period, repeat.period_max.get());
    let unit = match repeat.period_unit.get()? {
        "s" => "second",
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        "wk" => "week",
        "mo" => "month",
        "a" => "year",
        _ => return None,
    };
    let days =
        if repeat.day_of_week.is_empty() { String::new() } else { format!(" on {}", repeat.day_of_week.join(", ")) };
    Some(match (frequency.as_str(), each.as_str()) {
        ("1", "1") if unit == "hour" => format!("every hour{days}"),
        (times, "1") => format!("{} {} {unit}{days}", number(times), if unit == "hour" { "an" } else { "a" }),
        ("1", each) => format!("every {each} {unit}s{days}"),
        (times, each) => format!("{} every {each} {unit}s{days}", number(times)),
    })
}
