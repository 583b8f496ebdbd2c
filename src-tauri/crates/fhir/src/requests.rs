//! What was asked for, done and booked.

use serde::Deserialize;

use crate::lenient::{List, Maybe, Text, Truth};
use crate::{CodeableConcept, Period, Reference};

/// A request for a test, image or other service.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ServiceRequest {
    /// `active`, `on-hold`, `completed` and so on.
    pub status: Text,
    /// It says *not* to do it.
    pub do_not_perform: Truth,
    /// What.
    pub code: Maybe<CodeableConcept>,
    /// Who.
    pub subject: Maybe<Reference>,
    /// For when.
    pub occurrence_date_time: Text,
    /// When it was asked.
    pub authored_on: Text,
}

/// Something that was done.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Procedure {
    /// `completed`, `in-progress`, `not-done` and so on.
    pub status: Text,
    /// What.
    pub code: Maybe<CodeableConcept>,
    /// Who.
    pub subject: Maybe<Reference>,
    /// When.
    pub performed_date_time: Text,
    /// When, as a period.
    pub performed_period: Maybe<Period>,
}

/// A booking.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Appointment {
    /// `booked`, `cancelled` and so on.
    pub status: Text,
    /// What for.
    pub service_type: List<CodeableConcept>,
    /// What kind.
    pub appointment_type: Maybe<CodeableConcept>,
    /// In words.
    pub description: Text,
    /// When.
    pub start: Text,
    /// Who comes.
    pub participant: List<AppointmentParticipant>,
}

/// Somebody's part in an appointment.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct AppointmentParticipant {
    /// Who.
    pub actor: Maybe<Reference>,
}
