//! Exact decimal numbers, as they are typed: compared without ever becoming binary fractions.

/// Digits kept behind the point.
const PLACES: usize = 12;

/// A number with up to 20 digits before the point and 12 after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Decimal(i128);

impl Decimal {
    /// Reads an optional sign, digits, and at most one point with digits after it.
    pub(crate) fn parse(digits: &str) -> Option<Self> {
        let (negative, digits) = digits.strip_prefix('-').map_or((false, digits), |rest| (true, rest));
        let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let only_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !only_digits(whole) || !decimals.is_none_or(only_digits) {
            return None;
        }
        let decimals = decimals.unwrap_or_default().trim_end_matches('0');
        if whole.len() > 20 || decimals.len() > PLACES {
            return None;
        }
        let value: i128 = format!("{whole}{decimals:0<PLACES$}").parse().ok()?;
        Some(Self(if negative { -value } else { value }))
    }

    /// As a whole number of tenths, when it is one and is not negative.
    pub(crate) fn tenths(self) -> Option<u32> {
        self.in_units_of(PLACES - 1)
    }

    /// As a whole number, when it is one and is not negative.
    pub(crate) fn whole(self) -> Option<u32> {
        self.in_units_of(PLACES)
    }

    fn in_units_of(self, places: usize) -> Option<u32> {
        let unit = 10_i128.pow(u32::try_from(places).ok()?);
        if self.0 % unit == 0 { u32::try_from(self.0 / unit).ok() } else { None }
    }
}

/// How many decimals a typed number has, zeros at its end not counted.
pub(crate) fn decimals(digits: &str) -> usize {
    digits.split_once('.').map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn numbers_are_compared_as_they_are_typed() {
        let number = |digits| Decimal::parse(digits).unwrap();
        assert!(number("38.0") < number("38.1"));
        assert_eq!(number("37"), number("37.00"));
        assert_eq!(number("-0"), number("0"));
        assert!(number("-3.5") < number("-3.4"));
        assert_eq!(number("38.1").tenths(), Some(381));
        assert_eq!(number("38.15").tenths(), None);
        assert_eq!(number("16.0").whole(), Some(16));
        assert_eq!(number("-16").whole(), None);
    }

    #[test]
    fn what_is_not_a_plain_number_is_refused() {
        for text in ["", "-", ".5", "5.", "1e3", "+5", "1,000", "NaN", "--1", "1.2.3", "٣", "0.0000000000001"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse(&"9".repeat(21)), None);
    }
}
