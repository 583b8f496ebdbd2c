//! The synthetic ward: invented people with test numbers, one Bundle for each source, for practice, tests and pictures.

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, TimeZone};
use record::SystemId;

/// Each source and its Bundle as it is kept, in the order in which they are best imported.
const BUNDLES: [(&str, &str); 4] = [
    ("pas", include_str!("../../../../assets/demo/pas.json")),
    ("epr", include_str!("../../../../assets/demo/epr.json")),
    ("epma", include_str!("../../../../assets/demo/epma.json")),
    ("lims", include_str!("../../../../assets/demo/lims.json")),
];

/// The moment of the pictures: 14:32 on 21 November 2026.
///
/// # Panics
/// Never: it is a moment that exists.
#[must_use]
pub fn reference() -> DateTime<FixedOffset> {
    let date = NaiveDate::from_ymd_opt(2026, 11, 21).and_then(|date| date.and_hms_opt(14, 32, 0));
    date.expect("a moment that exists").and_utc().fixed_offset()
}

/// The ward as it is kept in `assets/demo`.
#[must_use]
pub fn bundles() -> Vec<(SystemId, String)> {
    BUNDLES.iter().map(|(source, bundle)| (SystemId::new(source), (*bundle).to_owned())).collect()
}

/// The ward moved in time, by whole minutes, so that the moment of the pictures is `now`.
/// Dates of birth stay; times of day at which a medicine is due stay; offsets become that of `now`.
#[must_use]
pub fn shifted(now: DateTime<FixedOffset>) -> Vec<(SystemId, String)> {
    let by = Duration::minutes((now - reference()).num_minutes());
    let mut all = bundles();
    for (_, bundle) in &mut all {
        *bundle = shift(bundle, by, *now.offset());
    }
    all
}

/// Every text of the JSON that is a date or a moment, but for dates of birth. The files have no escaped quotes.
fn shift(bundle: &str, by: Duration, offset: FixedOffset) -> String {
    let mut out = String::with_capacity(bundle.len());
    let mut field = "";
    for (number, part) in bundle.split('"').enumerate() {
        if number > 0 {
            out.push('"');
        }
        if number % 2 == 0 {
            out.push_str(part);
        } else if field == "birthDate" {
            out.push_str(part);
            field = "";
        } else {
            out.push_str(moved(part, by, offset).as_deref().unwrap_or(part));
            field = part;
        }
    }
    out
}

fn moved(text: &str, by: Duration, offset: FixedOffset) -> Option<String> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        let moment = offset.from_utc_datetime(&(moment + by).naive_utc());
        return Some(moment.format("%Y-%m-%dT%H:%M:%S%:z").to_string());
    }
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10)?;
    let date = date + Duration::days(by.num_days());
    Some(format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::read;

    #[test]
    fn no_file_has_an_escaped_quote() {
        assert!(BUNDLES.iter().all(|(_, bundle)| !bundle.contains("\\\"")));
    }

    #[test]
    fn the_moment_of_the_pictures_becomes_now_and_nobody_is_born_on_another_day() {
        let now = DateTime::parse_from_rfc3339("2027-06-02T09:00:40+01:00").unwrap();
        for ((source, then), (_, later)) in bundles().into_iter().zip(shifted(now)) {
            let before = read::read_bytes("demo", then.as_bytes(), &source, None, reference()).unwrap().snapshot;
            let after = read::read_bytes("demo", later.as_bytes(), &source, None, now).unwrap().snapshot;
            assert_eq!(after.as_at - before.as_at, Duration::minutes((now - reference()).num_minutes()));
            assert_eq!(after.as_at.offset(), now.offset());
            for (a, b) in before.patients.iter().zip(&after.patients) {
                assert_eq!((a.id, &a.identity), (b.id, &b.identity));
                assert_eq!(a.observations.len(), b.observations.len());
            }
        }
    }
}
