//! Find: patients, forms, and a form for a patient, as somebody types.

use tauri::State;

use crate::app::App;
use crate::problem::Problem;
use crate::show;
use crate::views::find::FindView;

/// What the words find; `about` is the patient who is open. Each `opening` of the box leaves one audit entry.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn find(
    app: State<'_, App>,
    typed: String,
    about: Option<String>,
    opening: u32,
) -> Result<FindView, Problem> {
    let about = about.map(|id| id.parse().map_err(|_| Problem::not_found("patient"))).transpose()?;
    app.actor()?;
    let new = app.new_find(opening);
    app.acting(|ward, actor, now| {
        let found =
            if new { ward.find(actor, &typed, about, now)? } else { ward.find_again(actor, &typed, about, now)? };
        Ok(show::found(ward, &found, now))
    })
}
