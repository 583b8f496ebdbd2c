//! PINs: weak ones, waits, the lock, and what somebody gains who pulls the plug or moves the clock (S3).
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

use record::{Act, By, Role, Staff, Verified};
use uuid::Uuid;

use super::*;
use crate::owner::Owner;
use crate::{Beginning, Store};

const PASSPHRASE: &str = "four words make one";
const WRONG: &str = "135792";

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap()
}

fn ama() -> StaffId {
    StaffId(Uuid::from_u128(7))
}

fn by() -> By {
    By { staff: None, verified: Verified::Passphrase }
}

fn store(home: &Path) -> Store {
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: PASSPHRASE, at: now() };
    let mut store = Store::create(home, &beginning).unwrap();
    let staff = Staff {
        id: ama(),
        name: "Ama Boateng".into(),
        role: Role::Nurse,
        title: None,
        number: Some("17F0442E".into()),
        pass: None,
    };
    store.transact(vec![Act::StaffAdded { staff }], &by(), now()).unwrap();
    store
}

fn give(store: &mut Store, pin: &str, temporary: bool) {
    let pin = NewPin { staff: ama(), pin, temporary };
    store.transact_with_pin(vec![Act::PinSet { staff: ama(), temporary }], &pin, &by(), now()).unwrap();
}

#[test]
fn wrong_pins_wait_then_lock_and_a_right_one_clears_the_count() {
    let home = tempfile::tempdir().unwrap();
    let mut store = store(home.path());
    assert_eq!(store.check_pin(ama(), "246810", now()).unwrap(), PinAnswer::NotSet);
    give(&mut store, "246810", false);
    assert_eq!(store.check_pin(ama(), WRONG, now()).unwrap(), PinAnswer::Wrong { left: 4 });
    assert_eq!(store.check_pin(ama(), "246810", now()).unwrap(), PinAnswer::Right);
    for _ in 0..4 {
        assert!(matches!(store.check_pin(ama(), WRONG, now()).unwrap(), PinAnswer::Wrong { .. }));
    }
    let mut clock = now();
    for wait in [30, 60, 120, 240, 480] {
        let answer = store.check_pin(ama(), WRONG, clock).unwrap();
        let until = clock + Duration::seconds(wait);
        assert_eq!(answer, PinAnswer::Wait { until });
        assert_eq!(
            store.check_pin(ama(), "246810", clock).unwrap(),
            PinAnswer::Wait { until },
            "not even the right one"
        );
        clock = until;
    }
    assert_eq!(store.check_pin(ama(), WRONG, clock).unwrap(), PinAnswer::Locked);
    assert_eq!(store.check_pin(ama(), "246810", clock).unwrap(), PinAnswer::Locked);
    let locked = store.pins().unwrap();
    assert_eq!((locked[0].tries, locked[0].locked_at), (10, Some(clock)));
}

#[test]
fn a_pin_that_is_too_easy_or_short_is_not_taken() {
    for (pin, fit) in [
        ("246810", true),
        ("12345", false),
        ("111111", false),
        ("12345a", false),
        ("1234567890123", false),
        ("123456", false),
        ("9876543", false),
        ("123457", true),
        ("170442", false),
        ("99170442", false),
        ("٢٤٦٨١٠", false),
    ] {
        assert_eq!(unfit(pin, Some("NMC 17F0442")).is_none(), fit, "{pin}");
    }
    assert_eq!(unfit("170442", None), None, "only one's own number is refused");
    assert_eq!(unfit("246810", Some("7")), None, "a digit or two of a number is no number");
}

#[test]
fn a_temporary_pin_says_so_and_a_new_one_forgets_every_wrong_try() {
    let home = tempfile::tempdir().unwrap();
    let mut store = store(home.path());
    give(&mut store, "246810", true);
    assert_eq!(store.check_pin(ama(), "246810", now()).unwrap(), PinAnswer::RightTemporary);
    let mut clock = now();
    while store.check_pin(ama(), WRONG, clock).unwrap() != PinAnswer::Locked {
        clock += Duration::hours(1);
    }
    give(&mut store, "975310", false);
    assert_eq!(store.check_pin(ama(), "975310", clock).unwrap(), PinAnswer::Right);
    store.revoke_pin(ama(), &by(), clock).unwrap();
    assert_eq!(store.check_pin(ama(), "975310", clock).unwrap(), PinAnswer::NotSet);
    assert_eq!(store.verify().unwrap().wrong, Vec::<String>::new());
}

#[test]
fn a_wait_is_whole_again_after_a_restart_and_keeps_its_length_when_the_clock_is_moved() {
    let home = tempfile::tempdir().unwrap();
    let mut store = store(home.path());
    give(&mut store, "246810", false);
    for _ in 0..5 {
        store.check_pin(ama(), WRONG, now()).unwrap();
    }
    for years in [10, -10] {
        let jump = Duration::days(365 * years);
        let moved = now() + jump;
        store.shift_waits(jump).unwrap();
        let answer = store.check_pin(ama(), "246810", moved).unwrap();
        assert_eq!(answer, PinAnswer::Wait { until: moved + Duration::seconds(30) }, "the clock moved {years} years");
        store.shift_waits(-jump).unwrap();
        store.begin_waits_anew(moved).unwrap();
        let answer = store.check_pin(ama(), "246810", moved + Duration::seconds(29)).unwrap();
        assert_eq!(answer, PinAnswer::Wait { until: moved + Duration::seconds(30) }, "a restart {years} years on");
        store.begin_waits_anew(now()).unwrap();
    }
    assert_eq!(store.check_pin(ama(), "246810", now() + Duration::seconds(30)).unwrap(), PinAnswer::Right);
}

/// Each time twice: before and after the clock jumps. 10,000 tries for the figures.
fn times() -> i64 {
    std::env::var("HOLDFAST_WRONG_PINS").ok().and_then(|said| said.parse().ok()).unwrap_or(300)
}

/// Tries a wrong PIN again and again; the program dies while each is looked at and is started again, its clock
/// anywhere within ten years. Answers with how many were looked at.
fn evaluated(check: impl Fn(&Connection, DateTime<FixedOffset>, &mut u32)) -> u32 {
    let times = times();
    let home = tempfile::tempdir().unwrap();
    let mut made = store(home.path());
    give(&mut made, "246810", false);
    drop(made);
    let opened = keys::open(home.path(), crate::Way::Passphrase(PASSPHRASE)).unwrap();
    let mut looked = 0;
    for time in 0..times {
        // Forth and back, a little and a lot.
        let clock = now() + Duration::seconds((time * 7_919 % 631) * if time % 2 == 0 { 500_000 } else { -500_000 });
        let mut store = Store::with_key(home.path(), opened.clone(), Owner::take(home.path()).unwrap()).unwrap();
        store.begin_waits_anew(clock).unwrap();
        check(&store.database, clock, &mut looked);
        let jump = Duration::days(time % 3_650);
        store.shift_waits(jump).unwrap();
        check(&store.database, clock + jump, &mut looked);
    }
    looked
}

/// The program dies here.
fn died() -> Result<bool, StoreError> {
    Err(damaged("program", "it was killed while it looked"))
}

#[test]
fn of_hundreds_of_wrong_pins_with_a_kill_after_each_and_a_moving_clock_at_most_ten_are_looked_at() {
    let looked = evaluated(|database, clock, looked| {
        let _ = check_by(database, ama(), clock, |_| {
            *looked += 1;
            died()
        });
    });
    assert!(looked <= 10, "{looked} were looked at");
    assert!(looked >= 5, "the first five are looked at at once: {looked}");
    println!(
        "ATTACK | S3 | wrong PINs, the program killed while each is looked at, its clock moved | {} | {looked} looked at",
        times() * 2
    );
}

#[test]
fn control_a_count_that_is_kept_after_the_look_lets_every_wrong_pin_be_looked_at() {
    let looked = evaluated(|database, clock, looked| {
        let tries: u32 = database
            .query_row("SELECT tries FROM pin WHERE staff = ?1", [ama().to_string()], |row| row.get(0))
            .unwrap();
        if tries >= LAST_TRY {
            return;
        }
        *looked += 1;
        if died().is_err() {
            return;
        }
        count(database, ama(), tries + 1, None, clock).unwrap();
    });
    assert!(looked > 10, "without the committed count the promise is broken: {looked}");
    println!("ATTACK | S3 | control: the count is kept after the look | {} | {looked} looked at", times() * 2);
}

#[test]
fn control_waits_that_trust_the_clock_are_freed_by_moving_it() {
    let home = tempfile::tempdir().unwrap();
    let mut store = store(home.path());
    give(&mut store, "246810", false);
    for _ in 0..5 {
        store.check_pin(ama(), WRONG, now()).unwrap();
    }
    let moved = now() + Duration::days(3_650);
    assert_eq!(
        store.check_pin(ama(), "246810", moved).unwrap(),
        PinAnswer::Right,
        "nobody told it that the clock moved"
    );
}
