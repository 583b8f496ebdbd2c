//! Which server answers where a system's records go, and accepting another one there.

use std::sync::Mutex;

use serde_json::json;
use ward::facts::SystemId;
use ward::server::ask_server;

use crate::arguments::Server;
use crate::said::{Failure, Said};
use crate::secrets::{needed, now, open_as};

pub(crate) fn server(server: &Server) -> Result<Said, Failure> {
    let (ward, actor) = open_as(&server.acting)?;
    let system = SystemId(server.system.clone());
    let ward = Mutex::new(ward);
    let found = ask_server(&ward, &system, server.to.as_deref())?;
    let mut ward = ward.into_inner().map_err(|_| Failure::Input("the store was left half used".to_owned()))?;
    let other = found.other(&system);
    let accepted = match &other {
        Some(other) if server.accept => {
            let pin = needed("HOLDFAST_PIN", &format!("PIN of {}", actor.staff.name))?;
            ward.accept_server(&actor, &pin, other, now())?;
            true
        }
        Some(_) | None => false,
    };
    let (name, answers) = (ward.config().name(&system), found.now.words());
    let words = match (&found.known, &other) {
        (None, _) => format!("{name}: {answers} answers. No record went there yet."),
        (Some(_), None) => format!("{name}: {answers} answers, as before."),
        (Some(known), Some(_)) if accepted => {
            format!("{name}: {answers} is accepted in the place of {}.", known.words())
        }
        (Some(known), Some(_)) => format!(
            "{name}: another server answers. It was {}, and now it is {answers}. Nothing is sent to it. \
             Ask IT; if it is meant to be, accept it with --accept.",
            known.words()
        ),
    };
    let value = json!({
        "system": system,
        "address": found.address,
        "answers": found.now,
        "known": found.known,
        "same": found.known.as_ref().map(|_| other.is_none()),
        "accepted": accepted,
    });
    Ok(Said { good: other.is_none() || accepted, ..Said::new(words, value) })
}
