//! What a patient is found by, and how what somebody typed is understood. Words are matched at their start; nothing
//! here searches. Small and capital letters and accents are one to the search itself.

use chrono::Datelike;

use crate::snapshot::{Born, Identity, Place};

/// The fewest letters and digits that are looked for.
pub const LEAST: usize = 2;
/// More words than anybody types; the rest are let go.
const MOST_WORDS: usize = 12;
/// Longer than any name is typed; the rest of a word is let go.
const MOST_LETTERS: usize = 40;
/// What stands inside a name and is left out as often as typed.
const APOSTROPHES: [char; 5] = ['\'', '’', '‘', 'ʼ', '`'];

/// The words a patient is found by, as text to be split at whatever is not a letter or digit.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct FoundBy {
    /// Family name, also without its apostrophes, hyphens and strokes.
    pub family: String,
    /// Given and preferred names, likewise.
    pub given: String,
    /// NHS, hospital or temporary number: whole, and by its groups.
    pub numbers: String,
    /// Bed.
    pub bed: String,
    /// Date of birth in the ways it is typed; nothing when it is not known.
    pub born: String,
}

/// What a patient is found by.
#[must_use]
pub fn found_by(identity: &Identity, place: Option<&Place>) -> FoundBy {
    let names = |names: &[&Option<String>]| {
        let all: Vec<String> = names.iter().filter_map(|name| name.as_deref()).map(spellings).collect();
        all.join(" ")
    };
    let nhs = identity.nhs_number.as_ref().map(|number| number.value.as_str());
    let numbers: Vec<String> = nhs.into_iter().chain(identity.hospital_number.as_deref()).map(number).collect();
    FoundBy {
        family: names(&[&identity.family]),
        given: names(&[&identity.given, &identity.preferred]),
        numbers: numbers.join(" "),
        bed: place.and_then(|place| place.bed.as_deref()).map(bed).unwrap_or_default(),
        born: identity.born.map(born).unwrap_or_default(),
    }
}

/// A name, and how it is typed by somebody in a hurry: `O’NEILL ONEILL`, `ŁĘCKI LĘCKI`.
fn spellings(name: &str) -> String {
    let mut all = vec![name.to_owned()];
    let mut also = |spelling: String| {
        if !all.contains(&spelling) {
            all.push(spelling);
        }
    };
    let closed: String = name.chars().filter(|letter| !APOSTROPHES.contains(letter)).collect();
    let joined: String = name.chars().filter(|letter| letter.is_alphanumeric() || letter.is_whitespace()).collect();
    for spelling in [name, &closed, &joined] {
        also(spelling.to_owned());
        also(without_strokes(spelling));
    }
    all.join(" ")
}

/// Letters whose stroke is no accent to the search, as a plain keyboard types them.
fn without_strokes(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            'ł' | 'Ł' => plain.push('l'),
            'ø' | 'Ø' => plain.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => plain.push('d'),
            'ħ' | 'Ħ' => plain.push('h'),
            'ŧ' | 'Ŧ' => plain.push('t'),
            'ı' => plain.push('i'),
            'æ' | 'Æ' => plain.push_str("ae"),
            'œ' | 'Œ' => plain.push_str("oe"),
            'þ' | 'Þ' => plain.push_str("th"),
            'ß' | 'ẞ' => plain.push_str("ss"),
            other => plain.push(other),
        }
    }
    plain
}

/// A number whole, by its groups, and its digits alone: `RX204417 204417`, `9990308241 030 8241`.
fn number(value: &str) -> String {
    let whole: String = value.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let mut all = vec![value.to_owned(), whole.clone()];
    all.extend(whole.split(|letter: char| !letter.is_ascii_digit()).filter(|part| part.len() > 1).map(str::to_owned));
    if whole.len() == 10
        && let (Some(second), Some(third)) = (whole.get(3..6), whole.get(6..))
    {
        all.extend([second.to_owned(), third.to_owned()]);
    }
    all.dedup();
    all.join(" ")
}

/// A bed as it is written and in one word: `Bay 3 bed 2 Bay3bed2`.
fn bed(bed: &str) -> String {
    let joined: String = bed.chars().filter(|letter| letter.is_alphanumeric()).collect();
    if joined == bed { joined } else { format!("{bed} {joined}") }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `09 01 1944`, `9 january 1944`, `1944 01 09`, `09011944`, `19440109` and the like.
fn born(born: Born) -> String {
    let (day, month, year) = (born.date.day(), born.date.month(), born.date.year());
    let name = MONTHS.get(born.date.month0() as usize).copied().unwrap_or_default();
    let short = name.get(..3).unwrap_or_default();
    [
        format!("{day:02} {month:02} {year:04}"),
        format!("{day} {month} {year:04}"),
        format!("{day:02} {name} {year:04}"),
        format!("{day} {name} {year:04}"),
        format!("{day:02} {short} {year:04}"),
        format!("{day} {short} {year:04}"),
        format!("{year:04} {month:02} {day:02}"),
        format!("{day:02}{month:02}{year:04}"),
        format!("{year:04}{month:02}{day:02}"),
    ]
    .join(" ")
}

/// What somebody is looking for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    words: Vec<Word>,
}

/// One thing that must be there.
#[derive(Clone, PartialEq, Eq)]
pub enum Word {
    /// Begins a word of any kind.
    Any(String),
    /// A bed, because `bed` was typed before it.
    Bed(String),
    /// Digits typed in groups: a number with its spaces, or groups of their own.
    Groups(Vec<String>),
}

/// Understands what was typed; none while that is too short to look for.
#[must_use]
pub fn sought(typed: &str) -> Option<Sought> {
    let words: Vec<String> = typed
        .split(|letter: char| letter.is_whitespace() || letter.is_control() || letter == ',' || letter == '"')
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MOST_WORDS)
        .map(|word| word.chars().take(MOST_LETTERS).collect())
        .collect();
    let letters: usize = words.iter().map(|word| word.chars().filter(|one| one.is_alphanumeric()).count()).sum();
    if letters < LEAST {
        return None;
    }
    Some(Sought { words: understood(words) })
}

fn understood(words: Vec<String>) -> Vec<Word> {
    let mut understood: Vec<Word> = Vec::new();
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        if word.eq_ignore_ascii_case("bed")
            && let Some(bed) = words.next_if(|next| next.chars().count() <= 4)
        {
            understood.push(Word::Bed(bed));
            continue;
        }
        let mut groups = vec![word];
        let digits = |word: &String| word.chars().all(|one| one.is_ascii_digit());
        while groups.iter().all(digits)
            && let Some(next) = words.next_if(|next| digits(next))
        {
            groups.push(next);
        }
        understood.push(match groups.len() {
            1 => Word::Any(groups.remove(0)),
            _ => Word::Groups(groups),
        });
    }
    understood
}

impl Sought {
    /// Everything that must be there.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Without the words that `mean` something else; none when nothing is left to look for.
    #[must_use]
    pub fn without(&self, mean: impl Fn(&str) -> bool) -> Option<Self> {
        let left = |word: &&Word| !matches!(word, Word::Any(text) if mean(text));
        let words: Vec<Word> = self.words.iter().filter(left).cloned().collect();
        (!words.is_empty()).then_some(Self { words })
    }
}

crate::private_debug!(FoundBy, Word);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use chrono::NaiveDate;

    use super::*;
    use crate::snapshot::{NumberValidity, PatientNumber};

    #[test]
    fn a_name_is_found_as_it_is_written_and_as_it_is_typed_in_a_hurry() {
        assert_eq!(spellings("Davies"), "Davies");
        assert_eq!(spellings("O’Neill"), "O’Neill ONeill");
        assert_eq!(
            spellings("Łęcki-O’Neill"),
            "Łęcki-O’Neill lęcki-O’Neill Łęcki-ONeill lęcki-ONeill ŁęckiONeill lęckiONeill"
        );
    }

    #[test]
    fn a_number_is_found_whole_by_its_groups_and_by_its_digits() {
        assert_eq!(number("9990308241"), "9990308241 030 8241");
        assert_eq!(number("RX204417"), "RX204417 204417");
        assert_eq!(number("RZZ 4820316 U"), "RZZ 4820316 U RZZ4820316U 4820316");
        assert_eq!(bed("B10"), "B10");
        assert_eq!(bed("Bay 3, bed 2"), "Bay 3, bed 2 Bay3bed2");
    }

    #[test]
    fn a_date_of_birth_is_found_in_every_way_it_is_typed() {
        let identity = Identity {
            born: Some(Born { date: NaiveDate::from_ymd_opt(1944, 1, 9).unwrap(), estimated: false }),
            nhs_number: Some(PatientNumber { value: "9990308241".into(), validity: NumberValidity::Test }),
            ..Identity::default()
        };
        let by = found_by(&identity, None);
        for typed in ["09 01 1944", "9 1 1944", "9 january 1944", "09 jan 1944", "1944 01 09", "09011944", "19440109"] {
            assert!(by.born.contains(typed), "{typed}");
        }
        assert_eq!(by.bed, "");
    }

    #[test]
    fn what_was_typed_is_understood() {
        let any = |text: &str| Word::Any(text.to_owned());
        let check = |typed: &str, words: &[Word]| {
            assert_eq!(sought(typed).map(|sought| sought.words).as_deref(), Some(words), "{typed}");
        };
        check("dav 1944", &[any("dav"), any("1944")]);
        check("DAVIES, Margaret", &[any("DAVIES"), any("Margaret")]);
        check("999 030 8241", &[Word::Groups(vec!["999".into(), "030".into(), "8241".into()])]);
        check("bed B1", &[Word::Bed("B1".into())]);
        check("bed bedford", &[any("bed"), any("bedford")]);
        check("bed", &[any("bed")]);
        check("  o'neill \" ( ", &[any("o'neill")]);
        assert_eq!(sought("d"), None);
        assert_eq!(sought("- \u{0}*"), None);
        assert_eq!(sought(&"a b ".repeat(100_000)).unwrap().words.len(), MOST_WORDS);
    }
}
