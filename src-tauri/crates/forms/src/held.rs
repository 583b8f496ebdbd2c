//! An answer read against its item: a value that can stand, or why it cannot.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use crate::definition::item::{Item, Kind};
use crate::number::{Decimal, decimals};
use crate::{Answer, ProblemKind};

/// Most characters of any free text.
pub(crate) const MOST_CHARACTERS: usize = 4000;

/// A value that can stand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Held {
    Number { value: Decimal, digits: String, unit: Option<String> },
    Choice(String),
    Words(String),
    Flag(bool),
    Day(NaiveDate),
    Moment(DateTime<FixedOffset>),
    Time(NaiveTime),
}

type Refusal = (ProblemKind, String);

fn not_understood(item: &Item, needs: &str) -> Refusal {
    (ProblemKind::NotUnderstood, format!("{} needs {needs}", item.label))
}

/// Reads an answer; a gap is not for this function.
pub(crate) fn read(item: &Item, answer: &Answer) -> Result<Held, Refusal> {
    match (item.kind, answer) {
        (Kind::Boolean, Answer::Flag(flag)) => Ok(Held::Flag(*flag)),
        (Kind::Boolean, _) => Err(not_understood(item, "yes or no")),
        (Kind::Integer | Kind::Decimal | Kind::Quantity, Answer::Number { digits, unit }) => {
            number(item, digits, unit.as_deref())
        }
        (Kind::Integer | Kind::Decimal | Kind::Quantity, _) => Err(not_understood(item, "a number")),
        (Kind::Choice | Kind::OpenChoice, Answer::Choice(code)) => choice(item, code),
        (Kind::OpenChoice | Kind::String | Kind::Text, Answer::Text(text)) => words(item, text),
        (Kind::Choice | Kind::OpenChoice, _) => Err(not_understood(item, "one of its choices")),
        (Kind::String | Kind::Text, _) => Err(not_understood(item, "words")),
        (Kind::Date, Answer::Date(text)) => {
            let day = day(text).ok_or_else(|| not_understood(item, "a date"))?;
            within(item, &day, self::day).map(|()| Held::Day(day))
        }
        (Kind::Date, _) => Err(not_understood(item, "a date")),
        (Kind::DateTime, Answer::DateTime(text)) => {
            let moment = moment(text).ok_or_else(|| not_understood(item, "a date and time, with its offset"))?;
            within(item, &moment, self::moment).map(|()| Held::Moment(moment))
        }
        (Kind::DateTime, _) => Err(not_understood(item, "a date and time, with its offset")),
        (Kind::Time, Answer::Text(text)) => {
            let time = time(text).ok_or_else(|| not_understood(item, "a time from 00:00 to 23:59"))?;
            within(item, &time, self::time).map(|()| Held::Time(time))
        }
        (Kind::Time, _) => Err(not_understood(item, "a time from 00:00 to 23:59")),
        (Kind::Group | Kind::Display, _) => Err((ProblemKind::NotAsked, "nothing is asked here".to_owned())),
    }
}

fn number(item: &Item, digits: &str, unit: Option<&str>) -> Result<Held, Refusal> {
    let Some(value) = Decimal::parse(digits) else { return Err(not_understood(item, "a number")) };
    let most = if item.kind == Kind::Integer { Some(0) } else { item.limits.decimals };
    match most {
        Some(0) if decimals(digits) > 0 => {
            return Err((ProblemKind::TooLong, format!("{} is a whole number", item.label)));
        }
        Some(most) if decimals(digits) > usize::from(most) => {
            let plural = if most == 1 { "" } else { "s" };
            return Err((ProblemKind::TooLong, format!("{} has at most {most} decimal{plural}", item.label)));
        }
        _ => {}
    }
    let unit = match unit {
        Some(given) => Some(known_unit(item, given)?),
        None => item.unit.as_ref().map(|unit| unit.code.clone()),
    };
    within(item, &value, Decimal::parse)?;
    Ok(Held::Number { value, digits: digits.to_owned(), unit })
}

/// The form's own code for a unit as given, or the refusal: Holdfast converts nothing.
fn known_unit(item: &Item, given: &str) -> Result<String, Refusal> {
    if item.unit.is_none() && item.other_units.is_empty() {
        return if item.kind == Kind::Quantity {
            Ok(given.to_owned())
        } else {
            Err((ProblemKind::WrongUnit, format!("{} has no unit", item.label)))
        };
    }
    let mut known = item.unit.iter().chain(&item.other_units);
    let same = known.find(|unit| unit.code == given || unit.shown == given || synonyms(&unit.code).contains(&given));
    same.map(|unit| unit.code.clone()).ok_or_else(|| {
        let shown = item.unit.as_ref().map_or("another unit", |unit| unit.shown.as_str());
        (ProblemKind::WrongUnit, format!("{} has to be in {shown}", item.label))
    })
}

/// Other ways to write the same UCUM unit.
fn synonyms(code: &str) -> &'static [&'static str] {
    match code {
        "/min" => &["per minute", "{breaths}/min", "{beats}/min", "1/min"],
        "%" => &["percent"],
        "Cel" => &["°C", "degC"],
        "mm[Hg]" => &["mmHg", "mm Hg"],
        "L/min" => &["l/min"],
        _ => &[],
    }
}

fn within<T: PartialOrd>(item: &Item, value: &T, parse: impl Fn(&str) -> Option<T>) -> Result<(), Refusal> {
    let limit = |text: &Option<String>| text.as_deref().and_then(&parse);
    let too_low = limit(&item.limits.min).is_some_and(|min| *value < min);
    let too_high = limit(&item.limits.max).is_some_and(|max| *value > max);
    if !too_low && !too_high {
        return Ok(());
    }
    let unit = match &item.unit {
        Some(unit) if unit.shown == "%" => "%".to_owned(),
        Some(unit) => format!(" {}", unit.shown),
        None => String::new(),
    };
    let words = match (&item.limits.min, &item.limits.max) {
        (Some(min), Some(max)) => format!("{} has to be from {min} to {max}{unit}", item.label),
        (Some(min), None) => format!("{} has to be {min}{unit} or more", item.label),
        (None, Some(max)) => format!("{} has to be {max}{unit} or less", item.label),
        (None, None) => format!("{} is out of range", item.label),
    };
    Err((ProblemKind::OutOfRange, words))
}

fn choice(item: &Item, code: &str) -> Result<Held, Refusal> {
    if item.options.iter().any(|option| option.code == code) {
        return Ok(Held::Choice(code.to_owned()));
    }
    let codes: Vec<&str> = item.options.iter().map(|option| option.code.as_str()).collect();
    Err(not_understood(item, &format!("one of {}", codes.join(", "))))
}

fn words(item: &Item, text: &str) -> Result<Held, Refusal> {
    let length = text.chars().count();
    let most = item.limits.max_length.unwrap_or(MOST_CHARACTERS).min(MOST_CHARACTERS);
    if length > most {
        return Err((ProblemKind::TooLong, format!("{} has at most {most} characters", item.label)));
    }
    if item.limits.min_length.is_some_and(|fewest| length < fewest) {
        let fewest = item.limits.min_length.unwrap_or(0);
        return Err((ProblemKind::TooLong, format!("{} has at least {fewest} characters", item.label)));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(not_understood(item, "characters that can be shown"));
    }
    Ok(Held::Words(text.to_owned()))
}

pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    if text.len() == 10 { NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() } else { None }
}

pub(crate) fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    let read = DateTime::parse_from_rfc3339(text).ok();
    read.or_else(|| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z").ok())
        .or_else(|| DateTime::parse_from_rfc3339(&format!("{}:00Z", text.strip_suffix('Z')?)).ok())
}

pub(crate) fn time(text: &str) -> Option<NaiveTime> {
    let (hours, _) = text.split_once(':')?;
    if hours.len() != 2 {
        return None;
    }
    NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S")).ok()
}
