//! This PC's secret, and the newest head, kept by the operating system: the Secret Service on Linux, a file under DPAPI
//! of the machine on Windows (ward PCs have many Windows users). Where there is neither, and for an exercise, a plain
//! file beside the store, which says of itself that it protects nothing from who copies the folder.
//!
//! It is never the only way to the data: people have lost databases that way. Losing it costs nothing but a walk to the envelope.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{KeyFile, RawKey, bytes, hex, random, replace};
use crate::error::StoreError;
use crate::ledger::Head;

#[cfg(target_os = "linux")]
mod secret_service;
#[cfg(target_os = "linux")]
use secret_service as system;
#[cfg(windows)]
mod dpapi;
#[cfg(windows)]
use dpapi as system;
#[cfg(not(any(target_os = "linux", windows)))]
mod system {
    //! No key store of this operating system is known.
    use std::path::Path;

    pub(super) fn put(_: &Path, _: &str, _: &[u8]) -> bool {
        false
    }
    pub(super) fn get(_: &Path, _: &str) -> Option<Vec<u8>> {
        None
    }
    pub(super) fn forget(_: &Path, _: &str) {}
}

/// Where this PC's secret is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretPlace {
    /// Nowhere yet: a store from before there was one.
    #[default]
    Nowhere,
    /// By the operating system.
    OsStore,
    /// In a file beside the store.
    File,
}

/// Names what is kept for one store.
fn secret_name(device: Uuid) -> String {
    format!("secret-{device}")
}

fn head_name(device: Uuid) -> String {
    format!("head-{device}")
}

fn beside(home: &Path, name: &str) -> PathBuf {
    let kind = name.split('-').next().unwrap_or(name);
    home.join(format!("this-pc.{kind}"))
}

/// Makes a secret and keeps it: with the operating system if it can and is to, otherwise in a file.
pub(super) fn fresh(home: &Path, device: Uuid, in_os_store: bool) -> Result<(SecretPlace, RawKey), StoreError> {
    let secret: RawKey = Zeroizing::new(random()?);
    let name = secret_name(device);
    let kept = in_os_store
        && system::put(home, &name, secret.as_slice())
        && system::get(home, &name).is_some_and(|kept| Zeroizing::new(kept).as_slice() == secret.as_slice());
    if kept {
        return Ok((SecretPlace::OsStore, secret));
    }
    replace(&beside(home, &name), hex(secret.as_slice()).as_bytes())?;
    Ok((SecretPlace::File, secret))
}

/// The secret.
pub(super) fn secret(home: &Path, file: &KeyFile) -> Result<RawKey, StoreError> {
    let found = get(home, file, &secret_name(file.device)).map(Zeroizing::new);
    let secret: Option<[u8; 32]> = found.and_then(|found| found.as_slice().try_into().ok());
    secret.map(Zeroizing::new).ok_or(StoreError::NoDeviceSecret)
}

/// Puts a secret that came with a copy of an exercise beside the key slots it belongs to.
pub(crate) fn carry(home: &Path, file: &KeyFile, secret: &RawKey) -> Result<(), StoreError> {
    replace(&beside(home, &secret_name(file.device)), hex(secret.as_slice()).as_bytes())
}

/// Notes the newest head where an old copy of the store cannot bring its own along. Failing to is not a failure.
pub(crate) fn keep_head(home: &Path, file: &KeyFile, head: Head) {
    let name = head_name(file.device);
    let mut said = head.seq.to_be_bytes().to_vec();
    said.extend_from_slice(&head.hash);
    let _kept = match file.secret {
        SecretPlace::OsStore => system::put(home, &name, &said),
        SecretPlace::File => replace(&beside(home, &name), hex(&said).as_bytes()).is_ok(),
        SecretPlace::Nowhere => false,
    };
}

/// The newest head that was noted.
pub(crate) fn kept_head(home: &Path, file: &KeyFile) -> Option<Head> {
    let said = get(home, file, &head_name(file.device))?;
    let (seq, hash) = said.split_first_chunk::<8>()?;
    Some(Head { seq: u64::from_be_bytes(*seq), hash: hash.try_into().ok()? })
}

fn get(home: &Path, file: &KeyFile, name: &str) -> Option<Vec<u8>> {
    match file.secret {
        SecretPlace::OsStore => system::get(home, name),
        SecretPlace::File => {
            let text = Zeroizing::new(std::fs::read_to_string(beside(home, name)).ok()?);
            let text = text.trim();
            match text.len() {
                64 => bytes::<32>(text).map(|found| found.to_vec()),
                _ => bytes::<40>(text).map(|found| found.to_vec()),
            }
        }
        SecretPlace::Nowhere => None,
    }
}

/// Lets go of what was kept for a store that is no more.
pub(crate) fn forget(home: &Path, file: &KeyFile) {
    for name in [secret_name(file.device), head_name(file.device)] {
        system::forget(home, &name);
        // What is not there needs no forgetting.
        let _ = std::fs::remove_file(beside(home, &name));
    }
}
