//! One patient: what the copies know, what this ward recorded, what is owed of it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use record::observed::{self, Due, ObservationSet};
use record::picture::Picture;
use record::{Act, PatientId, Permission, RecordId, SignedRecord, SystemId, SystemStatus};
use store::{Draft, FilingRow, ScaleDecision, Voided};

use crate::board::{Namesake, past, sets};
use crate::held::SourceNow;
use crate::{Actor, Ward, WardError, may};

/// Everything the page of one patient shows.
pub struct PatientPage {
    /// What the copies know.
    pub picture: Picture,
    /// All sets of observations, newest first.
    pub sets: Vec<ObservationSet>,
    /// When the next is due.
    pub due: Due,
    /// It is past that.
    pub overdue: bool,
    /// Why NEWS2 is not for this patient.
    pub not_news2: Option<String>,
    /// Signed records that count, newest care first.
    pub records: Vec<SignedRecord>,
    /// What those that were amended said before, by the record's id.
    pub before: BTreeMap<RecordId, SignedRecord>,
    /// Records that were voided.
    pub voided: Vec<Voided>,
    /// Where each record stands on its way to its system.
    pub filings: Vec<FilingRow>,
    /// Drafts that are open.
    pub drafts: Vec<Draft>,
    /// The signed saturation scale, if any.
    pub scale: Option<ScaleDecision>,
    /// Others of the same name.
    pub namesakes: Vec<Namesake>,
    /// Each system of the register and its copy.
    pub sources: Vec<SourceNow>,
    /// The forms, by the system they stand in for.
    pub forms: Vec<FormGroup>,
}

/// Forms of one system.
pub struct FormGroup {
    /// Which system.
    pub system: SystemId,
    /// Where it stands.
    pub status: SystemStatus,
    /// Since when, if it is in an incident.
    pub since: Option<DateTime<FixedOffset>>,
    /// Which forms.
    pub forms: Vec<FormChoice>,
}

/// One form to start.
pub struct FormChoice {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Other words staff look for it by.
    pub also: Vec<String>,
    /// Why it is not for this patient.
    pub not_for: Option<String>,
}

impl Ward {
    /// One patient's page. Leaves an audit entry.
    ///
    /// # Errors
    /// When the role does not allow it or nothing is held of them.
    pub fn open_patient(
        &mut self,
        actor: &Actor,
        id: PatientId,
        now: DateTime<FixedOffset>,
    ) -> Result<PatientPage, WardError> {
        self.allow(actor, Permission::SeePatients, "see a patient", now)?;
        let page = self.page(id, now)?;
        self.store.transact(vec![Act::PatientViewed { patient: id }], &actor.by(), now)?;
        Ok(page)
    }

    /// The page again for somebody who has it open: no further audit entry.
    ///
    /// # Errors
    /// When the role does not allow it or nothing is held of them.
    pub fn page_again(
        &self,
        actor: &Actor,
        id: PatientId,
        now: DateTime<FixedOffset>,
    ) -> Result<PatientPage, WardError> {
        may(actor, Permission::SeePatients, "see a patient")?;
        self.page(id, now)
    }

    pub(crate) fn page(&self, id: PatientId, now: DateTime<FixedOffset>) -> Result<PatientPage, WardError> {
        let picture = self.picture(id)?;
        let records = self.store.records_of(id)?;
        let not_news2 = self.not_for(&picture, "news2", now);
        let sets = sets(&picture, &records, not_news2.is_some());
        let due = observed::due(sets.first());
        let filings = self.store.filings()?.into_iter();
        let filings = filings.filter(|filing| records.iter().any(|record| record.id == filing.record)).collect();
        let mut before = BTreeMap::new();
        for record in records.iter().filter(|record| record.amends.is_some()) {
            before.extend(self.store.replaced(record.id)?.pop().map(|replaced| (record.id, replaced)));
        }
        let voided = self.store.voided()?.into_iter().filter(|one| one.record.patient == id).collect();
        Ok(PatientPage {
            before,
            voided,
            overdue: not_news2.is_none() && past(due, now),
            due,
            sets,
            not_news2,
            filings,
            drafts: self.store.drafts()?.into_iter().filter(|draft| draft.patient == id).collect(),
            scale: self.store.scale_of(id)?,
            namesakes: self.namesakes(&picture),
            sources: self.sources(now)?,
            forms: self.form_groups(&picture, now)?,
            records,
            picture,
        })
    }

    /// Forms grouped by the system they stand in for; those of systems now lost come first.
    fn form_groups(&self, picture: &Picture, now: DateTime<FixedOffset>) -> Result<Vec<FormGroup>, WardError> {
        let systems = self.store.systems()?;
        let context = self.context(picture, now);
        let mut groups: Vec<FormGroup> = Vec::new();
        for system in &self.config.systems {
            let forms: Vec<FormChoice> = self
                .forms()
                .iter()
                .filter(|definition| definition.replaces.as_deref() == Some(system.id.0.as_str()))
                .map(|definition| FormChoice {
                    id: definition.id.clone(),
                    title: definition.title.clone(),
                    also: definition.also.clone(),
                    not_for: definition.unsuited(&context),
                })
                .collect();
            if forms.is_empty() {
                continue;
            }
            let now_at = systems.iter().find(|one| one.system == system.id);
            groups.push(FormGroup {
                system: system.id.clone(),
                status: now_at.map_or(SystemStatus::Up, |one| one.status),
                since: now_at.map(|one| one.since),
                forms,
            });
        }
        groups.sort_by_key(|group| !group.status.forms_on());
        Ok(groups)
    }

    /// Records a signed decision on the saturation scale.
    ///
    /// # Errors
    /// When the PIN is wrong, the role does not allow it, or who decided and why is not said.
    pub fn decide_scale(
        &mut self,
        actor: &Actor,
        pin: &str,
        decision: &NewScale<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        self.allow(actor, Permission::DecideScale2, "decide the saturation scale", now)?;
        self.picture(decision.patient)?;
        if !matches!(decision.scale, 1 | 2) {
            return Err(WardError::NotReady(vec!["the scale is 1 or 2".to_owned()]));
        }
        if decision.reason.trim().is_empty() || decision.decided_by.trim().is_empty() {
            return Err(WardError::NotReady(vec!["say why, and who decided".to_owned()]));
        }
        let signed = self.verify_pin(actor.staff.id, pin, now)?;
        let act = Act::Scale2Decided {
            patient: decision.patient,
            scale: decision.scale,
            reason: decision.reason.trim().to_owned(),
            decided_by: decision.decided_by.trim().to_owned(),
        };
        self.store.transact(vec![act], &signed.by(), now)?;
        Ok(())
    }
}

/// A decision on the saturation scale, to be signed.
pub struct NewScale<'a> {
    /// For whom.
    pub patient: PatientId,
    /// 1 or 2.
    pub scale: u8,
    /// Why: target range and diagnosis.
    pub reason: &'a str,
    /// The competent decision maker, by name and role.
    pub decided_by: &'a str,
}
