//! The views: plain tables written by each act in its own transaction, and rebuilt by replaying the ledger.

pub(crate) mod emergency;
pub(crate) mod filing;
pub(crate) mod outage;
pub(crate) mod paper;
pub(crate) mod people;
pub(crate) mod records;
pub(crate) mod scale;
pub(crate) mod server;
pub(crate) mod taken;

use record::Act;
use rusqlite::Transaction;
use serde::de::DeserializeOwned;

pub use emergency::EmergencyRow;
pub use filing::{FilingCounts, FilingRow};
pub use outage::{Declared, SystemNow};
pub use paper::SheetRow;
pub use people::RosterRow;
pub use records::Voided;
pub use scale::ScaleDecision;
pub use taken::Taken;
pub(crate) use taken::time;

use crate::error::{Doing, StoreError, damaged};
use crate::ledger::Body;

/// Every view table, in an order in which they can be emptied.
pub(crate) const TABLES: [&str; 15] = [
    "filing",
    "countersign",
    "replaced",
    "voiding",
    "form",
    "record",
    "server",
    "system_status",
    "incident",
    "sheet",
    "scale2",
    "snapshot",
    "emergency_access",
    "staff",
    "ward",
];

/// Empties every view and writes it anew from the ledger.
pub(crate) fn rebuild(tx: &Transaction<'_>) -> Result<(), StoreError> {
    for table in TABLES {
        tx.execute(&format!("DELETE FROM {table}"), []).doing("empty a view")?;
    }
    let mut entries = tx.prepare("SELECT body FROM entry ORDER BY seq").doing("list its entries")?;
    let entries = entries.query_map([], |row| row.get::<_, String>(0)).doing("list its entries")?;
    for text in entries {
        let body: Body = from_json("entry", &text.doing("read an entry")?)?;
        apply(tx, &body)?;
    }
    Ok(())
}

/// Writes one act into the views.
pub(crate) fn apply(tx: &Transaction<'_>, body: &Body) -> Result<(), StoreError> {
    match &body.act {
        Act::StoreOpened { ward, exercise } => people::begin(tx, ward, *exercise),
        Act::StaffAdded { staff } => people::add(tx, staff),
        Act::StaffChanged { staff } => people::change(tx, staff),
        Act::AgencyAdmitted { staff } => people::admit(tx, staff),
        Act::StaffRevoked { staff, reason } => people::revoke(tx, body, *staff, reason),
        Act::StaffReinstated { staff } => people::reinstate(tx, *staff),
        Act::SignedIn { staff } => people::seen(tx, body, *staff),
        Act::GlassBroken { staff, reason } => {
            people::seen(tx, body, *staff)?;
            emergency::open(tx, body, *staff, None, reason, None)
        }
        Act::UnverifiedAdmitted { visitor, name, reason, by } => {
            emergency::open(tx, body, *visitor, Some(name), reason, *by)
        }
        Act::AccessReviewed { access, note } => emergency::review(tx, body, *access, note),
        Act::Countersigned { record } => records::countersign(tx, body, *record),
        Act::SnapshotTaken { generation, source, as_at, digest, counts, patients } => {
            taken::add(tx, body, generation, source, *as_at, digest, counts, *patients)
        }
        Act::IncidentDeclared { incident, number, systems, reason, next_update } => {
            outage::declare(tx, body, *incident, number, systems, reason, *next_update)
        }
        Act::SystemStatusSet { incident, status, next_update, .. } => outage::set(tx, *incident, status, *next_update),
        Act::FormKept { id, version, body } => records::keep_form(tx, id, version, body),
        Act::RecordSigned { record } => records::add(tx, body.seq, record),
        Act::RecordAmended { record } => records::amend(tx, record),
        Act::RecordVoided { record, reason, second, .. } => records::void(tx, body, *record, reason, *second),
        Act::Scale2Decided { patient, scale, reason, decided_by } => {
            scale::set(tx, body, *patient, *scale, reason, decided_by)
        }
        Act::Released { system, records } => filing::release(tx, body, system, records),
        Act::Filing { step } => filing::step(tx, step),
        Act::ServerKnown { system, address, server } | Act::ServerAccepted { system, address, server, .. } => {
            server::put(tx, system, address, server)
        }
        Act::Printed { sheets, to, .. } => paper::add(tx, body, sheets, to),
        Act::OriginBegun { .. }
        | Act::SnapshotErased { .. }
        | Act::PinSet { .. }
        | Act::PinRevoked { .. }
        | Act::RosterImported { .. }
        | Act::PatientViewed { .. }
        | Act::ListViewed { .. }
        | Act::SignedOut { .. }
        | Act::KeySlotAdded { .. }
        | Act::KeySlotRemoved { .. }
        | Act::OpenedSpecially { .. }
        | Act::OpeningExplained { .. }
        | Act::RolledBack { .. }
        | Act::RollBackAccepted
        | Act::Exported { .. }
        | Act::AuditSearched { .. }
        | Act::Refused { .. } => Ok(()),
    }
}

/// The name of an act, for look-ups.
pub(crate) fn kind(act: &Act) -> &'static str {
    match act {
        Act::StoreOpened { .. } => "storeOpened",
        Act::OriginBegun { .. } => "originBegun",
        Act::SnapshotErased { .. } => "snapshotErased",
        Act::StaffAdded { .. } => "staffAdded",
        Act::PinSet { .. } => "pinSet",
        Act::PinRevoked { .. } => "pinRevoked",
        Act::StaffChanged { .. } => "staffChanged",
        Act::StaffRevoked { .. } => "staffRevoked",
        Act::StaffReinstated { .. } => "staffReinstated",
        Act::RosterImported { .. } => "rosterImported",
        Act::AgencyAdmitted { .. } => "agencyAdmitted",
        Act::GlassBroken { .. } => "glassBroken",
        Act::UnverifiedAdmitted { .. } => "unverifiedAdmitted",
        Act::AccessReviewed { .. } => "accessReviewed",
        Act::Countersigned { .. } => "countersigned",
        Act::SnapshotTaken { .. } => "snapshotTaken",
        Act::IncidentDeclared { .. } => "incidentDeclared",
        Act::SystemStatusSet { .. } => "systemStatusSet",
        Act::FormKept { .. } => "formKept",
        Act::RecordSigned { .. } => "recordSigned",
        Act::RecordAmended { .. } => "recordAmended",
        Act::RecordVoided { .. } => "recordVoided",
        Act::Scale2Decided { .. } => "scale2Decided",
        Act::Released { .. } => "released",
        Act::Filing { .. } => "filing",
        Act::ServerKnown { .. } => "serverKnown",
        Act::ServerAccepted { .. } => "serverAccepted",
        Act::Printed { .. } => "printed",
        Act::PatientViewed { .. } => "patientViewed",
        Act::ListViewed { .. } => "listViewed",
        Act::SignedIn { .. } => "signedIn",
        Act::SignedOut { .. } => "signedOut",
        Act::KeySlotAdded { .. } => "keySlotAdded",
        Act::KeySlotRemoved { .. } => "keySlotRemoved",
        Act::OpenedSpecially { .. } => "openedSpecially",
        Act::OpeningExplained { .. } => "openingExplained",
        Act::RolledBack { .. } => "rolledBack",
        Act::RollBackAccepted => "rollBackAccepted",
        Act::Exported { .. } => "exported",
        Act::AuditSearched { .. } => "auditSearched",
        Act::Refused { .. } => "refused",
    }
}

/// Whether an act only tells that something was looked at, printed or refused: it may be written a little later.
pub(crate) fn may_wait(act: &Act) -> bool {
    matches!(
        act,
        Act::PatientViewed { .. }
            | Act::ListViewed { .. }
            | Act::SignedIn { .. }
            | Act::SignedOut { .. }
            | Act::Printed { .. }
            | Act::OpenedSpecially { .. }
            | Act::OpeningExplained { .. }
            | Act::RolledBack { .. }
            | Act::Refused { .. }
    )
}

/// A value of ours in its stored JSON.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| damaged("value", error))
}

/// A stored JSON value of ours.
pub(crate) fn from_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| damaged(what, error))
}

/// A unit variant or newtype in the word it is stored as.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(_) => Err(damaged("word", "it is not one word")),
        Err(error) => Err(damaged("word", error)),
    }
}

/// A stored word as the variant it names.
pub(crate) fn from_word<T: DeserializeOwned>(what: &'static str, word: &str) -> Result<T, StoreError> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).map_err(|error| damaged(what, error))
}
