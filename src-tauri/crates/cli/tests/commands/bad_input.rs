//! Input that cannot be read, or is odd: named with its place, nothing lost, nothing half imported, nobody dropped.

use serde_json::{Value, json};

use crate::{NURSE, Store, holdfast};

fn patient(id: &str, more: &str) -> String {
    format!(r#"{{"resource":{{"resourceType":"Patient","id":"{id}"{more}}}}}"#)
}

fn bundle(entries: &[String]) -> String {
    format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{}]}}"#, entries.join(",\n"))
}

fn import(store: &Store, file: &str) -> crate::Answer {
    store.run(&["import", "--source", "epr", file])
}

#[test]
fn what_cannot_be_read_is_refused_with_its_name_and_place_and_the_copy_held_still_serves() {
    let store = Store::demo();
    let before = store.patients();
    let version = bundle(&[
        patient("1", ""),
        r#"{"resource":{"resourceType":"Encounter","class":[{}],"status":"in-progress"}}"#.to_owned(),
    ]);
    let check = |name: &str, bytes: &[u8], words: &str| {
        let refusal = import(&store, &store.file(name, bytes)).refusal();
        assert!(refusal.contains(name) && refusal.contains(words), "{refusal}");
    };
    check(
        "malformed.json",
        b"{\"resourceType\":\"Bundle\",\n\"entry\":[}",
        "line 2, column 10: it is not JSON from here",
    );
    check("cut.json", b"{\"resourceType\":\"Bundle\",\n\"entry\":[{\"res", "line 2, column 14: it ends in the middle");
    check("latin1.json", b"{\"resourceType\":\"Patient\",\n\"id\":\"Zo\xEB\"}", "not in UTF-8: line 2, column 9");
    check("r5.json", version.as_bytes(), "entry 2");
    check("dump.ndjson", "nonsense\n".repeat(100).as_bytes(), "line 1");
    check("empty.json", b"", "is empty");
    assert!(import(&store, "gone.json").refusal().contains("gone.json cannot be opened"));
    assert!(store.run(&["import", "--source", "nosuch", "gone.json"]).refusal().contains("nosuch"));
    let after = store.patients();
    assert_eq!(after, before);
    assert_eq!(store.run(&["verify"]).code, 0);
}

#[test]
fn a_hundred_megabytes_of_nonsense_are_refused_at_once() {
    let store = Store::demo();
    let path = store.path("big.json");
    let mut noise: Vec<u8> = Vec::with_capacity(100 * 1024 * 1024);
    let mut state = 0x5eed_u64;
    while noise.len() < 100 * 1024 * 1024 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        noise.extend(state.to_le_bytes());
    }
    std::fs::write(&path, &noise).unwrap();
    let begun = std::time::Instant::now();
    let refusal = import(&store, &path.display().to_string()).refusal();
    assert!(refusal.contains("big.json is too large"), "{refusal}");
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    // Under the limit it is read, and is still nonsense.
    std::fs::write(&path, &noise[..60 * 1024 * 1024]).unwrap();
    let refusal = import(&store, &path.display().to_string()).refusal();
    assert!(refusal.starts_with("big.json"), "{refusal}");
}

/// People of another source, beside those of the demo ward.
#[test]
fn odd_people_are_all_listed_with_what_is_odd_about_them() {
    let store = Store::demo();
    let nhs = |number: &str| format!(r#"{{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{number}"}}"#);
    let number = |hospital: &str, number: &str| {
        let hospital = format!(r#"{{"type":{{"coding":[{{"code":"MR"}}]}},"system":"urn:odd","value":"{hospital}"}}"#);
        format!(r#","identifier":[{},{hospital}]"#, nhs(number))
    };
    let long = "X".repeat(300);
    let named = |family: &str, given: &str| format!(r#","name":[{{"family":"{family}","given":["{given}"]}}]"#);
    let text = bundle(&[
        patient("1", &format!("{}{}", named("ODDONE", "A"), number("1", "999 030 8241"))),
        patient("2", &format!("{}{}", named("ODDTWO", "B"), number("2", "999 030 8241"))),
        patient("3", &format!("{}{}", named("ODDTHREE", "C"), number("3", "999 030 8242"))),
        patient("4", &format!("{}{}", named(&long, "<script>alert(1)</script>"), number("4", "9990308268"))),
        patient("5", &format!(r#"{}{},"birthDate":"2090-01-01""#, named("ODDFIVE", "D"), number("5", "9990308276"))),
        patient("6", &format!("{},\"gender\":\"male\"", named("ODDSIX", "E"))),
        patient("6", &format!("{},\"gender\":\"female\"", named("ODDSIX", "F"))),
        r#"{"resource":{"resourceType":"Location","id":"a","name":"a","partOf":{"reference":"Location/b"}}}"#.to_owned(),
        r#"{"resource":{"resourceType":"Location","id":"b","name":"b","partOf":{"reference":"Location/a"}}}"#.to_owned(),
        r#"{"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueString":"y","effectiveDateTime":"2090-01-01T00:00:00Z","subject":{"reference":"Patient/1"}}}"#.to_owned(),
        r#"{"resource":{"resourceType":"CarePlan","id":"c"}}"#.to_owned(),
    ]);
    let said = store.run(&["import", "--source", "dictation", &store.file("odd.json", text)]).good();
    assert_eq!(said["patients"], 7);
    assert_eq!((&said["kept"], &said["keptByType"]), (&json!(1), &json!({ "CarePlan": 1 })));
    assert_eq!(said["setAside"][0]["place"], "odd.json entry 10");
    assert!(said["setAside"][0]["reason"].as_str().unwrap().contains("future"));
    let all = store.patients();
    let find = |family: &str| all.iter().filter(|one| one["family"] == family).collect::<Vec<&Value>>();
    let notes = |one: &Value| one["notes"].to_string();
    for family in ["ODDONE", "ODDTWO"] {
        assert!(notes(find(family)[0]).contains("same NHS number"), "{family}");
    }
    assert!(find("ODDTHREE")[0]["nhsNumberShown"].as_str().unwrap().contains("not valid"));
    assert_eq!(find(&long)[0]["given"], "<script>alert(1)</script>");
    assert!(notes(find("ODDFIVE")[0]).contains("in the future"));
    let six = find("ODDSIX");
    assert_eq!(six.len(), 2, "neither of two people under one id vanishes");
    assert_ne!(six[0]["id"], six[1]["id"]);
    assert!(six.iter().all(|one| notes(one).contains("same id") && one["allergies"] == "Allergies unavailable"));
    // Each of them has a page, and paper.
    let out = store.path("odd.pdf").display().to_string();
    for one in [six[0], find(&long)[0]] {
        let id = one["id"].as_str().unwrap();
        assert_eq!(store.by(NURSE, &["patient", "--id", id]).code, 0);
        assert_eq!(store.by(NURSE, &["pack", "--out", &out, "--patient", id]).code, 0);
    }
}

#[test]
fn a_name_that_no_face_can_draw_stops_no_pack() {
    let store = Store::demo();
    // A later copy of the same people, one of them with a name that cannot be printed.
    let mut pas = crate::demo_people();
    pas["timestamp"] = json!("2098-12-31T23:59:00+00:00");
    let mut people = pas["entry"].as_array_mut().unwrap().iter_mut().map(|entry| &mut entry["resource"]);
    let first = people.find(|one| one["resourceType"] == "Patient").unwrap();
    first["name"][0]["given"] = json!(["漢字"]);
    let file = store.file("pas.json", pas.to_string());
    let (home, out) = (store.home(), store.path("pack.pdf").display().to_string());
    let later = [("HOLDFAST_NOW", "2099-01-01T00:00:00+00:00"), ("HOLDFAST_PIN", "246810")];
    holdfast(&["import", "--home", &home, "--source", "pas", &file], &later).good();
    let said = holdfast(&["pack", "--home", &home, "--staff", NURSE, "--out", &out], &later).good();
    assert_eq!(said["leftOut"].as_array().unwrap().len(), 1, "{said}");
    assert!(said["leftOut"][0].as_str().unwrap().contains("U+6F22"), "{said}");
}
