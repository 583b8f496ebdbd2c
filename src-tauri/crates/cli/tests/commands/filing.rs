//! Filing, trying again, and another server at the address, without a window.

use hospital::FhirStandIn;
use serde_json::{Value, json};

use crate::{IN_CHARGE, NURSE, Store, keys};

/// The people of the synthetic ward, as a server holds them.
fn people() -> Vec<Value> {
    hospital::resources_of(&crate::demo_people())
}

#[test]
fn a_refused_record_is_tried_again_from_the_command_line_and_the_others_went_on() {
    let store = Store::demo();
    let (first, second) = (store.observe("A1"), store.observe("A2"));
    let server = FhirStandIn::start(&people());
    server.refuse_record(&first, "Episode closed");
    let to = server.address();
    let file = store.by(IN_CHARGE, &["file", "--system", "epr", "--to", &to]);
    assert_eq!(file.code, 1, "something is still owed");
    let said = file.json();
    assert_eq!(
        keys(&said),
        [
            "accepted", "noReply", "owed", "ready", "reasons", "refused", "released", "sent", "system", "waiting",
            "written"
        ]
    );
    assert_eq!((&said["written"], &said["accepted"], &said["refused"]), (&json!(2), &json!(1), &json!(1)));
    assert_eq!(said["reasons"][0]["record"], first.as_str());
    assert!(said["reasons"][0]["words"].as_str().unwrap().contains("Episode closed"));

    // Who may not release may not try again, and what was not refused cannot be.
    let retry = |staff: &str, more: &[&str]| {
        let mut all = vec!["retry", "--system", "epr", "--to", to.as_str()];
        all.extend(more);
        store.by(staff, &all)
    };
    assert!(retry("Tom Hale", &[]).refusal().contains("may not"));
    assert!(retry(NURSE, &["--record", &second]).refusal().contains("not a refused record"));
    let still = retry(NURSE, &["--record", &first]);
    assert_eq!((still.code, &still.json()["refused"], &still.json()["triedAgain"]), (1, &json!(1), &json!(1)));

    server.forgive();
    let done = retry(NURSE, &[]).good();
    assert_eq!((&done["accepted"], &done["owed"], &done["triedAgain"]), (&json!(2), &json!(0), &json!(1)));
    assert_eq!(server.held().count("QuestionnaireResponse"), 2, "each is there once");
    let nothing = retry(NURSE, &[]).good();
    assert_eq!((&nothing["triedAgain"], &nothing["sent"]), (&json!(0), &json!(0)), "safe to run again");
}

#[test]
fn another_server_at_the_address_is_refused_told_and_accepted_by_somebody_who_may() {
    let store = Store::demo();
    let server = FhirStandIn::start(&people());
    let to = server.address();
    let ask = |staff: &str, more: &[&str]| {
        let mut all = vec!["server", "--system", "epr", "--to", to.as_str()];
        all.extend(more);
        store.by(staff, &all)
    };
    let fresh = ask(NURSE, &[]).good();
    assert_eq!(keys(&fresh), ["accepted", "address", "answers", "known", "same", "system"]);
    assert_eq!((&fresh["known"], &fresh["same"]), (&Value::Null, &Value::Null));
    store.observe("A1");
    store.by(NURSE, &["file", "--system", "epr", "--to", &to]).good();
    assert_eq!(ask(NURSE, &[]).good()["same"], true);

    server.becomes("Another product", &people());
    store.observe("A2");
    let refusal = store.by(NURSE, &["file", "--system", "epr", "--to", &to]).refusal();
    assert!(refusal.contains("Stand-in") && refusal.contains("Another product"), "{refusal}");
    assert_eq!(server.held().count("QuestionnaireResponse"), 0);
    let other = ask(NURSE, &[]);
    assert_eq!((other.code, &other.json()["same"]), (1, &json!(false)));
    assert!(ask(NURSE, &["--accept"]).refusal().contains("may not"));
    let accepted = ask(IN_CHARGE, &["--accept"]).good();
    assert_eq!(accepted["accepted"], true);
    assert_eq!(store.by(NURSE, &["file", "--system", "epr", "--to", &to]).good()["owed"], 0);
    assert_eq!(store.run(&["verify"]).code, 0);
}
