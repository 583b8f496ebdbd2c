//! Observations as they are printed: a row a set, each value with its points beside it.

use chrono::{DateTime, FixedOffset};

use super::Words;

/// The sets of one patient, newest first.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ObservationRecord {
    /// Which saturation scale: `Saturation scale 1`, or scale 2 with who decided and when.
    pub scale: String,
    /// Why NEWS2 is not used for this patient, if so. Then no score is printed.
    pub no_score: Option<String>,
    /// The sets, newest first.
    pub rows: Vec<ObservationRow>,
    /// In place of rows when there are none: `None held`, `Not held`.
    pub words: Option<String>,
}

/// One set of observations.
#[derive(Clone, PartialEq, Eq)]
pub struct ObservationRow {
    /// When care was given.
    pub at: DateTime<FixedOffset>,
    /// From this source's copy: `EPR`. None for our own.
    pub historical: Option<String>,
    /// Total as printed: `5`, `at least 4`, or empty when there is no score.
    pub total: String,
    /// `low`, `medium: urgent`, `incomplete`.
    pub band: String,
    /// 1 or 2, printed on each row.
    pub scale: u8,
    /// Breaths a minute.
    pub respirations: Reading,
    /// Per cent.
    pub saturation: Reading,
    /// `Air`, or `Oxygen 2 L/min`.
    pub oxygen: Reading,
    /// `112/66`; its points are those of the systolic.
    pub blood_pressure: Reading,
    /// Beats a minute.
    pub pulse: Reading,
    /// `Alert`.
    pub consciousness: Reading,
    /// Degrees Celsius with its digits.
    pub temperature: Reading,
    /// Who recorded it, and anything said with it.
    pub by: Words,
}

/// One value of a set.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// As printed; `Not measured` and `Cannot be recorded` are words too.
    pub value: String,
    /// Its points; none when it has no score.
    pub points: Option<u8>,
}
