//! Copies of the whole PC, opening them elsewhere, and what may be thrown away: on the synthetic ward.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::fs;

use hospital::Fault;
use record::{FilingState, SystemId, SystemStatus};

use super::*;
use crate::config::Standby;
use crate::keys::Way;
use crate::sending::send_all;
use crate::tests::{hospital_server, now, observe, set, somebody, ward};
use crate::{EXERCISE_PASSPHRASE, bring_back, demo};

const WAY: Way<'_> = Way::Passphrase(EXERCISE_PASSPHRASE);

fn on(_: CopyProgress) -> bool {
    true
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A ward with one standby place.
fn with_place(home: &tempfile::TempDir, place: &tempfile::TempDir) -> (Mutex<Ward>, String) {
    let mut ward = ward(home);
    let folder = place.path().display().to_string();
    ward.config.standby = vec![Standby { folder: folder.clone(), every_minutes: 30 }];
    ward.config.write(home.path()).unwrap();
    (Mutex::new(ward), folder)
}

#[test]
fn a_place_has_its_turn_and_one_that_is_away_is_noted_and_stops_nothing() {
    let (home, place) = (folder(), folder());
    let (ward, there) = with_place(&home, &place);
    assert_eq!(held(&ward).standby_due(now()).unwrap(), std::slice::from_ref(&there));
    copy_to(&ward, &there, now(), &mut on).unwrap();
    let later = |minutes| now() + Duration::minutes(minutes);
    for (minutes, due) in [(0, false), (29, false), (30, true), (-10, true)] {
        assert_eq!(!held(&ward).standby_due(later(minutes)).unwrap().is_empty(), due, "{minutes} min");
    }
    assert!(!held(&ward).standby(later(60)).unwrap()[0].late && held(&ward).standby(later(61)).unwrap()[0].late);

    let copy = held(&ward).standby_file(&there);
    let moved = folder();
    fs::rename(&copy, moved.path().join("kept")).unwrap();
    fs::remove_dir_all(place.path()).unwrap();
    let away = copy_to(&ward, &there, later(30), &mut on);
    assert!(matches!(away, Err(WardError::Copy(CopyError::Away(_)))), "{away:?}");
    let row = held(&ward).standby(later(30)).unwrap().remove(0);
    assert!(row.failed().unwrap().1.contains("is not there"));
    assert_eq!(row.proved().unwrap().0, now(), "what was proved before is still known");
    assert_eq!(held(&ward).standby_due(later(34)).unwrap(), Vec::<String>::new());
    assert_eq!(held(&ward).standby_due(later(35)).unwrap(), std::slice::from_ref(&there), "it is tried again sooner");
    assert!(copy_to(&ward, &there, later(35), &mut on).is_err());
    assert_eq!(
        held(&ward).standby(later(36)).unwrap()[0].failed().unwrap().0,
        later(30),
        "failing since the first time"
    );
    fs::create_dir_all(place.path()).unwrap();
    copy_to(&ward, &there, later(40), &mut on).unwrap();
    assert!(held(&ward).standby(later(40)).unwrap()[0].failed().is_none());
    let elsewhere = copy_to(&ward, "not a place of ours", now(), &mut on);
    assert!(matches!(elsewhere, Err(WardError::NoSuchPlace(_))), "{elsewhere:?}");
}

#[test]
fn verify_notices_that_an_older_store_was_put_back() {
    let (home, place, kept) = (folder(), folder(), folder());
    let (ward, there) = with_place(&home, &place);
    drop(ward);
    let files: Vec<PathBuf> = fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().path()).collect();
    let files: Vec<PathBuf> = files.into_iter().filter(|path| path.is_file()).collect();
    for path in &files {
        fs::copy(path, kept.path().join(path.file_name().unwrap())).unwrap();
    }
    let mut ward = Ward::open(home.path(), EXERCISE_PASSPHRASE, now()).unwrap();
    let ama = somebody(&mut ward, "Ama Boateng");
    observe(&mut ward, &ama, "A1");
    let ward = Mutex::new(ward);
    copy_to(&ward, &there, now(), &mut on).unwrap();
    assert_eq!(held(&ward).verify().unwrap().wrong, Vec::<String>::new(), "the control");
    drop(ward);
    for path in &files {
        fs::copy(kept.path().join(path.file_name().unwrap()), path).unwrap();
    }
    let mut ward = Ward::open(home.path(), EXERCISE_PASSPHRASE, now()).unwrap();
    let wrong = ward.verify().unwrap().wrong;
    assert!(wrong.len() == 1 && wrong[0].contains("an older store was put back"), "{wrong:?}");
}

#[test]
fn a_backup_is_found_and_opened_elsewhere_and_what_may_be_missing_is_said() {
    let (home, place, elsewhere) = (folder(), folder(), folder());
    let (ward, _) = with_place(&home, &place);
    let sam = somebody(&mut held(&ward), "Sam Reyes");
    let ama = somebody(&mut held(&ward), "Ama Boateng");
    set(&mut held(&ward), &sam, "epr", SystemStatus::Down);
    observe(&mut held(&ward), &ama, "A1");
    let to = place.path().join("b.holdfast");
    let refused = back_up(&ward, Some(&ama), &to, now(), &mut on);
    assert!(matches!(refused, Err(WardError::NotAllowed { .. })), "{refused:?}");
    back_up(&ward, Some(&sam), &to, now(), &mut on).unwrap();
    fs::write(place.path().join("other.holdfast"), "no copy").unwrap();
    let found = find(place.path());
    assert_eq!((found.len(), found[0].head.pc.as_str()), (1, "ASH-PC1"));
    let (restored, what) = Ward::restore(&found[0].path, elsewhere.path(), WAY, now()).unwrap();
    assert_eq!(restored.name(), held(&ward).name());
    assert_eq!(restored.board_now(None, now()).unwrap().rows.len(), 24, "the copies of systems are there");
    let said = bring_back::said_of(&what, restored.zone()).join(" ");
    assert!(said.contains("1 record and 0 drafts are back") && said.contains("after 21-Nov-2026 14:32"), "{said}");
}

/// Which request of a sending is its first PUT.
fn first_put() -> usize {
    let home = folder();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    observe(&mut ward, &sam, "A1");
    let epr = SystemId::new("epr");
    ward.release(&sam, &epr, now()).unwrap();
    let server = hospital_server();
    send_all(&Mutex::new(ward), &epr, Some(&server.address()), &now, &mut |_| true).unwrap();
    server.requests().iter().position(|request| request.starts_with("PUT")).unwrap() + 1
}

#[test]
fn a_restored_pc_files_each_record_exactly_once_and_asks_first_about_what_was_sent() {
    let (home, place, elsewhere) = (folder(), folder(), folder());
    let (ward, there) = with_place(&home, &place);
    let sam = somebody(&mut held(&ward), "Sam Reyes");
    let ama = somebody(&mut held(&ward), "Ama Boateng");
    set(&mut held(&ward), &sam, "epr", SystemStatus::Down);
    for bed in ["A1", "A2", "A4"] {
        observe(&mut held(&ward), &ama, bed);
    }
    let epr = SystemId::new("epr");
    set(&mut held(&ward), &sam, "epr", SystemStatus::Restored);
    held(&ward).release(&sam, &epr, now()).unwrap();
    let put = first_put();
    let server = hospital_server();
    let send = |ward: &Mutex<Ward>, most: usize| {
        send_all(ward, &epr, Some(&server.address()), &now, &mut |so_far| so_far.done < most).unwrap()
    };
    let count =
        |ward: &Mutex<Ward>, state| held(ward).filings().unwrap().iter().filter(|row| row.state == state).count();
    // The first arrives, but no answer to it does; then the PC is copied.
    server.fault_at(put, Fault::ResetAfterCommit);
    send(&ward, 1);
    server.up();
    assert_eq!(count(&ward, FilingState::Sent), 1);
    assert_eq!(server.held().count("QuestionnaireResponse"), 1, "it is there, unheard of");
    copy_to(&ward, &there, now(), &mut on).unwrap();
    // Then two more are accepted of which the copy does not know, and the PC is lost.
    send(&ward, 3);
    assert_eq!(count(&ward, FilingState::Accepted), 3);
    let (restored, _) = Ward::restore(&held(&ward).standby_file(&there), elsewhere.path(), WAY, now()).unwrap();
    let restored = Mutex::new(restored);
    assert_eq!((count(&restored, FilingState::Sent), count(&restored, FilingState::Ready)), (1, 2));
    send(&restored, 99);
    assert_eq!(count(&restored, FilingState::Accepted), 3);
    let records = held(&restored).store.records().unwrap();
    for kind in ["QuestionnaireResponse", "DocumentReference"] {
        assert_eq!(server.held().count(kind), records.len(), "each record is there once: {kind}");
    }
    assert!(records.iter().all(|one| server.held().get("QuestionnaireResponse", &one.id.to_string()).is_some()));
}

#[test]
fn a_pc_is_not_reset_while_anything_is_on_it_alone() {
    let (home, place) = (folder(), folder());
    let (ward, there) = with_place(&home, &place);
    let sam = somebody(&mut held(&ward), "Sam Reyes");
    let ama = somebody(&mut held(&ward), "Ama Boateng");
    set(&mut held(&ward), &sam, "epr", SystemStatus::Down);
    observe(&mut held(&ward), &ama, "A1");
    let why = held(&ward).reset(Some(&sam), now()).unwrap_err().to_string();
    assert!(why.contains("1 record for EPR"), "{why}");
    copy_to(&ward, &there, now(), &mut on).unwrap();
    observe(&mut held(&ward), &ama, "A2");
    let why = held(&ward).reset(None, now()).unwrap_err().to_string();
    assert!(why.contains("2 records for EPR"), "a record came after the copy: {why}");
    copy_to(&ward, &there, now(), &mut on).unwrap();
    let file = held(&ward).standby_file(&there);
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() - 1]).unwrap();
    assert!(held(&ward).reset(None, now()).is_err(), "a copy that no longer proves counts for nothing");
    fs::write(&file, &whole).unwrap();
    let refused = held(&ward).reset(Some(&ama), now());
    assert!(matches!(refused, Err(WardError::NotAllowed { .. })), "{refused:?}");
    copy_to(&ward, &there, now(), &mut on).unwrap();
    fs::write(home.path().join("not ours.txt"), "stays").unwrap();
    held(&ward).reset(Some(&sam), now()).unwrap();
    assert!(held(&ward).board_now(None, now()).is_err(), "every act fails afterwards");
    drop(ward);
    let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(!crate::is_at(home.path()));
    let elsewhere = folder();
    let (back, _) = Ward::restore(&file, elsewhere.path(), WAY, now()).unwrap();
    assert_eq!(back.store.records().unwrap().len(), 2, "and the copy brings it all back");
}

#[test]
fn a_pc_with_nothing_owed_is_reset_without_a_copy() {
    let home = folder();
    let mut ward = ward(&home);
    ward.reset(None, now()).unwrap();
    assert!(!crate::is_at(home.path()));
    assert!(demo::create(home.path(), "Ash Ward", None, demo::PIN, now()).is_err(), "its owner is still running");
}

#[test]
fn copies_of_hospital_data_go_by_the_sites_rule_but_not_during_an_outage() {
    let home = folder();
    let mut ward = ward(&home);
    let is_file = |file: &fs::DirEntry| file.path().extension().is_some_and(|ending| ending == "db");
    let snapshots = || {
        let files = fs::read_dir(home.path().join("snapshots")).unwrap().map(Result::unwrap);
        files.filter(is_file).count()
    };
    let before = snapshots();
    assert!(before > 0);
    let later = now() + Duration::hours(i64::from(ward.config.snapshot_kept_hours));
    assert_eq!(ward.apply_retention(later - Duration::minutes(1)).unwrap(), Vec::<String>::new());
    let sam = somebody(&mut ward, "Sam Reyes");
    set(&mut ward, &sam, "epr", SystemStatus::Down);
    assert_eq!(ward.apply_retention(later).unwrap(), Vec::<String>::new());
    let why = ward.retention(later).unwrap()[0].why_not.clone().unwrap();
    assert!(why.contains("is open"), "{why}");
    set(&mut ward, &sam, "epr", SystemStatus::Restored);
    let gone = ward.apply_retention(later).unwrap();
    assert_eq!((gone.len(), snapshots()), (before, 0));
    assert!(ward.sources(later).unwrap().iter().all(|source| source.as_at.is_none()), "they read: not held");
    assert_eq!(ward.store.log(&["snapshotErased"], 100).unwrap().len(), before, "and each left an entry");
    assert_eq!(ward.store.held_snapshots().unwrap().len(), 0, "its key is gone");
    assert_eq!(ward.verify().unwrap().wrong.iter().filter(|wrong| wrong.contains("view")).count(), 0);
}

#[test]
fn the_record_is_never_due_while_something_is_owed() {
    let home = folder();
    let mut ward = ward(&home);
    let (sam, ama) = (somebody(&mut ward, "Sam Reyes"), somebody(&mut ward, "Ama Boateng"));
    set(&mut ward, &sam, "epr", SystemStatus::Down);
    observe(&mut ward, &ama, "A1");
    let much_later = now() + Duration::days(i64::from(ward.config.ledger_kept_days) + 1);
    let ledger = |ward: &Ward| {
        ward.retention(much_later).unwrap().into_iter().find(|one| one.what.starts_with("The record")).unwrap()
    };
    assert!(ledger(&ward).why_not.unwrap().contains("1 record for EPR"));
}

#[test]
fn a_damaged_snapshot_is_set_aside_reads_not_held_and_is_counted() {
    let home = folder();
    let mut ward = ward(&home);
    let (sam, ama) = (somebody(&mut ward, "Sam Reyes"), somebody(&mut ward, "Ama Boateng"));
    set(&mut ward, &sam, "epr", SystemStatus::Down);
    observe(&mut ward, &ama, "A1");
    let taken = ward.copies().iter().find(|taken| taken.source == SystemId::new("epma")).unwrap().generation.clone();
    drop(ward);
    let file = home.path().join("snapshots").join(format!("{taken}.db"));
    let mut bytes = fs::read(&file).unwrap();
    bytes.iter_mut().skip(64).for_each(|byte| *byte ^= 0x5a);
    fs::write(&file, bytes).unwrap();
    for _ in 0..2 {
        let ward = Ward::open(home.path(), EXERCISE_PASSPHRASE, now()).unwrap();
        assert_eq!(ward.damaged_copies(), [SystemId::new("epma")]);
        assert!(!file.exists());
        let epma = ward.sources(now()).unwrap().into_iter().find(|source| source.id == SystemId::new("epma")).unwrap();
        assert_eq!(epma.as_at, None, "not held");
        assert_eq!(ward.store.records().unwrap().len(), 1, "what staff recorded is there");
    }
    let aside = fs::read_dir(home.path().join("snapshots"))
        .unwrap()
        .filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().contains(".damaged-"));
    assert_eq!(aside.count(), 1);
}

#[test]
fn the_last_pack_goes_with_a_copy_and_is_let_go_of_when_it_is_to_be_shredded() {
    let (home, place, elsewhere) = (folder(), folder(), folder());
    let (ward, there) = with_place(&home, &place);
    held(&ward).keep_pack(3, b"%PDF of three pages", now()).unwrap();
    copy_to(&ward, &there, now(), &mut on).unwrap();
    let (mut back, _) = Ward::restore(&held(&ward).standby_file(&there), elsewhere.path(), WAY, now()).unwrap();
    let ama = somebody(&mut back, "Ama Boateng");
    let last = back.last_pack(&ama, now()).unwrap().unwrap();
    assert_eq!((last.pages, last.pdf.as_slice()), (3, &b"%PDF of three pages"[..]));
    let shred = now() + Duration::hours(i64::from(back.config.pack_shred_after_hours));
    assert_eq!(back.apply_retention(shred - Duration::minutes(1)).unwrap(), Vec::<String>::new());
    assert_eq!(back.apply_retention(shred).unwrap(), ["The last pack"]);
    assert_eq!(back.last_pack(&ama, now()).unwrap(), None);
}

#[test]
fn on_a_full_disk_nothing_new_is_signed_and_the_rest_goes_on() {
    let home = folder();
    let mut ward = ward(&home);
    ward.config.disk_needs_mb = u32::MAX;
    assert_eq!(ward.room().unwrap().0, crate::room::Space::Full);
    let ama = somebody(&mut ward, "Ama Boateng");
    let answers = crate::tests::whole_set();
    let whole = crate::answers::Signed {
        patient: crate::tests::in_bed(&ward, "A1"),
        form: "news2",
        care_at: None,
        late_reason: None,
        answers: &answers,
        pin: demo::PIN,
        second: None,
    };
    let refused = ward.record(&ama, &whole, now());
    assert!(matches!(refused, Err(WardError::NoRoom)), "{refused:?}");
    ward.start_form(&ama, whole.patient, "news2", now()).unwrap();
    assert_eq!(ward.drafts().unwrap().len(), 1, "what is typed is still kept as a draft");
    assert!(ward.board(&ama, None, now()).is_ok());
    let request = crate::pack::Request { patients: Vec::new(), contents: crate::pack::Content::standard(&ward) };
    assert!(ward.pack(&ama, &request, now()).is_ok(), "and it can be printed");
    ward.config.disk_needs_mb = 0;
    assert!(ward.record(&ama, &whole, now()).is_ok(), "the control: with room it is signed");
}
