//! The cover: whose ward, how old each copy is, what is in the pack, whom to telephone.

use crate::flow::{BODY, Block};
use crate::fonts::Fonts;
use crate::pack::{LeftOut, Pack, Words};
use crate::pages::age::age;
use crate::table::{Cell, Row, Table};

/// One sheet of the pack as the cover lists it.
pub(crate) struct Listed {
    pub(crate) sheet: String,
    pub(crate) bed: String,
    pub(crate) name: String,
    pub(crate) what: String,
    pub(crate) pages: u32,
}

/// Its blocks. `listed` holds every sheet but the cover; `pages` counts them all but the cover's own.
/// `spelt` are the beds whose row in the ward list shows a character by its code.
pub(crate) fn blocks(
    fonts: &Fonts,
    pack: &Pack,
    listed: &[Listed],
    pages: u32,
    left_out: &[LeftOut],
    spelt: &[String],
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for missing in left_out {
        let words =
            format!("NOT IN THIS PACK: bed {}. {}. Use blank paper for this patient.", missing.bed, missing.why);
        // The reason may name the bed in letters that cannot be drawn.
        let words = crate::spelt::spelt(fonts, &words);
        blocks.push(Block::Boxed { words: vec![(Words::bold(words), 12.0)], width: 3.0 });
        blocks.push(Block::Gap(4.0));
    }
    for bed in spelt {
        let words = format!(
            "WARD LIST, bed {bed}: a character that cannot be printed is shown by its code, as [U+6F22]. Check against the wristband."
        );
        blocks.push(Block::Boxed { words: vec![(Words::bold(words), 12.0)], width: 3.0 });
        blocks.push(Block::Gap(4.0));
    }
    if let Some(partial) = &pack.partial {
        blocks.push(Block::Boxed { words: vec![(Words::bold(partial.as_str()), 12.0)], width: 3.0 });
    }
    blocks.push(Block::heading("How old is this?", "A copy is true only as at its own time"));
    blocks.push(Block::Table(Table {
        columns: vec![30.0, 70.0],
        head: vec![Words::bold("Source"), Words::bold("As at")],
        rows: pack.sources.iter().map(|s| row([Words::bold(s.name.as_str()), age(s)], !s.ours)).collect(),
        size: BODY,
    }));
    blocks.push(Block::heading("Systems down", ""));
    if pack.systems_down.is_empty() {
        blocks.push(Block::text("No incident is declared."));
    }
    blocks.extend(pack.systems_down.iter().map(|line| Block::text(line.as_str())));
    blocks.push(Block::heading("How to use it", ""));
    let rules = [
        "Check name, date of birth and NHS No. against the wristband before you use a sheet.",
        "Hatched means Historical: copied from a system before it stopped. It may have changed since.",
        "Write in black ink, in capitals, with the 24-hour clock. Cross a mistake out with one line; initial, date and time it.",
        "Not a substitute for the full record once the system is up: file and scan. Return every sheet.",
    ];
    blocks.extend(rules.into_iter().map(Block::text));
    blocks.push(Block::Gap(3.0));
    let until = format!("Print again after {}. Shred by {}.", pack.reprint_after, pack.shred_by);
    blocks.push(Block::text(Words::bold(until)));
    if !pack.phones.is_empty() {
        blocks.push(Block::heading("Telephone", ""));
        blocks.push(Block::Table(Table {
            columns: vec![70.0, 30.0],
            head: vec![],
            rows: pack
                .phones
                .iter()
                .map(|(who, no)| row([who.as_str().into(), Words::bold(no.as_str())], false))
                .collect(),
            size: BODY,
        }));
    }
    blocks.push(Block::heading("In this pack", format!("{} and this cover", counted(pages, "page"))));
    blocks.push(Block::Table(Table {
        columns: vec![13.0, 10.0, 37.0, 32.0, 8.0],
        head: ["Sheet", "Bed", "Patient", "What", "Pages"].into_iter().map(Words::bold).collect(),
        rows: listed.iter().map(listed_row).collect(),
        size: BODY,
    }));
    blocks.push(Block::Gap(4.0));
    blocks.push(Block::text(format!("Pack {}. Head of this PC's records: {}.", pack.id, pack.chain_head)));
    blocks
}

fn row<const N: usize>(cells: [Words; N], hatch: bool) -> Row {
    Row::new(cells.into_iter().map(|words| Cell::new(words).hatched(hatch)).collect())
}

fn listed_row(of: &Listed) -> Row {
    let pages = of.pages.to_string();
    let words = [of.sheet.as_str(), &of.bed, &of.name, &of.what, &pages];
    row(words.map(Words::from), false)
}

/// `1 page`, `12 pages`.
pub(crate) fn counted(count: u32, what: &str) -> String {
    if count == 1 { format!("1\u{A0}{what}") } else { format!("{count}\u{A0}{what}s") }
}
