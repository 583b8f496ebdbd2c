//! Snapshot files: one encrypted file and key a generation. Nothing here is the truth about what staff recorded.
//! Publishing is an entry in the ledger; erasing is destroying the key.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use record::finding::Sought;
use record::snapshot::{Bed, Facet, HeldPatient, RawResource};
use record::{PatientId, Snapshot, SystemId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::database;
use crate::error::{Doing, StoreError, damaged};
use crate::finding::{self, Findable, Finder, Match};
use crate::keys::{self, RawKey};
use crate::views::{from_json, json};

/// The vital-sign values a card keeps: about the last day's sets.
const CARD_OBSERVATIONS: usize = 64;

/// A snapshot that can be read.
pub struct SnapshotFile {
    database: Connection,
    /// Finds its people, where the file was written before it could be searched itself.
    finder: Option<Finder>,
    /// From which system.
    pub source: SystemId,
    /// True as at.
    pub as_at: chrono::DateTime<chrono::FixedOffset>,
    /// What the source holds at all.
    pub holds: std::collections::BTreeSet<Facet>,
}

pub(crate) fn path(home: &Path, generation: &str) -> PathBuf {
    home.join("snapshots").join(format!("{generation}.db"))
}

/// The key of one.
pub(crate) fn key(ledger: &Connection, generation: &str) -> Result<Option<RawKey>, StoreError> {
    let key: Option<[u8; 32]> = ledger
        .query_row("SELECT key FROM snapshot_key WHERE generation = ?1", [generation], |row| row.get(0))
        .optional()
        .doing("find a snapshot's key")?;
    Ok(key.map(zeroize::Zeroizing::new))
}

/// The generations that an entry names and whose key is held.
pub(crate) fn published(ledger: &Connection) -> Result<Vec<String>, StoreError> {
    let mut rows = ledger
        .prepare("SELECT generation FROM snapshot_key WHERE published = 1 ORDER BY generation")
        .doing("list its snapshots")?;
    let rows = rows.query_map([], |row| row.get(0)).doing("list its snapshots")?;
    rows.collect::<Result<_, _>>().doing("list its snapshots")
}

/// Writes a whole snapshot to its own file; the file counts only once its last row is there.
pub(crate) fn write(
    path: &Path,
    key: &RawKey,
    snapshot: &Snapshot,
    resources: &[RawResource],
    digest: &str,
) -> Result<(), StoreError> {
    if let Some(folder) = path.parent()
        && !folder.exists()
    {
        fs::create_dir_all(folder).doing("making the snapshots folder")?;
        keys::sync_folder(folder.parent().unwrap_or(folder))?;
    }
    let mut file = database::create(path, key)?;
    let tx = file.transaction().doing("begin a snapshot")?;
    tx.execute_batch(include_str!("snapshots/schema.sql")).doing("begin a snapshot")?;
    tx.execute_batch(include_str!("finding/schema.sql")).doing("begin a snapshot")?;
    {
        let mut bed =
            tx.prepare("INSERT INTO bed (position, ward, bed, note) VALUES (?1, ?2, ?3, ?4)").doing("take a bed")?;
        for (position, one) in snapshot.beds.iter().enumerate() {
            bed.execute(params![position, one.ward, one.bed, one.note]).doing("take a bed")?;
        }
        let mut patient = tx.prepare(include_str!("snapshots/insert-patient.sql")).doing("take a patient")?;
        let written: Vec<_> =
            snapshot.patients.par_iter().map(|one| Ok((json(&card(one))?, json(one)?))).collect::<Result<_, _>>()?;
        for (position, (one, (card, detail))) in snapshot.patients.iter().zip(written).enumerate() {
            let ward = one.place.as_ref().map(|place| place.ward.as_str());
            patient.execute(params![one.id.to_string(), position, ward, card, detail]).doing("take a patient")?;
        }
        finding::write(&tx, snapshot.patients.iter().map(findable))?;
        let mut resource = tx
            .prepare("INSERT INTO resource (position, kind, id, patient, body) VALUES (?1, ?2, ?3, ?4, ?5)")
            .doing("take a resource")?;
        for (position, one) in resources.iter().enumerate() {
            let about = one.patient.map(|patient| patient.to_string());
            resource.execute(params![position, one.kind, one.id, about, one.body]).doing("take a resource")?;
        }
        tx.execute(
            include_str!("snapshots/insert-whole.sql"),
            params![
                snapshot.source.0,
                snapshot.as_at.to_rfc3339(),
                json(&snapshot.holds)?,
                digest,
                json(&snapshot.counts)?,
                snapshot.patients.len()
            ],
        )
        .doing("finish a snapshot")?;
    }
    tx.commit().doing("finish a snapshot")?;
    seal(&file, path)
}

/// Puts everything into the one file, so that it can be read on a full disk.
fn seal(file: &Connection, path: &Path) -> Result<(), StoreError> {
    file.pragma_update(None, "journal_mode", "delete").doing("close a snapshot")?;
    keys::sync_folder(path.parent().unwrap_or(path))
}

fn findable(patient: &HeldPatient) -> Findable<'_> {
    Findable { patient: patient.id, identity: &patient.identity, place: patient.place.as_ref() }
}

/// The part of a patient that lists need.
fn card(patient: &HeldPatient) -> HeldPatient {
    let signs = patient.observations.iter().filter(|one| one.sign.is_some()).take(CARD_OBSERVATIONS);
    HeldPatient {
        id: patient.id,
        identity: patient.identity.clone(),
        place: patient.place.clone(),
        allergies: patient.allergies.clone(),
        alerts: patient.alerts.clone(),
        conditions: Vec::new(),
        observations: signs.cloned().collect(),
        medicines: Vec::new(),
        doses: Vec::new(),
        requests: Vec::new(),
        reports: Vec::new(),
        procedures: Vec::new(),
        appointments: Vec::new(),
        ..patient.clone()
    }
}

/// What a finished file says of itself.
pub(crate) struct Whole {
    pub(crate) source: SystemId,
    pub(crate) as_at: chrono::DateTime<chrono::FixedOffset>,
    pub(crate) holds: std::collections::BTreeSet<Facet>,
    pub(crate) digest: String,
    pub(crate) counts: record::snapshot::Counts,
    pub(crate) patients: u32,
}

pub(crate) fn whole(path: &Path, key: &RawKey) -> Result<Option<Whole>, StoreError> {
    if !path.exists() {
        return Ok(None);
    }
    let file = database::open(path, key)?;
    let whole = whole_of(&file)?;
    seal(&file, path)?;
    Ok(whole)
}

fn whole_of(file: &Connection) -> Result<Option<Whole>, StoreError> {
    let begun: bool = file
        .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'whole'", [], |row| row.get(0))
        .doing("read a snapshot")?;
    if !begun {
        return Ok(None);
    }
    let found = file
        .query_row("SELECT source, as_at, holds, digest, counts, patients FROM whole", [], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
                row.get::<_, u32>(5)?,
            ))
        })
        .optional()
        .doing("read a snapshot")?;
    let Some((source, as_at, holds, digest, counts, patients)) = found else { return Ok(None) };
    Ok(Some(Whole {
        source: SystemId(source),
        as_at: crate::views::time(&as_at)?,
        holds: from_json("holds", &holds)?,
        digest,
        counts: from_json("counts", &counts)?,
        patients,
    }))
}

impl SnapshotFile {
    pub(crate) fn open(path: &Path, key: &RawKey) -> Result<Option<Self>, StoreError> {
        if !path.exists() {
            return Ok(None);
        }
        // One that was not sealed, or by an earlier Holdfast, is sealed now.
        let database = match database::read(path, key) {
            Ok(database) => database,
            Err(_) => {
                seal(&database::open(path, key)?, path)?;
                database::read(path, key)?
            }
        };
        let Some(whole) = whole_of(&database)? else { return Ok(None) };
        let mut file = Self { database, finder: None, source: whole.source, as_at: whole.as_at, holds: whole.holds };
        if !finding::is_in(&file.database)? {
            file.finder = Some(Finder::of(file.cards()?.iter().map(findable))?);
        }
        Ok(Some(file))
    }

    /// Whom somebody means by what they typed, nearest first, at most `most`; `ward` is the one they are on.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find(&self, sought: &Sought, ward: &str, most: usize) -> Result<Vec<Match>, StoreError> {
        match &self.finder {
            Some(finder) => finder.find(sought, ward, most),
            None => finding::find(&self.database, sought, ward, most),
        }
    }

    /// Everyone, in the source's order, with what lists need.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn cards(&self) -> Result<Vec<HeldPatient>, StoreError> {
        let mut rows =
            self.database.prepare_cached("SELECT card FROM patient ORDER BY position").doing("list its patients")?;
        let rows = rows.query_map([], |row| row.get::<_, String>(0)).doing("list its patients")?;
        let texts: Vec<String> = rows.collect::<Result<_, _>>().doing("read a patient")?;
        texts.par_iter().map(|text| from_json("patient", text)).collect()
    }

    /// All that is held of one patient.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn patient(&self, id: PatientId) -> Result<Option<HeldPatient>, StoreError> {
        let text: Option<String> = self
            .database
            .query_row("SELECT detail FROM patient WHERE id = ?1", [id.to_string()], |row| row.get(0))
            .optional()
            .doing("find a patient")?;
        text.map(|text| from_json("patient", &text)).transpose()
    }

    /// The beds it names.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn beds(&self) -> Result<Vec<Bed>, StoreError> {
        let mut rows =
            self.database.prepare_cached("SELECT ward, bed, note FROM bed ORDER BY position").doing("list its beds")?;
        let rows = rows
            .query_map([], |row| Ok(Bed { ward: row.get(0)?, bed: row.get(1)?, note: row.get(2)? }))
            .doing("list its beds")?;
        rows.map(|bed| bed.doing("read a bed")).collect()
    }

    /// Every page read and checked; answers with what is wrong.
    pub(crate) fn check(&self) -> Result<Vec<String>, StoreError> {
        crate::verify::pages(&self.database)
    }

    /// How many resources are kept in all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn resources(&self) -> Result<u32, StoreError> {
        self.database
            .query_row("SELECT count(*) FROM resource", [], |row| row.get(0))
            .map_err(|error| damaged("snapshot", error))
    }
}
