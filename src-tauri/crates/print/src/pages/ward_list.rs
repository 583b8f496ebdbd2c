//! The ward list: every bed on paper laid on its side.

use crate::flow::{BODY, Block};
use crate::pack::{WardList, WardListRow, Words};
use crate::table::{Cell, Row, Table};

/// Its blocks.
pub(crate) fn blocks(list: &WardList) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(partial) = &list.partial {
        blocks.push(Block::Boxed { words: vec![(Words::bold(partial.as_str()), 12.0)], width: 3.0 });
        blocks.push(Block::Gap(4.0));
    }
    let head = ["Bed", "Patient", "Allergies", "Alerts", "Problem, consultant", "NEWS2, due", "Tasks"];
    blocks.push(Block::Table(Table {
        columns: vec![34.0, 190.0, 130.0, 130.0, 120.0, 80.0, 80.0],
        head: head.into_iter().map(Words::bold).collect(),
        rows: list.rows.iter().map(bed).collect(),
        size: BODY,
    }));
    blocks
}

fn bed(row: &WardListRow) -> Row {
    let bed = Cell::new(Words::bold(row.bed.as_str()));
    if row.empty {
        return Row::new(vec![bed, Cell::new(row.name.as_str()).over(6)]).least(crate::flow::WRITE);
    }
    let hatch = row.historical.is_some();
    let due = row.news2.clone().then(format!("\nDue {}", row.due));
    let other = [row.problem.as_str(), row.consultant.as_str()].into_iter().filter(|w| !w.is_empty());
    let cells = vec![
        bed,
        Cell::new(who(row)).hatched(hatch),
        Cell::new(row.allergies.clone()).hatched(hatch),
        Cell::new(row.alerts.clone()).hatched(hatch),
        Cell::new(other.collect::<Vec<_>>().join("\n")).hatched(hatch),
        Cell::new(due),
        Cell::default(),
    ];
    Row::new(cells)
}

fn who(row: &WardListRow) -> Words {
    let number = row.nhs_number.replace(' ', "\u{A0}");
    let mut words =
        Words::bold(row.name.as_str()).then(format!("\nBorn\u{A0}{}\nNHS\u{A0}No.\u{A0}{number}", row.born));
    if !row.hospital_number.is_empty() {
        words = words.then(format!("   Hospital\u{A0}No.\u{A0}{}", row.hospital_number));
    }
    if let Some(warning) = &row.warning {
        words = words.then_bold(format!("\n{warning}"));
    }
    match &row.historical {
        Some(source) => words.then(format!("\nHistorical, {source}")),
        None => words,
    }
}
