//! Taking data out: everything that would be filed, as one FHIR Bundle.

use chrono::{DateTime, FixedOffset};
use record::filing::{self, Found};
use record::{Act, Permission};

use crate::{Actor, Ward, WardError};

impl Ward {
    /// Every signed record as its target would be sent it, under this PC's own patient ids.
    /// Answers with the Bundle and how many records are in it. Leaves an audit entry.
    ///
    /// # Errors
    /// When the role does not allow it, or a record cannot be built.
    pub fn export(&mut self, actor: &Actor, now: DateTime<FixedOffset>) -> Result<(String, usize), WardError> {
        self.allow(actor, Permission::Export, "take data out", now)?;
        let mut filings = Vec::new();
        for record in self.store.records()? {
            let found =
                Found { patient_ref: format!("Patient/{}", record.patient), encounter_ref: None, performer_ref: None };
            filings.push(self.build(&record, &found, now)?);
        }
        let count = filings.len();
        let act = Act::Exported { format: "fhir".to_owned(), records: u32::try_from(count).unwrap_or(u32::MAX) };
        self.store.transact(vec![act], &actor.by(), now)?;
        Ok((filing::bundle(&filings), count))
    }
}
