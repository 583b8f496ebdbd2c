//! What a form is told about its surroundings: nothing here is read from a clock or a store.

use chrono::{DateTime, FixedOffset};

use crate::calc::news2::Scale;

/// What the form may know of the patient and the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Completed years at the time of care; none when no date of birth is held.
    pub age: Option<u32>,
    /// Pregnant or post-partum; none when nobody has said.
    pub pregnant: Option<bool>,
    /// The patient's saturation scale. 1 unless a signed decision says 2.
    pub scale: Scale,
    /// When care was given, as the clinician says.
    pub care_at: DateTime<FixedOffset>,
    /// Now, which is when it would be recorded.
    pub recorded_at: DateTime<FixedOffset>,
    /// Why it is written down late, when it is.
    pub late_reason: Option<String>,
}

impl Context {
    /// Care given and written down at one moment, about somebody of whom nothing is known, on saturation scale 1.
    #[must_use]
    pub fn at(moment: DateTime<FixedOffset>) -> Self {
        Self { age: None, pregnant: None, scale: Scale::One, care_at: moment, recorded_at: moment, late_reason: None }
    }
}
