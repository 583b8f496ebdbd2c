//! P1 to P5: how fast it is, each beside a floor or peer measured in the same run, for the machines are noisy.
//! `cargo xtask bench` builds what is measured and starts this.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement prints, and stops when it cannot measure")]
#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]

mod import;
mod invented;
mod pack;
mod save;
mod start;

use std::time::{Duration, Instant};

fn main() {
    // Cargo runs this in the folder of its package, and says `--bench`: neither matters here.
    println!("{:<4} {:<46} {:>12} {:>12} {:>8}  goal", "", "", "here", "floor", "ratio");
    start::cold_start();
    save::durable_save();
    pack::pack();
    import::take_in();
    import::lists();
}

/// One line of the table: what was measured, beside what it is measured against.
fn line(id: &str, what: &str, here: Duration, floor: Duration, goal: &str) {
    let ratio = here.as_secs_f64() / floor.as_secs_f64();
    println!("{id:<4} {what:<46} {:>12} {:>12} {ratio:>8.2}  {goal}", shown(here), shown(floor));
}

fn shown(time: Duration) -> String {
    if time < Duration::from_millis(10) {
        format!("{} µs", time.as_micros())
    } else {
        format!("{} ms", time.as_millis())
    }
}

fn timed<T>(act: impl FnOnce() -> T) -> (Duration, T) {
    let begun = Instant::now();
    let done = act();
    (begun.elapsed(), done)
}

/// The middle of several runs.
fn middle(runs: usize, mut act: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..runs).map(|_| act()).collect();
    times.sort();
    *times.get(runs / 2).unwrap()
}
