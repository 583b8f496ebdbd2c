//! Who saw or did what: the nurse in charge asks, and is told of this patient and nobody else.

use tests::pages::{signing_in, ward_list};
use tests::window::{Home, Window, key};

#[test]
fn the_nurse_in_charge_asks_who_saw_a_patient_and_takes_the_answer_out_and_the_record_is_whole() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, "OKONKWO, Grace");
    window.see("newest on top, by time care was given");
    window.chord(key::CONTROL, 'l');
    window.see("No one signed in");

    signing_in::sign_in(&window, "Reyes");
    window.chord(key::ALT, '7');
    window.press("Audit");
    window.see("Choose what to look for, then Search");
    window.fill("Patient", "okonkwo g");
    window.see("1 patient found");
    window.keys(&key::DOWN.to_string());
    window.keys(&key::ENTER.to_string());
    window.press("Search");
    window.see("About OKONKWO, Grace");
    let words = window.words();
    assert!(words.contains("Ama Boateng"), "{words}");
    window.see("The audit: this patient");
    window.see("The record");

    window.press("Check everything now");
    window.see("none changed or missing");

    let folder = tempfile::tempdir().unwrap();
    window.press("Export");
    window.fill("Folder", &folder.path().display().to_string());
    window.press("Save the file");
    window.see("entries saved to");
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let table = std::fs::read_to_string(file).unwrap();
    assert!(table.starts_with("time,who,act,what,unusual,entry"), "{table}");
    assert!(table.contains("Ama Boateng,Viewed,The record"), "{table}");

    window.chord(key::CONTROL, 'l');
    signing_in::sign_in(&window, "Boateng");
    window.chord(key::ALT, '7');
    window.press("Audit");
    window.see("Ask the nurse in charge.");
    assert!(!window.can_press("Search"), "a staff nurse may not");
}
