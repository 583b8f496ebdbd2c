//! Takes a snapshot from a FHIR R4 server by asking it: what it can do, the ward's locations, who is there, and then
//! the rest for those patients, page by page. A failure part of the way gives no snapshot: the old one stays.

mod search;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Duration, FixedOffset};
use fhir::{CapabilityStatement, Encounter, Location};
use record::SystemId;
use record::snapshot::Facet;

use crate::client::{Client, ClientError};
use crate::read::{self, Origin, ReadError, Reading};
use search::Search;

/// How far a pull has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The resource type that is being asked for.
    pub kind: &'static str,
    /// Resources so far, of all types.
    pub resources: usize,
    /// Steps done, of `steps`.
    pub step: usize,
    /// Steps in all.
    pub steps: usize,
}

/// Why a pull gave nothing. Names the server and what was asked, never a patient.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PullError {
    /// No whole answer.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// What came could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It answers, but not as a FHIR server.
    #[error("{server} does not say what it can do: is {asked} the address of a FHIR server?")]
    NotFhir {
        /// Scheme, host and port.
        server: String,
        /// The path asked for.
        asked: &'static str,
    },
    /// It speaks another version.
    #[error("{server} speaks FHIR {version}: only R4 (4.0) is read")]
    OtherVersion {
        /// Scheme, host and port.
        server: String,
        /// What it says.
        version: String,
    },
    /// It refused a question that we cannot do without.
    #[error("{server} answered {status} when asked for {kind}")]
    Refused {
        /// Scheme, host and port.
        server: String,
        /// HTTP status.
        status: u16,
        /// Resource type.
        kind: &'static str,
    },
    /// An answer is not a page of search results.
    #[error("{server} sent something else than a page of {kind}")]
    NotAPage {
        /// Scheme, host and port.
        server: String,
        /// Resource type.
        kind: &'static str,
    },
    /// Its pages never end.
    #[error("the pages of {kind} at {server} go round in a circle, or are too many")]
    Endless {
        /// Scheme, host and port.
        server: String,
        /// Resource type.
        kind: &'static str,
    },
    /// Somebody stopped it.
    #[error("{server} was not asked to the end: it was stopped")]
    Stopped {
        /// Scheme, host and port.
        server: String,
    },
    /// No location of that name.
    #[error("{server} has no ward called {ward}")]
    NoSuchWard {
        /// Scheme, host and port.
        server: String,
        /// As asked for.
        ward: String,
    },
}

/// A type, what an answer shows the server to hold, and the field and days by which old ones are left out.
type Question = (&'static str, Facet, Option<(&'static str, i64)>);

/// What is asked for each batch of patients, what that shows the server to hold, and how far back.
const ABOUT_PATIENTS: [Question; 12] = [
    ("AllergyIntolerance", Facet::Allergies, None),
    ("Condition", Facet::Conditions, None),
    ("Flag", Facet::Alerts, None),
    ("Consent", Facet::Alerts, None),
    ("Observation", Facet::VitalSigns, Some(("date", 31))),
    ("MedicationRequest", Facet::Medicines, None),
    ("MedicationStatement", Facet::Medicines, None),
    ("MedicationAdministration", Facet::Doses, Some(("effective-time", 8))),
    ("ServiceRequest", Facet::Requests, None),
    ("DiagnosticReport", Facet::Results, Some(("date", 31))),
    ("Procedure", Facet::Procedures, None),
    ("Appointment", Facet::Appointments, None),
];

/// Patients asked about at once: their ids must fit an address.
const BATCH: usize = 20;

/// Takes a snapshot of one ward, or of everybody with an open stay when no ward is named.
/// The snapshot is true as at `now`, when the asking began. `go_on` hears how far it is.
///
/// # Errors
/// When the server cannot be reached, is not FHIR R4, has no such ward, breaks off part of the way, or it was stopped.
pub fn pull(
    client: &Client,
    ward: Option<&str>,
    source: &SystemId,
    now: DateTime<FixedOffset>,
    mut go_on: impl FnMut(Progress) -> bool,
) -> Result<Reading, PullError> {
    let can = capabilities(client)?;
    let mut search = Search::new(client);
    let steps = ABOUT_PATIENTS.len() + 3;
    let mut step = 0;
    let mut tell = |kind: &'static str, resources: usize| {
        step += 1;
        let more = go_on(Progress { kind, resources, step, steps });
        if more { Ok(()) } else { Err(PullError::Stopped { server: client.server() }) }
    };
    tell("Location", search.count())?;
    let places = search.all("Location", "_count=200")?;
    let here = within(client, &places, ward)?;
    tell("Encounter", search.count())?;
    let people = open_stays(&mut search, here.as_ref())?;
    tell("Patient", search.count())?;
    for batch in people.chunks(BATCH) {
        search.all("Patient", &format!("_id={}&_count=200", batch.join(",")))?;
    }
    let mut holds = BTreeSet::from([Facet::Place]);
    let mut notes = Vec::new();
    for (kind, facet, back) in ABOUT_PATIENTS {
        tell(kind, search.count())?;
        if !can.is_empty() && !can.contains(kind) {
            continue;
        }
        let since = back.map(|(field, days)| {
            let first = (now - Duration::days(days)).date_naive();
            notes.push(format!("{kind}: asked for the last {days} days"));
            format!("&{field}=ge{first}")
        });
        match ask(&mut search, kind, &people, since.as_deref()) {
            Ok(()) if kind == "Observation" => holds.extend([Facet::VitalSigns, Facet::Results]),
            Ok(()) => {
                holds.insert(facet);
            }
            // What the server will not tell is not held: that is not the same as none.
            Err(PullError::Refused { status, .. }) if status < 500 => {
                notes.push(format!("{kind}: the server answered {status}, so it is not held"));
            }
            Err(other) => return Err(other),
        }
    }
    let origin = Origin { source, as_at_hint: None, as_at_known: Some(now), now };
    let mut reading = read::read_pieces(&client.server(), search.into_pieces(), &origin, &mut |_| true)?;
    reading.snapshot.holds.extend(holds);
    reading.snapshot.counts.notes.extend(notes);
    if let Some(ward) = ward {
        // Beds of other wards were read to find this one's.
        let named = |bed: &record::snapshot::Bed| bed.ward.eq_ignore_ascii_case(ward);
        if reading.snapshot.beds.iter().any(named) {
            reading.snapshot.beds.retain(named);
        }
    }
    Ok(reading)
}

fn ask(search: &mut Search<'_>, kind: &'static str, people: &[String], since: Option<&str>) -> Result<(), PullError> {
    for batch in people.chunks(BATCH) {
        search.all(kind, &format!("patient={}{}&_count=200", batch.join(","), since.unwrap_or_default()))?;
    }
    Ok(())
}

/// Which types it offers; empty when it does not list them.
fn capabilities(client: &Client) -> Result<HashSet<String>, PullError> {
    let reply = client.get("metadata")?;
    let not_fhir = || PullError::NotFhir { server: client.server(), asked: "metadata" };
    if !reply.is_success() {
        return Err(not_fhir());
    }
    let told: CapabilityStatement = serde_json::from_slice(&reply.body).map_err(|_| not_fhir())?;
    let version = told.fhir_version.get().filter(|_| told.resource_type.is("CapabilityStatement"));
    let Some(version) = version else { return Err(not_fhir()) };
    if !version.starts_with("4.0") {
        let version = version.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').take(16).collect();
        return Err(PullError::OtherVersion { server: client.server(), version });
    }
    let resources = told.rest.iter().flat_map(|rest| rest.resource.iter());
    Ok(resources.filter_map(|resource| resource.type_.owned()).collect())
}

/// The ids of a ward and of everything in it. `partOf` may go in a circle: each is taken once.
fn within(client: &Client, places: &[String], ward: Option<&str>) -> Result<Option<HashSet<String>>, PullError> {
    let Some(ward) = ward else { return Ok(None) };
    let read: Vec<(String, Location)> =
        places.iter().filter_map(|body| Some((search::id_of(body)?, serde_json::from_str(body).ok()?))).collect();
    let named = |(id, place): &&(String, Location)| {
        id == ward || place.name.get().is_some_and(|name| name.eq_ignore_ascii_case(ward.trim()))
    };
    let mut here: HashSet<String> = read.iter().filter(named).map(|(id, _)| id.clone()).collect();
    if here.is_empty() {
        return Err(PullError::NoSuchWard { server: client.server(), ward: ward.to_owned() });
    }
    loop {
        let before = here.len();
        for (id, place) in &read {
            let above = place.part_of.get().and_then(|above| above.reference.get()).and_then(search::last_part);
            if above.is_some_and(|above| here.contains(above)) {
                here.insert(id.clone());
            }
        }
        if here.len() == before {
            return Ok(Some(here));
        }
    }
}

/// Ids of the patients with an open stay here.
fn open_stays(search: &mut Search<'_>, here: Option<&HashSet<String>>) -> Result<Vec<String>, PullError> {
    let wanted = |body: &str| {
        let stay: Encounter = serde_json::from_str(body).ok()?;
        let at = |place: &fhir::EncounterLocation| {
            let over = matches!(place.status.get(), Some("completed" | "planned" | "reserved"))
                || place.period.get().is_some_and(|period| period.end.get().is_some());
            let id = place.location.get().and_then(|r| r.reference.get()).and_then(search::last_part);
            !over && here.is_none_or(|here| id.is_some_and(|id| here.contains(id)))
        };
        let open = matches!(stay.status.get(), Some("arrived" | "triaged" | "in-progress" | "onleave"));
        if !open || !(stay.location.iter().any(at) || here.is_none()) {
            return None;
        }
        let id = stay.subject.get()?.reference.get().and_then(search::last_part)?;
        Some(id.to_owned())
    };
    let question = "status=arrived,triaged,in-progress,onleave&_count=200";
    let mut people: Vec<String> = search.some("Encounter", question, wanted)?;
    people.sort();
    people.dedup();
    Ok(people)
}
