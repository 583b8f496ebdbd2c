//! One patient.

use tauri::State;
use ward::facts::PatientId;
use ward::patient::NewScale;

use crate::app::App;
use crate::changes::Stale;
use crate::problem::Problem;
use crate::show;
use crate::views::chart::ChartView;
use crate::views::patient::PatientView;

fn id(patient: &str) -> Result<PatientId, Problem> {
    patient.parse().map_err(|_| Problem::not_found("patient"))
}

/// The summary page; leaves an audit entry.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn open_patient(app: State<'_, App>, patient: String) -> Result<PatientView, Problem> {
    let id = id(&patient)?;
    app.actor()?;
    let new = app.new_look(&format!("patient {id}"));
    app.acting(|ward, actor, now| {
        let page = if new { ward.open_patient(actor, id, now)? } else { ward.page_again(actor, id, now)? };
        Ok(show::patient(ward, &page, now))
    })
}

/// The chart over one window.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn observation_chart(
    app: State<'_, App>,
    patient: String,
    hours: u32,
    windows_back: u32,
) -> Result<ChartView, Problem> {
    let id = id(&patient)?;
    app.acting(|ward, actor, now| {
        let chart = ward.chart(actor, id, hours, windows_back, now)?;
        Ok(show::chart(ward, &chart, windows_back, now))
    })
}

/// Records a signed SpO2 scale decision.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn decide_scale2(
    app: State<'_, App>,
    patient: String,
    scale: u8,
    reason: String,
    decided_by: String,
    pin: String,
) -> Result<PatientView, Problem> {
    let decision = NewScale { patient: id(&patient)?, scale, reason: &reason, decided_by: &decided_by };
    let view = app.acting(|ward, actor, now| {
        ward.decide_scale(actor, &pin, &decision, now)?;
        let page = ward.page_again(actor, decision.patient, now)?;
        Ok(show::patient(ward, &page, now))
    })?;
    app.changed(&[Stale::Patient, Stale::Drafts, Stale::Board]);
    Ok(view)
}
