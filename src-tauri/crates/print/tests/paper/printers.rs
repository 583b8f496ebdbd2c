//! A printer nobody here wrote: `ippeveprinter`, on loopback in a network of its own.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use print::spool::{IppPrinter, IppQueues, NoPrinters};
use print::{Continue, JobState, SpoolError, Spooler, make};
use record::SheetNumber;

use crate::{sample, tools};

/// Where the test printer listens, inside its own network.
const PORT: u16 = 18_631;
/// Where it keeps what it was sent.
const STORED: &str = "/run/printed";

/// Set where a printer is beside us.
const BESIDE: &str = "HOLDFAST_BESIDE_A_PRINTER";

/// What the test printer needs. Where one is absent nothing is tested, and that is said; in CI it is an error.
const NEEDED: [&str; 4] =
    ["/usr/sbin/ippeveprinter", "/usr/sbin/avahi-daemon", "/usr/bin/dbus-daemon", "/usr/bin/unshare"];

/// Runs the named test again beside a printer, in namespaces where nothing else is and which end with it.
fn again_beside_a_printer(test: &str) {
    if let Some(absent) = NEEDED.iter().find(|program| !Path::new(program).exists()) {
        assert!(std::env::var_os("CI").is_none(), "{absent} is not installed: run this by `cargo xtask test`");
        eprintln!("{absent} is not installed: nothing was tested");
        return;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/paper/printer.sh");
    let status = Command::new("unshare")
        .args(["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", script])
        .arg(std::env::current_exe().unwrap())
        .arg(format!("printers::{test}"))
        .arg(PORT.to_string())
        .arg(STORED)
        .env(BESIDE, "1")
        .status()
        .unwrap();
    assert!(status.success(), "{test} failed beside the printer");
}

#[test]
fn a_printer_gets_each_patients_pages_as_a_job_of_their_own_byte_for_byte() {
    if std::env::var_os(BESIDE).is_none() {
        return again_beside_a_printer("a_printer_gets_each_patients_pages_as_a_job_of_their_own_byte_for_byte");
    }
    let queues = queues();
    assert_eq!(queues.printers().iter().map(|found| found.words.as_str()).collect::<Vec<_>>(), ["Ready"]);
    let made = make(&sample::pack(2), SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    let mut sent = Vec::new();
    for number in 0..made.jobs.len() {
        let pdf = made.job_pdf(number).unwrap();
        let job = queues.print(&pdf, &format!("Holdfast pack, part {}", number + 1), "Ash printer").unwrap();
        assert_eq!(finished(&queues, &job), JobState::Done);
        sent.push(pdf);
    }
    let stored = stored();
    assert_eq!(stored.len(), 3);
    assert!(stored == sent, "what the printer has is not what was sent");
    assert!(tools::layout(stored.last().unwrap()).contains("NGUYỄN"));
}

fn queues() -> IppQueues {
    let path = "/ipp/print".to_owned();
    let printer = IppPrinter { name: "Ash printer".into(), host: "localhost".into(), port: PORT, path };
    let queues = IppQueues::named(vec![printer]);
    let start = Instant::now();
    while !queues.printers().iter().any(|found| found.ready) {
        assert!(start.elapsed() < Duration::from_secs(20), "the printer did not start");
        std::thread::sleep(Duration::from_millis(50));
    }
    queues
}

/// The documents the printer kept, in the order of its jobs.
fn stored() -> Vec<Vec<u8>> {
    let mut files: Vec<_> = std::fs::read_dir(STORED).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "pdf"));
    files.sort();
    files.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn finished(queues: &IppQueues, job: &print::JobId) -> JobState {
    let start = Instant::now();
    loop {
        let state = queues.state(job).unwrap();
        if !matches!(state, JobState::Waiting | JobState::Printing) || start.elapsed() > Duration::from_secs(30) {
            return state;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_printer_that_is_not_there_is_named_and_said_to_be_out_of_reach() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let printer = IppPrinter { name: "Beech".into(), host: "127.0.0.1".into(), port, path: "/ipp/print".into() };
    let queues = IppQueues::named(vec![printer]);
    let found = queues.printers();
    assert_eq!(found.len(), 1);
    assert!(found.iter().all(|printer| !printer.ready && printer.words == "Cannot be reached"));
    assert!(matches!(queues.print(b"%PDF", "x", "Beech"), Err(SpoolError::NotReady(_))));
    assert!(matches!(queues.print(b"%PDF", "x", "Oak"), Err(SpoolError::NoSuchPrinter(_))));
}

#[test]
fn a_pc_without_printers_has_an_empty_list_and_says_so_plainly() {
    assert_eq!(NoPrinters.printers(), vec![]);
    let error = NoPrinters.print(b"%PDF", "x", "Ash printer").unwrap_err();
    assert_eq!(error.to_string(), "there is no printer called Ash printer");
}
