//! Only `ui/src/ipc` knows Tauri, and nothing but the app's root imports a screen. (`npm run imports` knows the rest.)

use crate::files::{File, all};
use crate::{expect_none, expect_one};

fn forbidden(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("ui/src/")) {
        for line in file.text.lines().filter(|line| line.contains("import") || line.contains(" from ")) {
            if line.contains("@tauri-apps") && !file.path.starts_with("ui/src/ipc/") {
                complaints.push(format!("{}: only ipc imports @tauri-apps", file.path));
            }
            let screen = line.contains("/screens/") && !file.path.starts_with("ui/src/screens/");
            if screen && file.path != "ui/src/App.svelte" && !file.path.ends_with(".test.ts") {
                complaints.push(format!("{}: imports a screen", file.path));
            }
        }
    }
    complaints
}

#[test]
fn pages_import_only_what_they_may() {
    expect_none(&forbidden(&all(&["ts", "svelte"])));
}

#[test]
fn a_page_that_imports_too_much_is_noticed() {
    let tauri = "import { invoke } from \"@tauri-apps/api/core\";";
    expect_one(&forbidden(&[File::planted("ui/src/screens/board/Board.svelte", tauri)]), "@tauri-apps");
    expect_none(&forbidden(&[File::planted("ui/src/ipc/ask.ts", tauri)]));
    let screen = "import Board from \"../screens/board/Board.svelte\";";
    expect_one(&forbidden(&[File::planted("ui/src/shared/Table.svelte", screen)]), "imports a screen");
}
