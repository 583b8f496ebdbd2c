//! The ways to open this PC's store: supervisors' passphrases, this PC itself, the sealed envelope, the trust's key.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use print::{EnvelopePage, envelope_page};
use record::{Act, By, Entry, Permission};
use store::{Code, Store, StoreError};

pub use store::{CODE_PARTS, PartProblem, RolledBack, SecretPlace, SlotInfo, SlotKind, Way, Ways, check_part};

use crate::{Actor, Ward, WardError};

/// A page for the next envelope, not sealed yet: the one before still opens the store.
pub struct Prepared {
    /// Counts the envelopes of this store.
    pub number: u32,
    /// The page: the only copy of the code outside this.
    pub pdf: Vec<u8>,
    pub(crate) code: Code,
}

/// The envelope in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Its number.
    pub number: String,
    /// When it was sealed.
    pub sealed_at: Option<DateTime<FixedOffset>>,
    /// When it was opened, if it was: then it is used up, and a new one is to be sealed.
    pub opened_at: Option<DateTime<FixedOffset>>,
}

/// Why an envelope is opened, and by whom: two different people.
#[derive(Clone)]
pub struct Reason {
    who: String,
    with: String,
    why: String,
}

impl Reason {
    /// Takes it as written.
    ///
    /// # Errors
    /// When a name or the reason is missing, or both names are the same.
    pub fn new(who: &str, with: &str, why: &str) -> Result<Self, WardError> {
        let [who, with, why] = [who, with, why].map(|words| words.trim().to_owned());
        if who.is_empty() || with.is_empty() || why.is_empty() || who.to_lowercase() == with.to_lowercase() {
            return Err(WardError::NotExplained);
        }
        Ok(Self { who, with, why })
    }
}

/// The ways to open the store in a folder, without opening it.
///
/// # Errors
/// When its key-slot file cannot be read.
pub fn ways(home: &Path) -> Result<Ways, WardError> {
    Ok(Store::ways(home)?)
}

impl Ward {
    /// The ways to open this store.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotInfo> {
        self.store.slots()
    }

    /// Where this PC's secret is kept.
    #[must_use]
    pub fn secret_place(&self) -> SecretPlace {
        self.store.secret_place()
    }

    /// Whether that secret can be had now.
    #[must_use]
    pub fn secret_here(&self) -> bool {
        self.store.secret_here()
    }

    /// Which way the store was opened by this time.
    #[must_use]
    pub fn opened_by(&self) -> &SlotInfo {
        self.store.opened_by()
    }

    /// Whether an old copy of the store was put back.
    #[must_use]
    pub fn rolled_back(&self) -> Option<RolledBack> {
        self.store.rolled_back()
    }

    /// The envelope in force; none when none was ever sealed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn envelope(&self) -> Result<Option<Envelope>, WardError> {
        let Some(slot) = self.store.slots().into_iter().find(|slot| slot.kind == SlotKind::Envelope) else {
            return Ok(None);
        };
        let log = self.store.log(&["openedSpecially"], 50)?;
        let opened = log.iter().find(|entry| opened_with(entry, &slot.label));
        let opened_at = opened.map(|entry| entry.recorded_at);
        Ok(Some(Envelope { number: slot.label, sealed_at: slot.made_at, opened_at }))
    }

    /// Makes the page of the next envelope, to be printed before it is sealed.
    ///
    /// # Errors
    /// When the role does not allow it, or the page cannot be made.
    pub fn prepare_envelope(&mut self, actor: &Actor, now: DateTime<FixedOffset>) -> Result<Prepared, WardError> {
        self.allow(actor, Permission::ManageKeys, "seal an envelope", now)?;
        let (number, code) = self.store.draw_envelope()?;
        let slots = self.store.slots();
        let page = EnvelopePage {
            site: self.config.site.clone(),
            pc: self.config.pc.clone(),
            ward: self.name.clone(),
            number,
            parts: code.parts(),
            sealed_by: format!("{}, {}", actor.staff.name, actor.staff.role.words().to_lowercase()),
            made_at: self.local(now),
            phones: self.config.phones.iter().map(|phone| (phone.who.clone(), phone.number.clone())).collect(),
            escrow: slots.iter().any(|slot| slot.kind == SlotKind::Escrow),
            exercise: self.exercise,
        };
        Ok(Prepared { number, pdf: envelope_page(&page)?, code })
    }

    /// Seals the envelope whose page is on paper: from now on it opens the store, and the one before does not.
    ///
    /// # Errors
    /// When the role does not allow it, or the disk refuses.
    pub fn seal_envelope(
        &mut self,
        actor: &Actor,
        page: &Prepared,
        now: DateTime<FixedOffset>,
    ) -> Result<SlotInfo, WardError> {
        self.allow(actor, Permission::ManageKeys, "seal an envelope", now)?;
        Ok(self.store.seal_envelope(&page.code, &actor.by(), now)?)
    }

    /// Gives somebody a passphrase of their own; one they had stops working.
    ///
    /// # Errors
    /// When the role does not allow it, it is too short, this PC's secret is gone, or the disk refuses.
    pub fn set_passphrase(
        &mut self,
        actor: &Actor,
        whose: &str,
        passphrase: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<SlotInfo, WardError> {
        self.allow(actor, Permission::ManageKeys, "set a passphrase", now)?;
        let whose = self.staff_called(whose)?.name;
        Ok(self.store.set_passphrase(&whose, passphrase, &actor.by(), now)?)
    }

    /// Lets this PC open the store by itself after a restart, to a locked screen.
    ///
    /// # Errors
    /// When the role does not allow it, this PC's secret is gone, or the disk refuses.
    pub fn allow_device(&mut self, actor: &Actor, now: DateTime<FixedOffset>) -> Result<SlotInfo, WardError> {
        self.allow(actor, Permission::ManageKeys, "let this PC open its store", now)?;
        Ok(self.store.allow_device(&actor.by(), now)?)
    }

    /// Lets the trust's own key open the store.
    ///
    /// # Errors
    /// When the role does not allow it, it is no age key, or the disk refuses.
    pub fn set_escrow(
        &mut self,
        actor: &Actor,
        recipient: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<SlotInfo, WardError> {
        self.allow(actor, Permission::ManageKeys, "set the escrow key", now)?;
        Ok(self.store.set_escrow(recipient, &actor.by(), now)?)
    }

    /// Takes a way away.
    ///
    /// # Errors
    /// When the role does not allow it, there is no such way, it is the last, or the disk refuses.
    pub fn remove_slot(&mut self, actor: &Actor, id: &str, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        self.allow(actor, Permission::ManageKeys, "take a way to open the store away", now)?;
        Ok(self.store.remove_slot(id, &actor.by(), now)?)
    }

    /// A new secret for this PC after the old one was lost. Answers whose passphrases have to be set again.
    ///
    /// # Errors
    /// When the role does not allow it, nothing else would open the store, or the disk refuses.
    pub fn renew_secret(&mut self, actor: &Actor, now: DateTime<FixedOffset>) -> Result<Vec<SlotInfo>, WardError> {
        self.allow(actor, Permission::ManageKeys, "make a new secret for this PC", now)?;
        Ok(self.store.renew_secret(&actor.by(), now)?)
    }

    /// Says that somebody has seen that an old copy was put back: from here on this copy is the one that counts.
    ///
    /// # Errors
    /// When the role does not allow it, or the disk refuses.
    pub fn accept_roll_back(&mut self, actor: &Actor, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        self.allow(actor, Permission::ManageKeys, "accept that an old copy was put back", now)?;
        Ok(self.store.accept_roll_back(&actor.by(), now)?)
    }

    /// What there is to write down when the envelope is used to let somebody in. The code of another
    /// envelope leaves an entry; one that does not add up is a slip of the hand and leaves none.
    pub(crate) fn use_envelope(&mut self, typed: &str, by: &By, now: DateTime<FixedOffset>) -> Result<Act, WardError> {
        let label = self.store.slots().into_iter().find(|slot| slot.kind == SlotKind::Envelope).map(|slot| slot.label);
        match (self.store.is_envelope(typed)?, label) {
            (true, Some(label)) => Ok(Act::OpenedSpecially { kind: "envelope".to_owned(), label }),
            _ => {
                let (what, why) = ("be let in by the envelope".to_owned(), "it is not its code".to_owned());
                self.store.transact(vec![Act::Refused { staff: None, what, why }], by, now)?;
                Err(StoreError::WrongEnvelope.into())
            }
        }
    }

    /// Writes down who opened the store by the envelope, with whom and why, as they said before either had signed in.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn explain_opening(&mut self, reason: &Reason, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        let Reason { who, with, why } = reason.clone();
        let by = record::By { staff: None, verified: record::Verified::Program };
        self.store.transact(vec![Act::OpeningExplained { who, with, why }], &by, now)?;
        Ok(())
    }

    /// Notes the newest head where an old copy of the store cannot bring its own along.
    pub fn keep_head(&self) {
        self.store.keep_head();
    }
}

fn opened_with(entry: &Entry, number: &str) -> bool {
    let Act::OpenedSpecially { kind, label } = &entry.act else { return false };
    kind == "envelope" && label == number
}
