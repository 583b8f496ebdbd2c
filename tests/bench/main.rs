//! P1 to P6: how fast it is, each beside a floor or peer measured in the same run, for the machines are noisy.
//! `cargo xtask bench` builds what is measured, sets up the peers and starts this; the table goes to `figures.md`.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement prints, and stops when it cannot measure"
)]
#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]

mod content;
mod figures;
mod find;
mod form;
mod import;
mod invented;
mod list;
mod pack;
mod save;
mod start;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use figures::Figures;

/// Makes its measurements and adds them.
type Measure = fn(&mut Figures);

fn main() {
    // Cargo runs this in the folder of its package, and says `--bench`: neither matters here.
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if let [only, patients] = asked.as_slice()
        && only == pack::ALONE
    {
        return pack::alone(patients.parse().unwrap());
    }
    let wanted = |id: &str| asked.is_empty() || asked.iter().any(|one| one == id);
    let mut figures = Figures::begin();
    let all: [(&str, Measure); 7] = [
        ("P1", start::cold_start),
        ("P1", list::painted),
        ("P2", save::durable_save),
        ("P3", find::search),
        ("P4", pack::pack),
        ("P5", import::take_in),
        ("P6", form::long_form),
    ];
    for (id, measure) in all {
        if wanted(id) {
            measure(&mut figures);
        }
    }
    // Only a whole run is kept.
    if asked.is_empty() {
        figures.keep(&root().join("tests/bench/figures.md"));
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn timed<T>(act: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let done = act();
    (begun.elapsed(), done)
}

/// The middle of several runs.
fn middle(runs: usize, mut act: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..runs).map(|_| act()).collect();
    at(&mut times, 50)
}

/// The time that `per_cent` of them do not exceed.
fn at(times: &mut [Duration], per_cent: usize) -> Duration {
    times.sort();
    *times.get((times.len() * per_cent / 100).min(times.len() - 1)).unwrap()
}
