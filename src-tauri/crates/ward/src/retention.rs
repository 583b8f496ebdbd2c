//! What is kept how long, by the site's rule: copies of hospital data go by themselves; the record goes only as a
//! whole, by a person, and never before all of it is accounted for.

use chrono::{DateTime, Duration, FixedOffset};
use record::Permission;
use store::Erasable;

use crate::{Actor, Ward, WardError, words};

/// One thing that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// `Copy of EPR, taken in 21-Nov-2026 13:58`.
    pub what: String,
    /// Bytes on disk, where it is a file of its own.
    pub bytes: u64,
    /// When the site's rule says that it goes.
    pub due: Option<DateTime<FixedOffset>>,
    /// Why it does not go now; none when it does.
    pub why_not: Option<String>,
    /// Holdfast erases it by itself once it is due.
    pub by_itself: bool,
}

impl Ward {
    /// Everything that is kept, when it goes, and why not yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn retention(&self, now: DateTime<FixedOffset>) -> Result<Vec<Kept>, WardError> {
        let mut all = Vec::new();
        for one in self.store.held_snapshots()? {
            let due = self.snapshot_due(&one);
            let taken = words::date_time(self.local(one.taken_at));
            all.push(Kept {
                what: format!("Copy of {}, taken in {taken}", self.config.name(&one.source)),
                bytes: one.bytes,
                due: Some(due),
                why_not: self.why_not_snapshot(due, now)?,
                by_itself: true,
            });
        }
        if let Some(pack) = self.store.last_pack()? {
            let due = self.pack_due(pack.made_at);
            all.push(Kept {
                what: format!("The last pack, made {}", words::date_time(self.local(pack.made_at))),
                bytes: pack.pdf.len() as u64,
                due: Some(due),
                why_not: (now < due).then(|| format!("Kept until {}", self.until(due))),
                by_itself: true,
            });
        }
        all.push(self.ledger_kept(now)?);
        for path in store::ledgers_aside(self.store.home()) {
            all.push(Kept {
                what: format!("Damaged file {}", path.file_name().unwrap_or_default().to_string_lossy()),
                bytes: std::fs::metadata(&path).map_or(0, |about| about.len()),
                due: None,
                why_not: Some("Kept until IT has looked at it and removes it".to_owned()),
                by_itself: false,
            });
        }
        Ok(all)
    }

    /// Erases what the site's rule says: copies of hospital data, and the last pack. Answers with what went.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn apply_retention(&mut self, now: DateTime<FixedOffset>) -> Result<Vec<String>, WardError> {
        let mut gone = Vec::new();
        for one in self.store.held_snapshots()? {
            let due = self.snapshot_due(&one);
            if self.why_not_snapshot(due, now)?.is_some() {
                continue;
            }
            self.held.let_go_of(&one.generation);
            let why = format!("kept for {} hours by the site's rule", self.config.snapshot_kept_hours);
            self.store.erase_snapshot(&one, &why, now)?;
            gone.push(format!("Copy of {}", self.config.name(&one.source)));
        }
        if let Some(pack) = self.store.last_pack()?
            && now >= self.pack_due(pack.made_at)
        {
            self.store.let_go_of_pack()?;
            gone.push("The last pack".to_owned());
        }
        if !gone.is_empty() {
            self.read_copies()?;
        }
        Ok(gone)
    }

    /// As [`Ward::apply_retention`], by somebody who may.
    ///
    /// # Errors
    /// When the role does not allow it, or the store cannot be read or written.
    pub fn erase_old(&mut self, actor: &Actor, now: DateTime<FixedOffset>) -> Result<Vec<String>, WardError> {
        self.allow(actor, Permission::KeepStore, "erase old copies", now)?;
        self.apply_retention(now)
    }

    fn until(&self, at: DateTime<FixedOffset>) -> String {
        words::date_time(self.local(at))
    }

    fn snapshot_due(&self, one: &Erasable) -> DateTime<FixedOffset> {
        one.taken_at + Duration::hours(i64::from(self.config.snapshot_kept_hours))
    }

    fn pack_due(&self, made_at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        made_at + Duration::hours(i64::from(self.config.pack_shred_after_hours))
    }

    fn why_not_snapshot(
        &self,
        due: DateTime<FixedOffset>,
        now: DateTime<FixedOffset>,
    ) -> Result<Option<String>, WardError> {
        if now < due {
            return Ok(Some(format!("Kept until {}", self.until(due))));
        }
        Ok(self.incident()?.map(|incident| format!("Outage {} is open: nothing is erased", incident.number)))
    }

    /// The record goes only as a whole, when IT resets the PC.
    fn ledger_kept(&self, now: DateTime<FixedOffset>) -> Result<Kept, WardError> {
        let newest = self.store.records()?.iter().map(|record| record.recorded_at).max();
        let due = newest.map(|at| at + Duration::days(i64::from(self.config.ledger_kept_days)));
        let unfiled = self.unfiled()?;
        let why_not = if !unfiled.is_nothing() {
            Some(format!("Never before all is accounted for: {}", unfiled.words()))
        } else {
            due.filter(|due| now < *due).map(|due| format!("Kept until {}", self.until(due)))
        };
        let bytes = std::fs::metadata(self.store.home().join("ledger.db")).map_or(0, |about| about.len());
        let what = "The record of this ward: entries, drafts and who looked at what. It goes as a whole, with `reset`";
        Ok(Kept { what: what.to_owned(), bytes, due, why_not, by_itself: false })
    }
}
