//! Signing in and out, and the bars every screen carries.

use crate::problem::Problem;
use crate::views::session::{SessionView, StaffChoiceView, StatusView, StripView};

/// Which door is open and who is in.
#[tauri::command(async)]
#[specta::specta]
pub fn session() -> Result<SessionView, Problem> {
    Err(Problem::soon())
}

/// Opens the store with a passphrase.
#[tauri::command(async)]
#[specta::specta]
pub fn unlock(passphrase: String) -> Result<SessionView, Problem> {
    Err(Problem::soon())
}

/// Names that match what was typed, at most eight.
#[tauri::command(async)]
#[specta::specta]
pub fn staff_choices(typed: String) -> Result<Vec<StaffChoiceView>, Problem> {
    Err(Problem::soon())
}

/// Signs in by name and PIN.
#[tauri::command(async)]
#[specta::specta]
pub fn sign_in(staff: String, pin: String) -> Result<SessionView, Problem> {
    Err(Problem::soon())
}

/// Locks at once; drafts stay.
#[tauri::command(async)]
#[specta::specta]
pub fn lock() -> Result<SessionView, Problem> {
    Err(Problem::soon())
}

/// A key or touch: the lock waits again. False when locked.
#[tauri::command(async)]
#[specta::specta]
pub fn touched() -> Result<bool, Problem> {
    Err(Problem::soon())
}

/// The strip.
#[tauri::command(async)]
#[specta::specta]
pub fn strip() -> Result<StripView, Problem> {
    Err(Problem::soon())
}

/// The status bar.
#[tauri::command(async)]
#[specta::specta]
pub fn status() -> Result<StatusView, Problem> {
    Err(Problem::soon())
}
