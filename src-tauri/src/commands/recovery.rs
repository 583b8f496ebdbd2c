//! Recovery.

use crate::problem::Problem;
use crate::views::recovery::RecoveryView;

/// Counts to zero.
#[tauri::command(async)]
#[specta::specta]
pub fn recovery() -> Result<RecoveryView, Problem> {
    Err(Problem::soon())
}

/// Releases one system’s records and starts sending.
#[tauri::command(async)]
#[specta::specta]
pub fn release(system: String) -> Result<RecoveryView, Problem> {
    Err(Problem::soon())
}

/// Stops after the record that is going.
#[tauri::command(async)]
#[specta::specta]
pub fn stop_sending() -> Result<RecoveryView, Problem> {
    Err(Problem::soon())
}

/// Puts a refused record back to ready and sends it.
#[tauri::command(async)]
#[specta::specta]
pub fn try_again(record: String) -> Result<RecoveryView, Problem> {
    Err(Problem::soon())
}
