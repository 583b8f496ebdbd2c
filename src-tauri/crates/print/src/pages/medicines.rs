//! The medicines of the copy, with room to write what is given.

use crate::flow::{BODY, Block, WRITE};
use crate::pack::{MedicineRow, MedicinesSheet, Words};
use crate::table::{Cell, Row, Table};

/// The heading that says how far to trust it.
fn heading(sheet: &MedicinesSheet) -> Block {
    let aside = format!("Active only, {}. Prescriptions may have changed since.", sheet.from);
    Block::heading("Medicines", Words::bold(aside))
}

/// As part of the summary: one column to write in.
pub(crate) fn short(sheet: &MedicinesSheet) -> Vec<Block> {
    blocks(sheet, &[40.0, 19.0, 17.0, 24.0], &["Given at, dose, sign"])
}

/// As a sheet of its own: two columns to write in, and rows for what the copy does not know.
pub(crate) fn sheet(sheet: &MedicinesSheet) -> Vec<Block> {
    let mut blocks = blocks(sheet, &[36.0, 17.0, 15.0, 16.0, 16.0], &["Given at, dose, sign", "Given at, dose, sign"]);
    blocks.push(Block::heading("Other medicines given", "Only what is signed on a paper prescription"));
    let head = ["Medicine", "Dose", "Route", "Date, time", "Given by, sign", "Checked by"];
    blocks.push(Block::Table(Table {
        columns: vec![30.0, 12.0, 12.0, 15.0, 18.0, 13.0],
        head: head.into_iter().map(Words::bold).collect(),
        rows: (0..5).map(|_| Row::new(empty(6)).least(WRITE + 4.0)).collect(),
        size: BODY,
    }));
    blocks
}

fn blocks(sheet: &MedicinesSheet, columns: &[f32], to_write: &[&str]) -> Vec<Block> {
    let mut blocks = vec![heading(sheet)];
    if let Some(words) = &sheet.words {
        blocks.push(Block::text(Words::bold(words.as_str())));
    }
    if sheet.rows.is_empty() {
        return blocks;
    }
    let head = ["Medicine", "Last given", "Next due *"].into_iter().chain(to_write.iter().copied());
    blocks.push(Block::Table(Table {
        columns: columns.to_vec(),
        head: head.map(Words::bold).collect(),
        rows: sheet.rows.iter().map(|row| medicine(row, to_write.len())).collect(),
        size: BODY,
    }));
    blocks.push(Block::Gap(3.0));
    blocks.push(Block::text(
        "* Worked out from the copy, not prescribed. Check the prescription. No automatic checks are made.",
    ));
    blocks
}

fn medicine(row: &MedicineRow, to_write: usize) -> Row {
    let mut line = row.line.clone();
    if let Some(mark) = &row.mark {
        line = line.then_bold(format!(". {mark}"));
    }
    let star = if row.worked_out { "\u{A0}*" } else { "" };
    let due = Words::bold(row.next_due.as_str()).then(star);
    let mut cells = vec![Cell::new(line), Cell::new(row.last_given.as_str()), Cell::new(due)];
    cells.extend(empty(to_write));
    Row::new(cells).least(WRITE)
}

pub(crate) fn empty(count: usize) -> Vec<Cell> {
    (0..count).map(|_| Cell::default()).collect()
}
