//! The TypeScript of the commands and views, written again where it is kept.

use crate::say::{Done, cargo, run};
use crate::setup;

/// `cargo xtask bindings`.
pub(crate) fn bindings() -> Done {
    setup::to_run()?;
    let mut test = cargo(&["test", "--package", "holdfast-app", "--test", "contract", "the_bindings_are_current"]);
    test.env("UPDATE_BINDINGS", "1");
    run(test)
}
