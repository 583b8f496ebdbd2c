//! Reading a server: pages, refusals, and servers that do not keep to the standard.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use chrono::{DateTime, FixedOffset};
use record::SystemId;
use record::snapshot::Facet;

use super::{PullError, pull};
use crate::client::{Client, ClientError};
use crate::demo;
use crate::read::Reading;

/// A server that answers by the beginning of the path; ends with the test process.
fn server(answers: Vec<(&'static str, u16, String)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/fhir", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut asked = Vec::new();
            let mut piece = [0; 1024];
            while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
                match stream.read(&mut piece) {
                    Ok(0) | Err(_) => break,
                    Ok(read) => asked.extend_from_slice(&piece[..read]),
                }
            }
            let asked = String::from_utf8_lossy(&asked).into_owned();
            let path = asked.split(' ').nth(1).unwrap_or_default().trim_start_matches("/fhir/").to_owned();
            let found = answers.iter().find(|(start, _, _)| path.starts_with(start));
            let (status, body) = found.map_or((404, "{}"), |(_, status, body)| (*status, body.as_str()));
            let length = body.len();
            let more = if status == 302 { "Location: http://127.0.0.1:1/elsewhere\r\n" } else { "" };
            let head = format!("HTTP/1.1 {status} X\r\n{more}Content-Length: {length}\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
        }
    });
    address
}

fn metadata(version: &str) -> (&'static str, u16, String) {
    let body = format!(r#"{{"resourceType":"CapabilityStatement","fhirVersion":"{version}"}}"#);
    ("metadata", 200, body)
}

fn page(next: Option<&str>, resources: &[&str]) -> String {
    let link = next.map(|url| format!(r#","link":[{{"relation":"next","url":"{url}"}}]"#)).unwrap_or_default();
    let entries: Vec<_> = resources.iter().map(|resource| format!(r#"{{"resource":{resource}}}"#)).collect();
    format!(r#"{{"resourceType":"Bundle","type":"searchset"{link},"entry":[{}]}}"#, entries.join(","))
}

fn now() -> DateTime<FixedOffset> {
    demo::reference()
}

fn pull_from(address: &str, ward: Option<&str>) -> Result<Reading, PullError> {
    pull(&Client::new(address).unwrap(), ward, &SystemId::new("epr"), now(), |_| true)
}

const WARD: &str =
    r#"{"resourceType":"Location","id":"ash","name":"Ash Ward","physicalType":{"coding":[{"code":"wa"}]}}"#;
const BED: &str = r#"{"resourceType":"Location","id":"b1","name":"Bed B1","physicalType":{"coding":[{"code":"bd"}]},"partOf":{"reference":"Location/ash"}}"#;
const OTHER: &str = r#"{"resourceType":"Location","id":"z9","name":"Bed Z9","physicalType":{"coding":[{"code":"bd"}]},"partOf":{"reference":"Location/beech"}}"#;
const PERSON: &str = r#"{"resourceType":"Patient","id":"p1","name":[{"family":"Davies"}]}"#;

fn stay(id: &str, bed: &str) -> String {
    format!(
        r#"{{"resourceType":"Encounter","id":"e-{id}","status":"in-progress","class":{{"code":"IMP"}},"subject":{{"reference":"Patient/{id}"}},"location":[{{"location":{{"reference":"Location/{bed}"}}}}]}}"#
    )
}

fn ward_server() -> String {
    server(vec![
        metadata("4.0.1"),
        // The server calls itself by an address that nobody outside can reach.
        ("Location?_count", 200, page(Some("http://inside.invalid:8090/fhir/Location?page=2"), &[WARD, BED])),
        ("Location?page=2", 200, page(None, &[OTHER])),
        ("Encounter", 200, page(None, &[&stay("p1", "b1"), &stay("p2", "z9")])),
        ("Patient?_id=p1&", 200, page(None, &[PERSON])),
        ("AllergyIntolerance?patient=p1&", 200, page(None, &[])),
        ("Flag", 403, String::new()),
    ])
}

#[test]
fn a_ward_is_pulled_page_by_page_with_only_its_own_patients() {
    let mut told = Vec::new();
    let client = Client::new(&ward_server()).unwrap();
    let mut tell = |progress| {
        told.push(progress);
        true
    };
    let reading = pull(&client, Some("ash ward"), &SystemId::new("epr"), now(), &mut tell).unwrap();
    let snapshot = reading.snapshot;
    assert_eq!(snapshot.patients.len(), 1);
    let place = snapshot.patients[0].place.as_ref().unwrap();
    assert_eq!((place.ward.as_str(), place.bed.as_deref()), ("Ash Ward", Some("B1")));
    assert_eq!(snapshot.as_at, now(), "true when it was asked");
    assert!(snapshot.holds.contains(&Facet::Allergies), "asked and none: held");
    assert!(!snapshot.holds.contains(&Facet::Alerts), "refused: not held");
    assert!(snapshot.counts.notes.iter().any(|note| note.starts_with("Flag: the server answered 403")));
    assert_eq!(told.last().unwrap().step, told.last().unwrap().steps);
}

#[test]
fn a_pull_that_is_stopped_gives_nothing() {
    let client = Client::new(&ward_server()).unwrap();
    let stopped = pull(&client, None, &SystemId::new("epr"), now(), |progress| progress.step < 3);
    assert!(matches!(stopped, Err(PullError::Stopped { .. })));
}

#[test]
fn a_server_that_is_not_what_we_need_is_refused_with_its_reason() {
    let check = |answers: Vec<(&'static str, u16, String)>, message: &str| {
        let error = pull_from(&server(answers), Some("Ash Ward")).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    };
    check(vec![], "does not say what it can do");
    check(vec![("metadata", 200, "<html>".into())], "does not say what it can do");
    check(vec![("metadata", 302, String::new())], "does not say what it can do");
    check(vec![metadata("3.0.2")], "speaks FHIR 3.0.2: only R4");
    check(vec![metadata("5.0.0")], "speaks FHIR 5.0.0: only R4");
    check(vec![metadata("4.0.1"), ("Location", 500, String::new())], "answered 500 when asked for Location");
    check(vec![metadata("4.0.1"), ("Location", 200, "[]".into())], "something else than a page of Location");
    check(vec![metadata("4.0.1"), ("Location", 200, page(None, &[]))], "has no ward called Ash Ward");
    check(vec![metadata("4.0.1"), ("Location", 200, page(Some("Location?again"), &[WARD]))], "the pages of Location");
}

#[test]
fn a_server_that_breaks_off_part_of_the_way_gives_no_snapshot() {
    let answers = vec![
        metadata("4.0.1"),
        ("Location", 200, page(None, &[WARD, BED])),
        ("Encounter", 200, page(None, &[&stay("p1", "b1")])),
        ("Patient", 200, page(None, &[PERSON])),
        ("AllergyIntolerance", 503, String::new()),
    ];
    let error = pull_from(&server(answers), Some("Ash Ward")).unwrap_err();
    assert!(matches!(error, PullError::Refused { status: 503, kind: "AllergyIntolerance", .. }));
}

#[test]
fn a_body_that_never_ends_is_cut_off() {
    let big = "x".repeat(17 * 1024 * 1024);
    let error = pull_from(&server(vec![("metadata", 200, big)]), None).unwrap_err();
    assert!(matches!(error, PullError::Client(ClientError::TooLarge { .. })), "{error}");
}

#[test]
fn only_this_pc_is_spoken_to_without_encryption() {
    let check = |address: &str, fine: bool| assert_eq!(Client::new(address).is_ok(), fine, "{address}");
    check("http://127.0.0.1:8080/fhir", true);
    check("http://localhost/fhir", true);
    check("http://[::1]:1/", true);
    check("https://fhir.example/R4", true);
    check("http://fhir.example/R4", false);
    check("http://localhost.example/", false);
    check("ftp://127.0.0.1/", false);
    check("not an address", false);
    assert!(Client::new("http://127.0.0.1:1/").unwrap().get("https://elsewhere.example/").is_err());
}
