//! The source systems that Holdfast stands in for, and the outage of some of them.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::{IncidentId, SystemId};

/// Where a system stands. Only a person changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SystemStatus {
    /// Works.
    Up,
    /// Works in part.
    Degraded,
    /// Does not work.
    Down,
    /// Being tested by IT: staff keep using Holdfast, nothing is filed or keyed.
    RestoredInTest,
    /// Back in use: records may be released.
    Restored,
}

impl SystemStatus {
    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            SystemStatus::Up => "Up",
            SystemStatus::Degraded => "Degraded",
            SystemStatus::Down => "Down",
            SystemStatus::RestoredInTest => "Restored in test",
            SystemStatus::Restored => "Restored",
        }
    }

    /// Whether Holdfast's forms stand in for the system now.
    #[must_use]
    pub fn forms_on(self) -> bool {
        matches!(self, SystemStatus::Degraded | SystemStatus::Down | SystemStatus::RestoredInTest)
    }

    /// Whether its records may be released to it.
    #[must_use]
    pub fn takes_records(self) -> bool {
        matches!(self, SystemStatus::Up | SystemStatus::Restored)
    }
}

/// One system's status in an incident, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusSince {
    /// Which.
    pub system: SystemId,
    /// Now.
    pub status: SystemStatus,
    /// True from.
    pub since: DateTime<FixedOffset>,
}

/// One outage, from declared to closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Its id.
    pub id: IncidentId,
    /// Number in words, `2026-014`.
    pub number: String,
    /// Why, and who says so.
    pub reason: String,
    /// Each affected system, in the order declared.
    pub systems: Vec<StatusSince>,
    /// When the next word is due.
    pub next_update: Option<DateTime<FixedOffset>>,
}
