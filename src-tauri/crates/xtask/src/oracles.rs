//! Second opinions: our arithmetic and our Bundles beside packages nobody here wrote, and every fault of the matrix.

use crate::say::{Done, cargo, heard, program, root, step};
use crate::setup;

/// Lines of the comparisons worth keeping: what was the same, and what was not.
const COMPARED: [&str; 3] = ["same ", "DIFFERENT", "NOT NOTICED"];

/// `cargo xtask oracles`: everything, where `cargo xtask test` takes a tenth.
pub(crate) fn oracles() -> Done {
    setup::to_test()?;
    step("all comparisons");
    compared(false)?;
    step("every stop and fault at every request");
    let mut faults = cargo(&["nextest", "run", "--package", "hospital", "--profile", "ci"]);
    faults.env("HOLDFAST_FAULTS", "full").env("CI", "1");
    heard(faults, &["Summary"]).map(|_| ())
}

/// Asks the packages; `few` asks a tenth of the cases.
pub(crate) fn compared(few: bool) -> Result<String, String> {
    let mut arithmetic = program("python3", &["tests/oracles/run.py"]);
    if few {
        arithmetic.arg("--few");
    }
    heard(arithmetic, &COMPARED)?;
    let golden = root().join("src-tauri/crates/record/tests/golden");
    let read = std::fs::read_dir(&golden).map_err(|error| format!("{}: {error}", golden.display()))?;
    let mut files: Vec<_> = read.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let python = root().join("target/oracles/bin/python").display().to_string();
    let mut shape = program(&python, &["tests/oracles/fhir_shape.py"]);
    let count = files.len();
    shape.args(files);
    heard(shape, &[])?;
    Ok(format!("same as clincalc, nhs-number and fhirpath.js; {count} golden Bundles are in shape"))
}
