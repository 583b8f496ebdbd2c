//! Emergency access. On the roster: one's own PIN and a reason. Not on it: a colleague's PIN or the sealed envelope, to read
//! only, and a name that nobody verified. Either is marked, and waits for a review.

use chrono::{DateTime, FixedOffset};
use record::{Act, By, EntryId, Permission, Role, SignedRecord, Staff, StaffId, Verified};
use store::{EmergencyRow, Store};

use crate::people::{name, said};
use crate::second::Second;
use crate::{Actor, Ward, WardError};

/// Who let a visitor in.
pub enum LetInBy<'a> {
    /// A colleague with their own PIN.
    Colleague(Second<'a>),
    /// The code of the sealed envelope: nobody else is there. It is used up by it.
    Envelope(&'a str),
}

impl Ward {
    /// Somebody on the roster breaks the glass: care that their role does not allow, until they sign out.
    ///
    /// # Errors
    /// When no reason is said, or as for [`Ward::verify_pin`].
    pub fn break_glass(
        &mut self,
        staff: StaffId,
        pin: &str,
        reason: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<Actor, WardError> {
        let reason = reason_of(reason)?;
        let actor = self.verify_pin(staff, pin, now)?;
        let actor = Actor { verified: Verified::BreakGlass, ..actor };
        self.store.transact(vec![Act::GlassBroken { staff, reason }], &actor.by(), now)?;
        Ok(actor)
    }

    /// Somebody whose identity is not verified is let in to read.
    ///
    /// # Errors
    /// When no name or reason is said, or whoever lets them in may not.
    pub fn let_in(
        &mut self,
        called: &str,
        reason: &str,
        by: &LetInBy<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<Actor, WardError> {
        let called = name(called)?;
        let reason = reason_of(reason)?;
        let visitor = StaffId(Store::new_id(now)?);
        let admitted = |by| Act::UnverifiedAdmitted { visitor, name: called.clone(), reason, by };
        match by {
            LetInBy::Colleague(second) => {
                let colleague = self.second_person(None, second, now)?;
                self.store.transact(vec![admitted(Some(colleague.staff.id))], &colleague.by(), now)?;
            }
            LetInBy::Envelope(typed) => {
                let by = By { staff: Some(visitor), verified: Verified::Unverified };
                let used = self.use_envelope(typed, &by, now)?;
                self.store.transact(vec![used, admitted(None)], &by, now)?;
            }
        }
        let title = Some("Identity not verified".to_owned());
        // The role stands for nothing: what a visitor may do is not by role.
        let staff = Staff { id: visitor, name: called, role: Role::Hca, title, number: None, pass: None };
        Ok(Actor { staff, verified: Verified::Unverified })
    }

    /// The name that was given by somebody who was let in to read; none for anybody else.
    pub(crate) fn visitor(&self, id: StaffId) -> Result<Option<String>, WardError> {
        Ok(self.store.newest_access_of(id)?.and_then(|(name, _)| name))
    }

    /// Why somebody who is signed in broke the glass.
    pub(crate) fn glass_reason(&self, staff: StaffId) -> Result<String, WardError> {
        Ok(self.store.newest_access_of(staff)?.map(|(_, reason)| reason).unwrap_or_default())
    }

    /// Every emergency access, newest first; only for those who review them.
    ///
    /// # Errors
    /// When the role does not allow it.
    pub fn emergency_access(
        &mut self,
        actor: &Actor,
        now: DateTime<FixedOffset>,
    ) -> Result<Vec<EmergencyRow>, WardError> {
        self.allow(actor, Permission::ReviewAccess, "see emergency access", now)?;
        Ok(self.store.emergency_access()?)
    }

    /// How many emergency accesses wait for a review.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn to_review(&self) -> Result<usize, WardError> {
        Ok(self.store.unreviewed_access()?)
    }

    /// What waits for whoever is acting: emergency access, for those who review it, and records to countersign, for
    /// those who may be the second person.
    ///
    /// # Errors
    /// When their role allows neither.
    pub fn waiting_for(
        &mut self,
        actor: &Actor,
        now: DateTime<FixedOffset>,
    ) -> Result<(Vec<EmergencyRow>, Vec<SignedRecord>), WardError> {
        if !actor.may(Permission::ReviewAccess) {
            self.allow(actor, Permission::Witness, "see what waits for a second person", now)?;
            return Ok((Vec::new(), self.to_countersign()?));
        }
        Ok((self.emergency_access(actor, now)?, self.to_countersign()?))
    }

    /// Signs off an emergency access, with one's PIN.
    ///
    /// # Errors
    /// When the role does not allow it, it is one's own, it was reviewed, nothing is said, or the PIN is wrong.
    pub fn review_access(
        &mut self,
        actor: &Actor,
        access: EntryId,
        note: &str,
        pin: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        self.allow(actor, Permission::ReviewAccess, "review emergency access", now)?;
        let row = self.store.emergency_access()?.into_iter().find(|row| row.entry == access);
        let row = row.filter(|row| row.review.is_none());
        let row = row.ok_or_else(|| WardError::NotPerson("that access was reviewed already".to_owned()))?;
        if row.staff == actor.staff.id || row.opened_by == Some(actor.staff.id) {
            return Err(WardError::SamePerson);
        }
        let note = said(Some(note)).ok_or_else(|| WardError::NotPerson("say what you found".to_owned()))?;
        let reviewer: By = self.verify_pin(actor.staff.id, pin, now)?.by();
        self.store.transact(vec![Act::AccessReviewed { access, note }], &reviewer, now)?;
        Ok(())
    }
}

fn reason_of(reason: &str) -> Result<String, WardError> {
    said(Some(reason)).ok_or_else(|| WardError::NotPerson("say why: it is reviewed".to_owned()))
}
