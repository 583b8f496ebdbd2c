//! The right patient: the target's own Patient, found by number, with family name and date of birth agreeing.
//! Everything else is refused, in words a person can act on. The words never repeat a number or a name.

use std::fmt;

use chrono::NaiveDate;
use record::filing::{Found, register};
use record::{NumberValidity, SignedRecord};
use serde_json::Value;

use super::found::{Search, bears, reference, search};
use super::target::Target;
use super::{Refusal, RefusedBy, Silence};

const NHS: &str = "https://fhir.nhs.uk/Id/nhs-number";

/// A number and whose register it is in.
#[derive(Clone, PartialEq, Eq)]
pub struct Number {
    /// Its system.
    pub system: String,
    /// The number.
    pub value: String,
}

/// Who a record is about and by, as far as a target can be asked for them.
#[derive(Clone, PartialEq, Eq)]
pub struct Who {
    /// NHS number, when it is one.
    pub nhs: Option<String>,
    /// Hospital number, when the site has said which system its numbers are in at the target.
    pub hospital: Option<Number>,
    /// Family name.
    pub family: Option<String>,
    /// Date of birth, when it is known to the day.
    pub born: Option<NaiveDate>,
    /// An unknown patient under a temporary name.
    pub temporary: bool,
    /// The author's professional number.
    pub author: Option<Number>,
}

impl Who {
    /// From what the author saw of the patient. `hospital_system` is the target's system of hospital numbers.
    #[must_use]
    pub fn of(record: &SignedRecord, hospital_system: Option<&str>) -> Self {
        let identity = &record.seen.identity;
        let nhs = identity.nhs_number.as_ref().filter(|number| match number.validity {
            NumberValidity::Valid | NumberValidity::Test => true,
            NumberValidity::Wrong => false,
        });
        let hospital = hospital_system.zip(identity.hospital_number.as_deref());
        let author = register(record.author.role).zip(record.author.number.as_deref());
        let number = |(system, value): (&str, &str)| Number { system: system.to_owned(), value: value.to_owned() };
        Self {
            nhs: nhs.map(|number| number.value.clone()),
            hospital: hospital.map(number),
            family: identity.family.clone(),
            born: identity.born.filter(|born| !born.estimated).map(|born| born.date),
            temporary: identity.temporary,
            author: author.map(number),
        }
    }
}

impl fmt::Debug for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Who { .. }")
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Number {{ system: {} }}", self.system)
    }
}

/// Why the patient is not known to be the right one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindProblem {
    /// For a person.
    Refused(Refusal),
    /// To be asked again.
    NoAnswer(Silence),
}

/// Finds the one patient, the one open stay if there is exactly one, and the author as the target knows them.
///
/// # Errors
/// When not exactly one patient matches, when name or date of birth differ or are not known, or without an answer.
pub fn find_patient(target: &Target, who: &Who) -> Result<Found, FindProblem> {
    let patient_ref = agreeing(target, who)?;
    let encounter_ref = open_stay(target, &patient_ref)?;
    let performer_ref = match &who.author {
        Some(number) => author(target, number)?,
        None => None,
    };
    Ok(Found { patient_ref, encounter_ref, performer_ref })
}

/// Whether the target still holds the patient under the id that a record was built for.
pub(super) fn is_still(target: &Target, who: &Who, subject: &str) -> Result<(), FindProblem> {
    if agreeing(target, who)? == subject {
        return Ok(());
    }
    Err(refused("The target holds this patient under another id than when the record was first sent"))
}

/// The reference of the one patient who agrees in number, family name and date of birth.
fn agreeing(target: &Target, who: &Who) -> Result<String, FindProblem> {
    let (Some(family), Some(born)) = (&who.family, who.born) else {
        return Err(refused("The family name or the date of birth is not known, so the patient cannot be told apart"));
    };
    if who.temporary {
        return Err(refused("The patient is under a temporary name and must be linked first"));
    }
    let patient = the_one(target, who)?;
    agree(&patient, who, family, born)?;
    reference(&patient).ok_or_else(|| refused("The target's patient has no id"))
}

fn the_one(target: &Target, who: &Who) -> Result<Value, FindProblem> {
    let nhs = who.nhs.as_ref().map(|value| Number { system: NHS.to_owned(), value: value.clone() });
    let numbers: Vec<&Number> = nhs.iter().chain(&who.hospital).collect();
    if numbers.is_empty() {
        return Err(refused("The patient has no number that the target could be asked for"));
    }
    let mut one: Option<Value> = None;
    for number in numbers {
        let term = format!("{}|{}", number.system, number.value);
        let (resources, more) = match search(target, "Patient", &[("identifier", &term)]) {
            Search::Found { resources, more } => (resources, more),
            Search::Silence(silence) => return Err(FindProblem::NoAnswer(silence)),
            Search::Cannot(status, words) => {
                return Err(FindProblem::Refused(Refusal::new(RefusedBy::Server, status, words)));
            }
        };
        let several = resources.len() > 1 || more;
        if several {
            return Err(refused("The target holds more than one patient with this number"));
        }
        let Some(found) = resources.into_iter().next() else { continue };
        if !bears(&found, &number.system, &number.value) {
            return Err(refused("The target answered with a patient who does not have this number"));
        }
        if one.as_ref().is_some_and(|first| reference(first) != reference(&found)) {
            return Err(refused("The NHS number and the hospital number belong to two patients at the target"));
        }
        one = Some(found);
    }
    one.ok_or_else(|| refused("The target holds no patient with this number"))
}

fn agree(patient: &Value, who: &Who, family: &str, born: NaiveDate) -> Result<(), FindProblem> {
    if patient.get("active").and_then(Value::as_bool) == Some(false) {
        return Err(refused("The target says that this patient's record is no longer in use"));
    }
    let links = patient.get("link").and_then(Value::as_array);
    if links.into_iter().flatten().any(|link| link.get("type").and_then(Value::as_str) == Some("replaced-by")) {
        return Err(refused("The target has merged this patient into another"));
    }
    let names = patient.get("name").and_then(Value::as_array);
    let mut families = names.into_iter().flatten().filter_map(|name| name.get("family")?.as_str());
    if !families.any(|theirs| plain(theirs) == plain(family)) {
        return Err(refused("The family name at the target is another"));
    }
    if patient.get("birthDate").and_then(Value::as_str) != Some(born.to_string().as_str()) {
        return Err(refused("The date of birth at the target is another"));
    }
    let other_nhs = |number: &String| holds_system(patient, NHS) && !bears(patient, NHS, number);
    if who.nhs.as_ref().is_some_and(other_nhs) {
        return Err(refused("The NHS number at the target is another"));
    }
    Ok(())
}

/// The stay that is open there, when exactly one is. A server that does not search stays has none for us.
fn open_stay(target: &Target, patient: &str) -> Result<Option<String>, FindProblem> {
    match search(target, "Encounter", &[("patient", patient), ("status", "in-progress")]) {
        Search::Silence(silence) => Err(FindProblem::NoAnswer(silence)),
        Search::Cannot(..) => Ok(None),
        Search::Found { resources, more } => {
            let theirs = |stay: &&Value| {
                stay.pointer("/subject/reference").and_then(Value::as_str) == Some(patient)
                    && stay.get("status").and_then(Value::as_str) == Some("in-progress")
            };
            let open: Vec<&Value> = resources.iter().filter(theirs).collect();
            Ok(if more { None } else { only(&open) })
        }
    }
}

fn author(target: &Target, number: &Number) -> Result<Option<String>, FindProblem> {
    let term = format!("{}|{}", number.system, number.value);
    match search(target, "Practitioner", &[("identifier", &term)]) {
        Search::Silence(silence) => Err(FindProblem::NoAnswer(silence)),
        Search::Cannot(..) => Ok(None),
        Search::Found { resources, more } => {
            let theirs: Vec<&Value> =
                resources.iter().filter(|one| bears(one, &number.system, &number.value)).collect();
            Ok(if more { None } else { only(&theirs) })
        }
    }
}

fn only(all: &[&Value]) -> Option<String> {
    match all {
        [one] => reference(one),
        _ => None,
    }
}

fn holds_system(patient: &Value, system: &str) -> bool {
    let identifiers = patient.get("identifier").and_then(Value::as_array);
    identifiers.into_iter().flatten().any(|one| one.get("system").and_then(Value::as_str) == Some(system))
}

/// Without case, doubled spaces and the difference between two apostrophes. Accents count.
fn plain(name: &str) -> String {
    name.replace('\u{2019}', "'").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn refused(words: &str) -> FindProblem {
    FindProblem::Refused(Refusal::new(RefusedBy::Patient, None, words))
}
