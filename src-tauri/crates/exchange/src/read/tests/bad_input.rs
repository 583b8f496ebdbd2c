//! Each line of "Bad input": a clear message that names the file and the place, nothing lost, no panic, and no
//! patient dropped for a bad number.

use chrono::{DateTime, FixedOffset};
use record::{NumberValidity, SystemId};

use crate::read::{ReadError, Reading, Step, read_bytes, read_path};

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn read(name: &str, bytes: &[u8]) -> Result<Reading, ReadError> {
    let now = at("2026-11-21T14:32:00+00:00");
    read_bytes(name, bytes, &SystemId::new("epr"), Some(at("2026-11-21T10:00:00+00:00")), now)
}

fn bundle(entries: &[&str]) -> String {
    let entries: Vec<_> = entries.iter().map(|entry| format!("{{\"resource\":{entry}}}")).collect();
    format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{}]}}"#, entries.join(",\n"))
}

fn patient(id: &str, more: &str) -> String {
    format!(r#"{{"resourceType":"Patient","id":"{id}"{more}}}"#)
}

fn reasons(reading: &Reading) -> Vec<(&str, &str)> {
    let aside = &reading.snapshot.counts.set_aside;
    aside.iter().map(|one| (one.place.as_str(), one.reason.as_str())).collect()
}

#[test]
fn what_cannot_be_trusted_at_all_is_refused_with_its_name_and_place() {
    let check = |name: &str, bytes: &[u8], message: &str| {
        assert_eq!(read(name, bytes).unwrap_err().to_string(), message);
    };
    check("a.json", b"", "a.json is empty");
    check("a.json", b" \n\t", "a.json is empty");
    check("a.json", b"hello", "a.json, line 1, column 1: it is not JSON from here");
    check(
        "a.json",
        b"{\"resourceType\":\"Bundle\",\n \"entry\":[}",
        "a.json, line 2, column 11: it is not JSON from here",
    );
    check(
        "cut.json",
        b"{\"resourceType\":\"Bundle\",\n\"entry\":[{\"resource\":{\"resourceType\":\"Pat",
        "cut.json, line 2, column 41: it ends in the middle: the file may be cut short",
    );
    check("a.json", b"[1,2]", "a.json is not FHIR: it is JSON, but not a resource");
    check("a.json", b"{\"name\":1}", "a.json is not FHIR: it has no resourceType");
    check("a.xml", b"<Bundle/>", "a.xml is not FHIR: it is XML. Holdfast reads FHIR as JSON");
    check(
        "a.json",
        b"{\"resourceType\":\"Bundle\",\"entry\":\"Smith\"}",
        "a.json is not FHIR: it is a Bundle whose `entry` is not a list",
    );
    check(
        "latin1.json",
        b"{\"resourceType\":\"Patient\",\n\"name\":[{\"family\":\"Zo\xEB\"}]}",
        "latin1.json is not in UTF-8: line 2, column 22. Save it again as UTF-8",
    );
    check("a.ndjson", b"one\ntwo\n", "a.ndjson, line 1, column 1: no line of it is a FHIR resource as JSON");
}

#[test]
fn other_encodings_are_read_where_they_are_certain() {
    let text = patient("1", r#","name":[{"family":"Nguyễn"}]"#);
    let mut utf16: Vec<u8> = vec![0xFF, 0xFE];
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    for bytes in [utf16, marked] {
        let reading = read("a.json", &bytes).unwrap();
        assert_eq!(reading.snapshot.patients[0].identity.family.as_deref(), Some("Nguyễn"));
    }
}

#[test]
fn another_fhir_version_is_refused_whole() {
    let check =
        |text: String, message: &str| assert_eq!(read("v.json", text.as_bytes()).unwrap_err().to_string(), message);
    check(
        bundle(&[r#"{"resourceType":"CapabilityStatement","fhirVersion":"3.0.2"}"#]),
        "v.json is FHIR 3.0.2: only R4 (4.0) is read. First seen at v.json entry 1",
    );
    check(
        bundle(&[
            &patient("1", ""),
            r#"{"resourceType":"Condition","clinicalStatus":"active","subject":{"reference":"Patient/1"}}"#,
        ]),
        "v.json is FHIR before R4 (DSTU2 or STU3): only R4 (4.0) is read. First seen at v.json entry 2",
    );
    check(
        bundle(&[&patient("1", ""), r#"{"resourceType":"Encounter","class":[{}],"status":"in-progress"}"#]),
        "v.json is FHIR after R4 (R5 or later): only R4 (4.0) is read. First seen at v.json entry 2",
    );
    check(
        bundle(&[
            r#"{"resourceType":"MedicationAdministration","medication":{"concept":{"text":"x"}},"occurenceDateTime":"2026-11-21"}"#,
        ]),
        "v.json is FHIR after R4 (R5 or later): only R4 (4.0) is read. First seen at v.json entry 1",
    );
}

#[test]
fn one_resource_of_another_shape_is_set_aside_and_the_rest_is_used() {
    let condition = |status: &str| {
        format!(
            r#"{{"resourceType":"Condition","clinicalStatus":{status},"code":{{"text":"x"}},"subject":{{"reference":"Patient/1"}}}}"#
        )
    };
    let right = condition(r#"{"coding":[{"code":"active"}]}"#);
    let text = bundle(&[&patient("1", ""), &right, &right, &condition("\"active\"")]);
    let reading = read("w.json", text.as_bytes()).unwrap();
    assert_eq!(reading.snapshot.patients[0].conditions.len(), 2);
    assert_eq!(
        reasons(&reading),
        [("w.json entry 4", "Condition has the shape of FHIR before R4 (DSTU2 or STU3): only R4 is read")]
    );
    assert_eq!(reading.snapshot.counts.set_aside[0].patient, Some(reading.snapshot.patients[0].id));
}

#[test]
fn the_last_line_of_a_cut_file_is_set_aside_and_the_others_stand() {
    let text = format!("{}\n{}\n{{\"resourceType\":\"Pat", patient("1", ""), patient("2", ""));
    let reading = read("p.ndjson", text.as_bytes()).unwrap();
    assert_eq!(reading.snapshot.patients.len(), 2);
    assert_eq!(reasons(&reading), [("p.ndjson line 3", "it ends in the middle: the file may be cut short")]);
    assert_eq!(reading.resources.len(), 3, "what was set aside is kept");
    let latin = [patient("1", "").as_bytes(), b"\n{\"resourceType\":\"Patient\",\"id\":\"Zo\xEB\"}\n"].concat();
    let reading = read("p.ndjson", &latin).unwrap();
    assert_eq!(reasons(&reading), [("p.ndjson line 2", "it is not in UTF-8 from column 35")]);
}

#[test]
fn a_hundred_megabytes_of_nonsense_are_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let now = at("2026-11-21T14:32:00+00:00");
    let path = folder.path().join("big.json");
    std::fs::File::create(&path).unwrap().set_len(100 * 1024 * 1024).unwrap();
    let error = read_path(&path, &SystemId::new("epr"), now, &mut |_| true).unwrap_err();
    assert_eq!(error.to_string(), "big.json is too large: more than 64 MB");
    let error = read_path(folder.path(), &SystemId::new("epr"), now, &mut |_| true).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
    let lines = "nonsense\n".repeat(5_000_000);
    let error = read("lines.ndjson", lines.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "lines.ndjson, line 1, column 1: no line of it is a FHIR resource as JSON");
    let error = read("deep.json", "[".repeat(1_000_000).as_bytes()).unwrap_err();
    assert!(matches!(error, ReadError::NotJson { .. }), "{error}");
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names_and_one_bad_file_refuses_it() {
    let folder = tempfile::tempdir().unwrap();
    let now = at("2026-11-21T14:32:00+00:00");
    std::fs::create_dir(folder.path().join("b")).unwrap();
    std::fs::write(folder.path().join("b/Patient.ndjson"), patient("2", "")).unwrap();
    std::fs::write(folder.path().join("a.json"), bundle(&[&patient("1", "")])).unwrap();
    std::fs::write(folder.path().join("notes.txt"), "not ours").unwrap();
    let reading = read_path(folder.path(), &SystemId::new("epr"), now, &mut |_| true).unwrap();
    let ids: Vec<_> = reading.resources.iter().map(|resource| resource.id.as_str()).collect();
    assert_eq!(ids, ["1", "2"]);
    std::fs::write(folder.path().join("z.json"), "{").unwrap();
    let error = read_path(folder.path(), &SystemId::new("epr"), now, &mut |_| true).unwrap_err();
    assert!(error.to_string().starts_with("z.json, line 1"), "{error}");
    let gone = read_path(&folder.path().join("gone"), &SystemId::new("epr"), now, &mut |_| true).unwrap_err();
    assert!(gone.to_string().starts_with("gone cannot be opened"), "{gone}");
}

#[test]
fn how_far_it_is_is_told_file_by_file_and_it_can_be_stopped_at_any_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let now = at("2026-11-21T14:32:00+00:00");
    for (name, id) in [("a.json", "1"), ("b.json", "2")] {
        std::fs::write(folder.path().join(name), bundle(&[&patient(id, "")])).unwrap();
    }
    let mut told = Vec::new();
    let mut read = |steps: usize| {
        told.clear();
        let answer = read_path(folder.path(), &SystemId::new("epr"), now, &mut |step| {
            told.push(step);
            told.len() <= steps
        });
        (answer, told.clone())
    };
    let (whole, told) = read(9);
    assert!(whole.is_ok());
    let file = |name: &str, number| Step::File { name: name.to_owned(), number, of: 2 };
    assert_eq!(told, [file("a.json", 1), file("b.json", 2), Step::Resource { number: 1, of: 2 }]);
    for steps in 0..3 {
        let (stopped, told) = read(steps);
        assert!(matches!(stopped, Err(ReadError::Stopped { .. })), "stopped after {steps}");
        assert_eq!(told.len(), steps + 1, "and nothing more was read");
    }
}

#[test]
fn a_value_from_the_future_is_set_aside_and_an_input_from_the_future_is_not_believed() {
    let seen = |when: &str| {
        format!(
            r#"{{"resourceType":"Observation","status":"final","code":{{"text":"x"}},"valueString":"y","effectiveDateTime":"{when}","subject":{{"reference":"Patient/1"}}}}"#
        )
    };
    let text = bundle(&[
        &patient("1", r#","birthDate":"2031-01-01""#),
        &seen("2026-11-21T14:30:00Z"),
        &seen("2026-11-22T14:30:00Z"),
    ]);
    let text = text.replace("\"type\"", "\"timestamp\":\"2027-01-01T00:00:00Z\",\"type\"");
    let reading = read("f.json", text.as_bytes()).unwrap();
    assert_eq!(reasons(&reading), [("f.json entry 3", "Observation.effectiveDateTime is in the future")]);
    assert_eq!(reading.snapshot.as_at, at("2026-11-21T10:00:00+00:00"), "the file's own time");
    assert!(reading.snapshot.counts.notes[0].contains("future"));
    let person = &reading.snapshot.patients[0];
    assert_eq!(person.identity.born, None);
    assert!(person.notes[0].contains("date of birth is in the future"));
}

#[test]
fn two_patients_with_one_nhs_number_are_both_kept_and_both_marked() {
    let number = r#","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"999 030 8241"}]"#;
    let reading = read("n.json", bundle(&[&patient("1", number), &patient("2", number)]).as_bytes()).unwrap();
    let people = &reading.snapshot.patients;
    assert_eq!(people.len(), 2);
    assert_ne!(people[0].id, people[1].id);
    for person in people {
        assert_eq!(person.notes, ["Another patient here has the same NHS number"]);
        assert_eq!(person.identity.nhs_number.as_ref().unwrap().validity, NumberValidity::Test);
    }
}

#[test]
fn two_patients_with_one_hospital_number_are_never_merged() {
    let number = r#","identifier":[{"type":{"coding":[{"code":"MR"}]},"system":"urn:h","value":"7"}]"#;
    let reading = read("n.json", bundle(&[&patient("1", number), &patient("2", number)]).as_bytes()).unwrap();
    assert_ne!(reading.snapshot.patients[0].id, reading.snapshot.patients[1].id);
    let one = |more: &str| read("n.json", patient("1", more).as_bytes()).unwrap().snapshot.patients[0].id;
    assert_ne!(one(number), reading.snapshot.patients[0].id, "shared: known only by its own id");
    assert_eq!(one(number), record::PatientId::from_number("urn:h", "7"));
}

#[test]
fn two_people_under_one_id_are_both_kept_and_nothing_is_given_to_either() {
    let allergy =
        r#"{"resourceType":"AllergyIntolerance","code":{"text":"latex"},"patient":{"reference":"Patient/1"}}"#;
    let number = |value: &str| format!(r#","identifier":[{{"system":"urn:h","value":"{value}"}}]"#);
    let named = |given: &str| format!(r#","name":[{{"family":"Whitfield","given":["{given}"]}}]"#);
    for (one, other) in [
        (r#","birthDate":"1944-01-09""#.to_owned(), r#","birthDate":"1946-08-21""#.to_owned()),
        (number("7"), number("8")),
        (named("Arthur"), named("Peter")),
        (r#","gender":"male""#.to_owned(), r#","gender":"female""#.to_owned()),
    ] {
        for wrap in [false, true] {
            let text = bundle(&[&patient("1", &one), &patient("1", &other), allergy]);
            // With one address for both, a reference by that address is no clearer.
            let address = r#"{"fullUrl":"https://pas.example/fhir/Patient/1","resource":{"resourceType":"Patient""#;
            let text = if wrap { text.replace(r#"{"resource":{"resourceType":"Patient""#, address) } else { text };
            let text =
                if wrap { text.replace(r#""Patient/1"}"#, r#""https://pas.example/fhir/Patient/1"}"#) } else { text };
            let reading = read("i.json", text.as_bytes()).unwrap();
            let people = &reading.snapshot.patients;
            assert_eq!(people.len(), 2, "{text}");
            assert_ne!(people[0].id, people[1].id);
            for person in people {
                assert!(person.doubted && person.allergies.is_empty());
                assert_eq!(
                    person.notes,
                    ["Somebody else has the same id at the source: what it holds under that id is not shown"]
                );
            }
            let why = "AllergyIntolerance.patient: the patient is not in this input, or cannot be told apart";
            assert_eq!(reasons(&reading), [("i.json entry 3", why)]);
            assert!(reading.snapshot.counts.notes.iter().any(|note| note.starts_with("2 people have an id")));
            let again = read("i.json", text.as_bytes()).unwrap();
            assert_eq!(again.snapshot.patients[1].id, people[1].id, "the same people at the next copy");
        }
    }
}

#[test]
fn a_later_version_of_a_patient_takes_the_place_of_the_earlier_one() {
    let version = |at: &str, family: &str| {
        patient("1", &format!(r#","meta":{{"lastUpdated":"{at}"}},"name":[{{"family":"{family}"}}]"#))
    };
    let (single, married) = (version("2026-11-01T00:00:00Z", "Whitfield"), version("2026-11-02T00:00:00Z", "Okonkwo"));
    for order in [[&single, &married], [&married, &single]] {
        let reading = read("v.json", bundle(&[order[0], order[1]]).as_bytes()).unwrap();
        assert_eq!(reading.snapshot.patients.len(), 1);
        assert_eq!(reading.snapshot.patients[0].identity.family.as_deref(), Some("Okonkwo"));
        assert!(!reading.snapshot.patients[0].doubted);
    }
}

#[test]
fn a_bad_number_or_an_odd_name_never_drops_a_patient() {
    let long = "x".repeat(300);
    let markup = "<img src=x onerror=alert(1)>";
    let more = format!(
        r#","identifier":[{{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"999 030 8242"}}],"name":{{"family":"{long}","given":["{markup}", 7]}},"birthDate":1944,"active":"yes","gender":["f"]"#
    );
    let reading = read("o.json", patient("1", &more).as_bytes()).unwrap();
    let identity = &reading.snapshot.patients[0].identity;
    assert_eq!(identity.nhs_number.as_ref().unwrap().validity, NumberValidity::Wrong);
    assert_eq!(identity.nhs_number.as_ref().unwrap().value, "999 030 8242", "as it came");
    assert_eq!(identity.family.as_deref(), Some(long.as_str()));
    assert_eq!(identity.given.as_deref(), Some(markup));
}

#[test]
fn circles_end() {
    let ward = |id: &str, above: &str| {
        format!(
            r#"{{"resourceType":"Location","id":"{id}","name":"{id}","physicalType":{{"coding":[{{"code":"bd"}}]}},"partOf":{{"reference":"Location/{above}"}}}}"#
        )
    };
    let stay = r#"{"resourceType":"Encounter","id":"e","status":"in-progress","class":{"code":"IMP"},"subject":{"reference":"Patient/1"},"location":[{"location":{"reference":"Location/a"}}]}"#;
    let text = bundle(&[
        &patient("1", r#","link":[{"other":{"reference":"Patient/1"},"type":"replaces"}]"#),
        &ward("a", "b"),
        &ward("b", "a"),
        &ward("c", "c"),
        stay,
    ]);
    let reading = read("c.json", text.as_bytes()).unwrap();
    assert_eq!(reading.snapshot.patients.len(), 1);
    assert_eq!(reading.snapshot.patients[0].place, None, "no ward is named anywhere");
}

#[test]
fn what_may_change_the_meaning_is_set_aside() {
    let check = |body: &str, reason: &str| {
        let reading = read("m.json", bundle(&[&patient("1", ""), body]).as_bytes()).unwrap();
        assert_eq!(reasons(&reading), [("m.json entry 2", reason)], "{body}");
    };
    let of =
        |kind: &str, more: &str| format!(r#"{{"resourceType":"{kind}","subject":{{"reference":"Patient/1"}},{more}}}"#);
    check(
        &of("Condition", r#""modifierExtension":[{"url":"urn:not"}],"code":{"text":"x"}"#),
        "Condition.modifierExtension: it may change the meaning, and Holdfast does not know it",
    );
    check(&of("Observation", r#""status":"finished""#), "Observation.status cannot be read");
    check(&of("Observation", r#""code":{"text":"x"}"#), "Observation.status is missing");
    check(
        &of("Observation", r#""status":"final","code":{"text":"x"},"effectiveDateTime":"soon""#),
        "Observation.effectiveDateTime cannot be read",
    );
    check(
        &of("MedicationRequest", r#""status":"active","intent":"order","doNotPerform":true"#),
        "MedicationRequest.doNotPerform: it says not to give a medicine",
    );
    check(
        r#"{"resourceType":"Flag","status":"active","code":{"text":"x"},"subject":{"reference":"Patient/2"}}"#,
        "Flag.subject: the patient is not in this input, or cannot be told apart",
    );
    check(
        &of("Flag", r#""status":"active","status":"inactive","code":{"text":"x"}"#),
        "it has a field twice, or cannot be read as its type",
    );
    let deep = format!(r#"{{"resourceType":"Flag","x":{}1{}}}"#, "[".repeat(200), "]".repeat(200));
    check(&deep, "it is nested more than 128 deep");
}

#[test]
fn a_value_is_charted_only_when_nothing_is_in_doubt() {
    let sign = |value: &str| {
        let body = format!(
            r#"{{"resourceType":"Observation","status":"final","code":{{"coding":[{{"system":"http://loinc.org","code":"8310-5"}}],"text":"Temp"}},"effectiveDateTime":"2026-11-21T10:00:00Z","subject":{{"reference":"Patient/1"}},"valueQuantity":{value}}}"#
        );
        let reading = read("q.json", bundle(&[&patient("1", ""), &body]).as_bytes()).unwrap();
        let seen = reading.snapshot.patients[0].observations.first().cloned();
        seen.map(|seen| (seen.sign.is_some(), seen.value))
    };
    let check = |value: &str, expected: (bool, &str)| {
        assert_eq!(sign(value), Some((expected.0, expected.1.to_owned())), "{value}");
    };
    check(r#"{"value":37.0,"code":"Cel"}"#, (true, "37.0"));
    check(r#"{"value":98.6,"code":"[degF]"}"#, (false, "98.6"));
    check(r#"{"value":37.0}"#, (false, "37.0"));
    check(r#"{"value":35,"code":"Cel","comparator":"<"}"#, (false, "<35"));
    check(r#"{"value":1e308,"code":"Cel"}"#, (false, "1e+308"));
    check(r#"{"value":123456789012345678901234567890,"code":"Cel"}"#, (false, "123456789012345678901234567890"));
    assert_eq!(sign(r#"{"code":"Cel"}"#), None);
}

#[test]
fn references_are_followed_in_every_form() {
    let with = |full: &str, reference: &str| {
        let text = format!(
            r#"{{"resourceType":"Bundle","entry":[{{"fullUrl":"{full}","resource":{}}},{{"resource":{{"resourceType":"Condition","code":{{"text":"x"}},"subject":{{"reference":"{reference}"}}}}}}]}}"#,
            patient("1", "")
        );
        let reading = read("r.json", text.as_bytes()).unwrap();
        reading.snapshot.patients[0].conditions.len() == 1
    };
    assert!(with("urn:uuid:7", "urn:uuid:7"));
    assert!(with("https://a.example/R4/Patient/1", "Patient/1"));
    assert!(with("https://a.example/R4/Patient/1", "https://a.example/R4/Patient/1"));
    assert!(with("https://a.example/R4/Patient/1", "https://a.example/R4/Patient/1/_history/3"));
    assert!(!with("https://a.example/R4/Patient/1", "https://b.example/R4/Patient/1"), "another server's patient");
    assert!(!with("urn:uuid:7", "urn:uuid:8"));
    assert!(!with("urn:uuid:7", "Practitioner/1"));
}

#[test]
fn no_message_quotes_the_data() {
    let secret = "Whitfield";
    let texts = [
        format!(r#"{{"resourceType":"Bundle","entry":"{secret}"}}"#),
        format!(r#"{{"resourceType":"Bundle","entry":["{secret}"]}}"#),
        bundle(&[
            &patient("1", ""),
            &format!(r#"{{"resourceType":"Observation","subject":{{"reference":"Patient/1"}},"status":"{secret}"}}"#),
        ]),
        bundle(&[&patient("1", &format!(r#","name":"{secret}","name":"{secret}""#))]),
        format!(r#"{{"resourceType":"{secret}"#),
    ];
    for text in texts {
        let told = match read("s.json", text.as_bytes()) {
            Ok(reading) => format!("{reading:?} {:?} {:?}", reading.snapshot.counts, reading.resources),
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(!told.contains(secret), "{told}");
    }
}
