//! A shared PC: it locks, and the next person does not see what the last one had open.

use tests::pages::recording::{self, OBSERVATIONS};
use tests::pages::{signing_in, ward_list};
use tests::window::{Home, Window, key};

#[test]
fn a_pc_that_was_locked_shows_no_patient_and_the_next_person_starts_at_the_list() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, "OKONKWO, Grace");
    recording::start(&window, OBSERVATIONS);
    window.choose_within("Care given", "Now");
    window.fill("Respirations", "21");
    window.chord(key::CONTROL, 'l');
    window.see("No one signed in");
    let page = window.script("return document.documentElement.outerHTML").as_str().unwrap_or_default().to_owned();
    assert!(!page.contains("OKONKWO") && !page.contains("999 526"), "a locked page holds no patient");

    signing_in::sign_in(&window, "Boardman");
    window.see("Patient list for");
    assert!(!window.has(tests::window::Role::Heading, "Observations (NEWS2)"), "the other's form is not open");
    window.keys(&key::ESCAPE.to_string());
    window.see("Patient list for");
}

#[test]
fn a_wrong_pin_opens_nothing() {
    let home = Home::demo();
    let window = Window::open(&home);
    signing_in::at_the_pin(&window, "Boateng");
    window.keys("111111");
    window.keys(&key::ENTER.to_string());
    window.until("it is refused", |window| window.has(tests::window::Role::Anything, "PIN"));
    window.see("No one signed in");
    assert!(!window.shows("Patient list for"));
}
