//! A file in the store's folder that only this machine's Windows can read: DPAPI at machine scope, since a ward PC has
//! many Windows users.

use std::path::{Path, PathBuf};

use windows_dpapi::{Scope, decrypt_data, encrypt_data};

use crate::keys::replace;

fn path(home: &Path, name: &str) -> PathBuf {
    let kind = name.split('-').next().unwrap_or(name);
    home.join(format!("this-pc.{kind}.dpapi"))
}

pub(super) fn put(home: &Path, name: &str, secret: &[u8]) -> bool {
    encrypt_data(secret, Scope::Machine, Some(name.as_bytes()))
        .is_ok_and(|sealed| replace(&path(home, name), &sealed).is_ok())
}

pub(super) fn get(home: &Path, name: &str) -> Option<Vec<u8>> {
    let sealed = std::fs::read(path(home, name)).ok()?;
    decrypt_data(&sealed, Scope::Machine, Some(name.as_bytes())).ok()
}

pub(super) fn forget(home: &Path, name: &str) {
    // What is not there needs no forgetting.
    let _ = std::fs::remove_file(path(home, name));
}
