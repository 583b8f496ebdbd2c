//! Nothing needs a pointer.

use tests::pages::signing_in;
use tests::window::{Home, PIN, Role, Window, key};

/// Goes on until the focus is on something of this name.
#[track_caller]
fn tab_to(window: &Window, name: &str) {
    for _ in 0..60 {
        if window.focus().starts_with(name) {
            return;
        }
        window.keys(&key::TAB.to_string());
    }
    panic!("the Tab key never came to “{name}”; it is at “{}”", window.focus());
}

#[test]
fn observations_are_found_recorded_and_signed_by_the_keyboard_alone() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let window = Window::open(&home);
    window.until("the name is asked for", |window| window.focus().starts_with("Your name"));
    window.keys("Boat");
    window.see_a(Role::Option, "Boateng, Ama");
    window.keys(&key::ENTER.to_string());
    window.until("the PIN is asked for", |window| window.focus().starts_with("PIN for"));
    signing_in::pin(&window);

    // The first bed is chosen; Down goes to the next, N records for it.
    window.until("a bed has the focus", |window| window.focus().contains("OKONKWO, Grace"));
    window.keys(&key::DOWN.to_string());
    window.until("the next bed has it", |window| window.focus().contains("WHITFIELD, Arthur"));
    window.keys("n");
    window.see_a(Role::Heading, "Observations (NEWS2)");
    window.until("the care time is first", |window| window.focus().contains("Now"));
    window.keys(&key::SPACE.to_string());
    for (label, text) in [("Respirations", "16"), ("Saturation", "97")] {
        tab_to(&window, label);
        window.keys(text);
    }
    tab_to(&window, "Air");
    window.keys(&key::SPACE.to_string());
    for (label, text) in [("Systolic", "124"), ("Diastolic", "76"), ("Pulse", "72")] {
        tab_to(&window, label);
        window.keys(text);
    }
    tab_to(&window, "Alert");
    window.keys(&key::SPACE.to_string());
    tab_to(&window, "Temperature");
    window.keys("36.8");
    window.keys(&key::TAB.to_string());
    window.until("it may be signed", |window| window.can_press("Sign with PIN"));
    window.chord(key::CONTROL, key::ENTER);
    window.until("the PIN is asked for", |window| window.focus().starts_with("PIN for"));
    window.keys(PIN);
    window.keys(&key::ENTER.to_string());
    window.see("Saved on this PC 14:32. It waits for EPR.");
    window.keys(&key::ESCAPE.to_string());
    window.see("Patient list for");
}
