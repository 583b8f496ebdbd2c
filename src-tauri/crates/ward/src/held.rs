//! What the copies hold, joined: read once for each change of snapshot, then answered from memory.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use record::finding::Sought;
use record::picture::{self, Copy, Picture};
use record::snapshot::{Bed, Facet, HeldPatient};
use record::{PatientId, SystemId};
use store::{Findable, Finder, Match, SnapshotFile, Store, Taken};

use crate::board::plain_name;
use crate::config::{Age, Config};
use crate::{Ward, WardError};

/// The newest copies, as lists need them.
pub(crate) struct Held {
    pub(crate) taken: Vec<Taken>,
    pub(crate) pictures: BTreeMap<PatientId, Picture>,
    pub(crate) beds: Vec<Bed>,
    /// Every ward that a bed or a patient is on, in the source's order.
    pub(crate) wards: Vec<String>,
    /// Everybody placed, or who may be anywhere, by plain name.
    pub(crate) names: BTreeMap<String, Vec<PatientId>>,
    /// Those whom no copy names any more and something was signed for, and how they are found.
    left: Option<Left>,
    /// Copies whose file cannot be read: they are not held, and nothing else stops for them.
    pub(crate) damaged: Vec<SystemId>,
    /// Generations whose file was found damaged just now, and is to be set aside.
    unreadable: Vec<String>,
    files: Vec<(Taken, SnapshotFile)>,
}

/// Patients whom only our own records name.
struct Left {
    pictures: BTreeMap<PatientId, Picture>,
    finder: Finder,
}

/// One source of the register and the copy of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceNow {
    /// Which.
    pub id: SystemId,
    /// As staff call it.
    pub name: String,
    /// When its copy was true; none when there is no copy.
    pub as_at: Option<DateTime<FixedOffset>>,
    /// How old; none when there is no copy.
    pub age: Option<Age>,
    /// Whom to ask instead.
    pub ask: Option<String>,
}

impl Held {
    pub(crate) fn read(store: &Store, config: &Config) -> Result<Self, WardError> {
        let taken = store.newest_snapshots()?;
        let mut files = Vec::new();
        let mut damaged = Vec::new();
        let mut unreadable = Vec::new();
        let mut copies: BTreeMap<PatientId, Vec<Copy>> = BTreeMap::new();
        for one in &taken {
            // A snapshot whose file is gone or damaged reads "not held": what staff recorded does not hang on it.
            let read = store.snapshot(&one.generation).and_then(|file| {
                let Some(file) = file else { return Ok(None) };
                let cards = file.cards()?;
                file.beds()?;
                Ok(Some((file, cards)))
            });
            match read {
                Ok(Some((file, cards))) => {
                    let aside = set_aside(one);
                    for patient in cards {
                        copies.entry(patient.id).or_default().push(copy(one, &file, &aside, patient));
                    }
                    files.push((one.clone(), file));
                }
                Ok(None) if store.snapshot_is_aside(&one.generation) => damaged.push(one.source.clone()),
                Ok(None) => {}
                Err(error) => {
                    damaged.push(one.source.clone());
                    unreadable.extend(store::is_damage(&error).then(|| one.generation.clone()));
                }
            }
        }
        let pictures: BTreeMap<PatientId, Picture> =
            copies.into_iter().filter_map(|(id, copies)| Some((id, picture::join(copies)?))).collect();
        let beds = beds(&files, config)?;
        let left = left(store, &pictures)?;
        Ok(Self {
            wards: wards(&beds, &pictures),
            names: names(&pictures),
            left,
            taken,
            pictures,
            beds,
            damaged,
            unreadable,
            files,
        })
    }

    /// Sets the files that were found damaged aside: they read "not held", and IT can look at them.
    pub(crate) fn set_damaged_aside(&self, store: &Store, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        Ok(self.unreadable.iter().try_for_each(|generation| store.set_snapshot_aside(generation, now))?)
    }

    /// Lets go of one snapshot's file, so that it can be erased.
    pub(crate) fn let_go_of(&mut self, generation: &str) {
        self.files.retain(|(taken, _)| taken.generation != generation);
    }

    /// Lets go of every file.
    pub(crate) fn let_go(&mut self) {
        self.files.clear();
    }

    /// What is known of a patient, as lists need it.
    pub(crate) fn picture(&self, id: PatientId) -> Option<&Picture> {
        self.pictures.get(&id).or_else(|| self.left.as_ref()?.pictures.get(&id))
    }

    /// Whom what was typed may mean, in each copy and in our own records, and the copies that could not be searched.
    pub(crate) fn find(&self, sought: &Sought, ward: &str, most: usize) -> (Vec<Match>, Vec<SystemId>) {
        let (mut found, mut not_searched) = (Vec::new(), Vec::new());
        for (taken, file) in &self.files {
            match file.find(sought, ward, most) {
                Ok(matches) => found.extend(matches),
                Err(_) => not_searched.push(taken.source.clone()),
            }
        }
        if let Some(Ok(matches)) = self.left.as_ref().map(|left| left.finder.find(sought, ward, most)) {
            found.extend(matches);
        }
        (found, not_searched)
    }
}

fn wards(beds: &[Bed], pictures: &BTreeMap<PatientId, Picture>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let places = pictures.values().filter_map(|picture| Some(&picture.place.as_ref()?.what.ward));
    beds.iter().map(|bed| &bed.ward).chain(places).filter(|ward| seen.insert(*ward)).cloned().collect()
}

fn names(pictures: &BTreeMap<PatientId, Picture>) -> BTreeMap<String, Vec<PatientId>> {
    let mut names: BTreeMap<String, Vec<PatientId>> = BTreeMap::new();
    for picture in pictures.values().filter(|picture| picture.place.is_some() || picture.doubted) {
        if let Some(name) = plain_name(picture) {
            names.entry(name).or_default().push(picture.id);
        }
    }
    names
}

fn left(store: &Store, held: &BTreeMap<PatientId, Picture>) -> Result<Option<Left>, WardError> {
    let mut pictures = BTreeMap::new();
    for id in store.recorded_patients()?.into_iter().filter(|id| !held.contains_key(id)) {
        if let Some(newest) = store.records_of(id)?.first() {
            pictures.insert(id, picture::seen(id, newest));
        }
    }
    if pictures.is_empty() {
        return Ok(None);
    }
    let who = pictures.values().map(|one| Findable { patient: one.id, identity: &one.identity, place: None });
    let finder = Finder::of(who)?;
    Ok(Some(Left { pictures, finder }))
}

/// What each patient's set-aside resources were about.
fn set_aside(taken: &Taken) -> BTreeMap<PatientId, BTreeSet<Facet>> {
    let mut all: BTreeMap<PatientId, BTreeSet<Facet>> = BTreeMap::new();
    for one in &taken.counts.set_aside {
        let facet = match one.kind.as_deref() {
            Some("AllergyIntolerance") => Facet::Allergies,
            Some("Flag" | "Consent") => Facet::Alerts,
            Some("Condition") => Facet::Conditions,
            Some("MedicationRequest" | "MedicationStatement") => Facet::Medicines,
            Some("MedicationAdministration") => Facet::Doses,
            Some(_) | None => continue,
        };
        if let Some(patient) = one.patient {
            all.entry(patient).or_default().insert(facet);
        }
    }
    all
}

fn copy(
    taken: &Taken,
    file: &SnapshotFile,
    aside: &BTreeMap<PatientId, BTreeSet<Facet>>,
    patient: HeldPatient,
) -> Copy {
    Copy {
        source: taken.source.clone(),
        as_at: file.as_at,
        holds: if patient.doubted { BTreeSet::new() } else { file.holds.clone() },
        set_aside: aside.get(&patient.id).cloned().unwrap_or_default(),
        patient,
    }
}

/// The beds of the newest source that names any; the register's order breaks a tie.
fn beds(files: &[(Taken, SnapshotFile)], config: &Config) -> Result<Vec<Bed>, WardError> {
    let order = |id: &SystemId| config.systems.iter().position(|system| system.id == *id);
    let mut newest: Vec<&(Taken, SnapshotFile)> = files.iter().collect();
    newest.sort_by_key(|(taken, file)| (std::cmp::Reverse(file.as_at), order(&taken.source)));
    for (_, file) in newest {
        let beds = file.beds()?;
        if !beds.is_empty() {
            return Ok(beds);
        }
    }
    Ok(Vec::new())
}

impl Ward {
    /// Reads the copies again after a snapshot was taken.
    pub(crate) fn read_copies(&mut self) -> Result<(), WardError> {
        self.held = Held::read(&self.store, &self.config)?;
        Ok(())
    }

    /// Everything held of one patient: from the copies in full, or from what an author saw when signing.
    pub(crate) fn picture(&self, id: PatientId) -> Result<Picture, WardError> {
        let mut copies = Vec::new();
        for (taken, file) in &self.held.files {
            if let Ok(Some(patient)) = file.patient(id) {
                copies.push(copy(taken, file, &set_aside(taken), patient));
            }
        }
        if let Some(picture) = picture::join(copies) {
            return Ok(picture);
        }
        let records = self.store.records_of(id)?;
        let newest = records.first().ok_or(WardError::NoSuchPatient)?;
        Ok(picture::seen(id, newest))
    }

    /// Whether anything is held of a patient.
    #[must_use]
    pub fn knows(&self, id: PatientId) -> bool {
        self.held.pictures.contains_key(&id)
    }

    /// Each system of the register with the copy of it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn sources(&self, now: DateTime<FixedOffset>) -> Result<Vec<SourceNow>, WardError> {
        let systems = self.store.systems()?;
        let mut sources: Vec<SourceNow> = Vec::new();
        for system in &self.config.systems {
            let up = systems.iter().all(|one| one.system != system.id || one.status.takes_records());
            let file = self.held.files.iter().find(|(taken, _)| taken.source == system.id).map(|(_, file)| file);
            sources.push(SourceNow {
                id: system.id.clone(),
                name: system.name.clone(),
                as_at: file.map(|file| file.as_at),
                age: file.map(|file| system.age(now - file.as_at, up)),
                ask: system.ask.clone(),
            });
        }
        Ok(sources)
    }

    /// Systems whose copy is on disk and cannot be read.
    #[must_use]
    pub fn damaged_copies(&self) -> &[SystemId] {
        &self.held.damaged
    }

    /// The copies taken, for the screen that counts what was read, kept and set aside.
    #[must_use]
    pub fn copies(&self) -> &[Taken] {
        &self.held.taken
    }
}
