//! A result is read out over the telephone, read back, and goes to the right one of two patients with one name.

use tests::pages::recording::{self, RESULT};
use tests::pages::{signing_in, ward_list};
use tests::window::{Home, Window};

#[test]
fn a_phoned_result_is_read_back_and_of_two_patients_with_one_name_the_right_one_is_ticked_before_it_is_signed() {
    let home = Home::demo();
    home.declared(&["lims"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    ward_list::open_in(&window, "B1", "DAVIES, Margaret");
    recording::start(&window, RESULT);
    recording::result(&window, "Potassium", "6.8", "mmol/L");
    window.see("Read this back to the caller, word for word:");
    window.see("Margaret Davies, born 09 January 1944. Potassium six point eight mmol/L.");
    assert!(!window.can_press("Sign with PIN"), "nothing is signed before it is read back");
    recording::read_back(&window);

    recording::to_signing(&window);
    window.see("Tick which patient this is first.");
    window.choose("");
    recording::pin(&window);
    window.see("Waiting: LIMS down");
    window.see("Potassium");
    ward_list::show(&window);
    let theirs = ward_list::row(&window, "B1").join(" ");
    let other = ward_list::row(&window, "B3").join(" ");
    assert!(theirs.contains("Telephoned result"), "{theirs}");
    assert!(!other.contains("Telephoned result"), "{other}");
}
