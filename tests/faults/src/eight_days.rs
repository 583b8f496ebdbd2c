//! R12: eight days of a ward of 28 beds in fast time: observations every four hours typed answer by answer, a copy every hour, an
//! outage that begins and ends, sign-ins, the board. Nothing is lost, and the program grows by less than a tenth.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, FixedOffset};
use forms::Answer;
use record::{PatientId, RecordId, SystemId, SystemStatus};
use ward::fill::CareTime;
use ward::outage::Change;
use ward::sign::Signing;
use ward::{Actor, EXERCISE_PASSPHRASE, Ward, WardError};

use crate::Scale;
use crate::beds::{BEDS, PIN, begin, observe, patients, take, well};
use crate::scene::{in_full, now};
use crate::table::Line;

const DAYS: usize = 8;

/// What was acknowledged.
#[derive(Default)]
struct Kept {
    records: BTreeSet<RecordId>,
    drafts: BTreeSet<RecordId>,
}

/// R12.
pub(crate) fn eight_days(scale: Scale) -> Vec<Line> {
    let beds = if scale == Scale::Full { BEDS } else { 4 };
    let mut wrong = Vec::new();
    let (kept, growth) = match live(beds) {
        Ok(lived) => lived,
        Err(error) => {
            wrong.push(in_full(&error));
            (Kept::default(), 0)
        }
    };
    if growth >= 10 {
        wrong.push(format!("the program grew by {growth} %"));
    }
    let bad = wrong.len();
    let held = ballast();
    if held < 10 {
        wrong.push("the control, memory that is not given back, was not seen: the check cannot fail".into());
    }
    vec![Line {
        id: "R12",
        what: format!("{DAYS} days of {beds} beds in fast time"),
        cases: kept.records.len() + kept.drafts.len(),
        found: format!("{bad} lost or too large, memory grew by {growth} %"),
        control: format!("memory not given back: {held} %"),
        wrong,
    }]
}

fn live(beds: usize) -> Result<(Kept, i64), WardError> {
    let mut clock = now();
    let (home, mut ward, sam) = begin(clock);
    let everybody = patients(&ward, &sam, clock);
    let mut kept = Kept::default();
    let mut after_first_day = 0;
    for hour in 0..DAYS * 24 {
        clock += Duration::hours(1);
        take(&mut ward, hour + 1, clock)?;
        ward.sign_in(sam.staff.id, PIN, clock)?;
        ward.board(&sam, None, clock)?;
        if hour % 48 == 10 || hour % 48 == 20 {
            let status = if hour % 48 == 10 { SystemStatus::Down } else { SystemStatus::Restored };
            let systems = [(SystemId::new("epr"), status)];
            let change = Change { systems: &systems, since: clock, reason: "Supplier", next_update: None };
            if status == SystemStatus::Down {
                ward.declare(&sam, &change, clock)?;
            } else {
                ward.set_systems(&sam, &change, clock)?;
            }
        }
        if hour % 4 == 0 {
            for (turn, patient) in everybody.iter().take(beds).enumerate() {
                round(&mut ward, &sam, *patient, turn + hour, clock, &mut kept)?;
            }
        }
        if hour + 1 == 24 {
            after_first_day = resident();
        }
    }
    let growth = percent(after_first_day, resident());
    drop(ward);
    let mut again = Ward::open(home.path(), EXERCISE_PASSPHRASE, clock)?;
    let verified = again.verify()?;
    for id in &kept.records {
        again.signed(*id)?;
    }
    let drafts: BTreeSet<RecordId> = again.drafts()?.into_iter().map(|draft| draft.id).collect();
    if !verified.wrong.is_empty() || !kept.drafts.is_subset(&drafts) {
        return Err(WardError::NotTaken(format!(
            "after eight days: {} wrong, or a draft is gone",
            verified.wrong.len()
        )));
    }
    Ok((kept, growth))
}

/// One patient's round: typed answer by answer and signed; now and then left unfinished.
fn round(
    ward: &mut Ward,
    sam: &Actor,
    patient: PatientId,
    turn: usize,
    clock: DateTime<FixedOffset>,
    kept: &mut Kept,
) -> Result<(), WardError> {
    if !turn.is_multiple_of(3) {
        kept.records.insert(observe(ward, sam, patient, turn, clock)?);
        return Ok(());
    }
    let form = ward.start_form(sam, patient, "news2", clock)?;
    let id = form.draft.id;
    let reading = forms::read_answers(&form.definition, &well(turn));
    for (node, answer) in reading.answers {
        let unfinished = turn.is_multiple_of(30) && matches!(answer, Answer::Choice(_));
        if !unfinished {
            ward.answer(sam, id, &node, Some(answer), clock)?;
        }
    }
    if turn.is_multiple_of(30) {
        kept.drafts.insert(id);
        return Ok(());
    }
    let care = CareTime { now: true, date: "", time: "", late_reason: "", care_by: None };
    ward.set_care(sam, id, &care, clock)?;
    let signing = Signing { draft: id, staff: None, pin: PIN, second: None, patient_confirmed: true };
    kept.records.insert(ward.sign(sam, &signing, clock)?.id);
    Ok(())
}

/// Memory the program holds, in KiB; 0 where the system does not say.
fn resident() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

fn percent(before: i64, after: i64) -> i64 {
    if before == 0 { 0 } else { (after - before) * 100 / before }
}

/// The control: as much again is held and not given back.
fn ballast() -> i64 {
    let before = resident();
    let bytes = usize::try_from(before).unwrap_or(0) * 1024;
    let held = vec![1_u8; bytes.max(1)];
    let grown = percent(before, resident());
    drop(held);
    grown
}
