//! Decimals by their digits: 37.0 is not 37, and neither becomes the other on the way.

use serde_json::{Number, Value};

/// A JSON number with the digits that were typed; none when it is not a decimal.
pub(super) fn number(digits: &str) -> Option<Value> {
    let text = digits.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    // JSON wants one digit before the point, no zeros in front, and no bare point.
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    let json = format!("{sign}{whole}{point}{fraction}");
    serde_json::from_str::<Number>(&json).ok().map(Value::Number)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    #[test]
    fn a_number_keeps_its_digits() {
        for (typed, sent) in [
            ("37.0", "37.0"),
            ("37", "37"),
            ("6.10", "6.10"),
            ("007", "7"),
            ("+5", "5"),
            ("-0.50", "-0.50"),
            (".5", "0.5"),
            ("4.", "4"),
            ("0", "0"),
            ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
        ] {
            assert_eq!(super::number(typed).unwrap().to_string(), sent, "{typed}");
        }
    }

    #[test]
    fn what_is_not_a_decimal_is_no_number() {
        for typed in ["", ".", "-", "1e5", "1,5", "<5", "NaN", "1.2.3", "٣"] {
            assert_eq!(super::number(typed), None, "{typed}");
        }
    }
}
