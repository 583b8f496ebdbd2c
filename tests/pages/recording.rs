//! Filling in a form and signing it.

use crate::window::{PIN, Role, Window, key};

/// The title of the observations form.
pub const OBSERVATIONS: &str = "Observations (NEWS2)";
/// The title of the form for results read out over the telephone.
pub const RESULT: &str = "Telephoned result";

/// A set of observations as they are typed, in the order of the form.
#[derive(Clone, Copy, Debug)]
pub struct Set<'a> {
    /// Breaths a minute.
    pub respirations: &'a str,
    /// Per cent.
    pub saturation: &'a str,
    /// `Air` or `Oxygen`.
    pub air: &'a str,
    /// Blood pressure.
    pub systolic: &'a str,
    /// Blood pressure.
    pub diastolic: &'a str,
    /// Beats a minute.
    pub pulse: &'a str,
    /// `Alert`, …
    pub consciousness: &'a str,
    /// Degrees Celsius.
    pub temperature: &'a str,
}

/// A set that scores 7: breathing 2, saturation 2, blood pressure 1, pulse 1, temperature 1.
pub const UNWELL: Set<'_> = Set {
    respirations: "24",
    saturation: "93",
    air: "Air",
    systolic: "104",
    diastolic: "62",
    pulse: "108",
    consciousness: "Alert",
    temperature: "38.4",
};

/// A set that scores 0.
pub const WELL: Set<'_> = Set {
    respirations: "16",
    saturation: "97",
    air: "Air",
    systolic: "124",
    diastolic: "76",
    pulse: "72",
    consciousness: "Alert",
    temperature: "36.8",
};

/// Starts a form on the patient's page that is open.
#[track_caller]
pub fn start(window: &Window, form: &str) {
    window.see("newest on top, by time care was given");
    if !window.has(Role::Field, "Find a form") {
        window.press("Start a form");
    }
    window.press(form);
    window.see_a(Role::Heading, form);
}

/// Enters a whole set, with care given now.
#[track_caller]
pub fn observations(window: &Window, set: &Set<'_>) {
    window.choose_within("Care given", "Now");
    window.fill("Respirations", set.respirations);
    window.fill("Saturation", set.saturation);
    window.choose_within("Air or oxygen", set.air);
    window.fill("Systolic", set.systolic);
    window.fill("Diastolic", set.diastolic);
    window.fill("Pulse", set.pulse);
    window.choose_within("Consciousness", set.consciousness);
    window.fill("Temperature", set.temperature);
    window.keys(&key::TAB.to_string());
}

/// Says who was told of a score that calls for a doctor, and when.
#[track_caller]
pub fn told(window: &Window) {
    window.fill("Who was told", "Dr Eva Lund, registrar");
    window.keys(&key::TAB.to_string());
    window.fill("When they were told", "14:32");
    window.keys(&key::TAB.to_string());
}

/// Enters a result as the laboratory says it, up to the reading back.
#[track_caller]
pub fn result(window: &Window, test: &str, value: &str, unit: &str) {
    window.choose_within("Care given", "Now");
    window.choose_within("Caller gave *", "Name");
    window.choose_within("And *", "Date of birth");
    window.fill("Who is calling", "Dr Priya Shah, duty biochemist");
    window.choose_within("Laboratory", "Biochemistry");
    window.fill("Date", "21-Nov-2026");
    window.fill("Time", "13:50");
    window.fill("Test", test);
    window.fill("Result", value);
    window.fill("Unit", unit);
    window.choose_within("Laboratory says", "Critical");
}

/// Says that the result was read back and agreed, and who was told.
#[track_caller]
pub fn read_back(window: &Window) {
    window.choose_within("Read it back", "Read back and agreed");
    window.fill("Who must know", "Dr Eva Lund, registrar");
    window.fill("When they were told", "14:30");
    window.keys(&key::TAB.to_string());
}

/// Presses Sign; then who and what is shown once more.
#[track_caller]
pub fn to_signing(window: &Window) {
    window.until("the form may be signed", |window| window.can_press("Sign with PIN"));
    window.press("Sign with PIN");
    window.see("Back to form");
}

/// Signs with the PIN of everybody on the synthetic ward, and waits for the patient's page.
#[track_caller]
pub fn sign(window: &Window) {
    to_signing(window);
    pin(window);
}

/// Enters the PIN where it is asked for, and waits for the patient's page.
#[track_caller]
pub fn pin(window: &Window) {
    window.until("the PIN is asked for", |window| window.focus().starts_with("PIN for"));
    window.keys(PIN);
    window.keys(&key::ENTER.to_string());
    window.gone("Back to form");
    window.see("newest on top, by time care was given");
}
