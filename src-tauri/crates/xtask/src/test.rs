//! Everything CI runs: each step to its end, so that one run shows all that is wrong, then a summary.

use std::time::{Duration, Instant};

use crate::say::{Done, answers, cargo, heard, program, root, run, step};
use crate::{faults, oracles, outside, pages, setup};

/// What a step found: words for the summary, or what is wrong.
type Found = Result<String, String>;

/// One thing that is checked: its name in the summary, what it is, and how.
struct Step {
    name: &'static str,
    about: &'static str,
    check: fn() -> Found,
}

/// The quick ones first, so that a slip shows early.
const STEPS: [Step; 9] = [
    Step { name: "format", about: "Rust is formatted", check: format },
    Step { name: "tidy", about: "lengths, module docs, who knows whom, leftovers, hazards, words", check: tidy },
    Step { name: "lint", about: "clippy finds nothing", check: lint },
    Step {
        name: "pages",
        about: "the pages: who imports whom, types, components, axe; and they build",
        check: check_pages,
    },
    Step { name: "build", about: "the app and the CLI build", check: build },
    Step { name: "tests", about: "every test: rules, store, contract, filing, stories in the window", check: tests },
    Step { name: "faults", about: "the storage faults, each with its control (a tenth of the cases)", check: faulted },
    Step { name: "oracles", about: "packages nobody here wrote agree (a tenth of the cases)", check: compared },
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
    let mut summary: Vec<(&str, Duration, Found)> = vec![("set-up", started.elapsed(), Ok(String::new()))];
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
        let (word, found) = match done {
            Ok(found) => ("ok", found.as_str()),
            Err(_) => ("FAILED", ""),
        };
        println!("   {name:<8} {word:<7} {:>12}   {found}", minutes(*took));
    }
    let failed: Vec<_> =
        summary.into_iter().filter_map(|(name, _, done)| done.err().map(|why| format!("{name}: {why}"))).collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

fn format() -> Found {
    quietly(run(cargo(&["fmt", "--all", "--check"])))
}

/// By `--workspace`, here and below: naming one package gives its dependencies other features, and builds them again.
fn tidy() -> Found {
    heard(cargo(&["test", "--quiet", "--workspace", "--test", "tidy"]), &["test result"])
}

fn lint() -> Found {
    quietly(run(cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])))
}

fn check_pages() -> Found {
    let mut check = program("npm", &["run", "check"]);
    check.current_dir(root().join("ui")).env("NO_COLOR", "1");
    let found = heard(check, &["  Test Files  ", "  Tests  "])?;
    pages::pages()?;
    Ok(found)
}

fn build() -> Found {
    quietly(run(cargo(&["build", "--workspace", "--bins", "--examples"])))
}

/// In CI's way: a test that lacks what it is held beside fails, and is not passed over.
fn tests() -> Found {
    let data = outside::clinosim()?;
    let server = outside::Server::start()?;
    let nextest = answers("cargo", &["nextest", "--version"]);
    if !nextest {
        println!("   cargo-nextest is not here (`cargo install cargo-nextest --locked`): the same by `cargo test`.");
    }
    let with: &[&str] = if nextest {
        &["nextest", "run", "--workspace", "--profile", "ci"]
    } else {
        &["test", "--workspace", "--no-fail-fast"]
    };
    let mut command = cargo(with);
    command.env("CI", "1").env("HOLDFAST_CLINOSIM_DIR", data).env("HOLDFAST_FHIR_SERVER", &server.address);
    heard(command, &[" Summary ["])
}

fn compared() -> Found {
    oracles::compared(true)
}

fn faulted() -> Found {
    faults::faults(false, false, &[])
}

fn supply() -> Found {
    if !answers("cargo", &["deny", "--version"]) {
        return Ok("not checked: cargo-deny is not here (`cargo install cargo-deny --locked`)".into());
    }
    quietly(run(cargo(&["deny", "--config", ".deny.toml", "check"])))
}

fn quietly(done: Done) -> Found {
    done.map(|()| String::new())
}

fn minutes(took: Duration) -> String {
    format!("{} min {:02} s", took.as_secs() / 60, took.as_secs() % 60)
}
