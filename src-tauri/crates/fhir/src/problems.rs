//! What to know before acting: allergies, problems, alerts, consents.

use serde::Deserialize;

use crate::lenient::{List, Maybe, Text};
use crate::{CodeableConcept, Period, Reference};

/// An allergy or intolerance, or the statement that there is none.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct AllergyIntolerance {
    /// `active`, `inactive`, `resolved`.
    pub clinical_status: Maybe<CodeableConcept>,
    /// `confirmed`, `unconfirmed`, `refuted`, `entered-in-error`.
    pub verification_status: Maybe<CodeableConcept>,
    /// To what.
    pub code: Maybe<CodeableConcept>,
    /// Who.
    pub patient: Maybe<Reference>,
    /// When it was recorded.
    pub recorded_date: Text,
    /// What happened.
    pub reaction: List<Reaction>,
}

/// One reaction.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Reaction {
    /// To what, when narrower than the allergy's own code.
    pub substance: Maybe<CodeableConcept>,
    /// Signs and symptoms.
    pub manifestation: List<CodeableConcept>,
    /// In words.
    pub description: Text,
}

/// A problem or diagnosis.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Condition {
    /// `active`, `recurrence`, `relapse`, `inactive`, `remission`, `resolved`.
    pub clinical_status: Maybe<CodeableConcept>,
    /// `confirmed`, `provisional`, `refuted`, `entered-in-error`.
    pub verification_status: Maybe<CodeableConcept>,
    /// What.
    pub code: Maybe<CodeableConcept>,
    /// Who.
    pub subject: Maybe<Reference>,
    /// Since when.
    pub onset_date_time: Text,
    /// Since when, as a period.
    pub onset_period: Maybe<Period>,
    /// Until when: then it is over.
    pub abatement_date_time: Text,
    /// When it was recorded.
    pub recorded_date: Text,
}

/// An alert.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Flag {
    /// `active`, `inactive`, `entered-in-error`.
    pub status: Text,
    /// What kind.
    pub category: List<CodeableConcept>,
    /// What.
    pub code: Maybe<CodeableConcept>,
    /// Who.
    pub subject: Maybe<Reference>,
    /// From when to when.
    pub period: Maybe<Period>,
    /// Who says so.
    pub author: Maybe<Reference>,
}

/// A consent or refusal, a resuscitation decision among them.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Consent {
    /// `draft`, `proposed`, `active`, `rejected`, `inactive`, `entered-in-error`.
    pub status: Text,
    /// What it is about at large.
    pub scope: Maybe<CodeableConcept>,
    /// What kind.
    pub category: List<CodeableConcept>,
    /// Who.
    pub patient: Maybe<Reference>,
    /// When.
    pub date_time: Text,
    /// Who decided.
    pub performer: List<Reference>,
    /// What is permitted or denied.
    pub provision: Maybe<Provision>,
}

/// What a consent permits or denies.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Provision {
    /// `deny` or `permit`.
    #[serde(rename = "type")]
    pub type_: Text,
    /// From when to when.
    pub period: Maybe<Period>,
    /// What.
    pub code: List<CodeableConcept>,
}
