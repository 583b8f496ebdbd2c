//! Opens the real app on a display of its own and uses it as a person does: by the words and roles on the page.
//! It waits by looking, never by sleeping blindly, and can end the app as a power cut would.

pub mod contract;
mod display;
mod driver;
mod finder;
mod home;
pub mod key;
mod look;
mod open;
mod small_disk;

pub use display::Display;
pub use finder::Role;
pub use home::{CliAnswer, Home, PASSPHRASE, PIN, demo_people};
pub use open::{Program, Window};
pub use small_disk::SmallDisk;

use std::path::PathBuf;

/// The root of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the repository is there")
}

/// A program built beside this test: `holdfast`, `holdfast-app`, or `examples/empty_window`.
pub fn built(name: &str) -> PathBuf {
    let here = std::env::current_exe().expect("a test knows where it is");
    let profile = here
        .ancestors()
        .find(|dir| dir.join("deps").is_dir() && dir.join(".fingerprint").is_dir())
        .expect("a test lies in cargo's target folder");
    let path = profile.join(name);
    assert!(
        path.is_file(),
        "{name} is not built: `cargo xtask test` builds it, or `cargo build -p holdfast-app -p cli`"
    );
    path
}
