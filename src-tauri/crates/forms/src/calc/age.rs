//! Age at a moment: completed years for rules, and the words for the banner.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};

/// Completed years on a day; none before birth. Somebody born on 29 February is a year older on 1 March of a
/// common year.
#[must_use]
pub fn completed_years(born: NaiveDate, on: NaiveDate) -> Option<u32> {
    on.years_since(born)
}

/// How exactly the birth is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Born {
    /// To the day.
    On(NaiveDate),
    /// To the minute.
    At(NaiveDateTime),
}

/// The age as the banner shows it: `90min`, `26hrs`, `27d`, `4w 1d`, `13m 8d`, `4y 1m`, `61y`. None before birth.
///
/// Under 2 hours in minutes, under 2 days in hours (both only when the time of birth is known), under 4 weeks in
/// days, under 1 year in weeks and days, under 2 in months and days, under 18 in years and months, then in years.
#[must_use]
pub fn shown(born: Born, at: NaiveDateTime) -> Option<String> {
    if let Born::At(birth) = born {
        let minutes = (at - birth).num_minutes();
        if minutes < 0 {
            return None;
        }
        if minutes < 120 {
            return Some(format!("{minutes}min"));
        }
        if minutes < 48 * 60 {
            return Some(format!("{}hrs", minutes / 60));
        }
    }
    let (birth, day) = match born {
        Born::On(day) => (day, at.date()),
        Born::At(birth) => (birth.date(), at.date()),
    };
    let years = completed_years(birth, day)?;
    let days = (day - birth).num_days();
    if days < 28 {
        return Some(format!("{days}d"));
    }
    if years < 1 {
        return Some(joined(days / 7, "w", days % 7, "d"));
    }
    let months = completed_months(birth, day);
    if years < 2 {
        let since = day - month_birthday(birth, months)?;
        return Some(joined(i64::from(months), "m", since.num_days(), "d"));
    }
    if years < 18 {
        return Some(joined(i64::from(years), "y", i64::from(months % 12), "m"));
    }
    Some(format!("{years}y"))
}

fn joined(big: i64, big_unit: &str, small: i64, small_unit: &str) -> String {
    if small == 0 { format!("{big}{big_unit}") } else { format!("{big}{big_unit} {small}{small_unit}") }
}

fn completed_months(born: NaiveDate, on: NaiveDate) -> u32 {
    let whole = (on.year() - born.year()) * 12 + on.month().cast_signed() - born.month().cast_signed();
    let months = u32::try_from(whole).unwrap_or(0);
    if on.day() < born.day() { months.saturating_sub(1) } else { months }
}

/// The day on which that many months are complete: the 1st of the next month where the day does not exist.
fn month_birthday(born: NaiveDate, months: u32) -> Option<NaiveDate> {
    let day = born.checked_add_months(Months::new(months))?;
    if day.day() < born.day() { day.checked_add_days(Days::new(1)) } else { Some(day) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(born: &str, at: &str, expected: &str) {
        let born = born.parse().map_or_else(|_| Born::On(day(born)), Born::At);
        assert_eq!(shown(born, at.parse().unwrap()).unwrap(), expected);
    }

    #[test]
    fn ages_read_as_the_banner_fixtures() {
        check("2026-11-21T10:00:00", "2026-11-21T11:30:00", "90min");
        check("2026-11-21T10:00:00", "2026-11-21T11:59:00", "119min");
        check("2026-11-21T10:00:00", "2026-11-21T12:00:00", "2hrs");
        check("2026-11-20T10:00:00", "2026-11-21T12:00:00", "26hrs");
        check("2026-11-18T10:00:00", "2026-11-21T12:00:00", "3d");
        check("2026-11-18", "2026-11-21T12:00:00", "3d");
        check("2026-11-21", "2026-11-21T12:00:00", "0d");
        check("2026-10-25", "2026-11-21T12:00:00", "27d");
        check("2026-10-24", "2026-11-21T12:00:00", "4w");
        check("2026-10-23", "2026-11-21T12:00:00", "4w 1d");
        check("2025-11-22", "2026-11-21T12:00:00", "52w");
        check("2025-11-21", "2026-11-21T12:00:00", "12m");
        check("2025-11-20", "2026-11-21T12:00:00", "12m 1d");
        check("2025-10-13", "2026-11-21T12:00:00", "13m 8d");
        check("2022-10-20", "2026-11-21T12:00:00", "4y 1m");
        check("2022-11-21", "2026-11-21T12:00:00", "4y");
        check("2008-11-22", "2026-11-21T12:00:00", "17y 11m");
        check("2008-11-21", "2026-11-21T12:00:00", "18y");
        check("1965-03-02", "2026-11-21T12:00:00", "61y");
    }

    #[test]
    fn somebody_born_on_29_february_is_older_on_1_march() {
        assert_eq!(completed_years(day("2004-02-29"), day("2020-02-28")), Some(15));
        assert_eq!(completed_years(day("2004-02-29"), day("2020-02-29")), Some(16));
        assert_eq!(completed_years(day("2004-02-29"), day("2021-02-28")), Some(16));
        assert_eq!(completed_years(day("2004-02-29"), day("2021-03-01")), Some(17));
        check("2024-02-29", "2025-02-28T12:00:00", "52w 1d");
        check("2024-02-29", "2025-03-01T12:00:00", "12m");
    }

    #[test]
    fn nobody_has_an_age_before_birth() {
        assert_eq!(completed_years(day("2026-11-22"), day("2026-11-21")), None);
        assert_eq!(shown(Born::On(day("2026-11-22")), "2026-11-21T12:00:00".parse().unwrap()), None);
    }
}
