//! Signed records: read with all their versions, amended, voided.

use tauri::State;
use ward::amend::Voiding;
use ward::facts::RecordId;
use ward::second::Second;

use crate::app::App;
use crate::changes::Stale;
use crate::commands::people::person;
use crate::problem::Problem;
use crate::show;
use crate::views::form::FormView;
use crate::views::record::RecordView;

fn id(record: &str) -> Result<RecordId, Problem> {
    record.parse().map_err(|_| Problem::not_found("record"))
}

/// One record with everything it ever was.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn record_history(app: State<'_, App>, record: String) -> Result<RecordView, Problem> {
    let id = id(&record)?;
    app.acting(|ward, actor, now| {
        let history = ward.history(actor, id)?;
        show::record(ward, &history, now)
    })
}

/// Opens a signed record to be amended: its answers as a draft, which takes its place once it is signed.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn amend_record(app: State<'_, App>, record: String, reason: String) -> Result<FormView, Problem> {
    let id = id(&record)?;
    let view = app.acting(|ward, actor, now| {
        let form = ward.amend(actor, id, &reason, now)?;
        show::form(ward, actor, &form, now)
    })?;
    app.changed(&[Stale::Drafts, Stale::Patient, Stale::Board, Stale::Status]);
    Ok(view)
}

/// Voids a record with one's own PIN and that of a second person; answers with the patient.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn void_record(
    app: State<'_, App>,
    record: String,
    reason: String,
    pin: String,
    second: String,
    second_pin: String,
) -> Result<String, Problem> {
    let second = Second { staff: person(&second)?, pin: &second_pin };
    let voiding = Voiding { record: id(&record)?, reason: &reason, pin: &pin, second };
    let patient = app.acting(|ward, actor, now| ward.void(actor, &voiding, now))?;
    app.changed(&[Stale::Patient, Stale::Board, Stale::Drafts, Stale::Status, Stale::Recovery]);
    Ok(patient.to_string())
}
