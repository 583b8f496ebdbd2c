//! P1: from starting the program until its first page can be used, beside an empty window.

use std::time::Duration;

use tests::window::{Display, Home, Program, Window};

use crate::figures::{Figure, Figures, ratio, shown};
use crate::{middle, timed};

const RUNS: usize = 5;

pub(crate) fn cold_start(figures: &mut Figures) {
    let home = Home::demo();
    let display = || Display::open(1366, 768);
    let empty =
        middle(RUNS, || timed(|| Window::of(Program::named("examples/empty_window"), display()).see("Nothing here")).0);
    let app = middle(RUNS, || timed(|| Window::open(&home).see("Your name")).0);
    figures.add(Figure {
        id: "P1",
        what: "cold start until a name can be typed",
        here: shown(app),
        beside: format!("an empty window {}", shown(empty)),
        ratio: Some(ratio(app, empty)),
        goal: "≤ 1.15 × + 200 ms",
        met: Some(app <= empty.mul_f64(1.15) + Duration::from_millis(200)),
    });
}
