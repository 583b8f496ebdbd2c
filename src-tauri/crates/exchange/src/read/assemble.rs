//! Puts the pieces of one input together into a snapshot: who, where, and what is known of each.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use rayon::prelude::*;
use record::snapshot::{Counts, Facet, HeldPatient, SetAside};
use record::{PatientId, Snapshot};

use super::desk::{AHEAD, Desk, Left};
use super::moment::moment;
use super::outline::Outline;
use super::pieces::{Piece, Pieces};
use super::{GoOn, Origin, RawResource, Reading, Step, versions};

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

/// What became of one piece.
#[derive(Clone)]
pub(super) enum Fate {
    Used,
    Kept,
    Aside(String),
}

/// How many resources are read between two looks at whether to go on.
const AT_ONCE: usize = 500;

/// All pieces into a reading; none when it was stopped.
pub(super) fn assemble(pieces: Pieces, origin: &Origin<'_>, go_on: GoOn<'_>) -> Option<Reading> {
    let outlines: Vec<Option<Outline>> =
        pieces.all.par_iter().map(|p| if p.broken.is_none() { Outline::of(&p.body) } else { None }).collect();
    let mut notes = Vec::new();
    let as_at = as_at(&pieces, &outlines, origin, &mut notes);
    let mut fates: Vec<Fate> =
        pieces.all.iter().zip(&outlines).map(|(piece, o)| first_look(piece, o.as_ref())).collect();
    let doubted = versions::supersede(&pieces.all, &outlines, &mut fates, &mut notes);
    let mut desk = Desk::new(origin.now, as_at, &pieces.all, &outlines);
    desk.prepare(&mut fates);
    let (mut patients, by_piece) = desk.patients(&mut fates, &doubted, origin);
    let mut holds = BTreeSet::new();
    let mut about: Vec<Option<PatientId>> = Vec::with_capacity(fates.len());
    for (number, outline) in outlines.iter().enumerate() {
        if number % AT_ONCE == 0 && !go_on(Step::Resource { number: number + 1, of: outlines.len() }) {
            return None;
        }
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
    let beds = desk.beds();
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
    Some(Reading { snapshot, resources })
}

/// When all this was true. The Bundle's own word first; then the newest change; then the file's time.
fn as_at(
    pieces: &Pieces,
    outlines: &[Option<Outline>],
    origin: &Origin<'_>,
    notes: &mut Vec<String>,
) -> DateTime<FixedOffset> {
    if let Some(known) = origin.as_at_known {
        return known;
    }
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

fn newest_first(patients: &mut [HeldPatient]) {
    for held in patients {
        held.observations.sort_by_key(|seen| std::cmp::Reverse(seen.at));
        held.doses.sort_by_key(|dose| std::cmp::Reverse(dose.at));
        held.reports.sort_by_key(|report| std::cmp::Reverse(report.at));
        held.procedures.sort_by_key(|done| std::cmp::Reverse(done.at));
        held.appointments.sort_by_key(|booked| booked.at);
    }
}

pub(super) fn set(fates: &mut [Fate], number: usize, fate: Fate) {
    if let Some(place) = fates.get_mut(number) {
        *place = fate;
    }
}
