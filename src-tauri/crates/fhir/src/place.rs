//! Where a patient is, and since when.

use serde::Deserialize;

use crate::lenient::{List, Maybe, Text};
use crate::{CodeableConcept, Coding, Period, Reference};

/// A stay or visit.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Encounter {
    /// `in-progress`, `finished` and so on.
    pub status: Text,
    /// `IMP`, `EMER`, `AMB`.
    pub class: Maybe<Coding>,
    /// Who.
    pub subject: Maybe<Reference>,
    /// Who takes part: the consultant among them.
    pub participant: List<Participant>,
    /// From when to when.
    pub period: Maybe<Period>,
    /// Where.
    pub location: List<EncounterLocation>,
}

/// Somebody's part in an encounter.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Participant {
    /// `ATND`, `CON`.
    #[serde(rename = "type")]
    pub type_: List<CodeableConcept>,
    /// Who.
    pub individual: Maybe<Reference>,
    /// From when to when.
    pub period: Maybe<Period>,
}

/// One place of an encounter.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct EncounterLocation {
    /// Where.
    pub location: Maybe<Reference>,
    /// `planned`, `active`, `reserved`, `completed`.
    pub status: Text,
    /// From when to when.
    pub period: Maybe<Period>,
}

/// A ward, bay or bed.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Location {
    /// `active`, `suspended`, `inactive`.
    pub status: Text,
    /// HL7 v2 table 0116: `U` unoccupied, `H` housekeeping.
    pub operational_status: Maybe<Coding>,
    /// Its name.
    pub name: Text,
    /// Words about it.
    pub description: Text,
    /// `bd` bed, `ro` room, `wa` ward.
    pub physical_type: Maybe<CodeableConcept>,
    /// What it is part of.
    pub part_of: Maybe<Reference>,
}
