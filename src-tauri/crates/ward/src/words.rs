//! Facts in words, the same on screen, on paper and in the ledger's copies: names, numbers, allergies, places.

use chrono::{DateTime, FixedOffset, NaiveDate};
use forms::calc::{age, dates, patient_number};
use record::picture::Fact;
use record::snapshot::{Alert, Allergy};
use record::{Gender, Identity, NumberValidity};

/// `DAVIES, Margaret (Mrs)`; missing parts in words (CUI NID-0001, PAL-0460).
#[must_use]
pub fn name(identity: &Identity) -> String {
    let family = identity.family.as_deref().map_or_else(|| "UNKNOWN".to_owned(), str::to_uppercase);
    let given = identity.given.as_deref().unwrap_or("Unknown");
    match identity.title.as_deref().map(|title| title.trim_end_matches('.')) {
        Some(title) if !title.is_empty() => format!("{family}, {given} ({title})"),
        Some(_) | None => format!("{family}, {given}"),
    }
}

/// `09-Jan-1944`, `Approx 1944`, or `Unknown`.
#[must_use]
pub fn born(identity: &Identity) -> String {
    match identity.born {
        Some(born) if born.estimated => format!("{} estimated", dates::date(born.date)),
        Some(born) => dates::date(born.date),
        None => "Unknown".to_owned(),
    }
}

/// `09-Jan-1944` or `Unknown`, for where a guess is marked beside it.
#[must_use]
pub fn born_date(identity: &Identity) -> String {
    identity.born.map_or_else(|| "Unknown".to_owned(), |born| dates::date(born.date))
}

/// `82y` at a moment; none when the date of birth is not known.
#[must_use]
pub fn shown_age(identity: &Identity, at: DateTime<FixedOffset>) -> Option<String> {
    let born = identity.born?;
    age::shown(age::Born::On(born.date), at.naive_local())
}

/// `09-Jan-1944 (82y)`.
#[must_use]
pub fn born_and_age(identity: &Identity, at: DateTime<FixedOffset>) -> String {
    match shown_age(identity, at) {
        Some(age) => format!("{} ({age})", born(identity)),
        None => born(identity),
    }
}

/// Completed years at a moment.
#[must_use]
pub fn years(identity: &Identity, at: DateTime<FixedOffset>) -> Option<u32> {
    age::completed_years(identity.born?.date, at.date_naive())
}

/// `Female`.
#[must_use]
pub fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => "Male",
        Gender::Female => "Female",
        Gender::OtherSpecific => "Other Specific",
        Gender::NotKnown => "Not Known",
        Gender::NotSpecified => "Not Specified",
    }
}

/// `999 030 8241`, `Not held`, or the number as it came with `not valid` behind it.
#[must_use]
pub fn nhs_number(identity: &Identity) -> String {
    match &identity.nhs_number {
        None => "Not held".to_owned(),
        Some(number) => match number.validity {
            NumberValidity::Valid | NumberValidity::Test => patient_number::spaced(&number.value),
            NumberValidity::Wrong => format!("{}, not valid", patient_number::spaced(&number.value)),
        },
    }
}

/// `Ash Ward (Ward 7), bed B1`.
#[must_use]
pub fn place(ward: Option<&str>, bed: Option<&str>) -> String {
    match (ward, bed) {
        (Some(ward), Some(bed)) => format!("{ward}, bed {bed}"),
        (Some(ward), None) => format!("{ward}, no bed"),
        (None, _) => "Place not held".to_owned(),
    }
}

/// One of the four allowed labels (CUI PAB-0064).
#[must_use]
pub fn allergy_label(allergies: &Fact<Vec<Allergy>>) -> &'static str {
    match allergies {
        Fact::Known(..) => "Known allergies",
        Fact::None(_) => "No known allergies",
        Fact::NotRecorded(_) => "Allergies not recorded",
        Fact::NotHeld => "Allergies unavailable",
    }
}

/// `penicillin, latex`; empty unless there are known allergies.
#[must_use]
pub fn substances(allergies: &Fact<Vec<Allergy>>) -> String {
    let known = allergies.known().map(Vec::as_slice).unwrap_or_default();
    known.iter().map(|allergy| allergy.substance.as_str()).collect::<Vec<_>>().join(", ")
}

/// The whole line: `Known allergies: penicillin, latex`.
#[must_use]
pub fn allergy_line(allergies: &Fact<Vec<Allergy>>) -> String {
    match substances(allergies) {
        none if none.is_empty() => allergy_label(allergies).to_owned(),
        some => format!("{}: {some}", allergy_label(allergies)),
    }
}

/// `14:32` today, otherwise `20-Nov-2026 22:10`. Both moments in the ward's own time.
#[must_use]
pub fn time_or_date(at: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> String {
    if at.date_naive() == now.date_naive() { dates::time(&at) } else { dates::date_time(&at) }
}

/// `A. Boateng` from `Ama Boateng`; a single name stays whole.
#[must_use]
pub fn short_name(name: &str) -> String {
    match name.split_once(' ') {
        Some((first, rest)) => match first.chars().next() {
            Some(initial) => format!("{initial}. {rest}"),
            None => rest.to_owned(),
        },
        None => name.to_owned(),
    }
}

/// What is known of an NHS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureNumber {
    /// Well formed.
    Held,
    /// The copy has none.
    NotHeld,
    /// The check digit is wrong.
    NotValid,
}

/// What is known of an NHS number.
#[must_use]
pub fn number(identity: &Identity) -> PictureNumber {
    match identity.nhs_number.as_ref().map(|number| number.validity) {
        None => PictureNumber::NotHeld,
        Some(NumberValidity::Valid | NumberValidity::Test) => PictureNumber::Held,
        Some(NumberValidity::Wrong) => PictureNumber::NotValid,
    }
}

fn day_of_death(died: &str) -> Option<NaiveDate> {
    died.get(..10).and_then(|day| day.parse().ok())
}

/// A source's words for when somebody died, as a date where they are one.
#[must_use]
pub fn died(died: &str) -> String {
    day_of_death(died).map_or_else(|| "Date not recorded".to_owned(), dates::date)
}

/// The age at death, where both dates are known.
#[must_use]
pub fn age_at(identity: &Identity, died: &str) -> Option<String> {
    let at = day_of_death(died)?.and_hms_opt(12, 0, 0)?;
    age::shown(age::Born::On(identity.born?.date), at)
}

/// `21-Nov-2026`.
#[must_use]
pub fn date(at: DateTime<FixedOffset>) -> String {
    day(at.date_naive())
}

/// `21-Nov-2026`.
#[must_use]
pub fn day(day: NaiveDate) -> String {
    dates::date(day)
}

/// `Sat 21-Nov-2026`.
#[must_use]
pub fn weekday_date(at: DateTime<FixedOffset>) -> String {
    dates::weekday_date(at.date_naive())
}

/// `14:32`.
#[must_use]
pub fn time(at: DateTime<FixedOffset>) -> String {
    dates::time(&at)
}

/// `21-Nov-2026 14:32`.
#[must_use]
pub fn date_time(at: DateTime<FixedOffset>) -> String {
    dates::date_time(&at)
}

/// `14:32 Sat 21-Nov-2026`.
#[must_use]
pub fn clock(at: DateTime<FixedOffset>) -> String {
    format!("{} {}", time(at), weekday_date(at))
}

/// `12hr 18min` between two moments; `0min` at once.
#[must_use]
pub fn lasted(from: DateTime<FixedOffset>, to: DateTime<FixedOffset>) -> String {
    dates::duration((to - from).num_minutes().max(0))
}

/// Whether what somebody wrote down is that there is none.
#[must_use]
pub fn says_none(alerts: &[Alert]) -> bool {
    alerts.iter().all(|alert| alert.text.trim().eq_ignore_ascii_case("none"))
}

/// `1 record`, `3 records`.
#[must_use]
pub fn many(count: u32, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The bay of a bed: the letters it begins with.
#[must_use]
pub fn bay(bed: &str) -> String {
    bed.chars().take_while(|letter| letter.is_alphabetic()).collect()
}

/// What a scored linkId is called in a sentence: `temperature`.
#[must_use]
pub fn sign(link_id: &str) -> String {
    match link_id {
        "rr" => "respirations",
        "spo2" => "saturation",
        "scale" => "saturation scale",
        "o2" => "air or oxygen",
        "sbp" => "systolic blood pressure",
        "dbp" => "diastolic blood pressure",
        "hr" => "pulse",
        "acvpu" => "consciousness",
        "temp" => "temperature",
        other => other,
    }
    .to_owned()
}
