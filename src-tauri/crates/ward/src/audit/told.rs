//! An entry as a sentence: one or two words for the act, and the rest.

use std::collections::BTreeMap;

use record::{Act, By, FilingState, PatientId, RecordId, SignedRecord, StaffId, SystemId, Verified};
use store::EmergencyRow;

use crate::{Ward, WardError, words};

/// What sentences need to know.
pub(super) struct Teller<'a> {
    ward: &'a Ward,
    staff: BTreeMap<StaffId, String>,
    records: BTreeMap<RecordId, SignedRecord>,
    access: Vec<EmergencyRow>,
}

impl<'a> Teller<'a> {
    pub(super) fn of(ward: &'a Ward) -> Result<Self, WardError> {
        let staff = ward.store.staff()?.into_iter().map(|one| (one.id, one.name)).collect();
        let voided = ward.store.voided()?.into_iter().map(|voided| voided.record);
        let records = ward.store.records()?.into_iter().chain(voided).map(|one| (one.id, one)).collect();
        Ok(Self { ward, staff, records, access: ward.store.emergency_access()? })
    }

    pub(super) fn who(&self, by: &By) -> String {
        let name = by.staff.map(|staff| self.named(staff));
        match (name, by.verified) {
            (Some(name), Verified::BreakGlass) => format!("{name}, emergency access"),
            (Some(name), _) => name,
            (None, Verified::Program) => "Holdfast itself".to_owned(),
            (None, _) => "Whoever held the passphrase".to_owned(),
        }
    }

    fn named(&self, id: StaffId) -> String {
        if let Some(name) = self.staff.get(&id) {
            return name.clone();
        }
        let visitor = self.access.iter().find(|row| row.staff == id).and_then(|row| row.visitor.as_deref());
        visitor.map_or_else(
            || "Somebody not on this PC's list".to_owned(),
            |name| format!("{name} (identity not verified)"),
        )
    }

    /// Whether an act is about a patient, or about a record or sheet of theirs.
    pub(super) fn concerns(&self, act: &Act, patient: PatientId) -> bool {
        let theirs = |record: &RecordId| self.records.get(record).is_some_and(|one| one.patient == patient);
        if let Act::Countersigned { record } = act {
            return theirs(record);
        }
        if let Act::Filing { step } = act {
            return theirs(&step.record);
        }
        if let Act::Released { records, .. } = act {
            return records.iter().any(theirs);
        }
        if let Act::Printed { sheets, .. } = act {
            return sheets.iter().any(|sheet| sheet.patient == Some(patient));
        }
        act.about() == Some(patient)
    }

    /// A patient by name and date of birth, from the copies or else as a record saw them.
    fn patient(&self, id: PatientId) -> String {
        let held = self.ward.held.picture(id).map(|picture| &picture.identity);
        let seen = || self.records.values().find(|one| one.patient == id).map(|one| &one.seen.identity);
        let Some(identity) = held.or_else(seen) else { return format!("a patient no longer held ({id})") };
        let born = identity.born.map(|born| format!(", born {}", words::day(born.date)));
        format!("{}{}", words::name(identity), born.unwrap_or_default())
    }

    fn system(&self, id: &SystemId) -> String {
        self.ward.config.systems.iter().find(|one| one.id == *id).map_or_else(|| id.to_string(), |one| one.name.clone())
    }

    fn record(&self, id: &RecordId) -> String {
        self.records.get(id).map_or_else(
            || format!("record {id}"),
            |one| format!("{} of {}", one.form.title, words::date_time(self.ward.local(one.care_at))),
        )
    }

    /// The sentence. `known` is the patient whom every line is about: they are not named again.
    pub(super) fn tell(&self, act: &Act, known: Option<PatientId>) -> (&'static str, String) {
        let of = |id: PatientId, what: &str| {
            if known == Some(id) { what.to_owned() } else { format!("{what} of {}", self.patient(id)) }
        };
        let time = |at| words::date_time(self.ward.local(at));
        match act {
            Act::StoreOpened { ward, .. } => ("Began", format!("The record of {ward} on this PC")),
            Act::OriginBegun { made_at, seq, .. } => {
                ("Restored", format!("From a copy made {}, of {seq} entries", time(*made_at)))
            }
            Act::SnapshotErased { source, why, .. } => {
                ("Erased", format!("The copy of {}: {why}", self.system(source)))
            }
            Act::SnapshotTaken { source, as_at, patients, .. } => {
                let patients = many(*patients as usize, "patient");
                ("Took in", format!("A copy of {} as at {}: {patients}", self.system(source), time(*as_at)))
            }
            Act::StaffAdded { staff } => ("Added", format!("{}, {}", staff.name, staff.role.words())),
            Act::StaffChanged { staff } => ("Changed", format!("{}, {}", staff.name, staff.role.words())),
            Act::StaffRevoked { staff, reason } => {
                ("Revoked", format!("{} may no longer sign in: {reason}", self.named(*staff)))
            }
            Act::StaffReinstated { staff } => ("Reinstated", format!("{} may sign in again", self.named(*staff))),
            Act::PinSet { staff, temporary } => {
                let which = if *temporary { "A temporary PIN" } else { "A new PIN" };
                ("PIN", format!("{which} for {}", self.named(*staff)))
            }
            Act::PinRevoked { staff } => ("PIN", format!("The PIN of {} taken away", self.named(*staff))),
            Act::RosterImported { added, changed, .. } => {
                ("Took in", format!("A list of staff: {added} added, {changed} changed"))
            }
            Act::AgencyAdmitted { staff } => {
                let pass = staff.pass.as_ref();
                let until = pass.map(|pass| format!(", to {}, witness {}", time(pass.until), pass.witness_name));
                ("Admitted", format!("{}, {}{}", staff.name, staff.role.words(), until.unwrap_or_default()))
            }
            Act::GlassBroken { staff, reason } => ("Break glass", format!("{}: “{reason}”", self.named(*staff))),
            Act::UnverifiedAdmitted { name, reason, by, .. } => {
                let by = by.map_or_else(|| "by the envelope".to_owned(), |by| format!("by {}", self.named(by)));
                ("Let in", format!("{name}, identity not verified, {by}: “{reason}”"))
            }
            Act::AccessReviewed { access, note } => {
                let whose = self.access.iter().find(|row| row.entry == *access).map(|row| self.named(row.staff));
                ("Reviewed", format!("Emergency access of {}: “{note}”", whose.unwrap_or_default()))
            }
            Act::IncidentDeclared { number, systems, reason, .. } => {
                let systems: Vec<String> = systems.iter().map(|one| self.system(&one.system)).collect();
                ("Declared", format!("{number}: {}. {reason}", systems.join(", ")))
            }
            Act::SystemStatusSet { status, was, reason, .. } => {
                let (was, is) = (was.words().to_lowercase(), status.status.words().to_lowercase());
                ("Changed", format!("{}: {was}, now {is}. {reason}", self.system(&status.system)))
            }
            Act::RecordSigned { record } => {
                let author = record.signed_by();
                let what = of(record.patient, &record.form.title);
                ("Signed", format!("{what}, care at {}, {author}", time(record.care_at)))
            }
            Act::FormKept { id, version, .. } => ("Kept", format!("The form {id}, version {version}")),
            Act::RecordAmended { record } => {
                let reason = record.amends.as_ref().map(|amends| amends.reason.as_str()).unwrap_or_default();
                let what = of(record.patient, &record.form.title);
                (
                    "Amended",
                    format!("{what}, care at {}, version {}: “{reason}”", time(record.care_at), record.version()),
                )
            }
            Act::RecordVoided { record, reason, second, .. } => {
                ("Voided", format!("{}, with {}: “{reason}”", self.record(record), self.named(*second)))
            }
            Act::Countersigned { record } => ("Countersigned", self.record(record)),
            Act::Scale2Decided { patient, scale, decided_by, .. } => {
                ("Decided", format!("{}, by {decided_by}", of(*patient, &format!("Saturation scale {scale}"))))
            }
            Act::Released { system, records } => {
                ("Released", format!("{} to {}", many(records.len(), "record"), self.system(system)))
            }
            Act::Filing { step } => {
                (filed(step.state), { format!("{}, to {}", self.record(&step.record), self.system(&step.target)) })
            }
            Act::ServerKnown { system, address, server } => {
                ("Server", format!("{} at {address} is {}", self.system(system), server.words()))
            }
            Act::ServerAccepted { system, was, server, .. } => (
                "Server",
                format!(
                    "{}: another one accepted. It was {}, now {}",
                    self.system(system),
                    was.words(),
                    server.words()
                ),
            ),
            Act::Printed { what, sheets, to } => {
                let pages: u32 = sheets.iter().map(|sheet| sheet.pages).sum();
                ("Printed", format!("{what}: {}, {}, {to}", many(sheets.len(), "sheet"), many(pages as usize, "page")))
            }
            Act::PatientViewed { patient } => ("Viewed", of(*patient, "The record")),
            Act::ListViewed { list } => ("Viewed", capital(list)),
            Act::SignedIn { .. } => ("Signed in", String::new()),
            Act::SignedOut { by_time, .. } => {
                ("Signed out", if *by_time { "Locked by itself".to_owned() } else { String::new() })
            }
            Act::KeySlotAdded { kind, label, .. } => ("Key made", keyed(kind, label)),
            Act::KeySlotRemoved { kind, label, .. } => ("Key taken", keyed(kind, label)),
            Act::OpenedSpecially { kind, label } => ("Opened", format!("By {}", keyed(kind, label))),
            Act::OpeningExplained { who, with, why } => ("Opened", format!("{who}, with {with}: “{why}”")),
            Act::RolledBack { known, found } => {
                ("Old copy", format!("{known} entries were known, and {found} were there"))
            }
            Act::RollBackAccepted => ("Old copy", "Gone on with".to_owned()),
            Act::Exported { format, records } => {
                ("Exported", format!("{} as {format}", many(*records as usize, "record")))
            }
            Act::AuditSearched { patient, staff, from, to, unusual } => {
                let parts = [
                    patient.map(|id| if known == Some(id) { "this patient".to_owned() } else { self.patient(id) }),
                    staff.map(|id| self.named(id)),
                    from.map(|day| format!("from {}", words::day(day))),
                    to.map(|day| format!("to {}", words::day(day))),
                    unusual.then(|| "unusual only".to_owned()),
                ];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                let what = if parts.is_empty() { "everything".to_owned() } else { parts.join(", ") };
                ("Searched", format!("The audit: {what}"))
            }
            Act::Refused { what, why, .. } => ("Refused", format!("{}: {why}", capital(what))),
        }
    }
}

fn many(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

fn filed(state: FilingState) -> &'static str {
    match state {
        FilingState::Waiting => "Waits",
        FilingState::Ready => "Released",
        FilingState::Sent => "Sent",
        FilingState::Accepted => "Filed",
        FilingState::Refused => "Not taken",
        FilingState::NotNeeded => "Not needed",
    }
}

fn keyed(kind: &str, label: &str) -> String {
    let kind = match kind {
        "device" => "this PC itself",
        "envelope" => "the sealed envelope",
        "escrow" => "the trust's key",
        _ => "a passphrase",
    };
    if label.is_empty() { kind.to_owned() } else { format!("{kind} ({label})") }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
