//! The outage.

use tauri::State;

use crate::app::App;
use crate::changes::Stale;
use crate::problem::Problem;
use crate::show;
use crate::views::outage::{ChangeRequest, ConsequenceView, OutageView};

/// What a change of status makes stale.
const STALE: [Stale; 6] = [Stale::Strip, Stale::Outage, Stale::Board, Stale::Patient, Stale::Recovery, Stale::Status];

/// Systems, status, log.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn outage(app: State<'_, App>) -> Result<OutageView, Problem> {
    app.acting(|ward, actor, now| show::outage(ward, actor, now))
}

/// What a change will do on this PC.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn preview_change(app: State<'_, App>, request: ChangeRequest) -> Result<ConsequenceView, Problem> {
    app.acting(|ward, _, now| show::consequence(ward, &request, now))
}

/// Declares an incident.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn declare(app: State<'_, App>, request: ChangeRequest) -> Result<OutageView, Problem> {
    let view = app.acting(|ward, actor, now| {
        show::change(ward, &request, now, |ward, change| ward.declare(actor, change, now))?;
        show::outage(ward, actor, now)
    })?;
    app.changed(&STALE);
    Ok(view)
}

/// Changes systems in the open incident.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_systems(app: State<'_, App>, request: ChangeRequest) -> Result<OutageView, Problem> {
    let view = app.acting(|ward, actor, now| {
        show::change(ward, &request, now, |ward, change| ward.set_systems(actor, change, now))?;
        show::outage(ward, actor, now)
    })?;
    app.changed(&STALE);
    Ok(view)
}
