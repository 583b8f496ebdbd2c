//! S11: what the page may ask for is denied without a session, with a role that may not, for what is not there, and with arguments
//! no screen of ours sends. Nothing is changed by it, and the program goes on.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops when what it needs is not there")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};
use tests::pages::signing_in;
use tests::window::{Home, Window, root};

use tests::window::contract::{Command, Contract, NOBODY};

/// What a ward clerk may not do.
const NOT_FOR_A_CLERK: [&str; 30] = [
    "decide_scale2",
    "declare",
    "change_systems",
    "release",
    "try_again",
    "choose_copy",
    "take_copy",
    "keep_person",
    "revoke_person",
    "reinstate_person",
    "reset_pin",
    "revoke_pin",
    "preview_roster",
    "take_roster",
    "access",
    "review_access",
    "countersign",
    "erase_old",
    "reset_pc",
    "back_up",
    "prepare_envelope",
    "set_my_passphrase",
    "allow_this_pc",
    "remove_way",
    "renew_secret",
    "accept_roll_back",
    "audit_patients",
    "search_audit",
    "export_audit",
    "check_chain",
];

/// What may be asked before anybody has signed in, as the shell has it.
fn before_signing_in() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("src-tauri/src/lib.rs")).unwrap();
    let list = text.split_once("BEFORE_SIGNING_IN: [&str").unwrap().1.split_once("];").unwrap().0;
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Arguments that would do something, where well-formed ones alone would be refused before the role is looked at.
fn telling(contract: &Contract, command: &Command) -> Value {
    let change = json!({ "systems": [{ "id": "lims", "status": "down" }], "reason": "-", "sinceDate": "", "sinceTime": "", "nextUpdate": "" });
    let search = json!({ "patient": null, "person": null, "from": "", "to": "", "unusual": false });
    match command.name.as_str() {
        "declare" | "change_systems" => json!({ "request": change }),
        "release" => json!({ "system": "lims" }),
        "keep_person" => {
            json!({ "request": { "id": null, "name": "New Person", "role": "hca", "title": "", "number": "" } })
        }
        "search_audit" => json!({ "request": search }),
        "export_audit" => json!({ "request": search, "folder": "" }),
        _ => contract.fitting(command),
    }
}

/// Asks one after the other. Each answer is `ok`, the code of a problem, `arguments` where they were not even read, or `silence`.
fn ask(window: &Window, calls: &[(String, Value)]) -> Vec<String> {
    let script = format!(
        "const calls = {}; window.answered = null;
         const patience = () => new Promise((_, no) => setTimeout(() => no({{ code: 'silence' }}), 8000));
         (async () => {{
           const answers = [];
           for (const [name, args] of calls) {{
             try {{ await Promise.race([window.__TAURI_INTERNALS__.invoke(name, args), patience()]); answers.push('ok'); }}
             catch (error) {{ answers.push(typeof error === 'object' && error?.code ? error.code : 'arguments'); }}
           }}
           window.answered = answers;
         }})();",
        json!(calls)
    );
    window.script(&script);
    window.until("every call was answered, or given up", |window| window.script("return window.answered").is_array());
    let answers: Vec<String> = serde_json::from_value(window.script("return window.answered")).unwrap();
    assert_eq!(answers.len(), calls.len());
    answers
}

/// A window that is waited for: every command is asked in it, many times.
fn opened(home: &Home) -> Window {
    let mut window = Window::open(home);
    window.patience = Duration::from_secs(300);
    window
}

/// What there is: entries, records, drafts, and that nothing is wrong.
fn held(home: &Home) -> (u64, u64, u64) {
    let found = home.cli(&["verify"]);
    assert!(found.ok, "{}", found.words);
    let count = |key: &str| found.json[key].as_u64().unwrap();
    (count("entries"), count("records"), count("drafts"))
}

/// What no screen of ours sends.
fn wild() -> Vec<Value> {
    let deep = (0..500).fold(json!(1), |inside, _| json!([inside]));
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}"),
        json!("../../../../etc/passwd"),
        json!("'; DROP TABLE entry; --"),
        json!("<img src=x onerror=\"window.wasRun=1\">"),
        json!("\u{202e}drawkcab \u{1f4a9}"),
        json!("x".repeat(100_000)),
        json!(NOBODY.to_uppercase()),
        json!("99999-99-99"),
        json!([]),
        json!({ "__proto__": { "patient": NOBODY } }),
        json!({ "patient": NOBODY, "draft": NOBODY, "more": [1, 2, 3] }),
        deep,
    ]
}

#[test]
fn every_command_is_denied_without_a_session_and_to_a_role_that_may_not() {
    let home = Home::demo();
    home.declared(&["epr", "lims"]);
    home.files_to("lims", "http://127.0.0.1:9/fhir");
    let restored = home.cli(&["outage", "set", "--staff", "Sam Reyes", "--system", "lims", "--status", "restored"]);
    assert!(restored.ok, "{}", restored.words);
    let before = held(&home);
    let contract = Contract::read();
    let open = before_signing_in();
    let gated: Vec<_> = contract.commands.iter().filter(|one| !open.contains(&one.name)).collect();
    assert!(gated.len() > 60, "the whole list is asked: {}", gated.len());
    let calls: Vec<_> = gated.iter().map(|one| (one.name.clone(), telling(&contract, one))).collect();

    let window = opened(&home);
    window.see("No one signed in");
    let answers = ask(&window, &calls);
    let let_through: Vec<_> = calls.iter().zip(&answers).filter(|(_, said)| *said != "not-signed-in").collect();
    assert!(let_through.is_empty(), "without a session: {let_through:?}");
    drop(window);
    assert_eq!(held(&home), before, "nothing was written");

    // The control: what was refused without a session is answered to somebody who may.
    let window = opened(&home);
    signing_in::sign_in(&window, "Hale");
    assert_eq!(ask(&window, &[("board".into(), json!({ "ward": null }))]), ["ok"]);
    let names: BTreeSet<&str> = calls.iter().map(|(name, _)| name.as_str()).collect();
    for name in NOT_FOR_A_CLERK {
        assert!(names.contains(name), "`{name}` is no command any more");
    }
    let refused: Vec<_> = calls.iter().filter(|(name, _)| NOT_FOR_A_CLERK.contains(&name.as_str())).cloned().collect();
    let answers = ask(&window, &refused);
    let let_through: Vec<_> = refused.iter().zip(&answers).filter(|(_, said)| *said != "not-allowed").collect();
    assert!(let_through.is_empty(), "for a ward clerk: {let_through:?}");
    drop(window);
    let (_, records, drafts) = held(&home);
    assert_eq!((records, drafts), (before.1, before.2), "refusals are written down, and nothing else");
    println!("ATTACK | S11 | every command without a session | {} | 0 answered", calls.len());
    println!("ATTACK | S11 | every command a ward clerk may not use | {} | 0 answered", refused.len());
}

#[test]
fn arguments_no_screen_sends_are_refused_and_the_program_goes_on() {
    let home = Home::demo();
    home.declared(&["epr"]);
    let before = held(&home);
    let contract = Contract::read();
    let window = opened(&home);
    signing_in::sign_in(&window, "Hale");
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for command in &contract.commands {
        // These end the session or the window's own gate: they have stories of their own.
        if ["lock", "find_copies"].contains(&command.name.as_str()) {
            continue;
        }
        let calls: Vec<_> =
            contract.wild(command, &wild()).into_iter().map(|args| (command.name.clone(), args)).collect();
        for (call, said) in calls.iter().zip(ask(&window, &calls)) {
            assert_ne!(
                said,
                "silence",
                "{} never answered {}",
                command.name,
                call.1.to_string().chars().take(200).collect::<String>()
            );
            *counted.entry(said).or_default() += 1;
        }
    }
    assert!(counted.values().sum::<usize>() > 2000, "{counted:?}");
    assert!(counted.get("arguments").is_some_and(|refused| *refused > 500), "{counted:?}");
    assert_eq!(ask(&window, &[("board".into(), json!({ "ward": null }))]), ["ok"], "it goes on: {counted:?}");
    assert_eq!(window.script("return window.wasRun ?? null"), Value::Null);
    drop(window);
    let (_, records, drafts) = held(&home);
    assert_eq!((records, drafts), (before.1, before.2), "nothing was recorded: {counted:?}");
    let asked: usize = counted.values().sum();
    println!(
        "ATTACK | S11 | arguments no screen sends, to every command | {asked} | 0 panics, 0 without an answer, 0 recorded"
    );
}
