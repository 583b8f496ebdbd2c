//! Signing in on a shared PC: part of a name, a choice, a PIN. By the keyboard, as most do.

use crate::window::{PIN, Role, Window, key};

/// Signs in whoever has this in their name, and waits for the ward list.
#[track_caller]
pub fn sign_in(window: &Window, name: &str) {
    at_the_pin(window, name);
    pin(window);
}

/// Chooses whoever has this in their name; then their PIN is asked for.
#[track_caller]
pub fn at_the_pin(window: &Window, name: &str) {
    window.fill("Your name", name);
    window.see_a(Role::Option, name);
    window.keys(&key::ENTER.to_string());
    window.until("the PIN is asked for", |window| window.focus().starts_with("PIN for"));
}

/// Enters the PIN of everybody on the synthetic ward, and waits for the list.
#[track_caller]
pub fn pin(window: &Window) {
    window.keys(PIN);
    window.keys(&key::ENTER.to_string());
    window.see("Patient list for");
}
