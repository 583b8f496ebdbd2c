//! A copy of the whole PC in one file: a standby copy on another disk, or a backup somebody asked for. The key slots
//! stand in front, readable; everything else is encrypted and authenticated under a key derived from the ledger's.
//! No path, archive or length inside the file is trusted.

mod make;
mod open;
mod sealed;

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use make::{Copier, CopyProgress, Over, Proved};
pub(crate) use make::{Standing, standing};
pub(crate) use open::{Opened, Staging, check_ledger, put_keys};

use crate::error::StoreError;
use crate::keys::KeyFile;

/// What stands in front of a copy, readable by anybody who finds it: nothing about a patient.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CopyHead {
    /// Version of the file's format.
    format: u32,
    /// The PC it was made on: `ASH-PC1`.
    pub pc: String,
    /// The ward.
    pub ward: String,
    /// Everything in it is invented.
    pub exercise: bool,
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// The PC's chain.
    pub origin: Uuid,
    /// Entries in it.
    pub entries: u64,
    /// First eight characters of the newest entry's hash.
    pub head: String,
    salt: String,
    nonce: String,
    /// The key slots as they were.
    keys: KeyFile,
    /// The secret of the PC, of an exercise alone: a passphrase opens it anywhere. A real copy needs the envelope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl std::fmt::Debug for CopyHead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CopyHead {{ {}, made {}, {} entries, head {} }}", self.pc, self.made_at, self.entries, self.head)
    }
}

/// What is in a copy, from its encrypted part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contents {
    /// The PC's chain.
    pub origin: Uuid,
    /// Entries in it.
    pub seq: u64,
    /// The newest entry's hash, in hexadecimal.
    pub hash: String,
    /// A digest of every draft, so that two states of unsigned work can be told apart.
    pub drafts_digest: String,
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// Signed records.
    pub records: u32,
    /// Unsigned drafts.
    pub drafts: u32,
    /// Whether the last pack that was made is in it.
    pub pack: bool,
    parts: Vec<Part>,
}

impl Contents {
    /// How many snapshot files are in it.
    #[must_use]
    pub fn snapshots(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part.kind, Kind::Snapshot { .. })).count()
    }

    /// First eight characters of the newest entry's hash.
    #[must_use]
    pub fn head(&self) -> String {
        self.hash.chars().take(8).collect()
    }
}

/// One file in a copy. Its name on disk is worked out from this, never read from the copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    kind: Kind,
    bytes: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Config,
    Ledger,
    Snapshot { generation: Uuid },
}

/// Why a copy could not be made or used.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The folder it goes to is not there: a stick that is out, a share that is gone.
    #[error("{0} is not there")]
    Away(PathBuf),
    /// There is a file there already.
    #[error("{0} is there already; nothing was changed")]
    There(PathBuf),
    /// The copy in that place is ahead of this store: an old store was put back.
    #[error("the copy in {path} is ahead of this PC ({there} entries there, {here} here); it was left as it is")]
    Ahead {
        /// Which file.
        path: PathBuf,
        /// Entries in it.
        there: u64,
        /// Entries here.
        here: u64,
    },
    /// The file is not a copy, or is not whole.
    #[error("{path} cannot be used as a copy: {why}")]
    NotWhole {
        /// Which file.
        path: PathBuf,
        /// Why, in words.
        why: String,
    },
    /// What was written does not read back as what this PC holds.
    #[error("the copy was written and does not prove: {0}; the one before it was left as it is")]
    NotProved(String),
    /// Somebody stopped it.
    #[error("the copy was stopped; the one before it was left as it is")]
    Stopped,
    /// The disk it goes to, or this one.
    #[error("{doing} {path} failed")]
    Disk {
        /// What was being done.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CopyError {
    /// Whether there was no room left for it.
    #[must_use]
    pub fn no_room(&self) -> bool {
        match self {
            CopyError::Disk { source, .. } => source.kind() == std::io::ErrorKind::StorageFull,
            CopyError::Store(error) => crate::room::is_full(error),
            CopyError::Away(_)
            | CopyError::There(_)
            | CopyError::Ahead { .. }
            | CopyError::NotWhole { .. }
            | CopyError::NotProved(_)
            | CopyError::Stopped => false,
        }
    }
}

#[cfg(test)]
mod tests;
