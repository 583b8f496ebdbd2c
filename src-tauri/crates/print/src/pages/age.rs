//! *How old is this?*: each source's as-at time.

use crate::flow::{BODY, Block};
use crate::pack::{Pack, SourceAge, Words};
use crate::table::{Cell, Row, Table};
use crate::when::{when, when_words};

/// Sources side by side, five to a row.
pub(crate) fn blocks(pack: &Pack) -> Vec<Block> {
    let printed = format!("Printed {} by {}, {}", when(pack.printed_at), pack.printed_by, pack.pc);
    let mut blocks = vec![Block::heading("How old is this?", printed)];
    for some in pack.sources.chunks(5) {
        let cells = some.iter().map(|source| Cell::new(age(source)).hatched(!source.ours)).collect();
        blocks.push(Block::Table(Table {
            columns: vec![1.0; some.len()],
            head: some.iter().map(|source| Words::bold(source.name.as_str())).collect(),
            rows: vec![Row::new(cells)],
            size: BODY,
        }));
    }
    blocks
}

/// `21-Nov-2026 02:10`, and what is wrong with it.
pub(crate) fn age(source: &SourceAge) -> Words {
    let mut words = match source.as_at {
        Some(at) => when_words(at).then(format!("\n{}", source.age)),
        None => Words::bold(source.age.as_str()),
    };
    if source.too_old {
        words = words.then_bold("\nTOO OLD");
    }
    match &source.note {
        Some(note) => words.then_bold(format!("\n{note}")),
        None => words,
    }
}
