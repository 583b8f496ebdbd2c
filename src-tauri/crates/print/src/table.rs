//! Tables: fixed columns, a heading repeated on each page, rows that stay whole.

use crate::fonts::{Fonts, NoGlyph};
use crate::mark::{Area, Ink, Mark, height, put};
use crate::pack::Words;
use crate::wrap::{Line, wrap};

/// Room between a cell's edge and its words.
const PAD_X: f32 = 4.0;
const PAD_Y: f32 = 2.5;
/// Pale enough for black words on it, and for a photocopier.
const HEAD_GREY: f32 = 0.9;
const HATCH_GREY: f32 = 0.84;
const EDGE: f32 = 0.75;

/// A table before it is laid out.
pub(crate) struct Table {
    /// Parts of the width, left to right; they need not add up to anything.
    pub(crate) columns: Vec<f32>,
    /// Headings; empty for a table without.
    pub(crate) head: Vec<Words>,
    /// Rows.
    pub(crate) rows: Vec<Row>,
    /// Size of its words.
    pub(crate) size: f32,
}

/// One row.
#[derive(Default)]
pub(crate) struct Row {
    /// Cells, left to right.
    pub(crate) cells: Vec<Cell>,
    /// At least this tall: a row to write in.
    pub(crate) least: f32,
}

/// One cell.
#[derive(Default)]
pub(crate) struct Cell {
    pub(crate) words: Words,
    /// From a copy: slanted lines behind the words.
    pub(crate) hatch: bool,
    /// Pale grey behind the words.
    pub(crate) shade: bool,
    /// Over so many columns; 0 counts as 1.
    pub(crate) over: usize,
}

impl Cell {
    pub(crate) fn new(words: impl Into<Words>) -> Self {
        Self { words: words.into(), ..Self::default() }
    }

    pub(crate) fn hatched(self, hatch: bool) -> Self {
        Self { hatch, ..self }
    }

    pub(crate) fn shaded(self) -> Self {
        Self { shade: true, ..self }
    }

    pub(crate) fn over(self, over: usize) -> Self {
        Self { over, ..self }
    }
}

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self { cells, least: 0.0 }
    }

    pub(crate) fn least(self, least: f32) -> Self {
        Self { least, ..self }
    }
}

/// One row with its words in lines.
pub(crate) struct LaidRow {
    cells: Vec<LaidCell>,
    pub(crate) height: f32,
    size: f32,
}

struct LaidCell {
    x: f32,
    w: f32,
    lines: Vec<Line>,
    hatch: bool,
    shade: bool,
}

/// A table in lines: its heading and its rows.
pub(crate) struct LaidTable {
    pub(crate) head: Option<LaidRow>,
    pub(crate) rows: Vec<LaidRow>,
}

/// Wraps every cell.
pub(crate) fn lay(fonts: &Fonts, table: &Table, width: f32) -> Result<LaidTable, NoGlyph> {
    let sum: f32 = table.columns.iter().sum();
    let widths: Vec<f32> = table.columns.iter().map(|part| part * width / sum).collect();
    let head = if table.head.is_empty() {
        None
    } else {
        let cells = table.head.iter().map(|words| Cell::new(words.clone()).shaded()).collect();
        Some(lay_row(fonts, &Row::new(cells), &widths, table.size)?)
    };
    let rows = table.rows.iter().map(|row| lay_row(fonts, row, &widths, table.size)).collect::<Result<_, _>>()?;
    Ok(LaidTable { head, rows })
}

fn lay_row(fonts: &Fonts, row: &Row, widths: &[f32], size: f32) -> Result<LaidRow, NoGlyph> {
    let mut left = widths.iter();
    let (mut x, mut tallest, mut cells) = (0.0, 0, Vec::with_capacity(row.cells.len()));
    for cell in &row.cells {
        let w: f32 = left.by_ref().take(cell.over.max(1)).sum();
        let lines = wrap(fonts, &cell.words, size, w - 2.0 * PAD_X)?;
        tallest = tallest.max(lines.len());
        cells.push(LaidCell { x, w, lines, hatch: cell.hatch, shade: cell.shade });
        x += w;
    }
    Ok(LaidRow { cells, height: (height(tallest, size) + 2.0 * PAD_Y).max(row.least), size })
}

impl LaidRow {
    /// Draws it with its top left corner there.
    pub(crate) fn draw(&self, marks: &mut Vec<Mark>, x: f32, y: f32) {
        for cell in &self.cells {
            let area = Area { x: x + cell.x, y, w: cell.w, h: self.height };
            if cell.shade {
                marks.push(Mark::Fill { area, grey: HEAD_GREY });
            }
            if cell.hatch {
                marks.push(Mark::Hatch { area, grey: HATCH_GREY });
            }
            marks.push(Mark::Frame { area, width: EDGE });
            let inside = Area { x: area.x + PAD_X, y: y + PAD_Y, w: area.w - 2.0 * PAD_X, h: area.h - 2.0 * PAD_Y };
            put(marks, &cell.lines, inside, Ink::size(self.size));
        }
    }

    /// The part of it that fits into so much height, and the rest. Only for a row taller than a whole page.
    pub(crate) fn split(self, room: f32) -> (Self, Self) {
        let fit = (((room - 2.0 * PAD_Y) / height(1, self.size)).floor().max(1.0)) as usize;
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        for mut cell in self.cells {
            let rest = cell.lines.split_off(fit.min(cell.lines.len()));
            lower.push(LaidCell { lines: rest, x: cell.x, w: cell.w, hatch: cell.hatch, shade: cell.shade });
            upper.push(cell);
        }
        (of_cells(upper, self.size), of_cells(lower, self.size))
    }
}

fn of_cells(cells: Vec<LaidCell>, size: f32) -> LaidRow {
    let tallest = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
    LaidRow { cells, height: height(tallest, size) + 2.0 * PAD_Y, size }
}
