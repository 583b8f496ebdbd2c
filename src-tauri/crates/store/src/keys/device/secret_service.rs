//! The Secret Service of a Linux desktop (GNOME Keyring, KWallet). One that does not answer, or asks for a password
//! nobody is there to type, is taken for one that is not there.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};

/// How long it may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Asks on a thread of its own, so that a prompt nobody answers does not stop the PC from being opened another way.
fn ask<T: Send + 'static>(name: &str, act: impl FnOnce(&Entry) -> Result<T, Error> + Send + 'static) -> Option<T> {
    let (say, hear) = mpsc::channel();
    let name = name.to_owned();
    std::thread::spawn(move || {
        let service = zbus_secret_service_keyring_store::Store::new().ok();
        let entry = service.and_then(|service| service.build("Holdfast", &name, None).ok());
        // Whoever asked may have stopped waiting.
        let _ = say.send(entry.and_then(|entry| act(&entry).ok()));
    });
    hear.recv_timeout(PATIENCE).ok().flatten()
}

pub(super) fn put(_: &Path, name: &str, secret: &[u8]) -> bool {
    let secret = zeroize::Zeroizing::new(secret.to_vec());
    ask(name, move |entry| entry.set_secret(&secret)).is_some()
}

pub(super) fn get(_: &Path, name: &str) -> Option<Vec<u8>> {
    ask(name, Entry::get_secret)
}

pub(super) fn forget(_: &Path, name: &str) {
    // What is not there needs no forgetting.
    let _ = ask(name, Entry::delete_credential);
}
