//! The roster, PINs, signing in and out.

use chrono::{DateTime, FixedOffset};
use record::{Act, By, Permission, Role, Staff, StaffId, Verified};
use store::{PinAnswer, Store};

use crate::{Actor, Ward, WardError};

/// Somebody to add to the roster.
pub struct NewStaff<'a> {
    /// Name as they are called.
    pub name: &'a str,
    /// Job.
    pub role: Role,
    /// How the job is shown.
    pub title: Option<&'a str>,
    /// Professional number.
    pub number: Option<&'a str>,
    /// Their PIN, if they choose one now.
    pub pin: Option<&'a str>,
}

impl Ward {
    /// The roster, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn staff(&self) -> Result<Vec<Staff>, WardError> {
        Ok(self.store.staff()?)
    }

    /// What somebody is called; words when they are not on the roster.
    #[must_use]
    pub fn staff_name(&self, id: StaffId) -> String {
        let found = self.store.staff().ok().and_then(|all| all.into_iter().find(|one| one.id == id));
        found.map_or_else(|| "Somebody not on this PC's list".to_owned(), |staff| staff.name)
    }

    /// Who has a PIN.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn staff_with_pin(&self) -> Result<Vec<StaffId>, WardError> {
        Ok(self.store.staff_with_pin()?)
    }

    /// Somebody on the roster by name, capitals aside.
    ///
    /// # Errors
    /// When nobody is called that.
    pub fn staff_called(&self, name: &str) -> Result<Staff, WardError> {
        let plain = |name: &str| name.trim().to_lowercase();
        let found = self.store.staff()?.into_iter().find(|staff| plain(&staff.name) == plain(name));
        found.ok_or_else(|| WardError::NoSuchStaff(name.to_owned()))
    }

    /// Adds somebody. `actor` is none for the first ones and for whoever holds the passphrase.
    ///
    /// # Errors
    /// When the role does not allow it, the name is taken, or the PIN cannot be used.
    pub fn add_staff(
        &mut self,
        actor: Option<&Actor>,
        new: &NewStaff<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<StaffId, WardError> {
        if let Some(actor) = actor {
            self.allow(actor, Permission::ManageStaff, "add staff", now)?;
        }
        if new.name.trim().is_empty() {
            return Err(WardError::NoSuchStaff(String::new()));
        }
        if self.staff_called(new.name).is_ok() {
            return Err(WardError::StaffThere(new.name.to_owned()));
        }
        if let Some(why) = new.pin.and_then(store::unfit_pin) {
            return Err(WardError::UnfitPin(why));
        }
        let id = StaffId(Store::new_id(now)?);
        let staff = Staff {
            id,
            name: new.name.trim().to_owned(),
            role: new.role,
            title: new.title.map(str::to_owned),
            number: new.number.map(str::to_owned),
        };
        let by = actor.map_or(By { staff: None, verified: Verified::Passphrase }, Actor::by);
        self.store.transact(vec![Act::StaffAdded { staff }], &by, now)?;
        if let Some(pin) = new.pin {
            self.store.set_pin(id, pin)?;
        }
        Ok(id)
    }

    /// Sets a new PIN for somebody, by whoever holds the passphrase; a locked one is free again.
    ///
    /// # Errors
    /// When the PIN cannot be used or the disk refuses.
    pub fn set_pin(&mut self, staff: StaffId, pin: &str, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        if let Some(why) = store::unfit_pin(pin) {
            return Err(WardError::UnfitPin(why));
        }
        let by = By { staff: None, verified: Verified::Passphrase };
        self.store.transact(vec![Act::PinSet { staff }], &by, now)?;
        Ok(self.store.set_pin(staff, pin)?)
    }

    /// Checks somebody's PIN. A wrong one leaves an audit entry.
    ///
    /// # Errors
    /// When it is wrong, has to wait, is locked or was never set.
    pub fn verify_pin(&mut self, staff: StaffId, pin: &str, now: DateTime<FixedOffset>) -> Result<Actor, WardError> {
        let found = self.store.staff()?.into_iter().find(|one| one.id == staff);
        let Some(found) = found else { return Err(WardError::NoSuchStaff(String::new())) };
        let refused = match self.store.check_pin(staff, pin, now)? {
            PinAnswer::Right => return Ok(Actor { staff: found, verified: Verified::Pin }),
            PinAnswer::Wrong { left } => WardError::WrongPin { left },
            PinAnswer::Wait { until } => WardError::WaitForPin { until: self.local(until) },
            PinAnswer::Locked => WardError::PinLocked,
            PinAnswer::NotSet => WardError::NoPin,
        };
        let act = Act::Refused { staff: Some(staff), what: "PIN".to_owned(), why: "wrong or locked PIN".to_owned() };
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

    /// Signs out: by the key, or by time.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sign_out(&mut self, actor: &Actor, by_time: bool, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        self.store.transact(vec![Act::SignedOut { staff: actor.staff.id, by_time }], &actor.by(), now)?;
        Ok(())
    }
}
