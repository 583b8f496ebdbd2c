//! Several resources under one id: versions of one thing, of which the newest counts, or two people, of whom neither may
//! vanish.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, FixedOffset};
use fhir::Patient;

use super::assemble::{Fate, set};
use super::moment::moment;
use super::outline::Outline;
use super::people;
use super::pieces::Piece;

/// Keeps the newest version of each resource in use. Answers with the Patient resources that share their id with somebody
/// else: both stay in use, and nothing that refers to that id can be told to be about one of them.
pub(super) fn supersede(
    pieces: &[Piece],
    outlines: &[Option<Outline>],
    fates: &mut [Fate],
    notes: &mut Vec<String>,
) -> HashSet<usize> {
    let mut newest: HashMap<String, Vec<usize>> = HashMap::new();
    let mut older = 0_usize;
    for (number, (piece, outline)) in pieces.iter().zip(outlines).enumerate() {
        let (Some(outline), Some(Fate::Used)) = (outline, fates.get(number)) else { continue };
        let (Some(kind), Some(id)) = (outline.resource_type.get(), outline.id.get()) else { continue };
        let address = piece.full_url.as_deref().filter(|url| url.starts_with("http"));
        let key = address.map_or_else(|| format!("{kind}/{id}"), str::to_owned);
        let others = newest.entry(key).or_default();
        let is_version_of = |other: &&mut usize| {
            let theirs = outlines.get(**other).and_then(Option::as_ref);
            kind != "Patient"
                || !pieces.get(**other).is_some_and(|one| {
                    differ(&one.body, &piece.body, theirs.is_some_and(|theirs| ordered(theirs, outline)))
                })
        };
        let Some(before) = others.iter_mut().find(is_version_of) else {
            others.push(number);
            continue;
        };
        older += 1;
        let was = outlines.get(*before).and_then(Option::as_ref).and_then(changed);
        if changed(outline) >= was {
            set(fates, *before, Fate::Kept);
            *before = number;
        } else {
            set(fates, number, Fate::Kept);
        }
    }
    if older > 0 {
        notes.push(format!("{older} older versions of resources were kept and not used"));
    }
    let doubted: HashSet<usize> = newest.into_values().filter(|all| all.len() > 1).flatten().collect();
    if !doubted.is_empty() {
        notes.push(format!(
            "{} people have an id that somebody else has too: each is listed, and what is held under that id is shown for none of them",
            doubted.len()
        ));
    }
    doubted
}

fn changed(outline: &Outline) -> Option<DateTime<FixedOffset>> {
    outline.meta.get().and_then(|meta| meta.last_updated.get()).and_then(moment)
}

/// Whether their source says that one comes after the other.
fn ordered(one: &Outline, other: &Outline) -> bool {
    let version = |outline: &Outline| outline.meta.get().and_then(|meta| meta.version_id.owned());
    let told = |differ: bool, both: bool| both && differ;
    told(changed(one) != changed(other), changed(one).is_some() && changed(other).is_some())
        || told(version(one) != version(other), version(one).is_some() && version(other).is_some())
}

/// Whether two Patient resources with one id can hardly be one person: another date of birth or hospital number. Without
/// an order between them, another name, NHS number or gender too: a version may correct those, two copies may not.
fn differ(one: &str, other: &str, ordered: bool) -> bool {
    let (one, other) = (facts(one), facts(other));
    let clash = |one: &Option<String>, other: &Option<String>| matches!((one, other), (Some(a), Some(b)) if a != b);
    let births = match (&one.born, &other.born) {
        // A year alone agrees with a day in it.
        (Some(a), Some(b)) => !a.starts_with(b.as_str()) && !b.starts_with(a.as_str()),
        (_, _) => false,
    };
    let certain = births || clash(&one.hospital, &other.hospital);
    let likely = clash(&one.family, &other.family)
        || clash(&one.given, &other.given)
        || clash(&one.nhs, &other.nhs)
        || clash(&one.gender, &other.gender);
    certain || (!ordered && likely)
}

struct Facts {
    born: Option<String>,
    hospital: Option<String>,
    family: Option<String>,
    given: Option<String>,
    nhs: Option<String>,
    gender: Option<String>,
}

fn facts(body: &str) -> Facts {
    let patient: Patient = serde_json::from_str(body).unwrap_or_default();
    // A date of birth in the future is a fact here like any other.
    let person = people::person(&patient, DateTime::UNIX_EPOCH.fixed_offset() + Duration::days(365 * 200));
    let identity = person.identity;
    let plain = |name: &str| Some(name.trim().to_lowercase()).filter(|name| !name.is_empty());
    Facts {
        born: patient.birth_date.owned(),
        hospital: person.hospital.map(|(system, value)| format!("{system}|{value}")),
        family: identity.family.as_deref().and_then(plain),
        given: identity.given.as_deref().and_then(|given| given.split_whitespace().next()).and_then(plain),
        nhs: identity.nhs_number.map(|number| number.value.split_whitespace().collect()),
        gender: patient.gender.owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, unordered: bool, ordered: bool) {
        let patient = |more: &str| format!(r#"{{"resourceType":"Patient","id":"1",{more}}}"#);
        let (one, other) = (patient(one), patient(other));
        assert_eq!(differ(&one, &other, false), unordered, "{one} {other}");
        assert_eq!(differ(&other, &one, true), ordered, "{one} {other}");
    }

    #[test]
    fn two_people_are_told_from_two_versions_of_one() {
        let name = |family: &str, given: &str| format!(r#""name":[{{"family":"{family}","given":["{given}"]}}]"#);
        check(r#""birthDate":"1944-01-09""#, r#""birthDate":"1946-08-21""#, true, true);
        check(r#""birthDate":"1944-01-09""#, r#""birthDate":"1944""#, false, false);
        check(r#""birthDate":"1944-01-09""#, r#""active":true"#, false, false);
        check(&name("Whitfield", "Arthur"), &name("WHITFIELD", "Arthur "), false, false);
        check(&name("Whitfield", "Arthur"), &name("Whitfield", "Arthur\", \"James"), false, false);
        check(&name("Whitfield", "Arthur"), &name("Whitfield", "Peter"), true, false);
        check(&name("Whitfield", "Ann"), &name("Okonkwo", "Ann"), true, false);
        check(r#""gender":"male""#, r#""gender":"female""#, true, false);
    }
}
