//! The ward list: one row a bed, landscape.

use super::Words;

/// All beds, or those that were asked for.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct WardList {
    /// Sorted by bed.
    pub rows: Vec<WardListRow>,
    /// What it leaves out, in words: `Partial list: 6 of 24 beds. Filter: no scores`. None when it is whole.
    pub partial: Option<String>,
}

/// One bed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct WardListRow {
    /// `B1`.
    pub bed: String,
    /// `DAVIES, Margaret (Mrs)`, or the words for an empty bed.
    pub name: String,
    /// Nobody is in it.
    pub empty: bool,
    /// `09-Jan-1944 (82y)`.
    pub born: String,
    /// `999 030 8241`.
    pub nhs_number: String,
    /// Hospital number.
    pub hospital_number: String,
    /// Responsible consultant.
    pub consultant: String,
    /// `Known allergies: penicillin`, in its four kinds.
    pub allergies: Words,
    /// Resuscitation, infection, diet and other alerts.
    pub alerts: Words,
    /// Main problem.
    pub problem: String,
    /// `5, rising`, with its time; `None held`.
    pub news2: Words,
    /// When observations are due: `13:45`, `now`.
    pub due: String,
    /// The other of a same-name pair is near: `Same name: bed B3`.
    pub warning: Option<String>,
    /// From a copy: `EPR as at 21-Nov-2026 02:10`. Hatched.
    pub historical: Option<String>,
}
