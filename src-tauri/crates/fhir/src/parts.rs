//! The data types that resources are made of.

use serde::Deserialize;

use crate::lenient::{Digits, List, Maybe, Text, Texts, Truth};

/// About a resource.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Meta {
    /// When its source last changed it.
    pub last_updated: Text,
    /// Which version that made.
    pub version_id: Text,
}

/// A business identifier.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Identifier {
    /// `usual`, `official`, `temp`, `old`.
    #[serde(rename = "use")]
    pub use_: Text,
    /// `MR` for a hospital number.
    #[serde(rename = "type")]
    pub type_: Maybe<CodeableConcept>,
    /// Who deals these numbers.
    pub system: Text,
    /// The number.
    pub value: Text,
    /// From when to when it was valid.
    pub period: Maybe<Period>,
    /// The verification status of an NHS number among them.
    pub extension: List<Extension>,
}

/// A code from a code system.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Coding {
    /// The code system.
    pub system: Text,
    /// The code.
    pub code: Text,
    /// Its words.
    pub display: Text,
}

/// A concept: codes that mean the same, and words.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CodeableConcept {
    /// The codes.
    pub coding: List<Coding>,
    /// The words as written at the source.
    pub text: Text,
}

impl CodeableConcept {
    /// The words: its own, otherwise those of a code, otherwise a bare code.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        let display = || self.coding.iter().find_map(|coding| coding.display.get());
        let code = || self.coding.iter().find_map(|coding| coding.code.get());
        self.text.get().or_else(display).or_else(code)
    }

    /// Whether any of its codes is this one.
    #[must_use]
    pub fn has(&self, system: &str, code: &str) -> bool {
        self.coding.iter().any(|coding| coding.system.is(system) && coding.code.is(code))
    }

    /// Its code in a code system.
    #[must_use]
    pub fn code_in(&self, system: &str) -> Option<&str> {
        self.coding.iter().find(|coding| coding.system.is(system)).and_then(|coding| coding.code.get())
    }
}

/// A pointer to another resource.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Reference {
    /// `Patient/1`, `urn:uuid:…`, `https://…/Patient/1` or `#contained`.
    pub reference: Text,
    /// The business identifier of what is meant.
    pub identifier: Maybe<Identifier>,
    /// Words for it.
    pub display: Text,
}

/// From when to when.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Period {
    /// First moment.
    pub start: Text,
    /// Last moment; none while it goes on.
    pub end: Text,
}

/// A measured amount.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Quantity {
    /// The number, digits kept.
    pub value: Digits,
    /// `<`, `>`: then it is no plain number.
    pub comparator: Text,
    /// Unit in words.
    pub unit: Text,
    /// Unit as a UCUM code.
    pub code: Text,
}

/// A note.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Annotation {
    /// Its words.
    pub text: Text,
}

/// A human name.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct HumanName {
    /// `official`, `usual`, `nickname`, `temp`, `old`.
    #[serde(rename = "use")]
    pub use_: Text,
    /// The whole name in one.
    pub text: Text,
    /// Family name.
    pub family: Text,
    /// Given names.
    pub given: Texts,
    /// Titles.
    pub prefix: Texts,
    /// From when to when.
    pub period: Maybe<Period>,
}

/// An extension with a simple value.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Extension {
    /// Which.
    pub url: Text,
    /// Its value when it is a text.
    pub value_string: Text,
    /// Its value when it is yes or no.
    pub value_boolean: Truth,
    /// Its value when it is a concept.
    pub value_codeable_concept: Maybe<CodeableConcept>,
}

/// A resource inside another: only what medicines need.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Contained {
    /// Its type.
    pub resource_type: Text,
    /// Its id inside the other.
    pub id: Text,
    /// What it is.
    pub code: Maybe<CodeableConcept>,
    /// Pharmaceutical form.
    pub form: Maybe<CodeableConcept>,
    /// A name, when it is a person.
    pub name: List<HumanName>,
    /// Extensions.
    pub extension: List<Extension>,
}
