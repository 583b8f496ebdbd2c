//! The ward board.

use crate::problem::Problem;
use crate::views::board::BoardView;

/// The ward list; the store’s own ward unless another is named.
#[tauri::command(async)]
#[specta::specta]
pub fn board(ward: Option<String>) -> Result<BoardView, Problem> {
    Err(Problem::soon())
}
