//! Recovery: every record counted to zero owed.

use serde::Serialize;
use specta::Type;

use super::outage::StatusWord;

/// The recovery screen.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryView {
    /// Records still owed.
    pub owed: u32,
    /// Records written.
    pub written: u32,
    /// `Ash Ward, outage 2026-014`.
    pub words: String,
    /// One a system that has records.
    pub rows: Vec<RecoveryRowView>,
    /// Set aside.
    pub refused: Vec<RefusedView>,
    /// While records are going.
    pub sending: Option<SendingView>,
    /// Whether the person signed in may release.
    pub may_release: bool,
    /// Whether the person signed in may accept another server.
    pub may_accept_server: bool,
    /// Who would sign for that.
    pub signer: String,
}

/// One system's records. written = accepted + waiting + ready + sent + refused.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryRowView {
    /// `epr`.
    pub system: String,
    /// `EPR`.
    pub name: String,
    /// `notes`.
    pub detail: String,
    /// Now.
    pub status: StatusWord,
    /// `Restored`.
    pub status_words: String,
    /// Signed records.
    pub written: u32,
    /// Not released.
    pub waiting: u32,
    /// Released.
    pub ready: u32,
    /// No reply.
    pub sent: u32,
    /// Read back and equal.
    pub accepted: u32,
    /// Set aside.
    pub refused: u32,
    /// Not accepted.
    pub owed: u32,
    /// Voided before they were sent; not among those written.
    pub voided: u32,
    /// Restored, and something waits.
    pub may_release: bool,
    /// Why nothing can be released.
    pub why_not: Option<String>,
    /// Where its records go; none when not configured.
    pub target: Option<String>,
}

/// One refused record.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefusedView {
    /// Its id.
    pub record: String,
    /// `EPR`.
    pub system: String,
    /// `DAVIES, Margaret (Mrs)`.
    pub patient: String,
    /// `09-Jan-1944`.
    pub born: String,
    /// `B1`.
    pub bed: String,
    /// `Observations (NEWS2)`.
    pub title: String,
    /// `21-Nov-2026 12:45`.
    pub care_at: String,
    /// Author.
    pub by: String,
    /// The words of whoever refused.
    pub words: String,
    /// `The server`, `Holdfast: patient not found there`.
    pub refused_by: String,
}

/// How far the sending is.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SendingView {
    /// `EPR`.
    pub system: String,
    /// Records finished either way.
    pub done: u32,
    /// Records to go.
    pub of: u32,
    /// So far.
    pub accepted: u32,
    /// So far.
    pub refused: u32,
    /// Over.
    pub finished: bool,
    /// Why it stopped.
    pub problem: Option<String>,
    /// Another server answered than the one records went to: nothing was sent.
    pub other_server: Option<OtherServerView>,
}

/// Another server answers where records go.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OtherServerView {
    /// Where records go: the base address.
    pub address: String,
    /// What records went to before, as it said itself.
    pub was: String,
    /// What answers now, as it says itself.
    pub now: String,
}
