//! The code of a recovery envelope: drawn at random, printed, typed back by somebody under strain.
//!
//! Seven parts of six characters, of 31 letters and digits that cannot be taken for one another (no I, O, U, 0 or 1).
//! The sixth of each part checks the other five and the part's place, so that a slip is found where it was made:
//! 31 is prime, so every single wrong character and every exchange of two is noticed. 35 drawn characters are 173 bits.

use zeroize::Zeroizing;

use super::random;
use crate::error::StoreError;

const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTVWXYZ";
/// How many parts a code has.
pub const PARTS: usize = 7;
/// Characters of a part that are drawn; one more checks them.
const DRAWN: usize = 5;

/// A whole code, its check characters left out. Never shown by `Debug`.
pub struct Code(Zeroizing<String>);

/// What is wrong with one part as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartProblem {
    /// Not six characters.
    Length,
    /// This character is on no page.
    Letter(char),
    /// The last character does not fit the others.
    Sum,
}

impl PartProblem {
    /// What to do about it.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Length => "it has six characters".to_owned(),
            Self::Letter(letter) => format!("the page has no {letter}: read it again"),
            Self::Sum => "it does not add up: read it again".to_owned(),
        }
    }
}

impl Code {
    /// Draws a new one.
    pub(crate) fn draw() -> Result<Self, StoreError> {
        let mut code = Zeroizing::new(String::with_capacity(PARTS * DRAWN));
        while code.len() < PARTS * DRAWN {
            let [byte] = random::<1>()?;
            // 248 is eight times 31: what is above would make some letters likelier than others.
            if byte < 248
                && let Some(letter) = LETTERS.get(usize::from(byte % 31))
            {
                code.push(char::from(*letter));
            }
        }
        Ok(Self(code))
    }

    /// Reads a code as typed or scanned: small letters, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// When a part does not add up; says which.
    pub fn read(typed: &str) -> Result<Self, StoreError> {
        let plain: Zeroizing<String> = Zeroizing::new(
            typed
                .chars()
                .filter(|letter| !letter.is_whitespace() && *letter != '-')
                .flat_map(char::to_uppercase)
                .collect(),
        );
        let letters: Zeroizing<Vec<char>> = Zeroizing::new(plain.chars().collect());
        let mut code = Zeroizing::new(String::with_capacity(PARTS * DRAWN));
        for (place, part) in letters.chunks(DRAWN + 1).enumerate() {
            let part: Zeroizing<String> = Zeroizing::new(part.iter().collect());
            check_part(place, &part).map_err(|why| StoreError::EnvelopePart { part: place + 1, why })?;
            code.push_str(part.get(..DRAWN).unwrap_or_default());
        }
        if code.len() == PARTS * DRAWN { Ok(Self(code)) } else { Err(StoreError::WrongEnvelope) }
    }

    /// The parts as printed, each with its check character.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        let letters: Vec<char> = self.0.chars().collect();
        let parts = letters.chunks(DRAWN).enumerate();
        parts
            .map(|(place, drawn)| {
                let values = drawn.iter().filter_map(|letter| value(*letter));
                let check = (0..31).find(|check| sum(place, values.clone().chain([*check])) == 0);
                let check = check.and_then(|check| LETTERS.get(check)).map_or('?', |letter| char::from(*letter));
                drawn.iter().copied().chain([check]).collect()
            })
            .collect()
    }

    /// What the slot's key is derived from.
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }
}

fn value(letter: char) -> Option<usize> {
    LETTERS.iter().position(|known| char::from(*known) == letter)
}

/// Weighted sum of a part and its place; zero when it adds up.
fn sum(place: usize, values: impl Iterator<Item = usize>) -> usize {
    let weighted: usize = values.enumerate().map(|(at, value)| (at + 1) * value).sum();
    (weighted + place + 1) % 31
}

/// Checks one part by itself, as it is typed; `place` counts from 0.
///
/// # Errors
/// What is wrong with it.
pub fn check_part(place: usize, typed: &str) -> Result<(), PartProblem> {
    let mut values = Vec::with_capacity(DRAWN + 1);
    for letter in typed.trim().chars().flat_map(char::to_uppercase) {
        values.push(value(letter).ok_or(PartProblem::Letter(letter))?);
    }
    if values.len() != DRAWN + 1 {
        return Err(PartProblem::Length);
    }
    if sum(place, values.into_iter()) == 0 { Ok(()) } else { Err(PartProblem::Sum) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code = Code::draw().unwrap();
        let parts = code.parts();
        assert_eq!(parts.len(), PARTS);
        for typed in [parts.join(" "), parts.join("-").to_lowercase(), parts.concat()] {
            assert_eq!(Code::read(&typed).unwrap().secret(), code.secret());
        }
    }

    #[test]
    fn every_wrong_character_and_every_exchange_of_two_is_found_in_its_part() {
        let parts = Code::draw().unwrap().parts();
        for (place, part) in parts.iter().enumerate() {
            let letters: Vec<char> = part.chars().collect();
            for at in 0..letters.len() {
                for other in LETTERS.iter().map(|letter| char::from(*letter)).filter(|one| *one != letters[at]) {
                    let mut wrong = letters.clone();
                    wrong[at] = other;
                    assert_eq!(check_part(place, &wrong.iter().collect::<String>()), Err(PartProblem::Sum));
                }
                for to in at + 1..letters.len() {
                    let mut wrong = letters.clone();
                    wrong.swap(at, to);
                    let same = wrong == letters;
                    assert_eq!(check_part(place, &wrong.iter().collect::<String>()).is_ok(), same);
                }
            }
            assert!(check_part((place + 1) % PARTS, part).is_err(), "a part in another's place does not add up");
        }
    }

    #[test]
    fn a_letter_that_is_on_no_page_and_a_short_part_are_named() {
        assert_eq!(check_part(0, "K7QMO2"), Err(PartProblem::Letter('O')));
        assert_eq!(check_part(0, "K7Q"), Err(PartProblem::Length));
        let error = Code::read("K7QMO2").err().unwrap().to_string();
        assert!(error.contains("part 1") && error.contains("no O"), "{error}");
    }
}
