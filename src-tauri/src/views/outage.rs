//! The outage: systems, their status, declaring and changing.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::shared::SourceView;

/// The outage screen.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OutageView {
    /// Declared and open.
    pub incident: Option<IncidentView>,
    /// Every system in the register.
    pub systems: Vec<SystemView>,
    /// `15:00`.
    pub next_update: Option<String>,
    /// `28min`.
    pub next_update_in: Option<String>,
    /// Newest first.
    pub log: Vec<LogView>,
    /// Whether the person signed in may declare and change.
    pub may_run: bool,
}

/// The open incident.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IncidentView {
    /// `2026-014`.
    pub number: String,
    /// `Declared 02:31 Sat 21-Nov-2026 by Sam Reyes`.
    pub declared: String,
    /// Why, and who says so.
    pub reason: String,
}

/// One system.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SystemView {
    /// `epr`.
    pub id: String,
    /// `EPR`.
    pub name: String,
    /// `notes`.
    pub detail: String,
    /// Now.
    pub status: StatusWord,
    /// `Down`.
    pub status_words: String,
    /// `02:14`, `20-Nov-2026 23:40` or `Not affected`.
    pub since: String,
    /// The copy held.
    pub copy: SourceView,
    /// What staff use now.
    pub use_now: String,
    /// 0 lost, 1 reachable, 2 in test, 3 restored.
    pub stage: u8,
    /// Part of the open incident.
    pub in_incident: bool,
    /// What it may be changed to.
    pub next: Vec<StatusWord>,
    /// Records that wait for it.
    pub waiting: u32,
}

/// The five statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum StatusWord {
    /// Works.
    Up,
    /// Works in part.
    Degraded,
    /// Does not work.
    Down,
    /// Being tested: keep using Holdfast.
    RestoredInTest,
    /// Back in use.
    Restored,
}

/// One line of the log.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LogView {
    /// `14:00`, or with its date.
    pub time: String,
    /// What.
    pub words: String,
    /// Who.
    pub by: String,
}

/// What a change will do on this PC, in words, before it is made.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ConsequenceView {
    /// One sentence each.
    pub lines: Vec<String>,
    /// `Declare 3 systems down`.
    pub button: String,
    /// Why it cannot be done yet.
    pub problem: Option<String>,
}

/// Systems to declare or change.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeRequest {
    /// Only those that change.
    pub systems: Vec<SystemChange>,
    /// `21-Nov-2026` or empty for today.
    pub since_date: String,
    /// `02:14`; `-20m` works.
    pub since_time: String,
    /// Why, and who says so.
    pub reason: String,
    /// `15:00`, `+1h` or empty.
    pub next_update: String,
}

/// One system's change.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SystemChange {
    /// Which.
    pub id: String,
    /// To what.
    pub status: StatusWord,
}
