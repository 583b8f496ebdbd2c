//! Opens the app on the synthetic ward, in an exercise: useful at once, with no configuration.

use crate::say::{Done, program, root, run as start, step};
use crate::{pages, setup, tour};

/// What the exercise store is locked with. It keeps nobody real, so it is no secret.
const PASSPHRASE: &str = "exercise only nothing secret";
const PIN: &str = "246810";

/// `cargo xtask run`.
pub(crate) fn run() -> Done {
    if std::env::var_os("DISPLAY").is_none() && std::env::var_os("WAYLAND_DISPLAY").is_none() {
        println!("There is no display here, so nobody could see the window. Taking the tour instead.");
        return tour::tour();
    }
    setup::to_run()?;
    pages::programs()?;
    let home = root().join("target/demo-home");
    let built = root().join("target/debug");
    if !home.exists() {
        step("the synthetic ward");
        let holdfast = built.join("holdfast").display().to_string();
        let mut init = program(&holdfast, &["init", "--ward", "Ash Ward", "--demo", "--home"]);
        init.arg(&home).env("HOLDFAST_PASSPHRASE", PASSPHRASE).env("HOLDFAST_PIN", PIN);
        start(init)?;
    }
    step(&format!("an exercise on the synthetic ward: type “Boateng”, then the PIN {PIN}"));
    println!("   What you record stays in target/demo-home. Delete that folder to begin again.");
    let mut app = program(&built.join("holdfast-app").display().to_string(), &[]);
    app.env("HOLDFAST_HOME", &home).env("HOLDFAST_PASSPHRASE", PASSPHRASE);
    app.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    start(app)
}
