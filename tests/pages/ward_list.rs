//! The ward list: finding a patient and opening their page.

use crate::window::{Role, Window, key};

/// Goes to the ward list from anywhere.
#[track_caller]
pub fn show(window: &Window) {
    window.chord(key::ALT, '2');
    window.see("Patient list for");
}

/// Types part of a name, then opens the page of the patient named so.
#[track_caller]
pub fn open(window: &Window, name: &str) {
    show(window);
    window.press(name);
    window.see_a(Role::Anything, "newest on top, by time care was given");
}

/// The same, for a name that two patients have: the one in this bed.
#[track_caller]
pub fn open_in(window: &Window, bed: &str, name: &str) {
    show(window);
    window.press_within(&format!("{bed} "), name);
    window.see_a(Role::Anything, "newest on top, by time care was given");
}

/// Leaves a patient's page for the list.
#[track_caller]
pub fn back(window: &Window) {
    window.press("Back to the ward");
    window.see("Patient list for");
}

/// A bed's row as words, cell by cell.
pub fn row(window: &Window, bed: &str) -> Vec<String> {
    let script = format!(
        "const row = [...document.querySelectorAll('.board tbody tr')].find((row) => row.cells[0].innerText.trim() === '{bed}');
         return row ? [...row.cells].map((cell) => cell.innerText.replace(/\\s+/g, ' ').trim()) : []"
    );
    let cells = window.script(&script);
    cells.as_array().into_iter().flatten().map(|cell| cell.as_str().unwrap_or_default().to_owned()).collect()
}

/// The beds from the first row down.
pub fn beds(window: &Window) -> Vec<String> {
    texts(window, ".board tbody td.bed")
}

/// The groups with what they count, from the first down.
pub fn groups(window: &Window) -> Vec<String> {
    texts(window, ".board .group")
}

/// The headings from left to right.
pub fn headings(window: &Window) -> Vec<String> {
    texts(window, ".board thead th")
}

/// How wide a column is, in pixels.
pub fn width(window: &Window, heading: &str) -> u64 {
    let script = format!(
        "return [...document.querySelectorAll('.board thead th')].find((one) => one.innerText.trim() === '{heading}').offsetWidth"
    );
    window.script(&script).as_u64().expect("the list has that column")
}

fn texts(window: &Window, what: &str) -> Vec<String> {
    let script = format!(
        "return [...document.querySelectorAll('{what}')].map((one) => one.innerText.replace(/\\s+/g, ' ').trim())"
    );
    let texts = window.script(&script);
    texts.as_array().into_iter().flatten().map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
}
