//! Medicines as they are printed: what the copy says is active, what was given last, and room to write.

use super::Words;

/// The medicines of one patient, as the copy has them.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct MedicinesSheet {
    /// `ePMA as at 21-Nov-2026 02:05`.
    pub from: String,
    /// One a medicine.
    pub rows: Vec<MedicineRow>,
    /// In place of rows when there are none: `Not held`, `No active prescriptions in the copy`.
    pub words: Option<String>,
}

/// One prescription.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct MedicineRow {
    /// The whole medication line, generic name bold and first.
    pub line: Words,
    /// `21-Nov-2026 09:58`, or words: `Not held`.
    pub last_given: String,
    /// `14:00`, `as required`, `Not worked out`.
    pub next_due: String,
    /// The next dose was worked out here from the copy: marked with a star, and the page says so.
    pub worked_out: bool,
    /// Printed in capitals behind the line: `TIME-CRITICAL`.
    pub mark: Option<String>,
}
