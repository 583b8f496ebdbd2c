//! A full disk takes nothing away: what is held can be read and printed, and work goes on by itself once there is room.

use std::time::Duration;

use tests::pages::recording::{self, OBSERVATIONS};
use tests::pages::{printing, signing_in, standby, ward_list};
use tests::window::{Home, Window, key};

#[test]
fn a_disk_that_fills_while_somebody_records_loses_nothing_and_goes_on_once_there_is_room() {
    let home = Home::on_a_small_disk(160);
    home.declared(&["epr"]);
    let mut window = Window::open(&home);
    window.patience = Duration::from_secs(30);
    let reserve = home.file("reserve.room");
    window.until("room is kept back for a full disk", |_| reserve.exists());
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, "OKONKWO, Grace");
    recording::start(&window, OBSERVATIONS);
    window.choose_within("Care given", "Now");
    window.fill("Respirations", "16");
    window.keys(&key::TAB.to_string());
    window.see("Draft saved on this PC");

    home.disk().fill();
    recording::observations(&window, &recording::WELL);
    window.see("Draft saved on this PC");
    assert!(!reserve.exists(), "the draft is in the room that was kept back");
    window.see("Disk full: use paper now. You can read and print.");
    recording::to_signing(&window);
    window.keys(tests::window::PIN);
    window.keys(&key::ENTER.to_string());
    window.see("This PC's disk is full. You can read and print.");
    window.press("Back to form");
    standby::show(&window);
    window.see("This PC's disk is full. You can read and print. You cannot sign anything new until there is room.");
    window.see("Use paper now");
    window.see("Records: never.");
    printing::show(&window);
    printing::make(&window);

    // Even what was kept back is taken: what is typed stays on screen, and nothing is said to be saved.
    ward_list::open(&window, "OKONKWO, Grace");
    window.press("Finish");
    home.disk().fill();
    window.fill("Pulse", "81");
    window.keys(&key::TAB.to_string());
    window.see("Nothing new can be saved until there is room.");

    home.disk().make_room();
    window.gone("Nothing new can be saved until there is room.");
    window.gone("Disk full: use paper now.");
    assert_eq!(
        (window.value("Pulse"), window.value("Temperature")),
        ("81".to_owned(), recording::WELL.temperature.to_owned())
    );
    window.until("room is kept back again", |_| reserve.exists());
    recording::sign(&window);
    drop(window);
    let verified = home.cli(&["verify"]);
    assert!(verified.ok, "{}", verified.words);
    let records = verified.json.get("records").and_then(serde_json::Value::as_u64);
    assert_eq!(records, Some(1));
}
