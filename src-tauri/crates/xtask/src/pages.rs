//! Building the pages and the programs that show them.

use crate::say::{Done, cargo, program, root, run, step};

/// Builds `ui/dist`.
pub(crate) fn pages() -> Done {
    step("the pages");
    let mut command = program("npm", &["run", "--silent", "build"]);
    command.current_dir(root().join("ui"));
    run(command)
}

/// Builds the app and the CLI, with the pages in it.
pub(crate) fn programs() -> Done {
    pages()?;
    step("the app and the CLI");
    run(cargo(&["build", "--package", "holdfast-app", "--package", "cli"]))
}
