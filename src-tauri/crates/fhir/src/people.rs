//! Patients and those who care for them.

use serde::Deserialize;

use crate::lenient::{List, Maybe, Text, Texts, Truth};
use crate::{HumanName, Identifier, Period};

/// A patient.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Patient {
    /// Numbers.
    pub identifier: List<Identifier>,
    /// False when this entry must not be used any more.
    pub active: Truth,
    /// Names.
    pub name: List<HumanName>,
    /// `male`, `female`, `other`, `unknown`.
    pub gender: Text,
    /// `1944-01-09`, or only its year or month.
    pub birth_date: Text,
    /// Dead.
    pub deceased_boolean: Truth,
    /// When they died.
    pub deceased_date_time: Text,
    /// Addresses.
    pub address: List<Address>,
    /// Phones and the like.
    pub telecom: List<ContactPoint>,
}

/// An address.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Address {
    /// `home`, `temp`, `old`.
    #[serde(rename = "use")]
    pub use_: Text,
    /// The whole in one.
    pub text: Text,
    /// Street lines.
    pub line: Texts,
    /// Town.
    pub city: Text,
    /// County.
    pub district: Text,
    /// State or country part.
    pub state: Text,
    /// Postcode.
    pub postal_code: Text,
    /// From when to when.
    pub period: Maybe<Period>,
}

/// A phone number or the like.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ContactPoint {
    /// `phone`, `email`.
    pub system: Text,
    /// The number.
    pub value: Text,
    /// `home`, `mobile`, `old`.
    #[serde(rename = "use")]
    pub use_: Text,
}

/// Somebody who cares for patients.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Practitioner {
    /// Names.
    pub name: List<HumanName>,
}
