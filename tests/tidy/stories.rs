//! No story is forgotten: a file of stories that `main.rs` does not name is never run.

use crate::files::{File, all};
use crate::{expect_none, expect_one};

const MAIN: &str = "tests/stories/main.rs";

fn forgotten(files: &[File]) -> Vec<String> {
    let main = files.iter().find(|file| file.path == MAIN).map(|file| file.text.as_str()).unwrap_or_default();
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.path != MAIN) {
        let Some(name) = file.path.strip_prefix("tests/stories/").and_then(|path| path.strip_suffix(".rs")) else {
            continue;
        };
        if !main.contains(&format!("mod {name};")) {
            complaints.push(format!("{}: not named in {MAIN}", file.path));
        } else if !file.text.contains("#[test]") {
            complaints.push(format!("{}: tells no story", file.path));
        }
    }
    complaints
}

#[test]
fn no_story_is_forgotten() {
    expect_none(&forgotten(&all(&["rs"])));
}

#[test]
fn a_forgotten_story_is_noticed() {
    let story = "//! A promise.\n#[test]\nfn a_promise_is_kept() {}\n";
    let files = || vec![File::planted(MAIN, "mod told;\n"), File::planted("tests/stories/told.rs", story)];
    expect_none(&forgotten(&files()));
    let mut with_another = files();
    with_another.push(File::planted("tests/stories/lost.rs", story));
    expect_one(&forgotten(&with_another), "lost.rs: not named");
}
