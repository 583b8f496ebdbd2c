//! The outage screen, and what a change will do before it is made.

use chrono::{DateTime, FixedOffset};
use ward::facts::{Act, Entry, Permission, SystemId, SystemStatus};
use ward::outage::Change;
use ward::{Actor, Ward, WardError, when, words};

use super::facts::Frame;
use crate::views::outage::{ChangeRequest, ConsequenceView, IncidentView, LogView, OutageView, StatusWord, SystemView};

pub(crate) fn outage(ward: &Ward, actor: &Actor, now: DateTime<FixedOffset>) -> Result<OutageView, WardError> {
    let sources = ward.sources(now)?;
    let frame = Frame { ward, now, sources: &sources };
    let states = ward.systems()?;
    let incident = ward.incident()?;
    let counts = ward.filing_counts()?;
    let systems = ward.config().systems.iter().zip(&sources).map(|(system, source)| {
        let state = states.iter().find(|state| state.system == system.id);
        let status = state.map_or(SystemStatus::Up, |state| state.status);
        let counts = counts.iter().find(|(id, _)| *id == system.id).map(|(_, counts)| *counts).unwrap_or_default();
        SystemView {
            id: system.id.0.clone(),
            name: system.name.clone(),
            detail: system.detail.clone(),
            status: word(status),
            status_words: status.words().to_owned(),
            since: state.map_or_else(|| "Not affected".to_owned(), |state| frame.time(state.since)),
            copy: frame.source(source),
            use_now: match status {
                SystemStatus::Up | SystemStatus::Restored => format!("Use {}", system.name),
                SystemStatus::Degraded | SystemStatus::Down => system.use_instead.clone(),
                SystemStatus::RestoredInTest => "Keep using Holdfast until restored".to_owned(),
            },
            stage: match status {
                SystemStatus::Down => 0,
                SystemStatus::Degraded => 1,
                SystemStatus::RestoredInTest => 2,
                SystemStatus::Up | SystemStatus::Restored => 3,
            },
            in_incident: state.is_some_and(|state| incident.as_ref().is_some_and(|one| one.id == state.incident)),
            next: next(status),
            waiting: counts.owed(),
        }
    });
    let next_update = incident.as_ref().and_then(|incident| incident.next_update);
    Ok(OutageView {
        systems: systems.collect(),
        next_update: next_update.map(|at| frame.time(at)),
        next_update_in: next_update.map(|at| {
            if at > now { format!("in {}", words::lasted(now, at)) } else { format!("{} ago", words::lasted(at, now)) }
        }),
        log: ward.outage_log()?.iter().flat_map(|entry| log(&frame, entry)).collect(),
        may_run: actor.may(Permission::RunOutage),
        incident: incident.map(|incident| IncidentView {
            declared: format!(
                "Declared {} by {}",
                words::clock(ward.local(incident.declared_at)),
                incident.declared_by.map_or_else(|| "the command line".to_owned(), |staff| ward.staff_name(staff))
            ),
            number: incident.number,
            reason: incident.reason,
        }),
    })
}

pub(crate) fn word(status: SystemStatus) -> StatusWord {
    match status {
        SystemStatus::Up => StatusWord::Up,
        SystemStatus::Degraded => StatusWord::Degraded,
        SystemStatus::Down => StatusWord::Down,
        SystemStatus::RestoredInTest => StatusWord::RestoredInTest,
        SystemStatus::Restored => StatusWord::Restored,
    }
}

fn status(word: StatusWord) -> SystemStatus {
    match word {
        StatusWord::Up => SystemStatus::Up,
        StatusWord::Degraded => SystemStatus::Degraded,
        StatusWord::Down => SystemStatus::Down,
        StatusWord::RestoredInTest => SystemStatus::RestoredInTest,
        StatusWord::Restored => SystemStatus::Restored,
    }
}

fn next(now: SystemStatus) -> Vec<StatusWord> {
    let all =
        [StatusWord::Up, StatusWord::Degraded, StatusWord::Down, StatusWord::RestoredInTest, StatusWord::Restored];
    all.into_iter().filter(|one| status(*one) != now).collect()
}

fn log(frame: &Frame<'_>, entry: &Entry) -> Option<LogView> {
    let name = |system: &SystemId| frame.ward.config().name(system);
    let by = entry.by.staff.map_or_else(|| "Holdfast".to_owned(), |staff| frame.ward.staff_name(staff));
    let line = |words: String| LogView { time: frame.time(entry.recorded_at), words, by: by.clone() };
    if let Act::IncidentDeclared { systems, reason, .. } = &entry.act {
        let names: Vec<String> = systems.iter().map(|one| name(&one.system)).collect();
        return Some(line(format!("Declared: {}. {reason}", names.join(", "))));
    }
    if let Act::SystemStatusSet { status, reason, .. } = &entry.act {
        return Some(line(format!("{}: {}. {reason}", name(&status.system), status.status.words().to_lowercase())));
    }
    if let Act::ServerAccepted { system, was, server, .. } = &entry.act {
        let (was, now) = (was.words(), server.words());
        return Some(line(format!("{}: another server accepted. It was {was}, and now it is {now}", name(system))));
    }
    let Act::Released { system, records } = &entry.act else { return None };
    Some(line(format!("{}: {} records released", name(system), records.len())))
}

/// What the screen asked for, understood.
pub(crate) fn change<T>(
    ward: &mut Ward,
    request: &ChangeRequest,
    now: DateTime<FixedOffset>,
    act: impl FnOnce(&mut Ward, &Change<'_>) -> Result<T, WardError>,
) -> Result<T, WardError> {
    let local = ward.local(now);
    let time = if request.since_time.trim().is_empty() { words::time(local) } else { request.since_time.clone() };
    let since =
        when::moment(&request.since_date, &time, local, ward.zone()).map_err(|error| WardError::When(error.0))?;
    let next_update =
        when::later(&request.next_update, local, ward.zone()).map_err(|error| WardError::When(error.0))?;
    let systems: Vec<(SystemId, SystemStatus)> =
        request.systems.iter().map(|one| (SystemId(one.id.clone()), status(one.status))).collect();
    act(ward, &Change { systems: &systems, since, reason: &request.reason, next_update })
}

/// What a change will do on this PC, in words.
pub(crate) fn consequence(
    ward: &mut Ward,
    request: &ChangeRequest,
    now: DateTime<FixedOffset>,
) -> Result<ConsequenceView, WardError> {
    let sources = ward.sources(now)?;
    let counts = ward.filing_counts()?;
    let mut lines = Vec::new();
    for one in &request.systems {
        let id = SystemId(one.id.clone());
        let name = ward.config().name(&id);
        let owed = counts.iter().find(|(system, _)| *system == id).map_or(0, |(_, counts)| counts.owed());
        let frame = Frame { ward, now, sources: &sources };
        let copy = sources.iter().find(|source| source.id == id).and_then(|source| source.as_at);
        lines.push(match (status(one.status), copy) {
            (SystemStatus::Down | SystemStatus::Degraded, Some(at)) => {
                format!("{name}: its forms come first, and its copy turns to Historical, as at {}.", frame.time(at))
            }
            (SystemStatus::Down | SystemStatus::Degraded, None) => {
                format!("{name}: its forms come first. No copy of it is held.")
            }
            (SystemStatus::RestoredInTest, _) => {
                format!("{name}: its forms stay on. Nothing is filed or keyed until it is restored.")
            }
            (SystemStatus::Restored, _) => format!(
                "{name}: staff use it again. Nothing is sent by itself: {owed} records wait for a person to release them on Recovery."
            ),
            (SystemStatus::Up, _) => format!("{name}: staff use it as normal. {owed} records are still owed to it."),
        });
    }
    if request.systems.iter().any(|one| one.id == "epma" && status(one.status) == SystemStatus::Down) {
        lines.push("Dose and allergy checks by ePMA are off. Holdfast checks no doses.".to_owned());
    }
    let count = request.systems.len();
    let declaring = ward.incident()?.is_none();
    let some = if count == 1 { "1 system".to_owned() } else { format!("{count} systems") };
    let button = if declaring { format!("Declare {some}") } else { format!("Change {some}") };
    let problem = change(ward, request, now, |_, _| Ok(())).err().map(|error| error.to_string());
    let problem = problem.or_else(|| (count == 0).then(|| "Choose at least one system.".to_owned()));
    let problem = problem.or_else(|| request.reason.trim().is_empty().then(|| "Say why, and who says so.".to_owned()));
    Ok(ConsequenceView { lines, button, problem })
}
