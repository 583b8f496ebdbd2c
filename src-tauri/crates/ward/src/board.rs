//! The ward list: one row a bed, what is due, who has whose name.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use forms::Context;
use record::observed::{self, Due, ObservationSet};
use record::picture::Picture;
use record::{Act, PatientId, Permission, SignedRecord};
use store::Draft;

use crate::held::SourceNow;
use crate::{Actor, Ward, WardError, may, words};

/// The patient list of one ward.
pub struct Board {
    /// Which ward.
    pub ward: String,
    /// Every ward that anybody held is on.
    pub wards: Vec<String>,
    /// One a bed, in the source's order; patients without a bed last.
    pub rows: Vec<BoardRow>,
    /// Each system of the register and its copy.
    pub sources: Vec<SourceNow>,
    /// Resources set aside in the copies in use.
    pub set_aside: usize,
}

/// One bed.
pub struct BoardRow {
    /// Ward.
    pub ward: String,
    /// Bed; none for a patient without one.
    pub bed: Option<String>,
    /// The source's words about an empty bed.
    pub note: Option<String>,
    /// Who is in it.
    pub patient: Option<BoardPatient>,
}

/// One patient as lists show them.
#[derive(Clone)]
pub struct BoardPatient {
    /// What the copies know.
    pub picture: Picture,
    /// The newest set of observations and the one before.
    pub newest_set: Option<ObservationSet>,
    /// The one before it.
    pub set_before: Option<ObservationSet>,
    /// When the next set is due.
    pub due: Due,
    /// It is past that.
    pub overdue: bool,
    /// Why NEWS2 is not for this patient.
    pub not_news2: Option<String>,
    /// Others of the same name.
    pub namesakes: Vec<Namesake>,
    /// The newest record made here.
    pub newest_record: Option<SignedRecord>,
    /// Drafts that are open.
    pub drafts: Vec<Draft>,
}

/// Somebody else of the same name.
#[derive(Clone, PartialEq, Eq)]
pub struct Namesake {
    /// Who.
    pub id: PatientId,
    /// Their bed.
    pub bed: Option<String>,
    /// Their date of birth in words.
    pub born: String,
    /// Their NHS number in words.
    pub nhs_number: String,
}

impl Ward {
    /// The list of one ward; the store's own unless another is named. Leaves an audit entry.
    ///
    /// # Errors
    /// When the role does not allow it or the store cannot be read.
    pub fn board(&mut self, actor: &Actor, ward: Option<&str>, now: DateTime<FixedOffset>) -> Result<Board, WardError> {
        self.allow(actor, Permission::SeePatients, "see the ward list", now)?;
        let ward = ward.map_or_else(|| self.own_ward(&self.held.wards), str::to_owned);
        let list = format!("ward list of {ward}");
        self.store.transact(vec![Act::ListViewed { list }], &actor.by(), now)?;
        self.board_of(Some(&ward), now)
    }

    /// The board again for somebody who is looking at it: no further audit entry.
    ///
    /// # Errors
    /// When the role does not allow it or the store cannot be read.
    pub fn board_again(
        &self,
        actor: &Actor,
        ward: Option<&str>,
        now: DateTime<FixedOffset>,
    ) -> Result<Board, WardError> {
        may(actor, Permission::SeePatients, "see the ward list")?;
        self.board_now(ward, now)
    }

    /// The board for counts and for paper, which check for themselves who asks.
    pub(crate) fn board_now(&self, ward: Option<&str>, now: DateTime<FixedOffset>) -> Result<Board, WardError> {
        let ward = ward.map_or_else(|| self.own_ward(&self.held.wards), str::to_owned);
        self.board_of(Some(&ward), now)
    }

    /// Everybody held, on every ward. Leaves an audit entry.
    ///
    /// # Errors
    /// When the role does not allow it or the store cannot be read.
    pub fn patients(&mut self, actor: &Actor, now: DateTime<FixedOffset>) -> Result<Board, WardError> {
        self.allow(actor, Permission::SeePatients, "list patients", now)?;
        let list = "patients".to_owned();
        self.store.transact(vec![Act::ListViewed { list }], &actor.by(), now)?;
        self.board_of(None, now)
    }

    /// How many patients of the store's own ward have observations overdue. A count only.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn overdue(&self, now: DateTime<FixedOffset>) -> Result<usize, WardError> {
        let board = self.board_now(None, now)?;
        Ok(board.rows.iter().filter(|row| row.patient.as_ref().is_some_and(|one| one.overdue)).count())
    }

    /// The store's own ward, by the name a source gives it.
    pub(crate) fn own_ward(&self, wards: &[String]) -> String {
        let plain = |name: &str| name.trim().to_lowercase();
        let own = plain(&self.name);
        let exact = wards.iter().find(|ward| plain(ward) == own);
        let near = wards.iter().find(|ward| plain(ward).starts_with(&own) || own.starts_with(&plain(ward)));
        exact.or(near).cloned().unwrap_or_else(|| self.name.clone())
    }

    pub(crate) fn board_of(&self, ward: Option<&str>, now: DateTime<FixedOffset>) -> Result<Board, WardError> {
        let mut records: BTreeMap<PatientId, Vec<SignedRecord>> = BTreeMap::new();
        for record in self.store.newest_records()? {
            records.entry(record.patient).or_default().push(record);
        }
        let mut drafts: BTreeMap<PatientId, Vec<Draft>> = BTreeMap::new();
        for draft in self.store.drafts()? {
            drafts.entry(draft.patient).or_default().push(draft);
        }
        let mut in_beds: BTreeMap<(&str, &str), Vec<&Picture>> = BTreeMap::new();
        let mut waiting: Vec<&Picture> = Vec::new();
        for picture in self.held.pictures.values() {
            let place = picture.place.as_ref().map(|place| &place.what);
            let here = match (ward, place) {
                (None, _) => true,
                (Some(ward), Some(place)) => place.ward == ward,
                // Nobody knows where they are: they could be on this ward.
                (Some(_), None) => picture.doubted,
            };
            if !here {
                continue;
            }
            match place.and_then(|place| Some((place.ward.as_str(), place.bed.as_deref()?))) {
                Some(bed) => in_beds.entry(bed).or_default().push(picture),
                None => waiting.push(picture),
            }
        }
        let mut rows = Vec::new();
        let beds = self.held.beds.iter().filter(|bed| ward.is_none_or(|ward| bed.ward == ward));
        for bed in beds {
            let here = in_beds.remove(&(bed.ward.as_str(), bed.bed.as_str())).unwrap_or_default();
            if here.is_empty() {
                rows.push(BoardRow {
                    ward: bed.ward.clone(),
                    bed: Some(bed.bed.clone()),
                    note: bed.note.clone(),
                    patient: None,
                });
            }
            for picture in here {
                let patient = self.board_patient(picture, &mut records, &mut drafts, now);
                rows.push(BoardRow {
                    ward: bed.ward.clone(),
                    bed: Some(bed.bed.clone()),
                    note: None,
                    patient: Some(patient),
                });
            }
        }
        waiting.extend(in_beds.into_values().flatten());
        waiting.sort_by_key(|picture| (words::name(&picture.identity), picture.id));
        for picture in waiting {
            let place = picture.place.as_ref().map(|place| &place.what);
            let patient = self.board_patient(picture, &mut records, &mut drafts, now);
            rows.push(BoardRow {
                ward: place.map_or_else(String::new, |place| place.ward.clone()),
                bed: place.and_then(|place| place.bed.clone()),
                note: None,
                patient: Some(patient),
            });
        }
        let set_aside = self.held.taken.iter().map(|taken| taken.counts.set_aside.len()).sum();
        Ok(Board {
            ward: ward.map_or_else(|| self.name.clone(), str::to_owned),
            wards: self.held.wards.clone(),
            rows,
            sources: self.sources(now)?,
            set_aside,
        })
    }

    pub(crate) fn board_patient(
        &self,
        picture: &Picture,
        records: &mut BTreeMap<PatientId, Vec<SignedRecord>>,
        drafts: &mut BTreeMap<PatientId, Vec<Draft>>,
        now: DateTime<FixedOffset>,
    ) -> BoardPatient {
        let records = records.remove(&picture.id).unwrap_or_default();
        let not_news2 = self.not_for(picture, "news2", now);
        let mut sets = sets(picture, &records, not_news2.is_some()).into_iter();
        let (newest_set, set_before) = (sets.next(), sets.next());
        let due = observed::due(newest_set.as_ref());
        BoardPatient {
            overdue: not_news2.is_none() && past(due, now),
            due,
            newest_set,
            set_before,
            not_news2,
            namesakes: self.namesakes(picture),
            newest_record: records.into_iter().max_by_key(|record| record.care_at),
            drafts: drafts.remove(&picture.id).unwrap_or_default(),
            picture: picture.clone(),
        }
    }

    /// Why a form is not for a patient, in words; none when it is.
    pub(crate) fn not_for(&self, picture: &Picture, form: &str, now: DateTime<FixedOffset>) -> Option<String> {
        let definition = self.form(form).ok()?;
        if form == "vital-signs" && self.not_for(picture, "news2", now).is_none() {
            // A set without a score would hide the score this patient has.
            return Some("Use Observations (NEWS2) for this patient.".to_owned());
        }
        definition.unsuited(&self.context(picture, now))
    }

    /// What a form may know of a patient when care is given now.
    pub(crate) fn context(&self, picture: &Picture, now: DateTime<FixedOffset>) -> Context {
        let now = self.local(now);
        Context { age: words::years(&picture.identity, now), pregnant: pregnant(picture), ..Context::at(now) }
    }

    /// Others of the same name on this PC.
    pub(crate) fn namesakes(&self, picture: &Picture) -> Vec<Namesake> {
        let Some(name) = plain_name(picture) else { return Vec::new() };
        let others = self.held.names.get(&name).map(Vec::as_slice).unwrap_or_default();
        others
            .iter()
            .filter(|id| **id != picture.id)
            .filter_map(|id| self.held.pictures.get(id))
            .map(|other| Namesake {
                id: other.id,
                bed: other.place.as_ref().and_then(|place| place.what.bed.clone()),
                born: words::born(&other.identity),
                nhs_number: words::nhs_number(&other.identity),
            })
            .collect()
    }
}

/// All sets of one patient, newest first; without a score for somebody NEWS2 is not for.
pub(crate) fn sets(picture: &Picture, records: &[SignedRecord], not_news2: bool) -> Vec<ObservationSet> {
    let sets = observed::sets(picture, records);
    if not_news2 { sets.into_iter().map(ObservationSet::without_score).collect() } else { sets }
}

/// Whether a set is late. Continuous observation is never late on a list.
#[must_use]
pub fn past(due: Due, now: DateTime<FixedOffset>) -> bool {
    match due {
        Due::By(at) => at < now,
        Due::Continuous | Due::Now => false,
    }
}

/// Whether the copies say pregnant; none when nobody has said.
pub(crate) fn pregnant(picture: &Picture) -> Option<bool> {
    picture.pregnancy.known().map(|_| true)
}

pub(crate) fn plain_name(picture: &Picture) -> Option<String> {
    let family = picture.identity.family.as_deref()?.trim().to_lowercase();
    let given = picture.identity.given.as_deref()?.trim().to_lowercase();
    Some(format!("{family}|{given}"))
}

record::private_debug!(Namesake: id);
