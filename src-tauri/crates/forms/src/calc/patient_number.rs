//! NHS, CHI and Health and Care numbers: ten digits, modulus 11, and who issues which range.
//!
//! A number that is not valid is a fact to show, never a reason to drop its patient.

use chrono::NaiveDate;

/// Who issues a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Issuer {
    /// NHS number: England, Wales and the Isle of Man.
    EnglandAndWales,
    /// CHI number.
    Scotland,
    /// Health and Care number.
    NorthernIreland,
    /// Nobody: kept for tests and training, and acceptable only there.
    Synthetic,
}

/// A number that passed every check. Kept as text: CHI numbers begin with 0.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PatientNumber {
    digits: String,
    issuer: Issuer,
}

impl std::fmt::Debug for PatientNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PatientNumber({:?})", self.issuer)
    }
}

/// Why a number is not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberProblem {
    /// Something besides digits, spaces and hyphens.
    #[error("only digits and spaces can be in this number")]
    NotDigits,
    /// Not ten of them.
    #[error("this number has 10 digits")]
    NotTenDigits,
    /// Ten times one digit: it passes the check, and is nobody's.
    #[error("ten times the same digit is nobody's number")]
    Run,
    /// The last digit does not fit the others.
    #[error("the check digit does not fit: read the number again")]
    CheckDigit,
    /// A CHI number begins with a date, and this one does not.
    #[error("a CHI number begins with a date of birth, and this one does not")]
    ChiDate,
    /// A range that no UK health service issues.
    #[error("nobody issues numbers in this range")]
    NotIssued,
}

impl PatientNumber {
    /// Reads a number as typed: spaces and hyphens are dropped, anything else is refused.
    ///
    /// # Errors
    /// Why it is not valid.
    pub fn read(text: &str) -> Result<Self, NumberProblem> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        if !digits.chars().all(|c| c.is_ascii_digit()) {
            return Err(NumberProblem::NotDigits);
        }
        let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
        let Ok(values) = <[u32; 10]>::try_from(values) else { return Err(NumberProblem::NotTenDigits) };
        let [first, ..] = values;
        if values.iter().all(|digit| *digit == first) {
            return Err(NumberProblem::Run);
        }
        if !check_digit_fits(&values) {
            return Err(NumberProblem::CheckDigit);
        }
        let issuer = issuer(&digits)?;
        Ok(Self { digits, issuer })
    }

    /// The ten digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Who issues it.
    #[must_use]
    pub fn issuer(&self) -> Issuer {
        self.issuer
    }

    /// `943 476 5919`.
    #[must_use]
    pub fn shown(&self) -> String {
        spaced(&self.digits)
    }

    /// The dates of birth a CHI number can stand for: its century is not in it. Empty for other numbers.
    #[must_use]
    pub fn chi_births(&self) -> Vec<NaiveDate> {
        if self.issuer == Issuer::Scotland { chi_births(&self.digits) } else { Vec::new() }
    }
}

/// Ten digits as `943 476 5919`; anything else as it came, for showing a number that is not valid.
#[must_use]
pub fn spaced(number: &str) -> String {
    match (number.get(..3), number.get(3..6), number.get(6..)) {
        (Some(a), Some(b), Some(c)) if number.len() == 10 && number.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{a} {b} {c}")
        }
        _ => number.to_owned(),
    }
}

/// Modulus 11: a remainder of 1 has no check digit, so such a number is never valid.
fn check_digit_fits(digits: &[u32; 10]) -> bool {
    let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let [.., last] = *digits;
    (11 - sum % 11) % 11 == last
}

fn issuer(digits: &str) -> Result<Issuer, NumberProblem> {
    match digits.parse::<u64>().unwrap_or(0) {
        100_000_000..=3_112_999_999 if chi_births(digits).is_empty() => Err(NumberProblem::ChiDate),
        100_000_000..=3_112_999_999 => Ok(Issuer::Scotland),
        3_200_000_000..=3_999_999_999 => Ok(Issuer::NorthernIreland),
        4_000_000_000..=4_999_999_999 | 6_000_000_000..=7_999_999_999 => Ok(Issuer::EnglandAndWales),
        9_000_000_000..=9_999_999_999 => Ok(Issuer::Synthetic),
        _ => Err(NumberProblem::NotIssued),
    }
}

fn chi_births(digits: &str) -> Vec<NaiveDate> {
    let part = |from: usize| digits.get(from..from + 2).and_then(|two| two.parse::<u32>().ok());
    let (Some(day), Some(month), Some(year)) = (part(0), part(2), part(4)) else { return Vec::new() };
    let year = year.cast_signed();
    [1900 + year, 2000 + year].into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<Issuer, NumberProblem>) {
        assert_eq!(PatientNumber::read(text).map(|number| number.issuer()), expected, "{text}");
    }

    #[test]
    fn every_row_of_the_number_table_holds() {
        use Issuer::{EnglandAndWales, NorthernIreland, Scotland, Synthetic};
        let valid = [
            (EnglandAndWales, "401 023 2137"),
            (EnglandAndWales, "4000000004"),
            (EnglandAndWales, "4505577104"),
            (EnglandAndWales, "4000000020"),
            (EnglandAndWales, "4000000160"),
            (Scotland, "0101011113"),
            (Scotland, "1506852343"),
            (Scotland, "2407195213"),
            (Scotland, "2902001231"),
            (Scotland, "3112999991"),
            (NorthernIreland, "3200000015"),
            (NorthernIreland, "3456789017"),
            (NorthernIreland, "3999999985"),
        ];
        for (issuer, text) in valid {
            check(text, Ok(issuer));
        }
        // Valid by the modulus; from 9000000000 up nobody's, by the range table.
        for text in [
            "943 476 5919",
            "943-476-5919",
            "9434765870",
            "9449306621",
            "9912003888",
            "9990548609",
            "9000000009",
            "9990000018",
            "9990000026",
        ] {
            check(text, Ok(Synthetic));
        }
        for text in ["9434765918", "4000000000", "0101010101", "3200000000"] {
            check(text, Err(NumberProblem::CheckDigit));
        }
        for text in ["12345678901", "987654321", "", "   "] {
            check(text, Err(NumberProblem::NotTenDigits));
        }
        check("2345678909", Err(NumberProblem::ChiDate));
    }

    #[test]
    fn a_number_whose_check_would_be_ten_is_valid_with_no_digit() {
        for nine in ["400000008", "400000011", "400000025"] {
            for last in 0..=9 {
                check(&format!("{nine}{last}"), Err(NumberProblem::CheckDigit));
            }
        }
    }

    #[test]
    fn ten_times_one_digit_is_nobodys_number() {
        for digit in 0..=9 {
            check(&digit.to_string().repeat(10), Err(NumberProblem::Run));
        }
    }

    #[test]
    fn only_spaces_and_hyphens_may_stand_between_digits() {
        for text in ["943.476.5919", "943_476_5919", "943 476 591X", "٩٤٣٤٧٦٥٩١٩", "943\t476\t5919"] {
            check(text, Err(NumberProblem::NotDigits));
        }
    }

    #[test]
    fn ranges_nobody_issues_are_refused() {
        // Each passes modulus 11.
        for text in ["5000000005", "8000000008", "0000000019", "3113000009", "8999999998", "8600000009"] {
            check(text, Err(NumberProblem::NotIssued));
        }
    }

    #[test]
    fn numbers_read_three_three_four() {
        assert_eq!(PatientNumber::read("9434765919").unwrap().shown(), "943 476 5919");
        assert_eq!(spaced("12345"), "12345");
    }

    #[test]
    fn a_chi_number_says_which_births_it_can_stand_for() {
        let births = PatientNumber::read("2902001231").unwrap().chi_births();
        assert_eq!(births, [NaiveDate::from_ymd_opt(2000, 2, 29).unwrap()]);
        assert_eq!(PatientNumber::read("0101011113").unwrap().chi_births().len(), 2);
    }

    #[test]
    fn debug_does_not_show_the_number() {
        assert!(!format!("{:?}", PatientNumber::read("9434765919").unwrap()).contains("9434"));
    }
}
