//! Audit: who saw or did what, and whether the record is whole.

use tauri::State;
use ward::audit::Search;
use ward::facts::PatientId;

use super::people::person;
use crate::app::App;
use crate::problem::Problem;
use crate::show;
use crate::views::audit::{AuditPageView, AuditRequest, AuditView, ChainView};
use crate::views::find::FoundPatientView;

/// The page before anything is looked up.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn audit(app: State<'_, App>) -> Result<AuditPageView, Problem> {
    app.acting(|ward, actor, _| show::audit_page(ward, actor))
}

/// Patients the words may mean.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn audit_patients(app: State<'_, App>, typed: String) -> Result<Vec<FoundPatientView>, Problem> {
    app.acting(|ward, actor, now| {
        let found = ward.audit_patients(actor, &typed, now)?;
        show::audit_patients(ward, &found, now)
    })
}

/// Looks up who saw or did what. It is written down.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn search_audit(app: State<'_, App>, request: AuditRequest) -> Result<AuditView, Problem> {
    let search = search(&request)?;
    app.acting(|ward, actor, now| {
        let found = ward.search_audit(actor, &search, now)?;
        Ok(show::audit(&found))
    })
}

/// Writes what would be found into a table in a folder. Answers with what was done, in words.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn export_audit(app: State<'_, App>, request: AuditRequest, folder: String) -> Result<String, Problem> {
    let search = search(&request)?;
    let (table, entries) = app.acting(|ward, actor, now| ward.audit_table(actor, &search, now))?;
    let stamp = app.ward()?.local(app.now()).format("%Y-%m-%d %H%M");
    let path = app.save(&folder, &format!("Audit {stamp}.csv"), table.as_bytes())?;
    Ok(format!("{entries} entries saved to {}. The file is not encrypted.", path.display()))
}

/// Checks every page, the chain of entries, the lists and the copies.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn check_chain(app: State<'_, App>) -> Result<ChainView, Problem> {
    app.acting(|ward, actor, now| {
        let found = ward.check_everything(actor, now)?;
        Ok(show::chain(ward, &found, now))
    })
}

fn search(request: &AuditRequest) -> Result<Search, Problem> {
    let day = |typed: &str, which: &str| {
        let typed = typed.trim();
        let wrong = || {
            let words = format!("“{which}” is not a day: {typed}.");
            Problem::not_taken(words, "Write it as 21-Nov-2026, choose it from the calendar, or leave it empty.")
        };
        if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| wrong()) }
    };
    let patient = |id: &str| id.parse::<PatientId>().map_err(|_| Problem::not_found("patient"));
    Ok(Search {
        patient: request.patient.as_deref().map(patient).transpose()?,
        staff: request.person.as_deref().map(person).transpose()?,
        from: day(&request.from, "From")?,
        to: day(&request.to, "To")?,
        unusual: request.unusual,
    })
}
