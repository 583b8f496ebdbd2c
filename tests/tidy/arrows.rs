//! Who may know whom, read from `cargo metadata`. The picture is in `src-tauri/ARCHITECTURE.md`.

use std::process::Command;

use serde_json::{Value, json};

use crate::{expect_none, expect_one};

/// Our crates, and which of ours each may know: those its arrows lead to, near or far.
const MAY_KNOW: [(&str, &[&str]); 13] = [
    ("fhir", &[]),
    ("forms", &["fhir"]),
    ("record", &["forms", "fhir"]),
    ("store", &["record", "forms", "fhir"]),
    ("exchange", &["record", "forms", "fhir"]),
    ("print", &["record", "forms", "fhir"]),
    ("ward", &["store", "exchange", "print", "record", "forms", "fhir"]),
    ("cli", &["ward"]),
    ("holdfast-app", &["ward"]),
    ("xtask", &[]),
    ("hospital", &["exchange", "record", "forms", "fhir"]),
    ("faults", &["tests", "hospital", "ward", "store", "record", "forms"]),
    ("tests", &["hospital", "ward", "store", "exchange", "print", "record", "forms", "fhir"]),
];

/// Only the shell knows these.
const OF_THE_SHELL: [&str; 4] = ["tauri", "specta", "wry", "tao"];

fn forbidden(metadata: &Value) -> Vec<String> {
    let packages = metadata.get("packages").and_then(Value::as_array).expect("cargo lists packages");
    let mut complaints = Vec::new();
    for package in packages {
        let name = text(package, "name");
        let Some((_, may)) = MAY_KNOW.iter().find(|(known, _)| *known == name) else {
            complaints.push(format!("{name}: a crate without a place in the picture"));
            continue;
        };
        for dependency in package.get("dependencies").and_then(Value::as_array).into_iter().flatten() {
            let on = text(dependency, "name");
            let ours = MAY_KNOW.iter().any(|(known, _)| *known == on);
            // A test may ask the stand-in hospital; no arrow is drawn for that.
            let stand_in = on == "hospital" && text(dependency, "kind") == "dev";
            if ours && !may.contains(&on) && !stand_in {
                complaints.push(format!("{name}: may not know {on}"));
            }
            let shell = OF_THE_SHELL.iter().any(|theirs| on == *theirs || on.starts_with(&format!("{theirs}-")));
            if shell && name != "holdfast-app" {
                complaints.push(format!("{name}: only the shell knows {on}"));
            }
        }
    }
    complaints
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(tests::window::root())
        .output()
        .expect("cargo describes the workspace");
    serde_json::from_slice(&output.stdout).expect("cargo answers in JSON")
}

#[test]
fn every_crate_knows_only_those_its_arrows_lead_to() {
    expect_none(&forbidden(&metadata()));
}

#[test]
fn default_members_build_without_a_web_view() {
    let defaults = metadata().get("workspace_default_members").cloned().unwrap_or_default();
    let defaults = defaults.as_array().expect("there are default members");
    assert!(defaults.len() > 5, "all the crates are built by default");
    assert!(!defaults.iter().any(|id| id.as_str().is_some_and(|id| id.contains("holdfast-app"))));
}

#[test]
fn a_crate_that_knows_too_much_is_noticed() {
    let with = |name: &str, on: &str, kind: Value| {
        forbidden(&json!({ "packages": [{ "name": name, "dependencies": [{ "name": on, "kind": kind }] }] }))
    };
    expect_one(&with("print", "store", Value::Null), "print: may not know store");
    expect_one(&with("forms", "record", json!("dev")), "forms: may not know record");
    expect_one(&with("ward", "tauri-specta", Value::Null), "only the shell knows tauri-specta");
    expect_one(&with("exchange", "hospital", Value::Null), "exchange: may not know hospital");
    expect_none(&with("exchange", "hospital", json!("dev")));
    expect_one(&with("helpers", "serde", Value::Null), "without a place");
}
