//! Dates and times as staff type them: `21-Nov-2026`, `-1d`; `14:25`, `1425` is not one, `-20m`, `+1h`.

use chrono::{DateTime, Days, Duration, FixedOffset, LocalResult, NaiveDate, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;

/// What was typed cannot be understood, in words that say what can.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotUnderstood(pub String);

/// A moment from a date box and a time box. An empty date is today. `now` is in the ward's own time, `zone` is where
/// it is. A time that comes twice on the night the clocks go back is the later one that is not still to come.
///
/// # Errors
/// When either box cannot be understood, or the clocks skip that time that night.
pub fn moment(
    date: &str,
    time: &str,
    now: DateTime<FixedOffset>,
    zone: Tz,
) -> Result<DateTime<FixedOffset>, NotUnderstood> {
    let time = time.trim();
    if let Some(shift) = shift(time, &[('m', 1), ('h', 60)]) {
        return if date.trim().is_empty() || day(date, now)? == now.date_naive() {
            Ok(now + Duration::minutes(shift))
        } else {
            Err(NotUnderstood("A time such as -20m counts from now: leave the date at today.".to_owned()))
        };
    }
    let day = day(date, now)?;
    let clock = clock(time)?;
    let there = match zone.from_local_datetime(&day.and_time(clock)) {
        LocalResult::Single(at) => at,
        LocalResult::Ambiguous(first, second) if second > now => first,
        LocalResult::Ambiguous(_, second) => second,
        LocalResult::None => return Err(NotUnderstood("The clocks skip that time that night.".to_owned())),
    };
    Ok(there.with_timezone(&there.offset().fix()))
}

/// A later moment for a next update: `15:00` (the next one), `+1h`, or empty for none.
///
/// # Errors
/// When it cannot be understood.
pub fn later(time: &str, now: DateTime<FixedOffset>, zone: Tz) -> Result<Option<DateTime<FixedOffset>>, NotUnderstood> {
    if time.trim().is_empty() {
        return Ok(None);
    }
    let at = moment("", time, now, zone)?;
    Ok(Some(if at <= now { at + Duration::days(1) } else { at }))
}

fn clock(text: &str) -> Result<NaiveTime, NotUnderstood> {
    let bad = || NotUnderstood("Type the time as 14:25, 24 hour, or as -20m.".to_owned());
    let (hours, minutes) = text.split_once(':').ok_or_else(bad)?;
    if minutes.len() != 2 || hours.is_empty() || hours.len() > 2 {
        return Err(bad());
    }
    let (hours, minutes) = (hours.parse().map_err(|_| bad())?, minutes.parse().map_err(|_| bad())?);
    NaiveTime::from_hms_opt(hours, minutes, 0).ok_or_else(bad)
}

fn day(text: &str, now: DateTime<FixedOffset>) -> Result<NaiveDate, NotUnderstood> {
    let bad = || NotUnderstood("Type the date as 21-Nov-2026, or as -1d.".to_owned());
    let text = text.trim();
    let today = now.date_naive();
    if text.is_empty() || text.eq_ignore_ascii_case("today") {
        return Ok(today);
    }
    if let Some(shift) = shift(text, &[('d', 1)]) {
        let days = Days::new(shift.unsigned_abs());
        return if shift < 0 { today.checked_sub_days(days) } else { today.checked_add_days(days) }.ok_or_else(bad);
    }
    for format in ["%d-%b-%Y", "%Y-%m-%d"] {
        if let Ok(day) = NaiveDate::parse_from_str(text, format) {
            return Ok(day);
        }
    }
    Err(bad())
}

/// `-20m` in the unit's multiples; none when it is not a shift.
fn shift(text: &str, units: &[(char, i64)]) -> Option<i64> {
    let sign = match text.chars().next()? {
        '-' => -1,
        '+' => 1,
        _ => return None,
    };
    let unit = text.chars().last()?;
    let (_, times) = units.iter().find(|(name, _)| *name == unit.to_ascii_lowercase())?;
    let digits = text.get(1..text.len().checked_sub(1)?)?;
    let count: i64 = digits.parse().ok().filter(|count| (0..=10_000).contains(count))?;
    Some(sign * count * times)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONDON: Tz = chrono_tz::Europe::London;

    fn now() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-21T14:33:00+00:00").unwrap()
    }

    #[test]
    fn what_staff_type_is_understood() {
        for (date, time, expected) in [
            ("", "14:25", "2026-11-21T14:25:00+00:00"),
            ("21-Nov-2026", "9:05", "2026-11-21T09:05:00+00:00"),
            ("-1d", "23:50", "2026-11-20T23:50:00+00:00"),
            ("2026-11-20", "00:00", "2026-11-20T00:00:00+00:00"),
            ("", "-20m", "2026-11-21T14:13:00+00:00"),
            ("today", "-3h", "2026-11-21T11:33:00+00:00"),
        ] {
            assert_eq!(moment(date, time, now(), LONDON).unwrap().to_rfc3339(), expected, "{date} {time}");
        }
    }

    #[test]
    fn what_cannot_be_understood_says_what_can() {
        for (date, time) in [
            ("", "24:00"),
            ("", "2.32pm"),
            ("", "1432"),
            ("", ""),
            ("05/04/2008", "10:00"),
            ("-1d", "-20m"),
            ("", "-99999m"),
            ("", "é"),
        ] {
            let error = moment(date, time, now(), LONDON).unwrap_err();
            assert!(error.0.contains("14:25") || error.0.contains("21-Nov") || error.0.contains("-20m"), "{error}");
        }
    }

    #[test]
    fn a_next_update_is_always_to_come() {
        assert_eq!(later("15:00", now(), LONDON).unwrap().unwrap().to_rfc3339(), "2026-11-21T15:00:00+00:00");
        assert_eq!(later("02:00", now(), LONDON).unwrap().unwrap().to_rfc3339(), "2026-11-22T02:00:00+00:00");
        assert_eq!(later("", now(), LONDON).unwrap(), None);
    }

    #[test]
    fn both_nights_on_which_the_clocks_change_are_understood() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let autumn = at("2026-10-25T03:00:00+00:00");
        let typed = |time, now| moment("", time, now, LONDON).map(|at| at.to_rfc3339());
        assert_eq!(typed("00:30", autumn).unwrap(), "2026-10-25T00:30:00+01:00");
        assert_eq!(typed("01:30", autumn).unwrap(), "2026-10-25T01:30:00+00:00", "the later of the two");
        assert_eq!(typed("01:30", at("2026-10-25T01:45:00+01:00")).unwrap(), "2026-10-25T01:30:00+01:00");
        let spring = at("2026-03-29T03:00:00+01:00");
        assert!(typed("01:30", spring).unwrap_err().0.contains("skip"));
    }
}
