//! What a stand-in answers when nothing goes wrong: capabilities, read, search, update and conditional create.

use serde_json::{Value, json};

use crate::http::{Answer, Request, terms};
use crate::shelf::{Shelf, bears};
use crate::stand_in::Custom;

const KINDS: [&str; 8] = [
    "Patient",
    "Encounter",
    "Practitioner",
    "QuestionnaireResponse",
    "Observation",
    "DiagnosticReport",
    "DocumentReference",
    "Provenance",
];

/// Carries a request out.
pub(crate) fn answer(shelf: &mut Shelf, custom: &Custom, request: &Request) -> Answer {
    let (kind, id) = match request.path.split_once('/') {
        Some((kind, id)) => (kind, Some(id)),
        None => (request.path.as_str(), None),
    };
    match (request.method.as_str(), kind, id) {
        ("GET", "metadata", None) => whole(200, &capabilities(custom)),
        ("GET", kind, Some(id)) => match shelf.get(kind, id) {
            Some(resource) => whole(200, resource),
            None => outcome(404, "not-found", "No such resource"),
        },
        ("GET", kind, None) => whole(200, &found(shelf, kind, &request.query)),
        ("PUT", kind, Some(id)) if custom.our_ids => put(shelf, custom, request, kind, id),
        ("PUT", _, Some(_)) => outcome(405, "not-supported", "Ids are chosen here"),
        ("POST", kind, None) => post(shelf, custom, request, kind),
        (_, _, _) => outcome(405, "not-supported", "Not supported"),
    }
}

fn put(shelf: &mut Shelf, custom: &Custom, request: &Request, kind: &str, id: &str) -> Answer {
    let Ok(resource) = serde_json::from_slice::<Value>(&request.body) else {
        return outcome(400, "structure", "The body is not JSON");
    };
    if resource.get("id").and_then(Value::as_str) != Some(id) {
        return outcome(400, "invalid", "The id in the body is another");
    }
    if custom.honours_if_none_match && request.header("if-none-match") == Some("*") && shelf.get(kind, id).is_some() {
        return outcome(412, "conflict", "It exists already");
    }
    let created = shelf.put(kind, id, resource);
    stored(shelf, kind, id, if created { 201 } else { 200 })
}

fn post(shelf: &mut Shelf, custom: &Custom, request: &Request, kind: &str) -> Answer {
    let Ok(resource) = serde_json::from_slice::<Value>(&request.body) else {
        return outcome(400, "structure", "The body is not JSON");
    };
    if let Some(condition) = request.header("if-none-exist").filter(|_| custom.honours_if_none_exist) {
        let there = matching(shelf, kind, condition);
        match there.as_slice() {
            [] => {}
            [one] => return whole(200, one),
            _ => return outcome(412, "multiple-matches", "More than one matches"),
        }
    }
    let id = format!("their-{}", shelf.count(kind) + 1);
    shelf.put(kind, &id, resource);
    stored(shelf, kind, &id, 201)
}

/// The answer to a write. `shelf` has it.
pub(crate) fn stored(shelf: &Shelf, kind: &str, id: &str, status: u16) -> Answer {
    let version = shelf.versions(kind, id);
    let mut answer = whole(status, shelf.get(kind, id).unwrap_or(&Value::Null));
    answer.headers.push(("etag", format!("W/\"{version}\"")));
    answer.headers.push(("location", format!("/fhir/{kind}/{id}/_history/{version}")));
    answer
}

fn found(shelf: &Shelf, kind: &str, query: &str) -> Value {
    let entries: Vec<Value> = matching(shelf, kind, query)
        .into_iter()
        .map(|resource| json!({ "resource": resource, "search": { "mode": "match" } }))
        .collect();
    json!({ "resourceType": "Bundle", "type": "searchset", "total": entries.len(), "entry": entries })
}

fn matching<'a>(shelf: &'a Shelf, kind: &str, query: &str) -> Vec<&'a Value> {
    let terms = terms(query);
    shelf.all(kind).into_iter().filter(|resource| terms.iter().all(|(name, value)| is(resource, name, value))).collect()
}

/// Whether a resource meets a search term. An unknown term is ignored, as servers do.
fn is(resource: &Value, name: &str, value: &str) -> bool {
    let text = |path: &str| resource.pointer(path).and_then(Value::as_str);
    // A comma means any of them.
    let any = |is: &dyn Fn(&str) -> bool| value.split(',').any(is);
    match name {
        "identifier" => bears(resource, value),
        "_id" => any(&|value| text("/id") == Some(value)),
        "status" => any(&|value| text("/status") == Some(value)),
        "patient" | "subject" => {
            let plain = text("/subject/reference").unwrap_or_default();
            any(&|value| plain == value || plain.strip_prefix("Patient/") == Some(value))
        }
        "target" => {
            let targets = resource.get("target").and_then(Value::as_array);
            targets.into_iter().flatten().any(|one| one.get("reference").and_then(Value::as_str) == Some(value))
        }
        _ => true,
    }
}

fn capabilities(custom: &Custom) -> Value {
    let interactions = |kind: &str| {
        let taken = !custom.does_not_take.iter().any(|not| not == kind);
        let mut codes = vec!["read", "search-type"];
        codes.extend(taken.then_some("create"));
        codes.extend((taken && custom.our_ids).then_some("update"));
        codes.into_iter().map(|code| json!({ "code": code })).collect::<Vec<Value>>()
    };
    let resources: Vec<Value> = KINDS
        .iter()
        .filter(|kind| !custom.does_not_mention.iter().any(|not| not == *kind))
        .map(|kind| json!({ "type": kind, "updateCreate": custom.our_ids, "interaction": interactions(kind) }))
        .collect();
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "kind": "instance",
        "fhirVersion": custom.fhir_version,
        "software": { "name": custom.software },
        "implementation": { "description": "A stand-in" },
        "rest": [{ "mode": "server", "resource": resources }],
    })
}

/// An OperationOutcome.
pub(crate) fn outcome(status: u16, code: &str, words: &str) -> Answer {
    let issue = json!({ "severity": "error", "code": code, "diagnostics": words });
    whole(status, &json!({ "resourceType": "OperationOutcome", "issue": [issue] }))
}

fn whole(status: u16, body: &Value) -> Answer {
    Answer { status, headers: Vec::new(), body: body.to_string() }
}
