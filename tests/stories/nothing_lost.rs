//! What was typed is never lost: not to a crash, not to a power cut.

use tests::pages::recording::{self, OBSERVATIONS};
use tests::pages::{signing_in, ward_list};
use tests::window::{Home, Window, key};

#[test]
fn a_form_that_was_half_filled_when_the_app_was_killed_is_there_again_with_every_answer() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, "OKONKWO, Grace");
    recording::start(&window, OBSERVATIONS);
    window.choose_within("Care given", "Now");
    window.fill("Respirations", "19");
    window.fill("Temperature", "37.9");
    window.keys(&key::TAB.to_string());
    // Answers are kept in the order they were given: once this one is, all are.
    window.choose_within("Air or oxygen", "Air");
    window.see("4 required items missing");

    let window = window.cut_and_open();
    window.see("1 unsigned draft is safe on this PC.");
    signing_in::sign_in(&window, "Boateng");
    window.see("Draft: Observations (NEWS2)");
    ward_list::open(&window, "OKONKWO, Grace");
    window.press("Finish");
    window.see("4 required items missing");
    assert_eq!(window.value("Respirations"), "19");
    assert_eq!(window.value("Temperature"), "37.9");
    let chosen = "return [...document.querySelectorAll('input[type=radio]:checked')].map((one) => one.labels[0].innerText.trim())";
    let air = window.script(chosen).as_array().is_some_and(|labels| labels.iter().any(|label| label == "Air"));
    assert!(air, "the choice is there too");
    window.see("Draft saved on this PC");
}
