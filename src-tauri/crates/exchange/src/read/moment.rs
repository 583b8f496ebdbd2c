//! FHIR dates and times. What is less exact than asked for is taken at its start; what is not a date is nothing.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use record::Born;

/// A moment: a dateTime, an instant, or a date taken at its first minute.
/// One without an offset, which FHIR does not allow, is taken as UTC.
pub(super) fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return in_range(moment);
    }
    let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let time = local.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let time = time.or_else(|| {
        let minute_with_offset = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z").ok();
        minute_with_offset.map(|moment| moment.naive_utc())
    });
    in_range(time.or_else(|| date(text).map(|born| born.date.and_time(NaiveTime::MIN)))?.and_utc().fixed_offset())
}

/// A date that may be only a year or a month: then the first day, and not known to the day.
pub(super) fn date(text: &str) -> Option<Born> {
    let text = text.trim();
    let part = |from: usize, to: usize| {
        text.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())).and_then(|p| p.parse().ok())
    };
    let dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
    let year = i32::try_from(part(0, 4)?).ok().filter(|year| (1800..=2200).contains(year))?;
    let (month, day, estimated) = match text.len() {
        4 => (1, 1, true),
        7 if dash(4) => (part(5, 7)?, 1, true),
        10 if dash(4) && dash(7) => (part(5, 7)?, part(8, 10)?, false),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year, month, day).map(|date| Born { date, estimated })
}

fn in_range(moment: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    (1800..=2200).contains(&moment.year()).then_some(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_its_offset_and_a_date_begins_at_midnight() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(moment(text).map(|m| m.to_rfc3339()).as_deref(), expected, "{text}");
        };
        check("2026-11-21T02:10:00+00:00", Some("2026-11-21T02:10:00+00:00"));
        check("2026-06-21T02:10:00.123+01:00", Some("2026-06-21T02:10:00.123+01:00"));
        check("2026-11-21T02:10:00", Some("2026-11-21T02:10:00+00:00"));
        check("2026-11-21", Some("2026-11-21T00:00:00+00:00"));
        check("2026", Some("2026-01-01T00:00:00+00:00"));
        check("2026-02-30", None);
        check("99999-01-01", None);
        check("0001-01-01T00:00:00Z", None);
        check("yesterday", None);
        check("2026-11-2é", None);
    }

    #[test]
    fn a_year_of_birth_is_an_estimate() {
        let check = |text: &str, expected: Option<(&str, bool)>| {
            assert_eq!(date(text).map(|b| (b.date.to_string(), b.estimated)), expected.map(|(d, e)| (d.to_owned(), e)));
        };
        check("1944-01-09", Some(("1944-01-09", false)));
        check("1966", Some(("1966-01-01", true)));
        check("1966-05", Some(("1966-05-01", true)));
        check("1944-13-01", None);
        check("09/01/1944", None);
    }
}
