//! A score as screen and paper show it: the total or what is missing, each part, and what to do about it.

use crate::calc::news2::{Band, Monitoring};

/// One score of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// What it is called: `NEWS2`.
    pub name: String,
    /// The item that holds it: `news2`.
    pub link_id: String,
    /// The total. None when anything it needs is missing: never a partial number.
    pub total: Option<u8>,
    /// The band of the total.
    pub band: Option<Band>,
    /// When there is no total: the least it can be, and that band.
    pub at_least: Option<(u8, Band)>,
    /// The scored parts, in chart order.
    pub parts: Vec<Part>,
    /// linkIds of what it needs and has not got, in form order.
    pub missing: Vec<String>,
    /// What to do now.
    pub advice: Advice,
}

/// The points of one part of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its item.
    pub link_id: String,
    /// Its name on screen: `Respirations`.
    pub label: String,
    /// Its points; none while they cannot be known.
    pub points: Option<u8>,
}

/// What a score asks staff to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// In one line: `Emergency response`.
    pub title: String,
    /// What to do, one thing a line. Local phone numbers are the ward's to add.
    pub lines: Vec<String>,
    /// How loud: of the total, of the least it can be, or `High` when pulse or blood pressure cannot be recorded.
    pub urgency: Band,
    /// How often to observe from now on.
    pub monitoring: Monitoring,
    /// Whom it was told to, and when, has to be recorded.
    pub escalate: bool,
}
