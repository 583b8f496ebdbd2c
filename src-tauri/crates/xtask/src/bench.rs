//! How fast it is: P1 to P5, each a ratio to a floor or a peer measured in the same run, for the machines are noisy.

use crate::say::{Done, cargo, run, step};
use crate::{pages, setup};

/// `cargo xtask bench`.
pub(crate) fn bench() -> Done {
    setup::to_measure()?;
    pages::pages()?;
    step("the measured programs (optimised; debug assertions stay on, for only then can the window be driven)");
    // By `--workspace`, both times: naming packages gives their dependencies other features, and builds them again.
    let measured = ["--profile", "measure", "--workspace", "--bench", "bench"];
    run(cargo(&[&["build", "--bins", "--examples"], measured.as_slice()].concat()))?;
    step("measurements");
    run(cargo(&[&["bench", "--quiet"], measured.as_slice()].concat()))
}
