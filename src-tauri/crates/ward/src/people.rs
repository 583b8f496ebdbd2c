//! The roster: who works here, how they stand, adding and changing them. Nobody is ever taken off it: their records stay.

use chrono::{DateTime, FixedOffset};
use record::{Act, By, Permission, Role, Staff, StaffId, Verified};
use store::{NewPin, PinRow, RosterRow, Store};

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

/// Somebody on the roster, as they stand now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub staff: Staff,
    /// Whether they may sign in.
    pub standing: Standing,
    /// Their PIN.
    pub pin: PinNow,
    /// When they last signed in.
    pub seen_at: Option<DateTime<FixedOffset>>,
}

/// Whether somebody may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// They work here.
    In,
    /// On a pass, until then.
    OnPass(DateTime<FixedOffset>),
    /// Their pass has ended.
    PassOver(DateTime<FixedOffset>),
    /// They may not, since then and why.
    Revoked(DateTime<FixedOffset>, String),
}

/// How somebody's PIN stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinNow {
    /// They have none.
    NotSet,
    /// Locked after ten wrong tries, since then.
    Locked(Option<DateTime<FixedOffset>>),
    /// A temporary one, since then.
    Temporary(Option<DateTime<FixedOffset>>),
    /// Their own, since then.
    Set(Option<DateTime<FixedOffset>>),
}

impl Person {
    fn from(row: RosterRow, pins: &[PinRow], now: DateTime<FixedOffset>) -> Self {
        let standing = match (row.revoked, &row.staff.pass) {
            (Some((at, why)), _) => Standing::Revoked(at, why),
            (None, Some(pass)) if pass.until <= now => Standing::PassOver(pass.until),
            (None, Some(pass)) => Standing::OnPass(pass.until),
            (None, None) => Standing::In,
        };
        let pin = match pins.iter().find(|pin| pin.staff == row.staff.id) {
            None => PinNow::NotSet,
            Some(PinRow { locked_at: Some(at), .. }) => PinNow::Locked(Some(*at)),
            Some(PinRow { temporary: true, set_at, .. }) => PinNow::Temporary(*set_at),
            Some(PinRow { set_at, .. }) => PinNow::Set(*set_at),
        };
        Self { staff: row.staff, standing, pin, seen_at: row.seen_at }
    }

    /// Whether they may sign in now.
    #[must_use]
    pub fn active(&self) -> bool {
        matches!(self.standing, Standing::In | Standing::OnPass(_))
    }

    /// Whether they could sign something tonight.
    #[must_use]
    pub fn has_pin(&self) -> bool {
        matches!(self.pin, PinNow::Set(_) | PinNow::Temporary(_))
    }

    /// Whoever could not sign tonight comes first, whoever may not sign in comes last.
    fn rank(&self) -> u8 {
        match (self.active(), self.pin) {
            (false, _) => 3,
            (true, PinNow::NotSet | PinNow::Locked(_)) => 0,
            (true, PinNow::Temporary(_)) => 1,
            (true, PinNow::Set(_)) => 2,
        }
    }
}

impl Ward {
    /// Everybody, whoever could not sign tonight first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn roster(&self, now: DateTime<FixedOffset>) -> Result<Vec<Person>, WardError> {
        let pins = self.store.pins()?;
        let rows = self.store.roster()?.into_iter();
        let mut people: Vec<Person> = rows.map(|row| Person::from(row, &pins, now)).collect();
        people.sort_by_key(|person| (person.rank(), family_first(&person.staff.name)));
        Ok(people)
    }

    /// Whoever may sign in now, by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn choices(&self, now: DateTime<FixedOffset>) -> Result<Vec<Person>, WardError> {
        let pins = self.store.pins()?;
        let people = self.store.roster()?.into_iter().map(|row| Person::from(row, &pins, now));
        Ok(people.filter(Person::active).collect())
    }

    /// How many of those who may sign in have a PIN, and how many they are.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn enrolment(&self, now: DateTime<FixedOffset>) -> Result<(usize, usize), WardError> {
        let active = self.choices(now)?;
        Ok((active.iter().filter(|person| person.has_pin()).count(), active.len()))
    }

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
        if let Some(staff) = found {
            return staff.name;
        }
        self.visitor(id).ok().flatten().map_or_else(
            || "Somebody not on this PC's list".to_owned(),
            |name| format!("{name} (identity not verified)"),
        )
    }

    /// Somebody on the roster by name, capitals aside.
    ///
    /// # Errors
    /// When nobody is called that.
    pub fn staff_called(&self, name: &str) -> Result<Staff, WardError> {
        let found = self.store.staff()?.into_iter().find(|staff| plain(&staff.name) == plain(name));
        found.ok_or_else(|| WardError::NoSuchStaff(name.to_owned()))
    }

    /// Somebody on the roster, as they stand.
    pub(crate) fn person(&self, id: StaffId, now: DateTime<FixedOffset>) -> Result<Person, WardError> {
        let found = self.store.roster()?.into_iter().find(|row| row.staff.id == id);
        let found = found.ok_or_else(|| WardError::NoSuchStaff(String::new()))?;
        Ok(Person::from(found, &self.store.pins()?, now))
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
        let by = self.manager(actor, "add staff", now)?;
        let staff = Staff {
            id: StaffId(Store::new_id(now)?),
            name: name(new.name)?,
            role: new.role,
            title: said(new.title),
            number: said(new.number),
            pass: None,
        };
        self.check_free(&staff)?;
        let id = staff.id;
        let number = staff.number.clone();
        let added = Act::StaffAdded { staff };
        let Some(pin) = new.pin else {
            self.store.transact(vec![added], &by, now)?;
            return Ok(id);
        };
        if let Some(why) = store::unfit_pin(pin, number.as_deref()) {
            return Err(WardError::UnfitPin(why));
        }
        let acts = vec![added, Act::PinSet { staff: id, temporary: false }];
        self.store.transact_with_pin(acts, &NewPin { staff: id, pin, temporary: false }, &by, now)?;
        Ok(id)
    }

    /// Somebody is called, works as, or is registered otherwise from now on. Answers whether that is a change.
    ///
    /// # Errors
    /// When the role does not allow it, it is one's own role, or the name or number is somebody else's.
    pub fn change_staff(
        &mut self,
        actor: Option<&Actor>,
        id: StaffId,
        new: &NewStaff<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<bool, WardError> {
        let by = self.manager(actor, "change staff", now)?;
        let was = self.person(id, now)?.staff;
        let staff = Staff {
            name: name(new.name)?,
            role: new.role,
            title: said(new.title),
            number: said(new.number),
            ..was.clone()
        };
        if staff.role != was.role && actor.is_some_and(|actor| actor.staff.id == id) {
            return Err(WardError::NotPerson("nobody changes their own role".to_owned()));
        }
        if staff.pass.is_some() && !staff.role.by_pass() {
            return Err(WardError::NotPerson(format!("nobody is {} by a pass", staff.role.words().to_lowercase())));
        }
        self.check_free(&staff)?;
        let changed = staff != was;
        if changed {
            self.store.transact(vec![Act::StaffChanged { staff }], &by, now)?;
        }
        Ok(changed)
    }

    /// Somebody may no longer sign in; also ends a pass. Their records stay.
    ///
    /// # Errors
    /// When the role does not allow it, it is oneself, or no reason is said.
    pub fn revoke_staff(
        &mut self,
        actor: Option<&Actor>,
        id: StaffId,
        reason: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        let by = self.manager(actor, "stop somebody's access", now)?;
        if actor.is_some_and(|actor| actor.staff.id == id) {
            return Err(WardError::NotPerson("nobody stops their own access".to_owned()));
        }
        let reason = said(Some(reason)).ok_or_else(|| WardError::NotPerson("say why".to_owned()))?;
        if matches!(self.person(id, now)?.standing, Standing::Revoked(..)) {
            return Ok(());
        }
        self.store.transact(vec![Act::StaffRevoked { staff: id, reason }], &by, now)?;
        Ok(())
    }

    /// Somebody may sign in again.
    ///
    /// # Errors
    /// When the role does not allow it.
    pub fn reinstate_staff(
        &mut self,
        actor: Option<&Actor>,
        id: StaffId,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        let by = self.manager(actor, "give somebody access again", now)?;
        if matches!(self.person(id, now)?.standing, Standing::Revoked(..)) {
            self.store.transact(vec![Act::StaffReinstated { staff: id }], &by, now)?;
        }
        Ok(())
    }

    /// Whoever may manage staff, or whoever holds the passphrase.
    pub(crate) fn manager(
        &mut self,
        actor: Option<&Actor>,
        what: &'static str,
        now: DateTime<FixedOffset>,
    ) -> Result<By, WardError> {
        let Some(actor) = actor else { return Ok(By { staff: None, verified: Verified::Passphrase }) };
        self.allow(actor, Permission::ManageStaff, what, now)?;
        Ok(actor.by())
    }

    /// Nobody else has this name or number.
    fn check_free(&self, staff: &Staff) -> Result<(), WardError> {
        for other in self.store.staff()?.iter().filter(|other| other.id != staff.id) {
            if plain(&other.name) == plain(&staff.name) {
                return Err(WardError::StaffThere(staff.name.clone()));
            }
            if staff.number.is_some() && number(&other.number) == number(&staff.number) {
                return Err(WardError::NotPerson(format!("that number is held for {}", other.name)));
            }
        }
        Ok(())
    }
}

/// A name as it is compared.
pub(crate) fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A professional number as it is compared.
pub(crate) fn number(number: &Option<String>) -> Option<String> {
    let plain: String = number.as_ref()?.chars().filter(|letter| letter.is_alphanumeric()).collect();
    Some(plain.to_uppercase())
}

/// `boateng, ama`: for order.
fn family_first(name: &str) -> String {
    let name = plain(name);
    name.rsplit_once(' ').map_or_else(|| name.clone(), |(given, family)| format!("{family}, {given}"))
}

/// A name that can be taken: one line, not too long, not empty.
pub(crate) fn name(text: &str) -> Result<String, WardError> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(WardError::NotPerson("say their name".to_owned()));
    }
    if name.chars().count() > 100 || name.chars().any(char::is_control) {
        return Err(WardError::NotPerson("a name is at most 100 letters on one line".to_owned()));
    }
    Ok(name)
}

/// What was said, unless nothing was.
pub(crate) fn said(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests;
