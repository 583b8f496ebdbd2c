//! Forms being filled in.

use crate::problem::Problem;
use crate::views::form::{AnswerRequest, CareRequest, FormView, SignedView};

/// Opens a form; the draft is on disk.
#[tauri::command(async)]
#[specta::specta]
pub fn start_form(patient: String, form: String) -> Result<FormView, Problem> {
    Err(Problem::soon())
}

/// Goes on with a draft.
#[tauri::command(async)]
#[specta::specta]
pub fn open_draft(draft: String) -> Result<FormView, Problem> {
    Err(Problem::soon())
}

/// One answer; the draft is on disk when this returns.
#[tauri::command(async)]
#[specta::specta]
pub fn answer(request: AnswerRequest) -> Result<FormView, Problem> {
    Err(Problem::soon())
}

/// Adds a row to a repeating group.
#[tauri::command(async)]
#[specta::specta]
pub fn add_row(draft: String, node: String) -> Result<FormView, Problem> {
    Err(Problem::soon())
}

/// Takes a row away.
#[tauri::command(async)]
#[specta::specta]
pub fn remove_row(draft: String, node: String) -> Result<FormView, Problem> {
    Err(Problem::soon())
}

/// When care was given, and by whom.
#[tauri::command(async)]
#[specta::specta]
pub fn set_care(request: CareRequest) -> Result<FormView, Problem> {
    Err(Problem::soon())
}

/// Throws a draft away; answers with the patient.
#[tauri::command(async)]
#[specta::specta]
pub fn discard_draft(draft: String) -> Result<String, Problem> {
    Err(Problem::soon())
}

/// Brings a draft thrown away just now back.
#[tauri::command(async)]
#[specta::specta]
pub fn restore_draft(draft: String) -> Result<FormView, Problem> {
    Err(Problem::soon())
}

/// Signs with a PIN; `staff` when a colleague signs their own entry.
#[tauri::command(async)]
#[specta::specta]
pub fn sign(draft: String, staff: Option<String>, pin: String, same_name_confirmed: bool) -> Result<SignedView, Problem> {
    Err(Problem::soon())
}
