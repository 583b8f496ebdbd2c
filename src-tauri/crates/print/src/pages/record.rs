//! A signed record as it is filed: who, what, when, by whom, every answer.

use crate::flow::{BODY, Block};
use crate::pack::Words;
use crate::record_sheet::{AnswerRow, Earlier};
use crate::table::{Cell, Row, Table};
use crate::when::when;

/// Its blocks.
pub(crate) fn blocks(record: &record::SignedRecord, rows: &[AnswerRow], earlier: &[Earlier]) -> Vec<Block> {
    let mut blocks = vec![
        Block::Boxed { words: vec![(Words::bold("Recorded during system downtime"), 12.0)], width: 1.5 },
        Block::heading(record.form.title.as_str(), record.summary.as_str()),
        facts(record),
        Block::heading("Answers", ""),
    ];
    blocks.push(Block::Table(Table {
        columns: vec![38.0, 50.0, 12.0],
        head: ["Question", "Answer", "Points"].into_iter().map(Words::bold).collect(),
        rows: rows.iter().map(answer).collect(),
        size: BODY,
    }));
    for one in earlier {
        blocks.push(Block::heading("Amended", one.words.as_str()));
        blocks.push(Block::text(format!("Reason: {}", one.reason)));
        blocks.push(Block::Table(Table {
            columns: vec![34.0, 33.0, 33.0],
            head: ["Question", "Said before", "Says after"].into_iter().map(Words::bold).collect(),
            rows: one
                .changes
                .iter()
                .map(|(label, was, now)| [label, was, now].into_iter().map(|words| Cell::new(words.as_str())).collect())
                .map(Row::new)
                .collect(),
            size: BODY,
        }));
    }
    blocks.push(Block::heading("What the author saw", "Copied when the record was signed"));
    blocks.push(Block::text(record.seen.allergies.as_str()));
    for (system, at) in &record.seen.as_at {
        blocks.push(Block::text(format!("{system} as at {}", when(*at))));
    }
    blocks
}

fn facts(record: &record::SignedRecord) -> Block {
    let author = &record.author;
    let number = author.number.as_ref().map_or_else(|| "no number held".to_owned(), |n| format!("No. {n}"));
    let (recorded, version) = match record.version() {
        1 => ("Recorded", String::new()),
        version => ("Amended", format!(", version {version}")),
    };
    let mut rows = vec![
        ("Care given", when(record.care_at)),
        (recorded, when(record.recorded_at)),
        ("Signed by", format!("{}, {}, {number}", author.name, author.role.words())),
        ("Record", format!("{}{version}", record.id)),
        ("Form", format!("{} {}", record.form.id, record.form.version)),
        ("Stands in for", record.form.replaces.to_string().to_uppercase()),
    ];
    for mark in &author.marks {
        rows.insert(3, ("Marked", mark.words()));
    }
    if let Some(second) = &record.second {
        let number = second.number.as_ref().map_or_else(|| "no number held".to_owned(), |n| format!("No. {n}"));
        rows.insert(3, ("And by", format!("{}, {}, {number}", second.name, second.role.words())));
    }
    if let Some(who) = &record.care_by {
        rows.insert(3, ("Care given by", who.clone()));
    }
    if let Some(why) = &record.late_reason {
        rows.insert(2, ("Recorded late", why.clone()));
    }
    let rows = rows.into_iter().map(|(label, words)| Row::new(vec![Cell::new(Words::bold(label)), Cell::new(words)]));
    Block::Table(Table { columns: vec![26.0, 74.0], head: vec![], rows: rows.collect(), size: BODY })
}

fn answer(row: &AnswerRow) -> Row {
    if row.heading {
        return Row::new(vec![Cell::new(Words::bold(row.label.as_str())).shaded().over(3)]);
    }
    let value = match &row.unit {
        Some(unit) => format!("{}\u{A0}{unit}", row.value),
        None => row.value.clone(),
    };
    let points = row.points.map(|points| points.to_string()).unwrap_or_default();
    Row::new(vec![Cell::new(row.label.as_str()), Cell::new(Words::bold(value)), Cell::new(points)])
}
