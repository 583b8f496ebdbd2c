//! What the copies hold, joined: read once for each change of snapshot, then answered from memory.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use record::picture::{self, Copy, Picture};
use record::snapshot::{Bed, Facet, HeldPatient};
use record::{PatientId, SystemId};
use store::{SnapshotFile, Store, Taken};

use crate::config::{Age, Config};
use crate::{Ward, WardError};

/// The newest copies, as lists need them.
pub(crate) struct Held {
    pub(crate) taken: Vec<Taken>,
    pub(crate) pictures: BTreeMap<PatientId, Picture>,
    pub(crate) beds: Vec<Bed>,
    /// Copies whose file cannot be read: they are not held, and nothing else stops for them.
    pub(crate) damaged: Vec<SystemId>,
    files: Vec<(Taken, SnapshotFile)>,
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
                Ok(None) => {}
                Err(_) => damaged.push(one.source.clone()),
            }
        }
        let pictures = copies.into_iter().filter_map(|(id, copies)| Some((id, picture::join(copies)?))).collect();
        let beds = beds(&files, config)?;
        Ok(Self { taken, pictures, beds, damaged, files })
    }
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
