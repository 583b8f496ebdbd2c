//! When the next dose is due, worked out from the copy alone, and only from a timing that is exact.
//! The dose nearest a time of day belongs to that time: one given at 09:58 is the dose of 10:00.

use chrono::{DateTime, Days, Duration, FixedOffset, NaiveDate, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;
use forms::calc::dates;
use record::snapshot::HeldMedicine;

/// The next dose in words.
#[derive(Clone, PartialEq, Eq)]
pub struct NextDue {
    /// `21-Nov-2026 14:00`, `As required`, `Not worked out: see the prescription`.
    pub words: String,
    /// When, if it was worked out.
    pub at: Option<DateTime<FixedOffset>>,
}

/// The newest dose the copy knows of, given or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newest {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// It was given.
    pub given: bool,
}

const NOT_WORKED_OUT: &str = "Not worked out: see the prescription";

/// Works it out. `now` decides only whether the time has passed.
#[must_use]
pub fn next_due(medicine: &HeldMedicine, newest: Option<Newest>, now: DateTime<FixedOffset>, zone: Tz) -> NextDue {
    if medicine.as_required {
        return NextDue { words: "As required".to_owned(), at: None };
    }
    let found = match (medicine.every_hours, times(medicine)) {
        (Some(hours), Some(times)) if times.is_empty() => after_an_interval(hours, newest),
        (Some(hours), Some(times)) if fits(hours, times.len()) => at_a_time(hours, &times, newest, now, zone),
        (Some(_) | None, Some(_) | None) => None,
    };
    let Some(due) = found else { return NextDue { words: NOT_WORKED_OUT.to_owned(), at: None } };
    let shown = dates::date_time(&local(zone, due.first));
    let words = match due.later {
        _ if due.first > now => shown,
        Some(later) => {
            format!("{shown} has passed: check whether it was given. Then {}", dates::date_time(&local(zone, later)))
        }
        None => format!("{shown} has passed: check whether it was given"),
    };
    NextDue { words, at: Some(due.first) }
}

/// The first dose that the copy does not know of, and the first that is still to come, when times of day say so.
struct Due {
    first: DateTime<FixedOffset>,
    later: Option<DateTime<FixedOffset>>,
}

/// The times of day in order; none when one of them cannot be read.
fn times(medicine: &HeldMedicine) -> Option<Vec<NaiveTime>> {
    let read = |text: &String| NaiveTime::parse_from_str(text, "%H:%M").ok();
    let mut times: Vec<NaiveTime> = medicine.times.iter().map(read).collect::<Option<_>>()?;
    times.sort_unstable();
    times.dedup();
    Some(times)
}

/// As many times of day as the interval asks for, or one time every so many days.
fn fits(hours: u32, times: usize) -> bool {
    let times = u32::try_from(times).unwrap_or(u32::MAX);
    hours.checked_mul(times) == Some(24) || (times == 1 && hours > 24 && hours.is_multiple_of(24))
}

/// Without a time of day, only a dose that was given tells when the next is due.
fn after_an_interval(hours: u32, newest: Option<Newest>) -> Option<Due> {
    let newest = newest.filter(|newest| newest.given)?;
    Some(Due { first: newest.at + Duration::hours(i64::from(hours)), later: None })
}

fn at_a_time(
    hours: u32,
    times: &[NaiveTime],
    newest: Option<Newest>,
    now: DateTime<FixedOffset>,
    zone: Tz,
) -> Option<Due> {
    let days = u64::from(hours / 24).max(1);
    let Some(newest) = newest else {
        // Every so many days counts from a dose: without one, which day it is cannot be told.
        let first = (days == 1).then(|| slots(now, times, zone).find(|slot| *slot > now)).flatten()?;
        return Some(Due { first, later: None });
    };
    let nearest = slots(newest.at, times, zone).min_by_key(|slot| (*slot - newest.at).abs())?;
    if days > 1 {
        let day = local(zone, nearest).date_naive().checked_add_days(Days::new(days))?;
        return Some(Due { first: moment(day, *times.first()?, zone)?, later: None });
    }
    let first = slots(nearest, times, zone).find(|slot| *slot > nearest)?;
    let later = slots(now, times, zone).find(|slot| *slot > now);
    Some(Due { first, later })
}

/// Each time of day of the day before, the same day and two days after.
fn slots(about: DateTime<FixedOffset>, times: &[NaiveTime], zone: Tz) -> impl Iterator<Item = DateTime<FixedOffset>> {
    let day = local(zone, about).date_naive();
    let days = [day.pred_opt(), Some(day), day.succ_opt(), day.checked_add_days(Days::new(2))];
    let times = times.to_vec();
    days.into_iter().flatten().flat_map(move |day| {
        let times = times.clone();
        times.into_iter().filter_map(move |time| moment(day, time, zone))
    })
}

/// A time of day in the ward's own time; the earlier when the clocks go back, an hour on when they skip it.
fn moment(day: NaiveDate, time: NaiveTime, zone: Tz) -> Option<DateTime<FixedOffset>> {
    let at = day.and_time(time);
    let found = zone.from_local_datetime(&at).earliest();
    let found = found.or_else(|| zone.from_local_datetime(&(at + Duration::hours(1))).earliest())?;
    Some(found.with_timezone(&found.offset().fix()))
}

fn local(zone: Tz, at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    crate::local(zone, at)
}

record::private_debug!(NextDue);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("2026-{text}:00+00:00")).unwrap()
    }

    fn medicine(every_hours: Option<u32>, times: &[&str]) -> HeldMedicine {
        HeldMedicine {
            source_id: "m".into(),
            name: "paracetamol".into(),
            brand: None,
            form: None,
            dose: None,
            route: None,
            frequency: None,
            every_hours,
            times: times.iter().map(|time| (*time).to_owned()).collect(),
            as_required: false,
            active: true,
            status: None,
            time_critical: false,
            since: None,
        }
    }

    #[track_caller]
    fn check(medicine: &HeldMedicine, newest: Option<(&str, bool)>, now: &str, words: &str) {
        let newest = newest.map(|(when, given)| Newest { at: at(when), given });
        assert_eq!(next_due(medicine, newest, at(now), chrono_tz::Europe::London).words, words);
    }

    #[test]
    fn a_dose_belongs_to_the_time_of_day_it_is_nearest_to() {
        let four = medicine(Some(6), &["06:00", "10:00", "14:00", "18:00"]);
        check(&four, Some(("11-21T09:58", true)), "11-21T11:00", "21-Nov-2026 14:00");
        check(&four, Some(("11-21T10:25", true)), "11-21T11:00", "21-Nov-2026 14:00");
        check(&four, Some(("11-21T17:40", true)), "11-21T17:50", "22-Nov-2026 06:00");
        check(&four, Some(("11-22T00:30", true)), "11-22T00:40", "22-Nov-2026 10:00");
    }

    #[test]
    fn a_time_that_has_passed_is_shown_with_the_next_to_come_and_never_skipped() {
        let one = medicine(Some(24), &["08:00"]);
        let words = "21-Nov-2026 08:00 has passed: check whether it was given. Then 22-Nov-2026 08:00";
        check(&one, Some(("11-20T08:04", true)), "11-21T14:32", words);
        let words = "21-Nov-2026 08:00 has passed: check whether it was given. Then 23-Nov-2026 08:00";
        check(&one, Some(("11-20T08:04", true)), "11-22T14:32", words);
    }

    #[test]
    fn an_interval_counts_from_the_dose_that_was_given() {
        let eight = medicine(Some(8), &[]);
        check(&eight, Some(("11-21T09:10", true)), "11-21T11:00", "21-Nov-2026 17:10");
        check(&eight, None, "11-21T11:00", NOT_WORKED_OUT);
        check(&eight, Some(("11-21T09:10", false)), "11-21T11:00", NOT_WORKED_OUT);
        let words = "21-Nov-2026 17:10 has passed: check whether it was given";
        check(&eight, Some(("11-21T09:10", true)), "11-21T19:00", words);
    }

    #[test]
    fn a_dose_that_was_not_given_at_its_time_leaves_the_next_time() {
        check(
            &medicine(Some(12), &["08:00", "20:00"]),
            Some(("11-21T08:00", false)),
            "11-21T11:00",
            "21-Nov-2026 20:00",
        );
    }

    #[test]
    fn a_weekly_dose_is_never_due_tomorrow() {
        let weekly = medicine(Some(168), &["08:00"]);
        check(&weekly, Some(("11-20T08:05", true)), "11-21T11:00", "27-Nov-2026 08:00");
        check(&weekly, None, "11-21T11:00", NOT_WORKED_OUT);
    }

    #[test]
    fn a_timing_that_is_not_exact_is_not_worked_out() {
        let given = Some(("11-21T09:10", true));
        check(&medicine(None, &[]), given, "11-21T11:00", NOT_WORKED_OUT);
        check(&medicine(None, &["08:00"]), given, "11-21T11:00", NOT_WORKED_OUT);
        check(&medicine(Some(6), &["08:00", "20:00"]), given, "11-21T11:00", NOT_WORKED_OUT);
        check(&medicine(Some(24), &["tea time"]), given, "11-21T11:00", NOT_WORKED_OUT);
        let needed = HeldMedicine { as_required: true, ..medicine(None, &[]) };
        check(&needed, given, "11-21T11:00", "As required");
    }

    #[test]
    fn times_of_day_without_a_dose_give_the_next_to_come() {
        check(&medicine(Some(12), &["20:00", "08:00"]), None, "11-21T11:00", "21-Nov-2026 20:00");
        check(&medicine(Some(12), &["20:00", "08:00"]), None, "11-21T20:00", "22-Nov-2026 08:00");
    }

    #[test]
    fn times_of_day_are_those_of_the_ward_s_own_clocks() {
        let one = medicine(Some(24), &["08:00"]);
        check(&one, Some(("10-24T07:05", true)), "10-25T07:00", "25-Oct-2026 08:00");
        check(&one, Some(("06-20T07:05", true)), "06-20T12:00", "21-Jun-2026 08:00");
    }
}
