//! The page of a recovery envelope: the code, when to open it, how, and room to write who did. No patient is on it.

use chrono::{DateTime, FixedOffset};

use crate::PrintError;
use crate::code::PageCode;
use crate::flow::{BODY, Block, WRITE};
use crate::fonts::Fonts;
use crate::ink;
use crate::pack::Words;
use crate::page_frame::{PageFrame, Whose};
use crate::sheet::lay;
use crate::table::{Cell, Row, Table};
use crate::when::when;

/// What the page says. It holds a secret: it is never logged, kept or shown by `Debug`.
pub struct EnvelopePage {
    /// Hospital.
    pub site: String,
    /// This PC.
    pub pc: String,
    /// The ward.
    pub ward: String,
    /// Counts the envelopes of this store, from 1.
    pub number: u32,
    /// The parts of the code, each with its check character.
    pub parts: Vec<String>,
    /// Sealed by: name and role.
    pub sealed_by: String,
    /// When.
    pub made_at: DateTime<FixedOffset>,
    /// Whom to telephone: who and number.
    pub phones: Vec<(String, String)>,
    /// The trust holds a key too.
    pub escrow: bool,
    /// Everything is invented.
    pub exercise: bool,
}

/// How many parts stand side by side.
const ABREAST: usize = 4;
/// Large enough to be read at arm's length.
const CODE: f32 = 23.0;

/// Makes the page, and one more where it does not fit.
///
/// # Errors
/// When a letter cannot be printed.
pub fn envelope_page(page: &EnvelopePage) -> Result<Vec<u8>, PrintError> {
    let fonts = Fonts::get()?;
    let second = "Fold, seal, sign across the flap. One in the red folder at the nurses' station, one in the site office safe. Never photograph or copy it.";
    let replaced = match page.number {
        0 | 1 => String::new(),
        number => format!(" Replaces envelope {}.", number - 1),
    };
    let made = format!("Envelope {} of {}.{replaced} Made {}.", page.number, page.pc, when(page.made_at));
    let last = format!("It has no patient data on it. Holdfast, {}.", page.site);
    let frame = PageFrame {
        paper: ink::UPRIGHT,
        mark: "RECOVERY ENVELOPE",
        title: format!("Holdfast, {}, {}", page.pc, page.ward),
        sheet: None,
        exercise: page.exercise,
        whose: Whose::Ward("Who holds this page can open every patient record on this PC.", Words::plain(second)),
        code: PageCode::Words { payload: page.parts.concat(), caption: format!("Envelope {}", page.number) },
        foot: vec![made.into(), last.into()],
    };
    let blocks = blocks(page);
    let laid = lay(fonts, &frame, &blocks, "the recovery envelope")?;
    ink::document("Recovery envelope", &laid.drawn(fonts)?)
}

fn blocks(page: &EnvelopePage) -> Vec<Block> {
    let letters = "The last character of each part checks it. There is no letter I, O or U, no 0 and no 1.";
    let mut blocks = vec![Block::heading("The code", ""), Block::text(letters), Block::Gap(3.0)];
    for (row, parts) in page.parts.chunks(ABREAST).enumerate() {
        blocks.extend(code_row(row * ABREAST, parts));
    }
    let mut list = |title: &str, lines: &[&str]| {
        blocks.push(Block::heading(title, ""));
        for (number, line) in (1..).zip(lines) {
            blocks.push(Block::text(format!("{number}  {line}")));
        }
    };
    list(
        "When to open it",
        &[
            "The PC restarted and asks for it, and nobody with a passphrase can come.",
            "The PC is broken and the standby copy must be opened on another PC.",
        ],
    );
    list(
        "How",
        &[
            "Two people. Break the seal. Write below.",
            "On the locked screen choose By the sealed envelope. Type the code or scan the square.",
            "For a standby copy: put the stick in another PC with Holdfast, choose Open a standby copy, then the same code.",
            "Seal a new envelope the same day: Ready, Keys and envelope.",
            "Destroy this page: it stops working when the new one is sealed.",
        ],
    );
    blocks.push(Block::heading("Sealed and opened", ""));
    blocks.push(Block::Table(signatures(page)));
    blocks.push(Block::heading("If it does not work", "Nothing is lost by a wrong code"));
    let mut help: Vec<String> = page.phones.iter().map(|(who, number)| format!("{who} {number}.")).collect();
    if page.escrow {
        help.push("The key held by the trust (escrow) also opens this PC.".to_owned());
    }
    help.push("Until then: the red folder, the last printed pack.".to_owned());
    blocks.push(Block::text(help.join(" ")));
    blocks
}

/// The names of some parts, and under them the parts.
fn code_row(first: usize, parts: &[String]) -> [Block; 3] {
    let fill = |words: Vec<Words>| {
        let rest = ABREAST.saturating_sub(words.len());
        Row::new(words.into_iter().chain(std::iter::repeat_n(Words::default(), rest)).map(Cell::new).collect())
    };
    let names = (first + 1..).take(parts.len()).map(|number| Words::plain(format!("Part {number}"))).collect();
    let codes = parts.iter().map(|part| Words::bold(part.as_str())).collect();
    let columns = vec![1.0; ABREAST];
    [
        Block::Table(Table { columns: columns.clone(), head: vec![], rows: vec![fill(names)], size: BODY }),
        Block::Table(Table { columns, head: vec![], rows: vec![fill(codes)], size: CODE }),
        Block::Gap(3.0),
    ]
}

fn signatures(page: &EnvelopePage) -> Table {
    let row = |what: &str, at: String, who: &str| Row {
        least: WRITE,
        ..Row::new([Words::bold(what), at.into(), who.into(), Words::default()].into_iter().map(Cell::new).collect())
    };
    Table {
        columns: vec![18.0, 22.0, 30.0, 30.0],
        head: ["What", "Date and time", "Name, role", "Name, role"].into_iter().map(Words::bold).collect(),
        rows: vec![
            row("Sealed", when(page.made_at), &page.sealed_by),
            row("Checked unopened", String::new(), ""),
            row("Opened", String::new(), ""),
        ],
        size: BODY,
    }
}
