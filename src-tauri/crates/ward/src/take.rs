//! Taking in a snapshot: from files or from a server. Nothing is half imported; the same bytes twice are one.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use exchange::client::Client;
use exchange::pull::pull;
use exchange::read::{self, Reading};
use record::{Permission, SystemId};
use store::Taken;

use crate::{Actor, Ward, WardError, words};

impl Ward {
    /// Takes in files: a Bundle, NDJSON, or a folder of either.
    ///
    /// # Errors
    /// When the role does not allow it, the source is not in the register, or nothing can be read.
    pub fn take_files(
        &mut self,
        actor: Option<&Actor>,
        source: &SystemId,
        path: &Path,
        now: DateTime<FixedOffset>,
    ) -> Result<Taken, WardError> {
        self.may_take(actor, source, now)?;
        let reading = read::read_path(path, source, now)?;
        self.keep(actor, &reading, now)
    }

    /// Takes in what was read from memory; `name` is what messages call it.
    ///
    /// # Errors
    /// As for [`Ward::take_files`].
    pub fn take_bytes(
        &mut self,
        actor: Option<&Actor>,
        source: &SystemId,
        name: &str,
        bytes: &[u8],
        now: DateTime<FixedOffset>,
    ) -> Result<Taken, WardError> {
        self.may_take(actor, source, now)?;
        let reading = read::read_bytes(name, bytes, source, None, now)?;
        self.keep(actor, &reading, now)
    }

    /// Pulls from a FHIR server: one ward, or everybody with an open stay.
    ///
    /// # Errors
    /// As for [`Ward::take_files`], and when the server cannot be read to the end.
    pub fn take_server(
        &mut self,
        actor: Option<&Actor>,
        source: &SystemId,
        address: &str,
        ward: Option<&str>,
        now: DateTime<FixedOffset>,
    ) -> Result<Taken, WardError> {
        self.may_take(actor, source, now)?;
        let client = Client::new(address).map_err(|error| WardError::Outside(error.to_string()))?;
        let reading =
            pull(&client, ward, source, now, |_| {}).map_err(|error| WardError::Outside(error.to_string()))?;
        self.keep(actor, &reading, now)
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
    ) -> Result<Taken, WardError> {
        self.check_against_held(reading)?;
        let mut hasher = blake3::Hasher::new();
        for one in &reading.resources {
            hasher.update(one.body.as_bytes());
            hasher.update(b"\n");
        }
        hasher.update(reading.snapshot.as_at.to_rfc3339().as_bytes());
        let digest = hasher.finalize().to_hex().to_string();
        let by = actor.map_or(record::By { staff: None, verified: record::Verified::Passphrase }, Actor::by);
        let taken = self.store.take_snapshot(&reading.snapshot, &reading.resources, &digest, &by, now)?;
        self.read_copies()?;
        Ok(taken)
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
