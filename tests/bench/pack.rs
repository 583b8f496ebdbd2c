//! P4: a whole ward's pack with its real layout, beside typst and Chromium on the same words, and how much memory it takes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use print::{Continue, make};
use record::SheetNumber;

use crate::figures::{Figure, Figures, ratio, shown};
use crate::{content, middle, root, timed};

#[path = "../../src-tauri/crates/print/tests/paper/sample.rs"]
mod sample;

/// A large ward.
const PATIENTS: usize = 42;
/// The bench started again to make one pack and nothing else.
pub(crate) const ALONE: &str = "pack-alone";
const MOST_MEMORY: u64 = 150;

pub(crate) fn pack(figures: &mut Figures) {
    let pack = sample::pack(PATIENTS);
    let mut pages = 0;
    let here = middle(5, || {
        let (took, made) = timed(|| make(&pack, SheetNumber(1), &mut |_| Continue::Yes).unwrap());
        pages = made.pages;
        took
    });
    let rate = f64::from(pages) / here.as_secs_f64();
    figures.add(Figure {
        id: "P4",
        what: &format!("pack of {PATIENTS} patients, {pages} pages"),
        here: format!("{}, {rate:.0} pages/s", shown(here)),
        beside: "the goal".into(),
        ratio: Some(rate / 300.0),
        goal: "≥ 300 pages/s",
        met: Some(rate >= 300.0),
    });
    let folder = tempfile::tempdir().unwrap();
    let blocks = content::of(&pack);
    let (typst, chromium) = (folder.path().join("pack.typ"), folder.path().join("pack.html"));
    std::fs::write(&typst, content::typst(&blocks)).unwrap();
    std::fs::write(&chromium, content::html(&blocks)).unwrap();
    let peers = [
        ("typst", compiled(&typst, &folder.path().join("typst.pdf")), 3.0, "≥ 3 × typst"),
        ("Chromium, its start left out,", printed(&chromium, folder.path()), 15.0, "≥ 15 × Chromium"),
    ];
    for (name, (took, theirs), times, goal) in peers {
        let faster = ratio(took, here);
        figures.add(Figure {
            id: "P4",
            what: "the same words, made by a peer",
            here: shown(here),
            beside: format!("{name} {} ({theirs} pages, {:.0}/s)", shown(took), f64::from(theirs) / took.as_secs_f64()),
            ratio: Some(faster),
            goal,
            met: Some(faster >= times),
        });
    }
    let (most, without) = (memory(PATIENTS), memory(0));
    figures.add(Figure {
        id: "P4",
        what: "memory at its peak, a process that makes that pack alone",
        here: format!("{most} MiB"),
        beside: format!("the same process with a pack of nobody {without} MiB"),
        ratio: Some(most as f64 / without as f64),
        goal: "< 150 MiB",
        met: Some(most < MOST_MEMORY),
    });
}

/// Makes one pack and says how much memory that took at most.
pub(crate) fn alone(patients: usize) {
    let made = make(&sample::pack(patients), SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    assert!(made.pages > 0 && !made.pdf.is_empty());
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let kilobytes: u64 = peak.split_whitespace().next().unwrap().parse().unwrap();
    println!("{}", kilobytes / 1024);
}

fn memory(patients: usize) -> u64 {
    let alone = Command::new(std::env::current_exe().unwrap()).args([ALONE, &patients.to_string()]).output().unwrap();
    String::from_utf8(alone.stdout).unwrap().trim().parse().unwrap()
}

/// How long typst takes, and how many pages it makes.
fn compiled(source: &Path, pdf: &Path) -> (Duration, u32) {
    let python = root().join("target/bench-peers/bin/python");
    let words: [PathBuf; 4] =
        [root().join("tests/bench/by_typst.py"), source.to_owned(), root().join("assets/fonts"), pdf.to_owned()];
    let output = Command::new(python).args(words).arg("3").stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "typst makes the pack (`cargo xtask bench` sets it up)");
    let seconds: f64 = String::from_utf8(output.stdout).unwrap().trim().parse().unwrap();
    (Duration::from_secs_f64(seconds), pages(pdf))
}

/// How long Chromium takes to print it, less what it takes to print an empty page, and how many pages it makes.
fn printed(page: &Path, folder: &Path) -> (Duration, u32) {
    let empty = folder.join("empty.html");
    std::fs::write(&empty, "<!doctype html><p>Nothing</p>").unwrap();
    let pdf = folder.join("chromium.pdf");
    let print = |page: &Path| {
        let profile = tempfile::tempdir().unwrap();
        let mut print = Command::new("chromium");
        print.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]);
        print.args(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
        print.arg(format!("--user-data-dir={}", profile.path().display()));
        print.arg(format!("--print-to-pdf={}", pdf.display())).arg(format!("file://{}", page.display()));
        let (took, status) = timed(|| print.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap());
        assert!(status.success(), "Chromium prints (`cargo xtask bench` sets it up)");
        took
    };
    let start = middle(3, || print(&empty));
    let whole = middle(3, || print(page));
    (whole.saturating_sub(start), pages(&pdf))
}

fn pages(pdf: &Path) -> u32 {
    let output = Command::new("pdfinfo").arg(pdf).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
}
