//! The storage faults: power cuts, broken and full disks, damage, clocks, haste. A tenth of the cases, or all with a table kept.

use crate::say::{cargo, heard, program, root};

/// The attacks of `assurance.md` section 3 that are tests elsewhere: each says what was tried and what came of it.
const ATTACKS: &str = "test(of_hundreds_of_wrong_pins) | test(control_a_count_that_is_kept_after_the_look) | \
    test(no_changed_byte_of_a_slot) | test(a_passphrase_without_this_pcs_secret) | test(a_wiped_secret_service) | \
    test(/^every_command::/) | test(/^stolen_disk::/) | test(/^hostile_names::/)";

/// Lines of the harness worth keeping in the summary.
const KEPT: [&str; 2] = ["WRONG", "lines hold"];

/// `cargo xtask faults`: a tenth of the cases, as `test` runs them; `full` runs all of them; `keep` writes the table.
pub(crate) fn faults(full: bool, keep: bool, only: &[String]) -> Result<String, String> {
    heard(cargo(&["build", "--workspace", "--bins"]), &[])?;
    let binary =
        root().join("target/debug").join(format!("faults{}", std::env::consts::EXE_SUFFIX)).display().to_string();
    let mut harness = program(&binary, &[]);
    harness.args(only);
    for (wanted, word) in [(full, "--full"), (keep, "--keep")] {
        if wanted {
            harness.arg(word);
        }
    }
    let found = heard(harness, &KEPT)?;
    if full && only.is_empty() {
        attacked(keep)?;
    }
    Ok(found)
}

/// Every attack at its figure; `keep` writes the table.
fn attacked(keep: bool) -> Result<(), String> {
    let mut tests = cargo(&["nextest", "run", "--workspace", "--profile", "faults", "--success-output", "immediate"]);
    tests.args(["-E", ATTACKS]).env("HOLDFAST_WRONG_PINS", "5000");
    let said = heard(tests, &["ATTACK |"])?;
    let mut rows: Vec<String> =
        said.split("; ").filter_map(|line| line.split_once("ATTACK ")).map(|(_, row)| format!("{row} |\n")).collect();
    rows.sort();
    if !keep {
        return Ok(());
    }
    let path = root().join("tests/faults/attacks.md");
    std::fs::write(&path, format!("{TABLE}{}", rows.concat())).map_err(|error| format!("{}: {error}", path.display()))
}

const TABLE: &str = "\
# Attacks

Written by `cargo xtask faults --full --keep`. S12 is in `figures.md`, with the storage faults.

| id | what was tried | cases | found |
| --- | --- | ---: | --- |
";
