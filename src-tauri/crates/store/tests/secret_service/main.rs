//! This PC's secret with a real Secret Service, on a session bus of the test's own; and what is left when it is wiped.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::{DateTime, FixedOffset};
use record::{Act, By, Verified};
use store::{Beginning, SecretPlace, SlotKind, Store, StoreError, Way};

const WORDS: &str = "four words make one";
/// Set inside the session: where everything of the test's is.
const INSIDE: &str = "HOLDFAST_TEST_SESSION";

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap()
}

fn by() -> By {
    By { staff: None, verified: Verified::Passphrase }
}

/// Runs one test of this file again, on a session bus with an unlocked keyring and a home of its own.
fn in_a_session(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let script = format!("{START} exec \"$0\" --exact {name} --nocapture");
    let done = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &script])
        .arg(std::env::current_exe().unwrap())
        .env(INSIDE, folder.path())
        .env("HOME", folder.path())
        .env("XDG_DATA_HOME", folder.path().join("data"))
        .env("XDG_RUNTIME_DIR", folder.path())
        .env_remove("DISPLAY")
        .output()
        .expect("dbus-run-session and gnome-keyring are needed for this test: `cargo xtask test` installs them");
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "{said}");
}

/// Starts a keyring that is open.
const START: &str = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;";

/// The process of this session's keyring.
const KEEPER: &str = "dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets | grep -oE '[0-9]+$'";

fn folder() -> Option<PathBuf> {
    std::env::var_os(INSIDE).map(PathBuf::from)
}

/// The keyring is emptied, as a reset of the operating system's store would.
fn wipe(folder: &Path) {
    let script = format!(
        "kill -KILL $({KEEPER}); rm -rf \"$XDG_DATA_HOME/keyrings\"; while {KEEPER}; do sleep 0.05; done; {START}"
    );
    let done = Command::new("sh").args(["-c", &script]).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(done.success() && !folder.join("store").join("this-pc.secret").exists());
}

fn begun(home: &Path) -> Store {
    let beginning = Beginning { ward: "Ash Ward", exercise: false, passphrase: WORDS, at: now() };
    Store::create(home, &beginning).unwrap()
}

#[test]
fn a_wiped_secret_service_loses_nothing_and_the_envelope_opens_the_store() {
    let Some(folder) = folder() else {
        in_a_session("a_wiped_secret_service_loses_nothing_and_the_envelope_opens_the_store");
        println!("ATTACK | S5 | a real Secret Service wiped | 1 | opened by the envelope, 0 records lost");
        return;
    };
    let home = folder.join("store");
    let mut store = begun(&home);
    assert_eq!(store.secret_place(), SecretPlace::OsStore);
    assert!(!home.join("this-pc.secret").exists(), "the secret is in no file of ours");
    store.allow_device(&by(), now()).unwrap();
    let (_, code) = store.draw_envelope().unwrap();
    store.seal_envelope(&code, &by(), now()).unwrap();
    let entries = store.head().seq;
    drop(store);
    drop(Store::open_by(&home, Way::Device, now()).unwrap());
    drop(Store::open(&home, WORDS, now()).unwrap());

    wipe(&folder);
    for way in [Way::Device, Way::Passphrase(WORDS)] {
        assert!(matches!(Store::open_by(&home, way, now()), Err(StoreError::NoDeviceSecret)));
    }
    let ways = Store::ways(&home).unwrap();
    assert!(!ways.secret_here && ways.slots.iter().any(|slot| slot.kind == SlotKind::Envelope));
    let mut store = Store::open_by(&home, Way::Envelope(&code.parts().join("-")), now()).unwrap();
    assert_eq!(store.head().seq, entries + 1, "everything is there, and an entry says how it was opened");
    assert_eq!(store.renew_secret(&by(), now()).unwrap().len(), 1);
    assert_eq!(store.secret_place(), SecretPlace::OsStore);
    store.set_passphrase("Sam Reyes", "another four words here", &by(), now()).unwrap();
    drop(store);
    drop(Store::open_by(&home, Way::Device, now()).unwrap());
    drop(Store::open(&home, "another four words here", now()).unwrap());
}

#[test]
fn an_old_copy_of_the_whole_folder_is_noticed() {
    let Some(folder) = folder() else { return in_a_session("an_old_copy_of_the_whole_folder_is_noticed") };
    let (home, old) = (folder.join("store"), folder.join("old"));
    drop(begun(&home));
    copy(&home, &old);
    let mut store = Store::open(&home, WORDS, now()).unwrap();
    store.transact(vec![Act::ListViewed { list: "patients".into() }], &by(), now()).unwrap();
    drop(store);
    std::fs::remove_dir_all(&home).unwrap();
    copy(&old, &home);
    let store = Store::open(&home, WORDS, now()).unwrap();
    let found = store.rolled_back().expect("the head kept by the operating system is newer");
    assert_eq!(found.known, found.found + 1);
}

#[test]
fn where_no_secret_service_answers_the_secret_is_in_a_file_and_says_so() {
    if folder().is_some() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("store");
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "without_a_bus", "--nocapture"])
        .env("HOLDFAST_TEST_WITHOUT", &home)
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    assert!(home.join("this-pc.secret").exists());
}

#[test]
fn without_a_bus() {
    // Only as the test above starts it: with no bus to find.
    let Some(home) = std::env::var_os("HOLDFAST_TEST_WITHOUT").map(PathBuf::from) else { return };
    let store = begun(&home);
    assert_eq!(store.secret_place(), SecretPlace::File);
    drop(store);
    drop(Store::open(&home, WORDS, now()).unwrap());
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}
