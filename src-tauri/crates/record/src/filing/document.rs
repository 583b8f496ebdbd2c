//! The printed page as a DocumentReference, and the Provenance: who did what, when, with which program.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::frame::{Frame, moment};
use super::{Built, response};

pub(super) fn document(frame: &Frame<'_>, pdf: &[u8]) -> Built {
    const KIND: &str = "DocumentReference";
    let id = frame.part("page", 0, KIND);
    let encounter = frame.encounter();
    let mut context = json!({
        "period": { "start": frame.care_at(), "end": frame.care_at() },
        "related": [{ "reference": response::reference(frame) }],
    });
    if let (Some(all), false) = (context.as_object_mut(), encounter.is_null()) {
        all.insert("encounter".to_owned(), json!([encounter]));
    }
    let content = frame.resource(
        KIND,
        id,
        json!({
            "masterIdentifier": frame.identifier(id),
            "identifier": [frame.identifier(id)],
            "status": "current",
            "docStatus": if frame.amended() { "amended" } else { "final" },
            "type": { "text": frame.record.form.title },
            "subject": frame.subject(),
            "date": frame.recorded_at(),
            "author": [frame.author()],
            "description": frame.downtime_note(),
            "content": [{ "attachment": {
                "contentType": "application/pdf",
                "language": "en-GB",
                "title": frame.record.form.title,
                "creation": moment(frame.context.now),
                "data": STANDARD.encode(pdf),
            } }],
            "context": context,
        }),
    );
    Built { kind: KIND, id, content }
}

pub(super) fn provenance(frame: &Frame<'_>, targets: &[Built]) -> Built {
    const KIND: &str = "Provenance";
    let id = frame.part("provenance", 0, KIND);
    let mut agents = vec![agent("author", &frame.performer()), agent("enterer", &frame.author())];
    agents.extend(frame.second().map(|second| agent("verifier", &second)));
    agents.push(agent(
        "assembler",
        &json!({ "type": "Device", "display": format!("Holdfast {}", frame.context.version) }),
    ));
    let targets: Vec<Value> = targets.iter().map(|one| json!({ "reference": one.reference() })).collect();
    let content = frame.resource(
        KIND,
        id,
        json!({
            "target": targets,
            "occurredDateTime": frame.care_at(),
            "recorded": frame.recorded_at(),
            "activity": coded("http://terminology.hl7.org/CodeSystem/v3-DataOperation", if frame.amended() { "UPDATE" } else { "CREATE" }),
            "agent": agents,
            "entity": [{ "role": "source", "what": { "reference": response::reference(frame) } }],
        }),
    );
    Built { kind: KIND, id, content }
}

fn agent(role: &str, who: &Value) -> Value {
    json!({ "type": coded("http://terminology.hl7.org/CodeSystem/provenance-participant-type", role), "who": who })
}

fn coded(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}
