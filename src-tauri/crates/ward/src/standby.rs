//! Copies of the whole PC: on a schedule to the site's standby places, and to a file when somebody asks. Made outside
//! the ward's lock, so that a slow stick or share holds nobody up.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use chrono::{DateTime, Duration, FixedOffset};
use record::{Act, Permission};
use store::{Contents, Copier, CopyError, CopyHead, CopyProgress, Over, PlaceRow, Proved, SlotInfo, SlotKind};

use crate::sending::held;
use crate::{Actor, Ward, WardError};

/// A place that failed is tried again after this, or sooner when its own turn comes.
const AGAIN: Duration = Duration::minutes(5);

/// One standby place as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceNow {
    /// The folder, as the site set it.
    pub folder: String,
    /// How often; minutes.
    pub every_minutes: u32,
    /// What the last tries left.
    pub row: Option<PlaceRow>,
    /// The newest copy is older than two turns.
    pub late: bool,
}

impl PlaceNow {
    /// The newest copy that was proved, and when.
    #[must_use]
    pub fn proved(&self) -> Option<&(DateTime<FixedOffset>, Contents)> {
        self.row.as_ref()?.proved.as_ref()
    }

    /// Since when it fails, and why.
    #[must_use]
    pub fn failed(&self) -> Option<&(DateTime<FixedOffset>, String)> {
        self.row.as_ref()?.failed.as_ref()
    }
}

/// A copy somebody can open.
#[derive(Debug, Clone)]
pub struct Found {
    /// Which file.
    pub path: PathBuf,
    /// What it says of itself; proved only once it is opened.
    pub head: CopyHead,
}

impl Ward {
    /// Each standby place of the site.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn standby(&self, now: DateTime<FixedOffset>) -> Result<Vec<PlaceNow>, WardError> {
        let rows = self.store.places()?;
        let places = self.config.standby.iter().map(|place| {
            let row = rows.iter().find(|row| row.place == place.folder).cloned();
            let newest = row.as_ref().and_then(|row| row.proved.as_ref()).map(|(at, _)| *at);
            let limit = Duration::minutes(i64::from(place.every_minutes)) * 2;
            let late = newest.is_none_or(|at| now - at > limit);
            PlaceNow { folder: place.folder.clone(), every_minutes: place.every_minutes, row, late }
        });
        Ok(places.collect())
    }

    /// The standby places whose turn it is.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn standby_due(&self, now: DateTime<FixedOffset>) -> Result<Vec<String>, WardError> {
        let due = |place: &PlaceNow| {
            let tried = self.tried.get(&place.folder).copied().or(place.row.as_ref().map(|row| row.tried_at));
            let turn = Duration::minutes(i64::from(place.every_minutes));
            let wait = if place.failed().is_some() { turn.min(AGAIN) } else { turn };
            // A clock that was set back must not put a copy off.
            tried.is_none_or(|tried| now - tried >= wait || tried > now)
        };
        Ok(self.standby(now)?.into_iter().filter(due).map(|place| place.folder).collect())
    }

    /// The file this PC's copy has in a folder.
    #[must_use]
    pub fn standby_file(&self, folder: &str) -> PathBuf {
        let plain: String =
            self.config.pc.chars().filter(|letter| letter.is_alphanumeric() || *letter == '-').collect();
        let origin: String = self.store.origin().simple().to_string().chars().take(8).collect();
        Path::new(folder).join(format!("Holdfast {plain} {origin}.{ENDING}"))
    }

    /// Whether a copy of this PC opens on another one: by an envelope or the trust's key. A passphrase alone does not.
    #[must_use]
    pub fn opens_elsewhere(&self) -> bool {
        let anywhere = |slot: &SlotInfo| matches!(slot.kind, SlotKind::Envelope | SlotKind::Escrow);
        self.exercise || self.store.slots().iter().any(anywhere)
    }

    /// What is wrong beside the copies that can be reached: this store is older than one, or one cannot be read.
    pub(crate) fn beside_copies(&self) -> Vec<String> {
        let files = self.config.standby.iter().map(|place| self.standby_file(&place.folder));
        let there = files.filter(|file| file.exists());
        there.filter_map(|file| self.store.beside(&file).unwrap_or_else(|error| Some(error.to_string()))).collect()
    }

    /// Begins a backup to a file: the entry first, so that it is in the backup. Without an actor, whoever holds the passphrase.
    fn begin_backup(&mut self, actor: Option<&Actor>, now: DateTime<FixedOffset>) -> Result<Copier, WardError> {
        if let Some(actor) = actor {
            self.allow(actor, Permission::KeepStore, "back this PC up", now)?;
        }
        let records = u32::try_from(self.store.records()?.len()).unwrap_or(u32::MAX);
        self.store.transact(vec![Act::Exported { format: "backup".to_owned(), records }], &self.by(actor), now)?;
        Ok(self.store.copier(&self.config.pc))
    }

    /// Notes what became of a copy. A disk that is too full for the note loses no copy.
    fn note_copy(&mut self, place: &str, outcome: Result<&Proved, String>, now: DateTime<FixedOffset>) {
        self.tried.insert(place.to_owned(), now);
        let outcome = outcome.as_ref().map(|proved| *proved).map_err(String::as_str);
        let _ = self.store.note_place(place, outcome, now);
    }
}

/// What a copy's file name ends with.
pub const ENDING: &str = "holdfast";

/// Makes this PC's copy in one of its standby places.
///
/// # Errors
/// When the folder is not one of the site's, or the copy could not be made and proved; the one before it stays.
pub fn copy_to(
    ward: &Mutex<Ward>,
    folder: &str,
    now: DateTime<FixedOffset>,
    go_on: &mut dyn FnMut(CopyProgress) -> bool,
) -> Result<Proved, WardError> {
    let (copier, file) = {
        let ward = held(ward);
        if !ward.config.standby.iter().any(|place| place.folder == folder) {
            return Err(WardError::NoSuchPlace(folder.to_owned()));
        }
        (ward.store.copier(&ward.config.pc), ward.standby_file(folder))
    };
    let made = copier.make(&file, Over::Older, now, go_on);
    // Somebody who stops a copy says nothing about the place.
    if !matches!(made, Err(CopyError::Stopped)) {
        held(ward).note_copy(folder, made.as_ref().map_err(in_words), now);
    }
    Ok(made?)
}

/// Makes a backup in a file of its own.
///
/// # Errors
/// When the role does not allow it, there is a file already, or the backup could not be made and proved.
pub fn back_up(
    ward: &Mutex<Ward>,
    actor: Option<&Actor>,
    to: &Path,
    now: DateTime<FixedOffset>,
    go_on: &mut dyn FnMut(CopyProgress) -> bool,
) -> Result<Proved, WardError> {
    let copier = held(ward).begin_backup(actor, now)?;
    let proved = copier.make(to, Over::Nothing, now, go_on)?;
    held(ward).note_copy(&to.display().to_string(), Ok(&proved), now);
    Ok(proved)
}

/// A failure with why, in one line.
fn in_words(error: &CopyError) -> String {
    match std::error::Error::source(error) {
        Some(why) if !error.to_string().contains(&why.to_string()) => format!("{error}: {why}"),
        _ => error.to_string(),
    }
}

/// The copies in a folder, or the one file; newest first. What is no copy is passed over.
#[must_use]
pub fn find(path: &Path) -> Vec<Found> {
    let files: Vec<PathBuf> = if path.is_dir() {
        let all = std::fs::read_dir(path).into_iter().flatten().filter_map(Result::ok).map(|file| file.path());
        all.filter(|file| file.extension().is_some_and(|ending| ending == ENDING)).collect()
    } else {
        vec![path.to_owned()]
    };
    let found = files.into_iter().filter_map(|path| Some(Found { head: CopyHead::read(&path).ok()?, path }));
    let mut found: Vec<Found> = found.collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.head.made_at));
    found
}

/// Copies at the top of every stick and disk that can be seen from here, and in a folder `Holdfast` there.
#[must_use]
pub fn look_around() -> Vec<Found> {
    let mut found: Vec<Found> =
        disks().iter().flat_map(|disk| [find(disk), find(&disk.join("Holdfast"))].concat()).collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.head.made_at));
    found
}

fn disks() -> Vec<PathBuf> {
    if cfg!(windows) {
        return (b'D'..=b'Z').map(|letter| PathBuf::from(format!("{}:\\", char::from(letter)))).collect();
    }
    let inside = |folder: PathBuf| -> Vec<PathBuf> {
        std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|one| one.path()).collect()
    };
    let of_people = ["/media", "/run/media"].map(PathBuf::from).into_iter().flat_map(inside).flat_map(inside);
    of_people.chain(inside(PathBuf::from("/mnt"))).chain(inside(PathBuf::from("/Volumes"))).collect()
}

#[cfg(test)]
mod tests;
