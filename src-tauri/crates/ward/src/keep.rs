//! Nothing is thrown away unfiled: a PC is reset only when everything on it was accepted, or is in a copy that proves.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use record::Permission;

use crate::{Actor, Ward, WardError, words};

/// What is on this PC alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unfiled {
    /// Systems with records that are not accepted, and how many.
    pub records: Vec<(String, u32)>,
    /// Unsigned drafts.
    pub drafts: u32,
}

impl Unfiled {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.records.is_empty() && self.drafts == 0
    }

    /// `3 records for EPR, 1 draft`.
    #[must_use]
    pub fn words(&self) -> String {
        let mut parts: Vec<String> =
            self.records.iter().map(|(name, count)| format!("{} for {name}", words::many(*count, "record"))).collect();
        if self.drafts > 0 {
            parts.push(words::many(self.drafts, "unsigned draft"));
        }
        parts.join(", ")
    }
}

impl Ward {
    /// What is not accepted anywhere yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unfiled(&self) -> Result<Unfiled, WardError> {
        let counts = self.store.filing_counts()?;
        let owed = counts.into_iter().filter(|(_, counts)| counts.owed() > 0);
        Ok(Unfiled {
            records: owed.map(|(system, counts)| (self.config.name(&system), counts.owed())).collect(),
            drafts: u32::try_from(self.store.drafts()?.len()).unwrap_or(u32::MAX),
        })
    }

    /// `3 records for EPR, 1 unsigned draft`; none when there is nothing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unfiled_words(&self) -> Result<Option<String>, WardError> {
        let unfiled = self.unfiled()?;
        Ok((!unfiled.is_nothing()).then(|| unfiled.words()))
    }

    /// A copy that holds everything this PC holds, read to its end and proved just now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn whole_copy(&self) -> Result<Option<PathBuf>, WardError> {
        let copier = self.store.copier(&self.config.pc);
        for row in self.store.places()? {
            let is_place = self.config.standby.iter().any(|place| place.folder == row.place);
            let file = if is_place { self.standby_file(&row.place) } else { PathBuf::from(&row.place) };
            // A copy that cannot be reached or does not prove counts for nothing here.
            if let Ok(contents) = copier.prove_again(&file)
                && self.store.is_all_in(&contents)?
            {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }

    /// Why this PC may not be reset now; none when it may.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn why_not_reset(&self) -> Result<Option<String>, WardError> {
        let unfiled = self.unfiled()?;
        if unfiled.is_nothing() || self.whole_copy()?.is_some() {
            return Ok(None);
        }
        Ok(Some(format!(
            "Not sent on yet: {}. Send them first, or make a backup and leave it where it is.",
            unfiled.words()
        )))
    }

    /// Erases this PC's store. Afterwards every act on it fails; the program should end.
    ///
    /// # Errors
    /// When the role does not allow it, or something would be lost; then nothing was changed.
    pub fn reset(&mut self, actor: Option<&Actor>, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        if let Some(why) = self.why_not_reset()? {
            return Err(WardError::NotReset(why));
        }
        // Asked after: a refusal of the role is an entry, and no copy would hold it.
        if let Some(actor) = actor {
            self.allow(actor, Permission::KeepStore, "reset this PC", now)?;
        }
        self.held.let_go();
        Ok(self.store.erase_all()?)
    }
}
