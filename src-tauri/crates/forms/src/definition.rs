//! A form as we understand it: read from a FHIR Questionnaire, or refused with the list of what is not understood.

use crate::Context;

/// One form in one version.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Short id: `news2`.
    pub id: String,
    /// `1.0.0`.
    pub version: String,
    /// Canonical address, without the version.
    pub url: String,
    /// Title as shown.
    pub title: String,
    /// Short name of the source system it stands in for: `epr`.
    pub replaces: Option<String>,
    /// What still needs clinical sign-off, in words; empty for a released form.
    pub draft: Vec<String>,
    /// The line that has to be printed with it.
    pub licence: Option<String>,
    /// Whom it is for.
    pub suits: Suits,
}

/// Whom a form is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suits {
    /// Completed years, at least.
    pub min_age: Option<u32>,
    /// Not for anybody pregnant or post-partum.
    pub not_pregnant: bool,
    /// The form to use instead.
    pub instead: Option<String>,
}

/// Why a Questionnaire was refused: what, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadProblem {
    /// A path in the file: `item[3].answerOption[0]`, or the linkId.
    pub place: String,
    /// What is not understood.
    pub what: String,
}

impl Definition {
    /// Reads a Questionnaire.
    ///
    /// # Errors
    /// Everything in it that is outside the subset, all at once.
    pub fn load(json: &str) -> Result<Self, Vec<LoadProblem>> {
        let _ = json;
        todo!()
    }

    /// Why this form is not for this patient, in words; none when it is.
    #[must_use]
    pub fn unsuited(&self, context: &Context) -> Option<String> {
        let _ = context;
        todo!()
    }
}

/// The forms that ship with Holdfast.
#[must_use]
pub fn catalogue() -> &'static [Definition] {
    todo!()
}

/// One of them by its id.
#[must_use]
pub fn shipped(id: &str) -> Option<&'static Definition> {
    catalogue().iter().find(|form| form.id == id)
}
