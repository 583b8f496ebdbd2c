//! Paper.

use tauri::State;
use ward::pack::{Content, Request};

use crate::app::{App, lock};
use crate::problem::Problem;
use crate::show;
use crate::views::print::{PackProgressView, PackRequest, PrintView};

/// What, who, printers.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn print_choices(app: State<'_, App>) -> Result<PrintView, Problem> {
    let printers = app.printers();
    app.actor()?;
    let new = app.new_look("print");
    app.acting(|ward, actor, now| {
        let board = if new { ward.board(actor, None, now)? } else { ward.board_again(actor, None, now)? };
        show::print_choices(ward, &board, Ok(printers), now)
    })
}

/// Starts making pages.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn make_pack(app: State<'_, App>, request: PackRequest) -> Result<PackProgressView, Problem> {
    let patients = request.patients.iter().map(|id| id.parse().map_err(|_| Problem::not_found("patient")));
    let contents = request.contents.iter().map(|id| Content::from_id(id).ok_or_else(|| Problem::not_found("page")));
    let request =
        Request { patients: patients.collect::<Result<_, _>>()?, contents: contents.collect::<Result<_, _>>()? };
    app.make_pages(app.actor()?, request)?;
    pack_progress(app)
}

/// How far.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn pack_progress(app: State<'_, App>) -> Result<PackProgressView, Problem> {
    app.actor()?;
    Ok(lock(&app.paper).view())
}

/// Stops.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn cancel_pack(app: State<'_, App>) -> Result<PackProgressView, Problem> {
    app.actor()?;
    lock(&app.paper).stop = true;
    pack_progress(app)
}

/// The pages, base64.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn pack_pdf(app: State<'_, App>) -> Result<String, Problem> {
    app.actor()?;
    let paper = lock(&app.paper);
    let made = paper.made.as_ref().ok_or_else(|| Problem::not_found("set of pages"))?;
    Ok(base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &made.pdf))
}

/// Saves the pages; empty means the PC's documents folder.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn save_pack(app: State<'_, App>, folder: String) -> Result<PackProgressView, Problem> {
    app.save_pages(&app.actor()?, &folder)?;
    pack_progress(app)
}

/// Prints, one job a patient.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn print_pack(app: State<'_, App>, printer: String) -> Result<PackProgressView, Problem> {
    app.print_pages(app.actor()?, printer)?;
    pack_progress(app)
}
