//! P4: a whole ward's pack with its real layout.

use print::{Continue, make};
use record::SheetNumber;

use crate::timed;

#[path = "../../src-tauri/crates/print/tests/paper/sample.rs"]
mod sample;

pub(crate) fn pack() {
    make(&sample::pack(1), SheetNumber(1), &mut |_| Continue::Yes).unwrap();
    let pack = sample::pack(42);
    let (took, made) = timed(|| make(&pack, SheetNumber(1), &mut |_| Continue::Yes).unwrap());
    let rate = f64::from(made.pages) / took.as_secs_f64();
    println!(
        "P4   {} pages in {} ms: {rate:.0} pages/s, {:.2} of the goal (300 pages/s)",
        made.pages,
        took.as_millis(),
        rate / 300.0
    );
}
