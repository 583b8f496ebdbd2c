//! Signing in on a shared PC: part of a name, a choice, a PIN. By the keyboard, as most do.

use crate::window::{PIN, Role, Window, key};

/// Signs in whoever has this in their name, and waits for the ward list.
#[track_caller]
pub fn sign_in(window: &Window, name: &str) {
    try_pin(window, name, PIN);
    window.see("Patient list for");
}

/// The same with any PIN; what comes next is for the story to see.
#[track_caller]
pub fn try_pin(window: &Window, name: &str, pin: &str) {
    window.fill("Your name", name);
    window.see_a(Role::Option, name);
    window.keys(&key::ENTER.to_string());
    window.until("the PIN is asked for", |window| window.focus().starts_with("PIN for"));
    window.keys(pin);
    window.keys(&key::ENTER.to_string());
}
