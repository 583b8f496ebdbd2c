//! A score that is a sum: no number before every part is there, and none where a part cannot be tested.

use tests::pages::{recording, signing_in, ward_list};
use tests::window::{Home, Window, key};

const NEURO: &str = "Neurological observations (GCS)";

#[test]
fn a_coma_score_has_no_total_until_every_part_is_there_nor_where_one_cannot_be_tested() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, "OKONKWO, Grace");
    recording::start(&window, NEURO);
    window.choose_within("Care given", "Now");
    window.choose_within("Eye opening", "Spontaneous");
    window.choose_within("Verbal response", "Orientated");
    window.see("GCS incomplete");
    window.see("2 of 3 entered");
    window.choose_within("Motor response", "Obeys commands");
    window.see("All 3 inputs entered");
    window.choose_within("Verbal response", "Not testable");
    window.see("No total: verbal response could not be tested");
    window.fill("Why the verbal response cannot be tested", "tube");
    for side in ["Right", "Left"] {
        window.fill(&format!("{side} pupil, size"), "3");
        window.choose_within(&format!("{side} pupil, reaction"), "Brisk");
        window.choose_within(&format!("{side} arm"), "Normal power");
        window.choose_within(&format!("{side} leg"), "Normal power");
    }
    window.choose_within("Worse since the last set", "No");
    window.keys(&key::TAB.to_string());
    recording::sign(&window);
    window.see("Saved on this PC 14:32. It waits for EPR.");
    window.see("GCS: no total. Eyes open by themselves, verbal response not testable, obeys commands");
}
