//! P4: pages a second of a whole ward's pack, real layout. `HOLDFAST_BENCH_OUT` keeps the PDF.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant;

use print::{Continue, make};
use record::SheetNumber;

#[path = "../tests/paper/sample.rs"]
mod sample;

fn main() {
    let pack = sample::pack(42);
    make(&sample::pack(1), SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    let mut best = f64::MAX;
    let mut pages = 0;
    for _ in 0..5 {
        let start = Instant::now();
        let made = make(&pack, SheetNumber(1), &mut |_| Continue::Yes).unwrap();
        best = best.min(start.elapsed().as_secs_f64());
        pages = made.pages;
        if let Some(path) = std::env::var_os("HOLDFAST_BENCH_OUT") {
            std::fs::write(path, &made.pdf).unwrap();
        }
    }
    println!("{{\"pages\": {pages}, \"seconds\": {best:.4}, \"pagesPerSecond\": {:.0}}}", f64::from(pages) / best);
}
