//! Find: the box over patients, forms and screens.

use crate::window::{Role, Window, key};

/// Opens the box from anywhere.
#[track_caller]
pub fn open(window: &Window) {
    window.chord(key::CONTROL, 'k');
    window.until("the box has the focus", |window| window.focus() == "Find a patient, form or screen");
}

/// Types into the box, key by key, and waits for what is chosen first.
#[track_caller]
pub fn typed(window: &Window, words: &str, first: &str) {
    window.keys(words);
    window.until(&format!("“{first}” is chosen first"), |window| chosen(window).contains(first));
}

/// The line that Enter opens.
pub fn chosen(window: &Window) -> String {
    let script = "const line = document.querySelector('.pal [aria-selected=true]'); return line ? line.innerText.replace(/\\s+/g, ' ') : ''";
    window.script(script).as_str().unwrap_or_default().to_owned()
}

/// Opens what is chosen.
#[track_caller]
pub fn enter(window: &Window) {
    window.keys(&key::ENTER.to_string());
    window.until("the box is gone", |window| !window.has(Role::Dialog, "Find"));
}
