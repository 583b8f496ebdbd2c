//! The FHIR R4 resources that Holdfast reads, as they are on the wire: small structs, liberal in reading.
//! Fields we have no use for are ignored, and one odd optional field never loses a resource. No rules: what a value
//! means, and what may not be missing, is for `exchange`, `record` and `forms`.

pub mod lenient;
mod medicines;
mod observed;
mod parts;
mod people;
mod place;
mod problems;
mod requests;
mod wire;

pub use medicines::{
    AdministrationDosage, Dosage, DoseAndRate, Medication, MedicationAdministration, MedicationRequest,
    MedicationStatement, Range, Repeat, Timing,
};
pub use observed::{Component, DiagnosticReport, Observation};
pub use parts::{
    Annotation, CodeableConcept, Coding, Contained, Extension, HumanName, Identifier, Meta, Period, Quantity, Reference,
};
pub use people::{Address, ContactPoint, Patient, Practitioner};
pub use place::{Encounter, EncounterLocation, Location, Participant};
pub use problems::{AllergyIntolerance, Condition, Consent, Flag, Provision, Reaction};
pub use requests::{Appointment, AppointmentParticipant, Procedure, ServiceRequest};
pub use wire::{
    Bundle, BundleEntry, BundleLink, CapabilityResource, CapabilityRest, CapabilityStatement, OperationOutcome,
    OutcomeIssue,
};
