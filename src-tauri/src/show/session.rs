//! The gate, the strip and the status bar.

use chrono::{DateTime, FixedOffset};
use ward::facts::{Staff, SystemStatus, Verified};
use ward::people::PinNow;
use ward::{Actor, Ward, WardError, words};

use super::board::count;
use super::facts::Frame;
use super::standby::{disk_state, standby_words};
use crate::views::session::{
    Gate, SessionView, StaffChoiceView, StatusView, StripMood, StripSystemView, StripView, WhoView,
};
use crate::views::standby::DiskState;

pub(crate) fn session(
    ward: Option<&Ward>,
    actor: Option<&Actor>,
    has_store: bool,
    problem: Option<String>,
) -> SessionView {
    let gate = match (ward, actor) {
        (Some(_), Some(_)) => Gate::SignedIn,
        (Some(_), None) => Gate::SignIn,
        (None, _) if has_store => Gate::StoreLocked,
        (None, _) => Gate::NoStore,
    };
    SessionView {
        gate,
        ward: ward.map(|ward| ward.name().to_owned()).unwrap_or_default(),
        site: ward.map(|ward| ward.config().site.clone()).unwrap_or_default(),
        pc: ward.map(|ward| ward.config().pc.clone()).unwrap_or_default(),
        exercise: ward.is_some_and(Ward::exercise),
        who: actor.map(|actor| WhoView {
            id: actor.staff.id.to_string(),
            name: actor.staff.name.clone(),
            role: role(&actor.staff),
            may: actor.may_all(),
            mark: mark(actor),
        }),
        drafts: ward.and_then(|ward| ward.drafts().ok()).map_or(0, |drafts| count(drafts.len())),
        lock_after_seconds: ward.map_or(180, |ward| ward.config().lock_after_minutes * 60),
        problem,
    }
}

fn mark(actor: &Actor) -> Option<String> {
    match actor.verified {
        Verified::BreakGlass => Some("Emergency access: all is reviewed".to_owned()),
        Verified::Unverified => Some("Identity not verified: read only".to_owned()),
        Verified::Pin | Verified::Session | Verified::Passphrase | Verified::Program => None,
    }
}

pub(super) fn role(staff: &Staff) -> String {
    staff.title.clone().unwrap_or_else(|| staff.role.words().to_owned())
}

/// Names in which any word begins with what was typed.
pub(crate) fn staff_choices(
    ward: &Ward,
    typed: &str,
    now: DateTime<FixedOffset>,
) -> Result<Vec<StaffChoiceView>, WardError> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let fits = |staff: &Staff| {
        let name = staff.name.to_lowercase();
        name.starts_with(&typed)
            || name.split([' ', '-']).any(|word| word.starts_with(&typed))
            || listed(staff).to_lowercase().starts_with(&typed)
    };
    Ok(ward
        .choices(now)?
        .iter()
        .filter(|person| fits(&person.staff))
        .take(8)
        .map(|person| StaffChoiceView {
            id: person.staff.id.to_string(),
            name: listed(&person.staff),
            role: role(&person.staff),
            pin_set: person.pin != PinNow::NotSet,
        })
        .collect())
}

/// `Boateng, Ama`.
pub(super) fn listed(staff: &Staff) -> String {
    match staff.name.rsplit_once(' ') {
        Some((given, family)) => format!("{family}, {given}"),
        None => staff.name.clone(),
    }
}

pub(crate) fn strip(ward: &Ward, now: DateTime<FixedOffset>) -> Result<StripView, WardError> {
    let sources = ward.sources(now)?;
    let frame = Frame { ward, now, sources: &sources };
    let states = ward.systems()?;
    let (mut down, mut degraded, mut in_test, mut up) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for system in &ward.config().systems {
        let state = states.iter().find(|state| state.system == system.id);
        let status = state.map_or(SystemStatus::Up, |state| state.status);
        let since = state.map(|state| ward.local(state.since));
        let local = ward.local(now);
        let view = StripSystemView {
            id: system.id.0.clone(),
            name: system.name.clone(),
            detail: system.detail.clone(),
            since: since.map(|at| {
                let time = words::time(at);
                if at.date_naive() == local.date_naive() {
                    time
                } else if (local.date_naive() - at.date_naive()).num_days() < 7 {
                    format!("{} {time}", words::weekday_date(at).chars().take(3).collect::<String>())
                } else {
                    words::date_time(at)
                }
            }),
            since_full: since.map(words::date_time),
        };
        match status {
            SystemStatus::Down => down.push(view),
            SystemStatus::Degraded => degraded.push(view),
            SystemStatus::RestoredInTest => in_test.push(view),
            SystemStatus::Up | SystemStatus::Restored => up.push(StripSystemView { since: None, ..view }),
        }
    }
    let lost = states.iter().filter(|state| state.status.forms_on()).map(|state| state.first).min();
    let next_update = ward.incident()?.and_then(|incident| incident.next_update);
    Ok(StripView {
        mood: if lost.is_some() { StripMood::Downtime } else { StripMood::StandingBy },
        lasted: lost.map(|at| format!("{} so far", words::lasted(at, now))),
        down,
        degraded,
        in_test,
        up,
        next_update: next_update.map(|at| frame.time(at)),
        time: words::time(ward.local(now)),
        date: words::weekday_date(ward.local(now)),
        today: ward.local(now).date_naive().to_string(),
        sources: sources.iter().map(|source| frame.source(source)).collect(),
    })
}

pub(crate) fn status(
    ward: &Ward,
    printer: Option<(String, bool)>,
    now: DateTime<FixedOffset>,
) -> Result<StatusView, WardError> {
    let counts = ward.filing_counts()?;
    let (standby, standby_late) = standby_words(ward, now)?;
    Ok(StatusView {
        standby,
        standby_late,
        // A disk that cannot be asked says so by refusing.
        disk: ward.room().map_or(DiskState::Enough, |(space, _)| disk_state(space)),
        saved: words::time(ward.local(now)),
        clock_behind: ward.clock_behind(now)?.map(|behind| words::lasted(now, now + behind)),
        waiting_drafts: count(ward.drafts()?.len()),
        printer_ready: printer.as_ref().is_some_and(|(_, ready)| *ready),
        printer: printer.map(|(words, _)| words),
        owed: counts.iter().map(|(_, counts)| counts.owed()).sum(),
        overdue: count(ward.overdue(now)?),
        refused: counts.iter().map(|(_, counts)| counts.refused).sum(),
    })
}
