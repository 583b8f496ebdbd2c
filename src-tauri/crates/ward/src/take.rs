//! Taking in a snapshot: from files or from a server. Nothing is half imported; the same bytes twice are one.
//! The window takes one in beside the ward, which goes on working while it is read.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, FixedOffset};
use exchange::client::Client;
pub use exchange::pull::Progress;
use exchange::pull::{PullError, pull};
pub use exchange::read::Step;
use exchange::read::{self, ReadError, Reading};
use record::{Permission, SystemId};
use store::Taken;

use crate::{Actor, Ward, WardError, words};

/// Where a copy comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A Bundle, NDJSON, or a folder of either.
    Files(PathBuf),
    /// A FHIR server: one ward, or everybody with an open stay.
    Server {
        /// Its base address.
        address: String,
        /// As the server names it.
        ward: Option<String>,
    },
}

/// How far taking one in has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taking {
    /// Files, then what is in them.
    Reading(Step),
    /// A server is being asked, one type after the other.
    Asking(Progress),
    /// It was read to its end and is being kept: this is not stopped any more.
    Keeping,
}

/// A copy that was taken in.
#[derive(Debug, Clone)]
pub struct TakenIn {
    /// What was taken.
    pub taken: Taken,
    /// The same bytes are held already: nothing was changed.
    pub again: bool,
}

/// Takes a copy in while the ward goes on working: it is locked to ask who may, and to keep what was read.
///
/// # Errors
/// When the role does not allow it, the source is not in the register, nothing can be read, or it was stopped.
pub fn take_beside(
    ward: &Mutex<Ward>,
    actor: &Actor,
    system: &SystemId,
    from: &Source,
    now: &dyn Fn() -> DateTime<FixedOffset>,
    go_on: &mut dyn FnMut(Taking) -> bool,
) -> Result<TakenIn, WardError> {
    let lock = || ward.lock().unwrap_or_else(PoisonError::into_inner);
    lock().may_take(Some(actor), system, now())?;
    let reading = read(system, from, now(), go_on)?;
    if !go_on(Taking::Keeping) {
        return Err(WardError::Stopped);
    }
    lock().keep(Some(actor), &reading, now())
}

fn read(
    system: &SystemId,
    from: &Source,
    now: DateTime<FixedOffset>,
    go_on: &mut dyn FnMut(Taking) -> bool,
) -> Result<Reading, WardError> {
    match from {
        Source::Files(path) => {
            let read = read::read_path(path, system, now, &mut |step| go_on(Taking::Reading(step)));
            read.map_err(|error| {
                let stopped = matches!(error, ReadError::Stopped { .. });
                if stopped { WardError::Stopped } else { WardError::Read(error) }
            })
        }
        Source::Server { address, ward } => {
            let client = Client::new(address).map_err(|error| WardError::Outside(error.to_string()))?;
            let pulled = pull(&client, ward.as_deref(), system, now, |progress| go_on(Taking::Asking(progress)));
            pulled.map_err(|error| {
                let stopped = matches!(error, PullError::Stopped { .. });
                if stopped { WardError::Stopped } else { WardError::Outside(error.to_string()) }
            })
        }
    }
}

impl Ward {
    /// Takes in a copy from files or a server.
    ///
    /// # Errors
    /// When the role does not allow it, the source is not in the register, nothing can be read, or the server
    /// cannot be read to its end.
    pub fn take(
        &mut self,
        actor: Option<&Actor>,
        system: &SystemId,
        from: &Source,
        now: DateTime<FixedOffset>,
    ) -> Result<TakenIn, WardError> {
        self.may_take(actor, system, now)?;
        let reading = read(system, from, now, &mut |_| true)?;
        self.keep(actor, &reading, now)
    }

    /// Takes in what was read from memory; `name` is what messages call it.
    ///
    /// # Errors
    /// As for [`Ward::take`].
    pub fn take_bytes(
        &mut self,
        actor: Option<&Actor>,
        system: &SystemId,
        name: &str,
        bytes: &[u8],
        now: DateTime<FixedOffset>,
    ) -> Result<TakenIn, WardError> {
        self.may_take(actor, system, now)?;
        let reading = read::read_bytes(name, bytes, system, None, now)?;
        self.keep(actor, &reading, now)
    }

    /// Whether somebody may take in a copy of a system; a refusal leaves an audit entry.
    ///
    /// # Errors
    /// When they may not, or there is no such system.
    pub fn may_take_copy(
        &mut self,
        actor: &Actor,
        system: &SystemId,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        self.may_take(Some(actor), system, now)
    }

    fn may_take(
        &mut self,
        actor: Option<&Actor>,
        source: &SystemId,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        if let Some(actor) = actor {
            self.allow(actor, Permission::TakeSnapshots, "take in a copy", now)?;
        }
        if self.config.system(source).is_none() {
            return Err(WardError::NoSuchSystem(source.0.clone()));
        }
        Ok(())
    }

    fn keep(
        &mut self,
        actor: Option<&Actor>,
        reading: &Reading,
        now: DateTime<FixedOffset>,
    ) -> Result<TakenIn, WardError> {
        self.check_against_held(reading)?;
        let mut hasher = blake3::Hasher::new();
        for one in &reading.resources {
            hasher.update(one.body.as_bytes());
            hasher.update(b"\n");
        }
        hasher.update(reading.snapshot.as_at.to_rfc3339().as_bytes());
        let digest = hasher.finalize().to_hex().to_string();
        let held = |taken: &Taken| taken.source == reading.snapshot.source && taken.digest == digest;
        let again = self.held.taken.iter().any(held);
        let by = actor.map_or(record::By { staff: None, verified: record::Verified::Passphrase }, Actor::by);
        let taken = self.store.take_snapshot(&reading.snapshot, &reading.resources, &digest, &by, now)?;
        self.read_copies()?;
        Ok(TakenIn { taken, again })
    }

    /// What comes in must not take the place of a better copy.
    fn check_against_held(&self, reading: &Reading) -> Result<(), WardError> {
        let (fresh, counts) = (&reading.snapshot, &reading.snapshot.counts);
        let name = self.config.name(&fresh.source);
        if counts.read.is_empty() {
            let why = counts.set_aside.first().map(|one| format!(" First: {}: {}.", one.place, one.reason));
            let aside = counts.set_aside.len();
            return Err(WardError::NotTaken(format!(
                "Nothing in it could be used for {name}: {aside} resources set aside.{} The copy held still serves.",
                why.unwrap_or_default()
            )));
        }
        let Some(held) = self.held.taken.iter().find(|taken| taken.source == fresh.source) else { return Ok(()) };
        if fresh.as_at < held.as_at {
            let at = words::date_time(self.local(held.as_at));
            return Err(WardError::NotTaken(format!(
                "It is older than the copy of {name} held, from {at}. That one still serves."
            )));
        }
        if fresh.patients.is_empty() && held.patients > 0 {
            return Err(WardError::NotTaken(format!(
                "There is nobody in it, and the copy of {name} held names {} patients. That one still serves.",
                held.patients
            )));
        }
        Ok(())
    }
}
