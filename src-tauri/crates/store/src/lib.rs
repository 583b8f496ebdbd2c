//! The encrypted files: keys, ledger, views, snapshots, drafts. Nothing changes except through `Store::transact`;
//! only drafts, the PIN counter, kept bytes and snapshot rows bypass it, by name.

mod answers;
mod aside;
mod copy;
mod database;
mod drafts;
mod error;
mod finding;
mod keys;
mod ledger;
mod making;
mod owner;
mod pack;
mod people;
mod pins;
mod places;
mod reset;
mod restore;
mod retention;
mod room;
mod salvage;
mod slots;
mod snapshots;
mod stopped;
mod taking;
mod verify;
mod views;

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use record::{Act, By, EntryId, SignedRecord};
use rusqlite::{Connection, params};
use uuid::Uuid;

pub use aside::{is_damage, ledgers_aside};
pub use copy::{Contents, Copier, CopyError, CopyHead, CopyProgress, Over, Proved};
pub use drafts::{Care, Draft};
pub use error::StoreError;
pub use finding::{Findable, Finder, Match, Nearness};
pub use keys::envelope::{Code, PARTS as CODE_PARTS, PartProblem, check_part};
pub use keys::{SecretPlace, SlotInfo, SlotKind, Way};
pub use ledger::Head;
pub use pack::LastPack;
pub use pins::{NewPin, PinAnswer, PinRow, unfit as unfit_pin};
pub use places::PlaceRow;
pub use restore::Restored;
pub use retention::Erasable;
pub use room::{Room, free_room, is_full};
pub use salvage::Salvaged;
pub use slots::{RolledBack, Ways};
pub use snapshots::SnapshotFile;
pub use verify::Verified;
pub use views::{
    Declared, EmergencyRow, FilingCounts, FilingRow, RosterRow, ScaleDecision, SheetRow, SystemNow, Taken, Voided,
};

use error::Doing;
use keys::KeyFile;
use ledger::Chain;
use owner::Owner;

/// An open store. One process owns it until this is dropped.
pub struct Store {
    home: PathBuf,
    database: Connection,
    chain: Chain,
    head: Head,
    keys: KeyFile,
    key: keys::RawKey,
    opened_by: SlotInfo,
    rolled_back: Option<RolledBack>,
    /// What only has to be known later, while the disk takes nothing.
    waiting: Vec<(Act, By, DateTime<FixedOffset>)>,
    /// A sync failed: nothing is written before the file was opened again and verified.
    stopped: bool,
    _owner: Owner,
}

/// What must be true for a store to be made.
pub struct Beginning<'a> {
    /// The ward it is for.
    pub ward: &'a str,
    /// True when everything in it is invented.
    pub exercise: bool,
    /// Opens it from then on.
    pub passphrase: &'a str,
    /// Now.
    pub at: DateTime<FixedOffset>,
}

impl Store {
    /// Makes a new store in an empty or missing folder.
    ///
    /// # Errors
    /// When there is one already, or the disk refuses.
    pub fn create(home: &Path, beginning: &Beginning<'_>) -> Result<Self, StoreError> {
        std::fs::create_dir_all(home).doing("making the store's folder")?;
        let owner = Owner::take(home)?;
        let held = home.join("ledger.db").exists() || home.join("keys.json").exists();
        if held && !making::begun(home) {
            return Err(StoreError::AlreadyThere(home.to_owned()));
        }
        making::begin(home)?;
        let opened = keys::create(home, beginning.passphrase, !beginning.exercise, beginning.at)?;
        let database = database::create(&home.join("ledger.db"), &opened.key)?;
        let mut store = Self::with(home, opened, database, owner)?;
        let by = By { staff: None, verified: record::Verified::Passphrase };
        let act = Act::StoreOpened { ward: beginning.ward.to_owned(), exercise: beginning.exercise };
        store.transact(vec![act], &by, beginning.at)?;
        making::finish(home)?;
        Ok(store)
    }

    /// Opens a store with a passphrase.
    ///
    /// # Errors
    /// As for [`Store::open_by`].
    pub fn open(home: &Path, passphrase: &str, at: DateTime<FixedOffset>) -> Result<Self, StoreError> {
        Self::open_by(home, Way::Passphrase(passphrase), at)
    }

    /// Opens a store: unlock, prepare, upgrade, finish.
    ///
    /// # Errors
    /// When it is not there, owned by another process, newer than this program or damaged, and when the way in does
    /// not lead in: wrong passphrase or code, no such slot, this PC's secret gone.
    pub fn open_by(home: &Path, way: Way<'_>, at: DateTime<FixedOffset>) -> Result<Self, StoreError> {
        if !Self::is_at(home) {
            return Err(StoreError::NotThere(home.to_owned()));
        }
        let owner = Owner::take(home)?;
        let opened = keys::open(home, way)?;
        keys::catch_up(home);
        let mut store = Self::with_key(home, opened, owner)?;
        store.keys_of_today(way, at)?;
        store.look_for_a_roll_back(at)?;
        match store.finish(at) {
            // What is left half done can wait; what is held must be readable.
            Err(StoreError::Full(_) | StoreError::Stopped(_)) => {}
            done => done?,
        }
        Ok(store)
    }

    /// Whether a folder holds a store. One whose making was cut off is none.
    #[must_use]
    pub fn is_at(home: &Path) -> bool {
        home.join("ledger.db").exists() && !making::begun(home)
    }

    fn with_key(home: &Path, opened: keys::Opened, owner: Owner) -> Result<Self, StoreError> {
        let path = home.join("ledger.db");
        let unsafe_log = database::settle(&path).is_err();
        let database = database::open_apart(&path, &opened.key)?;
        let mut store = Self::with(home, opened, database, owner)?;
        store.stopped = unsafe_log;
        Ok(store)
    }

    fn with(home: &Path, opened: keys::Opened, mut database: Connection, owner: Owner) -> Result<Self, StoreError> {
        let keys::Opened { key, slot, file } = opened;
        database::upgrade(&mut database)?;
        let chain = Chain::open(&database)?;
        let head = ledger::head(&database)?;
        database::joined(&database)?;
        Ok(Self {
            home: home.to_owned(),
            database,
            chain,
            head,
            keys: file,
            key,
            opened_by: slot,
            rolled_back: None,
            waiting: Vec::new(),
            stopped: false,
            _owner: owner,
        })
    }

    /// Does acts: all their entries and views in one transaction, or none.
    ///
    /// # Errors
    /// When the disk or database refuses; then nothing has changed. Looking and printing are not refused for want of room:
    /// that they were done waits in memory, and is written before the next act.
    pub fn transact(&mut self, acts: Vec<Act>, by: &By, at: DateTime<FixedOffset>) -> Result<Vec<EntryId>, StoreError> {
        let may_wait = acts.iter().all(views::may_wait).then(|| acts.clone());
        match (self.transact_with(acts, by, at, |_| Ok(())), may_wait) {
            (Err(StoreError::Full(_) | StoreError::Stopped(_)), Some(acts)) => {
                self.waiting.extend(acts.into_iter().map(|act| (act, by.clone(), at)));
                Ok(Vec::new())
            }
            (done, _) => done,
        }
    }

    fn transact_with(
        &mut self,
        acts: Vec<Act>,
        by: &By,
        at: DateTime<FixedOffset>,
        also: impl Fn(&Connection) -> Result<(), StoreError>,
    ) -> Result<Vec<EntryId>, StoreError> {
        self.safely(|store| store.in_one_transaction(&acts, by, at, &also))
    }

    fn in_one_transaction(
        &mut self,
        acts: &[Act],
        by: &By,
        at: DateTime<FixedOffset>,
        also: impl Fn(&Connection) -> Result<(), StoreError>,
    ) -> Result<Vec<EntryId>, StoreError> {
        room::ease(&self.home);
        let tx =
            self.database.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).doing("begin an act")?;
        let mut head = self.head;
        for (act, by, at) in &self.waiting {
            head = self.chain.append(&tx, head, act.clone(), by, *at)?.0;
        }
        let mut ids = Vec::with_capacity(acts.len());
        for act in acts {
            let (next, id) = self.chain.append(&tx, head, act.clone(), by, at)?;
            head = next;
            ids.push(id);
        }
        also(&tx)?;
        tx.commit().doing("make an act safe on disk")?;
        self.head = head;
        self.waiting.clear();
        Ok(ids)
    }

    /// Signs a record, or a version of it: the entry, its views, and the end of its draft.
    ///
    /// # Errors
    /// When the disk or database refuses; then the draft is still there.
    pub fn sign(&mut self, record: SignedRecord, by: &By, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
        let id = record.id;
        let record = Box::new(record);
        let act = if record.amends.is_some() { Act::RecordAmended { record } } else { Act::RecordSigned { record } };
        self.transact_with(vec![act], by, at, |tx| drafts::remove(tx, id))?;
        Ok(())
    }

    /// A time-ordered id that no other PC will draw.
    ///
    /// # Errors
    /// When the operating system gives no random numbers.
    pub fn new_id(at: DateTime<FixedOffset>) -> Result<Uuid, StoreError> {
        ledger::new_id(at)
    }

    /// The newest entry.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// This PC's chain.
    #[must_use]
    pub fn origin(&self) -> Uuid {
        self.chain.origin
    }

    /// Where the files are.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// One step of a record's filing; `keep` are the bytes of an intent. They go when the record is accepted.
    ///
    /// # Errors
    /// When the step is not forward, or the disk refuses.
    pub fn filing_step(&mut self, step: record::FilingStep, keep: Option<&str>, by: &By) -> Result<(), StoreError> {
        let (record, target, at) = (step.record.to_string(), step.target.0.clone(), step.at);
        let accepted = step.state == record::FilingState::Accepted;
        self.transact_with(vec![Act::Filing { step }], by, at, |tx| {
            if let Some(bytes) = keep {
                tx.execute(include_str!("views/put-outbox.sql"), params![record, target, bytes])
                    .doing("keep the bytes of an intent")?;
            }
            if accepted {
                tx.execute("DELETE FROM outbox WHERE record = ?1 AND target = ?2", params![record, target])
                    .doing("let go of an intent")?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Lets go of the bytes of an intent that was refused and is to be built anew.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn let_go_of_outbox(&mut self, record: record::RecordId, target: &record::SystemId) -> Result<(), StoreError> {
        self.safely(|store| {
            let sql = "DELETE FROM outbox WHERE record = ?1 AND target = ?2";
            store.database.execute(sql, params![record.to_string(), target.0]).map(|_| ()).doing("let go of an intent")
        })
    }

    /// Checks every page, the chain, the views by replay, and the snapshots.
    ///
    /// # Errors
    /// When a file cannot be read at all.
    pub fn verify(&mut self) -> Result<Verified, StoreError> {
        let said = |found: Result<Vec<String>, StoreError>, file: &str| match found {
            Ok(wrong) => wrong.into_iter().map(|what| format!("{file}: {what}")).collect(),
            Err(error) => vec![format!(
                "{file}: {error}: {}",
                std::error::Error::source(&error).map_or_else(String::new, ToString::to_string)
            )],
        };
        let mut wrong: Vec<String> = said(verify::pages(&self.database), "ledger.db");
        wrong.extend(said(verify::chain(&self.database, &self.chain), "ledger.db"));
        if wrong.is_empty() {
            wrong.extend(said(verify::replay(&mut self.database), "ledger.db"));
        }
        wrong.extend(keys::check(&self.home));
        wrong.extend(self.rolled_back.as_ref().map(ToString::to_string));
        let mut snapshots = 0;
        for taken in self.newest_snapshots()? {
            let name = format!("the copy of {}", taken.source);
            match self.snapshot(&taken.generation) {
                Ok(Some(file)) => {
                    snapshots += 1;
                    wrong.extend(said(file.check(), &name));
                }
                // Erased by the site's rule: its key is gone too, and an entry says so.
                Ok(None) if snapshots::key(&self.database, &taken.generation)?.is_none() => {}
                Ok(None) => wrong.push(format!("{name}: its file is gone, so it reads as not held")),
                Err(error) => wrong.extend(said(Err(error), &name)),
            }
        }
        let records = u32::try_from(self.records()?.len()).unwrap_or(u32::MAX);
        let drafts = u32::try_from(self.drafts()?.len()).unwrap_or(u32::MAX);
        Ok(Verified { entries: self.head.seq, records, drafts, snapshots, head: self.head.short(), wrong })
    }
}

#[cfg(test)]
mod tests;
