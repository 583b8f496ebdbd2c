//! Paper.

use crate::problem::Problem;
use crate::views::print::{PackProgressView, PackRequest, PrintView};

/// What, who, printers.
#[tauri::command(async)]
#[specta::specta]
pub fn print_choices() -> Result<PrintView, Problem> {
    Err(Problem::soon())
}

/// Starts making pages.
#[tauri::command(async)]
#[specta::specta]
pub fn make_pack(request: PackRequest) -> Result<PackProgressView, Problem> {
    Err(Problem::soon())
}

/// How far.
#[tauri::command(async)]
#[specta::specta]
pub fn pack_progress() -> Result<PackProgressView, Problem> {
    Err(Problem::soon())
}

/// Stops.
#[tauri::command(async)]
#[specta::specta]
pub fn cancel_pack() -> Result<PackProgressView, Problem> {
    Err(Problem::soon())
}

/// The pages, base64.
#[tauri::command(async)]
#[specta::specta]
pub fn pack_pdf() -> Result<String, Problem> {
    Err(Problem::soon())
}

/// Saves the pages; empty means the PC’s documents folder.
#[tauri::command(async)]
#[specta::specta]
pub fn save_pack(folder: String) -> Result<PackProgressView, Problem> {
    Err(Problem::soon())
}

/// Prints, one job a patient.
#[tauri::command(async)]
#[specta::specta]
pub fn print_pack(printer: String) -> Result<PackProgressView, Problem> {
    Err(Problem::soon())
}
