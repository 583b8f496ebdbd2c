//! What carries resources, and what servers say about themselves.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::lenient::{List, Maybe, Text};
use crate::{CodeableConcept, Meta};

/// A Bundle of any type. Its entries stay as they came, so that each can be read, or set aside, alone.
#[derive(Deserialize)]
pub struct Bundle<'a> {
    /// `searchset`, `collection` and so on.
    #[serde(default, rename = "type")]
    pub type_: Text,
    /// When it was put together.
    #[serde(default)]
    pub timestamp: Text,
    /// About it.
    #[serde(default)]
    pub meta: Maybe<Meta>,
    /// Where the next page is.
    #[serde(default)]
    pub link: List<BundleLink>,
    /// What it carries.
    #[serde(default, borrow)]
    pub entry: Vec<&'a RawValue>,
}

impl Bundle<'_> {
    /// Address of the next page of a search.
    #[must_use]
    pub fn next(&self) -> Option<&str> {
        self.link.iter().find(|link| link.relation.is("next")).and_then(|link| link.url.get())
    }
}

/// One link of a Bundle.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct BundleLink {
    /// `self`, `next`.
    pub relation: Text,
    /// Where to.
    pub url: Text,
}

/// One entry of a Bundle.
#[derive(Deserialize)]
pub struct BundleEntry<'a> {
    /// Its address.
    #[serde(default, rename = "fullUrl")]
    pub full_url: Text,
    /// The resource as it came.
    #[serde(default, borrow)]
    pub resource: Option<&'a RawValue>,
}

/// What went wrong, in a server's words.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OperationOutcome {
    /// One by one.
    pub issue: List<OutcomeIssue>,
}

/// One thing that went wrong.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct OutcomeIssue {
    /// `fatal`, `error`, `warning`, `information`.
    pub severity: Text,
    /// `not-found`, `invalid` and so on.
    pub code: Text,
    /// Words.
    pub details: Maybe<CodeableConcept>,
    /// More words.
    pub diagnostics: Text,
}

/// What a server says it can do.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CapabilityStatement {
    /// Must be this type.
    pub resource_type: Text,
    /// `4.0.1`.
    pub fhir_version: Text,
    /// By role.
    pub rest: List<CapabilityRest>,
}

/// What it can do in one role.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CapabilityRest {
    /// `server`.
    pub mode: Text,
    /// By type.
    pub resource: List<CapabilityResource>,
}

/// What it can do with one type.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CapabilityResource {
    /// Which type.
    #[serde(rename = "type")]
    pub type_: Text,
}
