//! Programs nobody here wrote: poppler and zbar.
#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::process::{Command, Stdio};

/// Runs a program with these bytes on its standard input; its standard output.
pub(crate) fn run(program: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} is needed for this test: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input).ok());
    let out = child.wait_with_output().unwrap();
    writer.join().unwrap();
    out.stdout
}

/// Words of a PDF in reading order, as laid out.
pub(crate) fn layout(pdf: &[u8]) -> String {
    String::from_utf8(run("pdftotext", &["-layout", "-", "-"], pdf)).unwrap()
}

/// Words of a PDF in the order they were drawn.
pub(crate) fn raw(pdf: &[u8]) -> String {
    String::from_utf8(run("pdftotext", &["-raw", "-", "-"], pdf)).unwrap()
}

/// Without any white space: for comparing text that was wrapped.
pub(crate) fn packed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
