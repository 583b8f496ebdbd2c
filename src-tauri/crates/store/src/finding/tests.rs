//! Search as somebody types: what is found, in which order, and that nothing typed is ever an error.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::NaiveDate;
use proptest::prelude::*;
use record::finding::sought;
use record::{Born, NumberValidity, PatientNumber};

use super::*;

/// Family, given, preferred, bed, ward, born, NHS number, hospital number.
type Row<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

const PEOPLE: [Row<'_>; 9] = [
    ("Davies", "Margaret", "Peggy", "B1", "Ash", "1944-01-09", "9990308241", "RX204417"),
    ("Davies", "Margaret", "", "B3", "Ash", "1946-08-21", "9996281949", "RX204418"),
    ("Davis", "Colin", "", "D2", "Ash", "1971-04-30", "9997684265", ""),
    ("Łęcki-O’Neill", "Zoë", "", "C1", "Ash", "1999-02-22", "9991112223", ""),
    ("Marsh", "David", "", "B10", "Ash", "2014-04-04", "", "RZZ 4820316 U"),
    ("Dabrowski", "Ewa", "", "B1", "Birch", "1944-03-01", "", ""),
    ("Davenport", "Ann", "", "1", "Birch", "1990-12-31", "", ""),
    ("Nguyễn", "Thị Hạnh", "Hannah", "4", "Birch", "1988-05-05", "", ""),
    ("", "", "", "", "", "", "", ""),
];

fn person(row: &Row<'_>) -> (Identity, Place) {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let identity = Identity {
        family: some(row.0),
        given: some(row.1),
        preferred: some(row.2),
        born: row.5.parse::<NaiveDate>().ok().map(|date| Born { date, estimated: false }),
        nhs_number: some(row.6).map(|value| PatientNumber { value, validity: NumberValidity::Test }),
        hospital_number: some(row.7),
        ..Identity::default()
    };
    let place = Place { ward: row.4.into(), bed: some(row.3), since: None, consultant: None, encounter: None };
    (identity, place)
}

fn id(number: usize) -> PatientId {
    PatientId::from_number("test", &number.to_string())
}

fn finder() -> Finder {
    let people: Vec<_> = PEOPLE.iter().map(person).collect();
    let findable = people.iter().enumerate().map(|(number, (identity, place))| Findable {
        patient: id(number),
        identity,
        place: Some(place),
    });
    Finder::of(findable).unwrap()
}

/// `DAVIES B1` for each who is found on Ash, nearest first.
fn found(finder: &Finder, typed: &str) -> Vec<String> {
    let Some(sought) = sought(typed) else { return vec!["too short".into()] };
    let matches = finder.find(&sought, "Ash", 20).unwrap();
    let name = |one: &Match| {
        let at = (0..PEOPLE.len()).find(|number| id(*number) == one.patient).unwrap();
        format!("{} {}", PEOPLE[at].0, PEOPLE[at].3)
    };
    matches.iter().map(name).collect()
}

#[test]
fn words_are_matched_at_their_start_the_nearest_first() {
    let finder = finder();
    let check = |typed: &str, expected: &[&str]| assert_eq!(found(&finder, typed), expected, "{typed}");
    check("dav", &["Davies B1", "Davies B3", "Davis D2", "Marsh B10", "Davenport 1"]);
    check("DAV 1944", &["Davies B1"]);
    check("margaret davies", &["Davies B1", "Davies B3"]);
    check("peg", &["Davies B1"]);
    check("avies", &[]);
    check("b1", &["Davies B1", "Marsh B10", "Dabrowski B1"]);
    check("bed 1", &["Davenport 1"]);
    check("bed b3", &["Davies B3"]);
    check("d", &["too short"]);
    check("da da", &["Davies B1", "Davies B3", "Davis D2", "Marsh B10", "Dabrowski B1", "Davenport 1"]);
}

#[test]
fn a_number_is_found_with_or_without_its_spaces() {
    let finder = finder();
    let check = |typed: &str, expected: &[&str]| assert_eq!(found(&finder, typed), expected, "{typed}");
    for typed in ["9990308241", "999 030 8241", "999 03", "030 8241", "8241", "rx204417", "204417"] {
        check(typed, &["Davies B1"]);
    }
    for typed in ["rzz 4820316 u", "RZZ4820316U", "4820316"] {
        check(typed, &["Marsh B10"]);
    }
    check("999 030 8242", &[]);
}

#[test]
fn accents_apostrophes_hyphens_and_strokes_need_not_be_typed() {
    let finder = finder();
    let check = |typed: &str, expected: &[&str]| assert_eq!(found(&finder, typed), expected, "{typed}");
    for typed in ["lecki", "Łęcki", "ŁĘCKI", "oneill", "o'neill", "o’neill", "zoe", "ZOË", "zoe lecki-oneill"] {
        check(typed, &["Łęcki-O’Neill C1"]);
    }
    for typed in ["nguyen", "Nguyễn", "hanh", "hannah", "nguye\u{302}\u{303}n"] {
        check(typed, &["Nguyễn 4"]);
    }
}

#[test]
fn a_date_of_birth_is_found_as_it_is_typed() {
    let finder = finder();
    for typed in ["09-Jan-1944", "9/1/1944", "09 01 1944", "09011944", "1944-01-09", "9 jan 1944", "jan 1944"] {
        assert_eq!(found(&finder, typed), ["Davies B1"], "{typed}");
    }
    assert_eq!(found(&finder, "1944"), ["Davies B1", "Dabrowski B1"]);
}

#[test]
fn no_more_than_asked_for_come_back() {
    let finder = finder();
    assert_eq!(finder.find(&sought("da").unwrap(), "Ash", 2).unwrap().len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_typed_is_ever_an_error(typed in any::<String>()) {
        found(&finder(), &typed);
    }

    #[test]
    fn the_signs_of_the_search_language_are_only_signs(typed in "[\"'*^:(){}+\\-, a-dA-D0-9\u{0}NEAROT]{0,40}") {
        found(&finder(), &typed);
    }
}

#[test]
fn a_page_of_text_is_no_error_either() {
    let finder = finder();
    for piece in ["a", "\"", "dav ", "(((", "9 ", "ab\u{0}", "🙂", "e\u{301}"] {
        found(&finder, &piece.repeat(100_000));
    }
    assert_eq!(found(&finder, "NEAR(dav, 2)"), Vec::<String>::new());
    assert_eq!(found(&finder, "dav OR peg"), Vec::<String>::new(), "OR is a word like another");
}
