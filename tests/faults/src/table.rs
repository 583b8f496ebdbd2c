//! The table of figures: a line a check, with what it is held against.

use std::fmt::Write as _;

use crate::Scale;

const HEAD: &str = "# Storage faults\n\n\
Written by `cargo xtask faults --keep`; the claims are R1 to R5, R9, R10, R12, R13 and S12 of the assurance case, whole with `--full`. \
A control is the same with the protection off: it must fail, or the check proves nothing. *All* are all the cases of the assurance \
case; *some* are those of every run of `cargo xtask test`.\n\n";

/// One line.
pub(crate) struct Line {
    /// `R1`.
    pub(crate) id: &'static str,
    /// What was done: `power cut: sign`.
    pub(crate) what: String,
    /// How many cases.
    pub(crate) cases: usize,
    /// What was found: `0 lost, 0 corrupt, 0 phantom`.
    pub(crate) found: String,
    /// What the same found with the protection off.
    pub(crate) control: String,
    /// What is wrong; nothing when all is as promised and the control failed as it must.
    pub(crate) wrong: Vec<String>,
}

/// Writes the lines to `figures.md` beside this crate. Those of checks that did not run now stay as they were: at their figures
/// some take an hour.
pub(crate) fn write(lines: &[Line], scale: Scale) {
    let path = tests::window::root().join("tests/faults/figures.md");
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    std::fs::write(path, markdown(&before, lines, scale)).expect("the table can be written");
}

fn markdown(before: &str, lines: &[Line], scale: Scale) -> String {
    let asked = match scale {
        Scale::Tenth => "some",
        Scale::Full => "all",
    };
    let not_now = |row: &&str| !lines.iter().any(|line| row.starts_with(&format!("| {} |", line.id)));
    let kept = before.lines().filter(|row| row.starts_with("| R") || row.starts_with("| S")).filter(not_now);
    let mut rows: Vec<String> = kept.map(str::to_owned).collect();
    rows.extend(lines.iter().map(|line| {
        let Line { id, what, cases, found, control, .. } = line;
        format!("| {id} | {what} | {cases} | {asked} | {found} | {control} |")
    }));
    rows.sort_by_key(|row| place(row));
    let mut text =
        format!("{HEAD}| id | what | cases | of | found | control: protection off |\n|---|---|---:|---|---|---|\n");
    for row in rows {
        let _ = writeln!(text, "{row}");
    }
    text
}

/// `R2` before `R10`, and both before `S12`.
fn place(row: &str) -> (char, u32) {
    let id = row.trim_start_matches("| ").split(' ').next().unwrap_or_default();
    let mut letters = id.chars();
    (letters.next().unwrap_or_default(), letters.as_str().parse().unwrap_or_default())
}
