//! The key-slot file: the random key of the ledger, wrapped by a passphrase. Two copies, replaced whole.
//! A PIN never wraps a key: six digits fall to an offline guess in hours.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::{Doing, StoreError};

/// Argon2id cost of a passphrase: 64 MiB, three passes, one lane (assurance, section 3).
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// The most a slot may ask for, so that a forged file cannot exhaust the PC.
const MOST_MEMORY_KIB: u32 = 256 * 1024;
const MOST_PASSES: u32 = 10;

/// A 32-byte key that is wiped when dropped.
pub(crate) type RawKey = Zeroizing<[u8; 32]>;

#[derive(Serialize, Deserialize)]
struct KeyFile {
    version: u32,
    slots: Vec<Slot>,
}

/// One way to the key.
#[derive(Serialize, Deserialize)]
struct Slot {
    id: String,
    kind: String,
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    wrapped: String,
}

impl Slot {
    /// What the wrapping is bound to, so that no field can be exchanged.
    fn bound(&self) -> String {
        format!("holdfast key slot 1|{}|{}|{}|{}", self.id, self.kind, self.memory_kib, self.passes)
    }
}

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    Ok(bytes)
}

fn paths(home: &Path) -> [PathBuf; 2] {
    [home.join("keys.json"), home.join("keys.copy.json")]
}

/// Makes a new ledger key and writes the slot file.
pub(crate) fn create(home: &Path, passphrase: &str) -> Result<RawKey, StoreError> {
    let key: RawKey = Zeroizing::new(random()?);
    let mut slot = Slot {
        id: hex(&random::<8>()?),
        kind: "passphrase".to_owned(),
        memory_kib: MEMORY_KIB,
        passes: PASSES,
        salt: hex(&random::<16>()?),
        nonce: hex(&random::<24>()?),
        wrapped: String::new(),
    };
    let kek = stretch(home, passphrase, &slot)?;
    let cipher = XChaCha20Poly1305::new(&Key::from(*kek));
    let nonce: [u8; 24] = unhex(home, &slot.nonce)?;
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), Payload { msg: key.as_slice(), aad: slot.bound().as_bytes() })
        .map_err(|_| unusable(home, "the key could not be wrapped"))?;
    slot.wrapped = hex(&sealed);
    let text = serde_json::to_string_pretty(&KeyFile { version: 1, slots: vec![slot] })
        .map_err(|error| unusable(home, error))?;
    for path in paths(home) {
        replace(&path, text.as_bytes())?;
    }
    Ok(key)
}

/// Opens the ledger key with a passphrase, from whichever copy of the file is whole.
pub(crate) fn open(home: &Path, passphrase: &str) -> Result<RawKey, StoreError> {
    let mut worst = None;
    for path in paths(home) {
        match open_one(&path, passphrase) {
            Ok(key) => return Ok(key),
            Err(error @ StoreError::WrongPassphrase) => return Err(error),
            Err(error) => worst = worst.or(Some(error)),
        }
    }
    Err(worst.unwrap_or_else(|| StoreError::NotThere(home.to_owned())))
}

/// What is wrong with either copy of the key file, without opening a slot.
pub(crate) fn check(home: &Path) -> Vec<String> {
    let read = |path: &PathBuf| -> Result<(), String> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        serde_json::from_str::<KeyFile>(&text).map(|_| ()).map_err(|error| error.to_string())
    };
    let files = paths(home);
    let wrong = files.iter().filter_map(|path| Some((path, read(path).err()?)));
    wrong.map(|(path, why)| format!("{}: {why}", path.display())).collect()
}

fn open_one(path: &Path, passphrase: &str) -> Result<RawKey, StoreError> {
    let text = fs::read_to_string(path).doing("reading the key file")?;
    let file: KeyFile = serde_json::from_str(&text).map_err(|error| unusable(path, error))?;
    if file.version != 1 {
        return Err(unusable(path, format!("version {} is not known", file.version)));
    }
    let mut tried = false;
    for slot in file.slots.iter().filter(|slot| slot.kind == "passphrase") {
        tried = true;
        let kek = stretch(path, passphrase, slot)?;
        let cipher = XChaCha20Poly1305::new(&Key::from(*kek));
        let nonce: [u8; 24] = unhex(path, &slot.nonce)?;
        let wrapped: [u8; 48] = unhex(path, &slot.wrapped)?;
        let bound = slot.bound();
        let payload = Payload { msg: &wrapped, aad: bound.as_bytes() };
        if let Ok(opened) = cipher.decrypt(&XNonce::from(nonce), payload) {
            let opened = Zeroizing::new(opened);
            let key: [u8; 32] =
                opened.as_slice().try_into().map_err(|_| unusable(path, "a key of the wrong length"))?;
            return Ok(Zeroizing::new(key));
        }
    }
    if tried { Err(StoreError::WrongPassphrase) } else { Err(unusable(path, "it has no passphrase slot")) }
}

fn stretch(path: &Path, passphrase: &str, slot: &Slot) -> Result<RawKey, StoreError> {
    if slot.memory_kib > MOST_MEMORY_KIB || slot.passes > MOST_PASSES {
        return Err(unusable(path, "a slot asks for more memory or time than Holdfast ever writes"));
    }
    let params = Params::new(slot.memory_kib, slot.passes, 1, Some(32)).map_err(|error| unusable(path, error))?;
    let salt: [u8; 16] = unhex(path, &slot.salt)?;
    let mut kek = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), &salt, kek.as_mut_slice())
        .map_err(|error| unusable(path, error))?;
    Ok(kek)
}

fn unusable(path: &Path, why: impl ToString) -> StoreError {
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

fn unhex<const N: usize>(path: &Path, text: &str) -> Result<[u8; N], StoreError> {
    bytes(text).ok_or_else(|| unusable(path, "a field is not hexadecimal of the right length"))
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
