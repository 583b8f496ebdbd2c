//! `cargo xtask`: sets up what is missing, then runs, tests, tours or measures Holdfast.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a tool talks to the person at the terminal")]

mod bench;
mod bindings;
mod faults;
mod oracles;
mod outside;
mod pages;
mod run;
mod say;
mod setup;
mod test;
mod tour;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Runs, tests and measures Holdfast. It sets up what is missing first.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Asked {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Open the app on the synthetic ward, in an exercise (without a display: the tour)
    Run,
    /// Run everything CI runs; with names, only those steps
    Test {
        /// Names of steps, as the summary shows them
        steps: Vec<String>,
    },
    /// Drive the app through the main job, leaving pictures and PDFs in target/tour
    Tour,
    /// Print P1 to P5, each beside its floor or peer in the same run
    Bench,
    /// Ask the packages nobody here wrote about everything, and every fault of the matrix: longer than `test`
    Oracles,
    /// Play power cuts, broken and full disks, damage, clocks and haste under the real store
    Faults {
        /// All the cases, not a tenth of them
        #[arg(long)]
        full: bool,
        /// Write the table to tests/faults/figures.md
        #[arg(long)]
        keep: bool,
        /// Only these: `R1`, `S12`
        checks: Vec<String>,
    },
    /// Write ui/src/ipc/bindings.ts again from the commands and views
    Bindings,
}

fn main() -> ExitCode {
    let done = match Asked::parse().task {
        Task::Run => run::run(),
        Task::Test { steps } => test::test(&steps),
        Task::Tour => tour::tour(),
        Task::Bench => bench::bench(),
        Task::Oracles => oracles::oracles(),
        Task::Faults { full, keep, checks } => setup::to_look()
            .and_then(|()| pages::pages())
            .and_then(|()| faults::faults(full, keep, &checks))
            .map(|_| ()),
        Task::Bindings => bindings::bindings(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\n{why}");
            ExitCode::FAILURE
        }
    }
}
