//! Prescriptions and doses.

use serde::Deserialize;

use crate::lenient::{Digits, List, Maybe, Text, Texts, Truth};
use crate::{Annotation, CodeableConcept, Contained, Extension, Period, Quantity, Reference};

/// A prescription.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct MedicationRequest {
    /// `active`, `on-hold`, `stopped` and so on.
    pub status: Text,
    /// `order`, `plan`, `proposal` and so on.
    pub intent: Text,
    /// It says *not* to give it.
    pub do_not_perform: Truth,
    /// What.
    pub medication_codeable_concept: Maybe<CodeableConcept>,
    /// What, by reference.
    pub medication_reference: Maybe<Reference>,
    /// Who.
    pub subject: Maybe<Reference>,
    /// When it was written.
    pub authored_on: Text,
    /// How to take it.
    pub dosage_instruction: List<Dosage>,
    /// Notes.
    pub note: List<Annotation>,
    /// Resources inside it.
    pub contained: List<Contained>,
    /// Extensions.
    pub extension: List<Extension>,
}

/// What a patient takes, as reported.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct MedicationStatement {
    /// `active`, `intended`, `stopped`, `not-taken` and so on.
    pub status: Text,
    /// What.
    pub medication_codeable_concept: Maybe<CodeableConcept>,
    /// What, by reference.
    pub medication_reference: Maybe<Reference>,
    /// Who.
    pub subject: Maybe<Reference>,
    /// When.
    pub effective_date_time: Text,
    /// When, as a period.
    pub effective_period: Maybe<Period>,
    /// When it was said.
    pub date_asserted: Text,
    /// How it is taken.
    pub dosage: List<Dosage>,
    /// Resources inside it.
    pub contained: List<Contained>,
}

/// A dose that was given, or was not.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct MedicationAdministration {
    /// `completed`, `in-progress`, `not-done` and so on.
    pub status: Text,
    /// Why not.
    pub status_reason: List<CodeableConcept>,
    /// What.
    pub medication_codeable_concept: Maybe<CodeableConcept>,
    /// What, by reference.
    pub medication_reference: Maybe<Reference>,
    /// Who.
    pub subject: Maybe<Reference>,
    /// When.
    pub effective_date_time: Text,
    /// When, as a period.
    pub effective_period: Maybe<Period>,
    /// The prescription it belongs to.
    pub request: Maybe<Reference>,
    /// How much.
    pub dosage: Maybe<AdministrationDosage>,
    /// Resources inside it.
    pub contained: List<Contained>,
}

/// How much was given.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct AdministrationDosage {
    /// In words.
    pub text: Text,
    /// As an amount.
    pub dose: Maybe<Quantity>,
}

/// A medicine as a resource of its own.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Medication {
    /// What it is.
    pub code: Maybe<CodeableConcept>,
    /// Pharmaceutical form.
    pub form: Maybe<CodeableConcept>,
    /// Extensions.
    pub extension: List<Extension>,
}

/// How a medicine is taken.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Dosage {
    /// The whole in words.
    pub text: Text,
    /// More words: `time-critical`.
    pub additional_instruction: List<CodeableConcept>,
    /// When.
    pub timing: Maybe<Timing>,
    /// As required.
    pub as_needed_boolean: Truth,
    /// As required, for what.
    pub as_needed_codeable_concept: Maybe<CodeableConcept>,
    /// How it enters the body.
    pub route: Maybe<CodeableConcept>,
    /// How much.
    pub dose_and_rate: List<DoseAndRate>,
}

/// How much, or how fast.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct DoseAndRate {
    /// An amount.
    pub dose_quantity: Maybe<Quantity>,
    /// From one amount to another.
    pub dose_range: Maybe<Range>,
    /// An amount in a time.
    pub rate_quantity: Maybe<Quantity>,
}

/// From one amount to another.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Range {
    /// At least.
    pub low: Maybe<Quantity>,
    /// At most.
    pub high: Maybe<Quantity>,
}

/// When a medicine is due.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Timing {
    /// Moments.
    pub event: Texts,
    /// A rule.
    pub repeat: Maybe<Repeat>,
    /// `BID`, or words.
    pub code: Maybe<CodeableConcept>,
}

/// A rule for repeating.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Repeat {
    /// How many times in all.
    pub count: Digits,
    /// How many times in a period.
    pub frequency: Digits,
    /// Up to how many times.
    pub frequency_max: Digits,
    /// The period.
    pub period: Digits,
    /// Up to how long a period.
    pub period_max: Digits,
    /// `s min h d wk mo a`.
    pub period_unit: Text,
    /// On which days of the week.
    pub day_of_week: Texts,
    /// At which times of day.
    pub time_of_day: Texts,
    /// Before or after which events of the day.
    pub when: Texts,
}
