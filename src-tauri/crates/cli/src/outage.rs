//! The outage from the command line.

use serde_json::{Value, json};
use ward::Ward;
use ward::facts::{SystemId, SystemStatus};
use ward::outage::Change;

use crate::arguments::{Outage, OutageAct};
use crate::said::{Failure, Said};
use crate::secrets::{now, open, open_as};

const STATUSES: [(&str, SystemStatus); 5] = [
    ("up", SystemStatus::Up),
    ("degraded", SystemStatus::Degraded),
    ("down", SystemStatus::Down),
    ("restored-in-test", SystemStatus::RestoredInTest),
    ("restored", SystemStatus::Restored),
];

pub(crate) fn outage(outage: &Outage) -> Result<Said, Failure> {
    match &outage.act {
        OutageAct::Declare { acting, system, reason } => {
            let (mut ward, actor) = open_as(acting)?;
            let systems = named(system, SystemStatus::Down);
            let change = Change { systems: &systems, since: now(), reason, next_update: None };
            ward.declare(&actor, &change, now())?;
            status(&ward)
        }
        OutageAct::Set { acting, system, status: to, reason } => {
            let to = STATUSES.iter().find(|(word, _)| word == to).map(|(_, status)| *status).ok_or_else(|| {
                let all: Vec<&str> = STATUSES.iter().map(|(word, _)| *word).collect();
                Failure::Input(format!("“{to}” is not a status: {}", all.join(", ")))
            })?;
            let (mut ward, actor) = open_as(acting)?;
            let systems = named(system, to);
            let change = Change { systems: &systems, since: now(), reason, next_update: None };
            ward.set_systems(&actor, &change, now())?;
            status(&ward)
        }
        OutageAct::Status { at } => status(&open(&at.home)?),
    }
}

fn named(systems: &[String], status: SystemStatus) -> Vec<(SystemId, SystemStatus)> {
    systems.iter().map(|system| (SystemId(system.clone()), status)).collect()
}

fn status(ward: &Ward) -> Result<Said, Failure> {
    let states = ward.systems()?;
    let incident = ward.incident()?;
    let mut words = match &incident {
        Some(incident) => format!("Outage {}: {}", incident.number, incident.reason),
        None => "No outage is open.".to_owned(),
    };
    let mut systems: Vec<Value> = Vec::new();
    for system in &ward.config().systems {
        let state = states.iter().find(|state| state.system == system.id);
        let status = state.map_or(SystemStatus::Up, |state| state.status);
        let since = state.map(|state| state.since);
        if let Some(since) = since {
            let since = ward::words::date_time(ward.local(since));
            words.push_str(&format!("\n  {}: {} since {since}", system.name, status.words().to_lowercase()));
        }
        let word = STATUSES.iter().find(|(_, one)| *one == status).map(|(word, _)| *word);
        systems.push(json!({
            "id": system.id, "name": system.name, "status": word, "since": since.map(|at| at.to_rfc3339()),
        }));
    }
    Ok(Said::new(words, json!({ "incident": incident.map(|incident| incident.number), "systems": systems })))
}
