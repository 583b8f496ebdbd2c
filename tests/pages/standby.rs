//! The standby copies of this PC, and opening one on a PC that has no store.

use std::path::Path;

use crate::window::{PASSPHRASE, Role, Window, key};

/// Shows the copies of this PC.
#[track_caller]
pub fn show(window: &Window) {
    window.chord(key::ALT, '7');
    window.press("Standby copy");
    window.see_a(Role::Heading, "Copies of this PC");
}

/// Makes a copy in the one place there is, and waits until it is proved.
#[track_caller]
pub fn copy_now(window: &Window) {
    window.press("Copy now");
    window.see("opened and read back");
}

/// On a PC without a store: finds the copy in a folder.
#[track_caller]
pub fn find(window: &Window, folder: &Path) {
    window.press("Open a standby copy");
    window.fill("Folder or file of the copy", &folder.display().to_string());
    window.press("Look");
    window.see("Copies, newest first");
}

/// Opens the copy that was found.
#[track_caller]
pub fn open(window: &Window) {
    window.fill("Code in the envelope, or passphrase", PASSPHRASE);
    window.press("Open this copy");
    window.see("The copy is open");
}
