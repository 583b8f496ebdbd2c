//! What goes in comes out, whatever it is.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use print::pack::{Note, Pack};
use print::{Continue, PrintError, make};
use record::SheetNumber;

use crate::{sample, tools};

/// One patient with one note, and nothing else to read.
fn with_note(text: &str) -> Pack {
    let mut pack = sample::pack(1);
    let patient = &mut pack.patients[0];
    (patient.medicines, patient.observations, patient.blanks) = (None, None, vec![]);
    patient.summary.as_mut().unwrap().notes = vec![Note { at: None, heading: "BEGIN".into(), text: text.to_owned() }];
    pack
}

/// The pages' words between the note's start and what comes after it, without the heads and feet of its pages.
fn note_back(pack: &Pack) -> String {
    let made = make(pack, SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    let raw = tools::raw(&made.pdf);
    tools::packed(&raw)
}

#[test]
fn operators_and_brackets_in_a_name_are_words_like_any_other() {
    let mut pack = sample::pack(1);
    let name = ") Tj ET Q (\\) <</JS>> endstream";
    pack.patients[0].banner.name = name.into();
    let made = make(&pack, SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    let text = tools::packed(&tools::raw(&made.pdf));
    assert!(text.matches(&tools::packed(name)).count() as u32 >= made.jobs[1].pages * 2);
}

#[test]
fn a_note_of_a_hundred_thousand_characters_comes_out_whole() {
    let mut text = String::new();
    let mut n = 0_u32;
    while text.len() < 100_000 {
        text.push_str(&format!("word{n} "));
        n += 1;
    }
    let back = note_back(&with_note(&text));
    for k in 0..n {
        assert!(back.contains(&format!("word{k}")), "word{k} is lost");
    }
}

#[test]
fn a_note_without_a_single_space_comes_out_whole() {
    let text: String = (0..9_000_u32).map(|n| char::from(b'a' + u8::try_from(n * 7 % 26).unwrap())).collect();
    let back = note_back(&with_note(&text));
    // one page's worth is drawn without a head or foot between
    for piece in text.as_bytes().chunks(70) {
        assert!(back.contains(std::str::from_utf8(piece).unwrap()) || back.len() > text.len());
    }
    let letters = |of: &str| of.chars().filter(char::is_ascii_lowercase).count();
    assert!(letters(&back) >= letters(&text));
}

#[test]
fn letters_of_many_languages_come_out_as_they_went_in() {
    let text = "Łukasz Żółć, Győző Kővári, Nguyễn Thị Hạnh, Siân Ŵyn, İpek Ağaoğlu, Σωκράτης, Олена Їжак, ſtraße — 38.1 °C ≤ 5 µL";
    let back = note_back(&with_note(text));
    assert!(back.contains(&tools::packed(text)), "{back}");
}

#[test]
fn a_bidi_mark_is_shown_by_its_code() {
    let back = note_back(&with_note("safe\u{202E}efas"));
    assert!(back.contains("safe[U+202E]efas"));
}

#[test]
fn a_character_without_a_glyph_is_an_error_that_says_where() {
    let mut pack = with_note("fine 😀");
    pack.ward_list = None;
    let error = make(&pack, SheetNumber(1), &mut |_| Continue::Yes).err().unwrap();
    assert_eq!(error, PrintError::MissingGlyph { character: '😀', place: "bed A1, Patient summary".into() });
    assert_eq!(error.to_string(), "the character U+1F600 in bed A1, Patient summary cannot be printed");
}

#[test]
fn a_name_of_three_hundred_characters_is_whole_on_every_page() {
    let mut pack = sample::pack(1);
    let name: String = (0..300_u32).map(|n| if n % 11 == 10 { ' ' } else { 'W' }).collect();
    pack.patients[0].banner.name = name.clone();
    let made = make(&pack, SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    let text = tools::packed(&tools::raw(&made.pdf));
    assert!(text.matches(&tools::packed(&name)).count() as u32 >= made.jobs[1].pages * 2);
}

#[test]
fn each_page_carries_identity_page_form_times_and_the_exercise_mark() {
    let made = make(&sample::pack(2), SheetNumber(4127), &mut |_| Continue::Yes).unwrap();
    let text = tools::layout(&made.pdf);
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert_eq!(pages.len() as u32, made.pages);
    for page in &pages {
        for words in [
            "EXERCISE. Invented patients.",
            "Page ",
            "Sheet 000",
            "Form ",
            "Printed 21-Nov-2026 14:30",
            "Data as at: EPR",
        ] {
            assert!(page.contains(words), "{words} is missing on\n{page}");
        }
        assert!(page.contains("Not a substitute for the full record"));
    }
    let first = made.jobs[1].first_page as usize - 1;
    for page in &pages[first..first + made.jobs[1].pages as usize] {
        for words in ["DAVIES, Margaret (Mrs)", "09-Jan-1944", "999 030 8241", "bed A1", "Known allergies: penicillin"]
        {
            assert!(page.contains(words), "{words} is missing on\n{page}");
        }
    }
    assert!(!text.contains("NEWS2 chart"));
    assert!(text.contains("Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017."));
}

#[test]
fn a_patients_job_holds_that_patients_pages_alone() {
    let made = make(&sample::pack(3), SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    assert_eq!(made.jobs.len(), 4);
    let text = tools::layout(&made.job_pdf(2).unwrap());
    assert!(text.contains("NGUYỄN"));
    for other in ["ŁUKASIEWICZ", "SMITH-FFITCH"] {
        assert!(!text.contains(other));
    }
    assert_eq!(text.matches('\u{c}').count() as u32, made.jobs[2].pages);
    assert_eq!(made.job_pdf(9).err(), Some(PrintError::NoSuchJob));
}

#[test]
fn stopping_makes_nothing_and_the_total_is_known_from_the_first_page() {
    let mut seen = Vec::new();
    let error = make(&sample::pack(3), SheetNumber(1), &mut |progress| {
        seen.push(progress);
        if seen.len() == 3 { Continue::Stop } else { Continue::Yes }
    });
    assert_eq!(error.err(), Some(PrintError::Cancelled));
    assert_eq!(seen.iter().map(|progress| progress.page).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(seen.iter().all(|progress| progress.of == seen[0].of && progress.of > 15));
}

#[test]
fn the_fonts_are_embedded_and_cut_down_to_what_is_used() {
    let made = make(&sample::pack(1), SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    let fonts = String::from_utf8(tools::run("pdffonts", &["-"], &made.pdf)).unwrap();
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(rows.len(), 2, "{fonts}");
    for row in rows {
        assert!(row.contains("LiberationSans") && row.contains(" yes "), "{row}");
    }
    assert!(made.pdf.len() < 250_000, "{}", made.pdf.len());
}

#[test]
fn a_patient_who_cannot_be_printed_is_left_out_by_name_of_bed_and_the_rest_are_printed() {
    let mut pack = sample::pack(3);
    pack.patients[1].allergies.line = print::pack::Words::plain("Known allergies: 漢方薬");
    let made = make(&pack, SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    assert_eq!(made.left_out.len(), 1);
    assert_eq!(made.left_out[0].patient, pack.patients[1].patient);
    let place = "bed A2, Patient summary".to_owned();
    assert_eq!(made.left_out[0].why, PrintError::MissingGlyph { character: '漢', place });
    assert_eq!(made.jobs.len(), 3);
    assert!(made.sheets.iter().all(|sheet| sheet.patient != Some(pack.patients[1].patient)));
    let numbers: Vec<u32> = made.sheets.iter().map(|sheet| sheet.number.0).collect();
    assert_eq!(numbers, (1..=u32::try_from(numbers.len()).unwrap()).collect::<Vec<_>>());
    let cover = tools::layout(&made.pdf);
    assert!(cover.contains("NOT IN THIS PACK: bed A2"), "{cover}");
}

#[test]
fn a_name_that_cannot_be_drawn_does_not_keep_the_ward_from_its_list() {
    let plain = sample::pack(3);
    let cover = tools::layout(&make(&plain, SheetNumber(1), &mut |_| Continue::Yes).unwrap().pdf);
    assert!(!cover.contains("WARD LIST, bed"), "the control: nothing is said of rows that are as they were");
    for spoilt in ["漢", "\u{7}", "כהן"] {
        let mut pack = sample::pack(3);
        pack.patients[1].banner.name = format!("{spoilt} LI");
        let row = &mut pack.ward_list.as_mut().unwrap().rows[1];
        row.name = format!("{spoilt} LI");
        row.alerts = print::pack::Words::plain(format!("Diet: {spoilt}"));
        let bed = row.bed.clone();
        let made = make(&pack, SheetNumber(1), &mut |_| Continue::Yes).unwrap();
        let text = tools::layout(&made.pdf);
        let code = format!("[U+{:04X}]", spoilt.chars().next().unwrap() as u32);
        assert!(text.contains(&format!("WARD LIST, bed {bed}")), "{text}");
        assert!(text.contains(&code) && text.contains("LI"), "{code}");
        assert_eq!(text.contains("NOT IN THIS PACK"), spoilt != "\u{7}", "a control is shown on the sheets too");
        assert_eq!(made.jobs.len(), if spoilt == "\u{7}" { 4 } else { 3 }, "the others are printed");
    }
}

#[test]
fn a_bed_or_a_site_that_cannot_be_drawn_stops_nothing() {
    let mut pack = sample::pack(2);
    pack.site = "病院 General".into();
    pack.printed_by = "עמא Boateng".into();
    pack.patients[1].banner.bed = Some("漢2".into());
    pack.ward_list.as_mut().unwrap().rows[1].bed = "漢2".into();
    let made = make(&pack, SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    let text = tools::layout(&made.pdf);
    assert_eq!(made.left_out.len(), 1);
    assert!(text.contains("NOT IN THIS PACK: bed [U+6F22]2"), "{text}");
    assert!(text.contains("[U+75C5][U+9662] General"), "{text}");
}
