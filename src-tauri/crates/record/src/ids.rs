//! Names of things, each its own type so that one cannot stand for another.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map($name)
            }
        }
    };
}

uuid_id!(/// One patient as this PC knows them, the same through every snapshot.
    PatientId);
uuid_id!(/// One record, minted when its form is opened: the draft has it already.
    RecordId);
uuid_id!(/// One member of staff.
    StaffId);
uuid_id!(/// One incident.
    IncidentId);
uuid_id!(/// One ledger entry.
    EntryId);

/// A source system's short name in the config: `epr`, `lims`, `pacs`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SystemId(pub String);

impl SystemId {
    /// From its short name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl fmt::Display for SystemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The namespace of every identifier that is worked out rather than drawn.
const NAMESPACE: Uuid = Uuid::from_u128(0x6c1f_8d52_40b7_5a6e_9d3b_7a1e_55c0_2f11);

impl PatientId {
    /// The same number from the same issuer gives the same patient, on every PC and in every snapshot.
    #[must_use]
    pub fn from_number(system: &str, value: &str) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, format!("patient|{system}|{value}").as_bytes()))
    }
}

impl RecordId {
    /// The stable id of something extracted from this record: `part` is `linkId-path|repeat|resourceType`.
    #[must_use]
    pub fn part(self, part: &str) -> Uuid {
        Uuid::new_v5(&self.0, part.as_bytes())
    }
}

/// The number on a printed sheet, dealt by this PC, shown as seven digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SheetNumber(pub u32);

impl fmt::Display for SheetNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:07}", self.0)
    }
}
