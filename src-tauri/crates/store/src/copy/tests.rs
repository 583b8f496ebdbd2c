//! Copies: whole or not at all, of this PC and nobody else's, never over a newer one, and unreadable without the key.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use record::Act;
use uuid::Uuid;

use super::sealed::{FORMAT, Front, Sealer};
use super::*;
use crate::Store;
use crate::keys::RawKey;
use crate::pack::LastPack;
use crate::tests::{PASSPHRASE, by, draft, full, now, record};

fn on(_: CopyProgress) -> bool {
    true
}

fn copy(store: &Store, to: &Path) -> Result<Proved, CopyError> {
    store.copier("ASH-PC1").make(to, Over::Older, now(), &mut on)
}

#[test]
fn a_copy_is_proved_to_hold_what_the_store_holds() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut store = full(home.path());
    store.save_draft(&draft(77)).unwrap();
    store.keep_pack(&LastPack { made_at: now(), pages: 3, pdf: b"%PDF pages".to_vec() }).unwrap();
    let to = place.path().join("a.holdfast");
    let proved = copy(&store, &to).unwrap();
    let contents = &proved.contents;
    assert_eq!((contents.seq, contents.records, contents.drafts, contents.snapshots()), (store.head().seq, 2, 1, 1));
    assert!(contents.pack && store.is_all_in(contents).unwrap());
    let head = CopyHead::read(&to).unwrap();
    assert_eq!((head.pc.as_str(), head.ward.as_str(), head.head), ("ASH-PC1", "Ash Ward", store.head().short()));
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing is left beside it");
    assert!(!home.path().join("unfinished").exists(), "and nothing at home");
    store.save_draft(&draft(78)).unwrap();
    assert!(!store.is_all_in(contents).unwrap(), "a draft that came after is not in it");
}

#[test]
fn a_place_that_is_away_is_said_and_a_backup_takes_no_files_place() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = full(home.path());
    let away = copy(&store, &place.path().join("gone").join("a.holdfast"));
    assert!(matches!(away, Err(CopyError::Away(_))), "{away:?}");
    let to = place.path().join("backup.holdfast");
    fs::write(&to, "somebody's file").unwrap();
    let there = store.copier("ASH-PC1").make(&to, Over::Nothing, now(), &mut on);
    assert!(matches!(there, Err(CopyError::There(_))), "{there:?}");
    assert_eq!(fs::read(&to).unwrap(), b"somebody's file");
}

#[test]
fn a_copy_that_is_stopped_anywhere_leaves_the_one_before_it() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut store = full(home.path());
    let to = place.path().join("a.holdfast");
    copy(&store, &to).unwrap();
    let before = fs::read(&to).unwrap();
    store.sign(record(13), &by(), now()).unwrap();
    let mut steps = 0;
    store
        .copier("ASH-PC1")
        .make(&place.path().join("b.holdfast"), Over::Older, now(), &mut |_| {
            steps += 1;
            true
        })
        .unwrap();
    for stop in 1..=steps {
        let mut told = 0;
        let stopped = store.copier("ASH-PC1").make(&to, Over::Older, now(), &mut |_| {
            told += 1;
            told < stop
        });
        assert!(matches!(stopped, Err(CopyError::Stopped)), "{stopped:?}");
        assert!(fs::read(&to).unwrap() == before, "stopped at step {stop} of {steps}");
        assert!(!to.with_extension("writing").exists());
    }
    copy(&store, &to).unwrap();
    assert!(fs::read(&to).unwrap() != before, "the control: not stopped, it is exchanged");
}

#[test]
fn an_old_store_that_was_put_back_is_noticed_and_does_not_take_the_newer_copys_place() {
    let (home, place, kept) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let to = place.path().join("a.holdfast");
    drop(full(home.path()));
    let old: Vec<_> =
        fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file()).collect();
    for path in &old {
        fs::copy(path, kept.path().join(path.file_name().unwrap())).unwrap();
    }
    let mut store = Store::open(home.path(), PASSPHRASE, now()).unwrap();
    copy(&store, &to).unwrap();
    assert_eq!(store.beside(&to).unwrap(), None, "the control: with the entry there, nothing is wrong");
    store.sign(record(13), &by(), now()).unwrap();
    copy(&store, &to).unwrap();
    let newer = fs::read(&to).unwrap();
    drop(store);
    for path in &old {
        let _ = fs::remove_file(path.with_extension("db-wal"));
        fs::copy(kept.path().join(path.file_name().unwrap()), path).unwrap();
    }
    let mut store = Store::open(home.path(), PASSPHRASE, now()).unwrap();
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new(), "by itself the old store looks whole");
    assert!(store.beside(&to).unwrap().unwrap().contains("older store was put back"));
    // The old store goes on, and comes to as many entries as the copy has: it is still another history.
    store.transact(vec![Act::PinSet { staff: crate::tests::ama().id, temporary: false }], &by(), now()).unwrap();
    assert!(store.beside(&to).unwrap().is_some());
    let refused = copy(&store, &to);
    assert!(matches!(refused, Err(CopyError::Ahead { .. })), "{refused:?}");
    assert!(fs::read(&to).unwrap() == newer);
}

#[test]
fn nothing_in_a_copy_can_be_read_without_the_key() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let store = full(home.path());
    store.keep_pack(&LastPack { made_at: now(), pages: 1, pdf: b"PLANTED-NAME".repeat(50) }).unwrap();
    fs::write(home.path().join("config.toml"), "site = \"PLANTED-NAME\"").unwrap();
    let to = place.path().join("a.holdfast");
    copy(&store, &to).unwrap();
    let bytes = fs::read(&to).unwrap();
    for planted in [&b"PLANTED-NAME"[..], b"SQLite format 3", b"Supplier update", b"Boateng"] {
        assert!(!bytes.windows(planted.len()).any(|window| window == planted));
    }
    let other: RawKey = zeroize::Zeroizing::new([9; 32]);
    assert!(matches!(Opened::read(&to, &other), Err(CopyError::NotWhole { .. })));
}

#[test]
fn a_copy_made_while_staff_go_on_signing_is_of_one_moment() {
    let (home, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut store = full(home.path());
    let copier = store.copier("ASH-PC1");
    let to = place.path().join("a.holdfast");
    std::thread::scope(|scope| {
        let copying = scope.spawn(|| {
            for _ in 0..5 {
                copier.make(&to, Over::Older, now(), &mut on).unwrap();
            }
        });
        for number in 100..200 {
            store.sign(record(number), &by(), now()).unwrap();
        }
        copying.join().unwrap();
    });
    assert_eq!(store.beside(&to).unwrap(), None);
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
}

fn head() -> CopyHead {
    CopyHead {
        format: FORMAT,
        pc: "ASH-PC1".into(),
        ward: "Ash Ward".into(),
        exercise: true,
        made_at: now(),
        origin: Uuid::from_u128(5),
        entries: 1,
        head: "00000000".into(),
        salt: "07".repeat(32),
        nonce: "08".repeat(19),
        keys: crate::keys::KeyFile::new(Uuid::from_u128(6), crate::SecretPlace::File),
        secret: None,
    }
}

fn key() -> RawKey {
    zeroize::Zeroizing::new([7; 32])
}

fn sealed(plain: &[u8]) -> Vec<u8> {
    let mut sealer = Sealer::begin(Vec::new(), &head(), &key()).unwrap();
    sealer.write_all(plain).unwrap();
    sealer.finish().unwrap()
}

fn unseal(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    Front::read(Cursor::new(bytes))?.unseal(&key())?.read_to_end(&mut plain)?;
    Ok(plain)
}

#[test]
fn what_is_sealed_comes_back_whatever_its_length() {
    for length in [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000] {
        let plain: Vec<u8> = (0..length).map(|at: usize| at.to_le_bytes()[0]).collect();
        assert!(unseal(&sealed(&plain)).unwrap() == plain, "{length}");
    }
}

#[test]
fn a_file_cut_at_any_byte_or_changed_in_any_byte_is_refused() {
    let small = sealed(b"a few words of a ledger");
    for at in 0..small.len() {
        assert!(unseal(&small[..at]).is_err(), "cut at {at}");
        let mut changed = small.clone();
        changed[at] ^= 1;
        assert!(unseal(&changed).is_err(), "changed at {at}");
    }
    let long = sealed(&vec![3; 150_000]);
    let front = long.len() - 150_000 - 3 * 16;
    let edges = [front, front + 65_552, front + 131_104, long.len()];
    let near = edges.iter().flat_map(|edge| edge.saturating_sub(24)..(edge + 24).min(long.len()));
    for at in near.chain((0..long.len()).step_by(4999)) {
        assert!(unseal(&long[..at]).is_err(), "cut at {at}");
    }
    let mut more = long.clone();
    more.push(0);
    assert!(unseal(&more).is_err(), "added to");
    let mut exchanged = long[..front].to_vec();
    exchanged.extend_from_slice(&long[front + 65_552..front + 131_104]);
    exchanged.extend_from_slice(&long[front..front + 65_552]);
    exchanged.extend_from_slice(&long[front + 131_104..]);
    assert!(unseal(&exchanged).is_err(), "re-ordered");
    assert!(unseal(&long).is_ok(), "the control: as it was, it opens");
}

#[test]
fn a_length_that_cannot_be_is_refused_at_once() {
    let mut long_head = sealed(b"x");
    long_head[16..20].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(unseal(&long_head).unwrap_err().to_string().contains("longer than any copy's"));

    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("false.holdfast");
    let part = |bytes| Part { kind: Kind::Ledger, bytes };
    let list = |parts| Contents {
        origin: Uuid::from_u128(5),
        seq: 1,
        hash: String::new(),
        drafts_digest: String::new(),
        made_at: now(),
        records: 0,
        drafts: 0,
        pack: false,
        parts,
    };
    for parts in [vec![part(10 << 30)], vec![part(u64::MAX), part(2)], vec![part(0); 1001]] {
        let text = serde_json::to_vec(&list(parts)).unwrap();
        let mut plain = u32::try_from(text.len()).unwrap().to_le_bytes().to_vec();
        plain.extend_from_slice(&text);
        fs::write(&path, sealed(&plain)).unwrap();
        let error = Opened::read(&path, &key()).err().unwrap().to_string();
        assert!(error.contains("more is in it than can be"), "{error}");
    }
    fs::write(&path, sealed(&(2u32 << 20).to_le_bytes())).unwrap();
    assert!(Opened::read(&path, &key()).err().unwrap().to_string().contains("too long"));
    // A ledger that is said to be longer than what follows.
    let text = serde_json::to_vec(&list(vec![part(200)])).unwrap();
    let mut plain = u32::try_from(text.len()).unwrap().to_le_bytes().to_vec();
    plain.extend_from_slice(&text);
    fs::write(&path, sealed(&plain)).unwrap();
    let mut opened = Opened::read(&path, &key()).unwrap();
    let short = opened.unpack(place.path(), false, &mut |_| true);
    assert!(matches!(short, Err(CopyError::NotWhole { .. })), "{short:?}");
}

#[test]
fn a_copy_holds_no_path_that_could_lead_anywhere_else() {
    for name in ["../../evil", "/etc/passwd", "C:\\evil", "a/b"] {
        let text = format!(r#"{{"snapshot":{{"generation":{}}}}}"#, serde_json::to_string(name).unwrap());
        assert!(serde_json::from_str::<Kind>(&text).is_err(), "{name}");
    }
    let generation = Uuid::from_u128(5);
    let text = format!(r#"{{"snapshot":{{"generation":"{generation}"}}}}"#);
    assert_eq!(serde_json::from_str::<Kind>(&text).unwrap(), Kind::Snapshot { generation }, "the control");
}
