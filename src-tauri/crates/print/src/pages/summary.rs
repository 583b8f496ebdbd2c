//! The patient summary: all that is known, how old it is, and room to write.

use crate::flow::{BODY, Block, WRITE};
use crate::pack::{Note, Pack, PatientPages, RequestRow, Summary, Words};
use crate::pages::{age, care, medicines, observations};
use crate::table::{Cell, Row, Table};
use crate::when::when;

/// Its blocks.
pub(crate) fn blocks(pack: &Pack, patient: &PatientPages, summary: &Summary) -> Vec<Block> {
    let mut blocks = care::blocks(&patient.care);
    blocks.extend(care::blocks(&summary.facts));
    blocks.extend(age::blocks(pack));
    blocks.extend(observations::short(&summary.observations));
    blocks.extend(medicines::short(&summary.medicines));
    blocks.extend(requests(summary));
    if !summary.notes.is_empty() {
        blocks.push(Block::heading("Recorded in this outage", "In full, oldest first"));
        blocks.extend(summary.notes.iter().flat_map(note));
    }
    blocks.push(Block::heading("Write here: time, note, sign", ""));
    blocks.push(Block::Lines { least: 2, fill: true });
    blocks
}

fn requests(summary: &Summary) -> Vec<Block> {
    let mut blocks = vec![Block::heading("Requests, and results phoned", "")];
    if let Some(words) = &summary.requests_words {
        blocks.push(Block::text(Words::bold(words.as_str())));
    }
    let head = ["Request", "Asked", "Result phoned: value, time, caller, read back, sign"];
    let mut rows: Vec<Row> = summary.requests.iter().map(request).collect();
    rows.push(Row::new(medicines::empty(head.len())).least(WRITE));
    let head = head.into_iter().map(Words::bold).collect();
    blocks.push(Block::Table(Table { columns: vec![30.0, 22.0, 48.0], head, rows, size: BODY }));
    blocks
}

fn request(row: &RequestRow) -> Row {
    let what = if row.historical { format!("{}\nHistorical", row.what) } else { row.what.clone() };
    let cells = vec![
        Cell::new(what).hatched(row.historical),
        Cell::new(row.asked.as_str()).hatched(row.historical),
        Cell::new(row.result.clone()),
    ];
    Row::new(cells).least(WRITE)
}

fn note(note: &Note) -> Vec<Block> {
    let at = note.at.map(|at| format!("{} ", when(at))).unwrap_or_default();
    vec![Block::text(Words::bold(format!("{at}{}", note.heading))), Block::text(note.text.as_str()), Block::Gap(4.0)]
}
