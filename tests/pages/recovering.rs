//! Recovery: releasing a system's records and reading the counts.

use crate::window::{Window, key};

/// Shows the counts.
#[track_caller]
pub fn show(window: &Window) {
    window.chord(key::ALT, '6');
    window.see("still owed");
}

/// Releases the records of the one system that may take them, and waits until they have gone.
#[track_caller]
pub fn release(window: &Window, system: &str) {
    show(window);
    window.press(&format!("to {system}"));
    window.see("Release records to");
    window.chord(key::CONTROL, key::ENTER);
    window.see(&format!("Records sent to {system}"));
}

/// A row of the counts as words: `EPR notes | Restored | 3 | …`.
pub fn row(window: &Window, system: &str) -> Vec<String> {
    let script = format!(
        "return [...document.querySelectorAll('.rc tbody tr')].map((row) => [...row.cells].map((cell) => \
         cell.innerText.replace(/\\s+/g, ' ').trim())).find((cells) => cells[0].startsWith('{system}')) ?? []"
    );
    let cells = window.script(&script);
    cells.as_array().into_iter().flatten().map(|cell| cell.as_str().unwrap_or_default().to_owned()).collect()
}
