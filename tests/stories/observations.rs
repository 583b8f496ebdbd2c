//! The main job: find the patient, record observations, see the score, sign.

use hospital::resources_of;
use tests::pages::recording::{self, OBSERVATIONS, UNWELL};
use tests::pages::{outages, signing_in, ward_list};
use tests::window::{Home, Window};

#[test]
fn a_nurse_finds_the_patient_records_observations_sees_the_score_and_signs() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    window.fill("Name, bed or NHS number", "okonkwo");
    window.see("2 of 24 beds.");
    window.press("OKONKWO, Grace");
    recording::start(&window, OBSERVATIONS);

    recording::observations(&window, &UNWELL);
    window.see("NEWS2 total");
    window.see("Emergency response");
    assert!(!window.can_press("Sign with PIN"), "a score of 7 is not signed before somebody was told");
    recording::told(&window);
    recording::sign(&window);

    window.see("Saved on this PC 14:32. It waits for EPR.");
    window.see("Respirations 24, saturation 93% on air, blood pressure 104/62, pulse 108, alert, temperature 38.4");
    window.see("Waiting: EPR down");
    ward_list::back(&window);
    window.press("Remove all filters");
    let row = ward_list::row(&window, "A1");
    assert!(row.iter().any(|cell| cell.starts_with('7')), "the board shows the score: {row:?}");
    assert!(row.iter().any(|cell| cell.contains("A. Boateng")), "and who recorded it: {row:?}");
    drop(window);
    let exported = resources_of(&home.exported());
    let total = exported.iter().find(|one| one["code"]["coding"][0]["code"] == "1104051000000101");
    assert_eq!(total.expect("the total is among what would be filed")["valueQuantity"]["value"].to_string(), "7");
}

#[test]
fn a_set_with_a_measurement_missing_has_no_total_but_says_the_least_it_can_be() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, "OKONKWO, Grace");
    recording::start(&window, OBSERVATIONS);
    recording::observations(&window, &recording::Set { pulse: "", ..UNWELL });
    window.see("NEWS2 incomplete");
    window.see("6 of 7 entered");
    window.see("Already at least 6");
    assert!(!window.can_press("Sign with PIN"));
}

#[test]
fn a_ward_clerk_may_not_declare_an_outage_and_is_told_whom_to_ask() {
    let home = Home::demo();
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Hale");
    window.chord(tests::window::key::ALT, '5');
    window.see("No outage is declared");
    assert!(!window.can_press("Declare an outage"), "she may not");
    drop(window);

    let window = Window::open(&home);
    signing_in::sign_in(&window, "Reyes");
    outages::declare(&window, &["EPR notes"], "Site manager by telephone");
    window.see("1 down");
}
