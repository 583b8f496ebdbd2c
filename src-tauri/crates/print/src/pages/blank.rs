//! A form to be filled in by hand, with the patient already on it.

use crate::flow::{BODY, Block, WRITE};
use crate::pack::{BlankForm, BlankItem, BlankKind, Words};
use crate::pages::{medicines::empty, news2_key};
use crate::table::{Cell, Row, Table};

/// Its blocks.
pub(crate) fn blocks(form: &BlankForm) -> Vec<Block> {
    let mut blocks = vec![Block::heading(
        form.title.as_str(),
        "Black ink, capitals, 24-hour clock. One line through a mistake; initial and date it",
    )];
    let times = usize::from(form.times.max(1));
    let mut rows = vec![];
    if times > 1 {
        rows.push(line(Words::bold("Date and time of care"), times));
    }
    for item in &form.items {
        match &item.kind {
            BlankKind::Heading | BlankKind::Say | BlankKind::Lines(_) | BlankKind::Table { .. } => {
                take(&mut blocks, &mut rows, times);
                blocks.extend(standing(item));
            }
            BlankKind::Value { unit } if unit.is_empty() => rows.push(line(Words::bold(item.label.as_str()), times)),
            BlankKind::Value { unit } => {
                rows.push(line(Words::bold(item.label.as_str()).then(format!("\u{A0} {unit}")), times));
            }
            BlankKind::Choice(options) => rows.push(choice(item, options, times)),
        }
    }
    if times > 1 {
        rows.push(line(Words::bold("Print name, role, sign"), times));
        if form.second {
            rows.push(line(Words::bold("Second person: print name, role, sign"), times));
        }
    }
    take(&mut blocks, &mut rows, times);
    if times == 1 {
        blocks.extend(signature(form.second));
    }
    if form.news2 {
        blocks.extend(news2_key::blocks());
    }
    if let Some(licence) = &form.licence {
        blocks.push(Block::Gap(3.0));
        blocks.push(Block::Text { words: Words::plain(licence.as_str()), size: 9.0 });
    }
    blocks
}

fn line(label: Words, times: usize) -> Row {
    let mut cells = vec![Cell::new(label)];
    cells.extend(empty(times));
    Row::new(cells).least(WRITE)
}

fn choice(item: &BlankItem, options: &[String], times: usize) -> Row {
    let joined = options.join(" \u{A0}|\u{A0} ");
    let label = Words::bold(item.label.as_str());
    if times == 1 {
        let cells = vec![Cell::new(label.then("\nRing one")), Cell::new(joined)];
        return Row::new(cells).least(WRITE);
    }
    line(label.then(format!("\n{joined}")), times)
}

fn take(blocks: &mut Vec<Block>, rows: &mut Vec<Row>, times: usize) {
    if rows.is_empty() {
        return;
    }
    let mut columns = vec![if times == 1 { 40.0 } else { 30.0 }];
    columns.extend(std::iter::repeat_n(if times == 1 { 60.0 } else { 70.0 / times as f32 }, times));
    blocks.push(Block::Table(Table { columns, head: vec![], rows: std::mem::take(rows), size: BODY }));
}

/// What stands between the tables.
fn standing(item: &BlankItem) -> Vec<Block> {
    match &item.kind {
        BlankKind::Heading => vec![Block::heading(item.label.as_str(), "")],
        BlankKind::Say => vec![Block::Gap(2.0), Block::text(item.label.as_str()), Block::Gap(2.0)],
        BlankKind::Lines(count) => vec![
            Block::Gap(4.0),
            Block::text(Words::bold(item.label.as_str())),
            Block::Lines { least: usize::from(*count), fill: false },
            Block::Gap(4.0),
        ],
        BlankKind::Table { columns, rows } => vec![
            Block::Gap(4.0),
            Block::text(Words::bold(item.label.as_str())),
            Block::Gap(2.0),
            Block::Table(Table {
                columns: columns.iter().map(|column| if column == NUMBER { 0.35 } else { 1.0 }).collect(),
                head: columns.iter().map(|column| Words::bold(column.as_str())).collect(),
                rows: (1..=*rows).map(|n| Row::new(numbered(columns, n)).least(WRITE)).collect(),
                size: BODY,
            }),
            Block::Gap(4.0),
        ],
        BlankKind::Value { .. } | BlankKind::Choice(_) => vec![],
    }
}

/// The column that says which row it is.
const NUMBER: &str = "No.";

/// Empty cells, the row's number in its column.
fn numbered(columns: &[String], row: u8) -> Vec<Cell> {
    let cell = |column: &String| if column == NUMBER { Cell::new(row.to_string()) } else { Cell::default() };
    columns.iter().map(cell).collect()
}

fn signature(second: bool) -> Vec<Block> {
    let head = ["Care given: date, time", "Print name", "Role", "Reg. No.", "Sign"];
    let late = "Late entry: ring   Yes   No.   If late, why:";
    let mut rows = vec![Row::new(empty(5)).least(WRITE + 4.0)];
    if second {
        let mut cells = vec![Cell::new("Second person")];
        cells.extend(empty(4));
        rows.push(Row::new(cells).least(WRITE + 4.0));
    }
    rows.push(Row::new(vec![Cell::new(late).over(5)]).least(WRITE));
    vec![
        Block::heading("Signed", ""),
        Block::Table(Table {
            columns: vec![24.0, 24.0, 18.0, 14.0, 20.0],
            head: head.into_iter().map(Words::bold).collect(),
            rows,
            size: BODY,
        }),
    ]
}
