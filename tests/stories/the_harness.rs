//! The window tests' own machinery, on a page that is not the app: what it finds, what it refuses, and that it fails.

use std::time::Duration;

use tests::window::{Display, Program, Role, Window, key, root};

fn empty() -> Window {
    Window::of(Program::named("examples/empty_window"), Display::open(1366, 768))
}

#[test]
fn what_is_typed_and_pressed_by_its_words_reaches_the_page_and_its_answer_is_waited_for() {
    let window = empty();
    window.see_a(Role::Heading, "Nothing here");
    window.fill("Your name", "Ama Boateng");
    window.press("Say it");
    window.see("Saved for Ama Boateng");
    assert_eq!(window.value("Your name"), "Ama Boateng");
    let picture = root().join("target/stories/the_harness.png");
    window.picture(&picture);
    assert!(picture.metadata().is_ok_and(|file| file.len() > 2_000), "a picture of the page is kept");
}

#[test]
fn the_keyboard_alone_moves_the_focus_and_types_where_it_is() {
    let window = empty();
    window.fill("Your name", "A");
    window.keys(&key::TAB.to_string());
    assert_eq!(window.focus(), "Ward");
    window.keys("Ash");
    assert_eq!(window.value("Ward"), "Ash");
}

#[test]
#[should_panic(expected = "there are: Say it")]
fn what_is_not_there_is_said_with_what_is() {
    let mut window = empty();
    window.patience = Duration::from_secs(2);
    window.press("Sign with PIN");
}

#[test]
fn a_window_that_was_cut_off_opens_again() {
    let window = empty();
    let before = window.process();
    let window = window.cut_and_open();
    window.see("Nothing here");
    assert_ne!(window.process(), before);
}
