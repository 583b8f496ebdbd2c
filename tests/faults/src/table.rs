//! The table of figures: a line a check, with what it is held against.

use std::fmt::Write as _;

use crate::Scale;

const HEAD: &str = "# Storage faults\n\n\
Written by `cargo xtask faults --keep`; the claims are R1 to R5, R9, R10, R12, R13 and S12 of the assurance case, whole with `--full`. \
A control is the same with the protection off: it must fail, or the check proves nothing.\n\n";

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

/// Writes the lines to `figures.md` beside this crate.
pub(crate) fn write(lines: &[Line], scale: Scale) {
    let path = tests::window::root().join("tests/faults/figures.md");
    std::fs::write(path, markdown(lines, scale)).expect("the table can be written");
}

fn markdown(lines: &[Line], scale: Scale) -> String {
    let mut text = String::from(HEAD);
    text.push_str(match scale {
        Scale::Tenth => "These are a tenth of the cases.\n\n",
        Scale::Full => "These are all the cases.\n\n",
    });
    text.push_str("| id | what | cases | found | control: protection off |\n|---|---|---:|---|---|\n");
    for line in lines {
        let _ = writeln!(text, "| {} | {} | {} | {} | {} |", line.id, line.what, line.cases, line.found, line.control);
    }
    text
}
