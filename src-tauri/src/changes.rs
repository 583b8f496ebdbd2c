//! What became stale: the one event, `changed`. It carries no data; the screen asks again.

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::Event;

/// What a screen must ask for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Stale {
    /// Who is signed in, and the gate.
    Session,
    /// The strip.
    Strip,
    /// The status bar.
    Status,
    /// The ward board.
    Board,
    /// Patient pages.
    Patient,
    /// Drafts.
    Drafts,
    /// The outage screen.
    Outage,
    /// The recovery screen.
    Recovery,
    /// The print screen.
    Print,
    /// The copies held.
    Copies,
    /// The standby copies of this PC, and its disk.
    Standby,
    /// The roster, and what waits for a review.
    People,
}

/// The event.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
pub struct Changed(pub Vec<Stale>);
