//! Numbers in words, for reading a phoned result back: 16.2 is "sixteen point two", and 0.5 cannot be heard as 5.

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A typed number in words, decimals digit by digit. None when it is not a plain number.
/// From a million on, digit by digit throughout.
#[must_use]
pub fn words(number: &str) -> Option<String> {
    let number = number.trim();
    for (sign, said) in [("<=", "at most"), (">=", "at least"), ("<", "less than"), (">", "more than"), ("-", "minus")]
    {
        if let Some(rest) = number.strip_prefix(sign) {
            let rest = rest.trim_start();
            return if rest.starts_with(|c: char| c.is_ascii_digit()) {
                Some(format!("{said} {}", words(rest)?))
            } else {
                None
            };
        }
    }
    let (whole, decimals) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let spoken = whole_words(whole)?;
    match decimals {
        None => Some(spoken),
        Some(decimals) => Some(format!("{spoken} point {}", digit_by_digit(decimals)?)),
    }
}

fn whole_words(digits: &str) -> Option<String> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match digits.parse::<u32>() {
        Ok(value @ 0..=999_999) if digits.len() <= 6 => Some(up_to_a_million(value)),
        _ => digit_by_digit(digits),
    }
}

fn digit_by_digit(digits: &str) -> Option<String> {
    let words: Option<Vec<&str>> = digits.chars().map(|c| c.to_digit(10).and_then(one)).collect();
    words.filter(|words| !words.is_empty()).map(|words| words.join(" "))
}

fn up_to_a_million(value: u32) -> String {
    let (thousands, rest) = (value / 1000, value % 1000);
    match (thousands, rest) {
        (0, _) => up_to_a_thousand(rest),
        (_, 0) => format!("{} thousand", up_to_a_thousand(thousands)),
        (_, 1..=99) => format!("{} thousand and {}", up_to_a_thousand(thousands), up_to_a_hundred(rest)),
        _ => format!("{} thousand {}", up_to_a_thousand(thousands), up_to_a_thousand(rest)),
    }
}

fn up_to_a_thousand(value: u32) -> String {
    let (hundreds, rest) = (value / 100, value % 100);
    match (hundreds, rest) {
        (0, _) => up_to_a_hundred(rest),
        (_, 0) => format!("{} hundred", up_to_a_hundred(hundreds)),
        _ => format!("{} hundred and {}", up_to_a_hundred(hundreds), up_to_a_hundred(rest)),
    }
}

fn up_to_a_hundred(value: u32) -> String {
    if let Some(word) = one(value) {
        return word.to_owned();
    }
    let tens = TENS.get((value / 10) as usize).copied().unwrap_or_default();
    match one(value % 10) {
        Some(word) if !value.is_multiple_of(10) => format!("{tens}-{word}"),
        _ => tens.to_owned(),
    }
}

fn one(value: u32) -> Option<&'static str> {
    ONES.get(value as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_in_words() {
        for (number, said) in [
            ("0", "zero"),
            ("7", "seven"),
            ("13", "thirteen"),
            ("40", "forty"),
            ("71", "seventy-one"),
            ("100", "one hundred"),
            ("105", "one hundred and five"),
            ("240", "two hundred and forty"),
            ("999", "nine hundred and ninety-nine"),
            ("1000", "one thousand"),
            ("1001", "one thousand and one"),
            ("1200", "one thousand two hundred"),
            ("12345", "twelve thousand three hundred and forty-five"),
            ("1234567", "one two three four five six seven"),
            ("16.2", "sixteen point two"),
            ("16.20", "sixteen point two zero"),
            ("0.05", "zero point zero five"),
            ("-3.1", "minus three point one"),
            ("<0.5", "less than zero point five"),
            ("> 90", "more than ninety"),
        ] {
            assert_eq!(words(number).as_deref(), Some(said), "{number}");
        }
    }

    #[test]
    fn what_is_not_a_number_has_no_words() {
        for text in ["", "positive", "1e5", "1.2.3", ".5", "5.", "--5", "<", "1,200", "<-"] {
            assert_eq!(words(text), None, "{text}");
        }
    }
}
