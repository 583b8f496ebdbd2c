//! People: the roster, PINs, passes, emergency access.

use crate::window::{Role, Window, key};

/// A PIN of one's own, in place of the one everybody on the synthetic ward has.
pub const OWN_PIN: &str = "864209";

/// Shows everybody.
#[track_caller]
pub fn show(window: &Window) {
    window.chord(key::ALT, '7');
    window.see_a(Role::Button, "People");
    window.press("People");
    window.see("People who may sign in here");
}

/// Finds a colleague by name and gives their PIN.
#[track_caller]
pub fn colleague(window: &Window, asked: &str, typed: &str, name: &str, pin: &str) {
    window.fill(asked, typed);
    window.press(name);
    window.until("the PIN is asked for", |window| window.focus().starts_with("PIN for"));
    window.keys(pin);
    window.keys(&key::ENTER.to_string());
}

/// Chooses a PIN, typed twice.
#[track_caller]
pub fn choose_pin(window: &Window, pin: &str) {
    window.fill("New PIN, 6 digits or more", pin);
    window.fill("The same PIN again", pin);
}

/// Locks the PC.
#[track_caller]
pub fn lock(window: &Window) {
    window.chord(key::CONTROL, 'l');
    window.see("No one signed in");
}
