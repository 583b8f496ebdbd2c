//! The key of the ledger and the slots that wrap it. The key is random; each slot is one way to it.
//! A PIN never wraps a key: six digits fall to an offline guess in hours.

mod device;
pub(crate) mod envelope;
mod escrow;
mod file;
mod slot;

use std::fs;
use std::io::Write;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use zeroize::Zeroizing;

use crate::error::{Doing, StoreError};

pub use device::SecretPlace;
pub use slot::{SlotInfo, SlotKind};

pub(crate) use device::{carry, forget, keep_head, kept_head};
pub(crate) use file::{KeyFile, catch_up, check, load, save};
pub(crate) use slot::Slot;

/// A 32-byte key that is wiped when dropped.
pub(crate) type RawKey = Zeroizing<[u8; 32]>;

/// A way to the key.
#[derive(Clone, Copy)]
pub enum Way<'a> {
    /// What a supervisor knows; with the secret that this PC's operating system keeps.
    Passphrase(&'a str),
    /// This PC by itself, where a site allows it.
    Device,
    /// The code in the sealed envelope: works with everything else gone.
    Envelope(&'a str),
    /// The key held by the trust: `AGE-SECRET-KEY-1…`.
    Escrow(&'a str),
}

/// The key, and the slot that gave it.
#[derive(Clone)]
pub(crate) struct Opened {
    pub(crate) key: RawKey,
    pub(crate) slot: SlotInfo,
    pub(crate) file: KeyFile,
}

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    Ok(bytes)
}

/// Makes a new ledger key, and the key-slot file with one passphrase slot.
pub(crate) fn create(
    home: &Path,
    passphrase: &str,
    in_os_store: bool,
    at: DateTime<FixedOffset>,
) -> Result<Opened, StoreError> {
    let key: RawKey = Zeroizing::new(random()?);
    let (file, slot) = begin(home, &key, passphrase, in_os_store, at)?;
    Ok(Opened { key, slot, file })
}

/// A key-slot file for this PC around a key that is there already: a new device, a new secret, one passphrase slot.
pub(crate) fn begin(
    home: &Path,
    key: &RawKey,
    passphrase: &str,
    in_os_store: bool,
    at: DateTime<FixedOffset>,
) -> Result<(KeyFile, SlotInfo), StoreError> {
    let device = uuid::Builder::from_random_bytes(random()?).into_uuid();
    let (place, secret) = device::fresh(home, device, in_os_store)?;
    let mut file = KeyFile::new(device, place);
    let slot = Slot::passphrase(device, "", key, passphrase, &secret, at)?;
    let info = slot.info();
    file.slots.push(slot);
    save(home, &mut file)?;
    Ok((file, info))
}

/// Opens the ledger key.
pub(crate) fn open(home: &Path, way: Way<'_>) -> Result<Opened, StoreError> {
    let file = load(home)?;
    let path = home.join(file::NAME);
    let kind = match way {
        Way::Passphrase(_) => SlotKind::Passphrase,
        Way::Device => SlotKind::Device,
        Way::Envelope(_) => SlotKind::Envelope,
        Way::Escrow(_) => SlotKind::Escrow,
    };
    let slots: Vec<&Slot> = file.slots.iter().filter(|slot| slot.kind == kind).collect();
    if slots.is_empty() {
        return Err(StoreError::NoSlot { kind });
    }
    let secret = match way {
        Way::Passphrase(_) if file.version == 1 => Zeroizing::new([0; 32]),
        Way::Passphrase(_) | Way::Device => device::secret(home, &file)?,
        Way::Envelope(_) | Way::Escrow(_) => Zeroizing::new([0; 32]),
    };
    for slot in slots {
        let opened = match way {
            Way::Passphrase(_) if file.version == 1 => slot.open_first_version(&path, way_words(way))?,
            Way::Passphrase(words) => slot.open_passphrase(&path, file.device, words, &secret)?,
            Way::Device => slot.open_device(&path, file.device, &secret)?,
            Way::Envelope(typed) => slot.open_envelope(&path, file.device, &envelope::Code::read(typed)?)?,
            Way::Escrow(identity) => slot.open_escrow(&path, file.device, identity)?,
        };
        if let Some(key) = opened {
            let slot = slot.info();
            return Ok(Opened { key, slot, file });
        }
    }
    Err(match kind {
        SlotKind::Passphrase => StoreError::WrongPassphrase,
        SlotKind::Device => StoreError::NoDeviceSecret,
        SlotKind::Envelope => StoreError::WrongEnvelope,
        SlotKind::Escrow => StoreError::WrongEscrow,
    })
}

fn way_words(way: Way<'_>) -> &str {
    match way {
        Way::Passphrase(words) | Way::Envelope(words) | Way::Escrow(words) => words,
        Way::Device => "",
    }
}

/// The secret this PC's operating system keeps for a store.
pub(crate) fn secret(home: &Path, file: &KeyFile) -> Result<RawKey, StoreError> {
    device::secret(home, file)
}

/// A new secret of this PC in place of one that was lost.
pub(crate) fn renew_secret(home: &Path, file: &mut KeyFile, in_os_store: bool) -> Result<RawKey, StoreError> {
    let (place, secret) = device::fresh(home, file.device, in_os_store)?;
    file.secret = place;
    Ok(secret)
}

pub(crate) fn unusable(path: &Path, why: impl ToString) -> StoreError {
    StoreError::KeyFile { path: path.to_owned(), why: why.to_string() }
}

/// Writes a file whole or not at all: a new file, synced, renamed over the old one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let fresh = path.with_extension("new");
    let mut file = fs::File::create(&fresh).doing("writing a file")?;
    file.write_all(bytes).doing("writing a file")?;
    file.sync_all().doing("making a file safe on disk")?;
    fs::rename(&fresh, path).doing("putting a file in place")?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

/// Makes the names in a folder safe on disk, where the system has such a thing.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        fs::File::open(folder).and_then(|folder| folder.sync_all()).doing("making a folder safe on disk")?;
    }
    Ok(())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Exactly `N` bytes from hexadecimal.
pub(crate) fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != N * 2 || !text.is_ascii() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// The words of an SQLCipher raw key.
pub(crate) fn pragma(key: &RawKey) -> Zeroizing<String> {
    Zeroizing::new(format!("x'{}'", hex(key.as_slice())))
}

#[cfg(test)]
mod tests;
