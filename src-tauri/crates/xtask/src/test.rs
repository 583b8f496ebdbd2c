//! Everything CI runs: each step to its end, so that one run shows all that is wrong, then a summary.

use std::time::{Duration, Instant};

use crate::say::{Done, answers, cargo, program, root, run, step};
use crate::{pages, setup};

/// One thing that is checked: its name in the summary, what it is, and how.
struct Step {
    name: &'static str,
    about: &'static str,
    check: fn() -> Done,
}

const STEPS: [Step; 6] = [
    Step { name: "format", about: "Rust is formatted", check: format },
    Step {
        name: "pages",
        about: "the pages: who imports whom, types, components, axe; and they build",
        check: check_pages,
    },
    Step { name: "lint", about: "clippy finds nothing", check: lint },
    Step { name: "build", about: "the app and the CLI build", check: build },
    Step {
        name: "tests",
        about: "every test: rules, store, contract, tidiness, oracles, stories in the window",
        check: tests,
    },
    Step { name: "supply", about: "licences and advisories, where cargo-deny is at hand", check: supply },
];

/// `cargo xtask test`, or only the named steps of it.
pub(crate) fn test(only: &[String]) -> Done {
    if let Some(unknown) = only.iter().find(|name| !STEPS.iter().any(|step| step.name == name.as_str())) {
        let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        return Err(format!("There is no step “{unknown}”. There are: {}", names.join(", ")));
    }
    let started = Instant::now();
    step("what is missing here");
    setup::to_test()?;
    let mut summary: Vec<(&str, Duration, Done)> = vec![("set-up", started.elapsed(), Ok(()))];
    for Step { name, about, check } in STEPS {
        if only.is_empty() || only.iter().any(|wanted| wanted == name) {
            step(&format!("{name}: {about}"));
            let begun = Instant::now();
            let done = check();
            summary.push((name, begun.elapsed(), done));
        }
    }
    println!("\n== summary, {}", minutes(started.elapsed()));
    for (name, took, done) in &summary {
        let word = if done.is_ok() { "ok" } else { "FAILED" };
        println!("   {name:<8} {word:<7} {}", minutes(*took));
    }
    let failed: Vec<_> =
        summary.into_iter().filter_map(|(name, _, done)| done.err().map(|why| format!("{name}: {why}"))).collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

fn format() -> Done {
    run(cargo(&["fmt", "--all", "--check"]))
}

fn check_pages() -> Done {
    let mut check = program("npm", &["run", "check"]);
    check.current_dir(root().join("ui"));
    run(check)?;
    pages::pages()
}

fn lint() -> Done {
    run(cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]))
}

fn build() -> Done {
    run(cargo(&["build", "--package", "holdfast-app", "--package", "cli", "--bins", "--examples"]))
}

fn tests() -> Done {
    if answers("cargo", &["nextest", "--version"]) {
        return run(cargo(&["nextest", "run", "--workspace", "--profile", "ci"]));
    }
    println!("   cargo-nextest is not here (`cargo install cargo-nextest --locked`): the same tests by `cargo test`.");
    run(cargo(&["test", "--workspace", "--no-fail-fast"]))
}

fn supply() -> Done {
    if !answers("cargo", &["deny", "--version"]) {
        println!("   cargo-deny is not here (`cargo install cargo-deny --locked`): skipped.");
        return Ok(());
    }
    run(cargo(&["deny", "--config", ".deny.toml", "check"]))
}

fn minutes(took: Duration) -> String {
    format!("{} min {:02} s", took.as_secs() / 60, took.as_secs() % 60)
}
