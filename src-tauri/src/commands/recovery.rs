//! Recovery.

use std::sync::atomic::Ordering;

use tauri::State;
use ward::facts::{RecordId, SystemId};

use crate::app::{App, lock};
use crate::changes::Stale;
use crate::problem::Problem;
use crate::show;
use crate::views::recovery::RecoveryView;

/// Counts to zero.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn recovery(app: State<'_, App>) -> Result<RecoveryView, Problem> {
    let sending = lock(&app.sending).clone();
    app.acting(|ward, actor, now| show::recovery(ward, actor, sending, now))
}

/// Releases one system's records and starts sending.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn release(app: State<'_, App>, system: String) -> Result<RecoveryView, Problem> {
    let id = SystemId(system);
    app.acting(|ward, actor, now| ward.target_of(&id, None).and_then(|_| ward.release(actor, &id, now)))?;
    app.send(id);
    recovery(app)
}

/// Stops after the record that is going.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn stop_sending(app: State<'_, App>) -> Result<RecoveryView, Problem> {
    app.actor()?;
    app.stop_sending.store(true, Ordering::SeqCst);
    recovery(app)
}

/// Puts a refused record back to ready and sends it.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn try_again(app: State<'_, App>, record: String) -> Result<RecoveryView, Problem> {
    let id: RecordId = record.parse().map_err(|_| Problem::not_found("record"))?;
    let system = app.acting(|ward, actor, now| ward.try_again(actor, id, now))?;
    app.changed(&[Stale::Recovery]);
    app.send(system);
    recovery(app)
}

/// Accepts the other server that was refused, signed, and sends again.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn accept_server(app: State<'_, App>, pin: String) -> Result<RecoveryView, Problem> {
    let other = lock(&app.other_server).clone().ok_or_else(|| Problem::not_found("server"))?;
    app.acting(|ward, actor, now| ward.accept_server(actor, &pin, &other, now))?;
    app.send(other.system);
    recovery(app)
}
