//! S1: somebody takes the disk. Of a thousand people on this PC not a name and not a number is in any file: not while the window is
//! open, not after pages were made and looked at, not after a crash. What a printer's own spool keeps lies outside: see
//! `docs/data-protection.md`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops when what it needs is not there")]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tests::pages::recording::{self, OBSERVATIONS, WELL};
use tests::pages::{printing, signing_in, ward_list};
use tests::window::{Home, Window};

const PEOPLE: usize = 1000;
const A_WARD: usize = 12;

/// A name that nothing else on a PC contains.
fn name(number: usize) -> String {
    format!("Qvwx{number:04}Zjk")
}

/// A number kept for tests; nothing else on a PC contains it.
fn hospital_number(number: usize) -> String {
    format!("QVJ{number:06}KX")
}

fn bundle() -> Value {
    let physical = |code: &str| json!({ "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/location-physical-type", "code": code }] });
    let mut all = Vec::new();
    for number in 0..PEOPLE {
        let ward = number / A_WARD;
        if number % A_WARD == 0 {
            let name = if ward == 0 { "Ash Ward (Ward 7)".to_owned() } else { format!("Ward {}", 100 + ward) };
            all.push(json!({ "resourceType": "Location", "id": format!("w{ward}"), "status": "active", "name": name, "physicalType": physical("wa") }));
        }
        let about = json!({ "reference": format!("Patient/p{number}") });
        all.push(json!({ "resourceType": "Location", "id": format!("b{number}"), "status": "active", "name": format!("Q{number:04}"),
            "physicalType": physical("bd"), "partOf": { "reference": format!("Location/w{ward}") } }));
        all.push(json!({ "resourceType": "Patient", "id": format!("p{number}"), "birthDate": "1951-03-14", "gender": "female",
            "identifier": [{ "system": "https://northmoor.invalid/Id/hospital-number", "value": hospital_number(number) }],
            "name": [{ "family": name(number), "given": ["Grace"] }] }));
        all.push(json!({ "resourceType": "Encounter", "id": format!("e{number}"), "status": "in-progress",
            "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP" }, "subject": about,
            "location": [{ "location": { "reference": format!("Location/b{number}") }, "status": "active" }] }));
    }
    let entries: Vec<Value> = all.into_iter().map(|resource| json!({ "resource": resource })).collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

/// What gives a planted person away, as a program might write it: as text, in capitals as the banner has it, and two bytes a letter.
fn needles() -> Vec<Vec<u8>> {
    let marks = ["Qvwx", "QVWX", "QVJ0"];
    let wide = |mark: &str| mark.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    marks.iter().flat_map(|mark| [mark.as_bytes().to_vec(), wide(mark)]).collect()
}

/// Files under a folder in which a planted person can be found, and how many files there were.
fn found(folder: &Path) -> (Vec<PathBuf>, usize) {
    let (mut hits, mut files, needles) = (Vec::new(), 0, needles());
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        // What is gone again while the program runs cannot be stolen.
        for item in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let path = item.path();
            if path.is_symlink() {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let named = path.as_os_str().as_encoded_bytes().to_vec();
            let bytes = if path.is_file() { std::fs::read(&path).unwrap_or_default() } else { Vec::new() };
            files += 1;
            let holds =
                |text: &[u8], needle: &Vec<u8>| text.windows(needle.len()).any(|part| part == needle.as_slice());
            if needles.iter().any(|needle| holds(&named, needle) || holds(&bytes, needle)) {
                hits.push(path);
            }
        }
    }
    (hits, files)
}

fn nothing_is_found(home: &Home, window: &Window, when: &str) {
    for folder in [home.folder(), window.folders()] {
        let (hits, files) = found(folder);
        assert!(hits.is_empty(), "{when}: {hits:?}");
        assert!(files > 2, "{when}: something was looked at in {}", folder.display());
    }
}

#[test]
fn of_a_thousand_people_not_a_name_nor_a_number_is_in_any_file() {
    let home = Home::demo();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("planted.json");
    std::fs::write(&file, bundle().to_string()).unwrap();
    let taken = home.cli(&["import", "--source", "pas", &file.display().to_string()]);
    assert!(taken.ok, "{}", taken.words);
    home.declared(&["epr"]);

    let window = Window::open(&home);
    signing_in::sign_in(&window, "Boateng");
    window.see(&name(7).to_uppercase());
    nothing_is_found(&home, &window, "with the list on the screen");
    ward_list::open(&window, &name(3).to_uppercase());
    recording::start(&window, OBSERVATIONS);
    recording::observations(&window, &WELL);
    recording::sign(&window);
    printing::show(&window);
    printing::make(&window);
    printing::preview(&window);
    nothing_is_found(&home, &window, "after a record was signed and pages were made and looked at");
    window.cut();
    nothing_is_found(&home, &window, "after a crash");

    // The control: where they are in the clear they are found.
    let (hits, _) = found(elsewhere.path());
    assert_eq!(hits, [file]);
    println!(
        "ATTACK | S1 | every file searched for {PEOPLE} names and numbers: window open, pages made, after a crash | 3 | 0 files"
    );
}
