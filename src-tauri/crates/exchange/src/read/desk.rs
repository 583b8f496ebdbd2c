//! Everything that the reader of one resource may look at: who is who, what a reference means, what time it is.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, FixedOffset};
use fhir::{Encounter, HumanName, Location, Medication, Practitioner, Reference};
use record::PatientId;
use record::snapshot::{Bed, Facet, HeldPatient};

use super::assemble::{Fate, set};
use super::index::Index;
use super::moment::moment;
use super::outline::Outline;
use super::people::{self, Person};
use super::pieces::Piece;
use super::places::Places;
use super::reason::{parse, present, wrong_or_missing};
use super::{Origin, alerts, medicines, observed, requests};

/// What a reader of one resource says: used (and what that shows its source to hold), or why it is set aside.
pub(super) type Used = Result<Option<Facet>, String>;

/// How far a clock may be ahead before a time lies in the future (clinical-content §2.0).
pub(super) const AHEAD: Duration = Duration::minutes(5);

/// What a reader of one resource may look at.
pub(super) struct Desk<'a> {
    pub(super) now: DateTime<FixedOffset>,
    pub(super) as_at: DateTime<FixedOffset>,
    pieces: &'a [Piece],
    outlines: &'a [Option<Outline>],
    index: Index,
    places: Places,
    practitioners: HashMap<usize, String>,
    medications: HashMap<usize, Medication>,
}
/// Why a resource was not used.
pub(super) enum Left {
    /// Nothing is wrong with it: it is not about a patient.
    Kept,
    Aside(String),
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        now: DateTime<FixedOffset>,
        as_at: DateTime<FixedOffset>,
        pieces: &'a [Piece],
        outlines: &'a [Option<Outline>],
    ) -> Self {
        Self {
            now,
            as_at,
            pieces,
            outlines,
            index: Index::default(),
            places: Places::default(),
            practitioners: HashMap::new(),
            medications: HashMap::new(),
        }
    }

    /// Every bed the input names.
    pub(super) fn beds(&self) -> Vec<Bed> {
        self.places.beds(&self.index)
    }

    /// Everything that others refer to.
    pub(super) fn prepare(&mut self, fates: &mut [Fate]) {
        for (number, (piece, outline)) in self.pieces.iter().zip(self.outlines).enumerate() {
            let (Some(outline), Some(Fate::Used)) = (outline, fates.get(number)) else { continue };
            self.index.add(number, piece, outline);
            let kind = outline.resource_type.get();
            let done = match kind {
                Some("Location") => parse::<Location>(&piece.body).map(|location| self.places.add(number, location)),
                Some("Practitioner") => parse::<Practitioner>(&piece.body).map(|person| {
                    self.practitioners.extend(person.name.first().map(|name| (number, spoken(name))));
                }),
                Some("Medication") => parse::<Medication>(&piece.body).map(|medication| {
                    self.medications.insert(number, medication);
                }),
                _ => Ok(()),
            };
            if let Err(why) = done {
                set(fates, number, Fate::Aside(why));
            }
        }
    }

    /// Every patient, in the input's order, and where each Patient resource went.
    pub(super) fn patients(
        &self,
        fates: &mut [Fate],
        doubted: &HashSet<usize>,
        origin: &Origin<'_>,
    ) -> (Vec<HeldPatient>, HashMap<usize, usize>) {
        let mut people: Vec<(usize, Person)> = Vec::new();
        for (number, (piece, outline)) in self.pieces.iter().zip(self.outlines).enumerate() {
            let is_patient = outline.as_ref().is_some_and(|outline| outline.resource_type.is("Patient"));
            if !is_patient || !matches!(fates.get(number), Some(Fate::Used)) {
                continue;
            }
            match parse::<fhir::Patient>(&piece.body) {
                Ok(patient) => people.push((number, people::person(&patient, origin.now))),
                Err(why) => set(fates, number, Fate::Aside(why)),
            }
        }
        let (mut hospital, mut nhs): (HashMap<_, usize>, HashMap<_, usize>) = (HashMap::new(), HashMap::new());
        for (_, person) in &people {
            *hospital.entry(person.hospital.clone()).or_default() += 1;
            *nhs.entry(person.identity.nhs_number.as_ref().map(|number| number.value.clone())).or_default() += 1;
        }
        let mut held = Vec::with_capacity(people.len());
        let mut by_piece = HashMap::new();
        for (number, mut person) in people {
            let value = person.identity.nhs_number.as_ref().map(|number| number.value.clone());
            if value.is_some() && nhs.get(&value).is_some_and(|count| *count > 1) {
                person.notes.push("Another patient here has the same NHS number".to_owned());
            }
            let shared = person.hospital.is_some() && hospital.get(&person.hospital).is_some_and(|count| *count > 1);
            if shared {
                person.notes.push("Another patient here has the same hospital number".to_owned());
            }
            let doubted = doubted.contains(&number);
            if doubted {
                person.notes.push(
                    "Somebody else has the same id at the source: what it holds under that id is not shown".to_owned(),
                );
            }
            let id = match person.hospital.as_ref().filter(|_| !shared) {
                Some((system, value)) => PatientId::from_number(system, value),
                None => self.local_id(number, doubted.then_some(&person), origin),
            };
            by_piece.insert(number, held.len());
            held.push(HeldPatient { doubted, ..nothing_known(id, person) });
        }
        (held, by_piece)
    }

    /// Without a number of their own a patient is known by this source's id for them, and by nothing else; two who share
    /// it, by what tells them apart as well.
    fn local_id(&self, number: usize, apart: Option<&Person>, origin: &Origin<'_>) -> PatientId {
        let piece = self.pieces.get(number);
        let address = piece.and_then(|p| p.full_url.clone());
        let id = self.outlines.get(number).and_then(Option::as_ref).and_then(|outline| outline.id.owned());
        let key = match (address.filter(|url| url.starts_with("http")), id) {
            (Some(address), _) => address,
            (None, Some(id)) => format!("Patient/{id}"),
            (None, None) => piece.map(|piece| piece.body.clone()).unwrap_or_default(),
        };
        let apart = apart.map(|person| {
            let who = &person.identity;
            let nhs = who.nhs_number.as_ref().map(|number| number.value.as_str());
            let born = who.born.map(|born| born.date.to_string());
            let told = [who.family.as_deref(), who.given.as_deref(), born.as_deref(), nhs];
            let gender = serde_json::to_string(&who.gender).unwrap_or_default();
            format!("{key}|{}|{gender}", told.map(Option::unwrap_or_default).join("|"))
        });
        PatientId::from_number(&format!("source:{}", origin.source), &apart.unwrap_or(key))
    }

    /// The Patient resource that a resource is about.
    pub(super) fn subject(&self, number: usize, outline: &Outline) -> Option<usize> {
        if outline.resource_type.is("Patient") {
            return Some(number);
        }
        let people = outline.participant.iter().filter_map(|participant| participant.actor.get());
        let mut all = outline.subject.get().into_iter().chain(outline.patient.get()).chain(people);
        all.find_map(|reference| self.index.find(reference, "Patient"))
    }

    pub(super) fn read(
        &self,
        number: usize,
        outline: &Outline,
        held: Option<&mut HeldPatient>,
    ) -> Result<Option<Facet>, Left> {
        let kind = outline.resource_type.get().unwrap_or_default();
        if matches!(kind, "Patient" | "Practitioner" | "Location" | "Medication") {
            return Ok(None);
        }
        if kind == "OperationOutcome" {
            return Err(Left::Kept);
        }
        let body = self.pieces.get(number).map(|piece| piece.body.as_str()).unwrap_or_default();
        let Some(held) = held else { return Err(self.without_patient(kind, body, outline)) };
        let id = outline.id.get().unwrap_or_default();
        let used = match kind {
            "Encounter" => self.encounter(body, outline, held),
            "AllergyIntolerance" => alerts::allergy(body, held),
            "Condition" => alerts::condition(body, held),
            "Flag" => alerts::flag(body, self, held),
            "Consent" => alerts::consent(body, self, held),
            "Observation" => observed::observation(body, self, held),
            "DiagnosticReport" => observed::report(body, self, held),
            "MedicationRequest" => medicines::request(body, id, self, held),
            "MedicationStatement" => medicines::statement(body, id, self, held),
            "MedicationAdministration" => medicines::dose(body, self, held),
            "ServiceRequest" => requests::service(body, held),
            "Procedure" => requests::procedure(body, held),
            "Appointment" => requests::appointment(body, self, held),
            _ => return Err(Left::Kept),
        };
        used.map_err(Left::Aside)
    }

    /// About a ward, a group or a device is nothing wrong; about nobody, or somebody who is not here, is.
    fn without_patient(&self, kind: &str, body: &str, outline: &Outline) -> Left {
        let reference = outline.subject.get().or(outline.patient.get());
        let text = reference.and_then(|reference| reference.reference.get());
        if text.is_some_and(|text| ["Group/", "Device/", "Location/"].iter().any(|other| text.contains(other))) {
            return Left::Kept;
        }
        if kind == "Appointment" {
            return Left::Aside("Appointment.participant: no patient of this input takes part".to_owned());
        }
        let field = if matches!(kind, "AllergyIntolerance" | "Consent") { "patient" } else { "subject" };
        Left::Aside(match text {
            Some(_) => format!("{kind}.{field}: the patient is not in this input, or cannot be told apart"),
            None => wrong_or_missing(body, &[field]),
        })
    }

    fn encounter(&self, body: &str, outline: &Outline, held: &mut HeldPatient) -> Used {
        let encounter: Encounter = parse(body)?;
        let known = ["planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled"];
        match encounter.status.get() {
            Some("entered-in-error" | "unknown") => return Ok(Some(Facet::Place)),
            Some(status) if known.contains(&status) => {}
            _ => return Err(wrong_or_missing(body, &["status"])),
        }
        let found = self.places.stay(&encounter, outline.id.get(), &self.index, |who| self.name_of(who));
        if let Some(place) = found {
            // Of two open stays the later, and of those the one with a bed.
            let rank = |place: &record::Place| (place.since, place.bed.is_some());
            let open_before = held.place.as_ref().map(rank);
            if held.place.is_some() {
                held.notes.push("The source has more than one open stay for this patient".to_owned());
            }
            if open_before.is_none_or(|before| rank(&place) > before) {
                held.place = Some(place);
            }
        }
        Ok(Some(Facet::Place))
    }

    /// A person's name, from the words of the reference or from the resource it names.
    pub(super) fn name_of(&self, reference: &Reference) -> Option<String> {
        let named = || self.index.find(reference, "Practitioner").and_then(|number| self.practitioners.get(&number));
        reference.display.owned().or_else(|| named().cloned())
    }

    /// The medicine that a reference names.
    pub(super) fn medication(&self, reference: &Reference) -> Option<&Medication> {
        self.index.find(reference, "Medication").and_then(|number| self.medications.get(&number))
    }

    /// `MedicationRequest/1`, when the resource is here.
    pub(super) fn key_of(&self, reference: &Reference, kind: &str) -> Option<String> {
        let outline = self.index.find(reference, kind).and_then(|number| self.outlines.get(number))?.as_ref()?;
        outline.id.get().map(|id| format!("{kind}/{id}"))
    }

    /// A time that is needed and may not lie in the future.
    pub(super) fn when(
        &self,
        body: &str,
        text: Option<&str>,
        fields: &[&str],
    ) -> Result<DateTime<FixedOffset>, String> {
        let Some(at) = text.and_then(moment) else { return Err(wrong_or_missing(body, fields)) };
        if at > self.now + AHEAD {
            let Some((kind, field)) = present(body, fields) else { return Err("its time is in the future".to_owned()) };
            return Err(format!("{kind}.{field} is in the future"));
        }
        Ok(at)
    }
}

fn nothing_known(id: PatientId, person: Person) -> HeldPatient {
    HeldPatient {
        id,
        identity: person.identity,
        place: None,
        allergies: Vec::new(),
        alerts: Vec::new(),
        conditions: Vec::new(),
        observations: Vec::new(),
        medicines: Vec::new(),
        doses: Vec::new(),
        requests: Vec::new(),
        reports: Vec::new(),
        procedures: Vec::new(),
        appointments: Vec::new(),
        notes: person.notes,
        doubted: false,
    }
}

/// `Dr Eva Lund`.
fn spoken(name: &HumanName) -> String {
    let family = name.family.get().map(str::to_owned);
    let parts = name.prefix.iter().map(|p| p.trim_end_matches('.').to_owned()).chain(name.given.iter().cloned());
    let whole = parts.chain(family).collect::<Vec<_>>().join(" ");
    if whole.trim().is_empty() { name.text.owned().unwrap_or_default() } else { whole }
}
