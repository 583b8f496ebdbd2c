//! Audit: entries as lines, and what a check of everything found.

use chrono::{DateTime, FixedOffset};
use ward::audit::{Found, Line, Weight};
use ward::board::BoardPatient;
use ward::facts::Permission;
use ward::{Actor, StoreVerified, Ward, WardError, words};

use super::board::count;
use super::facts::Frame;
use super::find::patient;
use super::session::listed;
use crate::views::audit::{AuditLineView, AuditPageView, AuditPersonView, AuditView, AuditWeight, ChainView};
use crate::views::find::FoundPatientView;

pub(crate) fn audit_page(ward: &Ward, actor: &Actor) -> Result<AuditPageView, WardError> {
    let off = |what: Permission| (!actor.may(what)).then(|| "Ask the nurse in charge.".to_owned());
    let people = ward.staff()?;
    Ok(AuditPageView {
        people: people.iter().map(|one| AuditPersonView { id: one.id.to_string(), name: listed(one) }).collect(),
        search_off: off(Permission::SearchAudit),
        export_off: off(Permission::SearchAudit).or_else(|| off(Permission::Export)),
        to_review: actor.may(Permission::ReviewAccess).then(|| ward.to_review().map(count)).transpose()?,
        entries: many(ward.entries(), "entry", "entries"),
        head: ward.head(),
    })
}

pub(crate) fn audit_patients(
    ward: &Ward,
    found: &[BoardPatient],
    now: DateTime<FixedOffset>,
) -> Result<Vec<FoundPatientView>, WardError> {
    let sources = ward.sources(now)?;
    let frame = Frame { ward, now, sources: &sources };
    Ok(found.iter().map(|one| patient(&frame, one)).collect())
}

pub(crate) fn audit(found: &Found) -> AuditView {
    let total = many(found.total as u64, "entry", "entries");
    let shown = found.lines.len();
    let words = match found.total {
        0 => "No entry fits. Take a condition away, or make the days further apart.".to_owned(),
        _ if shown == found.total => format!("{total}, newest on top"),
        _ => format!("{total}. {shown} shown, newest on top: make the days closer together, or export all of them"),
    };
    AuditView { lines: found.lines.iter().map(line).collect(), words }
}

fn line(line: &Line) -> AuditLineView {
    AuditLineView {
        day: words::date(line.at),
        time: line.at.format("%H:%M:%S").to_string(),
        who: line.who.clone(),
        act: line.act.to_owned(),
        weight: match line.weight {
            Weight::Plain => AuditWeight::Plain,
            Weight::Notable => AuditWeight::Notable,
            Weight::Emergency => AuditWeight::Emergency,
            Weight::Refused => AuditWeight::Refused,
        },
        what: line.what.clone(),
        entry: u32::try_from(line.seq).unwrap_or(u32::MAX),
    }
}

pub(crate) fn chain(ward: &Ward, found: &StoreVerified, now: DateTime<FixedOffset>) -> ChainView {
    let held = [
        many(found.entries, "entry", "entries"),
        many(u64::from(found.records), "record", "records"),
        many(u64::from(found.snapshots), "copy of a system", "copies of systems"),
    ];
    let when = words::time(ward.local(now));
    let words = if found.wrong.is_empty() {
        format!("{}: none changed or missing. Checked {when}, head {}.", held.join(", "), found.head)
    } else {
        format!("Something is wrong. Checked {when}. Tell IT, and change nothing on this PC.")
    };
    ChainView { whole: found.wrong.is_empty(), words, wrong: found.wrong.clone() }
}

fn many(number: u64, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}
