//! What all copies together know of one patient: each fact with the source it came from and how old that is.
//! A fact that no source holds is *not held*; one that a source holds and nobody recorded is *not recorded*.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};

use crate::snapshot::{
    Alert, AlertKind, Allergy, Dated, Facet, HeldDose, HeldMedicine, HeldObservation, HeldPatient, Identity, Place,
};
use crate::{PatientId, SignedRecord, SystemId};

/// One source's copy of one patient, or its silence about them.
pub struct Copy {
    /// Which source.
    pub source: SystemId,
    /// True as at.
    pub as_at: DateTime<FixedOffset>,
    /// What the source holds at all.
    pub holds: BTreeSet<Facet>,
    /// Kinds of fact about this patient that could not be read there.
    pub set_aside: BTreeSet<Facet>,
    /// What it has of this patient.
    pub patient: HeldPatient,
}

/// Where a fact came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct From {
    /// Which source.
    pub source: SystemId,
    /// True as at.
    pub as_at: DateTime<FixedOffset>,
}

/// A fact that is known, known to be absent, not recorded, or not held at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact<T> {
    /// There is one.
    Known(T, From),
    /// Asked, none.
    None(From),
    /// The source is held and nobody recorded it.
    NotRecorded(From),
    /// No source holds it, or what it held could not be read.
    NotHeld,
}

impl<T> Fact<T> {
    /// Where it came from, when any source is held.
    #[must_use]
    pub fn from(&self) -> Option<&From> {
        match self {
            Fact::Known(_, from) | Fact::None(from) | Fact::NotRecorded(from) => Some(from),
            Fact::NotHeld => None,
        }
    }

    /// The value, when it is known.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Fact::Known(value, _) => Some(value),
            Fact::None(_) | Fact::NotRecorded(_) | Fact::NotHeld => None,
        }
    }
}

/// One observation and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// What.
    pub what: T,
    /// Where from.
    pub from: From,
}

/// Everything the copies know of one patient.
#[derive(Clone)]
pub struct Picture {
    /// Who.
    pub id: PatientId,
    /// As the source with the newest place has it.
    pub identity: Identity,
    /// Where the identity came from.
    pub identity_from: From,
    /// Where they are.
    pub place: Option<Sourced<Place>>,
    /// Allergies: known, none by explicit code, not recorded, or unavailable.
    pub allergies: Fact<Vec<Allergy>>,
    /// Resuscitation decision.
    pub resuscitation: Fact<Vec<Alert>>,
    /// Infection and precautions.
    pub infection: Fact<Vec<Alert>>,
    /// Diet.
    pub diet: Fact<Vec<Alert>>,
    /// Pregnancy.
    pub pregnancy: Fact<Vec<Alert>>,
    /// Everything else that is flagged.
    pub other_alerts: Fact<Vec<Alert>>,
    /// Problems.
    pub conditions: Fact<Vec<Dated>>,
    /// Vital signs, newest first.
    pub vital_signs: Fact<Vec<Sourced<HeldObservation>>>,
    /// Results and other observations, newest first.
    pub results: Fact<Vec<Sourced<HeldObservation>>>,
    /// Prescriptions.
    pub medicines: Fact<Vec<HeldMedicine>>,
    /// Doses.
    pub doses: Fact<Vec<HeldDose>>,
    /// Requests that are open.
    pub requests: Fact<Vec<Dated>>,
    /// Sources that name this patient otherwise: their facts are not joined, and a person must look.
    pub disagree: Vec<SystemId>,
    /// What is odd about the patient's own data.
    pub notes: Vec<String>,
    /// A source has somebody else under the same id, so that nothing it holds can be told to be theirs.
    pub doubted: bool,
}

/// Joins what the copies know. `None` when there is no copy.
#[must_use]
pub fn join(mut copies: Vec<Copy>) -> Option<Picture> {
    copies.sort_by_key(|copy| {
        (!copy.holds.contains(&Facet::Place) || copy.patient.place.is_none(), std::cmp::Reverse(copy.as_at))
    });
    let first = copies.first()?;
    let identity = first.patient.identity.clone();
    let id = first.patient.id;
    let identity_from = from(first);
    let (agree, differ): (Vec<Copy>, Vec<Copy>) =
        copies.into_iter().partition(|copy| same_person(&identity, &copy.patient.identity));
    let place = agree.iter().find_map(|copy| Some(Sourced { what: copy.patient.place.clone()?, from: from(copy) }));
    let alert = |kind: AlertKind| alerts(&agree, kind);
    Some(Picture {
        id,
        identity_from,
        place,
        allergies: allergies(&agree),
        resuscitation: alert(AlertKind::Resuscitation),
        infection: alert(AlertKind::Infection),
        diet: alert(AlertKind::Diet),
        pregnancy: alert(AlertKind::Pregnancy),
        other_alerts: alert(AlertKind::Other),
        conditions: list(&agree, Facet::Conditions, |patient| patient.conditions.clone()),
        vital_signs: observations(&agree, Facet::VitalSigns, true),
        results: observations(&agree, Facet::Results, false),
        medicines: list(&agree, Facet::Medicines, |patient| patient.medicines.clone()),
        doses: list(&agree, Facet::Doses, |patient| patient.doses.clone()),
        requests: list(&agree, Facet::Requests, |patient| patient.requests.clone()),
        disagree: differ.into_iter().map(|copy| copy.source).collect(),
        notes: agree.iter().flat_map(|copy| copy.patient.notes.clone()).collect(),
        doubted: agree.iter().any(|copy| copy.patient.doubted),
        identity,
    })
}

/// What an author saw of a patient whom no copy holds any more: nothing else is held.
#[must_use]
pub fn seen(id: PatientId, record: &SignedRecord) -> Picture {
    let ledger = From { source: SystemId::new("ward"), as_at: record.recorded_at };
    Picture {
        id,
        identity: record.seen.identity.clone(),
        identity_from: ledger,
        place: None,
        allergies: Fact::NotHeld,
        resuscitation: Fact::NotHeld,
        infection: Fact::NotHeld,
        diet: Fact::NotHeld,
        pregnancy: Fact::NotHeld,
        other_alerts: Fact::NotHeld,
        conditions: Fact::NotHeld,
        vital_signs: Fact::NotHeld,
        results: Fact::NotHeld,
        medicines: Fact::NotHeld,
        doses: Fact::NotHeld,
        requests: Fact::NotHeld,
        disagree: Vec::new(),
        notes: Vec::new(),
        doubted: false,
    }
}

fn from(copy: &Copy) -> From {
    From { source: copy.source.clone(), as_at: copy.as_at }
}

/// Two sources mean the same person when family name and date of birth do not contradict each other.
fn same_person(left: &Identity, right: &Identity) -> bool {
    let plain = |name: &Option<String>| name.as_ref().map(|name| name.trim().to_lowercase());
    let families = match (plain(&left.family), plain(&right.family)) {
        (Some(left), Some(right)) => left == right,
        (None, _) | (_, None) => true,
    };
    let births = match (left.born, right.born) {
        (Some(left), Some(right)) => left.date == right.date || left.estimated || right.estimated,
        (None, _) | (_, None) => true,
    };
    families && births
}

/// The newest source that holds this kind of fact speaks for it.
fn speaker(copies: &[Copy], facet: Facet) -> Option<&Copy> {
    copies.iter().filter(|copy| copy.holds.contains(&facet)).max_by_key(|copy| copy.as_at)
}

fn list<T>(copies: &[Copy], facet: Facet, of: impl Fn(&HeldPatient) -> Vec<T>) -> Fact<Vec<T>> {
    let Some(copy) = speaker(copies, facet) else { return Fact::NotHeld };
    let found = of(&copy.patient);
    if !found.is_empty() {
        Fact::Known(found, from(copy))
    } else if copy.set_aside.contains(&facet) {
        Fact::NotHeld
    } else {
        Fact::NotRecorded(from(copy))
    }
}

/// An alert whose whole text is `none` says that somebody asked and there is none.
fn alerts(copies: &[Copy], kind: AlertKind) -> Fact<Vec<Alert>> {
    let of = |patient: &HeldPatient| patient.alerts.iter().filter(|alert| alert.kind == kind).cloned().collect();
    match list(copies, Facet::Alerts, of) {
        Fact::Known(all, from) => {
            let said: Vec<Alert> =
                all.into_iter().filter(|alert| !alert.text.trim().eq_ignore_ascii_case("none")).collect();
            if said.is_empty() { Fact::None(from) } else { Fact::Known(said, from) }
        }
        other @ (Fact::None(_) | Fact::NotRecorded(_) | Fact::NotHeld) => other,
    }
}

/// No known allergies only by its explicit code (clinical-content §5.1, first row).
fn allergies(copies: &[Copy]) -> Fact<Vec<Allergy>> {
    match list(copies, Facet::Allergies, |patient| patient.allergies.clone()) {
        Fact::Known(all, from) => {
            let known: Vec<Allergy> = all.into_iter().filter(|allergy| !allergy.none_known).collect();
            if known.is_empty() { Fact::None(from) } else { Fact::Known(known, from) }
        }
        other @ (Fact::None(_) | Fact::NotRecorded(_) | Fact::NotHeld) => other,
    }
}

fn observations(copies: &[Copy], facet: Facet, signs: bool) -> Fact<Vec<Sourced<HeldObservation>>> {
    let mut found: Vec<Sourced<HeldObservation>> = copies
        .iter()
        .flat_map(|copy| {
            copy.patient
                .observations
                .iter()
                .filter(move |one| one.sign.is_some() == signs)
                .map(|one| Sourced { what: one.clone(), from: from(copy) })
        })
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.what.at));
    let Some(copy) = speaker(copies, facet) else {
        return found.first().map(|one| one.from.clone()).map_or(Fact::NotHeld, |from| Fact::Known(found, from));
    };
    if found.is_empty() { Fact::NotRecorded(from(copy)) } else { Fact::Known(found, from(copy)) }
}

crate::private_debug!(Picture: id);

#[cfg(test)]
mod tests;
