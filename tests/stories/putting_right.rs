//! Putting right what was signed, and what takes two people.

use tests::pages::recording::{self, OBSERVATIONS, UNWELL};
use tests::pages::{signing_in, ward_list};
use tests::window::{Home, PIN, Role, Window, key};

/// Opens the set of observations on the timeline, with all it ever was beside it.
fn choose(window: &Window) {
    window.press("Timeline");
    window.see("Choose a record");
    window.press("Observations (NEWS2) 14:32");
    window.see("What you can do");
}

/// Finds a colleague by name where a second person is asked for.
fn second(window: &Window, label: &str, name: &str) {
    window.fill(label, name);
    window.until("the colleague is found", |window| window.has(Role::Button, name));
    window.press(name);
}

#[test]
fn a_nurse_amends_a_slip_and_voids_what_belongs_to_somebody_else() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, "OKONKWO, Grace");
    recording::start(&window, OBSERVATIONS);
    recording::observations(&window, &UNWELL);
    recording::told(&window);
    recording::sign(&window);

    choose(&window);
    window.see("Version 1, current");
    window.press("Amend, with a reason");
    window.choose_within("Why", "Typing slip");
    window.press("Open the form");
    window.see("Amends version 1, which stays readable. Reason: typing slip");
    window.fill("Respirations", "16");
    window.keys(&key::TAB.to_string());
    window.until("the amendment may be signed", |window| window.can_press("Sign the amendment"));
    window.press("Sign the amendment");
    window.see("Back to form");
    recording::pin(&window);
    window.see("Amended 14:32");
    let row = {
        ward_list::back(&window);
        ward_list::row(&window, "A1")
    };
    assert!(row.iter().any(|cell| cell.starts_with('5')), "the board has the score of the new version: {row:?}");

    ward_list::open(&window, "OKONKWO, Grace");
    choose(&window);
    window.see("Version 1, replaced");
    window.see("was 24 per minute");
    window.press("Void, with a reason");
    window.choose_within("Why", "Wrong patient");
    window.fill("Where it belongs now, or details", "the patient in bed A2");
    window.fill("PIN for Ama Boateng", PIN);
    second(&window, "Who agrees?", "Marsh");
    window.fill("PIN for Marsh, Jo", "000000");
    window.press("Void this record");
    window.see("not the PIN of Jo Marsh");
    window.fill("PIN for Ama Boateng", PIN);
    window.fill("PIN for Marsh, Jo", PIN);
    window.press("Void this record");
    window.see("Voided 14:32");
    window.see("Wrong patient: it belongs to the patient in bed A2");
    assert!(!window.can_press("Amend, with a reason"), "what was voided is not amended");
    window.chord(key::ALT, '2');
    window.see("Patient list for");
    let row = ward_list::row(&window, "A1");
    assert!(row.iter().all(|cell| !cell.contains("A. Boateng")), "it counts for nothing: {row:?}");
    drop(window);
    let verified = home.cli(&["verify"]);
    assert!(verified.ok, "{}", verified.words);
    assert!(!home.exported().to_string().contains("QuestionnaireResponse"), "and nothing of it would be filed");
}

#[test]
fn a_controlled_drug_is_signed_by_two_people() {
    let home = Home::demo();
    home.declared(&["epma"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, "OKONKWO, Grace");
    recording::start(&window, "Medicine given or not given");
    window.choose_within("Care given", "Now");
    window.fill("Medicine", "Morphine sulfate 10 mg tablets");
    window.choose_within("What happened", "Given");
    window.fill("Dose given", "10 mg");
    window.choose_within("Route", "Oral");
    window.choose_within("Two people", "Yes");
    window.keys(&key::TAB.to_string());
    recording::to_signing(&window);
    window.see("Second person:");
    window.until("the first PIN is asked for", |window| window.focus().starts_with("PIN for"));
    window.keys(PIN);
    window.keys(&key::ENTER.to_string());
    second(&window, "Who is the second person?", "Marsh");
    recording::pin(&window);
    window.see("Ama Boateng and Jo Marsh");
    drop(window);
    let exported = home.exported().to_string();
    assert!(exported.contains("\"verifier\"") && exported.contains("Jo Marsh"), "both are named where it is filed");
}
