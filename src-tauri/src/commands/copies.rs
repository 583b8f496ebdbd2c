//! The copies held, and taking one in.

use std::sync::atomic::Ordering;

use tauri::State;
use ward::facts::Permission;

use crate::app::{App, lock};
use crate::problem::Problem;
use crate::show;
use crate::views::copies::{CopiesView, TakeRequest};

/// Each source, counts, set aside; how far taking one in is.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn copies(app: State<'_, App>) -> Result<CopiesView, Problem> {
    let taking = lock(&app.taking).clone();
    app.acting(|ward, actor, now| show::copies(ward, actor, taking, now))
}

/// Asks for a file, or a folder, by the system's own window; null when nothing was chosen.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn choose_copy(app: State<'_, App>, folder: bool) -> Result<Option<String>, Problem> {
    app.acting(|ward, actor, now| ward.allow(actor, Permission::TakeSnapshots, "choose a copy to take in", now))?;
    Ok(app.choose(folder))
}

/// Starts to take a copy in.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_copy(app: State<'_, App>, request: TakeRequest) -> Result<CopiesView, Problem> {
    app.take(app.actor()?, request)?;
    copies(app)
}

/// Stops taking one in: nothing of it is kept.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn stop_taking(app: State<'_, App>) -> Result<CopiesView, Problem> {
    app.actor()?;
    app.stop_taking.store(true, Ordering::SeqCst);
    copies(app)
}

/// What came of the last one was read: it leaves the screen.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn taking_seen(app: State<'_, App>) -> Result<CopiesView, Problem> {
    app.actor()?;
    app.taking_seen();
    copies(app)
}
