//! A pack is made, looked at, and saved; without a printer there is a plain way out.

use std::process::Command;

use tests::pages::{printing, signing_in};
use tests::window::{Home, Window, key};

#[test]
fn a_pack_is_made_looked_at_and_saved_and_every_page_says_whose_it_is_and_which_of_how_many() {
    let home = Home::demo();
    home.declared(&["epr", "lims"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    printing::show(&window);
    window.see("No printer answers on this PC.");
    window.see("Save the pages");
    printing::make(&window);
    let words = window.words();
    let pages =
        words.lines().find_map(|line| line.strip_suffix(" sheets, ready")?.split_once(" pages")).expect("how many").0;
    assert!(!window.can_press(&format!("Print {pages} pages")), "nothing is printed without a printer");
    printing::preview(&window);
    window.see("Page 1 of ");
    window.keys(&key::ESCAPE.to_string());
    let folder = tempfile::tempdir().unwrap();
    let file = printing::save(&window, folder.path());

    let text = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().expect("pdftotext is installed");
    let text = String::from_utf8_lossy(&text.stdout).into_owned();
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(text.contains("OKONKWO, Grace (Mrs)") && text.contains("999 526 0182"), "the patient is in it");
    // Pages are counted for each patient: a sheet that was handed over says by itself whether one is missing.
    let mut after = 0;
    for page in pages {
        let said = page.split("Page ").nth(1).expect("each page says which it is");
        let mut numbers = said.split(|letter: char| !letter.is_ascii_digit()).filter(|word| !word.is_empty());
        let number: u32 = numbers.next().unwrap().parse().unwrap();
        let all: u32 = numbers.next().unwrap().parse().unwrap();
        assert!(number == after + 1 && number <= all, "page {number} of {all} comes after {after}");
        after = if number == all { 0 } else { number };
    }
    assert_eq!(after, 0, "the last sheet is whole");
}
