//! What can happen to the record. One enum, stored as versioned JSON; every change in Holdfast is one of these.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::snapshot::Counts;
use crate::{
    EntryId, FilingStep, IncidentId, PatientId, RecordId, ServerIdentity, SheetNumber, SignedRecord, Staff, StaffId,
    StatusSince, SystemId, SystemStatus,
};

/// One thing that was done.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Act {
    /// The ledger began.
    StoreOpened {
        /// The ward it is for.
        ward: String,
        /// True when everything in it is invented.
        exercise: bool,
    },
    /// A copy of the store was restored elsewhere: a new chain began there, after the one it came from.
    OriginBegun {
        /// The chain before.
        after: Uuid,
        /// Its newest entry.
        seq: u64,
        /// The hash of that entry, in hexadecimal.
        hash: String,
        /// The key that checks its signatures, in hexadecimal.
        key: String,
        /// When the copy was made.
        made_at: DateTime<FixedOffset>,
    },
    /// A snapshot was erased by destroying its key.
    SnapshotErased {
        /// Its generation.
        generation: String,
        /// From which system it was.
        source: SystemId,
        /// Why: the site's rule.
        why: String,
    },
    /// Somebody joined the roster.
    StaffAdded {
        /// Who.
        staff: Staff,
    },
    /// Somebody was given a new PIN. Its verifier is not in the ledger.
    PinSet {
        /// Who.
        staff: StaffId,
        /// They must choose their own at the next sign-in.
        #[serde(default, skip_serializing_if = "is_false")]
        temporary: bool,
    },
    /// Somebody's PIN was taken away.
    PinRevoked {
        /// Whose.
        staff: StaffId,
    },
    /// Somebody is called, works as, or is registered otherwise from now on; or has another pass.
    StaffChanged {
        /// As they are now.
        staff: Staff,
    },
    /// Somebody may no longer sign in. Their records stay.
    StaffRevoked {
        /// Who.
        staff: StaffId,
        /// Why.
        reason: String,
    },
    /// Somebody may sign in again.
    StaffReinstated {
        /// Who.
        staff: StaffId,
    },
    /// A list of staff was taken from a file; each person is an act of their own.
    RosterImported {
        /// BLAKE3 of the file.
        digest: String,
        /// How many joined.
        added: u32,
        /// How many were changed.
        changed: u32,
    },
    /// Agency staff were admitted for a while; the witness is in their pass.
    AgencyAdmitted {
        /// Who, with their pass.
        staff: Staff,
    },
    /// Somebody on the roster broke the glass: more than their role allows, marked, to be reviewed.
    GlassBroken {
        /// Who.
        staff: StaffId,
        /// Why.
        reason: String,
    },
    /// Somebody whose identity is not verified was let in to read.
    UnverifiedAdmitted {
        /// The id their acts carry. They are not on the roster.
        visitor: StaffId,
        /// The name they gave.
        name: String,
        /// Why.
        reason: String,
        /// The colleague who let them in with their PIN; none when it was a code from the envelope.
        by: Option<StaffId>,
    },
    /// An emergency access was reviewed.
    AccessReviewed {
        /// The entry that opened it.
        access: EntryId,
        /// What the reviewer says.
        note: String,
    },
    /// A record signed by a witness was countersigned.
    Countersigned {
        /// Which.
        record: RecordId,
    },
    /// A snapshot was taken.
    SnapshotTaken {
        /// Its generation: names the file.
        generation: String,
        /// From which system.
        source: SystemId,
        /// True as at.
        as_at: DateTime<FixedOffset>,
        /// BLAKE3 of the bytes that came in.
        digest: String,
        /// What was read, kept and set aside.
        counts: Counts,
        /// How many patients.
        patients: u32,
    },
    /// An incident was declared.
    IncidentDeclared {
        /// Which.
        incident: IncidentId,
        /// `2026-014`.
        number: String,
        /// The systems and since when.
        systems: Vec<StatusSince>,
        /// Why, and who says so.
        reason: String,
        /// When the next word is due.
        next_update: Option<DateTime<FixedOffset>>,
    },
    /// A system's status was changed, by a person.
    SystemStatusSet {
        /// In which incident.
        incident: IncidentId,
        /// The system, its new status, and since when.
        status: StatusSince,
        /// What it was.
        was: SystemStatus,
        /// Why, and who says so.
        reason: String,
        /// When the next word is due.
        next_update: Option<DateTime<FixedOffset>>,
    },
    /// The text of a form in one version, kept before anything was begun on it.
    FormKept {
        /// `news2`.
        id: String,
        /// `1.0.0`.
        version: String,
        /// The Questionnaire, as it came.
        body: String,
    },
    /// A record was signed.
    RecordSigned {
        /// All of it.
        record: Box<SignedRecord>,
    },
    /// A record was amended: this version takes the place of the one before, which stays readable.
    RecordAmended {
        /// All of it, under the id it always had.
        record: Box<SignedRecord>,
    },
    /// A record was voided: it counts for nothing from now on, and stays readable.
    RecordVoided {
        /// Which.
        record: RecordId,
        /// Whom it was about.
        patient: PatientId,
        /// Why, and where the fact now lives.
        reason: String,
        /// The second person, who agreed with their own PIN.
        second: StaffId,
    },
    /// Oxygen saturation scale 2 was decided for a patient, or taken back.
    Scale2Decided {
        /// For whom.
        patient: PatientId,
        /// 1 or 2.
        scale: u8,
        /// Why: target range and diagnosis.
        reason: String,
        /// The competent decision maker, by name and role.
        decided_by: String,
    },
    /// Records were released to a restored system.
    Released {
        /// To which.
        system: SystemId,
        /// Which.
        records: Vec<RecordId>,
    },
    /// A record took one step toward its target.
    Filing {
        /// The step with its evidence.
        step: FilingStep,
    },
    /// Records go to a server for the first time: from then on no other may answer there in its place.
    ServerKnown {
        /// Whose records.
        system: SystemId,
        /// Its base address.
        address: String,
        /// What it says it is.
        server: ServerIdentity,
    },
    /// A person accepted another server at an address.
    ServerAccepted {
        /// Whose records.
        system: SystemId,
        /// Its base address.
        address: String,
        /// What was known there before.
        was: ServerIdentity,
        /// What it says it is.
        server: ServerIdentity,
    },
    /// Pages were made.
    Printed {
        /// `pack` or a form's title.
        what: String,
        /// The numbered sheets.
        sheets: Vec<Sheet>,
        /// Where they went: `saved`, `previewed` or the printer's name.
        to: String,
    },
    /// A patient's record was looked at.
    PatientViewed {
        /// Whose.
        patient: PatientId,
    },
    /// A list of patients was looked at.
    ListViewed {
        /// `ward board`, `patients`.
        list: String,
    },
    /// Somebody signed in.
    SignedIn {
        /// Who.
        staff: StaffId,
    },
    /// Somebody signed out, or the PC locked.
    SignedOut {
        /// Who.
        staff: StaffId,
        /// True when it locked by time.
        by_time: bool,
    },
    /// A way to open the store was made.
    KeySlotAdded {
        /// Its id in the key-slot file.
        slot: String,
        /// `passphrase`, `device`, `envelope` or `escrow`.
        kind: String,
        /// Whose: a name, or the envelope's number.
        label: String,
    },
    /// A way to open the store was taken away.
    KeySlotRemoved {
        /// Its id in the key-slot file.
        slot: String,
        /// As above.
        kind: String,
        /// As above.
        label: String,
    },
    /// The store was opened by a way for emergencies: the envelope, or the trust's key.
    OpenedSpecially {
        /// `envelope` or `escrow`.
        kind: String,
        /// The envelope's number.
        label: String,
    },
    /// Who opened the store by the envelope, with whom, and why: as they wrote it before either had signed in.
    OpeningExplained {
        /// Who opened it.
        who: String,
        /// Who was with them.
        with: String,
        /// Why.
        why: String,
    },
    /// The store is older than it was: a newer head was known elsewhere.
    RolledBack {
        /// Entries there had been.
        known: u64,
        /// Entries there were when it was opened.
        found: u64,
    },
    /// Somebody has seen that the store is older than it was, and goes on with it.
    RollBackAccepted,
    /// Data left the store.
    Exported {
        /// `fhir`.
        format: String,
        /// How many records.
        records: u32,
    },
    /// Somebody looked up who saw or did what.
    AuditSearched {
        /// Only what concerns this patient.
        patient: Option<PatientId>,
        /// Only what this person did.
        staff: Option<StaffId>,
        /// From this day on.
        from: Option<NaiveDate>,
        /// To the end of this day.
        to: Option<NaiveDate>,
        /// Only what is out of the ordinary.
        unusual: bool,
    },
    /// Somebody was refused.
    Refused {
        /// Who, if known.
        staff: Option<StaffId>,
        /// What was asked for.
        what: String,
        /// Why it was refused.
        why: String,
    },
}

/// One numbered sheet of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its number.
    pub number: SheetNumber,
    /// Whose it is; none for a ward list or cover.
    pub patient: Option<PatientId>,
    /// What it is: `Patient summary`.
    pub what: String,
    /// How many pages.
    pub pages: u32,
}

/// How an author was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verified {
    /// By their PIN.
    Pin,
    /// By being signed in.
    Session,
    /// By being signed in, after breaking the glass.
    BreakGlass,
    /// Not at all: a name that was given, let in by a colleague or a code.
    Unverified,
    /// By the passphrase, from the command line.
    Passphrase,
    /// The program itself, on a timer.
    Program,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// Who did something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// Who; none for the program itself.
    pub staff: Option<StaffId>,
    /// How that is known.
    pub verified: Verified,
}

crate::private_debug!(Act);
