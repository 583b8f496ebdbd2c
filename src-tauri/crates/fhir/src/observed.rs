//! What was measured and reported.

use serde::Deserialize;

use crate::lenient::{Digits, List, Maybe, Text, Truth};
use crate::{CodeableConcept, Period, Quantity, Range, Reference};

/// One measurement or finding, or a set of them in its components.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Observation {
    /// `final`, `preliminary`, `amended`, `entered-in-error` and so on.
    pub status: Text,
    /// `vital-signs`, `laboratory`.
    pub category: List<CodeableConcept>,
    /// What was measured.
    pub code: Maybe<CodeableConcept>,
    /// Who.
    pub subject: Maybe<Reference>,
    /// When it was true.
    pub effective_date_time: Text,
    /// When, to the millisecond.
    pub effective_instant: Text,
    /// When, as a period.
    pub effective_period: Maybe<Period>,
    /// When it was made known.
    pub issued: Text,
    /// A quantity.
    pub value_quantity: Maybe<Quantity>,
    /// A concept.
    pub value_codeable_concept: Maybe<CodeableConcept>,
    /// Words.
    pub value_string: Text,
    /// A whole number.
    pub value_integer: Digits,
    /// Yes or no.
    pub value_boolean: Truth,
    /// A moment.
    pub value_date_time: Text,
    /// From one amount to another.
    pub value_range: Maybe<Range>,
    /// Why there is no value.
    pub data_absent_reason: Maybe<CodeableConcept>,
    /// Its parts.
    pub component: List<Component>,
}

/// One part of an observation.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Component {
    /// What was measured.
    pub code: Maybe<CodeableConcept>,
    /// A quantity.
    pub value_quantity: Maybe<Quantity>,
    /// A concept.
    pub value_codeable_concept: Maybe<CodeableConcept>,
    /// Words.
    pub value_string: Text,
    /// A whole number.
    pub value_integer: Digits,
    /// Yes or no.
    pub value_boolean: Truth,
    /// Why there is no value.
    pub data_absent_reason: Maybe<CodeableConcept>,
}

/// A report.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DiagnosticReport {
    /// `final`, `preliminary`, `entered-in-error` and so on.
    pub status: Text,
    /// `Radiology`.
    pub category: List<CodeableConcept>,
    /// What it reports on.
    pub code: Maybe<CodeableConcept>,
    /// Who.
    pub subject: Maybe<Reference>,
    /// When it was true.
    pub effective_date_time: Text,
    /// When, as a period.
    pub effective_period: Maybe<Period>,
    /// When it was made known.
    pub issued: Text,
    /// In words.
    pub conclusion: Text,
}
