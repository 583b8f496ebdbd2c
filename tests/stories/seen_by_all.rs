//! Nothing on any screen shuts out a person who listens to it, enlarges it, or cannot tell colours apart.

use tests::pages::recording::{self, OBSERVATIONS, RESULT, WELL};
use tests::pages::{copies, finding, outages, people, printing, signing_in, ward_list};
use tests::window::{Home, Role, Window, key, root};

const RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then((found) => done(found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary}`))))
      .catch((error) => done([String(error)]))";

/// What axe finds wrong with the screen that is open.
fn found(window: &Window, screen: &str) -> Vec<String> {
    let axe =
        std::fs::read_to_string(root().join("ui/node_modules/axe-core/axe.min.js")).expect("axe-core is installed");
    window.script(&format!("if (!window.axe) {{ {axe} }}"));
    let answer = window.script_later(RUN);
    let list = answer.as_array().unwrap_or_else(|| panic!("axe ran on {screen}: {answer}"));
    list.iter().map(|one| format!("{screen}: {}", one.as_str().unwrap_or_default())).collect()
}

#[test]
fn axe_finds_nothing_on_any_screen() {
    let home = Home::demo();
    let window = Window::open(&home);
    let mut wrong = found(&window, "sign in");
    for way in ["New or agency staff", "Emergency access"] {
        window.press(way);
        window.see_a(Role::Dialog, "");
        wrong.extend(found(&window, way));
        window.keys(&key::ESCAPE.to_string());
        window.until("it is closed", |window| !window.has(Role::Dialog, ""));
    }
    signing_in::sign_in(&window, "Reyes");
    wrong.extend(found(&window, "board, standing by"));
    outages::prepare(&window, &["EPR notes", "LIMS pathology"], "Site manager by telephone");
    window.see("What changes on this PC");
    wrong.extend(found(&window, "declare"));
    outages::accept(&window);
    window.see("Outage ");
    wrong.extend(found(&window, "outage"));
    ward_list::show(&window);
    wrong.extend(found(&window, "board"));
    finding::open(&window);
    finding::typed(&window, "dav obs", "DAVIES, Margaret (Mrs), bed B1");
    wrong.extend(found(&window, "find"));
    window.keys(&key::ESCAPE.to_string());
    for (button, dialog) in [
        ("Filter", "Filter the list"),
        ("Sort", "Sort the list"),
        ("Group by", "Group the list"),
        ("Columns", "Columns of this list"),
    ] {
        window.press(button);
        window.see(dialog);
        wrong.extend(found(&window, dialog));
        window.keys(&key::ESCAPE.to_string());
    }
    window.press("Sort by NEWS2 and trend");
    window.press("Group by");
    window.press("Bay");
    window.see("Bay A");
    wrong.extend(found(&window, "board, sorted and grouped"));
    window.press("Back to bed order");
    ward_list::open(&window, "WHITFIELD, Arthur");
    wrong.extend(found(&window, "patient"));
    recording::start(&window, OBSERVATIONS);
    wrong.extend(found(&window, "observations, empty"));
    recording::observations(&window, &WELL);
    recording::to_signing(&window);
    wrong.extend(found(&window, "sign"));
    recording::pin(&window);
    window.press("Observation chart");
    window.see("Last 24 hours");
    wrong.extend(found(&window, "chart"));
    ward_list::open_in(&window, "B1", "DAVIES, Margaret");
    recording::start(&window, RESULT);
    wrong.extend(found(&window, "telephoned result"));
    window.press("Choose a date");
    window.see("Today, 21-Nov-2026");
    wrong.extend(found(&window, "calendar"));
    window.keys(&key::ESCAPE.to_string());
    printing::show(&window);
    wrong.extend(found(&window, "print"));
    for (place, words, screen) in [('6', "still owed", "recovery"), ('7', "Copies held on this PC", "ready")] {
        window.chord(key::ALT, place);
        window.see(words);
        wrong.extend(found(&window, screen));
    }
    copies::of(&window, "EPR");
    wrong.extend(found(&window, "taking a copy in"));
    window.keys(&key::ESCAPE.to_string());
    copies::take_file(&window, "EPR", &root().join("assets/demo/epr.json"));
    window.see("held already");
    wrong.extend(found(&window, "a copy taken in"));
    people::show(&window);
    window.see("What each role may do");
    wrong.extend(found(&window, "people"));
    for dialog in ["Add a person", "Take in a list", "Look at them"] {
        window.press(dialog);
        window.see_a(Role::Dialog, "");
        wrong.extend(found(&window, dialog));
        window.keys(&key::ESCAPE.to_string());
        window.until("it is closed", |window| !window.has(Role::Dialog, ""));
    }
    window.keys(&key::F1.to_string());
    window.see("Help");
    wrong.extend(found(&window, "help"));
    assert!(wrong.is_empty(), "{} found:\n{}", wrong.len(), wrong.join("\n"));
}
