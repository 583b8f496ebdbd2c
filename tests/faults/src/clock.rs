//! R9: the clock jumps by years, is an hour wrong, goes through both nights on which it is changed. Records stay in the order in
//! which they were signed, care times stay what was stated, and a clock that is more than two minutes behind is said.

use chrono::{DateTime, Duration, FixedOffset};
use record::SignedRecord;
use store::Store;

use crate::Scale;
use crate::chance::Chance;
use crate::scene::{Ready, by, in_full, now, open, record, whole};
use crate::table::Line;

/// The moments around which clocks go wrong.
const NIGHTS: [&str; 4] = [
    "2026-03-29T00:59:30+00:00",
    "2026-03-29T02:00:30+01:00",
    "2026-10-25T01:59:30+01:00",
    "2026-10-25T01:00:30+00:00",
];

/// Where the clock goes next.
fn jump(from: DateTime<FixedOffset>, chance: &mut Chance) -> DateTime<FixedOffset> {
    let years = Duration::days(3653);
    match chance.below(8) {
        0 => now() + years,
        1 => now() - years,
        2 => from + Duration::hours(1),
        3 => from - Duration::hours(1),
        4 | 5 => NIGHTS
            .get(chance.below(NIGHTS.len()))
            .and_then(|night| DateTime::parse_from_rfc3339(night).ok())
            .unwrap_or(from),
        _ => from + Duration::seconds(40),
    }
}

/// One evening of signing with a clock that jumps. Answers with whether the clock's order would have been another.
fn evening(ready: &Ready, seed: u64) -> Result<bool, String> {
    let mut chance = Chance::new(seed);
    let folder = ready.copy();
    let mut store = open(folder.path()).map_err(|error| in_full(&error))?;
    let mut clock = now();
    let mut signed: Vec<SignedRecord> = Vec::new();
    for number in 0..6 {
        clock = jump(clock, &mut chance);
        let one = SignedRecord {
            care_at: clock - Duration::minutes(chance.below(600) as i64),
            recorded_at: clock,
            ..record(700 + number)
        };
        let behind = store.clock_behind(clock).map_err(|error| in_full(&error))?;
        let truly = signed.last().map(|last| last.recorded_at - clock).filter(|by| *by > Duration::minutes(2));
        if signed.last().is_some() && behind != truly {
            return Err(format!("a clock that is {truly:?} behind is said to be {behind:?}"));
        }
        store.sign(one.clone(), &by(), clock).map_err(|error| in_full(&error))?;
        signed.push(one);
    }
    drop(store);
    // Opened on the day the clock was right.
    let mut store = open(folder.path()).map_err(|error| in_full(&error))?;
    whole(&mut store)?;
    same(&store, &signed)?;
    let mut by_clock = signed.clone();
    by_clock.sort_by_key(|record| record.recorded_at);
    Ok(by_clock != signed)
}

/// The same records in the same order, each as it was stated.
fn same(store: &Store, signed: &[SignedRecord]) -> Result<(), String> {
    let found = store.records().map_err(|error| in_full(&error))?;
    let found: Vec<&SignedRecord> =
        found.iter().filter(|record| signed.iter().any(|one| one.id == record.id)).collect();
    if found.len() != signed.len() {
        return Err("a record is missing".into());
    }
    if found.iter().zip(signed).any(|(found, signed)| found.id != signed.id) {
        return Err("the records are in another order than they were signed in".into());
    }
    if found.iter().zip(signed).any(|(found, signed)| found.care_at.to_rfc3339() != signed.care_at.to_rfc3339()) {
        return Err("a care time is not what was stated".into());
    }
    Ok(())
}

/// R9.
pub(crate) fn clock_jumps(scale: Scale) -> Vec<Line> {
    let ready = Ready::with(|_| Ok(()));
    let count = scale.of(1000);
    let mut wrong = Vec::new();
    let mut otherwise = 0;
    for seed in 0..count {
        match evening(&ready, seed as u64) {
            Ok(other_order) => otherwise += usize::from(other_order),
            Err(why) => wrong.push(format!("evening {seed}: {why}")),
        }
    }
    let bad = wrong.len();
    if otherwise == 0 {
        wrong.push("the control, order by the clock, is the same: the check cannot fail".into());
    }
    vec![Line {
        id: "R9",
        what: "clock jumps: ten years, an hour, both nights".into(),
        cases: count,
        found: format!("{bad} out of order, changed or unsaid"),
        control: format!("ordered by the clock: {otherwise} of {count} out of order"),
        wrong,
    }]
}
