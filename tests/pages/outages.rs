//! The outage: declaring it, and saying what has changed.

use crate::window::{Role, Window, key};

/// Shows every system and what it is.
#[track_caller]
pub fn show(window: &Window) {
    window.chord(key::ALT, '5');
    window.see_a(Role::Button, "Change a system");
}

/// Opens the declaration and says that these systems (`EPR notes`) are down; it is not yet signed.
#[track_caller]
pub fn prepare(window: &Window, systems: &[&str], why: &str) {
    window.chord(key::ALT, '5');
    window.press("Declare an outage");
    for system in systems {
        window.choose_within(&format!("{system}: What you say it is"), "Down");
    }
    window.fill("Why, and who says so", why);
}

/// Declares that these systems are down.
#[track_caller]
pub fn declare(window: &Window, systems: &[&str], why: &str) {
    prepare(window, systems, why);
    window.see("What changes on this PC");
    accept(window);
    window.see("Outage ");
}

/// Says that a system is now something else: `Restored`.
#[track_caller]
pub fn change(window: &Window, system: &str, status: &str, why: &str) {
    show(window);
    window.press("Change a system");
    window.choose_within(&format!("{system}: What you say it is"), status);
    window.fill("Why, and who says so", why);
    window.see("What changes on this PC");
    accept(window);
}

/// Signs the declaration or change that is open.
#[track_caller]
pub fn accept(window: &Window) {
    // What is previewed follows what is typed a moment later.
    window.gone("Say why, and who says so.");
    window.chord(key::CONTROL, key::ENTER);
    window.until("the change is taken", |window| !window.has(Role::Dialog, ""));
}
