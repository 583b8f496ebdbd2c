//! After a restart at 03:00: the PC's own key is gone, and the sealed envelope opens everything.

use std::path::Path;
use std::process::Command;

use tests::pages::recording::{self, OBSERVATIONS};
use tests::pages::{signing_in, ward_list};
use tests::window::{Home, Role, Window, key};

/// What the square on the envelope's page says, read from its picture.
fn code_on(page: &Path) -> String {
    let picture = page.with_extension("");
    let drawn = Command::new("pdftoppm").args(["-r", "150", "-png", "-singlefile"]).arg(page).arg(&picture).status();
    assert!(drawn.is_ok_and(|done| done.success()), "the page is drawn");
    let read = Command::new("zbarimg").args(["--quiet", "--raw"]).arg(picture.with_extension("png")).output();
    let text = read.expect("zbarimg is installed").stdout;
    String::from_utf8(text).expect("a code is text").trim().to_owned()
}

#[test]
fn a_pc_whose_own_key_is_gone_is_opened_with_the_envelope_and_nothing_is_lost() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let page = home.file("page.pdf");
    let sealed = home.cli(&["keys", "envelope", "--staff", "Sam Reyes", "--out", &page.display().to_string()]);
    assert!(sealed.ok, "{}", sealed.words);
    let code = code_on(&page);
    assert_eq!(code.len(), 42, "seven parts of six");
    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, "OKONKWO, Grace");
    recording::start(&window, OBSERVATIONS);
    window.choose_within("Care given", "Now");
    window.fill("Respirations", "19");
    window.keys(&key::TAB.to_string());
    window.see("Draft saved on this PC");
    // The operating system's store is emptied while the PC is off.
    std::fs::remove_file(home.file("this-pc.secret")).unwrap();

    let window = window.cut_and_open();
    window.see("This PC was restarted");
    window.see("Does not work now");
    window.see("Open with the envelope");
    let parts: Vec<&str> = (0..7).map(|part| &code[part * 6..part * 6 + 6]).collect();
    let slip: String = parts[0].chars().rev().collect();
    window.fill("Part 1 of 7", &slip);
    window.see("Part 1: it does not add up: read it again.");
    for (number, part) in (1..).zip(&parts) {
        window.fill(&format!("Part {number} of 7"), part);
    }
    window.gone("it does not add up");
    window.fill("Who is opening it?", "Jo Marsh");
    window.fill("Who is with you?", "jo marsh");
    window.fill("Why?", "PC restarted, key store empty");
    assert!(!window.can_press("Open this PC"), "it takes two people");
    window.fill("Who is with you?", "Ama Boateng");
    window.press("Open this PC");

    window.see("1 unsigned draft is safe on this PC.");
    signing_in::sign_in(&window, "Reyes");
    window.press("Ready");
    window.press("Keys and envelope");
    window.see("Envelope 1 was opened. It is used up: seal a new one today.");
    window.press("Make a new key for this PC");
    window.gone("Make a new key for this PC");
    window.press("Seal a new envelope");
    window.see("Page of envelope 2, not sealed yet");
    assert!(!window.can_press("It is sealed"), "nothing is sealed before the page is on paper");
    let folder = home.file("pages");
    window.fill("Or save it in this folder", &folder.display().to_string());
    window.press("Save the page");
    window.see("The page went to");
    window.until("it can be sealed", |window| window.can_press("It is sealed"));
    window.press("It is sealed");
    window.see_a(Role::Cell, "Sealed envelope 2");
    window.gone("It is used up");
    let second = code_on(&folder.join("Recovery envelope 2.pdf"));
    assert_ne!(second, code);
    drop(window);

    // The second page opens the store from the command line; the first no longer does.
    let opened = home.cli_with(&["verify"], &[("HOLDFAST_ENVELOPE", &second)]);
    assert!(opened.ok, "{}", opened.words);
    let refused = home.cli_with(&["verify"], &[("HOLDFAST_ENVELOPE", &code)]);
    assert!(!refused.ok && refused.words.contains("not the code of this store's envelope"), "{}", refused.words);
}
