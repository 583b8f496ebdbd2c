//! The ways to open this store: made, taken away, renewed; and whether an old copy of it was put back.
//! A slot is written into the key-slot file, and an entry says so.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use record::{Act, By, Verified};
use rusqlite::{OptionalExtension, params};

use crate::error::{Doing, StoreError};
use crate::keys::{self, Slot};
use crate::ledger::Head;
use crate::{Code, SecretPlace, SlotInfo, SlotKind, Store, StoreError as Error, Way};

/// What can be said of a store before it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// Where this PC's secret is kept.
    pub secret: SecretPlace,
    /// Whether that secret can be had now: without it neither this PC nor a passphrase opens the store.
    pub secret_here: bool,
    /// The slots.
    pub slots: Vec<SlotInfo>,
}

/// An old copy was put back: it ends before what was known elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RolledBack {
    /// Entries there had been.
    pub known: u64,
    /// Entries it had when it was opened.
    pub found: u64,
}

impl std::fmt::Display for RolledBack {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { known, found } = self;
        write!(
            to,
            "this store is not what it was: it had {known} entries, and when it was opened it had {found} of them. An old copy was put back, or entries were cut off"
        )
    }
}

impl Store {
    /// The ways to open the store in a folder, without opening it.
    ///
    /// # Errors
    /// When neither copy of its key-slot file can be read.
    pub fn ways(home: &Path) -> Result<Ways, StoreError> {
        let file = keys::load(home)?;
        let secret_here = keys::secret(home, &file).is_ok();
        Ok(Ways { secret: file.secret, secret_here, slots: file.slots.iter().map(Slot::info).collect() })
    }

    /// Lets go of what this PC's operating system keeps for a store that is no more.
    ///
    /// # Errors
    /// When neither copy of its key-slot file can be read.
    pub fn forget_this_pc(home: &Path) -> Result<(), StoreError> {
        keys::forget(home, &keys::load(home)?);
        Ok(())
    }

    /// The ways to open this store.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotInfo> {
        self.keys.slots.iter().map(Slot::info).collect()
    }

    /// Which way it was opened by this time.
    #[must_use]
    pub fn opened_by(&self) -> &SlotInfo {
        &self.opened_by
    }

    /// Where this PC's secret is kept.
    #[must_use]
    pub fn secret_place(&self) -> SecretPlace {
        self.keys.secret
    }

    /// Whether that secret can be had now.
    #[must_use]
    pub fn secret_here(&self) -> bool {
        keys::secret(&self.home, &self.keys).is_ok()
    }

    /// Whether an old copy was put back, as found when the store was opened.
    #[must_use]
    pub fn rolled_back(&self) -> Option<RolledBack> {
        self.rolled_back
    }

    /// Makes a passphrase for a supervisor; one they had is taken away.
    ///
    /// # Errors
    /// When it has fewer than four words, this PC's secret is gone, or the disk refuses.
    pub fn set_passphrase(
        &mut self,
        whose: &str,
        passphrase: &str,
        by: &By,
        at: DateTime<FixedOffset>,
    ) -> Result<SlotInfo, StoreError> {
        if passphrase.split_whitespace().count() < 4 {
            return Err(Error::ShortPassphrase);
        }
        let secret = keys::secret(&self.home, &self.keys)?;
        let slot = Slot::passphrase(self.keys.device, whose, &self.key, passphrase, &secret, at)?;
        self.put(slot, |old| old.kind == SlotKind::Passphrase && old.label == whose, by, at)
    }

    /// Lets this PC open the store by itself.
    ///
    /// # Errors
    /// When this PC's secret is gone, or the disk refuses.
    pub fn allow_device(&mut self, by: &By, at: DateTime<FixedOffset>) -> Result<SlotInfo, StoreError> {
        let secret = keys::secret(&self.home, &self.keys)?;
        let slot = Slot::device(self.keys.device, &self.key, &secret, at)?;
        self.put(slot, |old| old.kind == SlotKind::Device, by, at)
    }

    /// Draws the number and code of the next envelope. It opens nothing until it is sealed.
    ///
    /// # Errors
    /// When the operating system gives no random numbers.
    pub fn draw_envelope(&self) -> Result<(u32, Code), StoreError> {
        Ok((self.keys.envelopes + 1, Code::draw()?))
    }

    /// Seals the envelope whose code was drawn: from now on it opens the store, and the one before does not.
    ///
    /// # Errors
    /// When the disk refuses; then the one before still opens it.
    pub fn seal_envelope(&mut self, code: &Code, by: &By, at: DateTime<FixedOffset>) -> Result<SlotInfo, StoreError> {
        let number = self.keys.envelopes + 1;
        let slot = Slot::envelope(self.keys.device, number, &self.key, code, at)?;
        self.put(slot, |old| old.kind == SlotKind::Envelope, by, at)
    }

    /// Lets the trust's own key open the store: `recipient` is its public half, `age1…`.
    ///
    /// # Errors
    /// When it is not one, or the disk refuses.
    pub fn set_escrow(&mut self, recipient: &str, by: &By, at: DateTime<FixedOffset>) -> Result<SlotInfo, StoreError> {
        let slot = Slot::escrow(self.keys.device, &self.key, recipient.trim(), at)?;
        self.put(slot, |old| old.kind == SlotKind::Escrow, by, at)
    }

    /// Takes a way away. The last one that works without this PC's own secret stays.
    ///
    /// # Errors
    /// When there is no such slot, it is the last way, or the disk refuses.
    pub fn remove_slot(&mut self, id: &str, by: &By, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
        let left = |slot: &&Slot| slot.id != id && slot.kind != SlotKind::Device;
        let Some(slot) = self.keys.slots.iter().find(|slot| slot.id == id).map(Slot::info) else {
            return Err(crate::error::damaged("key slot", "there is no such slot"));
        };
        if !self.keys.slots.iter().any(|slot| left(&slot)) {
            return Err(Error::LastWay);
        }
        self.keys.slots.retain(|slot| slot.id != id);
        keys::save(&self.home, &mut self.keys)?;
        self.transact(vec![removed(&slot)], by, at)?;
        Ok(())
    }

    /// Makes a new secret for this PC after the old one was lost. Passphrases were bound to the old one: they are
    /// taken away and have to be set again. Answers whose they were.
    ///
    /// # Errors
    /// When nothing would be left that opens the store, or the disk refuses.
    pub fn renew_secret(&mut self, by: &By, at: DateTime<FixedOffset>) -> Result<Vec<SlotInfo>, StoreError> {
        let bound = |slot: &Slot| matches!(slot.kind, SlotKind::Passphrase | SlotKind::Device);
        if self.keys.slots.iter().all(bound) {
            return Err(Error::LastWay);
        }
        let (_, exercise) = self.ward()?;
        let gone: Vec<SlotInfo> = self.keys.slots.iter().filter(|slot| bound(slot)).map(Slot::info).collect();
        let secret = keys::renew_secret(&self.home, &mut self.keys, !exercise)?;
        self.keys.slots.retain(|slot| !bound(slot));
        if gone.iter().any(|slot| slot.kind == SlotKind::Device) {
            self.keys.slots.push(Slot::device(self.keys.device, &self.key, &secret, at)?);
        }
        keys::save(&self.home, &mut self.keys)?;
        self.transact(gone.iter().map(removed).collect(), by, at)?;
        self.keep_head();
        Ok(gone.into_iter().filter(|slot| slot.kind == SlotKind::Passphrase).collect())
    }

    /// Whether this is the code of the envelope in force.
    ///
    /// # Errors
    /// When a part does not add up, or the key-slot file cannot be used.
    pub fn is_envelope(&self, typed: &str) -> Result<bool, StoreError> {
        match keys::open(&self.home, Way::Envelope(typed)) {
            Ok(_) => Ok(true),
            Err(Error::WrongEnvelope | Error::NoSlot { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Somebody has seen that an old copy was put back: from here on this copy is the one that counts.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn accept_roll_back(&mut self, by: &By, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
        if self.rolled_back.take().is_some() {
            self.transact(vec![Act::RollBackAccepted], by, at)?;
            self.keep_head();
        }
        Ok(())
    }

    /// Notes the newest head where an old copy of the store cannot bring its own along.
    pub fn keep_head(&self) {
        // What was known of a store that lost entries stays known until somebody has seen it.
        if self.rolled_back.is_none() {
            keys::keep_head(&self.home, &self.keys, self.head);
        }
    }

    /// Writes a slot in place of those it replaces. The entry comes first: no way in is ever without one.
    fn put(
        &mut self,
        slot: Slot,
        replaces: impl Fn(&Slot) -> bool,
        by: &By,
        at: DateTime<FixedOffset>,
    ) -> Result<SlotInfo, StoreError> {
        let info = slot.info();
        let gone: Vec<SlotInfo> = self.keys.slots.iter().filter(|old| replaces(old)).map(Slot::info).collect();
        let mut acts = vec![Act::KeySlotAdded {
            slot: info.id.clone(),
            kind: word(info.kind).to_owned(),
            label: info.label.clone(),
        }];
        acts.extend(gone.iter().map(removed));
        self.transact(acts, by, at)?;
        let mut keys = self.keys.clone();
        keys.slots.retain(|old| !replaces(old));
        keys.envelopes += u32::from(info.kind == SlotKind::Envelope);
        keys.slots.push(slot);
        keys::save(&self.home, &mut keys)?;
        self.keys = keys;
        Ok(info)
    }

    /// A key-slot file of the first version gets this PC's secret; an opening for emergencies is an entry.
    pub(crate) fn keys_of_today(&mut self, way: Way<'_>, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
        if let (1, Way::Passphrase(passphrase)) = (self.keys.version, way) {
            let (_, exercise) = self.ward()?;
            let (file, slot) = keys::begin(&self.home, &self.key, passphrase, !exercise, at)?;
            self.keys = file;
            self.opened_by = slot;
        }
        if matches!(self.opened_by.kind, SlotKind::Envelope | SlotKind::Escrow) {
            let (kind, label) = (word(self.opened_by.kind).to_owned(), self.opened_by.label.clone());
            self.transact(vec![Act::OpenedSpecially { kind, label }], &program(), at)?;
        }
        Ok(())
    }

    /// Compares the chain with the head that was noted elsewhere.
    pub(crate) fn look_for_a_roll_back(&mut self, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
        let Some(known) = keys::kept_head(&self.home, &self.keys) else { return Ok(()) };
        if self.passes_through(known)? {
            return Ok(());
        }
        let found = self.head.seq.min(known.seq.saturating_sub(1));
        self.rolled_back = Some(RolledBack { known: known.seq, found });
        let noted = self.log(&["rolledBack", "rollBackAccepted"], 1)?;
        if !noted.iter().any(|entry| matches!(entry.act, Act::RolledBack { known: seq, .. } if seq == known.seq)) {
            self.transact(vec![Act::RolledBack { known: known.seq, found }], &program(), at)?;
        }
        Ok(())
    }

    /// Whether the chain passes through an entry known from elsewhere: from paper, the standby copy, the system's key store.
    /// When it does not, an old copy of the files was put back, or entries were cut off or written anew.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn passes_through(&self, head: Head) -> Result<bool, StoreError> {
        if head.seq == 0 {
            return Ok(true);
        }
        let hash: Option<[u8; 32]> = self
            .database
            .query_row("SELECT hash FROM entry WHERE seq = ?1", params![head.seq], |row| row.get(0))
            .optional()
            .doing("find an entry")?;
        Ok(hash == Some(head.hash))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.keep_head();
    }
}

fn program() -> By {
    By { staff: None, verified: Verified::Program }
}

fn removed(slot: &SlotInfo) -> Act {
    Act::KeySlotRemoved { slot: slot.id.clone(), kind: word(slot.kind).to_owned(), label: slot.label.clone() }
}

/// A kind as the ledger names it.
fn word(kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Passphrase => "passphrase",
        SlotKind::Device => "device",
        SlotKind::Envelope => "envelope",
        SlotKind::Escrow => "escrow",
    }
}
