//! The roster: adding, changing, revoking, PINs, a list from a file; what each role may do.

use tauri::State;
use ward::facts::{Role, StaffId};
use ward::people::NewStaff;

use crate::app::App;
use crate::changes::Stale;
use crate::problem::Problem;
use crate::show;
use crate::views::people::{PeopleView, PersonRequest, RolesView, RosterPlanView};

pub(super) fn person(id: &str) -> Result<StaffId, Problem> {
    id.parse().map_err(|_| Problem::not_found("person"))
}

/// Says what became stale and answers with the roster as it is now.
fn anew(app: &App) -> Result<PeopleView, Problem> {
    app.changed(&[Stale::People]);
    app.acting(|ward, actor, now| show::people(ward, actor, now))
}

/// Everybody, and how many have a PIN.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn people(app: State<'_, App>) -> Result<PeopleView, Problem> {
    app.acting(|ward, actor, now| show::people(ward, actor, now))
}

/// What each role may do.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn roles(app: State<'_, App>) -> Result<RolesView, Problem> {
    app.actor()?;
    Ok(show::roles())
}

/// Adds somebody, or changes them.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_person(app: State<'_, App>, request: PersonRequest) -> Result<PeopleView, Problem> {
    let role = Role::named(&request.role).ok_or_else(|| Problem::not_found("role"))?;
    let (title, number) = (Some(request.title.as_str()), Some(request.number.as_str()));
    let new = NewStaff { name: &request.name, role, title, number, pin: None };
    let id = request.id.as_deref().map(person).transpose()?;
    app.acting(|ward, actor, now| match id {
        Some(id) => ward.change_staff(Some(actor), id, &new, now).map(|_| ()),
        None => ward.add_staff(Some(actor), &new, now).map(|_| ()),
    })?;
    anew(&app)
}

/// Somebody may no longer sign in.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn revoke_person(app: State<'_, App>, id: String, reason: String) -> Result<PeopleView, Problem> {
    let id = person(&id)?;
    app.acting(|ward, actor, now| ward.revoke_staff(Some(actor), id, &reason, now))?;
    anew(&app)
}

/// Somebody may sign in again.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn reinstate_person(app: State<'_, App>, id: String) -> Result<PeopleView, Problem> {
    let id = person(&id)?;
    app.acting(|ward, actor, now| ward.reinstate_staff(Some(actor), id, now))?;
    anew(&app)
}

/// A temporary PIN for somebody, with the supervisor's own PIN. Shown once.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn reset_pin(app: State<'_, App>, id: String, own_pin: String) -> Result<String, Problem> {
    let id = person(&id)?;
    let pin = app.acting(|ward, actor, now| ward.reset_pin(actor, &own_pin, id, now))?;
    app.changed(&[Stale::People]);
    Ok(pin)
}

/// Takes somebody's PIN away.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn revoke_pin(app: State<'_, App>, id: String) -> Result<PeopleView, Problem> {
    let id = person(&id)?;
    app.acting(|ward, actor, now| ward.revoke_pin(actor, id, now))?;
    anew(&app)
}

/// What a list of staff would change. Changes nothing.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn preview_roster(app: State<'_, App>, file: Vec<u8>) -> Result<RosterPlanView, Problem> {
    app.acting(|ward, actor, now| Ok(show::plan(&ward.plan_roster(Some(actor), &file, now)?)))
}

/// Takes the list that was shown.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn take_roster(app: State<'_, App>, file: Vec<u8>, digest: String) -> Result<PeopleView, Problem> {
    app.acting(|ward, actor, now| ward.take_roster(Some(actor), &file, &digest, now))?;
    anew(&app)
}
