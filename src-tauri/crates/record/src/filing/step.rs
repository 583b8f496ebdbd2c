//! The way of a record to its target: forward only, each step with its evidence.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::{RecordId, SystemId};

/// Where a record stands on its way to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FilingState {
    /// Signed; its system is down or nobody has released it.
    Waiting,
    /// Released by a person.
    Ready,
    /// Handed to the target; no proof yet.
    Sent,
    /// Read back from the target and equal.
    Accepted,
    /// The target or our own checks said no: waits for a person.
    Refused,
    /// It was voided before it was sent: nothing goes to the target.
    NotNeeded,
}

impl FilingState {
    /// Whether a record may go from this state to `next`. Forward only; a refused one is put back to ready by a person,
    /// and one that was sent without an answer stays sent however often it is asked about.
    #[must_use]
    pub fn may_become(self, next: FilingState) -> bool {
        use FilingState as S;
        matches!(
            (self, next),
            (S::Waiting | S::Refused, S::Ready)
                | (S::Ready | S::Sent, S::Sent | S::Accepted | S::Refused)
                | (S::Waiting | S::Ready | S::Refused, S::NotNeeded)
        )
    }

    /// The words for it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            FilingState::Waiting => "Waiting",
            FilingState::Ready => "Ready",
            FilingState::Sent => "Sent, no reply",
            FilingState::Accepted => "Accepted",
            FilingState::Refused => "Refused",
            FilingState::NotNeeded => "Not needed",
        }
    }
}

/// One step, as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilingStep {
    /// Which record.
    pub record: RecordId,
    /// To which system.
    pub target: SystemId,
    /// Where it stands now.
    pub state: FilingState,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What shows it.
    pub evidence: Evidence,
}

/// What shows that a step happened.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Evidence {
    /// Signed: it is owed from then on.
    Signed,
    /// The intent: these bytes will be sent, to the patient found there.
    Intent {
        /// Where to: the server's base address.
        address: String,
        /// BLAKE3 of the exact bytes.
        digest: String,
        /// Their Patient, by reference.
        subject: String,
    },
    /// Read back and equal.
    ReadBack {
        /// Each resource with the version the server gave it: `Observation/…/_history/1`.
        resources: Vec<String>,
    },
    /// Refused, in the words of whoever refused.
    Refusal {
        /// `server`, `patient`, `comparison`, `record`.
        by: String,
        /// HTTP status, if there was one.
        status: Option<u16>,
        /// The words.
        words: String,
    },
    /// Put back to ready by a person after a refusal.
    TriedAgain,
    /// Released by a person.
    Release,
    /// Voided before it was sent.
    Voided,
}

crate::private_debug!(Evidence);
