//! Audit: who saw or did what.

use serde::{Deserialize, Serialize};
use specta::Type;

/// The page before anything is looked up.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditPageView {
    /// Everybody ever on the list, by name.
    pub people: Vec<AuditPersonView>,
    /// Why it cannot be searched by this person.
    pub search_off: Option<String>,
    /// Why it cannot be taken out by this person.
    pub export_off: Option<String>,
    /// Emergency accesses that wait for a review; none for who may not review.
    pub to_review: Option<u32>,
    /// `48213 entries`.
    pub entries: String,
    /// `7c1ea942`: the newest entry, as packs carry it.
    pub head: String,
}

/// Somebody whose acts can be looked up.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditPersonView {
    /// Their id.
    pub id: String,
    /// `Boateng, Ama`.
    pub name: String,
}

/// What is looked for. Everything empty: all there is.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditRequest {
    /// What concerns this patient.
    pub patient: Option<String>,
    /// What this person did.
    pub person: Option<String>,
    /// `2026-11-21`, or empty: from this day on.
    pub from: String,
    /// `2026-11-21`, or empty: to the end of this day.
    pub to: String,
    /// Only what is out of the ordinary.
    pub unusual: bool,
}

/// What was found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditView {
    /// Newest first.
    pub lines: Vec<AuditLineView>,
    /// `64 entries, newest on top`.
    pub words: String,
}

/// One entry.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditLineView {
    /// `21-Nov-2026`.
    pub day: String,
    /// `14:30:12`.
    pub time: String,
    /// Who.
    pub who: String,
    /// `Viewed`.
    pub act: String,
    /// How much it stands out.
    pub weight: AuditWeight,
    /// The rest of the sentence.
    pub what: String,
    /// Its number in the record.
    pub entry: u32,
}

/// How much an entry stands out.
#[derive(Debug, Clone, Copy, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum AuditWeight {
    /// Daily work.
    Plain,
    /// Worth a look.
    Notable,
    /// Done in an emergency.
    Emergency,
    /// Refused.
    Refused,
}

/// What a check of everything found.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChainView {
    /// Nothing is wrong.
    pub whole: bool,
    /// `48213 entries, 64 records, 3 copies: none changed or missing. Checked 14:30.`
    pub words: String,
    /// What is wrong, in words.
    pub wrong: Vec<String>,
}
