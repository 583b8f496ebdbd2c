//! Recovery: releasing a system's records and reading the counts.

use crate::window::{PIN, Window, key};

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
    window.see(&format!("to {system}"));
    window.keys("n");
    window.see("Release records to");
    window.chord(key::CONTROL, key::ENTER);
    window.see(&format!("Records sent to {system}"));
}

/// Releases the records of the one system that may take them, where another server answers than before.
#[track_caller]
pub fn release_to_another_server(window: &Window, system: &str) {
    show(window);
    window.see(&format!("to {system}"));
    window.keys("n");
    window.see("Release records to");
    window.chord(key::CONTROL, key::ENTER);
    window.see(&format!("Nothing was sent to {system}"));
}

/// Looks at the other server and accepts it by PIN.
#[track_caller]
pub fn accept_server(window: &Window) {
    window.press("Look at this server");
    window.see("Now it is");
    window.until("the PIN is asked for", |window| window.focus().starts_with("PIN for"));
    window.keys(PIN);
    window.keys(&key::ENTER.to_string());
    window.gone("Now it is");
}

/// What is counted for one system.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Signed here.
    pub written: u32,
    /// The system has it.
    pub accepted: u32,
    /// Not released.
    pub waiting: u32,
    /// Released.
    pub ready: u32,
    /// Sent, no reply.
    pub sent: u32,
    /// Set aside.
    pub refused: u32,
    /// Everything but accepted.
    pub owed: u32,
}

/// A system's row of counts as it stands on the screen.
#[track_caller]
pub fn counts(window: &Window, system: &str) -> Counts {
    let script = format!(
        "const row = [...document.querySelectorAll('.rc tbody tr')].find((row) => row.cells[0].innerText.startsWith('{system}'));
         return row ? [...row.cells].map((cell) => parseInt(cell.innerText.replace(/[^0-9]/g, ''), 10) || 0) : []"
    );
    let cells = window.script(&script);
    let cell = |at: usize| {
        let number = cells.get(at).and_then(serde_json::Value::as_u64).expect("the system has a row of counts");
        u32::try_from(number).expect("a count")
    };
    Counts {
        written: cell(2),
        accepted: cell(4),
        waiting: cell(5),
        ready: cell(6),
        sent: cell(7),
        refused: cell(8),
        owed: cell(9),
    }
}
