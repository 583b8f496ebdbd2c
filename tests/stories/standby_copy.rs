//! One ward PC is one point of failure: a copy of it is opened on another.

use tests::pages::recording::{self, OBSERVATIONS};
use tests::pages::{signing_in, standby, ward_list};
use tests::window::{Home, Window, key};

#[test]
fn a_standby_copy_brings_a_lost_pc_back_on_another_with_its_records_and_drafts() {
    let (lost, stick) = (Home::demo(), tempfile::tempdir().expect("a stick"));
    lost.declared(&["epr"]);
    lost.copies_to(stick.path());
    {
        let window = Window::open(&lost);
        signing_in::sign_in(&window, "Boateng");
        window.see("This PC only · no standby copy");
        ward_list::open(&window, "OKONKWO, Grace");
        recording::start(&window, OBSERVATIONS);
        recording::observations(&window, &recording::WELL);
        recording::sign(&window);
        recording::start(&window, OBSERVATIONS);
        window.choose_within("Care given", "Now");
        window.fill("Respirations", "19");
        window.keys(&key::TAB.to_string());
        window.see("Draft saved on this PC");
        standby::show(&window);
        standby::copy_now(&window);
        window.see("1 record, 1 draft");
        window.see("This PC only · standby copy 14:32");
    }
    let before = lost.exported();
    drop(lost);

    let second = Home::empty();
    let window = Window::open(&second);
    window.see("There is no Holdfast store on this PC");
    standby::find(&window, stick.path());
    window.see("ASH-PC1, Ash Ward");
    window.see("What may be missing: everything written on ASH-PC1 after 21-Nov-2026 14:32.");
    standby::open(&window);
    window.see("1 record and 1 draft are back");
    window.press("Sign in");
    window.see("1 unsigned draft is safe on this PC.");
    signing_in::sign_in(&window, "Boateng");
    ward_list::open(&window, "OKONKWO, Grace");
    window.press("Finish");
    assert_eq!(window.value("Respirations"), "19");
    window.see("Draft saved on this PC");
    drop(window);

    assert_eq!(second.exported(), before, "what was signed is what will be filed, byte for byte");
    let verified = second.cli(&["verify"]);
    assert!(verified.ok, "{}", verified.words);
}

#[test]
fn a_damaged_store_is_not_replaced_in_silence_and_a_copy_is_the_way_back() {
    let (home, stick) = (Home::demo(), tempfile::tempdir().expect("a stick"));
    home.copies_to(stick.path());
    let copied = home.cli(&["standby", "--now"]);
    assert!(copied.ok, "{}", copied.words);
    let ledger = home.file("ledger.db");
    std::fs::write(&ledger, vec![0x11; 50_000]).expect("the file can be damaged");
    let refused = home.cli(&["verify"]);
    assert!(!refused.ok && refused.words.contains("The way back"), "{}", refused.words);

    let window = Window::open(&home);
    window.see("This PC's own file is damaged and cannot be opened.");
    standby::find(&window, stick.path());
    standby::open(&window);
    window.see("The damaged file is kept as");
    window.press("Sign in");
    signing_in::sign_in(&window, "Boateng");
    drop(window);
    let kept = std::fs::read_dir(home.folder()).expect("the folder is there").filter_map(Result::ok);
    let kept: Vec<_> = kept.filter(|file| file.file_name().to_string_lossy().starts_with("ledger.damaged-")).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept.first().and_then(|file| std::fs::read(file.path()).ok()), Some(vec![0x11; 50_000]));
}
