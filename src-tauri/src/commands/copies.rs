//! The copies held.

use tauri::State;

use crate::app::App;
use crate::problem::Problem;
use crate::show;
use crate::views::copies::CopiesView;

/// Each source, counts, set aside.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn copies(app: State<'_, App>) -> Result<CopiesView, Problem> {
    app.acting(|ward, _, now| show::copies(ward, now))
}
