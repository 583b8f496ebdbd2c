//! Dates, times and durations as clinical text: the same whatever the PC's language.

use chrono::{Datelike, NaiveDate, Timelike};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `21-Nov-2026`.
#[must_use]
pub fn date(day: NaiveDate) -> String {
    format!("{:02}-{:.3}-{:04}", day.day(), month(day), day.year())
}

/// `Sat 21-Nov-2026`.
#[must_use]
pub fn weekday_date(day: NaiveDate) -> String {
    format!("{} {}", day.weekday(), date(day))
}

/// `21 November 2026`: for patients, for reading aloud, for screen readers.
#[must_use]
pub fn long_date(day: NaiveDate) -> String {
    format!("{:02} {} {:04}", day.day(), month(day), day.year())
}

/// `14:32`, on the 24-hour clock.
#[must_use]
pub fn time(at: &impl Timelike) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// `21-Nov-2026 14:32`, in the offset the moment carries.
#[must_use]
pub fn date_time(at: &(impl Datelike + Timelike)) -> String {
    let day = NaiveDate::from_ymd_opt(at.year(), at.month(), at.day()).unwrap_or_default();
    format!("{} {}", date(day), time(at))
}

/// `1hr 40min`, `3d 40min`: whole numbers, no zero units, the big one first. The sign is dropped.
#[must_use]
pub fn duration(minutes: i64) -> String {
    let minutes = minutes.unsigned_abs();
    let parts = [(minutes / 1440, "d"), (minutes / 60 % 24, "hr"), (minutes % 60, "min")];
    let words: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    if words.is_empty() { "0min".to_owned() } else { words.join(" ") }
}

fn month(day: NaiveDate) -> &'static str {
    MONTHS.get(day.month0() as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use chrono::{DateTime, NaiveTime};

    #[test]
    fn dates_are_clinical_dates() {
        let day = NaiveDate::from_ymd_opt(2008, 4, 5).unwrap();
        assert_eq!(date(day), "05-Apr-2008");
        assert_eq!(weekday_date(day), "Sat 05-Apr-2008");
        assert_eq!(long_date(day), "05 April 2008");
        let months: Vec<String> =
            (1..=12).map(|m| date(NaiveDate::from_ymd_opt(2026, m, 1).unwrap())[3..6].to_owned()).collect();
        assert_eq!(months.join(" "), "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
    }

    #[test]
    fn times_are_on_the_24_hour_clock() {
        assert_eq!(time(&NaiveTime::from_hms_opt(0, 0, 0).unwrap()), "00:00");
        assert_eq!(time(&NaiveTime::from_hms_opt(14, 32, 59).unwrap()), "14:32");
    }

    #[test]
    fn a_moment_is_read_in_its_own_offset() {
        let at = DateTime::parse_from_rfc3339("2026-06-21T23:30:00+01:00").unwrap();
        assert_eq!(date_time(&at), "21-Jun-2026 23:30");
    }

    #[test]
    fn durations_have_no_zero_units_and_no_decimals() {
        for (minutes, words) in [
            (0, "0min"),
            (8, "8min"),
            (60, "1hr"),
            (100, "1hr 40min"),
            (160, "2hr 40min"),
            (738, "12hr 18min"),
            (1440, "1d"),
            (3 * 1440 + 40, "3d 40min"),
            (1440 + 61, "1d 1hr 1min"),
        ] {
            assert_eq!(duration(minutes), words);
        }
    }
}
