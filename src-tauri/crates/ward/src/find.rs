//! Finding as somebody types: patients on every ward and those only our own records name, forms, and a form for a
//! patient in one go. Nearest first. It answers from this PC alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use forms::Definition;
use record::finding::{LEAST, Sought, Word, sought};
use record::picture::Picture;
use record::{Act, PatientId, Permission, SystemId, SystemStatus};
use store::Nearness;

use crate::board::BoardPatient;
use crate::held::SourceNow;
use crate::{Actor, Ward, WardError, may, words};

/// The most patients shown: more are found by typing more.
pub const MOST: usize = 20;
/// The most patients a form is offered for in one go.
const MOST_AT_ONCE: usize = 4;

/// What was found.
pub struct Found {
    /// Too little was typed to look for: the fewest letters and digits, when that is so.
    pub too_short: Option<usize>,
    /// Patients, nearest first.
    pub patients: Vec<BoardPatient>,
    /// There are more patients than shown.
    pub more: bool,
    /// Forms that the words name.
    pub forms: Vec<FoundForm>,
    /// A form for a patient: the words name both, or the patient is open.
    pub at_once: Vec<AtOnce>,
    /// Systems whose copy could not be searched.
    pub not_searched: Vec<SystemId>,
    /// Each system of the register and its copy.
    pub sources: Vec<SourceNow>,
}

/// One form.
#[derive(Debug, Clone)]
pub struct FoundForm {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The system it stands in for.
    pub system: SystemId,
    /// Where that stands.
    pub status: SystemStatus,
    /// Since when, if it is in an incident.
    pub since: Option<DateTime<FixedOffset>>,
}

/// One form for one patient.
pub struct AtOnce {
    /// For whom.
    pub patient: BoardPatient,
    /// Which.
    pub form: FoundForm,
}

impl Ward {
    /// Finds what was typed; `about` is the patient who is open. Leaves an audit entry.
    ///
    /// # Errors
    /// When the role does not allow it or the store cannot be read.
    pub fn find(
        &mut self,
        actor: &Actor,
        typed: &str,
        about: Option<PatientId>,
        now: DateTime<FixedOffset>,
    ) -> Result<Found, WardError> {
        self.allow(actor, Permission::SeePatients, "find a patient", now)?;
        let list = "patients found by typing".to_owned();
        self.store.transact(vec![Act::ListViewed { list }], &actor.by(), now)?;
        self.found(typed, about, now)
    }

    /// The same for somebody who goes on typing: no further audit entry.
    ///
    /// # Errors
    /// When the role does not allow it or the store cannot be read.
    pub fn find_again(
        &self,
        actor: &Actor,
        typed: &str,
        about: Option<PatientId>,
        now: DateTime<FixedOffset>,
    ) -> Result<Found, WardError> {
        may(actor, Permission::SeePatients, "find a patient")?;
        self.found(typed, about, now)
    }

    fn found(&self, typed: &str, about: Option<PatientId>, now: DateTime<FixedOffset>) -> Result<Found, WardError> {
        let mut found = Found {
            too_short: None,
            patients: Vec::new(),
            more: false,
            forms: Vec::new(),
            at_once: Vec::new(),
            not_searched: Vec::new(),
            sources: self.sources(now)?,
        };
        let Some(sought) = sought(typed) else {
            found.too_short = Some(LEAST);
            return Ok(found);
        };
        let (forms, rest) = self.forms_meant(&sought)?;
        let mut who;
        (who, found.not_searched) = self.matches(&sought);
        if let Some(rest) = rest.as_ref().filter(|_| who.is_empty() && !forms.is_empty()) {
            (who, found.not_searched) = self.matches(rest);
        }
        found.more = who.len() > MOST;
        who.truncate(MOST);
        found.patients = self.listed(&who, now)?;
        let for_whom = match (&rest, about) {
            _ if forms.is_empty() => Vec::new(),
            (Some(_), _) => self.listed(who.get(..who.len().min(MOST_AT_ONCE)).unwrap_or_default(), now)?,
            (None, Some(open)) => self.listed(&[open], now)?,
            (None, None) => Vec::new(),
        };
        for patient in for_whom {
            let suits = forms.iter().filter(|form| self.not_for(&patient.picture, &form.id, now).is_none());
            found.at_once.extend(suits.map(|form| AtOnce { patient: patient.clone(), form: form.clone() }));
        }
        // Words that lead to nobody must not look as if they had led to a form.
        if rest.is_none() || !found.at_once.is_empty() {
            found.forms = forms;
        }
        Ok(found)
    }

    /// Patients by nearness, then name, one more than shown, so that it is known whether there are more; and the copies
    /// that could not be searched.
    fn matches(&self, sought: &Sought) -> (Vec<PatientId>, Vec<SystemId>) {
        let (matches, not_searched) = self.held.find(sought, &self.own_ward(&self.held.wards), MOST + 1);
        let mut nearest: BTreeMap<PatientId, Nearness> = BTreeMap::new();
        for one in matches {
            let nearness = nearest.entry(one.patient).or_insert(one.nearness);
            *nearness = one.nearness.min(*nearness);
        }
        let name = |id| self.held.picture(id).map(|picture| words::name(&picture.identity));
        let mut found: Vec<(Nearness, String, PatientId)> =
            nearest.into_iter().filter_map(|(id, nearness)| Some((nearness, name(id)?, id))).collect();
        found.sort();
        (found.into_iter().map(|(_, _, id)| id).take(MOST + 1).collect(), not_searched)
    }

    /// Patients as lists show them.
    fn listed(&self, who: &[PatientId], now: DateTime<FixedOffset>) -> Result<Vec<BoardPatient>, WardError> {
        let mut records = BTreeMap::new();
        for id in who {
            records.insert(*id, self.store.records_of(*id)?);
        }
        let mut drafts: BTreeMap<PatientId, Vec<store::Draft>> = BTreeMap::new();
        for draft in self.store.drafts()? {
            drafts.entry(draft.patient).or_default().push(draft);
        }
        let pictures = who.iter().filter_map(|id| self.held.picture(*id));
        Ok(pictures.map(|picture: &Picture| self.board_patient(picture, &mut records, &mut drafts, now)).collect())
    }

    /// The forms that the words name, those in use first, and the words that name none.
    fn forms_meant(&self, sought: &Sought) -> Result<(Vec<FoundForm>, Option<Sought>), WardError> {
        let named: Vec<(&Definition, BTreeSet<String>)> =
            self.forms().iter().map(|form| (form, named_by(form))).collect();
        let begins = |names: &BTreeSet<String>, word: &str| {
            let word = word.to_lowercase();
            names.iter().any(|name| name.starts_with(&word))
        };
        let meant: Vec<&str> = sought
            .words()
            .iter()
            .filter_map(|word| match word {
                Word::Any(text) => Some(text.as_str()),
                Word::Bed(_) | Word::Groups(_) => None,
            })
            .filter(|word| named.iter().any(|(_, names)| begins(names, word)))
            .collect();
        let rest = sought.without(|word| meant.contains(&word));
        if meant.is_empty() {
            return Ok((Vec::new(), rest));
        }
        let systems = self.store.systems()?;
        // A form that is called just so comes before those whose names only begin so.
        let called = |names: &BTreeSet<String>| meant.iter().all(|word| names.contains(&word.to_lowercase()));
        let exactly = named.iter().any(|(_, names)| called(names));
        let all_meant = |names: &BTreeSet<String>| {
            if exactly { called(names) } else { meant.iter().all(|word| begins(names, word)) }
        };
        let mut forms: Vec<FoundForm> = named
            .iter()
            .filter(|(_, names)| all_meant(names))
            .filter_map(|(form, _)| {
                let system = SystemId::new(form.replaces.as_deref()?);
                let stands = systems.iter().find(|one| one.system == system);
                Some(FoundForm {
                    id: form.id.clone(),
                    title: form.title.clone(),
                    status: stands.map_or(SystemStatus::Up, |one| one.status),
                    since: stands.map(|one| one.since),
                    system,
                })
            })
            .collect();
        forms.sort_by_key(|form| !form.status.forms_on());
        Ok((forms, rest))
    }
}

/// The words a form is looked for by.
fn named_by(form: &Definition) -> BTreeSet<String> {
    let names = std::iter::once(&form.title).chain(&form.also);
    let words = names.flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
