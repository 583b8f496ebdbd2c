//! The table: one line a measurement, printed as it is made and kept at the end of a whole run.

use std::fmt::Write;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::{middle, timed};

const HEAD: [&str; 7] = ["", "what", "here", "beside it", "ratio", "goal", ""];

/// What was measured so far.
pub(crate) struct Figures {
    lines: Vec<[String; 7]>,
}

/// One measurement.
pub(crate) struct Figure<'a> {
    /// `P3`.
    pub(crate) id: &'a str,
    /// What was done.
    pub(crate) what: &'a str,
    /// How long it took, or how much.
    pub(crate) here: String,
    /// The floor or peer, and how it did.
    pub(crate) beside: String,
    /// Here to beside.
    pub(crate) ratio: Option<f64>,
    /// What it has to be; empty where the line only explains another.
    pub(crate) goal: &'a str,
    /// Whether it is.
    pub(crate) met: Option<bool>,
}

impl Figures {
    pub(crate) fn begin() -> Self {
        Self { lines: Vec::new() }
    }

    /// Keeps one line, and prints it.
    pub(crate) fn add(&mut self, one: Figure<'_>) {
        let met = match one.met {
            Some(true) => "met",
            Some(false) => "NOT MET",
            None => "",
        };
        let ratio = one.ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let line = [one.id, one.what, &one.here, &one.beside, &ratio, one.goal, met].map(str::to_owned);
        let [id, what, here, beside, ratio, goal, met] = &line;
        println!("{id} {what}: {here}; beside it {beside}; ratio {ratio}; goal {goal}: {met}");
        self.lines.push(line);
    }

    /// Writes the table where it is kept.
    pub(crate) fn keep(&self, path: &Path) {
        let mut text = format!(
            "# Speed\n\nPrinted by `cargo xtask bench` on {}, on a machine of this kind: {}.\nEach figure stands beside a \
             floor or peer of the same run; what it means is in `src-tauri/ARCHITECTURE.md` and the sources beside this \
             file. Windows here are WebKitGTK under Xvfb.\n\n",
            today(),
            machine()
        );
        let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        text += &row(&HEAD.map(str::to_owned));
        text += &row(&HEAD.map(|_| "---".to_owned()));
        for line in &self.lines {
            text += &row(line);
        }
        let missed = self.lines.iter().filter(|line| line.last().is_some_and(|met| met == "NOT MET")).count();
        let _ = write!(
            text,
            "\n{} goals met, {missed} not.\n",
            self.lines.iter().filter(|line| line.last().is_some_and(|met| met == "met")).count()
        );
        println!("\n{text}");
        std::fs::write(path, text).unwrap();
    }
}

/// A time as people read it.
pub(crate) fn shown(time: Duration) -> String {
    if time < Duration::from_millis(10) {
        format!("{:.2} ms", time.as_secs_f64() * 1000.0)
    } else {
        format!("{} ms", time.as_millis())
    }
}

/// How often one time goes into another.
pub(crate) fn ratio(here: Duration, beside: Duration) -> f64 {
    here.as_secs_f64() / beside.as_secs_f64().max(1e-9)
}

/// What a write of 4 KB costs until the disk says it has it.
pub(crate) fn flush() -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let mut raw = File::create(folder.path().join("raw")).unwrap();
    middle(101, || {
        timed(|| {
            raw.seek(SeekFrom::Start(0)).unwrap();
            raw.write_all(&[7; 4096]).unwrap();
            raw.sync_data().unwrap();
        })
        .0
    })
}

fn today() -> String {
    said("date", &["+%d-%b-%Y"])
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes: u64 = memory.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0);
    format!("{cores} cores, {} GB of memory, a 4 KB write flushed in {}", kilobytes / 1_000_000, shown(flush()))
}

fn said(program: &str, words: &[&str]) -> String {
    let output = Command::new(program).args(words).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
