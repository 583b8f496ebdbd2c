//! The key-slot file: what opens it, and what does not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::tests::now;

const WORDS: &str = "four words make one";

fn made(home: &Path) -> RawKey {
    create(home, WORDS, false, now()).unwrap().key
}

fn paths(home: &Path) -> [std::path::PathBuf; 2] {
    [home.join("keys.json"), home.join("keys.copy.json")]
}

fn edit(home: &Path, change: impl Fn(String) -> String) {
    for path in paths(home) {
        let text = change(fs::read_to_string(&path).unwrap());
        fs::write(path, text).unwrap();
    }
}

fn refused(home: &Path, way: Way<'_>) -> StoreError {
    open(home, way).err().unwrap()
}

#[test]
fn a_passphrase_opens_what_it_closed_and_another_does_not() {
    let home = tempfile::tempdir().unwrap();
    let key = made(home.path());
    assert_eq!(*open(home.path(), Way::Passphrase(WORDS)).unwrap().key, *key);
    assert!(matches!(refused(home.path(), Way::Passphrase("four words make two")), StoreError::WrongPassphrase));
}

#[test]
fn a_passphrase_without_this_pcs_secret_opens_nothing_and_not_one_guess_can_be_tested() {
    let home = tempfile::tempdir().unwrap();
    made(home.path());
    fs::remove_file(home.path().join("this-pc.secret")).unwrap();
    assert!(matches!(refused(home.path(), Way::Passphrase(WORDS)), StoreError::NoDeviceSecret));
    // The control of the claim: a secret that is not this PC's makes the right passphrase wrong, like any other.
    fs::write(home.path().join("this-pc.secret"), hex(&[7; 32])).unwrap();
    assert!(matches!(refused(home.path(), Way::Passphrase(WORDS)), StoreError::WrongPassphrase));
    println!(
        "ATTACK | S2 | copied files and a passphrase, without this PC's secret | 1 | nothing to test a guess against"
    );
}

#[test]
fn a_damaged_key_file_is_opened_from_its_copy() {
    let home = tempfile::tempdir().unwrap();
    let key = made(home.path());
    fs::write(home.path().join("keys.json"), "half a fi").unwrap();
    assert_eq!(*open(home.path(), Way::Passphrase(WORDS)).unwrap().key, *key);
}

#[test]
fn of_two_copies_that_differ_the_later_one_holds() {
    let home = tempfile::tempdir().unwrap();
    made(home.path());
    let first = fs::read(home.path().join("keys.json")).unwrap();
    let mut file = load(home.path()).unwrap();
    file.envelopes = 9;
    save(home.path(), &mut file).unwrap();
    fs::write(home.path().join("keys.json"), first).unwrap();
    assert_eq!(load(home.path()).unwrap().envelopes, 9);
    assert_eq!(check(home.path()).len(), 1, "and the check says that they differ");
}

#[test]
fn a_slot_whose_cost_was_lowered_does_not_open() {
    let home = tempfile::tempdir().unwrap();
    made(home.path());
    edit(home.path(), |text| text.replace("\"passes\": 3", "\"passes\": 1"));
    assert!(matches!(refused(home.path(), Way::Passphrase(WORDS)), StoreError::WrongPassphrase));
}

#[test]
fn a_slot_that_asks_for_all_memory_is_refused_before_it_gets_it() {
    let home = tempfile::tempdir().unwrap();
    made(home.path());
    edit(home.path(), |text| text.replace("65536", "4000000000"));
    let error = refused(home.path(), Way::Passphrase(WORDS)).to_string();
    assert!(error.contains("more memory or time"), "{error}");
}

#[test]
fn a_key_file_of_any_size_or_with_any_number_of_slots_is_refused_at_once() {
    let home = tempfile::tempdir().unwrap();
    made(home.path());
    edit(home.path(), |text| text + &" ".repeat(300 * 1024));
    assert!(refused(home.path(), Way::Passphrase(WORDS)).to_string().contains("larger than any key file"));
}

#[test]
fn a_slot_of_another_pc_does_not_fit() {
    let (home, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    made(home.path());
    made(other.path());
    let device = |home: &Path| load(home).unwrap().device.to_string();
    let (ours, theirs) = (device(home.path()), device(other.path()));
    // Their slots and their secret, under our name.
    let text = fs::read_to_string(other.path().join("keys.json")).unwrap().replace(&theirs, &ours);
    edit(home.path(), |_| text.clone());
    fs::copy(other.path().join("this-pc.secret"), home.path().join("this-pc.secret")).unwrap();
    assert!(matches!(refused(home.path(), Way::Passphrase(WORDS)), StoreError::WrongPassphrase));
}

/// A key-slot file with an envelope and an escrow slot beside the passphrase; the code and the trust's identity.
fn with_all_slots(home: &Path) -> (RawKey, String, String) {
    let key = made(home);
    let mut file = load(home).unwrap();
    let code = envelope::Code::draw().unwrap();
    let identity = age::x25519::Identity::generate();
    file.slots.push(Slot::envelope(file.device, 1, &key, &code, now()).unwrap());
    file.slots.push(Slot::escrow(file.device, &key, &identity.to_public().to_string(), now()).unwrap());
    let secret = secret(home, &file).unwrap();
    file.slots.push(Slot::device(file.device, &key, &secret, now()).unwrap());
    save(home, &mut file).unwrap();
    let identity = age::secrecy::ExposeSecret::expose_secret(&identity.to_string()).to_owned();
    (key, code.parts().concat(), identity)
}

#[test]
fn the_envelope_and_the_trusts_key_open_it_with_everything_else_gone() {
    let home = tempfile::tempdir().unwrap();
    let (key, code, identity) = with_all_slots(home.path());
    fs::remove_file(home.path().join("this-pc.secret")).unwrap();
    fs::remove_file(home.path().join("keys.copy.json")).unwrap();
    assert_eq!(*open(home.path(), Way::Envelope(&code)).unwrap().key, *key);
    assert_eq!(*open(home.path(), Way::Escrow(&identity)).unwrap().key, *key);
    let other = envelope::Code::draw().unwrap().parts().concat();
    assert!(matches!(refused(home.path(), Way::Envelope(&other)), StoreError::WrongEnvelope));
    assert!(matches!(refused(home.path(), Way::Escrow("AGE-SECRET-KEY-1NO")), StoreError::WrongEscrow));
    assert!(matches!(refused(home.path(), Way::Device), StoreError::NoDeviceSecret));
}

/// S4: whatever byte of the file is changed, no slot gives another key than the right one, and nothing panics.
#[test]
fn no_changed_byte_of_a_slot_opens_to_anything_but_the_right_key() {
    let home = tempfile::tempdir().unwrap();
    let (key, code, identity) = with_all_slots(home.path());
    fs::remove_file(home.path().join("keys.copy.json")).unwrap();
    let path = home.path().join("keys.json");
    let whole = fs::read(&path).unwrap();
    let (mut opened, mut closed) = (0, 0);
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        fs::write(&path, &changed).unwrap();
        // The passphrase costs a quarter of a second a try: its slot is the same kind of thing as the other three.
        for way in [Way::Envelope(&code), Way::Escrow(&identity), Way::Device] {
            match open(home.path(), way) {
                Ok(found) => {
                    assert_eq!(*found.key, *key, "byte {at}");
                    opened += 1;
                }
                Err(_) => closed += 1,
            }
        }
    }
    // A byte of one slot leaves the others alone; a byte of its own closes each.
    assert!(opened > 0 && closed > whole.len() / 4, "{opened} opened, {closed} closed");
    println!(
        "ATTACK | S4 | each byte of the key file changed, each way tried | {} | {closed} refused, {opened} the right key, 0 another",
        opened + closed
    );
}

#[test]
fn what_a_slot_says_of_itself_is_bound_into_it() {
    let home = tempfile::tempdir().unwrap();
    let (_, code, _) = with_all_slots(home.path());
    edit(home.path(), |text| text.replace("\"label\": \"1\"", "\"label\": \"2\""));
    assert!(matches!(refused(home.path(), Way::Envelope(&code)), StoreError::WrongEnvelope));
}

#[test]
fn a_key_file_of_the_first_version_still_opens() {
    // As the first version wrote it, for this passphrase: the key is 32 bytes of 9.
    let home = tempfile::tempdir().unwrap();
    let first = include_str!("first-version.json");
    for path in paths(home.path()) {
        fs::write(path, first).unwrap();
    }
    assert_eq!(*open(home.path(), Way::Passphrase(WORDS)).unwrap().key, [9; 32]);
    assert!(matches!(refused(home.path(), Way::Passphrase("four words make two")), StoreError::WrongPassphrase));
}
