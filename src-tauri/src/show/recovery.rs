//! Recovery: counts to zero.

use chrono::{DateTime, FixedOffset};
use ward::facts::Permission;
use ward::server::OtherServer;
use ward::{Actor, Ward, WardError, words};

use super::outage::word;
use crate::views::recovery::{OtherServerView, RecoveryRowView, RecoveryView, RefusedView, SendingView};

pub(crate) fn recovery(
    ward: &Ward,
    actor: &Actor,
    sending: Option<SendingView>,
    now: DateTime<FixedOffset>,
) -> Result<RecoveryView, WardError> {
    let mut rows = Vec::new();
    for (system, counts) in ward.filing_counts()? {
        let status = ward.status_of(&system)?;
        let register = ward.config().system(&system);
        let target = ward.target_of(&system, None);
        let blocked = ward.why_not_released(&system)?;
        let why_not = blocked.or_else(|| target.as_ref().err().map(ToString::to_string));
        rows.push(RecoveryRowView {
            name: ward.config().name(&system),
            detail: register.map(|system| system.detail.clone()).unwrap_or_default(),
            status: word(status),
            status_words: status.words().to_owned(),
            written: counts.written,
            waiting: counts.waiting,
            ready: counts.ready,
            sent: counts.sent,
            accepted: counts.accepted,
            refused: counts.refused,
            owed: counts.owed(),
            voided: counts.not_needed,
            may_release: why_not.is_none() && counts.waiting + counts.ready + counts.sent > 0,
            why_not,
            target: target.ok(),
            system: system.0,
        });
    }
    let order = |id: &str| ward.config().systems.iter().position(|system| system.id.0 == id);
    rows.sort_by_key(|row| order(&row.system));
    let mut refused = Vec::new();
    for (system, one) in ward.refused()? {
        let record = ward.signed(one.record)?;
        let identity = &record.seen.identity;
        refused.push(RefusedView {
            record: one.record.to_string(),
            system: ward.config().name(&system),
            patient: words::name(identity),
            born: words::born(identity),
            bed: record.seen.bed.clone().unwrap_or_else(|| "No bed".to_owned()),
            title: record.form.title.clone(),
            care_at: words::date_time(ward.local(record.care_at)),
            by: record.author.with_marks(),
            words: one.words,
            refused_by: match one.by.as_str() {
                "server" => "The server".to_owned(),
                "patient" => "Holdfast: not the same patient there".to_owned(),
                "comparison" => "Holdfast: what it holds is not what was sent".to_owned(),
                _ => "Holdfast".to_owned(),
            },
        });
    }
    let incident = ward.newest_incident()?;
    let words = match incident {
        Some(incident) => {
            format!("{}, outage {}. As at {}", ward.name(), incident.number, words::time(ward.local(now)))
        }
        None => format!("{}. No outage was declared", ward.name()),
    };
    Ok(RecoveryView {
        owed: rows.iter().map(|row| row.owed).sum(),
        written: rows.iter().map(|row| row.written).sum(),
        words,
        rows,
        refused,
        sending,
        may_release: actor.may(Permission::Release),
        may_accept_server: actor.may(Permission::AcceptServer),
        signer: actor.staff.name.clone(),
    })
}

pub(crate) fn other_server(other: &OtherServer) -> OtherServerView {
    OtherServerView { address: other.address.clone(), was: other.was.words(), now: other.now.words() }
}
