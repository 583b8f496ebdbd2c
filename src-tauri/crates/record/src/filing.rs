//! Filing: how a signed record becomes what its target takes, and how far it has come.
//! Built once, at the intent; the bytes are kept and sent again unchanged until they are accepted.
//! Not here: finding the patient at the target, sending, reading back (that is `exchange::file`).

mod codes;
mod compare;
mod digits;
mod document;
mod frame;
mod response;
mod step;
mod telephoned;
mod values;
mod vitals;

use std::fmt;

use chrono::{DateTime, FixedOffset};
use forms::Definition;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

pub use compare::{Difference, How, equal_in_what_we_sent};
pub use frame::register;
pub use step::{Evidence, FilingState, FilingStep};

use crate::{RecordId, SignedRecord};
use frame::Frame;

/// Who and what the target itself holds, by its own references. Found there before the first send, never guessed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Their Patient: `Patient/123`.
    pub patient_ref: String,
    /// The stay that is open there, when exactly one is.
    pub encounter_ref: Option<String>,
    /// The author as they know them, when exactly one matches the professional number.
    pub performer_ref: Option<String>,
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Found {{ encounter: {}, performer: {} }}",
            self.encounter_ref.is_some(),
            self.performer_ref.is_some()
        )
    }
}

/// What surrounds a build: everything that is not in the record.
#[derive(Debug, Clone)]
pub struct BuildContext<'a> {
    /// Now: when the document is made and handed over.
    pub now: DateTime<FixedOffset>,
    /// Holdfast's version.
    pub version: &'a str,
    /// Everything is invented: each resource says so (HTEST).
    pub exercise: bool,
    /// Base of our identifiers and extensions, `https://holdfast.invalid/fhir`, without a slash at its end.
    pub namespace: &'a str,
}

fn first() -> u32 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_first(version: &u32) -> bool {
    *version == 1
}

/// The usual base of our identifiers and extensions.
pub const NAMESPACE: &str = "https://holdfast.invalid/fhir";

/// One record as its target takes it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Which record.
    pub record: RecordId,
    /// In which version, from 1.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub version: u32,
    /// Their Patient: `Patient/123`.
    pub subject: String,
    /// In the order they must be sent: what is pointed at comes before what points.
    pub resources: Vec<Outgoing>,
    /// BLAKE3 of all bodies in order.
    pub digest: String,
}

/// One resource, as bytes that never change again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Resource type.
    pub kind: String,
    /// Our id for it, the same on every build of the same record.
    pub id: Uuid,
    /// The exact JSON.
    pub body: String,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{} ({} bytes)", self.kind, self.id, self.body.len())
    }
}

/// Why a record cannot be built. Names places in the form, never what was answered there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildProblem {
    /// The definition given is of another form or version than the record was signed on.
    #[error("the record was signed on {signed}, and the definition given is {given}")]
    OtherForm {
        /// On the record: `news2 1.0.0`.
        signed: String,
        /// Given.
        given: String,
    },
    /// The score, worked out again, is not the one that was signed.
    #[error("the score that was signed is not the one its answers give")]
    OtherScore,
    /// An answer is not what its question takes.
    #[error("the answer to `{0}` is not what the question takes")]
    Answer(String),
    /// The target's patient reference is not one.
    #[error("the patient found at the target has no usable reference")]
    Subject,
    /// A telephoned result without any result.
    #[error("no result is on the form")]
    NoResult,
}

/// Builds everything that is sent for one signed record.
///
/// `definition` is the form the record was signed on; `pdf` is its printed page.
/// The same arguments give the same bytes.
///
/// # Errors
/// When the definition is not that of the record, or an answer cannot be said in FHIR.
pub fn build(
    record: &SignedRecord,
    definition: &Definition,
    pdf: &[u8],
    to: &Found,
    context: &BuildContext<'_>,
) -> Result<Filing, BuildProblem> {
    if !to.patient_ref.starts_with("Patient/") || to.patient_ref.len() == "Patient/".len() {
        return Err(BuildProblem::Subject);
    }
    if (&definition.id, &definition.version) != (&record.form.id, &record.form.version) {
        let signed = format!("{} {}", record.form.id, record.form.version);
        return Err(BuildProblem::OtherForm { signed, given: format!("{} {}", definition.id, definition.version) });
    }
    let frame = Frame { record, to, context, form: definition };
    let mut resources = vec![response::build(&frame)?];
    resources.extend(vitals::build(&frame)?);
    resources.extend(telephoned::build(&frame)?);
    resources.push(document::document(&frame, pdf));
    resources.push(document::provenance(&frame, &resources));
    let resources: Vec<Outgoing> = resources.into_iter().map(Built::into_bytes).collect();
    let digest = digest(&resources);
    Ok(Filing { record: record.id, version: record.version(), subject: to.patient_ref.clone(), resources, digest })
}

/// What would be filed, as one FHIR Bundle: for a person or a program to read, not for sending.
#[must_use]
pub fn bundle(filings: &[Filing]) -> String {
    let entries: Vec<Value> = filings
        .iter()
        .flat_map(|filing| &filing.resources)
        .filter_map(|one| {
            let resource: Value = serde_json::from_str(&one.body).ok()?;
            Some(json!({ "fullUrl": format!("urn:uuid:{}", one.id), "resource": resource }))
        })
        .collect();
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries }).to_string()
}

/// BLAKE3 over the bodies, each with its length, so that no two lists of bodies have the same digest.
fn digest(resources: &[Outgoing]) -> String {
    let mut hash = blake3::Hasher::new();
    for one in resources {
        hash.update(&(one.body.len() as u64).to_be_bytes());
        hash.update(one.body.as_bytes());
    }
    hash.finalize().to_hex().to_string()
}

/// A resource before it is bytes.
struct Built {
    kind: &'static str,
    id: Uuid,
    content: Value,
}

impl Built {
    fn reference(&self) -> String {
        format!("{}/{}", self.kind, self.id)
    }

    fn into_bytes(self) -> Outgoing {
        Outgoing { kind: self.kind.to_owned(), id: self.id, body: self.content.to_string() }
    }
}

crate::private_debug!(Filing: record);

#[cfg(test)]
mod tests;
