//! Observations: a short table in the summary, and a record of its own with time across and room to go on.

use crate::flow::{BODY, Block, WRITE};
use crate::pack::{ObservationRecord, ObservationRow, Reading, Words};
use crate::pages::medicines::empty;
use crate::pages::news2_key;
use crate::table::{Cell, Row, Table};
use crate::when::when_words;

/// Columns of sets beside the names of the signs.
const ACROSS: usize = 6;
/// Of them left to write in on the first table.
const TO_WRITE: usize = 3;

/// As part of the summary: newest first, a row a set, one row to write in.
pub(crate) fn short(record: &ObservationRecord) -> Vec<Block> {
    let scored = record.no_score.is_none();
    let aside = match &record.no_score {
        Some(why) => why.clone(),
        None => format!("NEWS2 by RCP rule. {}", record.scale),
    };
    let mut blocks = vec![Block::heading("Observations, newest first", aside)];
    if let Some(words) = &record.words {
        blocks.push(Block::text(Words::bold(words.as_str())));
    }
    let score = if scored { "NEWS2" } else { "Score" };
    let head = [
        "Care given",
        score,
        "Resp per\u{A0}min",
        "Saturation",
        "Air, oxygen",
        "BP mmHg",
        "Pulse per\u{A0}min",
        "Conscious",
        "Temp °C",
    ];
    let mut rows: Vec<Row> = record.rows.iter().map(|row| set_row(row, scored)).collect();
    rows.push(Row::new(empty(head.len())).least(WRITE));
    blocks.push(Block::Table(Table {
        columns: vec![76.0, 58.0, 46.0, 60.0, 56.0, 58.0, 46.0, 64.0, 46.0],
        head: head.into_iter().map(Words::bold).collect(),
        rows,
        size: BODY,
    }));
    blocks
}

fn set_row(row: &ObservationRow, scored: bool) -> Row {
    let hatch = row.historical.is_some();
    let mut cells = vec![Cell::new(given(row)), Cell::new(total(row, scored))];
    cells.extend(signs(row).into_iter().map(|(_, reading)| Cell::new(value(reading, scored))));
    Row::new(cells.into_iter().map(|cell| cell.hatched(hatch)).collect())
}

fn given(row: &ObservationRow) -> Words {
    let at = when_words(row.at);
    match &row.historical {
        Some(source) => at.then(format!("\nHistorical, {source}")),
        None => at,
    }
}

fn total(row: &ObservationRow, scored: bool) -> Words {
    if scored { Words::bold(row.total.as_str()).then(format!("\n{}", row.band)) } else { Words::plain("No score") }
}

/// The value, and what it adds to the score.
fn value(reading: &Reading, scored: bool) -> Words {
    let words = Words::plain(reading.value.as_str());
    match reading.points {
        Some(points) if scored => words.then_bold(format!(" +{points}")),
        Some(_) | None => words,
    }
}

/// The seven signs in their order, with the names of the rows.
fn signs(row: &ObservationRow) -> [(&'static str, &Reading); 7] {
    [
        ("Respirations per\u{A0}min", &row.respirations),
        ("Oxygen saturation\u{A0}%", &row.saturation),
        ("Air or oxygen", &row.oxygen),
        ("Blood pressure mmHg", &row.blood_pressure),
        ("Pulse per\u{A0}min", &row.pulse),
        ("Consciousness (ACVPU)", &row.consciousness),
        ("Temperature °C", &row.temperature),
    ]
}

const SIGNS: [&str; 7] = [
    "Respirations per\u{A0}min",
    "Oxygen saturation\u{A0}%",
    "Air or oxygen",
    "Blood pressure mmHg",
    "Pulse per\u{A0}min",
    "Consciousness (ACVPU)",
    "Temperature °C",
];

/// As a sheet of its own: time goes across, the newest sets first with columns to go on, older ones below.
pub(crate) fn sheet(record: &ObservationRecord) -> Vec<Block> {
    let scored = record.no_score.is_none();
    let mut blocks = vec![Block::heading("Observations, time across", record.scale.as_str())];
    if let Some(why) = &record.no_score {
        blocks.push(Block::text(Words::bold(why.as_str())));
    }
    if let Some(words) = &record.words {
        blocks.push(Block::text(Words::bold(words.as_str())));
    }
    let newest = record.rows.get(..ACROSS - TO_WRITE).unwrap_or(&record.rows);
    let older = record.rows.get(newest.len()..).unwrap_or_default();
    blocks.push(grid(newest, ACROSS, scored));
    blocks.push(Block::Gap(3.0));
    blocks.push(Block::text(
        "A number with + is the points it adds. Empty columns are to write in: black ink, 24-hour clock.",
    ));
    if scored {
        blocks.extend(news2_key::blocks());
    }
    if !older.is_empty() {
        blocks.push(Block::heading("Older observations", ""));
        for some in older.chunks(ACROSS) {
            blocks.push(grid(some, some.len().max(TO_WRITE), scored));
            blocks.push(Block::Gap(6.0));
        }
    }
    blocks
}

/// Sets side by side, the oldest at the left as time runs, then empty columns.
fn grid(newest_first: &[ObservationRow], across: usize, scored: bool) -> Block {
    let sets: Vec<&ObservationRow> = newest_first.iter().rev().collect();
    let spare = across - sets.len();
    let line = |name: &str, of: &dyn Fn(&ObservationRow) -> Words| {
        let mut cells = vec![Cell::new(Words::bold(name))];
        cells.extend(sets.iter().map(|row| Cell::new(of(row)).hatched(row.historical.is_some())));
        cells.extend(empty(spare));
        Row::new(cells).least(WRITE)
    };
    let mut rows = Vec::new();
    for (n, name) in SIGNS.into_iter().enumerate() {
        rows.push(line(name, &|row| signs(row).get(n).map(|(_, reading)| value(reading, scored)).unwrap_or_default()));
        if n == 1 && scored {
            rows.push(line("Saturation scale", &|row| Words::plain(row.scale.to_string())));
        }
    }
    if scored {
        rows.push(line("NEWS2 total", &|row| total(row, scored)));
    }
    rows.push(line("Recorded by, sign", &|row| row.by.clone()));
    let mut head = vec![Words::bold("Care given")];
    head.extend(sets.iter().map(|row| given(row)));
    head.extend((0..spare).map(|_| Words::plain("")));
    let mut columns = vec![94.0];
    columns.extend(std::iter::repeat_n(416.0 / ACROSS as f32, across));
    Block::Table(Table { columns, head, rows, size: BODY })
}
