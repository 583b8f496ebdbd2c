//! Who the patients are. An NHS number alone never decides: it is shown, checked, and compared by people.

use chrono::{DateTime, FixedOffset};
use fhir::{HumanName, Patient};
use record::{Gender, Identity, PatientNumber};

use super::moment;

const NHS_STATUS: &str = "NHSNumberVerificationStatus";
const TYPES: &str = "http://terminology.hl7.org/CodeSystem/v2-0203";

/// What one Patient resource says.
pub(super) struct Person {
    pub(super) identity: Identity,
    /// Who deals the hospital number, and the number: what decides identity across sources.
    pub(super) hospital: Option<(String, String)>,
    /// What is odd about it.
    pub(super) notes: Vec<String>,
}

/// Reads a Patient. Nothing in it is needed: a patient is never dropped for a bad field.
pub(super) fn person(patient: &Patient, now: DateTime<FixedOffset>) -> Person {
    let mut notes = Vec::new();
    let born = patient.birth_date.get().and_then(moment::date);
    if patient.birth_date.get().is_some() && born.is_none() {
        notes.push("The source's date of birth cannot be read".to_owned());
    }
    let born = born.filter(|born| {
        let future = born.date > now.date_naive();
        if future {
            notes.push("The source's date of birth is in the future".to_owned());
        }
        !future
    });
    if patient.active.0 == Some(false) {
        notes.push("The source marks this entry as not in use".to_owned());
    }
    let hospital = hospital_number(patient);
    let name = usual(&patient.name);
    let family = name.and_then(|name| name.family.owned());
    let given = name.map(|name| name.given.join(" ")).filter(|given| !given.trim().is_empty());
    // A name in one piece is shown as it is: cutting it up would be a guess.
    let whole = if family.is_none() && given.is_none() { name.and_then(|name| name.text.owned()) } else { None };
    let temporary = name.is_some_and(|name| name.use_.is("temp"))
        || patient
            .identifier
            .iter()
            .any(|number| number.system.get().is_some_and(|system| system.ends_with("/temporary-patient")));
    let identity = Identity {
        family: family.or(whole),
        given,
        title: name.map(title).filter(|title| !title.is_empty()),
        preferred: preferred(patient),
        born,
        gender: gender(patient.gender.get()),
        nhs_number: nhs_number(patient, &mut notes),
        hospital_number: hospital.as_ref().map(|(_, value)| value.clone()),
        temporary,
        died: patient.deceased_date_time.owned().or(patient.deceased_boolean.is_true().then(|| "yes".to_owned())),
        address: address(patient),
        phone: phone(patient),
    };
    Person { identity, hospital: hospital.filter(|(system, _)| !system.is_empty()), notes }
}

/// The name in use now: official before usual before any other, never an old one.
fn usual(names: &[HumanName]) -> Option<&HumanName> {
    let rank = |name: &HumanName| match name.use_.get() {
        Some("official") => 0,
        Some("usual") => 1,
        Some("temp") => 3,
        Some("anonymous") => 4,
        Some("nickname") => 5,
        Some("maiden") => 6,
        Some("old") => 7,
        _ => 2,
    };
    let over = |name: &HumanName| name.period.get().is_some_and(|period| period.end.get().is_some());
    names.iter().min_by_key(|name| (over(name), rank(name)))
}

fn title(name: &HumanName) -> String {
    name.prefix.iter().map(|prefix| prefix.trim().trim_end_matches('.')).collect::<Vec<_>>().join(" ")
}

fn preferred(patient: &Patient) -> Option<String> {
    let nickname = patient.name.iter().find(|name| name.use_.is("nickname"))?;
    nickname.given.first().cloned().or_else(|| nickname.text.owned())
}

fn gender(code: Option<&str>) -> Gender {
    match code {
        Some("male") => Gender::Male,
        Some("female") => Gender::Female,
        Some("other") => Gender::OtherSpecific,
        Some(_) => Gender::NotKnown,
        None => Gender::NotSpecified,
    }
}

fn is_nhs(system: Option<&str>) -> bool {
    system.is_some_and(|system| system.to_ascii_lowercase().trim_end_matches('/').ends_with("nhs-number"))
}

fn nhs_number(patient: &Patient, notes: &mut Vec<String>) -> Option<PatientNumber> {
    let mut numbers = patient.identifier.iter().filter(|number| is_nhs(number.system.get()) && !number.use_.is("old"));
    let number = numbers.find(|number| number.value.get().is_some())?;
    let status = number.extension.iter().find(|e| e.url.get().is_some_and(|url| url.ends_with(NHS_STATUS)));
    if let Some(status) = status.and_then(|status| status.value_codeable_concept.get()) {
        let verified = status.coding.iter().any(|c| c.code.is("01") || c.code.is("number-present-and-verified"));
        if !verified {
            let words = status.words().unwrap_or("status not readable");
            notes.push(format!("The source has not verified the NHS number: {words}"));
        }
    }
    if numbers.any(|other| other.value.get().is_some() && other.value != number.value) {
        notes.push("The source has more than one NHS number for this patient".to_owned());
    }
    number.value.get().map(PatientNumber::as_it_came)
}

/// The number of type MR, otherwise the first that is not an NHS number and not an old one.
fn hospital_number(patient: &Patient) -> Option<(String, String)> {
    let mut usable = patient
        .identifier
        .iter()
        .filter(|n| n.value.get().is_some() && !n.use_.is("old") && !is_nhs(n.system.get()))
        .collect::<Vec<_>>();
    let marked = |n: &fhir::Identifier| {
        n.type_.get().is_some_and(|t| t.has(TYPES, "MR") || t.coding.iter().any(|c| c.code.is("MR")))
    };
    usable.sort_by_key(|number| !marked(number));
    let number = usable.first()?;
    Some((number.system.owned().unwrap_or_default(), number.value.owned()?))
}

fn address(patient: &Patient) -> Option<String> {
    let over = |a: &fhir::Address| a.use_.is("old") || a.period.get().is_some_and(|p| p.end.get().is_some());
    let address = patient.address.iter().find(|address| !over(address))?;
    let rest = [&address.city, &address.district, &address.state, &address.postal_code];
    let parts = address.line.iter().map(|line| line.trim()).chain(rest.into_iter().filter_map(|part| part.get()));
    let line = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if line.is_empty() { address.text.owned() } else { Some(line) }
}

fn phone(patient: &Patient) -> Option<String> {
    let usable = |point: &&fhir::ContactPoint| point.system.is("phone") && !point.use_.is("old");
    patient.telecom.iter().find(usable).and_then(|point| point.value.owned())
}
