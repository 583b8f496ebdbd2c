//! What a witness signed for somebody unverified goes nowhere before another person has countersigned it.

use chrono::{DateTime, FixedOffset};
use record::{Act, Permission, RecordId, SignedRecord};

use crate::{Actor, Ward, WardError};

impl Ward {
    /// Records that wait for a countersignature, in the order of signing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn to_countersign(&self) -> Result<Vec<SignedRecord>, WardError> {
        let done = self.store.countersigned()?;
        let records = self.store.records()?.into_iter();
        Ok(records.filter(|record| record.needs_countersigning() && !done.contains(&record.id)).collect())
    }

    /// Countersigns a record with one's own PIN.
    ///
    /// # Errors
    /// When the role does not allow it, it is one's own record, it waits for no countersignature, or the PIN is wrong.
    pub fn countersign(
        &mut self,
        actor: &Actor,
        record: RecordId,
        pin: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        self.allow(actor, Permission::Witness, "countersign", now)?;
        let waits = self.to_countersign()?.into_iter().find(|one| one.id == record);
        let waits = waits.ok_or(WardError::NoSuchRecord)?;
        if waits.author.id == actor.staff.id {
            return Err(WardError::SamePerson);
        }
        if actor.staff.pass.is_some() {
            return Err(WardError::NotSecond(actor.staff.name.clone()));
        }
        let signer = self.verify_pin(actor.staff.id, pin, now)?;
        self.store.transact(vec![Act::Countersigned { record }], &signer.by(), now)?;
        Ok(())
    }
}
