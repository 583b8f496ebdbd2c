//! Check characters by ISO 7064 mod 37-2: for downtime numbers and temporary patient numbers.
//!
//! Catches every single wrong character and every swap of neighbours, over digits and capital letters.

const ALPHABET: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

/// The check character of digits and capitals; hyphens and spaces are skipped. None for anything else, or nothing.
#[must_use]
pub fn check_character(text: &str) -> Option<char> {
    let sum = sum(text)?;
    ALPHABET.chars().nth((38 - sum) % 37)
}

/// Whether the last character is the check character of the rest.
#[must_use]
pub fn is_valid(text: &str) -> bool {
    let mut kept: Vec<char> = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let Some(last) = kept.pop() else { return false };
    check_character(&kept.into_iter().collect::<String>()) == Some(last)
}

fn sum(text: &str) -> Option<usize> {
    let mut characters = text.chars().filter(|c| !matches!(c, '-' | ' ')).peekable();
    characters.peek()?;
    characters.try_fold(0, |sum, character| {
        let value = ALPHABET.chars().take(36).position(|known| known == character)?;
        Some((sum + value) * 2 % 37)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    #[test]
    fn a_blood_donation_number_has_its_known_check_character() {
        assert_eq!(check_character("G123489654321"), Some('Y'));
        assert!(is_valid("G1234 896 54321-Y"));
    }

    #[test]
    fn one_wrong_character_or_one_swap_is_always_noticed() {
        let number = "RA70031";
        let whole: Vec<char> = format!("{number}{}", check_character(number).unwrap()).chars().collect();
        assert!(is_valid(&whole.iter().collect::<String>()));
        for place in 0..whole.len() {
            for other in ALPHABET.chars().take(36).filter(|c| *c != whole[place]) {
                let mut wrong = whole.clone();
                wrong[place] = other;
                assert!(!is_valid(&wrong.iter().collect::<String>()), "{wrong:?}");
            }
        }
        for place in 1..whole.len() {
            let mut wrong = whole.clone();
            wrong.swap(place - 1, place);
            assert!(wrong == whole || !is_valid(&wrong.iter().collect::<String>()), "{wrong:?}");
        }
    }

    #[test]
    fn what_is_not_a_number_has_no_check_character() {
        for text in ["", "-", "ra7", "RA7*", "RÄ7"] {
            assert_eq!(check_character(text), None, "{text}");
        }
    }
}
