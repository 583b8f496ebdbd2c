//! The ways to open the store: on the locked screen, and where they are looked after.

use tauri::State;
use ward::facts::Permission;
use ward::keys::{Reason, Way, check_part};

use crate::app::{App, lock};
use crate::changes::Stale;
use crate::keeping::Page;
use crate::problem::Problem;
use crate::show;
use crate::views::keys::{KeysView, WaysView};
use crate::views::print::PrinterView;
use crate::views::session::SessionView;

/// What the locked screen may offer.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn ways(app: State<'_, App>) -> Result<WaysView, Problem> {
    Ok(show::ways(&ward::keys::ways(app.home())?))
}

/// What is wrong with one part of an envelope's code as it is typed; nothing when it adds up.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn check_code_part(part: u32, typed: String) -> Result<Option<String>, Problem> {
    Ok(check_part(part as usize, &typed).err().map(|why| format!("Part {}: {}.", part + 1, why.words())))
}

/// Opens the store with the envelope: two people, and why.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_with_envelope(
    app: State<'_, App>,
    code: String,
    who: String,
    companion: String,
    why: String,
) -> Result<SessionView, Problem> {
    let reason = Reason::new(&who, &companion, &why)?;
    app.open_by(Way::Envelope(&code))?;
    app.ward()?.explain_opening(&reason, app.now())?;
    app.changed(&[Stale::Session, Stale::Strip, Stale::Status]);
    super::session::session(app)
}

/// The ways there are, and what is missing.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keys(app: State<'_, App>) -> Result<KeysView, Problem> {
    let page = lock(&app.envelope);
    app.acting(|ward, actor, _| show::keys(ward, actor.staff.role.may(Permission::ManageKeys), page.as_ref()))
}

/// Makes the page of the next envelope. Nothing is sealed yet.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn prepare_envelope(app: State<'_, App>) -> Result<KeysView, Problem> {
    let prepared = app.acting(|ward, actor, now| ward.prepare_envelope(actor, now))?;
    *lock(&app.envelope) = Some(Page { prepared, went_to: None });
    keys(app)
}

/// Prints the page, or saves it where no printer is named.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn envelope_page_to(app: State<'_, App>, printer: String, folder: String) -> Result<KeysView, Problem> {
    app.actor()?;
    app.page_to(&printer, &folder)?;
    keys(app)
}

/// The printers the page can go to.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn envelope_printers(app: State<'_, App>) -> Result<Vec<PrinterView>, Problem> {
    app.actor()?;
    Ok(app.printers())
}

/// Seals the envelope whose page is on paper: the one before stops working.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn seal_envelope(app: State<'_, App>) -> Result<KeysView, Problem> {
    let page = lock(&app.envelope).take().ok_or_else(|| Problem::not_found("envelope page"))?;
    let sealed = app.acting(|ward, actor, now| ward.seal_envelope(actor, &page.prepared, now));
    if let Err(problem) = sealed {
        *lock(&app.envelope) = Some(page);
        return Err(problem);
    }
    keys(app)
}

/// Lets go of a page that is not to be sealed: the envelope before stays in force.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn drop_envelope_page(app: State<'_, App>) -> Result<KeysView, Problem> {
    app.actor()?;
    *lock(&app.envelope) = None;
    keys(app)
}

/// Gives whoever is signed in a passphrase of their own.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_my_passphrase(app: State<'_, App>, passphrase: String) -> Result<KeysView, Problem> {
    app.acting(|ward, actor, now| {
        let name = actor.staff.name.clone();
        ward.set_passphrase(actor, &name, &passphrase, now)
    })?;
    keys(app)
}

/// Lets this PC open its store by itself.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn allow_this_pc(app: State<'_, App>) -> Result<KeysView, Problem> {
    app.acting(|ward, actor, now| ward.allow_device(actor, now))?;
    keys(app)
}

/// Takes a way away.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn remove_way(app: State<'_, App>, id: String) -> Result<KeysView, Problem> {
    app.acting(|ward, actor, now| ward.remove_slot(actor, &id, now))?;
    keys(app)
}

/// Makes a new secret for this PC after the operating system lost the old one.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn renew_secret(app: State<'_, App>) -> Result<KeysView, Problem> {
    app.acting(|ward, actor, now| ward.renew_secret(actor, now))?;
    keys(app)
}

/// Goes on with an old copy of the store that was put back.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn accept_roll_back(app: State<'_, App>) -> Result<KeysView, Problem> {
    app.acting(|ward, actor, now| ward.accept_roll_back(actor, now))?;
    keys(app)
}
