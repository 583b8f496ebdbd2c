//! Anybody and anything is found from anywhere, by the keyboard, and nobody is taken for another.

use tests::pages::{finding, signing_in};
use tests::window::{Home, Role, Window, key};

/// How many entries the ledger has.
fn entries(home: &Home) -> u64 {
    let verified = home.cli(&["verify"]);
    assert!(verified.ok, "the store is whole: {}", verified.words);
    verified.json.get("entries").and_then(serde_json::Value::as_u64).expect("it counts its entries")
}

#[test]
fn a_nurse_finds_the_patient_and_the_form_in_one_box_without_a_pointer() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    finding::open(&window);
    window.keys("d");
    window.see("Type 2 letters or digits to begin.");
    finding::typed(&window, "av obs", "Observations (NEWS2): DAVIES, Margaret (Mrs), bed B1");
    window.see("Two patients have this name.");
    window.see("Check born and NHS No.");
    finding::enter(&window);
    window.see_a(Role::Heading, "Observations (NEWS2)");
    window.see("09-Jan-1944");

    // The patient is open now: the form alone is enough, and Esc goes back to where it was.
    finding::open(&window);
    finding::typed(&window, "phoned", "Telephoned result: DAVIES, Margaret (Mrs), bed B1");
    window.keys(&key::ESCAPE.to_string());
    window.see_a(Role::Heading, "Observations (NEWS2)");
    finding::open(&window);
    window.keys("qqqq");
    window.see("Nothing on this PC matches “qqqq”.");
    window.keys(&key::ESCAPE.to_string());
}

#[test]
fn a_patient_is_found_by_number_bed_or_birth_and_opened_on_their_own() {
    let home = Home::demo();
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    for typed in ["999 030 8241", "9990308241", "bed b1", "09-Jan-1944", "davies 1944"] {
        finding::open(&window);
        finding::typed(&window, typed, "DAVIES, Margaret (Mrs), bed B1");
        finding::enter(&window);
        window.see("newest on top, by time care was given");
        assert!(window.shows("09-Jan-1944"), "{typed}");
    }
    finding::open(&window);
    finding::typed(&window, "recov", "Recovery");
    finding::enter(&window);
    window.see("still owed");
}

#[test]
fn looking_somebody_up_leaves_one_entry_however_much_is_typed() {
    let home = Home::demo();
    let at_first = entries(&home);
    drop(signed_in(&home));
    let without = entries(&home);
    let window = signed_in(&home);
    finding::open(&window);
    finding::typed(&window, "davies, margaret", "DAVIES, Margaret");
    window.keys(&key::ESCAPE.to_string());
    window.until("the box is gone", |window| !window.has(Role::Dialog, "Find"));
    drop(window);
    assert_eq!(entries(&home) - without, without - at_first + 1);
}

fn signed_in(home: &Home) -> Window {
    let window = Window::open(home);
    signing_in::sign_in(&window, "Boateng");
    window
}
