//! A signed record: what was answered, about whom, by whom, and what its author saw while writing it.

use chrono::{DateTime, FixedOffset};
use forms::Answers;
use serde::{Deserialize, Serialize};

use crate::{Identity, PatientId, RecordId, Role, StaffId, SystemId};

/// One completed form about one patient.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SignedRecord {
    /// Minted when the form was opened.
    pub id: RecordId,
    /// Which form, in which version.
    pub form: FormRef,
    /// About whom.
    pub patient: PatientId,
    /// What the author saw of the patient.
    pub seen: Seen,
    /// When care was given: the clinician's statement.
    pub care_at: DateTime<FixedOffset>,
    /// When it was signed.
    pub recorded_at: DateTime<FixedOffset>,
    /// Why it was written down late, when it was.
    pub late_reason: Option<String>,
    /// Who signed.
    pub author: Author,
    /// The second person who signed, where the form asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Author>,
    /// Who gave the care, when that was somebody else.
    pub care_by: Option<String>,
    /// The answers.
    pub answers: Answers,
    /// One line for lists: `NEWS2 5. Respirations 21, saturation 94 % on air`.
    pub summary: String,
    /// The score, for forms that have one.
    pub score: Option<SignedScore>,
    /// The version it takes the place of; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<Amends>,
}

/// What an amended record takes the place of, and why.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amends {
    /// The version before, from 1.
    pub version: u32,
    /// Why, in the words of whoever amended it.
    pub reason: String,
    /// When the first version was signed: whether it was written late is said of that.
    pub first_recorded_at: DateTime<FixedOffset>,
}

/// A form in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormRef {
    /// Short id: `news2`.
    pub id: String,
    /// Version: `1.0.0`.
    pub version: String,
    /// Title as shown.
    pub title: String,
    /// The system it stands in for, and files to.
    pub replaces: SystemId,
}

/// Who signed, as they were at the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Who.
    pub id: StaffId,
    /// Name.
    pub name: String,
    /// Job.
    pub role: Role,
    /// Professional number.
    pub number: Option<String>,
    /// What a reader must know of how they came to sign.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// What a reader must know of how an author came to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Agency staff, on a pass.
    Agency {
        /// Who vouched for them.
        witness: String,
    },
    /// Their role does not allow it: they broke the glass.
    BrokeGlass {
        /// Why.
        reason: String,
    },
    /// They signed as the witness of somebody whose identity was not verified.
    WitnessFor {
        /// The name that was given.
        name: String,
    },
    /// Somebody else typed it.
    TypedBy {
        /// Who.
        name: String,
    },
}

impl Mark {
    /// The words for it.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Mark::Agency { witness } => format!("agency, witnessed by {witness}"),
            Mark::BrokeGlass { reason } => format!("emergency access: {reason}"),
            Mark::WitnessFor { name } => format!("witness for {name}, identity not verified"),
            Mark::TypedBy { name } => format!("typed by {name}"),
        }
    }
}

impl Author {
    /// The name with every mark: `Petra Novak (agency, witnessed by Sam Reyes)`.
    #[must_use]
    pub fn with_marks(&self) -> String {
        if self.marks.is_empty() {
            return self.name.clone();
        }
        let marks: Vec<String> = self.marks.iter().map(Mark::words).collect();
        format!("{} ({})", self.name, marks.join("; "))
    }
}

impl SignedRecord {
    /// Everybody who signed: `Ama Boateng and Jo Marsh`.
    #[must_use]
    pub fn signed_by(&self) -> String {
        let second = self.second.as_ref().map(|second| format!(" and {}", second.name));
        format!("{}{}", self.author.with_marks(), second.unwrap_or_default())
    }

    /// When its first version was signed.
    #[must_use]
    pub fn first_recorded_at(&self) -> DateTime<FixedOffset> {
        self.amends.as_ref().map_or(self.recorded_at, |amends| amends.first_recorded_at)
    }

    /// Which version of the record this is, from 1.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.amends.as_ref().map_or(1, |amends| amends.version + 1)
    }

    /// Whether somebody else must countersign before it is filed.
    #[must_use]
    pub fn needs_countersigning(&self) -> bool {
        self.author.marks.iter().any(|mark| matches!(mark, Mark::WitnessFor { .. }))
    }
}

/// The facts on screen while the record was written, copied so that they can be read for ever.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Identity block.
    pub identity: Identity,
    /// Ward.
    pub ward: Option<String>,
    /// Bed.
    pub bed: Option<String>,
    /// The allergy line as it stood.
    pub allergies: String,
    /// Each source's as-at time.
    pub as_at: Vec<(SystemId, DateTime<FixedOffset>)>,
}

/// The score that was shown and signed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedScore {
    /// Which: `news2`.
    pub name: String,
    /// The total, when every input was there.
    pub total: Option<u8>,
    /// `low`, `low-medium`, `medium` or `high`; of the total, or of the least it can be.
    pub band: Option<String>,
    /// The least it can be when something is missing.
    pub at_least: Option<u8>,
    /// linkIds that had no value.
    pub missing: Vec<String>,
    /// Points for each scored input, by linkId.
    pub points: Vec<(String, u8)>,
    /// 1 or 2.
    pub scale: u8,
}

crate::private_debug!(SignedRecord: id, Amends: version, Seen, SignedScore);
