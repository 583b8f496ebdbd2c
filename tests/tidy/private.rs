//! Nothing of a patient is in a `Debug`: where patients are handled, a type with words or dates of its own does not derive
//! it, unless it is listed here as one that is not about a patient.
#![allow(clippy::indexing_slicing, reason = "each place was found in the same list")]

use crate::files::{File, all};
use crate::{expect_none, expect_one};

const HANDLE_PATIENTS: [&str; 6] = ["fhir", "record", "store", "ward", "exchange", "print"];

/// What a patient is told by.
const TELLS: [&str; 7] = ["String", "str", "NaiveDate", "Value", "Answer", "Answers", "char"];

/// About wards, systems, staff, servers, printers, forms, files and failures.
const NOT_ABOUT_A_PATIENT: [&str; 74] = [
    "Author",
    "Bed",
    "BlankKind",
    "BuildContext",
    "BuildProblem",
    "Choice",
    "ClientError",
    "Config",
    "ConfigError",
    "ConnectProblem",
    "Content",
    "Contents",
    "CopyError",
    "Counts",
    "Declared",
    "Difference",
    "EmergencyRow",
    "Envelope",
    "Erasable",
    "FormRef",
    "FoundForm",
    "Held",
    "Incident",
    "IppPrinter",
    "IppQueues",
    "JobId",
    "JobState",
    "Kept",
    "LeftOut",
    "Mark",
    "NoGlyph",
    "NotKept",
    "NotUnderstood",
    "NotUsable",
    "OtherServer",
    "Outcome",
    "Paper",
    "PartProblem",
    "Pass",
    "Phone",
    "PlaceNow",
    "PlaceRow",
    "PrintError",
    "Printer",
    "Progress",
    "PullError",
    "ReadError",
    "Restored",
    "RosterPlan",
    "RosterRow",
    "RowProblem",
    "ServerIdentity",
    "ServerNow",
    "SetAside",
    "Sheet",
    "SheetCode",
    "SheetRow",
    "Silence",
    "SlotInfo",
    "Source",
    "SourceAge",
    "SourceNow",
    "SpoolError",
    "Staff",
    "Standby",
    "Standing",
    "StoreError",
    "System",
    "SystemId",
    "Taken",
    "Target",
    "Unfiled",
    "Verified",
    "WardError",
];

/// A type that derives `Debug`: its name, the line it is on, and its fields without comments.
fn derived(text: &str) -> Vec<(String, usize, String)> {
    let lines: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or_default().trim_end()).collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if !(line.trim_start().starts_with("#[derive(") && names(line).any(|name| name == "Debug")) {
            continue;
        }
        let head = lines[at + 1..].iter().position(|line| names(line).any(|name| name == "struct" || name == "enum"));
        let Some(head) = head.map(|offset| at + 1 + offset) else { continue };
        let name = names(lines[head]).skip_while(|name| *name != "struct" && *name != "enum").nth(1);
        let mut body = String::new();
        let mut open = 0_i32;
        for line in &lines[head..] {
            let attribute = line.trim_start().starts_with("#[");
            body.push_str(if attribute { "" } else { line });
            body.push('\n');
            open += line.matches(['{', '(']).count() as i32 - line.matches(['}', ')']).count() as i32;
            if open == 0 {
                break;
            }
        }
        found.push((name.unwrap_or_default().to_owned(), at + 1, body));
    }
    found
}

fn names(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|name| !name.is_empty())
}

fn outspoken(files: &[File]) -> Vec<String> {
    let handled = |file: &&File| {
        HANDLE_PATIENTS.iter().any(|one| file.path.starts_with(&format!("src-tauri/crates/{one}/src/")))
            && !file.is_test()
    };
    let mut complaints = Vec::new();
    for file in files.iter().filter(handled) {
        let code: String = file.code().map(|(_, line)| format!("{line}\n")).collect();
        for (name, at, body) in derived(&code) {
            if names(&body).any(|word| TELLS.contains(&word)) && !NOT_ABOUT_A_PATIENT.contains(&name.as_str()) {
                complaints.push(format!("{}:{at}: {name} derives Debug: use record::private_debug!", file.path));
            }
        }
    }
    complaints
}

#[test]
fn no_debug_tells_about_a_patient() {
    expect_none(&outspoken(&all(&["rs"])));
}

#[test]
fn a_debug_that_tells_about_a_patient_is_noticed() {
    let told = "//! Told.\n#[derive(Debug, Clone)]\n#[serde(rename_all = \"camelCase\")]\npub struct Neighbour {\n    /// Name.\n    pub name: Option<String>,\n}\n";
    expect_one(&outspoken(&[File::planted("src-tauri/crates/record/src/told.rs", told)]), "told.rs:2: Neighbour");
    let choice =
        "#[derive(Clone, Debug)]\npub(crate) enum Said {\n    None,\n    Words { of: Vec<(u8, String)> },\n}\n";
    expect_one(&outspoken(&[File::planted("src-tauri/crates/print/src/said.rs", choice)]), "said.rs:1: Said");
    let plain = "#[derive(Debug)]\npub struct Many(u32);\n/// String.\n#[derive(Clone)]\npub struct Quiet(String);\n";
    expect_none(&outspoken(&[File::planted("src-tauri/crates/record/src/many.rs", plain)]));
}

#[test]
fn every_exception_is_a_type_that_is_there() {
    let files = all(&["rs"]);
    let text: String = files.iter().map(|file| file.text.as_str()).collect();
    let gone = |name: &&&str| !["struct", "enum"].iter().any(|kind| text.contains(&format!("{kind} {name}")));
    let gone: Vec<String> = NOT_ABOUT_A_PATIENT.iter().filter(gone).map(ToString::to_string).collect();
    expect_none(&gone);
}
