//! Finding people as somebody types: one full-text table, in each snapshot's own file so that it is erased with its
//! key, or in memory for those no such table holds. Rows are in order of name, so that the first found come first.

use std::fmt::Write;

use record::finding::{Sought, Word, found_by};
use record::{Identity, PatientId, Place};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Doing, StoreError, damaged};

/// How near a patient comes to what was typed, nearest first. *Here* is the ward's own patients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// Here, and every word typed is a whole word there: bed B1, and not B10.
    HereWhole,
    /// Here, and a word typed begins the family name.
    HereFamily,
    /// Here.
    Here,
    /// Elsewhere, every word whole.
    Whole,
    /// Elsewhere, by family name.
    Family,
    /// Elsewhere.
    Anywhere,
}

/// Somebody who was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Who.
    pub patient: PatientId,
    /// How near.
    pub nearness: Nearness,
}

/// One patient to be found later.
pub struct Findable<'a> {
    /// Who.
    pub patient: PatientId,
    /// Names, numbers, date of birth.
    pub identity: &'a Identity,
    /// Ward and bed.
    pub place: Option<&'a Place>,
}

/// People who can be found although no snapshot's file has a table for it: kept in memory, gone with the program.
pub struct Finder(Connection);

impl Finder {
    /// Of these people.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn of<'a>(people: impl Iterator<Item = Findable<'a>>) -> Result<Self, StoreError> {
        let memory = Connection::open_in_memory().doing("make a list to search")?;
        memory.execute_batch(include_str!("finding/schema.sql")).doing("make a list to search")?;
        write(&memory, people)?;
        Ok(Self(memory))
    }

    /// Whom was meant, nearest first, at most `most`.
    ///
    /// # Errors
    /// When the list cannot be searched.
    pub fn find(&self, sought: &Sought, ward: &str, most: usize) -> Result<Vec<Match>, StoreError> {
        find(&self.0, sought, ward, most)
    }
}

/// Whether a file can be searched: those written before there was search cannot.
pub(crate) fn is_in(file: &Connection) -> Result<bool, StoreError> {
    file.query_row("SELECT 1 FROM sqlite_schema WHERE name = 'sought'", [], |_| Ok(()))
        .optional()
        .map(|found| found.is_some())
        .doing("say whether it can be searched")
}

/// Writes everybody who can be found, in order of name.
pub(crate) fn write<'a>(file: &Connection, people: impl Iterator<Item = Findable<'a>>) -> Result<(), StoreError> {
    let mut people: Vec<_> = people.map(|one| (order(one.identity), one)).collect();
    people.sort_by(|(one, left), (other, right)| one.cmp(other).then(left.patient.cmp(&right.patient)));
    let mut line = file.prepare(include_str!("finding/insert.sql")).doing("note who can be found")?;
    for (_, one) in people {
        let by = found_by(one.identity, one.place);
        let ward = one.place.map(|place| ward_word(&place.ward)).unwrap_or_default();
        line.execute(params![one.patient.to_string(), ward, by.family, by.given, by.numbers, by.bed, by.born])
            .doing("note who can be found")?;
    }
    Ok(())
}

fn order(identity: &Identity) -> (String, String, Option<chrono::NaiveDate>) {
    let plain = |name: &Option<String>| name.as_deref().unwrap_or_default().to_lowercase();
    (plain(&identity.family), plain(&identity.given), identity.born.map(|born| born.date))
}

/// A ward as one word that nobody types.
fn ward_word(ward: &str) -> String {
    let hash = blake3::hash(ward.trim().to_lowercase().as_bytes()).to_hex();
    format!("w{}", hash.get(..16).unwrap_or_default())
}

/// Whom was meant, nearest first, at most `most`.
pub(crate) fn find(file: &Connection, sought: &Sought, ward: &str, most: usize) -> Result<Vec<Match>, StoreError> {
    let here = format!("{{ward}} : \"{}\" AND ", ward_word(ward));
    let (begun, whole, family) = (all(sought, true), all(sought, false), family(sought));
    let by_family = |before: &str| family.as_ref().map(|family| format!("{before}({family}) AND {begun}"));
    let tries = [
        (Nearness::HereWhole, Some(format!("{here}{whole}"))),
        (Nearness::HereFamily, by_family(&here)),
        (Nearness::Here, Some(format!("{here}{begun}"))),
        (Nearness::Whole, Some(whole.clone())),
        (Nearness::Family, by_family("")),
        (Nearness::Anywhere, Some(begun.clone())),
    ];
    let mut rows = file.prepare_cached(include_str!("finding/find.sql")).doing("search its patients")?;
    let mut found: Vec<Match> = Vec::new();
    for (nearness, asked) in tries {
        let Some(asked) = asked else { continue };
        if found.len() >= most {
            break;
        }
        let ids = rows.query_map(params![asked, most], |row| row.get::<_, String>(0)).doing("search its patients")?;
        for id in ids {
            let id = id.doing("search its patients")?;
            let patient: PatientId = id.parse().map_err(|error| damaged("patient's id", error))?;
            if found.len() < most && found.iter().all(|one| one.patient != patient) {
                found.push(Match { patient, nearness });
            }
        }
    }
    Ok(found)
}

/// Every word must be there: begun, or whole.
fn all(sought: &Sought, begun: bool) -> String {
    let star = if begun { "*" } else { "" };
    let words: Vec<String> = sought.words().iter().map(|word| one(word, star)).collect();
    format!("(- {{ward}} : ({}))", words.join(" AND "))
}

fn one(word: &Word, star: &str) -> String {
    match word {
        Word::Any(text) => format!("{}{star}", quoted(text)),
        Word::Bed(bed) => format!("({{bed}} : {}{star})", quoted(bed)),
        Word::Groups(groups) => {
            let apart: Vec<String> = groups.iter().map(|group| format!("{}{star}", quoted(group))).collect();
            format!("({}{star} OR ({}))", quoted(&groups.concat()), apart.join(" AND "))
        }
    }
}

/// A family name begins with one of the words.
fn family(sought: &Sought) -> Option<String> {
    let mut asked = String::new();
    for word in sought.words() {
        match word {
            Word::Any(text) => {
                let or = if asked.is_empty() { "" } else { " OR " };
                // Writing into a String cannot fail.
                let _ = write!(asked, "{or}{{family}} : {}*", quoted(text));
            }
            Word::Bed(_) | Word::Groups(_) => {}
        }
    }
    (!asked.is_empty()).then_some(asked)
}

/// As the full-text search reads it: words only, whatever else was typed.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', " "))
}

#[cfg(test)]
mod tests;
