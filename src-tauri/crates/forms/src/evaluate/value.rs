//! One JSON value as an answer to one item.

use serde_json::{Map, Value};

use crate::definition::item::{Item, Kind, OptionKind};
use crate::{Answer, Gap};

/// The answer; none for null and blank text. What the item makes of it is not decided here.
pub(super) fn answer(item: &Item, value: &Value) -> Result<Option<Answer>, String> {
    if let Value::Object(object) = value
        && let Some(gap) = gap(object)
    {
        return gap.map(Some);
    }
    match (item.kind, value) {
        (_, Value::Null) => Ok(None),
        (Kind::Boolean, Value::Bool(flag)) => Ok(Some(Answer::Flag(*flag))),
        (Kind::Integer | Kind::Decimal | Kind::Quantity, Value::Number(_)) => {
            Ok(Some(Answer::Number { digits: digits(value)?, unit: None }))
        }
        (Kind::Integer | Kind::Decimal | Kind::Quantity, Value::Object(object)) => quantity(item, object).map(Some),
        (Kind::Choice | Kind::OpenChoice, Value::String(text)) => Ok(chosen(item, text)),
        (Kind::Choice | Kind::OpenChoice, Value::Number(_)) if whole_options(item) => {
            Ok(Some(Answer::Choice(digits(value)?)))
        }
        (Kind::Choice | Kind::OpenChoice, Value::Object(object)) => match object.get("code") {
            Some(Value::String(code)) => Ok(Some(Answer::Choice(code.clone()))),
            _ => Err(needs(item)),
        },
        (Kind::String | Kind::Text | Kind::Time, Value::String(text)) => Ok(filled(text).map(Answer::Text)),
        (Kind::Date, Value::String(text)) => Ok(Some(Answer::Date(text.clone()))),
        (Kind::DateTime, Value::String(text)) => Ok(Some(Answer::DateTime(text.clone()))),
        _ => Err(needs(item)),
    }
}

fn needs(item: &Item) -> String {
    let what = match item.kind {
        Kind::Boolean => "true or false",
        Kind::Integer | Kind::Decimal => "a number, or a value with its unit",
        Kind::Quantity => "a value with its unit, or a number",
        Kind::Choice | Kind::OpenChoice => "the code of one of its choices, as text",
        Kind::Date => "a date as text: YYYY-MM-DD",
        Kind::DateTime => "a date and time as text, with its offset",
        Kind::Time => "a time as text: HH:MM",
        Kind::String | Kind::Text => "text",
        Kind::Group | Kind::Display => return format!("{} takes no answer", item.label),
    };
    format!("{} needs {what}", item.label)
}

fn filled(text: &str) -> Option<String> {
    if text.trim().is_empty() { None } else { Some(text.to_owned()) }
}

fn chosen(item: &Item, text: &str) -> Option<Answer> {
    let known = item.options.iter().any(|option| option.code == text);
    if item.kind == Kind::OpenChoice && !known {
        return filled(text).map(Answer::Text);
    }
    Some(Answer::Choice(text.to_owned()))
}

fn whole_options(item: &Item) -> bool {
    item.options.iter().any(|option| option.holds == OptionKind::Whole)
}

/// `{value, unit}`. A code says the unit exactly, so it goes before the unit's name.
fn quantity(item: &Item, object: &Map<String, Value>) -> Result<Answer, String> {
    let value = object.get("value").filter(|value| value.is_number()).ok_or_else(|| needs(item))?;
    if object.contains_key("comparator") {
        return Err(format!("{} needs a value, and not more or less than one", item.label));
    }
    let unit = match object.get("code").or_else(|| object.get("unit")) {
        None | Some(Value::Null) => None,
        Some(Value::String(unit)) => Some(unit.clone()),
        Some(_) => return Err(format!("the unit of {} has to be text", item.label)),
    };
    Ok(Answer::Number { digits: digits(value)?, unit })
}

fn gap(object: &Map<String, Value>) -> Option<Result<Answer, String>> {
    let code = object.get("gap")?;
    let reason = object.get("reason").and_then(Value::as_str).unwrap_or_default().to_owned();
    let gap = code.as_str().and_then(Gap::from_code);
    Some(gap.map(|gap| Answer::Gap { gap, reason }).ok_or_else(|| "this gap is not known".to_owned()))
}

/// The digits of a JSON number, its exponent written out.
pub(super) fn digits(value: &Value) -> Result<String, String> {
    let text = value.to_string();
    let Some((number, exponent)) = text.split_once(['e', 'E']) else { return Ok(text) };
    let too_far = || "this number is too large or too small".to_owned();
    let exponent: i32 = exponent.trim_start_matches('+').parse().map_err(|_| too_far())?;
    if exponent.abs() > 20 {
        return Err(too_far());
    }
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let point = i32::try_from(whole.len()).map_err(|_| too_far())? + exponent;
    let mut figures = format!("{whole}{decimals}");
    let point = match usize::try_from(point) {
        Ok(point) => point.max(1),
        Err(_) => 1,
    };
    let zeros = (1 - i32::try_from(whole.len()).unwrap_or(1) - exponent).max(0);
    figures.insert_str(0, &"0".repeat(usize::try_from(zeros).unwrap_or(0)));
    while figures.len() < point {
        figures.push('0');
    }
    let (whole, decimals) = figures.split_at_checked(point).ok_or_else(too_far)?;
    Ok(if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn exponents_are_written_out_exactly() {
        for (json, expected) in [
            ("37.0", "37.0"),
            ("1e2", "100"),
            ("1.5E+1", "15"),
            ("3.81e1", "38.1"),
            ("381e-1", "38.1"),
            ("5e-2", "0.05"),
            ("-12e-1", "-1.2"),
            ("1234e-4", "0.1234"),
        ] {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(digits(&value).unwrap(), expected, "{json}");
        }
        let huge: Value = serde_json::from_str("1e400").unwrap();
        assert!(digits(&huge).is_err());
    }
}
