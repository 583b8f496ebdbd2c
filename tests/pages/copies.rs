//! Ready: the copies held, and taking one in.

use std::path::Path;

use crate::window::{Role, Window, key};

/// Shows the copies held.
#[track_caller]
pub fn show(window: &Window) {
    window.chord(key::ALT, '7');
    window.see("Copies held on this PC");
}

/// Takes in a copy of a system from a file or folder.
#[track_caller]
pub fn take_file(window: &Window, system: &str, path: &Path) {
    of(window, system);
    window.fill("Where the file or folder is", &path.display().to_string());
    start(window);
}

/// Takes in a copy of a system from a FHIR server; an empty ward is everybody.
#[track_caller]
pub fn take_server(window: &Window, system: &str, address: &str, ward: &str) {
    of(window, system);
    window.choose("A FHIR server");
    window.fill("The server’s address", address);
    window.fill("Ward, as the server names it", ward);
    start(window);
}

/// Asks for a copy of a system; where from is still to be said.
#[track_caller]
pub fn of(window: &Window, system: &str) {
    window.press("Take in a copy");
    window.see_a(Role::Dialog, "Take in a copy of a system");
    window.pick("Of which system", system);
}

#[track_caller]
fn start(window: &Window) {
    window.chord(key::CONTROL, key::ENTER);
    window.until("it has begun", |window| !window.has(Role::Dialog, ""));
}
