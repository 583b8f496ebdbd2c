//! A copy of a system is taken in through the window: from a file or a server, by who may, and nobody waits for it.

use std::time::Duration;

use hospital::{Fault, FhirStandIn};
use serde_json::json;
use tests::pages::{copies, signing_in, ward_list};
use tests::window::{Home, Window, demo_people, key, root};

#[test]
fn a_copy_from_a_file_says_what_was_read_and_set_aside_and_the_same_bytes_twice_are_one() {
    let home = Home::demo();
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Reyes");
    copies::show(&window);
    let held = root().join("assets/demo/epr.json");
    copies::take_file(&window, "EPR", &held);
    window.see("EPR from epr.json: held already");
    window.see("The same copy is held already: nothing was changed.");

    let patient =
        json!({ "resourceType": "Patient", "id": "1", "name": [{ "family": "Newcomer", "given": ["Nora"] }] });
    let without_code =
        json!({ "resourceType": "AllergyIntolerance", "id": "2", "patient": { "reference": "Patient/1" } });
    let unused = json!({ "resourceType": "CarePlan", "id": "3", "subject": { "reference": "Patient/1" } });
    let entries: Vec<_> = [patient, without_code, unused].into_iter().map(|one| json!({ "resource": one })).collect();
    let bundle = json!({ "resourceType": "Bundle", "type": "collection", "timestamp": "2026-11-21T14:30:00Z", "entry": entries });
    let file = home.file("epr-new.json");
    std::fs::write(&file, bundle.to_string()).unwrap();
    copies::take_file(&window, "EPR", &file);
    window.see("The copy of EPR from epr-new.json is in use");
    window.see("1 person, as at 21-Nov-2026 14:30. 1 read, 1 kept unread, 1 set aside.");
    window.press_within("Taking in a copy of EPR", "Set aside: Show 1");
    window.see("epr-new.json entry 2");
    window.see("AllergyIntolerance.code");
    window.keys(&key::ESCAPE.to_string());
    // What it does not hold any more is not shown as if it did.
    ward_list::show(&window);
    let row = ward_list::row(&window, "A1").join(" ");
    assert!(row.contains("OKONKWO, Grace") && !row.contains("For CPR"), "{row}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_place_and_the_copy_held_still_serves() {
    let home = Home::demo();
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Reyes");
    copies::show(&window);
    let file = home.file("cut.json");
    std::fs::write(&file, "{ \"resourceType\": \"Bundle\",\n  \"entry\": [").unwrap();
    copies::take_file(&window, "EPR", &file);
    window.see("No copy of EPR could be taken from cut.json");
    window.see("cut.json, line 2, column");
    window.see("The copy held still serves.");
    ward_list::show(&window);
    assert!(ward_list::row(&window, "A1").join(" ").contains("For CPR"), "what was held is still shown");
}

#[test]
fn a_ward_is_taken_from_a_fhir_server_and_one_that_does_not_answer_can_be_stopped_while_the_window_goes_on() {
    let home = Home::demo();
    let server = FhirStandIn::start(&demo_people());
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Reyes");
    copies::show(&window);
    copies::take_server(&window, "PAS", &server.address(), "Ash Ward (Ward 7)");
    window.see("is in use");
    window.see("20 people, as at 21-Nov-2026 14:32.");

    server.fault_at(2, Fault::SilentBeforeCommit(Duration::from_secs(4)));
    copies::take_server(&window, "PAS", &server.address(), "");
    window.see("Taking in a copy of PAS from");
    window.press("Stop");
    ward_list::open(&window, "OKONKWO, Grace");
    copies::show(&window);
    window.see("Stopped. Nothing was taken in: the copy held still serves.");
}

#[test]
fn a_nurse_may_not_take_a_copy_in_and_is_told_whom_to_ask() {
    let home = Home::demo();
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    copies::show(&window);
    assert!(!window.can_press("Take in a copy"), "she may not");
    let why = window.script("return document.querySelector('.head [data-main]').title");
    assert_eq!(why, "Your role does not allow this. Ask the nurse in charge or IT.");
}
