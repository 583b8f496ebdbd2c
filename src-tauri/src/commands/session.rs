//! Signing in and out, and the bars every screen carries.

use tauri::State;

use crate::app::{self, App};
use crate::changes::Stale;
use crate::problem::Problem;
use crate::show;
use crate::views::session::{SessionView, StaffChoiceView, StatusView, StripView};

/// Which door is open and who is in.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn session(app: State<'_, App>) -> Result<SessionView, Problem> {
    let actor = app.actor().ok();
    let ward = app.open_ward();
    let problem = app::lock(&app.trouble).clone();
    Ok(show::session(ward.as_deref(), actor.as_ref(), app.has_store(), problem))
}

/// Opens the store with a passphrase.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn unlock(app: State<'_, App>, passphrase: String) -> Result<SessionView, Problem> {
    app.open_by(ward::keys::Way::Passphrase(&passphrase))?;
    app.changed(&[Stale::Session, Stale::Strip, Stale::Status]);
    session(app)
}

/// Names that match what was typed, at most eight.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn staff_choices(app: State<'_, App>, typed: String) -> Result<Vec<StaffChoiceView>, Problem> {
    Ok(show::staff_choices(&*app.ward()?, &typed, app.now())?)
}

/// Signs in by name and PIN.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn sign_in(app: State<'_, App>, staff: String, pin: String) -> Result<SessionView, Problem> {
    let staff = staff.parse().map_err(|_| Problem::not_found("person"))?;
    let actor = app.ward()?.sign_in(staff, &pin, app.now())?;
    app.signed_in(actor);
    session(app)
}

/// Chooses one's own PIN with the one before it; a temporary one must be changed so.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn change_pin(app: State<'_, App>, staff: String, old: String, chosen: String) -> Result<(), Problem> {
    let staff = staff.parse().map_err(|_| Problem::not_found("person"))?;
    app.ward()?.change_pin(staff, &old, &chosen, app.now())?;
    app.changed(&[Stale::People]);
    Ok(())
}

/// Locks at once; drafts stay.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn lock(app: State<'_, App>) -> Result<SessionView, Problem> {
    app.lock_now(false);
    session(app)
}

/// A key or touch: the lock waits again. False when locked.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn touched(app: State<'_, App>) -> Result<bool, Problem> {
    Ok(app.touched())
}

/// The strip.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn strip(app: State<'_, App>) -> Result<StripView, Problem> {
    Ok(show::strip(&*app.ward()?, app.now())?)
}

/// The status bar. Only counts: shown before signing in too.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn status(app: State<'_, App>) -> Result<StatusView, Problem> {
    let printer = app.printer();
    Ok(show::status(&*app.ward()?, printer, app.now())?)
}
