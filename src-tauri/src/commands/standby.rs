//! Standby copies, backups, room on the disk, and opening a copy on a PC that has no store.

use std::sync::atomic::Ordering;

use tauri::State;

use crate::app::{App, lock};
use crate::changes::Stale;
use crate::problem::Problem;
use crate::show;
use crate::views::standby::{FoundCopyView, OpenedCopyView, StandbyView};

/// Places, copies, the disk.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn standby(app: State<'_, App>) -> Result<StandbyView, Problem> {
    let copying = lock(&app.copying).clone();
    app.acting(|ward, actor, now| show::standby(ward, actor, copying, now))
}

/// Starts a copy in one place.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn copy_now(app: State<'_, App>, folder: String) -> Result<StandbyView, Problem> {
    app.actor()?;
    app.copy_in(folder)?;
    standby(app)
}

/// Stops the copy that is being made.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn stop_copy(app: State<'_, App>) -> Result<StandbyView, Problem> {
    app.actor()?;
    app.stop_copy.store(true, Ordering::SeqCst);
    standby(app)
}

/// Starts a backup of the whole PC to a file.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn back_up(app: State<'_, App>, to: String) -> Result<StandbyView, Problem> {
    app.back_up_to(app.actor()?, &to)?;
    standby(app)
}

/// Erases copies of hospital data that are older than the site's rule.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn erase_old(app: State<'_, App>) -> Result<StandbyView, Problem> {
    app.acting(|ward, actor, now| ward.erase_old(actor, now))?;
    app.changed(&[Stale::Standby, Stale::Status, Stale::Copies, Stale::Board]);
    standby(app)
}

/// Erases this PC's store, when nothing would be lost, and ends the program.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn reset_pc(app: State<'_, App>) -> Result<(), Problem> {
    app.acting(|ward, actor, now| ward.reset(Some(actor), now))?;
    app.end();
    Ok(())
}

/// Copies in a folder or file; with an empty name, on every disk that can be seen.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn find_copies(app: State<'_, App>, from: String) -> Result<Vec<FoundCopyView>, Problem> {
    let (found, zone) = app.find_copies(from.trim());
    Ok(show::found_copies(found, zone, app.now()))
}

/// Opens a copy as the store of this PC, when it has none that works.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_copy(app: State<'_, App>, path: String, typed: String) -> Result<OpenedCopyView, Problem> {
    let said = app.open_copy(&path, &typed)?;
    app.changed(&[Stale::Strip, Stale::Status]);
    Ok(OpenedCopyView { said })
}
