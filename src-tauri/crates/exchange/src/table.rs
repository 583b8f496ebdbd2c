//! Tables that leave Holdfast for a spreadsheet: no cell can act in one.

/// What a spreadsheet takes for the beginning of a formula.
pub(crate) const ACTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Rows as CSV, under a head.
#[must_use]
pub fn csv<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut out = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = out.write_record(head);
    for row in rows {
        let _ = out.write_record(row.map(harmless));
    }
    String::from_utf8(out.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    let acts = cell.starts_with(ACTS) || cell.starts_with('\'');
    if acts { format!("'{cell}") } else { cell }
}
