//! The ward board.

use tauri::State;

use crate::app::App;
use crate::problem::Problem;
use crate::show;
use crate::views::board::BoardView;

/// The ward list; the store's own ward unless another is named.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn board(app: State<'_, App>, ward: Option<String>) -> Result<BoardView, Problem> {
    app.acting(|open, actor, now| {
        let list = open.board(actor, ward.as_deref(), now)?;
        Ok(show::board(open, &list, now))
    })
}
