//! The outage.

use crate::problem::Problem;
use crate::views::outage::{ChangeRequest, ConsequenceView, OutageView};

/// Systems, status, log.
#[tauri::command(async)]
#[specta::specta]
pub fn outage() -> Result<OutageView, Problem> {
    Err(Problem::soon())
}

/// What a change will do on this PC.
#[tauri::command(async)]
#[specta::specta]
pub fn preview_change(request: ChangeRequest) -> Result<ConsequenceView, Problem> {
    Err(Problem::soon())
}

/// Declares an incident.
#[tauri::command(async)]
#[specta::specta]
pub fn declare(request: ChangeRequest) -> Result<OutageView, Problem> {
    Err(Problem::soon())
}

/// Changes systems in the open incident.
#[tauri::command(async)]
#[specta::specta]
pub fn change_systems(request: ChangeRequest) -> Result<OutageView, Problem> {
    Err(Problem::soon())
}
