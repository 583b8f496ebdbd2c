//! Saying what is done, and running other programs from the root of the repository.

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Why a task stopped, in words for the person at the terminal.
pub(crate) type Done = Result<(), String>;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(3).expect("xtask lies three folders down").to_path_buf()
}

/// A heading for what follows.
pub(crate) fn step(words: &str) {
    println!("\n== {words}");
}

/// A program to be run from the root.
pub(crate) fn program(name: &str, words: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(words).current_dir(root());
    command
}

/// Cargo itself, the one that runs us.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let name = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut command = program(&name, words);
    // What cargo told this process about xtask is not true of what it builds next.
    for (variable, _) in std::env::vars() {
        if variable.starts_with("CARGO_PKG_") || variable.starts_with("CARGO_MANIFEST_") {
            command.env_remove(variable);
        }
    }
    command
}

/// Runs it to its end, showing what it says.
pub(crate) fn run(mut command: Command) -> Done {
    let shown = shown(&command);
    println!("   {shown}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` ended with {status}")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}")),
    }
}

/// Runs it to its end, showing what it says, and keeps its lines that hold one of these words: counts, for the summary.
pub(crate) fn heard(mut command: Command, words: &[&str]) -> Result<String, String> {
    let shown = shown(&command);
    println!("   {shown}");
    let not_started = |error| format!("`{shown}` could not be started: {error}");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(not_started)?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let kept = std::thread::scope(|both| {
        let err = both.spawn(move || err.map(|said| passed_on(said, words, |line| eprintln!("{line}"))));
        let mut kept = out.map(|said| passed_on(said, words, |line| println!("{line}"))).unwrap_or_default();
        kept.extend(err.join().ok().flatten().unwrap_or_default());
        kept
    });
    match child.wait() {
        Ok(status) if status.success() => Ok(kept.join("; ")),
        Ok(status) => Err(format!("`{shown}` ended with {status}: {}", kept.join("; "))),
        Err(error) => Err(format!("`{shown}` could not be waited for: {error}")),
    }
}

fn passed_on(said: impl Read, words: &[&str], show: impl Fn(&str)) -> Vec<String> {
    let mut kept = Vec::new();
    for line in BufReader::new(said).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        show(&line);
        if words.iter().any(|word| line.contains(word)) {
            kept.push(line.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    kept
}

/// Whether the program is here and answers.
pub(crate) fn answers(name: &str, words: &[&str]) -> bool {
    let asked = program(name, words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// What the program prints.
pub(crate) fn output(name: &str, words: &[&str]) -> Option<String> {
    let output = program(name, words).stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
