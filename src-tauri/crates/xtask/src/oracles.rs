//! Second opinions: our arithmetic and our Bundles beside packages nobody here wrote, and every fault of the matrix.

use std::path::Path;

use crate::say::{Done, cargo, heard, program, root, step};
use crate::setup;

/// Lines of the comparisons worth keeping: what was the same, and what was not.
const COMPARED: [&str; 3] = ["same ", "DIFFERENT", "NOT NOTICED"];

/// `cargo xtask oracles`: everything, where `cargo xtask test` takes a tenth.
pub(crate) fn oracles() -> Done {
    setup::to_test()?;
    step("all comparisons");
    compared(false)?;
    step("every stop and fault of filing at every request");
    let rows = root().join("target/faults/filing");
    // What an earlier run left says nothing of this one.
    let _ = std::fs::remove_dir_all(&rows);
    let mut faults = cargo(&["nextest", "run", "--workspace", "--profile", "faults", "-E", "package(hospital)"]);
    faults.env("HOLDFAST_FAULTS", "full").env("CI", "1");
    let ended = heard(faults, &["Summary"]).map(|_| ());
    figures(&rows).and(ended)
}

/// Writes what the run counted, good or bad, into `tests/faults/filing.md`.
fn figures(rows: &Path) -> Done {
    let said = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let read = std::fs::read_dir(rows).map_err(|error| said(rows, error))?;
    let mut files: Vec<_> = read.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut text = FIGURES.to_owned();
    for file in files {
        text.push_str(&std::fs::read_to_string(&file).map_err(|error| said(&file, error))?);
    }
    let path = root().join("tests/faults/filing.md");
    std::fs::create_dir_all(path.with_file_name("")).map_err(|error| said(&path, error))?;
    std::fs::write(&path, text).map_err(|error| said(&path, error))
}

const FIGURES: &str = "\
# Filing: what was tried, and what came of it

Written by `cargo xtask oracles`; `cargo xtask test` tries about a tenth. A trial is one record (R6) or two (R7) from the first sending to the last
word, against a stand-in server that does as the row says. *Refused* is set aside for a person, with words: nothing of it counts as accepted. *Lost*
counts as accepted and is not at the server. A control is a sender with the protection taken out: it has to lose or double something.

| what | trials | accepted | refused | doubled | lost | otherwise wrong |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
";

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
