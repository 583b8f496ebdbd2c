//! The storage faults of `assurance.md` section 1: power cuts, broken and full disks, damage, clocks, haste. Each check plays the
//! fault under the real store, and has a control: the same with the protection off, which must fail.
//! A tenth of the cases, or with `--full` all of them; with `--keep` the table is written to `figures.md`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool talks to the person at the terminal")]

mod acts;
mod at_once;
mod beds;
mod chance;
mod clock;
mod crash;
mod damaged;
mod disk;
mod eight_days;
mod failing;
mod killed;
mod power_cut;
mod scene;
mod sqlite;
mod system;
mod table;
mod tampered;
mod upgrade;

use std::process::ExitCode;
use std::time::Instant;

use table::Line;

/// How much is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    /// A tenth.
    Tenth,
    /// The figures.
    Full,
}

impl Scale {
    /// So many cases when it is asked in full.
    pub(crate) fn of(self, full: usize) -> usize {
        match self {
            Scale::Tenth => full.div_ceil(10),
            Scale::Full => full,
        }
    }
}

/// A check: so many cases, and what came of them.
type Check = fn(Scale) -> Vec<Line>;

/// Each check by its name in `assurance.md`.
const CHECKS: [(&str, Check); 10] = [
    ("R1", power_cut::power_cuts),
    ("R2", killed::killed),
    ("R3", failing::every_call),
    ("R4", failing::disk_full),
    ("R5", damaged::damaged),
    ("R9", clock::clock_jumps),
    ("R10", at_once::at_once),
    ("R12", eight_days::eight_days),
    ("R13", upgrade::upgrades),
    ("S12", tampered::tampered),
];

fn main() -> ExitCode {
    sqlite::install();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let scale = if words.iter().any(|word| word == "--full") { Scale::Full } else { Scale::Tenth };
    let only: Vec<&String> = words.iter().filter(|word| !word.starts_with("--")).collect();
    if let Some(unknown) = only.iter().find(|name| !CHECKS.iter().any(|(id, _)| id == &name.as_str())) {
        eprintln!("There is no check “{unknown}”.");
        return ExitCode::FAILURE;
    }
    let mut lines = Vec::new();
    for (id, check) in CHECKS {
        if only.is_empty() || only.iter().any(|name| name.as_str() == id) {
            let begun = Instant::now();
            let done = check(scale);
            for line in &done {
                println!("   {:<4} {:<60} {:>6}   {}", line.id, line.what, line.cases, line.found);
                println!("   {:<4} control: {}", "", line.control);
                for wrong in &line.wrong {
                    println!("   {:<4} WRONG: {wrong}", line.id);
                }
            }
            println!("   {id} took {} s", begun.elapsed().as_secs());
            lines.extend(done);
        }
    }
    if words.iter().any(|word| word == "--keep") {
        table::write(&lines, scale);
    }
    let wrong = lines.iter().filter(|line| !line.wrong.is_empty()).count();
    if wrong > 0 {
        println!("   {wrong} of {} lines are wrong", lines.len());
        return ExitCode::FAILURE;
    }
    println!("   all {} lines hold, and every control failed as it must", lines.len());
    ExitCode::SUCCESS
}
