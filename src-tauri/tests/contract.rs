//! The contract with the screen: bindings are current, every command asks who is acting, and the page may do no more.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use holdfast_app::BEFORE_SIGNING_IN;

#[test]
fn the_bindings_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/bindings.ts");
    let fresh = tempfile::NamedTempFile::new().unwrap();
    holdfast_app::contract().export(specta_typescript::Typescript::default(), fresh.path()).unwrap();
    let fresh = fs::read_to_string(fresh.path()).unwrap();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert!(kept == fresh, "ui/src/ipc/bindings.ts is stale: run `cargo xtask bindings`");
}

/// Every command with its body, as the sources have them.
fn commands() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands");
    let mut commands = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for part in text.split("#[specta::specta]").skip(1) {
            let name = part.split("fn ").nth(1).unwrap().split('(').next().unwrap().to_owned();
            commands.push((name, part.to_owned()));
        }
    }
    commands
}

#[test]
fn every_command_asks_who_is_acting_but_those_before_signing_in() {
    let commands = commands();
    let bindings = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/bindings.ts")).unwrap();
    assert_eq!(commands.len(), bindings.matches("__TAURI_INVOKE(\"").count(), "every command is in the contract");
    for (name, body) in &commands {
        let asks = ["app.acting(", "app.actor()", "form(&app,"].iter().any(|ask| body.contains(ask));
        let open = BEFORE_SIGNING_IN.contains(&name.as_str());
        assert!(asks || open, "`{name}` does not ask who is acting");
    }
    for open in BEFORE_SIGNING_IN {
        assert!(commands.iter().any(|(name, _)| name == open), "`{open}` is no longer a command");
    }
}

#[test]
fn the_page_may_listen_to_one_event_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    let text: serde_json::Value = serde_json::from_str(&fs::read_to_string(&files[0]).unwrap()).unwrap();
    assert_eq!(text["permissions"], serde_json::json!(["core:event:allow-listen", "core:event:allow-unlisten"]));
    let config = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tauri.conf.json")).unwrap();
    let config: serde_json::Value = serde_json::from_str(&config).unwrap();
    let csp = &config["app"]["security"]["csp"];
    assert_eq!(csp["default-src"], "'none'");
    assert_eq!(csp["script-src"], "'self'");
    assert_eq!(config["app"]["windows"][0]["devtools"], false);
    assert!(config["build"].get("devUrl").is_none());
}
