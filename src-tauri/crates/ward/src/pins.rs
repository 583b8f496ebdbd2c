//! PINs: signing in and out, choosing one's own, a supervisor's reset. The count of wrong ones is the store's.

use chrono::{DateTime, Duration, FixedOffset};
use record::{Act, By, Permission, StaffId, Verified};
use store::{NewPin, PinAnswer, StoreError};

use crate::people::Standing;
use crate::{Actor, Ward, WardError};

impl Ward {
    /// Sets a new PIN for somebody, by whoever holds the passphrase; a locked one is free again.
    ///
    /// # Errors
    /// When the PIN cannot be used or the disk refuses.
    pub fn set_pin(&mut self, staff: StaffId, pin: &str, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        let by = By { staff: None, verified: Verified::Passphrase };
        self.give_pin(staff, pin, false, &by, now)
    }

    /// Chooses one's own PIN, with the one before it: also a temporary one.
    ///
    /// # Errors
    /// When the old one is wrong or has to wait, or the new one cannot be used or is the same.
    pub fn change_pin(
        &mut self,
        staff: StaffId,
        old: &str,
        new: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        // What cannot be taken is said before a try is counted.
        self.fit(staff, new, now)?;
        if old == new {
            return Err(WardError::UnfitPin("The new PIN is the old one."));
        }
        match self.verify_pin(staff, old, now) {
            Ok(_) | Err(WardError::ChoosePin) => {
                self.give_pin(staff, new, false, &By { staff: Some(staff), verified: Verified::Pin }, now)
            }
            Err(refused) => Err(refused),
        }
    }

    /// A supervisor gives somebody a temporary PIN, with their own PIN: for a first one, a forgotten and a locked one.
    /// Answers with it; it is told to nobody else and must be changed at the next sign-in.
    ///
    /// # Errors
    /// When the role does not allow it, it is one's own, or the supervisor's PIN is wrong.
    pub fn reset_pin(
        &mut self,
        actor: &Actor,
        own: &str,
        staff: StaffId,
        now: DateTime<FixedOffset>,
    ) -> Result<String, WardError> {
        self.allow(actor, Permission::ResetPin, "reset a PIN", now)?;
        if actor.staff.id == staff {
            return Err(WardError::SamePerson);
        }
        let person = self.person(staff, now)?;
        if !person.active() {
            return Err(WardError::StaffRevoked(person.staff.name));
        }
        let supervisor = self.verify_pin(actor.staff.id, own, now)?;
        let pin = loop {
            let drawn = draw()?;
            if store::unfit_pin(&drawn, person.staff.number.as_deref()).is_none() {
                break drawn;
            }
        };
        self.give_pin(staff, &pin, true, &supervisor.by(), now)?;
        Ok(pin)
    }

    /// Takes somebody's PIN away; they stay on the roster.
    ///
    /// # Errors
    /// When the role does not allow it, or it is one's own.
    pub fn revoke_pin(&mut self, actor: &Actor, staff: StaffId, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        self.allow(actor, Permission::ResetPin, "take a PIN away", now)?;
        if actor.staff.id == staff {
            return Err(WardError::SamePerson);
        }
        self.person(staff, now)?;
        Ok(self.store.revoke_pin(staff, &actor.by(), now)?)
    }

    fn give_pin(
        &mut self,
        staff: StaffId,
        pin: &str,
        temporary: bool,
        by: &By,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        self.fit(staff, pin, now)?;
        let acts = vec![Act::PinSet { staff, temporary }];
        Ok(self.store.transact_with_pin(acts, &NewPin { staff, pin, temporary }, by, now)?)
    }

    fn fit(&self, staff: StaffId, pin: &str, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        let person = self.person(staff, now)?;
        store::unfit_pin(pin, person.staff.number.as_deref()).map_or(Ok(()), |why| Err(WardError::UnfitPin(why)))
    }

    /// Checks somebody's PIN. A wrong one leaves an audit entry.
    ///
    /// # Errors
    /// When it is wrong, has to wait, is locked, temporary or was never set; or they may not sign in.
    pub fn verify_pin(&mut self, staff: StaffId, pin: &str, now: DateTime<FixedOffset>) -> Result<Actor, WardError> {
        let person = self.person(staff, now)?;
        let (refused, why) = match person.standing {
            Standing::Revoked(..) => (WardError::StaffRevoked(person.staff.name), "may no longer sign in"),
            Standing::PassOver(until) => (WardError::PassOver { until: self.local(until) }, "their pass has ended"),
            Standing::In | Standing::OnPass(_) => match self.store.check_pin(staff, pin, now)? {
                PinAnswer::Right => return Ok(Actor { staff: person.staff, verified: Verified::Pin }),
                PinAnswer::RightTemporary => return Err(WardError::ChoosePin),
                PinAnswer::Wrong { left } => (WardError::WrongPin { left }, "wrong or locked PIN"),
                PinAnswer::Wait { until } => {
                    (WardError::WaitForPin { until: self.local(until) }, "wrong or locked PIN")
                }
                PinAnswer::Locked => (WardError::PinLocked, "wrong or locked PIN"),
                PinAnswer::NotSet => (WardError::NoPin, "wrong or locked PIN"),
            },
        };
        let act = Act::Refused { staff: Some(staff), what: "PIN".to_owned(), why: why.to_owned() };
        self.store.transact(vec![act], &By { staff: None, verified: Verified::Program }, now)?;
        Err(refused)
    }

    /// Signs in with a PIN.
    ///
    /// # Errors
    /// As for [`Ward::verify_pin`].
    pub fn sign_in(&mut self, staff: StaffId, pin: &str, now: DateTime<FixedOffset>) -> Result<Actor, WardError> {
        let actor = self.verify_pin(staff, pin, now)?;
        self.store.transact(vec![Act::SignedIn { staff }], &actor.by(), now)?;
        Ok(Actor { verified: Verified::Session, ..actor })
    }

    /// Signs out: by the key, or by itself.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sign_out(&mut self, actor: &Actor, by_time: bool, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        self.store.transact(vec![Act::SignedOut { staff: actor.staff.id, by_time }], &actor.by(), now)?;
        Ok(())
    }

    /// The window was opened: nobody can say how long it was shut, so every wait after wrong PINs is whole again.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin_waits_anew(&mut self, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        Ok(self.store.begin_waits_anew(now)?)
    }

    /// The clock jumped while the window was open: no wait after wrong PINs gets shorter or longer.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn clock_jumped(&mut self, by: Duration) -> Result<(), WardError> {
        Ok(self.store.shift_waits(by)?)
    }
}

/// Six random digits.
fn draw() -> Result<String, WardError> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    Ok(format!("{:06}", u64::from_le_bytes(bytes) % 1_000_000))
}
