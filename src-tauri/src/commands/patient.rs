//! One patient.

use crate::problem::Problem;
use crate::views::chart::ChartView;
use crate::views::patient::PatientView;

/// The summary page; leaves an audit entry.
#[tauri::command(async)]
#[specta::specta]
pub fn open_patient(patient: String) -> Result<PatientView, Problem> {
    Err(Problem::soon())
}

/// The chart over one window.
#[tauri::command(async)]
#[specta::specta]
pub fn observation_chart(patient: String, hours: u32, windows_back: u32) -> Result<ChartView, Problem> {
    Err(Problem::soon())
}

/// Records a signed SpO2 scale decision.
#[tauri::command(async)]
#[specta::specta]
pub fn decide_scale2(patient: String, scale: u8, reason: String, decided_by: String, pin: String) -> Result<PatientView, Problem> {
    Err(Problem::soon())
}
