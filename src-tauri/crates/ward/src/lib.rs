//! What staff do, one function an act: the only crate that joins the record, the store, the hospital's systems and paper.
//! It checks the role; who is acting, and when, are arguments.

pub mod agency;
pub mod amend;
pub mod answers;
pub mod arrange;
pub mod audit;
pub mod board;
pub mod bring_back;
pub mod chart;
pub mod config;
pub mod countersign;
pub mod demo;
pub mod emergency;
mod error;
pub mod export;
pub mod facts;
pub mod fill;
pub mod find;
pub mod forms_in_use;
pub mod held;
pub mod keep;
pub mod keys;
pub mod layout;
pub mod outage;
pub mod pack;
pub mod patient;
pub mod people;
pub mod pins;
pub mod retention;
pub mod room;
pub mod roster_file;
pub mod second;
pub mod sending;
pub mod server;
pub mod sign;
pub mod standby;
pub mod take;
pub mod when;
pub mod words;

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset, Offset, TimeZone, Utc};
use forms::Definition;
use forms_in_use::FormsInUse;
use record::{Act, By, Permission, Staff, Verified};
use store::Store;

pub use chrono_tz::Tz;
pub use config::Config;
pub use error::WardError;
pub use store::{
    Beginning, Contents, CopyError, CopyProgress, Proved, Restored, Room, StoreError, Verified as StoreVerified,
};

use held::Held;

/// The passphrase of every exercise store. It protects nothing: everything in an exercise is invented.
pub const EXERCISE_PASSPHRASE: &str = "exercise only nothing secret";

/// Whether a folder holds a store.
#[must_use]
pub fn is_at(home: &Path) -> bool {
    Store::is_at(home)
}

/// One ward's open store.
pub struct Ward {
    store: Store,
    config: Config,
    zone: chrono_tz::Tz,
    name: String,
    exercise: bool,
    forms: FormsInUse,
    held: Held,
    /// When each standby place was last tried by this run of the program.
    tried: BTreeMap<String, DateTime<FixedOffset>>,
}

/// Somebody acting, and how they were verified.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Who.
    pub staff: Staff,
    /// How that is known.
    pub verified: Verified,
}

impl Actor {
    fn by(&self) -> By {
        By { staff: Some(self.staff.id), verified: self.verified }
    }

    /// Whether they may do something: by their role, and by how they came in.
    #[must_use]
    pub fn may(&self, what: Permission) -> bool {
        match self.verified {
            Verified::Pin | Verified::Session | Verified::Passphrase | Verified::Program => self.staff.role.may(what),
            Verified::BreakGlass => self.staff.role.may(what) || what.behind_glass(),
            Verified::Unverified => what.unverified(),
        }
    }

    /// All they may do, in the words the screen knows: `record-care`.
    #[must_use]
    pub fn may_all(&self) -> Vec<String> {
        Permission::ALL.into_iter().filter(|what| self.may(*what)).map(|what| what.code().to_owned()).collect()
    }

    /// Whether their pass has ended.
    #[must_use]
    pub fn pass_over(&self, now: DateTime<FixedOffset>) -> bool {
        self.staff.pass.as_ref().is_some_and(|pass| pass.until <= now)
    }
}

impl Ward {
    /// Makes a new store for a ward.
    ///
    /// # Errors
    /// When there is one already, or the disk refuses.
    pub fn create(home: &Path, config: Config, beginning: &Beginning<'_>) -> Result<Self, WardError> {
        let store = Store::create(home, beginning)?;
        config.write(home)?;
        Self::with(store, config, beginning.at)
    }

    /// Opens a ward's store.
    ///
    /// # Errors
    /// When it cannot be opened: not there, owned by another process, wrong passphrase, damaged, newer.
    pub fn open(home: &Path, passphrase: &str, now: DateTime<FixedOffset>) -> Result<Self, WardError> {
        Self::open_by(home, keys::Way::Passphrase(passphrase), now)
    }

    /// Opens a ward's store by one of its ways.
    ///
    /// # Errors
    /// As for [`Ward::open`], and when this way does not lead in.
    pub fn open_by(home: &Path, way: keys::Way<'_>, now: DateTime<FixedOffset>) -> Result<Self, WardError> {
        let store = Store::open_by(home, way, now)?;
        let config = Config::read(home)?;
        Self::with(store, config, now)
    }

    fn with(store: Store, config: Config, now: DateTime<FixedOffset>) -> Result<Self, WardError> {
        let (name, exercise) = store.ward()?;
        let zone = config.zone();
        let held = Held::read(&store, &config)?;
        held.set_damaged_aside(&store, now)?;
        let forms = FormsInUse::read(store.home(), &config);
        Ok(Self { store, config, zone, name, exercise, forms, held, tried: BTreeMap::new() })
    }

    /// The ward's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether everything in it is invented.
    #[must_use]
    pub fn exercise(&self) -> bool {
        self.exercise
    }

    /// What the site set.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Where the ward is.
    #[must_use]
    pub fn zone(&self) -> chrono_tz::Tz {
        self.zone
    }

    /// A moment as this ward's clocks show it.
    #[must_use]
    pub fn local(&self, at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        local(self.zone, at)
    }

    /// How far this PC's clock is behind what it recorded before, when that is more than two minutes.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn clock_behind(&self, now: DateTime<FixedOffset>) -> Result<Option<chrono::Duration>, WardError> {
        Ok(self.store.clock_behind(now)?)
    }

    /// The first eight characters of the newest entry's hash.
    #[must_use]
    pub fn head(&self) -> String {
        self.store.head().short()
    }

    /// How many entries there are.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.store.head().seq
    }

    /// The forms in use.
    #[must_use]
    pub fn forms(&self) -> &[Definition] {
        &self.forms.all
    }

    /// Every numbered sheet made.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn sheets(&self) -> Result<Vec<store::SheetRow>, WardError> {
        Ok(self.store.sheets()?)
    }

    /// Why NEWS2 is not for a patient; none when it is.
    #[must_use]
    pub fn not_news2(&self, picture: &record::picture::Picture, now: DateTime<FixedOffset>) -> Option<String> {
        self.not_for(picture, "news2", now)
    }

    /// A form's title.
    #[must_use]
    pub fn form_title(&self, id: &str) -> Option<String> {
        self.forms.all.iter().find(|form| form.id == id).map(|form| form.title.clone())
    }

    /// Lets somebody do something, or not. A refusal leaves an entry.
    ///
    /// # Errors
    /// When their role does not allow it, or their pass has ended.
    pub fn allow(
        &mut self,
        actor: &Actor,
        needs: Permission,
        what: &'static str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        let refused = match &actor.staff.pass {
            Some(pass) if actor.pass_over(now) => Err(WardError::PassOver { until: self.local(pass.until) }),
            Some(_) | None => may(actor, needs, what),
        };
        if refused.is_err() {
            let why = format!("{} may not", actor.staff.role.words());
            let act = Act::Refused { staff: Some(actor.staff.id), what: what.to_owned(), why };
            self.store.transact(vec![act], &actor.by(), now)?;
        }
        refused
    }

    /// Who did something; without an actor, whoever holds the passphrase.
    fn by(&self, actor: Option<&Actor>) -> By {
        actor.map_or(By { staff: None, verified: Verified::Passphrase }, Actor::by)
    }

    /// Checks every page of every file, the chain, the views by replay, and the standby copies that can be reached: an
    /// old store that was put back is behind them.
    ///
    /// # Errors
    /// When a file cannot be read at all.
    pub fn verify(&mut self) -> Result<StoreVerified, WardError> {
        let mut found = self.store.verify()?;
        found.wrong.extend(self.beside_copies());
        Ok(found)
    }
}

/// Whether a role lets an act through.
fn may(actor: &Actor, needs: Permission, what: &'static str) -> Result<(), WardError> {
    if actor.may(needs) {
        return Ok(());
    }
    if actor.verified == Verified::Unverified {
        return Err(WardError::NotVerified { what });
    }
    Err(WardError::NotAllowed { role: actor.staff.role, what, needs })
}

/// A moment in a time zone, with its offset.
#[must_use]
pub fn local(zone: chrono_tz::Tz, at: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let there = zone.from_utc_datetime(&at.with_timezone(&Utc).naive_utc());
    there.with_timezone(&there.offset().fix())
}

#[cfg(test)]
mod tests;
