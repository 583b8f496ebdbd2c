//! Releasing and filing a system's records, and taking data out.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;

use serde_json::json;
use ward::Ward;
use ward::facts::{RecordId, SystemId};
use ward::sending::send_all;

use crate::arguments::{Export, File, Retry};
use crate::said::{Failure, Said};
use crate::secrets::{now, open_as};

pub(crate) fn file(file: &File) -> Result<Said, Failure> {
    let (mut ward, actor) = open_as(&file.acting)?;
    let system = SystemId(file.system.clone());
    ward.target_of(&system, file.to.as_deref())?;
    let released = ward.release(&actor, &system, now())?;
    send(ward, &system, file.to.as_deref(), ("released", released))
}

/// Puts refused records back to ready and sends them, as "Try again" does in the window.
pub(crate) fn retry(retry: &Retry) -> Result<Said, Failure> {
    let (mut ward, actor) = open_as(&retry.acting)?;
    let system = SystemId(retry.system.clone());
    ward.target_of(&system, retry.to.as_deref())?;
    let refused: Vec<RecordId> =
        ward.refused()?.into_iter().filter(|(id, _)| *id == system).map(|(_, one)| one.record).collect();
    let named = retry.record.iter().map(|text| {
        let id = text.parse().ok().filter(|id| refused.contains(id));
        id.ok_or_else(|| Failure::Input(format!("“{text}” is not a refused record of {}", ward.config().name(&system))))
    });
    let named = named.collect::<Result<Vec<RecordId>, Failure>>()?;
    let again = if named.is_empty() { refused } else { named };
    for record in &again {
        ward.try_again(&actor, *record, now())?;
    }
    send(ward, &system, retry.to.as_deref(), ("triedAgain", again.len()))
}

/// Sends what is ready. `begun` is what was done before: its name in the answer, and of how many records.
fn send(ward: Ward, system: &SystemId, to: Option<&str>, begun: (&str, usize)) -> Result<Said, Failure> {
    let ward = Mutex::new(ward);
    let watched = std::io::stderr().is_terminal();
    let sent = send_all(&ward, system, to, &now, &mut |sending| {
        if watched {
            let _ = write!(std::io::stderr(), "\r{} of {}", sending.done, sending.of);
        }
        true
    })?;
    if watched {
        let _ = writeln!(std::io::stderr());
    }
    let ward = ward.into_inner().map_err(|_| Failure::Input("the store was left half used".to_owned()))?;
    let counts = ward.filing_counts()?.into_iter().find(|(id, _)| id == system).map(|(_, counts)| counts);
    let counts = counts.unwrap_or_default();
    let refused: Vec<_> = ward.refused()?.into_iter().filter(|(id, _)| id == system).map(|(_, one)| one).collect();
    let (name, count) = begun;
    let mut words = format!(
        "{}: {} written, {count} {} now, {} sent, {} accepted, {} refused, {} without a reply.",
        ward.config().name(system),
        counts.written,
        if name == "released" { "released" } else { "tried again" },
        sent.done,
        counts.accepted,
        counts.refused,
        counts.sent,
    );
    for one in &refused {
        words.push_str(&format!("\n  refused: {}: {}", one.record, one.words));
    }
    let reasons: Vec<_> =
        refused.iter().map(|one| json!({ "record": one.record, "by": one.by, "words": one.words })).collect();
    let value = json!({
        "system": system,
        name: count,
        "written": counts.written,
        "waiting": counts.waiting,
        "ready": counts.ready,
        "sent": sent.done,
        "noReply": counts.sent,
        "accepted": counts.accepted,
        "refused": counts.refused,
        "owed": counts.owed(),
        "reasons": reasons,
    });
    // Success is that nothing released is still owed. A refusal stands aside for a person, and the rest went on.
    Ok(Said { good: counts.sent == 0 && counts.ready == 0 && counts.refused == 0, ..Said::new(words, value) })
}

pub(crate) fn export(export: &Export) -> Result<Said, Failure> {
    if export.format != "fhir" {
        return Err(Failure::Input(format!("“{}” is not a format: fhir", export.format)));
    }
    let (mut ward, actor) = open_as(&export.acting)?;
    let (bundle, records) = ward.export(&actor, now())?;
    std::fs::write(&export.out, bundle)
        .map_err(|error| Failure::Input(format!("{}: {error}", export.out.display())))?;
    let words = format!("{records} records in {}. The file is not encrypted.", export.out.display());
    Ok(Said::new(words, json!({ "records": records, "out": export.out })))
}
