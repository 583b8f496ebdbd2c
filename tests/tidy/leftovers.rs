//! Nothing is left half done, switched off or tied to somebody's machine.

use crate::files::{File, all};
use crate::{expect_none, expect_one};

/// Written apart, so that this file does not complain of itself.
fn signs() -> Vec<String> {
    [
        ("todo", "!("),
        ("unimplemented", "!("),
        ("#[ig", "nore"),
        (".sk", "ip("),
        ("it.to", "do"),
        (".on", "ly("),
        ("FIX", "ME"),
        ("XX", "X"),
        ("dbg", "!("),
        ("\"/wo", "rk/"),
        ("\"/ro", "ot/"),
        ("\"/ho", "me/"),
        ("\"/tm", "p/"),
        ("(/wo", "rk/"),
        (" /wo", "rk/"),
    ]
    .map(|(one, two)| format!("{one}{two}"))
    .into()
}

fn leftovers(files: &[File]) -> Vec<String> {
    let signs = signs();
    let mut complaints = Vec::new();
    for file in files {
        for (at, line) in file.text.lines().enumerate() {
            // `.skip(` is also how an iterator begins later: only in a page's test does it switch a test off.
            let counts =
                |sign: &&String| line.contains(*sign) && (file.path.ends_with(".ts") || !sign.starts_with('.'));
            complaints.extend(signs.iter().find(counts).map(|sign| format!("{}:{}: {sign}", file.path, at + 1)));
        }
    }
    complaints
}

#[test]
fn nothing_is_left_half_done_or_switched_off() {
    expect_none(&leftovers(&all(&["rs", "ts", "svelte", "mjs", "toml", "json", "md", "sql"])));
}

#[test]
fn a_leftover_is_noticed() {
    for sign in signs() {
        expect_one(
            &leftovers(&[File::planted("ui/src/planted.ts", format!("fine\n  {sign}\n"))]),
            &format!("planted.ts:2: {}", sign.trim_end()),
        );
    }
    expect_none(&leftovers(&[File::planted("src-tauri/src/rows.rs", "rows.iter().skip(1)\n")]));
}
