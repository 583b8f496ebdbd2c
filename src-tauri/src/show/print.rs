//! The print screen.

use chrono::{DateTime, FixedOffset};
use ward::board::Board;
use ward::pack::Content;
use ward::{Ward, WardError};

use super::board::count;
use super::facts::Frame;
use crate::views::print::{ContentView, PrintPatientView, PrintView, PrinterView};

pub(crate) fn print_choices(
    ward: &Ward,
    board: &Board,
    printers: Result<Vec<PrinterView>, String>,
    now: DateTime<FixedOffset>,
) -> Result<PrintView, WardError> {
    let frame = Frame { ward, now, sources: &board.sources };
    let sheets = ward.sheets()?;
    let patients = board.rows.iter().filter_map(|row| {
        let patient = row.patient.as_ref()?;
        let id = patient.picture.id;
        let printed = sheets.iter().rev().find(|sheet| sheet.patient == Some(id));
        Some(PrintPatientView {
            id: id.to_string(),
            bed: row.bed.clone().unwrap_or_else(|| "No bed".to_owned()),
            identity: frame.identity(&patient.picture),
            same_name: !patient.namesakes.is_empty(),
            printed: printed.map(|sheet| frame.time(sheet.printed_at)),
        })
    });
    let (printers, printers_problem) = match printers {
        Ok(printers) => (printers, None),
        Err(words) => (Vec::new(), Some(words)),
    };
    Ok(PrintView {
        patients: patients.collect(),
        contents: Content::all(ward)
            .into_iter()
            .map(|choice| ContentView {
                id: choice.content.id(),
                group: choice.group,
                title: choice.title,
                standard: choice.standard,
            })
            .collect(),
        printers,
        printers_problem,
        sheets_out: count(sheets.len()),
    })
}
