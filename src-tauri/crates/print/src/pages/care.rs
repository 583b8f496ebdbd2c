//! What must be known at the bedside, in boxes: resuscitation, infection, diet.

use crate::flow::{BODY, Block};
use crate::pack::{Fact, Words};
use crate::table::{Cell, Row, Table};

/// Three boxes to a row.
pub(crate) fn blocks(facts: &[Fact]) -> Vec<Block> {
    let row = |some: &[Fact]| {
        let cells = some.iter().map(|fact| Cell::new(words(fact)).hatched(fact.historical.is_some())).collect();
        Block::Table(Table { columns: vec![1.0; some.len()], head: vec![], rows: vec![Row::new(cells)], size: BODY })
    };
    facts.chunks(3).map(row).collect()
}

fn words(fact: &Fact) -> Words {
    let mut words = Words::plain(format!("{}\n", fact.label));
    words.0.extend(fact.words.0.iter().cloned());
    match &fact.historical {
        Some(source) => words.then(format!("\nHistorical, {source}")),
        None => words,
    }
}
