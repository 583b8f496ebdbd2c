//! Forms being filled in. Each act answers with the whole form; the draft is on disk by then.

use tauri::State;
use ward::facts::{NodeId, PatientId, RecordId};
use ward::fill::{CareTime, FormNow};
use ward::second::Second;
use ward::sign::Signing;
use ward::{Actor, Ward, WardError};

use crate::app::App;
use crate::changes::Stale;
use crate::commands::people::person;
use crate::problem::Problem;
use crate::show;
use crate::views::answer::{AnswerRequest, CareRequest, SecondRequest, SignedView};
use crate::views::form::{CareMode, FormView};

type Now = chrono::DateTime<chrono::FixedOffset>;

fn draft_id(draft: &str) -> Result<RecordId, Problem> {
    draft.parse().map_err(|_| Problem::not_found("draft"))
}

fn form(
    app: &App,
    act: impl FnOnce(&mut Ward, &Actor, Now) -> Result<FormNow, WardError>,
) -> Result<FormView, Problem> {
    let view = app.acting(|ward, actor, now| {
        let form = act(ward, actor, now)?;
        show::form(ward, actor, &form, now)
    })?;
    app.changed(&[Stale::Status]);
    Ok(view)
}

/// Opens a form; the draft is on disk.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn start_form(app: State<'_, App>, patient: String, form: String) -> Result<FormView, Problem> {
    let patient: PatientId = patient.parse().map_err(|_| Problem::not_found("patient"))?;
    self::form(&app, |ward, actor, now| ward.start_form(actor, patient, &form, now))
}

/// Goes on with a draft.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_draft(app: State<'_, App>, draft: String) -> Result<FormView, Problem> {
    let id = draft_id(&draft)?;
    form(&app, |ward, actor, now| ward.open_draft(actor, id, now))
}

/// One answer; the draft is on disk when this returns.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn answer(app: State<'_, App>, request: AnswerRequest) -> Result<FormView, Problem> {
    let id = draft_id(&request.draft)?;
    let answer = request.value.map(show::answer);
    form(&app, |ward, actor, now| ward.answer(actor, id, &NodeId(request.node), answer, now))
}

/// Adds a row to a repeating group.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn add_row(app: State<'_, App>, draft: String, node: String) -> Result<FormView, Problem> {
    let id = draft_id(&draft)?;
    form(&app, |ward, actor, now| ward.add_row(actor, id, &node, now))
}

/// Takes a row away.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn remove_row(app: State<'_, App>, draft: String, node: String) -> Result<FormView, Problem> {
    let id = draft_id(&draft)?;
    let row = node.trim_end_matches(']').rsplit_once('[');
    let Some((group, index)) = row.and_then(|(group, index)| Some((group, index.parse().ok()?))) else {
        return Err(Problem::not_found("row"));
    };
    form(&app, |ward, actor, now| ward.remove_row(actor, id, group, index, now))
}

/// When care was given, and by whom.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn set_care(app: State<'_, App>, request: CareRequest) -> Result<FormView, Problem> {
    let id = draft_id(&request.draft)?;
    let care = CareTime {
        now: request.mode == CareMode::Now,
        date: &request.date,
        time: &request.time,
        late_reason: &request.late_reason,
        care_by: request.care_by.as_deref(),
    };
    form(&app, |ward, actor, now| ward.set_care(actor, id, &care, now))
}

/// Throws a draft away; answers with the patient.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn discard_draft(app: State<'_, App>, draft: String) -> Result<String, Problem> {
    let id = draft_id(&draft)?;
    let patient = app.acting(|ward, actor, now| ward.throw_draft(actor, id, true, now))?;
    app.changed(&[Stale::Drafts, Stale::Patient, Stale::Board, Stale::Status]);
    Ok(patient.to_string())
}

/// Brings a draft thrown away just now back.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn restore_draft(app: State<'_, App>, draft: String) -> Result<FormView, Problem> {
    let id = draft_id(&draft)?;
    let view = form(&app, |ward, actor, now| {
        ward.throw_draft(actor, id, false, now)?;
        ward.open_draft(actor, id, now)
    })?;
    app.changed(&[Stale::Drafts, Stale::Patient, Stale::Board]);
    Ok(view)
}

/// Signs with a PIN; `staff` when a colleague signs their own entry, `second` where the form asks for two people.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn sign(
    app: State<'_, App>,
    draft: String,
    staff: Option<String>,
    pin: String,
    same_name_confirmed: bool,
    second: Option<SecondRequest>,
) -> Result<SignedView, Problem> {
    let staff = staff.map(|staff| staff.parse().map_err(|_| Problem::not_found("person"))).transpose()?;
    let second = match &second {
        Some(second) => Some(Second { staff: person(&second.staff)?, pin: &second.pin }),
        None => None,
    };
    let draft = draft_id(&draft)?;
    let signing = Signing { draft, staff, pin: &pin, second, patient_confirmed: same_name_confirmed };
    let view = app.acting(|ward, actor, now| {
        let record = ward.sign(actor, &signing, now)?;
        let time = ward::words::time(record.recorded_at);
        let system = ward.config().name(&record.form.replaces);
        Ok(SignedView {
            record: record.id.to_string(),
            patient: record.patient.to_string(),
            words: format!("Saved on this PC {time}. It waits for {system}."),
        })
    })?;
    app.changed(&[Stale::Patient, Stale::Board, Stale::Drafts, Stale::Status, Stale::Recovery]);
    Ok(view)
}
