//! Taking in a copy: from a file, a folder or a server.

use std::path::PathBuf;

use serde_json::json;
use ward::facts::SystemId;
use ward::take::{Source, TakenIn};

use crate::arguments::Import;
use crate::said::{Failure, Said};
use crate::secrets::{identify, now, open};

/// Reasons shown; the rest are counted.
const REASONS: usize = 20;

pub(crate) fn import(import: &Import) -> Result<Said, Failure> {
    let mut ward = open(&import.at.home)?;
    let actor = import.staff.as_ref().map(|name| identify(&mut ward, name)).transpose()?;
    let source = SystemId(import.source.clone());
    let from = if import.from.starts_with("http://") || import.from.starts_with("https://") {
        Source::Server { address: import.from.clone(), ward: import.ward.clone() }
    } else {
        Source::Files(PathBuf::from(&import.from))
    };
    let TakenIn { taken, again } = ward.take(actor.as_ref(), &source, &from, now())?;
    let counts = &taken.counts;
    let read: u32 = counts.read.values().sum();
    let kept: u32 = counts.kept.values().sum();
    let mut words = format!(
        "{}: {read} resources read, {kept} kept unread, {} set aside; {} patients, as at {}.",
        ward.config().name(&source),
        counts.set_aside.len(),
        taken.patients,
        ward::words::date_time(ward.local(taken.as_at)),
    );
    if again {
        words.push_str(" It is held already: nothing was changed.");
    }
    for one in counts.set_aside.iter().take(REASONS) {
        words.push_str(&format!("\n  set aside: {}: {}", one.place, one.reason));
    }
    if counts.set_aside.len() > REASONS {
        words.push_str(&format!("\n  and {} more", counts.set_aside.len() - REASONS));
    }
    for note in &counts.notes {
        words.push_str(&format!("\n  note: {note}"));
    }
    let aside: Vec<_> = counts
        .set_aside
        .iter()
        .map(|one| json!({ "place": one.place, "kind": one.kind, "reason": one.reason }))
        .collect();
    Ok(Said::new(
        words,
        json!({
            "source": import.source,
            "heldAlready": again,
            "asAt": taken.as_at.to_rfc3339(),
            "patients": taken.patients,
            "read": read,
            "readByType": counts.read,
            "kept": kept,
            "keptByType": counts.kept,
            "setAside": aside,
            "notes": counts.notes,
        }),
    ))
}
