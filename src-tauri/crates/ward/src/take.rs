//! Taking in a snapshot: from files or from a server. Nothing is half imported; the same bytes twice are one.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use exchange::client::Client;
use exchange::pull::pull;
use exchange::read::{self, Reading};
use record::{Permission, SystemId};
use store::Taken;

use crate::{Actor, Ward, WardError};

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
}
