//! The outline of a resource: what it is, and the shapes that tell one FHIR version from another.

use std::fmt;

use fhir::lenient::{List, Maybe, Present, Text};
use fhir::{AppointmentParticipant, Extension, Meta, Reference};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What can be seen of a resource without understanding it.
#[derive(Default, serde::Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Outline {
    pub(super) resource_type: Text,
    pub(super) id: Text,
    pub(super) meta: Maybe<Meta>,
    pub(super) implicit_rules: Text,
    pub(super) modifier_extension: List<Extension>,
    pub(super) subject: Maybe<Reference>,
    pub(super) patient: Maybe<Reference>,
    pub(super) participant: List<AppointmentParticipant>,
    fhir_version: Text,
    clinical_status: Shape,
    class: Shape,
    medication: Shape,
    code: CodeShape,
    actual_period: Present,
    occurence_date_time: Present,
    occurence_period: Present,
    not_given: Present,
    not_done: Present,
    animal: Present,
    context: Shape,
    related: Present,
    decision: Present,
    occurrence_date_time: Present,
    occurrence_period: Present,
    #[serde(rename = "type")]
    type_: Shape,
}

/// What kind of JSON is at a place.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shape {
    #[default]
    Absent,
    Text,
    Object,
    List,
    Other,
}

/// Whether `code` is the `{concept, reference}` pair of R5.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Concept {
    concept: Present,
}

type CodeShape = Maybe<Concept>;

impl Outline {
    /// `None` when it is not an object at all, or one with a key twice.
    pub(super) fn of(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok()
    }

    /// The version whose shape this resource has, where its shape can tell: `Some(None)` for R4.
    pub(super) fn version(&self) -> Option<Option<&'static str>> {
        let old = Some(Some("before R4 (DSTU2 or STU3)"));
        let new = Some(Some("after R4 (R5 or later)"));
        let by = |is_old: bool, is_new: bool, is_r4: bool| match (is_old, is_new, is_r4) {
            (true, _, _) => old,
            (_, true, _) => new,
            (_, _, true) => Some(None),
            (false, false, false) => None,
        };
        match self.resource_type.get()? {
            "AllergyIntolerance" => by(
                self.clinical_status == Shape::Text,
                self.type_ == Shape::Object,
                self.clinical_status == Shape::Object,
            ),
            "Condition" => by(self.clinical_status == Shape::Text, false, self.clinical_status == Shape::Object),
            "Encounter" => by(
                self.class == Shape::Text,
                self.class == Shape::List || self.actual_period.0,
                self.class == Shape::Object,
            ),
            "MedicationRequest" | "MedicationStatement" | "MedicationDispense" => {
                by(false, self.medication == Shape::Object, self.medication == Shape::Absent)
            }
            "MedicationAdministration" => by(
                self.not_given.0,
                self.medication == Shape::Object || self.occurence_date_time.0 || self.occurence_period.0,
                self.medication == Shape::Absent,
            ),
            "Observation" => by(self.context == Shape::Object || self.related.0, false, false),
            "Procedure" => by(
                self.context == Shape::Object || self.not_done.0,
                self.occurrence_date_time.0 || self.occurrence_period.0,
                false,
            ),
            "ServiceRequest" => {
                by(self.context == Shape::Object, self.code.get().is_some_and(|code| code.concept.0), false)
            }
            "Consent" => by(false, self.decision.0, false),
            "Patient" => by(self.animal.0, false, false),
            "MedicationOrder" | "ProcedureRequest" | "DiagnosticOrder" | "ReferralRequest" => old,
            _ => None,
        }
    }
}

/// `fhirVersion` where a resource states it.
pub(super) fn stated_version(body: &str) -> Option<String> {
    // Nearly no resource has it: look before reading.
    if !body.contains("\"fhirVersion\"") {
        return None;
    }
    Outline::of(body)?.fhir_version.owned()
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Look;
        impl<'de> Visitor<'de> for Look {
            type Value = Shape;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }
            fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
                Ok(Shape::Text)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Shape::Object)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape, A::Error> {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Shape::List)
            }
            fn visit_unit<E>(self) -> Result<Shape, E> {
                Ok(Shape::Absent)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
                Ok(Shape::Other)
            }
            fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
                Ok(Shape::Other)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
                Ok(Shape::Other)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
                Ok(Shape::Other)
            }
        }
        from.deserialize_any(Look)
    }
}
