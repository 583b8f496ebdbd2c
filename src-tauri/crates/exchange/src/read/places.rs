//! Where patients are: open encounters, and the beds, bays and wards they name.

use std::collections::HashMap;

use fhir::{Encounter, Location, Reference};
use record::Place;
use record::snapshot::Bed;

use super::index::Index;
use super::moment::moment;

/// The locations of one input, by piece number.
#[derive(Default)]
pub(super) struct Places {
    locations: HashMap<usize, Location>,
    order: Vec<usize>,
}

const KINDS: &str = "http://terminology.hl7.org/CodeSystem/location-physical-type";

impl Places {
    /// Adds one.
    pub(super) fn add(&mut self, number: usize, location: Location) {
        self.locations.insert(number, location);
        self.order.push(number);
    }

    /// Every bed in use, in the source's order.
    pub(super) fn beds(&self, index: &Index) -> Vec<Bed> {
        let mut beds = Vec::new();
        for number in &self.order {
            let Some(location) = self.locations.get(number).filter(|l| is(l, "bd") && !l.status.is("inactive")) else {
                continue;
            };
            let (Some(ward), Some(bed)) = self.ward_and_bed(*number, index) else { continue };
            let status = location.operational_status.get();
            let words = status.and_then(|status| status.display.get().or(status.code.get()));
            let note = location.description.get().or(words.filter(|words| !matches!(*words, "O" | "Occupied")));
            let bed = Bed { ward, bed, note: note.map(str::to_owned) };
            if !beds.contains(&bed) {
                beds.push(bed);
            }
        }
        beds
    }

    /// Up from a location to its ward, at most as many steps as there are locations: `partOf` may go in a circle.
    fn ward_and_bed(&self, number: usize, index: &Index) -> (Option<String>, Option<String>) {
        let (mut bed, mut ward, mut top) = (None, None, None);
        let mut here = Some(number);
        for step in 0..=self.locations.len() {
            let Some(location) = here.and_then(|number| self.locations.get(&number)) else { break };
            let name = location.name.owned();
            if is(location, "bd") || (step == 0 && location.physical_type.get().is_none() && has_parent(location)) {
                bed = bed.or_else(|| name.as_deref().map(bed_label));
            } else if is(location, "wa") {
                ward = name;
                break;
            } else if !is(location, "ro") && top.is_none() {
                top = name;
            }
            here = location.part_of.get().and_then(|above| index.find(above, "Location"));
        }
        (ward.or(top), bed)
    }

    /// Where an open encounter is: its bed before its ward, from the places that are active in it.
    fn place(&self, encounter: &Encounter, index: &Index) -> Option<(String, Option<String>, Option<String>)> {
        let over = |l: &fhir::EncounterLocation| {
            !matches!(l.status.get(), None | Some("active")) || l.period.get().is_some_and(|p| p.end.get().is_some())
        };
        let mut best: Option<(String, Option<String>, Option<String>)> = None;
        for at in encounter.location.iter().filter(|at| !over(at)) {
            let Some(reference) = at.location.get() else { continue };
            let (ward, bed) = match index.find(reference, "Location") {
                Some(number) => self.ward_and_bed(number, index),
                // Named but not here: the words are all that is known.
                None => (reference.display.owned(), None),
            };
            let since = at.period.get().and_then(|period| period.start.owned());
            let better = best.as_ref().is_none_or(|(_, known, _)| known.is_none() && bed.is_some());
            if let (Some(ward), true) = (ward, better) {
                best = Some((ward, bed, since));
            }
        }
        best
    }

    /// An encounter as a place, when it is a stay that goes on.
    pub(super) fn stay(
        &self,
        encounter: &Encounter,
        id: Option<&str>,
        index: &Index,
        name_of: impl Fn(&Reference) -> Option<String>,
    ) -> Option<Place> {
        let on = matches!(encounter.status.get(), Some("arrived" | "triaged" | "in-progress" | "onleave"));
        let ended = encounter.period.get().is_some_and(|period| period.end.get().is_some());
        // A clinic visit or a call is nobody's bed.
        let visit = encounter.class.get().is_some_and(|c| matches!(c.code.get(), Some("AMB" | "VR" | "HH")));
        if !on || ended || visit {
            return None;
        }
        let (ward, bed, since) = self.place(encounter, index)?;
        let start = encounter.period.get().and_then(|period| period.start.owned());
        Some(Place {
            ward,
            bed,
            since: since.or(start).as_deref().and_then(moment),
            consultant: consultant(encounter).and_then(name_of),
            encounter: id.map(str::to_owned),
        })
    }
}

/// The attender or consultant, as long as they are one.
fn consultant(encounter: &Encounter) -> Option<&Reference> {
    let part = |code: &str| {
        encounter.participant.iter().find(|p| {
            p.type_.iter().any(|t| t.coding.iter().any(|c| c.code.is(code)))
                && p.period.get().is_none_or(|period| period.end.get().is_none())
        })
    };
    ["ATND", "PPRF", "CON"].into_iter().find_map(part).and_then(|p| p.individual.get())
}

fn is(location: &Location, code: &str) -> bool {
    location
        .physical_type
        .get()
        .is_some_and(|kind| kind.has(KINDS, code) || kind.coding.iter().any(|c| c.code.is(code)))
}

fn has_parent(location: &Location) -> bool {
    location.part_of.get().is_some()
}

/// `Bed A1` is `A1` to the ward.
fn bed_label(name: &str) -> String {
    name.strip_prefix("Bed ").or_else(|| name.strip_prefix("bed ")).unwrap_or(name).trim().to_owned()
}
