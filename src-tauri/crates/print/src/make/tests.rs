//! Pages as boxes of words: nothing leaves its box, nothing lies over another.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::fonts::{ASCENT, DESCENT};
use crate::mark::Mark;
use crate::sample;

/// Every page's marks and its paper.
fn pages(pack: &Pack) -> Vec<(Vec<Mark>, ink::Paper)> {
    let fonts = Fonts::get().unwrap();
    let mut found = Vec::new();
    for plan in plan(pack, &pack.patients, SheetNumber(1), &[]) {
        let laid = lay(fonts, &plan.frame, &plan.blocks, &plan.place).unwrap();
        found.extend(laid.marks(fonts).map(|marks| (marks.unwrap(), plan.frame.paper)));
    }
    found
}

/// Left, right, top and bottom of each stretch of words.
fn boxes(marks: &[Mark]) -> Vec<([f32; 4], &str)> {
    let fonts = Fonts::get().unwrap();
    let mut found = Vec::new();
    for mark in marks {
        let Mark::Text { x, baseline, size, face, text, room, .. } = mark else { continue };
        let width = fonts.width(*face, *size, text.trim_end_matches(' ')).unwrap();
        assert!(width <= room + 0.05, "{text:?} is {width} wide and has {room}");
        found.push(([*x, x + width, baseline - size * ASCENT, baseline + size * DESCENT], text.as_str()));
    }
    found
}

fn check(pack: &Pack) {
    for (n, (marks, paper)) in pages(pack).iter().enumerate() {
        let found = boxes(marks);
        assert!(!found.is_empty());
        for ([left, right, top, bottom], text) in &found {
            let inside = *left >= 42.0 && *right <= paper.w - 42.0 && *top >= 15.0 && *bottom <= paper.h - 15.0;
            assert!(inside, "{text:?} is off page {}: {left} {right} {top} {bottom}", n + 1);
        }
        unread(marks, n + 1);
        for (k, (a, one)) in found.iter().enumerate() {
            for (b, two) in &found[k + 1..] {
                let over = a[1].min(b[1]) - a[0].max(b[0]) > 0.6 && a[3].min(b[3]) - a[2].max(b[2]) > 0.6;
                assert!(!over, "{one:?} and {two:?} are printed over each other on page {}", n + 1);
            }
        }
    }
}

/// Black words, and the code, are never on a black band.
fn unread(marks: &[Mark], page: usize) {
    for mark in marks {
        let Mark::Fill { area: band, grey } = mark else { continue };
        if *grey > 0.5 {
            continue;
        }
        let hidden = |left: f32, right: f32, top: f32, bottom: f32| {
            right.min(band.right()) - left.max(band.x) > 0.6 && bottom.min(band.bottom()) - top.max(band.y) > 0.6
        };
        for mark in marks {
            if let Mark::Text { x, baseline, size, white: false, text, .. } = mark {
                let on = hidden(*x, x + size, baseline - size * ASCENT, *baseline);
                assert!(!on, "{text:?} is black on black on page {page}");
            }
            if let Mark::Blocks { areas } = mark {
                let any = areas.iter().any(|area| hidden(area.x, area.right(), area.y, area.bottom()));
                assert!(!any, "the code of page {page} is under a band");
            }
        }
    }
}

#[test]
fn no_words_leave_their_box_or_the_page_or_lie_over_others() {
    for exercise in [true, false] {
        let mut pack = sample::pack(6);
        pack.exercise = exercise;
        check(&pack);
    }
}

#[test]
fn long_words_everywhere_stay_in_their_boxes() {
    for word in ["W".repeat(400), "Wm ".repeat(300), "a-b".repeat(200)] {
        let mut pack = sample::pack(1);
        pack.site = word[..60].to_owned();
        pack.printed_by = word[..60].to_owned();
        pack.sources[1].note = Some(word.clone());
        pack.ward_list.as_mut().unwrap().rows[0].problem.clone_from(&word);
        let patient = &mut pack.patients[0];
        patient.banner.name = word[..150].to_owned();
        patient.banner.preferred = Some(word[..60].to_owned());
        patient.banner.hospital_number = Some(word[..60].to_owned());
        patient.care[0].words = Words::bold(word.as_str());
        let summary = patient.summary.as_mut().unwrap();
        summary.medicines.rows[0].line = Words::plain(word.repeat(30));
        summary.medicines.from.clone_from(&word);
        summary.requests[0].asked.clone_from(&word);
        summary.observations.rows[0].consciousness.value.clone_from(&word);
        patient.observations.as_mut().unwrap().rows[0].by = Words::plain(word.as_str());
        patient.blanks[0].title = word[..150].to_owned();
        check(&pack);
    }
}

#[test]
fn a_head_that_fills_the_page_is_refused_with_its_place() {
    let mut pack = sample::pack(1);
    pack.patients[0].banner.name = "W ".repeat(3_000);
    pack.ward_list = None;
    let error = make(&pack, SheetNumber(1), &mut |_| Continue::Yes).err();
    assert_eq!(error, Some(PrintError::NoRoom { place: "bed A1, Patient summary".into() }));
}

#[test]
fn a_table_row_is_whole_on_one_page() {
    let mut pack = sample::pack(1);
    pack.patients[0].medicines.as_mut().unwrap().rows = (0..60)
        .map(|n| crate::pack::MedicineRow {
            line: Words::plain(format!("FIRST{n}\nLAST{n}")),
            ..crate::pack::MedicineRow::default()
        })
        .collect();
    let pages = pages(&pack);
    let page_of = |word: &str| {
        let has = |marks: &[Mark]| marks.iter().any(|mark| matches!(mark, Mark::Text { text, .. } if text == word));
        pages.iter().position(|(marks, _)| has(marks)).unwrap()
    };
    let mut used = std::collections::BTreeSet::new();
    for n in 0..60 {
        assert_eq!(page_of(&format!("FIRST{n}")), page_of(&format!("LAST{n}")));
        used.insert(page_of(&format!("FIRST{n}")));
    }
    assert!(used.len() > 2);
    for page in used {
        let heads =
            pages[page].0.iter().filter(|m| matches!(m, Mark::Text { text, .. } if text == "Last given")).count();
        assert_eq!(heads, 1, "the heading is not repeated on page {page}");
    }
}
