//! Puts the pieces of one input together into a snapshot: who, where, and what is known of each.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, Duration, FixedOffset};
use fhir::{Encounter, HumanName, Location, Medication, Practitioner, Reference};
use record::snapshot::{Counts, Facet, HeldPatient, SetAside};
use record::{PatientId, Snapshot};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::index::Index;
use super::moment::moment;
use super::outline::Outline;
use super::people::{self, Person};
use super::pieces::{Piece, Pieces};
use super::places::Places;
use super::{Origin, RawResource, Reading, alerts, medicines, observed, requests};

/// What a reader of one resource says: used (and what that shows its source to hold), or why it is set aside.
pub(super) type Used = Result<Option<Facet>, String>;

/// The types that are understood.
const UNDERSTOOD: [&str; 18] = [
    "Patient",
    "Practitioner",
    "Encounter",
    "Location",
    "Medication",
    "AllergyIntolerance",
    "Condition",
    "Flag",
    "Consent",
    "Observation",
    "MedicationRequest",
    "MedicationAdministration",
    "MedicationStatement",
    "ServiceRequest",
    "DiagnosticReport",
    "Procedure",
    "Appointment",
    "OperationOutcome",
];

/// How far a clock may be ahead before a time lies in the future (clinical-content §2.0).
const AHEAD: Duration = Duration::minutes(5);

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

/// What became of one piece.
#[derive(Clone)]
enum Fate {
    Used,
    Kept,
    Aside(String),
}

/// All pieces into a reading.
pub(super) fn assemble(pieces: Pieces, origin: &Origin<'_>) -> Reading {
    let outlines: Vec<Option<Outline>> =
        pieces.all.iter().map(|p| if p.broken.is_none() { Outline::of(&p.body) } else { None }).collect();
    let mut notes = Vec::new();
    let as_at = as_at(&pieces, &outlines, origin, &mut notes);
    let mut fates: Vec<Fate> =
        pieces.all.iter().zip(&outlines).map(|(piece, o)| first_look(piece, o.as_ref())).collect();
    supersede(&pieces.all, &outlines, &mut fates, &mut notes);
    let mut desk = Desk {
        now: origin.now,
        as_at,
        pieces: &pieces.all,
        outlines: &outlines,
        index: Index::default(),
        places: Places::default(),
        practitioners: HashMap::new(),
        medications: HashMap::new(),
    };
    desk.prepare(&mut fates);
    let (mut patients, by_piece) = desk.patients(&mut fates, origin);
    let mut holds = BTreeSet::new();
    let mut about: Vec<Option<PatientId>> = Vec::with_capacity(fates.len());
    for (number, outline) in outlines.iter().enumerate() {
        let whose = outline.as_ref().and_then(|outline| desk.subject(number, outline)).and_then(|p| by_piece.get(&p));
        about.push(whose.and_then(|place| patients.get(*place)).map(|held| held.id));
        let (Some(outline), Some(Fate::Used)) = (outline, fates.get(number)) else { continue };
        let held = whose.and_then(|place| patients.get_mut(*place));
        match desk.read(number, outline, held) {
            Ok(facet) => holds.extend(facet),
            Err(Left::Kept) => set(&mut fates, number, Fate::Kept),
            Err(Left::Aside(why)) => set(&mut fates, number, Fate::Aside(why)),
        }
    }
    let beds = desk.places.beds(&desk.index);
    if !beds.is_empty() {
        holds.insert(Facet::Place);
    }
    drop(desk);
    newest_first(&mut patients);
    let mut counts = Counts { notes, ..Counts::default() };
    let mut resources = Vec::with_capacity(fates.len());
    for (((piece, outline), fate), patient) in pieces.all.into_iter().zip(&outlines).zip(fates).zip(about) {
        let kind = outline.as_ref().and_then(|outline| outline.resource_type.owned());
        let name = kind.clone().unwrap_or_else(|| "?".to_owned());
        match fate {
            Fate::Used => *counts.read.entry(name.clone()).or_default() += 1,
            Fate::Kept => *counts.kept.entry(name.clone()).or_default() += 1,
            Fate::Aside(reason) => counts.set_aside.push(SetAside { place: piece.place, kind, reason, patient }),
        }
        let id = outline.as_ref().and_then(|outline| outline.id.owned()).unwrap_or_default();
        resources.push(RawResource { kind: name, id, patient, body: piece.body });
    }
    let snapshot = Snapshot { source: origin.source.clone(), as_at, beds, patients, holds, counts };
    Reading { snapshot, resources }
}

/// When all this was true. The Bundle's own word first; then the newest change; then the file's time.
fn as_at(
    pieces: &Pieces,
    outlines: &[Option<Outline>],
    origin: &Origin<'_>,
    notes: &mut Vec<String>,
) -> DateTime<FixedOffset> {
    // Of several Bundles the oldest: what is shown is at least as new as it says.
    let stamped = pieces.stamps.iter().filter_map(|text| moment(text)).min();
    let changed = || {
        let metas = outlines.iter().flatten().filter_map(|outline| outline.meta.get());
        metas.filter_map(|meta| meta.last_updated.get().and_then(moment)).max()
    };
    let found = stamped.or_else(changed);
    match found.or(origin.as_at_hint) {
        Some(moment) if moment > origin.now + AHEAD => {
            let file = origin.as_at_hint.filter(|hint| found.is_some() && *hint <= origin.now);
            notes.push("The input says it is from the future: its own time was not used".to_owned());
            file.unwrap_or(origin.now)
        }
        Some(moment) => {
            if found.is_none() {
                notes.push("The input does not say when it was true: the file's own time is used".to_owned());
            }
            moment.min(origin.now)
        }
        None => {
            notes.push("The input does not say when it was true, and nothing else does".to_owned());
            DateTime::UNIX_EPOCH.fixed_offset()
        }
    }
}

/// What can be said of a piece on its own.
fn first_look(piece: &Piece, outline: Option<&Outline>) -> Fate {
    if let Some(why) = &piece.broken {
        return Fate::Aside(why.clone());
    }
    let Some(outline) = outline else {
        return Fate::Aside("it is not an object, or has a field twice".to_owned());
    };
    let Some(kind) = outline.resource_type.get() else {
        return Fate::Aside("it has no resourceType".to_owned());
    };
    if !UNDERSTOOD.contains(&kind) {
        return Fate::Kept;
    }
    if let Some(Some(version)) = outline.version() {
        return Fate::Aside(format!("{kind} has the shape of FHIR {version}: only R4 is read"));
    }
    if outline.implicit_rules.get().is_some() {
        return Fate::Aside(format!("{kind}.implicitRules: it follows rules that Holdfast does not know"));
    }
    if !outline.modifier_extension.is_empty() {
        return Fate::Aside(format!(
            "{kind}.modifierExtension: it may change the meaning, and Holdfast does not know it"
        ));
    }
    Fate::Used
}

/// Of several versions of one resource the newest counts. Two different people under one id are both set aside.
fn supersede(pieces: &[Piece], outlines: &[Option<Outline>], fates: &mut [Fate], notes: &mut Vec<String>) {
    let mut newest: HashMap<String, usize> = HashMap::new();
    let mut doubted: HashSet<usize> = HashSet::new();
    let mut older = 0_usize;
    for (number, (piece, outline)) in pieces.iter().zip(outlines).enumerate() {
        let (Some(outline), Some(Fate::Used)) = (outline, fates.get(number)) else { continue };
        let (Some(kind), Some(id)) = (outline.resource_type.get(), outline.id.get()) else { continue };
        let address = piece.full_url.as_deref().filter(|url| url.starts_with("http"));
        let key = address.map_or_else(|| format!("{kind}/{id}"), str::to_owned);
        let Some(&before) = newest.get(&key) else {
            newest.insert(key, number);
            continue;
        };
        if kind == "Patient" && pieces.get(before).is_some_and(|other| differ(&other.body, &piece.body)) {
            doubted.extend([before, number]);
            continue;
        }
        let changed = |o: &Outline| o.meta.get().and_then(|meta| meta.last_updated.get()).and_then(moment);
        let was = outlines.get(before).and_then(Option::as_ref).and_then(changed);
        older += 1;
        if changed(outline) >= was {
            set(fates, before, Fate::Kept);
            newest.insert(key, number);
        } else {
            set(fates, number, Fate::Kept);
        }
    }
    for number in doubted {
        set(fates, number, Fate::Aside("Patient.id: two different people have this id here".to_owned()));
    }
    if older > 0 {
        notes.push(format!("{older} older versions of resources were kept and not used"));
    }
}

/// Whether two Patient resources with one id can hardly be one person: another date of birth or hospital number.
fn differ(one: &str, other: &str) -> bool {
    let facts = |body: &str| {
        let patient: fhir::Patient = serde_json::from_str(body).unwrap_or_default();
        let person = people::person(&patient, DateTime::UNIX_EPOCH.fixed_offset() + Duration::days(365 * 200));
        (patient.birth_date.owned(), person.hospital)
    };
    let (one, other) = (facts(one), facts(other));
    let clash = |a: bool, b: bool, same: bool| a && b && !same;
    clash(one.0.is_some(), other.0.is_some(), one.0 == other.0)
        || clash(one.1.is_some(), other.1.is_some(), one.1 == other.1)
}

fn newest_first(patients: &mut [HeldPatient]) {
    for held in patients {
        held.observations.sort_by_key(|seen| std::cmp::Reverse(seen.at));
        held.doses.sort_by_key(|dose| std::cmp::Reverse(dose.at));
        held.reports.sort_by_key(|report| std::cmp::Reverse(report.at));
        held.procedures.sort_by_key(|done| std::cmp::Reverse(done.at));
        held.appointments.sort_by_key(|booked| booked.at);
    }
}

fn set(fates: &mut [Fate], number: usize, fate: Fate) {
    if let Some(place) = fates.get_mut(number) {
        *place = fate;
    }
}

/// Why a resource was not used.
enum Left {
    /// Nothing is wrong with it: it is not about a patient.
    Kept,
    Aside(String),
}

impl Desk<'_> {
    /// Everything that others refer to.
    fn prepare(&mut self, fates: &mut [Fate]) {
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
    fn patients(&self, fates: &mut [Fate], origin: &Origin<'_>) -> (Vec<HeldPatient>, HashMap<usize, usize>) {
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
            let id = match person.hospital.as_ref().filter(|_| !shared) {
                Some((system, value)) => PatientId::from_number(system, value),
                None => self.local_id(number, origin),
            };
            by_piece.insert(number, held.len());
            held.push(nothing_known(id, person));
        }
        (held, by_piece)
    }

    /// Without a number of their own a patient is known by this source's id for them, and by nothing else.
    fn local_id(&self, number: usize, origin: &Origin<'_>) -> PatientId {
        let piece = self.pieces.get(number);
        let address = piece.and_then(|p| p.full_url.clone());
        let id = self.outlines.get(number).and_then(Option::as_ref).and_then(|outline| outline.id.owned());
        let key = match (address.filter(|url| url.starts_with("http")), id) {
            (Some(address), _) => address,
            (None, Some(id)) => format!("Patient/{id}"),
            (None, None) => piece.map(|piece| piece.body.clone()).unwrap_or_default(),
        };
        PatientId::from_number(&format!("source:{}", origin.source), &key)
    }

    /// The Patient resource that a resource is about.
    fn subject(&self, number: usize, outline: &Outline) -> Option<usize> {
        if outline.resource_type.is("Patient") {
            return Some(number);
        }
        let people = outline.participant.iter().filter_map(|participant| participant.actor.get());
        let mut all = outline.subject.get().into_iter().chain(outline.patient.get()).chain(people);
        all.find_map(|reference| self.index.find(reference, "Patient"))
    }

    fn read(&self, number: usize, outline: &Outline, held: Option<&mut HeldPatient>) -> Result<Option<Facet>, Left> {
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
    }
}

/// `Dr Eva Lund`.
fn spoken(name: &HumanName) -> String {
    let family = name.family.get().map(str::to_owned);
    let parts = name.prefix.iter().map(|p| p.trim_end_matches('.').to_owned()).chain(name.given.iter().cloned());
    let whole = parts.chain(family).collect::<Vec<_>>().join(" ");
    if whole.trim().is_empty() { name.text.owned().unwrap_or_default() } else { whole }
}

/// A resource as its type. It was JSON: what fails here is its build, whose words could quote the data.
pub(super) fn parse<T: DeserializeOwned>(body: &str) -> Result<T, String> {
    serde_json::from_str(body).map_err(|_| "it has a field twice, or cannot be read as its type".to_owned())
}

/// Says of a needed field whether it is missing or cannot be read, and which.
pub(super) fn wrong_or_missing(body: &str, fields: &[&str]) -> String {
    match present(body, fields) {
        Some((kind, field)) => format!("{kind}.{field} cannot be read"),
        None => {
            let kind = Outline::of(body).and_then(|outline| outline.resource_type.owned()).unwrap_or_default();
            format!("{kind}.{} is missing", fields.first().copied().unwrap_or_default())
        }
    }
}

fn present<'f>(body: &str, fields: &[&'f str]) -> Option<(String, &'f str)> {
    let value: Value = serde_json::from_str(body).ok()?;
    let kind = value.get("resourceType").and_then(Value::as_str).unwrap_or_default().to_owned();
    fields.iter().find(|field| value.get(**field).is_some_and(|found| !found.is_null())).map(|field| (kind, *field))
}
