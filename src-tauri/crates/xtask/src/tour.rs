//! The same app without a display: driven through the main job, leaving pictures and PDFs in `target/tour`.

use crate::say::{Done, cargo, root, run, step};
use crate::{pages, setup};

/// `cargo xtask tour`.
pub(crate) fn tour() -> Done {
    setup::to_look()?;
    pages::programs()?;
    step("the tour");
    run(cargo(&["run", "--quiet", "--package", "tests", "--bin", "tour"]))?;
    println!("\nPictures and PDFs are in {}", root().join("target/tour").display());
    Ok(())
}
