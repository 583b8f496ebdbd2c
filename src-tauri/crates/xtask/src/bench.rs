//! How fast it is: P1 to P5, each a ratio to a floor or a peer measured in the same run, for the machines are noisy.

use crate::say::{Done, cargo, run, step};
use crate::{pages, setup};

/// `cargo xtask bench`.
pub(crate) fn bench() -> Done {
    setup::to_look()?;
    pages::pages()?;
    step("the measured programs (optimised; debug assertions stay on, for only then can the window be driven)");
    let measured = ["--profile", "measure"];
    let apps = ["build", "--package", "holdfast-app", "--package", "cli", "--bins", "--examples"];
    run(cargo(&[apps.as_slice(), &measured].concat()))?;
    step("measurements");
    run(cargo(&[&["bench", "--quiet", "--package", "tests", "--bench", "bench"], measured.as_slice()].concat()))
}
