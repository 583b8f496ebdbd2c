//! Which server answers where a system's records go. Once records went to one, another at the same address is refused
//! until a person whose role allows it has accepted it, signed and in the ledger.

use std::sync::Mutex;

use chrono::{DateTime, FixedOffset};
use exchange::client::Client;
use exchange::file::{self, Target};
use record::{Act, By, Permission, ServerIdentity, SystemId, Verified};

use crate::sending::held;
use crate::{Actor, Ward, WardError};

/// Another server than the known one answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherServer {
    /// Whose records go there.
    pub system: SystemId,
    /// The address.
    pub address: String,
    /// The one records went to.
    pub was: ServerIdentity,
    /// The one that answers now.
    pub now: ServerIdentity,
}

/// What answers at an address, and what is known there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerNow {
    /// The address.
    pub address: String,
    /// What answers.
    pub now: ServerIdentity,
    /// The server that records went to; none before the first of them went.
    pub known: Option<ServerIdentity>,
}

impl ServerNow {
    /// The other server, when it is not the known one.
    #[must_use]
    pub fn other(&self, system: &SystemId) -> Option<OtherServer> {
        let was = self.known.clone().filter(|known| *known != self.now)?;
        Some(OtherServer { system: system.clone(), address: self.address.clone(), was, now: self.now.clone() })
    }
}

impl Ward {
    /// Accepts another server in the place of the known one: what the person saw, and nothing else.
    ///
    /// # Errors
    /// When the role does not allow it, the PIN is wrong, or something else is known there by now.
    pub fn accept_server(
        &mut self,
        actor: &Actor,
        pin: &str,
        other: &OtherServer,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        self.allow(actor, Permission::AcceptServer, "accept another server", now)?;
        let OtherServer { system, address, was, now: server } = other.clone();
        if self.store.server(&system, &address)?.as_ref() != Some(&was) {
            return Err(WardError::NoChange("The server known there is not the one that was shown.".to_owned()));
        }
        let signed = self.verify_pin(actor.staff.id, pin, now)?;
        self.store.transact(vec![Act::ServerAccepted { system, address, was, server }], &signed.by(), now)?;
        Ok(())
    }

    /// Refuses a server that is not the known one, and leaves an audit entry.
    pub(crate) fn check_server(
        &mut self,
        system: &SystemId,
        target: &Target,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        let Some(was) = self.store.server(system, target.address())? else { return Ok(()) };
        let Err(refusal) = target.is_still(&was) else { return Ok(()) };
        let what = format!("send records to {}", self.config.name(system));
        let act = Act::Refused { staff: None, what, why: refusal.words.clone() };
        self.store.transact(vec![act], &By { staff: None, verified: Verified::Program }, now)?;
        let (address, server) = (target.address().to_owned(), target.identity().clone());
        let other = OtherServer { system: system.clone(), address, was, now: server };
        Err(WardError::OtherServer { words: refusal.words, other: Box::new(other) })
    }

    /// Notes which server records go to, when that is not known yet.
    pub(crate) fn know_server(
        &mut self,
        system: &SystemId,
        address: &str,
        server: &ServerIdentity,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        if self.store.server(system, address)?.is_some() {
            return Ok(());
        }
        let act = Act::ServerKnown { system: system.clone(), address: address.to_owned(), server: server.clone() };
        self.store.transact(vec![act], &By { staff: None, verified: Verified::Program }, now)?;
        Ok(())
    }
}

/// Asks what answers where a system's records go. Sends nothing about anybody.
///
/// # Errors
/// When there is nowhere they may go, or no answer of a FHIR server.
pub fn ask_server(ward: &Mutex<Ward>, system: &SystemId, to: Option<&str>) -> Result<ServerNow, WardError> {
    let address = held(ward).target_of(system, to)?;
    let target = connect(&address)?;
    let known = held(ward).store.server(system, target.address())?;
    Ok(ServerNow { address: target.address().to_owned(), now: target.identity().clone(), known })
}

/// The server at an address.
pub(crate) fn connect(address: &str) -> Result<Target, WardError> {
    let client = Client::new(address).map_err(|error| WardError::Outside(error.to_string()))?;
    file::connect(client).map_err(|error| WardError::Outside(error.to_string()))
}

#[cfg(test)]
mod tests;
