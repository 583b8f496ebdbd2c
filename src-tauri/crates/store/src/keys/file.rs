//! The key-slot file: two copies, each replaced whole. It holds no secret that opens anything by itself.

use std::cmp::Ordering;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{SecretPlace, Slot, replace, unusable};
use crate::error::{Doing, StoreError};

/// Its name in the store's folder.
pub(crate) const NAME: &str = "keys.json";
const COPY: &str = "keys.copy.json";
/// More than Holdfast ever writes: what is larger is not a key-slot file.
const MOST_BYTES: u64 = 256 * 1024;
const MOST_SLOTS: usize = 64;

/// The slots, and where this PC's secret is kept.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyFile {
    pub(crate) version: u32,
    /// This PC, as its slots know it.
    #[serde(default)]
    pub(crate) device: Uuid,
    /// Counts the changes: of two copies that differ, the later one holds.
    #[serde(default)]
    turn: u64,
    /// Where this PC's secret is.
    #[serde(default)]
    pub(crate) secret: SecretPlace,
    /// How many envelopes were ever sealed.
    #[serde(default)]
    pub(crate) envelopes: u32,
    pub(crate) slots: Vec<Slot>,
}

impl KeyFile {
    pub(crate) fn new(device: Uuid, secret: SecretPlace) -> Self {
        Self { version: 2, device, turn: 0, secret, envelopes: 0, slots: Vec::new() }
    }
}

fn paths(home: &Path) -> [PathBuf; 2] {
    [home.join(NAME), home.join(COPY)]
}

/// Reads the file: the later of its two copies that can be read.
pub(crate) fn load(home: &Path) -> Result<KeyFile, StoreError> {
    let mut newest: Option<KeyFile> = None;
    let mut worst = None;
    for path in paths(home) {
        match read(&path) {
            Ok(file) if newest.as_ref().is_none_or(|newest| file.turn > newest.turn) => newest = Some(file),
            Ok(_) => {}
            Err(error) => worst = worst.or(Some(error)),
        }
    }
    newest.ok_or_else(|| worst.unwrap_or_else(|| StoreError::NotThere(home.to_owned())))
}

/// Writes both copies.
pub(crate) fn save(home: &Path, file: &mut KeyFile) -> Result<(), StoreError> {
    file.turn += 1;
    let text = serde_json::to_string_pretty(file).map_err(|error| unusable(home, error))?;
    paths(home).iter().try_for_each(|path| replace(path, text.as_bytes()))
}

/// After a power cut between the two copies one of them is behind: it is written again.
pub(crate) fn catch_up(home: &Path) {
    let [here, there] = paths(home);
    let (Ok(first), Ok(second)) = (read(&here), read(&there)) else { return };
    let (from, to) = match first.turn.cmp(&second.turn) {
        Ordering::Greater => (here, there),
        Ordering::Less => (there, here),
        Ordering::Equal => return,
    };
    if let Ok(newest) = fs::read(from) {
        // On a full disk it stays behind, and is said to be.
        let _ = replace(&to, &newest);
    }
}

/// What is wrong with either copy of the key file, without opening a slot.
pub(crate) fn check(home: &Path) -> Vec<String> {
    let [here, there] = paths(home);
    let both = [read(&here), read(&there)];
    if let [Ok(_), Ok(_)] = &both
        && fs::read(here).ok() != fs::read(there).ok()
    {
        return vec![format!("{COPY}: it is not the same as {NAME}; it is written again at the next change of keys")];
    }
    both.into_iter().filter_map(Result::err).map(|error| said(&error)).collect()
}

fn said(error: &StoreError) -> String {
    let why = std::error::Error::source(error).map_or_else(String::new, |why| format!(": {why}"));
    format!("{error}{why}")
}

fn read(path: &Path) -> Result<KeyFile, StoreError> {
    let mut text = String::new();
    let file = fs::File::open(path).doing("reading the key file")?;
    let length = file.metadata().doing("reading the key file")?.len();
    if length > MOST_BYTES {
        return Err(unusable(path, "it is larger than any key file"));
    }
    file.take(MOST_BYTES).read_to_string(&mut text).doing("reading the key file")?;
    let file: KeyFile = serde_json::from_str(&text).map_err(|error| unusable(path, error))?;
    if !(1..=2).contains(&file.version) {
        return Err(unusable(path, format!("version {} is not known", file.version)));
    }
    if file.slots.len() > MOST_SLOTS {
        return Err(unusable(path, "it has more slots than Holdfast ever writes"));
    }
    Ok(file)
}

/// Bytes from hexadecimal of any length.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}
