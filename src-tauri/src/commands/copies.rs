//! The copies held.

use crate::problem::Problem;
use crate::views::copies::CopiesView;

/// Each source, counts, set aside.
#[tauri::command(async)]
#[specta::specta]
pub fn copies() -> Result<CopiesView, Problem> {
    Err(Problem::soon())
}
