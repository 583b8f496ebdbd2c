//! What the store answers: each view, the drafts, the log. Nothing here changes anything but drafts.

use chrono::{DateTime, Duration, FixedOffset};
use record::{Act, Entry, PatientId, RecordId, ServerIdentity, SheetNumber, SignedRecord, SystemId};
use rusqlite::OptionalExtension;

use crate::error::{Doing, StoreError};
use crate::{
    Declared, Draft, FilingCounts, FilingRow, ScaleDecision, SheetRow, Store, SystemNow, Voided, drafts, ledger, room,
    views,
};

impl Store {
    /// The ward, and whether everything is invented.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ward(&self) -> Result<(String, bool), StoreError> {
        views::people::ward(&self.database)
    }

    /// The newest incident.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn incident(&self) -> Result<Option<Declared>, StoreError> {
        views::outage::newest(&self.database)
    }

    /// How many incidents there have been.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn incidents(&self) -> Result<u32, StoreError> {
        views::outage::count(&self.database)
    }

    /// Where each affected system stands.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn systems(&self) -> Result<Vec<SystemNow>, StoreError> {
        views::outage::systems(&self.database)
    }

    /// One record in its newest version, voided or not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record(&self, id: RecordId) -> Result<Option<SignedRecord>, StoreError> {
        views::records::one(&self.database, id)
    }

    /// One patient's records that count, newest care first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn records_of(&self, patient: PatientId) -> Result<Vec<SignedRecord>, StoreError> {
        views::records::of_patient(&self.database, patient)
    }

    /// The versions of a record before the newest, the first one first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn replaced(&self, id: RecordId) -> Result<Vec<SignedRecord>, StoreError> {
        views::records::replaced(&self.database, id)
    }

    /// Every record that was voided, in the order of signing. No other list has them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn voided(&self) -> Result<Vec<Voided>, StoreError> {
        views::records::voided(&self.database)
    }

    /// The text of a form in a version that something was begun on.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn kept_form(&self, id: &str, version: &str) -> Result<Option<String>, StoreError> {
        views::records::kept_form(&self.database, id, version)
    }

    /// Everybody a record was signed for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn recorded_patients(&self) -> Result<Vec<PatientId>, StoreError> {
        views::records::patients(&self.database)
    }

    /// All records that count, in the order of signing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn records(&self) -> Result<Vec<SignedRecord>, StoreError> {
        views::records::all(&self.database)
    }

    /// Of each patient the newest two records of each form, by care time; in the order of signing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_records(&self) -> Result<Vec<SignedRecord>, StoreError> {
        views::records::newest(&self.database)
    }

    /// How far each record has come.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn filings(&self) -> Result<Vec<FilingRow>, StoreError> {
        views::filing::all(&self.database)
    }

    /// How many records of each system stand where.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn filing_counts(&self) -> Result<Vec<(SystemId, FilingCounts)>, StoreError> {
        views::filing::counts(&self.database)
    }

    /// Which server answers at an address that a system's records go to; none before the first of them went.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn server(&self, system: &SystemId, address: &str) -> Result<Option<ServerIdentity>, StoreError> {
        views::server::at(&self.database, system, address)
    }

    /// The bytes of an intent, until it is accepted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outbox(&self, record: RecordId, target: &SystemId) -> Result<Option<String>, StoreError> {
        self.database
            .query_row(
                "SELECT body FROM outbox WHERE record = ?1 AND target = ?2",
                [record.to_string(), target.0.clone()],
                |row| row.get(0),
            )
            .optional()
            .doing("find the bytes of an intent")
    }

    /// The signed saturation scale of a patient, if there is one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn scale_of(&self, patient: PatientId) -> Result<Option<ScaleDecision>, StoreError> {
        views::scale::of(&self.database, patient)
    }

    /// The next sheet number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_sheet(&self) -> Result<SheetNumber, StoreError> {
        let next = views::paper::next(&self.database)?;
        let waiting = self.waiting.iter().filter_map(|(act, _, _)| {
            let Act::Printed { sheets, .. } = act else { return None };
            sheets.iter().map(|sheet| sheet.number.0 + 1).max()
        });
        Ok(SheetNumber(waiting.fold(next.0, u32::max)))
    }

    /// Every sheet made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sheets(&self) -> Result<Vec<SheetRow>, StoreError> {
        views::paper::all(&self.database)
    }

    /// Makes a draft safe on disk.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn save_draft(&mut self, draft: &Draft) -> Result<(), StoreError> {
        room::ease(self.home());
        self.safely(|store| drafts::save(&store.database, draft))
    }

    /// Sets a draft aside, or brings it back.
    ///
    /// # Errors
    /// When there is none, or the disk refuses.
    pub fn throw_draft(&mut self, id: RecordId, thrown: bool) -> Result<(), StoreError> {
        self.safely(|store| drafts::throw(&store.database, id, thrown))
    }

    /// One draft, set aside or not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn draft(&self, id: RecordId) -> Result<Option<Draft>, StoreError> {
        drafts::one(&self.database, id)
    }

    /// Every draft, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        drafts::all(&self.database)
    }

    /// How far the clock is behind the newest entry, when that is more than two minutes: then one of the two is wrong.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn clock_behind(&self, now: DateTime<FixedOffset>) -> Result<Option<Duration>, StoreError> {
        let newest: Option<String> = self
            .database
            .query_row("SELECT recorded_at FROM entry ORDER BY seq DESC LIMIT 1", [], |row| row.get(0))
            .optional()
            .doing("tell when its newest entry was written")?;
        let newest = newest.as_deref().map(views::time).transpose()?;
        Ok(newest.map(|newest| newest - now).filter(|behind| *behind > Duration::minutes(2)))
    }

    /// The newest acts of some kinds, newest first, with who did them and when.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn log(&self, kinds: &[&str], most: u32) -> Result<Vec<Entry>, StoreError> {
        let mut log = Vec::new();
        self.walk_back(
            |kind| kinds.contains(&kind),
            |entry| {
                log.push(entry);
                log.len() < most as usize
            },
        )?;
        Ok(log)
    }

    /// Every entry whose kind is wanted, newest first, until `go_on` says no more.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn walk_back(
        &self,
        wanted: impl Fn(&str) -> bool,
        mut go_on: impl FnMut(Entry) -> bool,
    ) -> Result<(), StoreError> {
        let mut rows =
            self.database.prepare_cached("SELECT kind, body FROM entry ORDER BY seq DESC").doing("read the log")?;
        let mut rows = rows.query([]).doing("read the log")?;
        while let Some(row) = rows.next().doing("read the log")? {
            let kind: String = row.get(0).doing("read the log")?;
            if !wanted(&kind) {
                continue;
            }
            let text: String = row.get(1).doing("read the log")?;
            let body: ledger::Body = views::from_json("entry", &text)?;
            let entry = Entry { id: body.id, seq: body.seq, recorded_at: body.recorded_at, by: body.by, act: body.act };
            if !go_on(entry) {
                break;
            }
        }
        Ok(())
    }
}
