//! The roster, PINs and emergency access: what the store answers of people, and the PIN counter that bypasses the ledger.

use chrono::{DateTime, Duration, FixedOffset};
use record::{Act, By, RecordId, Staff, StaffId};

use crate::error::StoreError;
use crate::pins::{self, NewPin};
use crate::{EmergencyRow, PinAnswer, PinRow, RosterRow, Store, room, views};

impl Store {
    /// Everybody ever on the roster, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn staff(&self) -> Result<Vec<Staff>, StoreError> {
        Ok(self.roster()?.into_iter().map(|row| row.staff).collect())
    }

    /// Everybody ever on the roster and how they stand, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn roster(&self) -> Result<Vec<RosterRow>, StoreError> {
        views::people::roster(&self.database)
    }

    /// Every PIN: whose, since when, how often wrong.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn pins(&self) -> Result<Vec<PinRow>, StoreError> {
        pins::all(&self.database)
    }

    /// Every emergency access, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn emergency_access(&self) -> Result<Vec<EmergencyRow>, StoreError> {
        views::emergency::all(&self.database)
    }

    /// The newest emergency access of one person: the name they gave, if they are not on the roster, and why.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_access_of(&self, staff: StaffId) -> Result<Option<(Option<String>, String)>, StoreError> {
        views::emergency::newest_of(&self.database, staff)
    }

    /// How many emergency accesses wait for a review.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unreviewed_access(&self) -> Result<usize, StoreError> {
        views::emergency::unreviewed(&self.database)
    }

    /// Records signed by a witness that somebody else has countersigned.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn countersigned(&self) -> Result<Vec<RecordId>, StoreError> {
        views::records::countersigned(&self.database)
    }

    /// Does acts and gives somebody a PIN, all or none. The acts say that it was set; its verifier is not in the ledger.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn transact_with_pin(
        &mut self,
        acts: Vec<Act>,
        pin: &NewPin<'_>,
        by: &By,
        at: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let verifier = pins::verifier(pin.pin)?;
        self.transact_with(acts, by, at, |tx| pins::set(tx, pin, &verifier, at))?;
        Ok(())
    }

    /// Takes somebody's PIN away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn revoke_pin(&mut self, staff: StaffId, by: &By, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
        self.transact_with(vec![Act::PinRevoked { staff }], by, at, |tx| pins::forget(tx, staff))?;
        Ok(())
    }

    /// Counts the try on disk, then checks a PIN.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn check_pin(
        &mut self,
        staff: StaffId,
        pin: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<PinAnswer, StoreError> {
        room::ease(self.home());
        self.safely(|store| match pins::check(&store.database, staff, pin, now) {
            Err(StoreError::Full(_)) if room::spend(&store.home) => pins::check(&store.database, staff, pin, now),
            done => done,
        })
    }

    /// Begins every wait after wrong PINs anew: nobody can say how long the program was not running.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin_waits_anew(&mut self, now: DateTime<FixedOffset>) -> Result<(), StoreError> {
        self.safely(|store| pins::begin_waits_anew(&store.database, now))
    }

    /// The clock jumped while the program ran: what is left of every wait is what it was before.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn shift_waits(&mut self, by: Duration) -> Result<(), StoreError> {
        self.safely(|store| pins::shift_waits(&store.database, by))
    }
}
