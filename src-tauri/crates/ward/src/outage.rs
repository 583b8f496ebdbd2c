//! The outage: declaring it, changing a system's status, and what a change will do on this PC, said before it is made.

use chrono::{DateTime, Datelike, FixedOffset};
use record::{Act, Entry, IncidentId, Permission, StatusSince, SystemId, SystemStatus};
use store::{Declared, Store, SystemNow};

use crate::held::SourceNow;
use crate::{Actor, Ward, WardError, words};

/// A change to some systems.
pub struct Change<'a> {
    /// Which, and to what.
    pub systems: &'a [(SystemId, SystemStatus)],
    /// True from.
    pub since: DateTime<FixedOffset>,
    /// Why, and who says so.
    pub reason: &'a str,
    /// When the next word is due.
    pub next_update: Option<DateTime<FixedOffset>>,
}

impl Ward {
    /// Where each affected system stands.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn systems(&self) -> Result<Vec<SystemNow>, WardError> {
        Ok(self.store.systems()?)
    }

    /// One system's status; up when no incident touches it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn status_of(&self, system: &SystemId) -> Result<SystemStatus, WardError> {
        let systems = self.store.systems()?;
        Ok(systems.into_iter().find(|one| one.system == *system).map_or(SystemStatus::Up, |one| one.status))
    }

    /// The open incident: the newest, while any of its systems is not up or restored.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn incident(&self) -> Result<Option<Declared>, WardError> {
        let Some(incident) = self.store.incident()? else { return Ok(None) };
        let open = self.store.systems()?.iter().any(|one| one.incident == incident.id && one.status.forms_on());
        Ok(open.then_some(incident))
    }

    /// Where a timeline is cut: when systems with a copy were lost, and which.
    #[must_use]
    pub fn lost_line(&self, sources: &[SourceNow]) -> Option<(DateTime<FixedOffset>, String)> {
        let lost: Vec<SystemNow> =
            self.store.systems().ok()?.into_iter().filter(|system| system.status.forms_on()).collect();
        let at = lost.iter().map(|system| system.first).min()?;
        let names: Vec<String> = lost.iter().map(|system| self.config.name(&system.system)).collect();
        let local = self.local(at);
        let copies: Vec<String> = lost
            .iter()
            .filter_map(|system| sources.iter().find(|source| source.id == system.system))
            .filter_map(|source| Some(format!("{} as at {}", source.name, words::date_time(self.local(source.as_at?)))))
            .collect();
        let below = if copies.is_empty() {
            "no copy is held".to_owned()
        } else {
            format!("historical copies, {}", copies.join(", "))
        };
        Some((at, format!("{} lost at {}. Below: {below}", names.join(", "), words::date_time(local))))
    }

    /// The newest incident, open or over.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn newest_incident(&self) -> Result<Option<Declared>, WardError> {
        Ok(self.store.incident()?)
    }

    /// Declarations and changes, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn outage_log(&self) -> Result<Vec<Entry>, WardError> {
        Ok(self.store.log(&["incidentDeclared", "systemStatusSet", "released", "serverAccepted"], 50)?)
    }

    /// Declares an incident over some systems, or adds systems to the open one.
    ///
    /// # Errors
    /// When the role does not allow it, or nothing would change.
    pub fn declare(&mut self, actor: &Actor, change: &Change<'_>, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        self.allow(actor, Permission::RunOutage, "declare an outage", now)?;
        if self.incident()?.is_some() {
            return self.set_systems(actor, change, now);
        }
        self.check(change, now)?;
        if change.systems.iter().any(|(_, status)| !status.forms_on()) {
            return Err(WardError::NoChange("A system is declared down, degraded or in test.".to_owned()));
        }
        let number = format!("{}-{:03}", self.local(now).year(), self.store.incidents()? + 1);
        let systems = change
            .systems
            .iter()
            .map(|(system, status)| StatusSince { system: system.clone(), status: *status, since: change.since })
            .collect();
        let act = Act::IncidentDeclared {
            incident: IncidentId(Store::new_id(now)?),
            number,
            systems,
            reason: change.reason.trim().to_owned(),
            next_update: change.next_update,
        };
        self.store.transact(vec![act], &actor.by(), now)?;
        Ok(())
    }

    /// Changes systems in the newest incident. Restored releases nothing by itself.
    ///
    /// # Errors
    /// When the role does not allow it, no incident was ever declared, or nothing would change.
    pub fn set_systems(
        &mut self,
        actor: &Actor,
        change: &Change<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        self.allow(actor, Permission::RunOutage, "change a system's status", now)?;
        self.check(change, now)?;
        let incident = self.store.incident()?.ok_or(WardError::NoIncident)?;
        let mut acts = Vec::new();
        for (system, status) in change.systems {
            let was = self.status_of(system)?;
            if was == *status {
                continue;
            }
            let since = StatusSince { system: system.clone(), status: *status, since: change.since };
            acts.push(Act::SystemStatusSet {
                incident: incident.id,
                status: since,
                was,
                reason: change.reason.trim().to_owned(),
                next_update: change.next_update,
            });
        }
        if acts.is_empty() {
            return Err(WardError::NoChange("Nothing changes: the systems stand so already.".to_owned()));
        }
        self.store.transact(acts, &actor.by(), now)?;
        Ok(())
    }

    fn check(&self, change: &Change<'_>, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        if change.systems.is_empty() {
            return Err(WardError::NoChange("Choose at least one system.".to_owned()));
        }
        if change.since > now + chrono::Duration::minutes(5) {
            return Err(WardError::NoChange("The time it is true from is still to come.".to_owned()));
        }
        match change.systems.iter().find(|(system, _)| self.config.system(system).is_none()) {
            Some((system, _)) => Err(WardError::NoSuchSystem(system.0.clone())),
            None => Ok(()),
        }
    }
}
