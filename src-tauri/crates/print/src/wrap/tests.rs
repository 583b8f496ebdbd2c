//! Lines: where they break, and what no face can draw.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

fn lines(words: &Words, room: f32) -> Vec<String> {
    let fonts = Fonts::get().unwrap();
    let lines = wrap(fonts, words, 10.0, room).unwrap();
    lines.iter().map(|line| line.runs.iter().map(|run| run.text.as_str()).collect()).collect()
}

#[test]
fn a_line_breaks_at_spaces_alone() {
    let found = lines(&Words::plain("SMITH-FFITCH-WILLOUGHBY, Anne-Marie born 09-Jan-1944"), 150.0);
    assert_eq!(found, ["SMITH-FFITCH-WILLOUGHBY,", "Anne-Marie born 09-Jan-1944"]);
}

#[test]
fn a_no_break_space_keeps_a_number_with_its_unit() {
    let found = lines(&Words::plain("DOSE 125\u{A0}mg"), 40.0);
    assert_eq!(found, ["DOSE", "125 mg"]);
}

#[test]
fn a_word_wider_than_its_room_is_broken_and_nothing_of_it_is_lost() {
    let long = "x".repeat(500);
    let found = lines(&Words::plain(long.clone()), 60.0);
    assert!(found.len() > 10);
    assert_eq!(found.concat(), long);
}

#[test]
fn a_weight_may_change_inside_a_word() {
    let fonts = Fonts::get().unwrap();
    let found = wrap(fonts, &Words::bold("penicillin").then(", latex"), 10.0, 400.0).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].runs.len(), 2);
    assert!((found[0].runs[1].x - fonts.width(Face::Bold, 10.0, "penicillin").unwrap()).abs() < 0.001);
}

#[test]
fn what_no_face_can_draw_is_an_error_that_names_it() {
    let fonts = Fonts::get().unwrap();
    for absent in ['😀', '漢', 'ع', 'א'] {
        let found = wrap(fonts, &Words::plain(format!("a {absent} b")), 10.0, 400.0);
        assert_eq!(found.unwrap_err(), NoGlyph(absent));
    }
}

#[test]
fn both_faces_have_all_latin_letters_greek_and_cyrillic() {
    let fonts = Fonts::get().unwrap();
    let ranges = [
        0x20..=0x7E_u32,
        0xA0..=0x17F,
        0x180..=0x24F,
        0x1E00..=0x1E9B,
        0x1E9E..=0x1E9E,
        0x1EA0..=0x1EF9,
        0x391..=0x3C9,
        0x410..=0x44F,
    ];
    let mut absent = Vec::new();
    for code in ranges.into_iter().flatten().filter(|code| *code != 0x3A2 /* never assigned */) {
        let character = char::from_u32(code).unwrap();
        for face in [Face::Regular, Face::Bold] {
            if fonts.advance(face, character).is_err() {
                absent.push(format!("U+{code:04X} {face:?}"));
            }
        }
    }
    assert_eq!(absent, Vec::<String>::new());
}

#[test]
fn no_line_is_wider_than_its_room() {
    let fonts = Fonts::get().unwrap();
    let text =
        "It was the 38.1 °C  that\u{A0}worried Łukasz, and the unbreakableunbreakableunbreakable word. ".repeat(40);
    for room in [12.0, 30.0, 55.5, 120.0, 510.0] {
        for line in wrap(fonts, &Words::plain(text.as_str()), 10.0, room).unwrap() {
            let last = line.runs.last().map_or(0.0, |run| run.x + fonts.width(run.face, 10.0, &run.text).unwrap());
            assert!(last <= room + 0.05, "{last} > {room}");
        }
    }
}
