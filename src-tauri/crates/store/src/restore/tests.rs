//! A copy on another PC: everything is there, on a chain of its own; what works is never written over; what is damaged
//! is set aside and read as far as it goes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use record::{Act, FilingState, Sheet, SheetNumber, SystemId};

use super::*;
use crate::copy::Over;
use crate::tests::{PASSPHRASE, ama, by, draft, full, now, record};
use crate::{PinAnswer, keys};

const WAY: Way<'_> = Way::Passphrase(PASSPHRASE);

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn copy(store: &Store, place: &Path) -> PathBuf {
    let to = place.join("a.holdfast");
    store.copier("ASH-PC1").make(&to, Over::Older, now(), &mut |_| true).unwrap();
    to
}

/// A store with something of everything, its copy, and where both are.
fn copied() -> (tempfile::TempDir, tempfile::TempDir, Store, PathBuf) {
    let (home, place) = (folder(), folder());
    let mut store = full(home.path());
    std::fs::write(home.path().join("config.toml"), "site = \"Northmoor\"").unwrap();
    store.save_draft(&draft(77)).unwrap();
    let pin = crate::NewPin { staff: ama().id, pin: "246810", temporary: false };
    store.transact_with_pin(Vec::new(), &pin, &by(), now()).unwrap();
    let sheet = Sheet { number: SheetNumber(1), patient: None, what: "Ward list".into(), pages: 1 };
    store
        .transact(vec![Act::Printed { what: "pack".into(), sheets: vec![sheet], to: "saved".into() }], &by(), now())
        .unwrap();
    let to = copy(&store, place.path());
    (home, place, store, to)
}

#[test]
fn everything_is_there_on_another_pc_and_its_chain_names_the_one_before() {
    let (_home, _place, mut old, to) = copied();
    let elsewhere = folder();
    let (mut store, restored) = Store::restore(&to, elsewhere.path(), WAY, now()).unwrap();
    assert_eq!((restored.set_aside, restored.not_held, restored.only_keys), (None, 0, false));
    assert_eq!(store.records().unwrap(), old.records().unwrap());
    assert_eq!(store.filings().unwrap(), old.filings().unwrap());
    assert_eq!(store.drafts().unwrap(), vec![draft(77)]);
    assert_eq!(store.sheets().unwrap(), old.sheets().unwrap());
    assert_eq!(store.check_pin(ama().id, "246810", now()).unwrap(), PinAnswer::Right);
    let sent = record::RecordId(uuid::Uuid::from_u128(11));
    assert_eq!(store.outbox(sent, &SystemId::new("epr")).unwrap().as_deref(), Some("{}"), "it is asked about first");
    let generation = &store.newest_snapshots().unwrap()[0].generation;
    assert_eq!(store.snapshot(generation).unwrap().unwrap().beds().unwrap()[0].ward, "Ash");
    assert_eq!(std::fs::read_to_string(elsewhere.path().join("config.toml")).unwrap(), "site = \"Northmoor\"");

    assert_ne!(store.chain.origin, old.chain.origin);
    assert_eq!(store.head().seq, old.head().seq + 1);
    let first = &store.log(&["originBegun"], 1).unwrap()[0];
    let Act::OriginBegun { after, seq, hash, .. } = &first.act else { panic!("{first:?}") };
    assert_eq!((*after, *seq, hash.as_str()), (old.chain.origin, old.head().seq, keys::hex(&old.head().hash).as_str()));
    // Both go on: neither writes into the other's chain, and both are whole.
    store.sign(record(21), &by(), now()).unwrap();
    old.sign(record(22), &by(), now()).unwrap();
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
    assert_eq!(old.verify().unwrap().wrong, Vec::<String>::new());
    drop(store);
    let mut again = Store::open(elsewhere.path(), PASSPHRASE, now()).unwrap();
    assert_eq!(again.verify().unwrap().wrong, Vec::<String>::new());
    assert_eq!(again.records().unwrap().len(), 3);
}

#[test]
fn a_copy_of_a_restored_pc_is_restored_again_and_all_three_chains_are_walked() {
    let (_home, _place, old, to) = copied();
    drop(old);
    let (second, third, place) = (folder(), folder(), folder());
    let (mut store, _) = Store::restore(&to, second.path(), WAY, now()).unwrap();
    store.sign(record(21), &by(), now()).unwrap();
    let to = copy(&store, place.path());
    let (mut store, _) = Store::restore(&to, third.path(), WAY, now()).unwrap();
    store.sign(record(22), &by(), now()).unwrap();
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
    for (name, sql) in [
        ("edited in the first chain", "UPDATE entry SET body = replace(body, 'Supplier', 'Nobody') WHERE seq = 3"),
        ("the seam", "DELETE FROM entry WHERE kind = 'originBegun' AND seq < 15"),
        (
            "an entry before the seam",
            "DELETE FROM entry WHERE seq = (SELECT min(seq) - 1 FROM entry WHERE kind = 'originBegun')",
        ),
        (
            "a key exchanged",
            "UPDATE entry SET body = replace(body, '\"key\":\"', '\"key\":\"00') WHERE kind = 'originBegun'",
        ),
    ] {
        let tx = store.database.unchecked_transaction().unwrap();
        assert!(tx.execute(sql, []).unwrap() > 0, "{name} changes something");
        assert!(!ledger::check(&tx, &store.chain).unwrap().is_empty(), "{name} was not found");
        tx.rollback().unwrap();
    }
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new(), "the control");
}

#[test]
fn a_wrong_passphrase_and_a_copy_that_is_not_whole_change_nothing() {
    let (_home, _place, store, to) = copied();
    drop(store);
    let elsewhere = folder();
    let wrong = Store::restore(&to, elsewhere.path(), Way::Passphrase("other"), now()).err().unwrap();
    assert!(matches!(wrong, CopyError::Store(StoreError::WrongPassphrase)), "{wrong}");
    let bytes = std::fs::read(&to).unwrap();
    let short = to.with_file_name("short.holdfast");
    for cut in [10, 3000, bytes.len() / 2, bytes.len() - 1] {
        std::fs::write(&short, &bytes[..cut]).unwrap();
        let error = Store::restore(&short, elsewhere.path(), WAY, now()).err().unwrap();
        assert!(matches!(error, CopyError::NotWhole { .. }), "{cut}: {error}");
    }
    let left: Vec<_> = std::fs::read_dir(elsewhere.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["owner.lock"]);
    assert!(Store::restore(&to, elsewhere.path(), WAY, now()).is_ok(), "the control: the whole one opens");
}

#[test]
fn a_store_that_works_is_never_written_over() {
    let (home, place, mut store, to) = copied();
    store.sign(record(21), &by(), now()).unwrap();
    let head = store.head();
    drop(store);
    let refused = Store::restore(&to, home.path(), WAY, now()).err().unwrap();
    assert!(matches!(refused, CopyError::Store(StoreError::AlreadyThere(_))), "{refused}");
    // Nor one that another passphrase opens, of which nothing can be told.
    let beginning = crate::Beginning { ward: "Elm", exercise: true, passphrase: "not the same one", at: now() };
    let elm = place.path().join("elm");
    drop(Store::create(&elm, &beginning).unwrap());
    let refused = Store::restore(&to, &elm, WAY, now()).err().unwrap();
    assert!(matches!(refused, CopyError::Store(StoreError::AlreadyThere(_))), "{refused}");
    assert_eq!(Store::open(home.path(), PASSPHRASE, now()).unwrap().head(), head);
    assert!(Store::open(&elm, "not the same one", now()).is_ok());
}

/// Damages the file from some place on.
fn damage(ledger: &Path, from: u64) {
    let mut bytes = std::fs::read(ledger).unwrap();
    let from = usize::try_from(from).unwrap();
    for byte in &mut bytes[from..from + 4096] {
        *byte ^= 0x55;
    }
    std::fs::write(ledger, bytes).unwrap();
}

#[test]
fn a_damaged_ledger_is_set_aside_and_what_can_be_read_beyond_the_copy_is_brought_over() {
    let (home, _place, mut store, to) = copied();
    for number in 300..420 {
        store.sign(record(number), &by(), now()).unwrap();
    }
    store.save_draft(&draft(99)).unwrap();
    let after = store.head().seq;
    drop(store);
    let ledger = home.path().join("ledger.db");
    let size = std::fs::metadata(&ledger).unwrap().len();
    damage(&ledger, size - 5 * 4096);
    assert!(!home.path().join("ledger.db-wal").exists(), "the file was closed whole before it was damaged");
    let (mut store, restored) = Store::restore(&to, home.path(), WAY, now()).unwrap();
    let kept = restored.set_aside.unwrap();
    assert_eq!(std::fs::metadata(&kept).unwrap().len(), size, "the damaged file is kept as it was");
    assert_eq!(crate::ledgers_aside(home.path()), [kept]);
    assert!(restored.salvaged.entries > 0, "{:?}", restored.salvaged);
    assert_eq!(store.records().unwrap().len() as u64, 2 + restored.salvaged.entries);
    assert!(store.head().seq <= after + 1);
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
}

#[test]
fn a_ledger_that_cannot_be_read_at_all_gives_way_to_the_copy_alone() {
    let (home, _place, mut store, to) = copied();
    store.sign(record(21), &by(), now()).unwrap();
    drop(store);
    std::fs::write(home.path().join("ledger.db"), vec![0x11; 40_000]).unwrap();
    let error = Store::open(home.path(), PASSPHRASE, now()).err().unwrap();
    assert!(crate::is_damage(&error), "{error}");
    let (mut store, restored) = Store::restore(&to, home.path(), WAY, now()).unwrap();
    assert_eq!(restored.salvaged, Salvaged::default());
    assert_eq!(store.records().unwrap().len(), 2);
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
    assert_eq!(std::fs::read(restored.set_aside.unwrap()).unwrap(), vec![0x11; 40_000]);
}

#[test]
fn a_ledger_that_was_cut_down_to_nothing_is_damage_and_no_new_one_begins_in_it() {
    let (home, _place, store, to) = copied();
    drop(store);
    std::fs::write(home.path().join("ledger.db"), "").unwrap();
    let error = Store::open(home.path(), PASSPHRASE, now()).err().unwrap();
    assert!(crate::is_damage(&error), "{error}");
    assert_eq!(std::fs::metadata(home.path().join("ledger.db")).unwrap().len(), 0);
    let (store, restored) = Store::restore(&to, home.path(), WAY, now()).unwrap();
    assert_eq!(store.records().unwrap().len(), 2);
    assert!(restored.set_aside.is_some());
}

#[test]
fn a_lost_key_file_comes_back_from_the_copy_and_the_ledger_stays() {
    let (home, _place, mut store, to) = copied();
    store.sign(record(21), &by(), now()).unwrap();
    let head = store.head();
    drop(store);
    for name in ["keys.json", "keys.copy.json"] {
        std::fs::write(home.path().join(name), "half a fi").unwrap();
    }
    assert!(Store::open(home.path(), PASSPHRASE, now()).is_err());
    let (store, restored) = Store::restore(&to, home.path(), WAY, now()).unwrap();
    assert!(restored.only_keys);
    assert_eq!(store.head(), head, "nothing was lost, and no new chain began");
    assert_eq!(store.records().unwrap().len(), 3);
}

#[test]
fn a_restore_that_was_cut_off_can_be_made_again() {
    let (_home, _place, store, to) = copied();
    drop(store);
    let elsewhere = folder();
    let (store, _) = Store::restore(&to, elsewhere.path(), WAY, now()).unwrap();
    drop(store);
    // As a power cut before the last move leaves it: everything but the ledger, and work that was never finished.
    std::fs::remove_file(elsewhere.path().join("ledger.db")).unwrap();
    std::fs::create_dir_all(elsewhere.path().join("unfinished").join("x")).unwrap();
    assert!(!Store::is_at(elsewhere.path()));
    let (mut store, _) = Store::restore(&to, elsewhere.path(), WAY, now()).unwrap();
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
    assert!(!elsewhere.path().join("unfinished").exists());
    assert_eq!(store.filings().unwrap()[0].state, FilingState::Sent);
}

#[test]
fn a_copy_of_a_real_ward_opens_on_another_pc_by_its_envelope_and_not_by_the_passphrase_alone() {
    let (home, place, elsewhere) = (folder(), folder(), folder());
    let beginning = crate::Beginning { ward: "Ash", exercise: false, passphrase: PASSPHRASE, at: now() };
    let mut store = Store::create(home.path(), &beginning).unwrap();
    store.sign(record(31), &by(), now()).unwrap();
    store.set_passphrase("Jo Marsh", "five words are enough here", &by(), now()).unwrap();
    let (_, code) = store.draw_envelope().unwrap();
    store.seal_envelope(&code, &by(), now()).unwrap();
    let to = copy(&store, place.path());
    let error = Store::restore(&to, elsewhere.path(), WAY, now()).err().unwrap();
    assert!(matches!(error, CopyError::Store(StoreError::NoDeviceSecret)), "{error}");
    let typed = code.parts().join(" ");
    let (mut restored, what) = Store::restore(&to, elsewhere.path(), Way::Envelope(&typed), now()).unwrap();
    assert_eq!(restored.records().unwrap().len(), 1);
    assert_eq!(what.passphrases_to_set, ["", "Jo Marsh"], "they were bound to the other PC");
    assert_eq!(restored.log(&["openedSpecially"], 9).unwrap().len(), 1, "and the log says how it was opened");
    restored.set_passphrase("Jo Marsh", "six words are enough right here", &by(), now()).unwrap();
    assert_eq!(restored.verify().unwrap().wrong, Vec::<String>::new());
    drop(restored);
    assert!(Store::open(elsewhere.path(), "six words are enough right here", now()).is_ok());
    store.sign(record(32), &by(), now()).unwrap();
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new(), "the first PC goes on as it was");
}
