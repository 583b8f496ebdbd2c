//! Putting right what was signed: a new version with a reason, or void with a second person. Nothing is ever gone.

use chrono::{DateTime, FixedOffset};
use print::AnswerRow;
use record::{Act, Amends, FilingState, PatientId, RecordId, SignedRecord, Verified};
use store::{Care, Draft, FilingRow, Voided};

use crate::fill::{FormNow, permission};
use crate::second::Second;
use crate::{Actor, Ward, WardError, words};

/// A record to be voided.
pub struct Voiding<'a> {
    /// Which.
    pub record: RecordId,
    /// Why, and where the fact now lives.
    pub reason: &'a str,
    /// The PIN of whoever voids it.
    pub pin: &'a str,
    /// Who agrees.
    pub second: Second<'a>,
}

/// A record with everything it ever was.
pub struct History {
    /// Its versions, the newest first.
    pub versions: Vec<Version>,
    /// That it was voided, by whom and why.
    pub voided: Option<Voided>,
    /// Where it stands on its way to its system.
    pub filing: Option<FilingRow>,
    /// Why it cannot be amended now, in words.
    pub why_not_amended: Option<String>,
    /// Why it cannot be voided now, in words.
    pub why_not_voided: Option<String>,
}

/// One version of a record.
pub struct Version {
    /// As it was signed.
    pub record: SignedRecord,
    /// Its answers in the form's words.
    pub rows: Vec<AnswerRow>,
    /// What is not as in the version before; empty for the first.
    pub changes: Vec<Change>,
}

/// One line of a record that was changed.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// The question, under its heading: `Result 1 of 2, Value`.
    pub label: String,
    /// What it says now; empty when it was taken away.
    pub now: String,
    /// What it said; empty when it was not answered.
    pub was: String,
}

impl Ward {
    /// Opens a signed record to be amended: a draft with its answers, which takes its place once it is signed; or the one
    /// that was begun already.
    ///
    /// # Errors
    /// When the role does not allow it, no reason is given, or it cannot be amended where it stands.
    pub fn amend(
        &mut self,
        actor: &Actor,
        id: RecordId,
        reason: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<FormNow, WardError> {
        let record = self.signed(id)?;
        self.allow(
            actor,
            permission(self.form_in(&record.form.id, &record.form.version)?.as_ref()),
            "amend this record",
            now,
        )?;
        if let Some(why) = self.why_not_amended(id)? {
            return Err(WardError::AsItStands(why));
        }
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(WardError::AsItStands("Say why it is amended.".to_owned()));
        }
        // Somebody has begun to amend it: that goes on, and nothing they typed is lost.
        if let Some(begun) = self.store.drafts()?.into_iter().find(|draft| draft.id == id) {
            return self.form_now(begun, now);
        }
        let care_at = self.local(record.care_at);
        let draft = Draft {
            id,
            patient: record.patient,
            form: record.form.id.clone(),
            version: record.form.version.clone(),
            care: Some(Care::Earlier {
                date: words::date(care_at),
                time: words::time(care_at),
                at: Some(record.care_at),
            }),
            late_reason: record.late_reason.clone().unwrap_or_default(),
            care_by: record.care_by.clone(),
            typed_by: actor.staff.id,
            saved_at: now,
            amends: Some(Amends {
                version: record.version(),
                reason: reason.to_owned(),
                first_recorded_at: record.first_recorded_at(),
            }),
            answers: record.answers,
        };
        self.store.save_draft(&draft)?;
        self.form_now(draft, now)
    }

    /// Voids a record, with a second person. It counts for nothing from then on and stays readable.
    ///
    /// # Errors
    /// When the role does not allow it, no reason is given, a PIN is wrong, the second person is the first, or part of
    /// it may be at its system already.
    pub fn void(
        &mut self,
        actor: &Actor,
        voiding: &Voiding<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<PatientId, WardError> {
        let record = self.signed(voiding.record)?;
        self.allow(
            actor,
            permission(self.form_in(&record.form.id, &record.form.version)?.as_ref()),
            "void this record",
            now,
        )?;
        if actor.verified == Verified::Unverified {
            return Err(WardError::NotVerified { what: "a colleague voids it" });
        }
        if let Some(why) = self.why_not_voided(record.id)? {
            return Err(WardError::AsItStands(why));
        }
        let reason = voiding.reason.trim();
        if reason.is_empty() {
            return Err(WardError::AsItStands("Say why it is voided.".to_owned()));
        }
        self.room_to_sign()?;
        let signer = self.verify_pin(actor.staff.id, voiding.pin, now)?;
        let second = self.second_person(Some(signer.staff.id), &voiding.second, now)?;
        let act = Act::RecordVoided {
            record: record.id,
            patient: record.patient,
            reason: reason.to_owned(),
            second: second.staff.id,
        };
        self.store.transact(vec![act], &signer.by(), now)?;
        // A change that somebody had begun has nothing to change any more.
        if self.store.draft(record.id)?.is_some() {
            self.store.throw_draft(record.id, true)?;
        }
        Ok(record.patient)
    }

    /// One record with all its versions. For whoever has its patient open.
    ///
    /// # Errors
    /// When there is none, or the role does not allow it.
    pub fn history(&self, actor: &Actor, id: RecordId) -> Result<History, WardError> {
        crate::may(actor, record::Permission::SeePatients, "see a record")?;
        Ok(History {
            versions: self.versions(self.signed(id)?)?,
            voided: self.store.voided()?.into_iter().find(|one| one.record.id == id),
            filing: self.filing_of(id)?,
            why_not_amended: self.why_not_amended(id)?,
            why_not_voided: self.why_not_voided(id)?,
        })
    }

    /// A record and every version before it, the newest first.
    pub(crate) fn versions(&self, newest: SignedRecord) -> Result<Vec<Version>, WardError> {
        let mut all = self.store.replaced(newest.id)?;
        all.retain(|before| before.version() < newest.version());
        all.push(newest);
        let mut versions: Vec<Version> = Vec::new();
        for record in all {
            let rows = self.answer_rows(&record)?;
            let changes = match versions.last() {
                Some(before) => self.changes(before, &record, &rows),
                None => Vec::new(),
            };
            versions.push(Version { record, rows, changes });
        }
        versions.reverse();
        Ok(versions)
    }

    fn changes(&self, before: &Version, record: &SignedRecord, rows: &[AnswerRow]) -> Vec<Change> {
        let care = |record: &SignedRecord| {
            let by = record.care_by.as_ref().map(|by| format!(", by {by}")).unwrap_or_default();
            format!("{}{by}", words::date_time(self.local(record.care_at)))
        };
        let (was, now) = (care(&before.record), care(record));
        let mut all = Vec::new();
        if was != now {
            all.push(Change { label: "Care given".to_owned(), now, was });
        }
        all.extend(differences(&before.rows, rows));
        all
    }

    fn filing_of(&self, id: RecordId) -> Result<Option<FilingRow>, WardError> {
        Ok(self.store.filings()?.into_iter().find(|row| row.record == id))
    }

    pub(crate) fn why_not_amended(&self, id: RecordId) -> Result<Option<String>, WardError> {
        if self.store.voided()?.iter().any(|one| one.record.id == id) {
            return Ok(Some("It was voided.".to_owned()));
        }
        let Some(row) = self.filing_of(id)? else { return Ok(None) };
        let name = self.config.name(&row.target);
        Ok(match row.state {
            FilingState::Waiting | FilingState::Ready | FilingState::Refused | FilingState::NotNeeded => None,
            FilingState::Sent => Some(format!("It was sent to {name}, which has not answered. Wait for its answer.")),
            FilingState::Accepted => {
                Some(format!("{name} has it. Put it right there: Holdfast does not change what was accepted."))
            }
        })
    }

    fn why_not_voided(&self, id: RecordId) -> Result<Option<String>, WardError> {
        let why = self.why_not_amended(id)?;
        if why.is_some() {
            return Ok(why);
        }
        let Some(row) = self.filing_of(id)? else { return Ok(None) };
        let sent_once = self.store.outbox(id, &row.target)?.is_some();
        Ok(sent_once.then(|| {
            let name = self.config.name(&row.target);
            format!("{name} refused it, and part of it may be there. Amend it, or have it put right in {name} first.")
        }))
    }
}

/// A row by its heading, its question, and which of several of that question it is.
type Place<'a> = (&'a str, &'a str, usize);

fn placed(rows: &[AnswerRow]) -> Vec<(Place<'_>, String)> {
    let mut heading = "";
    let mut all: Vec<(Place<'_>, String)> = Vec::new();
    for row in rows {
        if row.heading {
            heading = &row.label;
            continue;
        }
        let which = all.iter().filter(|((under, label, _), _)| *under == heading && *label == row.label).count();
        let unit = row.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        all.push(((heading, &row.label, which), format!("{}{unit}", row.value)));
    }
    all
}

fn differences(before: &[AnswerRow], after: &[AnswerRow]) -> Vec<Change> {
    let (before, after) = (placed(before), placed(after));
    let said = |rows: &[(Place<'_>, String)], place: &Place<'_>| {
        rows.iter().find(|(one, _)| one == place).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let mut places: Vec<Place<'_>> = after.iter().map(|(place, _)| *place).collect();
    places.extend(before.iter().map(|(place, _)| *place).filter(|place| after.iter().all(|(one, _)| one != place)));
    let changes = places.into_iter().filter_map(|place| {
        let (now, was) = (said(&after, &place), said(&before, &place));
        let (heading, question, _) = place;
        let label = if heading.is_empty() { question.to_owned() } else { format!("{heading}, {question}") };
        (now != was).then_some(Change { label, now, was })
    });
    changes.collect()
}

record::private_debug!(Change);

#[cfg(test)]
mod tests;
