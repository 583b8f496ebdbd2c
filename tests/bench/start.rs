//! P1: from starting the program until the first page can be used, beside an empty window.

use tests::window::{Display, Home, Program, Window};

use crate::{line, middle, timed};

pub(crate) fn cold_start() {
    let home = Home::demo();
    let display = || Display::open(1366, 768);
    let empty =
        middle(5, || timed(|| Window::of(Program::named("examples/empty_window"), display()).see("Nothing here")).0);
    let app = middle(5, || timed(|| Window::open(&home).see("Your name")).0);
    line("P1", "cold start to sign-in / an empty window", app, empty, "≤ 1.15 × + 200 ms");
    let window = Window::open(&home);
    tests::pages::signing_in::at_the_pin(&window, "Boateng");
    let (list, ()) = timed(|| tests::pages::signing_in::pin(&window));
    println!("     PIN to the list on screen: {} ms, the PIN's own cost included", list.as_millis());
}
