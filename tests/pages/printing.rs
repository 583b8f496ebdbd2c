//! Print: choosing, making, looking, saving.

use std::path::{Path, PathBuf};

use crate::window::{Role, Window, key};

/// Shows what can be printed, for everybody.
#[track_caller]
pub fn show(window: &Window) {
    window.chord(key::ALT, '3');
    window.see_a(Role::Heading, "Print for the bedside");
}

/// Makes the pages that are chosen.
#[track_caller]
pub fn make(window: &Window) {
    window.press("Make");
    window.see("sheets, ready");
}

/// Opens the preview and waits until its page is drawn.
#[track_caller]
pub fn preview(window: &Window) {
    window.press("Preview");
    window.until("a page is drawn", |window| {
        window.script("return document.querySelector('canvas')?.dataset.drawn ?? '0'").as_str() != Some("0")
    });
}

/// Saves the pages in a folder; answers with the file.
#[track_caller]
pub fn save(window: &Window, folder: &Path) -> PathBuf {
    window.fill("Folder", &folder.display().to_string());
    window.press("Save the pages");
    window.see("Saved to");
    let files = std::fs::read_dir(folder).expect("the folder is there");
    files
        .filter_map(|file| Some(file.ok()?.path()))
        .find(|path| path.extension().is_some_and(|ext| ext == "pdf"))
        .expect("a PDF")
}
