//! Print: what, who, go.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::shared::IdentityView;

/// The print screen.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PrintView {
    /// In bed order.
    pub patients: Vec<PrintPatientView>,
    /// What can be printed.
    pub contents: Vec<ContentView>,
    /// Found on this PC; may be empty.
    pub printers: Vec<PrinterView>,
    /// Why none could be asked.
    pub printers_problem: Option<String>,
    /// Sheets printed or saved so far.
    pub sheets_out: u32,
}

/// One patient to print.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PrintPatientView {
    /// Their id.
    pub id: String,
    /// `B1`.
    pub bed: String,
    /// Who.
    pub identity: IdentityView,
    /// Warning.
    pub same_name: bool,
    /// `14:30`: when last printed or saved.
    pub printed: Option<String>,
}

/// One kind of page.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContentView {
    /// `cover`, `ward-list`, `summary`, `medicines`, `observations`, `blank:news2`.
    pub id: String,
    /// `Ward` or `Each patient`.
    pub group: String,
    /// `Patient summary`.
    pub title: String,
    /// Part of the standard pack.
    pub standard: bool,
}

/// One printer.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PrinterView {
    /// `Ash printer`.
    pub name: String,
    /// `ready`, `out of paper`.
    pub words: String,
    /// Takes pages.
    pub ready: bool,
}

/// What to make.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PackRequest {
    /// Patient ids.
    pub patients: Vec<String>,
    /// Content ids.
    pub contents: Vec<String>,
}

/// How far the pages are.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PackProgressView {
    /// Pages made or printed.
    pub page: u32,
    /// Pages in all; 0 while counting.
    pub of: u32,
    /// Making, printing, done, stopped.
    pub state: PackState,
    /// `Page 23 of 96`, `Saved to …`.
    pub words: String,
    /// Why it stopped, and what to do.
    pub problem: Option<String>,
    /// A finished pack can be previewed, saved, printed.
    pub pdf_ready: bool,
    /// Sheets in it.
    pub sheets: u32,
    /// `DAVIES, Margaret (Mrs), sheet 0004127`.
    pub last_out: Option<String>,
}

/// What the pack is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum PackState {
    /// Nothing made.
    #[default]
    Idle,
    /// Pages are being made.
    Making,
    /// Ready to preview, save, print.
    Made,
    /// Going to the printer.
    Printing,
    /// All out.
    Printed,
    /// Cancelled or failed.
    Stopped,
}
