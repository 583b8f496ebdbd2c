//! What each command prints and how it ends.

use serde_json::{Value, json};

use crate::{IN_CHARGE, NURSE, Store, ending, holdfast, keys};

#[test]
fn a_demo_store_is_an_exercise_with_a_ward_and_staff_and_is_made_once() {
    let store = Store::demo();
    let home = store.home();
    let again = holdfast(&["init", "--home", &home, "--ward", "Ash Ward", "--demo"], &[]);
    assert!(again.refusal().contains("already holds a Holdfast store"));
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("plain").display().to_string();
    let short = holdfast(&["init", "--home", &plain, "--ward", "Ash"], &[("HOLDFAST_PASSPHRASE", "one two")]);
    assert!(short.refusal().contains("four words"));
    let needed = holdfast(&["init", "--home", &plain, "--ward", "Ash"], &[]);
    assert!(needed.refusal().contains("HOLDFAST_PASSPHRASE"));
    let passphrase = [("HOLDFAST_PASSPHRASE", "one two three four")];
    let made = holdfast(&["init", "--home", &plain, "--ward", "Ash"], &passphrase).good();
    assert_eq!(made["exercise"], false);
    let shut = holdfast(&["verify", "--home", &plain], &[]);
    assert!(shut.refusal().contains("HOLDFAST_PASSPHRASE"), "a real store does not open by itself");
    assert_eq!(holdfast(&["verify", "--home", &plain], &passphrase).good()["ok"], true);
}

#[test]
fn staff_are_added_with_a_role_and_a_pin_from_the_environment() {
    let store = Store::demo();
    let home = store.home();
    let add = |name: &str, role: &str, pin: &str| {
        let new = [("HOLDFAST_NEW_PIN", pin)];
        holdfast(&["staff", "add", "--home", &home, "--name", name, "--role", role], &new)
    };
    assert_eq!(keys(&add("Ngozi Obi", "nurse", "975310").good()), ["id", "name", "role"]);
    assert!(add("Ngozi Obi", "nurse", "975310").refusal().contains("already"));
    assert!(add("Li Wei", "boss", "975310").refusal().contains("nurse-in-charge"));
    assert!(!add("Li Wei", "nurse", "1111").refusal().is_empty());
    let hers = holdfast(&["patients", "--home", &home, "--staff", "Ngozi Obi"], &[("HOLDFAST_PIN", "975310")]);
    assert_eq!(hers.code, 0);
}

#[test]
fn patients_are_an_array_with_an_object_a_bed_or_patient() {
    let store = Store::demo();
    let all = store.patients();
    assert!(all.len() >= 24);
    let somebody = all.iter().find(|one| one["bed"] == "A1").unwrap();
    for key in ["id", "name", "born", "nhsNumber", "ward", "bed", "news2", "asAt", "allergies", "resuscitation"] {
        assert!(somebody.get(key).is_some(), "{key}");
    }
    for key in ["total", "band", "at", "atLeast", "missing"] {
        assert!(somebody["news2"].get(key).is_some(), "news2.{key}");
    }
    let empty = all.iter().find(|one| one["occupied"] == false).unwrap();
    assert_eq!((&empty["id"], &empty["name"]), (&Value::Null, &Value::Null));
    let id = somebody["id"].as_str().unwrap();
    let page = store.by(NURSE, &["patient", "--id", id]).good();
    for key in ["id", "place", "allergyEntries", "conditions", "observations", "medicines", "results", "records"] {
        assert!(page.get(key).is_some(), "{key}");
    }
    assert!(store.by(NURSE, &["patient", "--id", "nobody"]).refusal().contains("not a patient's id"));
    let other = store.by(NURSE, &["patient", "--id", "00000000-0000-0000-0000-000000000000"]);
    assert!(other.refusal().contains("no such patient"));
}

#[test]
fn who_may_not_is_refused_and_so_is_a_wrong_pin() {
    let store = Store::demo();
    assert!(store.by("Dele Okafor", &["patients"]).refusal().contains("may not"));
    assert!(store.by("Nobody At All", &["patients"]).refusal().contains("list of staff"));
    let home = store.home();
    let wrong = holdfast(&["patients", "--home", &home, "--staff", NURSE], &[("HOLDFAST_PIN", "135791")]);
    assert!(wrong.refusal().contains("not the PIN"));
    let none = holdfast(&["patients", "--home", &home, "--staff", NURSE], &[]);
    assert!(none.refusal().contains("HOLDFAST_PIN"));
}

#[test]
fn a_form_is_worked_out_without_a_store() {
    let store = Store::demo();
    let evaluate = |answers: &str| {
        let file = store.file("answers.json", answers);
        holdfast(&["evaluate", "news2", &file], &[])
    };
    let whole = evaluate(
        r#"{"rr":21,"spo2":95,"scale":"1","o2":"air","sbp":105,"dbp":66,"hr":91,"acvpu":"A","temp":{"value":37.0,"unit":"Cel"}}"#,
    )
    .good();
    assert_eq!(keys(&whole), ["atLeast", "band", "calculated", "complete", "errors", "missing", "visible"]);
    assert_eq!(whole["complete"], true);
    assert_eq!(whole["calculated"], json!({ "news2": 5 }));
    assert_eq!((&whole["band"], &whole["atLeast"]), (&json!("medium"), &Value::Null));
    let part = evaluate(r#"{"rr":25,"spo2":95}"#).good();
    assert_eq!((&part["complete"], &part["calculated"], &part["band"]), (&json!(false), &json!({}), &Value::Null));
    assert_eq!(keys(&part["atLeast"]), ["band", "total"]);
    assert!(part["missing"].as_array().unwrap().contains(&json!("hr")));
    let wrong = evaluate(r#"{"rr":"many","nosuch":1}"#).good();
    assert!(!wrong["errors"].as_array().unwrap().is_empty());
    assert_eq!(keys(&wrong["errors"][0]), ["linkId", "message"]);
    assert!(evaluate(r#"{"rr":"#).refusal().contains("answers.json is not JSON"));
    assert!(holdfast(&["evaluate", "nosuch", &store.file("a.json", "{}")], &[]).refusal().contains("nosuch"));
    let response = r#"{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"rr","answer":[{"valueDecimal":25}]}]}"#;
    assert_eq!(evaluate(response).good()["atLeast"]["total"], 3);
}

#[test]
fn a_record_is_signed_and_one_that_is_not_ready_or_from_the_future_is_not() {
    let store = Store::demo();
    let id = store.observe("A1");
    let patient = store.in_bed("A1");
    let page = store.by(NURSE, &["patient", "--id", &patient]).good();
    assert_eq!(page["records"][0]["id"], id.as_str());
    assert_eq!(page["records"][0]["filing"], "waiting");
    let some = store.file("some.json", r#"{"rr":21}"#);
    let record = |more: &[&str]| {
        let mut all = vec!["record", "--patient", patient.as_str(), "--form", "news2"];
        all.extend(more);
        store.by(NURSE, &all)
    };
    assert!(record(&[&some]).refusal().contains("not ready to sign"));
    let whole = store.path("answers.json").display().to_string();
    assert!(record(&["--care-at", "2090-01-01T00:00:00Z", &whole]).refusal().contains("future"));
    assert_eq!(record(&["--care-at", "-20m", &whole]).code, 0);
}

#[test]
fn an_outage_is_declared_changed_and_told() {
    let store = Store::demo();
    let status = |value: &Value, id: &str| {
        let all = value["systems"].as_array().unwrap().clone();
        all.into_iter().find(|one| one["id"] == id).unwrap()["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(store.run(&["outage", "status"]).good()["incident"], Value::Null);
    let declared = store.by(NURSE, &["outage", "declare", "--system", "epr", "--system", "lims"]).good();
    assert_eq!((status(&declared, "epr"), status(&declared, "pas")), ("down".to_owned(), "up".to_owned()));
    let set = store.by(NURSE, &["outage", "set", "--system", "epr", "--status", "restored"]).good();
    assert_eq!(status(&set, "epr"), "restored");
    assert_eq!(status(&store.run(&["outage", "status"]).good(), "lims"), "down");
    assert!(store.by(NURSE, &["outage", "declare", "--system", "nosuch"]).refusal().contains("nosuch"));
    let sideways = store.by(NURSE, &["outage", "set", "--system", "epr", "--status", "sideways"]);
    assert!(sideways.refusal().contains("restored-in-test"));
}

#[test]
fn a_pack_is_a_pdf_of_everybody_or_of_one() {
    let store = Store::demo();
    let out = store.path("pack.pdf").display().to_string();
    let one = store.in_bed("A1");
    let some = store.by(NURSE, &["pack", "--out", &out, "--patient", &one]).good();
    assert_eq!(keys(&some), ["leftOut", "out", "pages", "sheets"]);
    assert!(std::fs::read(&out).unwrap().starts_with(b"%PDF-"));
    let all = store.by(NURSE, &["pack", "--out", &out]).good();
    assert!(all["pages"].as_u64() > some["pages"].as_u64());
    let nowhere = store.path("nowhere/pack.pdf").display().to_string();
    assert!(store.by(NURSE, &["pack", "--out", &nowhere]).refusal().contains("nowhere"));
}

#[test]
fn verify_finds_damage_in_each_file_and_ends_with_one() {
    let store = Store::demo();
    store.observe("A1");
    let whole = store.run(&["verify"]).good();
    assert_eq!(keys(&whole), ["drafts", "entries", "head", "ok", "records", "snapshots", "wrong"]);
    assert_eq!((&whole["ok"], &whole["records"], &whole["wrong"]), (&json!(true), &json!(1), &json!([])));
    let snapshot = ending(&store.path("store/snapshots"), ".db");
    for path in [snapshot, store.path("store/ledger.db")] {
        let before = std::fs::read(&path).unwrap();
        let mut bytes = before.clone();
        let at = bytes.len() / 2 + 17;
        bytes[at] ^= 0x55;
        std::fs::write(&path, bytes).unwrap();
        let found = store.run(&["verify"]);
        assert_eq!(found.code, 1, "{}", path.display());
        assert!(found.stderr.contains("Something is wrong") || found.json().get("error").is_some(), "{}", found.stderr);
        std::fs::write(&path, before).unwrap();
    }
    assert_eq!(store.run(&["verify"]).code, 0);
    let gone = holdfast(&["verify", "--home", &store.path("gone").display().to_string()], &[]);
    assert!(gone.refusal().contains("no Holdfast store"));
}

#[test]
fn an_export_is_one_bundle_of_what_would_be_filed() {
    let store = Store::demo();
    let record = store.observe("A1");
    let out = store.path("out.json").display().to_string();
    let said = store.by(IN_CHARGE, &["export", "--format", "fhir", "--out", &out]).good();
    assert_eq!(said["records"], 1);
    let bundle: Value = serde_json::from_str(&std::fs::read_to_string(&out).unwrap()).unwrap();
    assert_eq!((&bundle["resourceType"], &bundle["type"]), (&json!("Bundle"), &json!("collection")));
    let kinds: Vec<&str> =
        bundle["entry"].as_array().unwrap().iter().filter_map(|one| one["resource"]["resourceType"].as_str()).collect();
    for kind in ["QuestionnaireResponse", "Observation", "DocumentReference", "Provenance"] {
        assert!(kinds.contains(&kind), "{kind}");
    }
    assert!(bundle.to_string().contains(&record));
    assert!(store.by(IN_CHARGE, &["export", "--format", "csv", "--out", &out]).refusal().contains("csv"));
}

#[test]
fn a_command_that_is_not_one_ends_with_two_and_still_answers_in_json() {
    let wrong = holdfast(&["nonsense"], &[]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.json().get("error").is_some());
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_holdfast")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for command in
        ["init", "import", "patients", "evaluate", "record", "outage", "pack", "file", "retry", "server", "verify"]
    {
        assert!(help.contains(&format!("\n  {command} ")), "{command} is not in the help");
    }
}
