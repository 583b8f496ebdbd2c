//! The words staff read: none of those the design forbids.

use crate::files::{File, all};
use crate::{expect_none, expect_one};

/// From the design's rules of writing: they blame, boast, or say too little to act on.
const NEVER: [&str; 6] = ["synced", "success", "successfully", "oops", "please", "invalid"];

fn forbidden(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("ui/src/words/") || file.path == "assets/whats-new.md")
    {
        for (at, line) in file.text.lines().enumerate() {
            let spoken = line.to_lowercase();
            let mut words = spoken.split(|letter: char| !letter.is_alphanumeric());
            complaints.extend(
                words.find(|word| NEVER.contains(word)).map(|word| format!("{}:{}: “{word}”", file.path, at + 1)),
            );
        }
    }
    complaints
}

#[test]
fn nothing_staff_read_uses_a_forbidden_word() {
    expect_none(&forbidden(&all(&["ts", "md"])));
}

#[test]
fn a_forbidden_word_is_noticed() {
    expect_one(&forbidden(&[File::planted("ui/src/words/form.ts", "  refused: \"Oops, try again\",")]), "oops");
    expect_none(&forbidden(&[File::planted("ui/src/words/form.ts", "  pleased: \"Saved on this PC\",")]));
}
