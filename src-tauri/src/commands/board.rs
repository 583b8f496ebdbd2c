//! The ward board.

use tauri::State;

use crate::app::App;
use crate::problem::Problem;
use crate::show;
use crate::views::board::{BoardView, ColumnView};

/// The ward list; the store's own ward unless another is named.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn board(app: State<'_, App>, ward: Option<String>) -> Result<BoardView, Problem> {
    app.actor()?;
    let new = app.new_look(&format!("board {}", ward.as_deref().unwrap_or_default()));
    app.acting(|open, actor, now| {
        let ward = ward.as_deref();
        let list = if new { open.board(actor, ward, now)? } else { open.board_again(actor, ward, now)? };
        Ok(show::board(open, actor, &list, now))
    })
}

/// Keeps the columns of the list as this person wants them.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn keep_columns(app: State<'_, App>, columns: Vec<ColumnView>) -> Result<Vec<ColumnView>, Problem> {
    app.acting(|ward, actor, _| ward.keep_columns(actor, show::laid(columns))).map(show::columns)
}
