//! The storage faults: power cuts, broken and full disks, damage, clocks, haste. A tenth of the cases, or all with a table kept.

use crate::say::{cargo, heard, program, root};

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
    heard(harness, &KEPT)
}
