//! Agency passes and emergency access, before anybody is signed in; their review and countersigning, after.

use chrono::DateTime;
use tauri::State;
use ward::agency::Admission;
use ward::emergency::LetInBy;
use ward::facts::Role;
use ward::second::Second;

use crate::app::App;
use crate::changes::Stale;
use crate::commands::people::person;
use crate::commands::session::session;
use crate::problem::Problem;
use crate::show;
use crate::views::people::{AccessView, PassChoicesView, PassRequest};
use crate::views::session::SessionView;

/// Roles and ends of a pass.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn pass_choices(app: State<'_, App>) -> Result<PassChoicesView, Problem> {
    Ok(show::pass_choices(&*app.ward()?, app.now()))
}

/// Admits agency staff with a witness's PIN, and signs them in with the PIN they chose.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn admit(app: State<'_, App>, request: PassRequest) -> Result<SessionView, Problem> {
    let role = Role::named(&request.role).ok_or_else(|| Problem::not_found("role"))?;
    let until = DateTime::parse_from_rfc3339(&request.until).map_err(|_| Problem::not_found("end of a pass"))?;
    let witness = Second { staff: person(&request.witness)?, pin: &request.witness_pin };
    let (name, number, pin) = (request.name.as_str(), Some(request.number.as_str()), request.pin.as_str());
    let admission = Admission { name, role, number, until: Some(until), pin, witness };
    let mut ward = app.ward()?;
    let id = ward.admit(&admission, app.now())?;
    let actor = ward.sign_in(id, pin, app.now())?;
    drop(ward);
    app.signed_in(actor);
    session(app)
}

/// Somebody on the roster breaks the glass with their PIN and a reason.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn break_glass(
    app: State<'_, App>,
    staff: String,
    pin: String,
    reason: String,
) -> Result<SessionView, Problem> {
    let actor = app.ward()?.break_glass(person(&staff)?, &pin, &reason, app.now())?;
    app.signed_in(actor);
    session(app)
}

/// The sealed envelope lets somebody in to read, whose identity is not verified.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn let_in_by_envelope(
    app: State<'_, App>,
    name: String,
    reason: String,
    code: String,
) -> Result<SessionView, Problem> {
    let actor = app.ward()?.let_in(&name, &reason, &LetInBy::Envelope(&code), app.now())?;
    app.signed_in(actor);
    session(app)
}

/// A colleague lets somebody in to read, whose identity is not verified.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn let_in(
    app: State<'_, App>,
    name: String,
    reason: String,
    colleague: String,
    pin: String,
) -> Result<SessionView, Problem> {
    let by = LetInBy::Colleague(Second { staff: person(&colleague)?, pin: &pin });
    let actor = app.ward()?.let_in(&name, &reason, &by, app.now())?;
    app.signed_in(actor);
    session(app)
}

/// Emergency access to review, and records to countersign, as far as who is signed in may.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn access(app: State<'_, App>) -> Result<AccessView, Problem> {
    app.acting(|ward, actor, now| {
        let (rows, records) = ward.waiting_for(actor, now)?;
        Ok(show::access(ward, actor, &rows, &records, now))
    })
}

/// Signs off an emergency access.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn review_access(app: State<'_, App>, id: String, note: String, pin: String) -> Result<AccessView, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found("access"))?;
    app.acting(|ward, actor, now| ward.review_access(actor, id, &note, &pin, now))?;
    app.changed(&[Stale::People]);
    access(app)
}

/// Countersigns a record that a witness signed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn countersign(app: State<'_, App>, record: String, pin: String) -> Result<AccessView, Problem> {
    let record = record.parse().map_err(|_| Problem::not_found("record"))?;
    app.acting(|ward, actor, now| ward.countersign(actor, record, &pin, now))?;
    app.changed(&[Stale::People, Stale::Patient, Stale::Recovery]);
    access(app)
}
