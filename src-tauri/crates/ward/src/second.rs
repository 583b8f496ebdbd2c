//! The second person: a colleague who stands at this PC and gives their own PIN. Never oneself.

use chrono::{DateTime, FixedOffset};
use record::{Permission, StaffId, Verified};

use crate::{Actor, Ward, WardError};

/// A colleague and the PIN they gave.
pub struct Second<'a> {
    /// Who.
    pub staff: StaffId,
    /// Their PIN.
    pub pin: &'a str,
}

impl Ward {
    /// Checks that a second person is somebody else, may be one, and is who they say.
    ///
    /// `first` is who acts; none when nobody on the roster does.
    ///
    /// # Errors
    /// When it is the same person, somebody whose role or pass does not allow it, or the PIN is wrong.
    pub fn second_person(
        &mut self,
        first: Option<StaffId>,
        second: &Second<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<Actor, WardError> {
        if first == Some(second.staff) {
            return Err(WardError::SamePerson);
        }
        let person = self.person(second.staff, now)?;
        // Somebody who was vouched for an hour ago does not vouch for others.
        let role = Actor { staff: person.staff.clone(), verified: Verified::Pin };
        if person.staff.pass.is_some() || !role.may(Permission::Witness) {
            return Err(WardError::NotSecond(person.staff.name));
        }
        match self.verify_pin(second.staff, second.pin, now) {
            Err(WardError::WrongPin { left }) => Err(WardError::SecondPin { name: person.staff.name, left }),
            answer => answer,
        }
    }
}

#[cfg(test)]
mod tests;
