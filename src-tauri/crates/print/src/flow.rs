//! Blocks from top to bottom, page after page. Nothing is cut: what does not fit goes on to the next page.

use crate::fonts::{Fonts, NoGlyph};
use crate::mark::{Area, Ink, Mark, height, put, shift};
use crate::pack::Words;
use crate::table::{LaidRow, LaidTable, Table, lay};
use crate::wrap::{Line, wrap};

/// One thing in the flow.
pub(crate) enum Block {
    /// A heading with a rule under it, and smaller words at its right. Stays with what follows.
    Heading { title: String, aside: Words },
    /// A paragraph; may go over pages, between lines.
    Text { words: Words, size: f32 },
    /// A table.
    Table(Table),
    /// Words in a thick frame; stays whole.
    Boxed { words: Vec<(Words, f32)>, width: f32 },
    /// Lines to write on: at least so many, and down to the foot when `fill`.
    Lines { least: usize, fill: bool },
    /// Room.
    Gap(f32),
}

impl Block {
    pub(crate) fn heading(title: impl Into<String>, aside: impl Into<Words>) -> Self {
        Self::Heading { title: title.into(), aside: aside.into() }
    }

    pub(crate) fn text(words: impl Into<Words>) -> Self {
        Self::Text { words: words.into(), size: BODY }
    }
}

/// The size of ordinary words.
pub(crate) const BODY: f32 = 10.0;
const TITLE: f32 = 11.5;
const ASIDE: f32 = 10.0;
/// 8 mm from one line to write on to the next.
const LINE: f32 = 22.7;
/// 7.4 mm: the least height of a row to write in.
pub(crate) const WRITE: f32 = 21.0;
const GAP: f32 = 6.0;

/// The pages' marks, relative to the frame's top left corner. At least one page.
pub(crate) fn flow(fonts: &Fonts, blocks: &[Block], width: f32, frame: f32) -> Result<Vec<Vec<Mark>>, NoGlyph> {
    let mut pages = Pages { done: Vec::new(), marks: Vec::new(), y: 0.0, width, frame };
    let mut laid = Vec::with_capacity(blocks.len());
    for block in blocks {
        laid.push(measure(fonts, block, width)?);
    }
    let mut rest = laid.into_iter().peekable();
    while let Some(block) = rest.next() {
        if let Laid::Heading { height, .. } = &block {
            let next = rest.peek().map_or(0.0, Laid::start);
            pages.need((height + next).min(frame));
        }
        pages.add(block);
    }
    pages.done.push(pages.marks);
    Ok(pages.done)
}

/// A block with its words in lines.
enum Laid {
    Heading { title: Vec<Line>, aside: Vec<Line>, title_room: f32, height: f32 },
    Text { lines: Vec<Line>, size: f32 },
    Table(LaidTable),
    Boxed { lines: Vec<(Vec<Line>, f32)>, width: f32, height: f32 },
    Lines { least: usize, fill: bool },
    Gap(f32),
}

impl Laid {
    /// The least height it needs where it starts.
    fn start(&self) -> f32 {
        match self {
            Self::Heading { height, .. } | Self::Boxed { height, .. } => *height,
            Self::Text { size, lines } => height(lines.len().min(2), *size),
            Self::Table(table) => {
                table.head.as_ref().map_or(0.0, |row| row.height) + table.rows.first().map_or(0.0, |row| row.height)
            }
            Self::Lines { least, .. } => *least as f32 * LINE,
            Self::Gap(gap) => *gap,
        }
    }
}

const BOX_PAD: f32 = 6.0;

fn measure(fonts: &Fonts, block: &Block, width: f32) -> Result<Laid, NoGlyph> {
    Ok(match block {
        Block::Heading { title, aside } => {
            let title = wrap(fonts, &Words::bold(title.clone()), TITLE, width)?;
            let used = title.iter().map(|line| line.width).fold(0.0, f32::max);
            let aside_room = width - used - 12.0;
            let beside = wrap(fonts, aside, ASIDE, aside_room.max(width / 2.0))?;
            let fits = aside_room >= width / 2.0 || (aside_room > 0.0 && beside.iter().all(|l| l.width <= aside_room));
            let tall = if fits {
                height(title.len(), TITLE).max(height(beside.len(), ASIDE))
            } else {
                height(title.len(), TITLE) + height(beside.len(), ASIDE)
            };
            Laid::Heading {
                title,
                aside: beside,
                title_room: if fits { used } else { width },
                height: tall + GAP + 5.0,
            }
        }
        Block::Text { words, size } => Laid::Text { lines: wrap(fonts, words, *size, width)?, size: *size },
        Block::Table(table) => Laid::Table(lay(fonts, table, width)?),
        Block::Boxed { words, width: edge } => {
            let room = width - 2.0 * BOX_PAD;
            let lines = words.iter().map(|(words, size)| Ok((wrap(fonts, words, *size, room)?, *size)));
            let lines = lines.collect::<Result<Vec<_>, NoGlyph>>()?;
            let tall: f32 = lines.iter().map(|(lines, size)| height(lines.len(), *size)).sum();
            Laid::Boxed { lines, width: *edge, height: tall + 2.0 * BOX_PAD }
        }
        Block::Lines { least, fill } => Laid::Lines { least: *least, fill: *fill },
        Block::Gap(gap) => Laid::Gap(*gap),
    })
}

struct Pages {
    done: Vec<Vec<Mark>>,
    marks: Vec<Mark>,
    y: f32,
    width: f32,
    frame: f32,
}

impl Pages {
    fn left(&self) -> f32 {
        self.frame - self.y
    }

    fn next(&mut self) {
        self.done.push(std::mem::take(&mut self.marks));
        self.y = 0.0;
    }

    /// A new page unless so much is left on this one.
    fn need(&mut self, height: f32) {
        if height > self.left() && self.y > 0.0 {
            self.next();
        }
    }

    fn add(&mut self, block: Laid) {
        match block {
            Laid::Heading { title, aside, title_room, height } => self.heading(&title, &aside, title_room, height),
            Laid::Text { lines, size } => self.text(&lines, size),
            Laid::Table(table) => self.table(table),
            Laid::Boxed { lines, width, height } => self.boxed(&lines, width, height),
            Laid::Lines { least, fill } => self.lines(least, fill),
            Laid::Gap(gap) => self.y = (self.y + gap).min(self.frame),
        }
    }

    fn heading(&mut self, title: &[Line], aside: &[Line], title_room: f32, tall: f32) {
        let top = if self.y > 0.0 { self.y + GAP } else { 0.0 };
        let first = Area { x: 0.0, y: top, w: title_room, h: 0.0 };
        let title_tall = put(&mut self.marks, title, first, Ink::size(TITLE));
        let beside = title_room < self.width;
        let aside_top = if beside { top + (TITLE - ASIDE) } else { top + title_tall };
        let (x, w) = if beside { (title_room + 12.0, self.width - title_room - 12.0) } else { (0.0, self.width) };
        put(&mut self.marks, aside, Area { x, y: aside_top, w, h: 0.0 }, Ink { right: beside, ..Ink::size(ASIDE) });
        let rule = top + tall - GAP - 3.5;
        self.marks.push(Mark::Rule { from: (0.0, rule), to: (self.width, rule), width: 1.5, grey: 0.0 });
        self.y = top + tall - GAP;
    }

    fn text(&mut self, lines: &[Line], size: f32) {
        let mut rest = lines;
        while !rest.is_empty() {
            let fit = (self.left() / height(1, size) + 0.001).floor() as usize;
            if fit == 0 && self.y > 0.0 {
                self.next();
                continue;
            }
            let (now, later) = rest.split_at(fit.clamp(1, rest.len()));
            let area = Area { x: 0.0, y: self.y, w: self.width, h: 0.0 };
            self.y += put(&mut self.marks, now, area, Ink::size(size));
            rest = later;
        }
    }

    fn table(&mut self, table: LaidTable) {
        let head = table.head.as_ref().map_or(0.0, |row| row.height);
        let first = table.rows.first().map_or(0.0, |row| row.height);
        self.need((head + first).min(self.frame));
        self.row(table.head.as_ref());
        for row in table.rows {
            if row.height > self.left() && row.height <= self.frame - head {
                self.next();
                self.row(table.head.as_ref());
            }
            let mut rest = row;
            while rest.height > self.left() + 0.01 {
                let (now, later) = rest.split(self.left());
                self.row(Some(&now));
                self.next();
                self.row(table.head.as_ref());
                rest = later;
            }
            self.row(Some(&rest));
        }
    }

    fn row(&mut self, row: Option<&LaidRow>) {
        if let Some(row) = row {
            row.draw(&mut self.marks, 0.0, self.y);
            self.y += row.height;
        }
    }

    fn boxed(&mut self, lines: &[(Vec<Line>, f32)], width: f32, tall: f32) {
        self.need(tall);
        let area = Area { x: 0.0, y: self.y, w: self.width, h: tall };
        self.marks.push(Mark::Frame { area: area.inset(width / 2.0), width });
        let mut inside = area.inset(BOX_PAD);
        for (lines, size) in lines {
            inside.y += put(&mut self.marks, lines, inside, Ink::size(*size));
        }
        self.y += tall;
    }

    fn lines(&mut self, least: usize, fill: bool) {
        self.need(least as f32 * LINE);
        let fit = (self.left() / LINE).floor() as usize;
        let count = if fill { fit.max(least) } else { least };
        for _ in 0..count {
            self.y += LINE;
            let line = Mark::Rule { from: (0.0, self.y), to: (self.width, self.y), width: 0.6, grey: 0.45 };
            self.marks.push(line);
        }
    }
}

/// Marks moved to where the frame is.
pub(crate) fn moved(marks: Vec<Mark>, x: f32, y: f32) -> impl Iterator<Item = Mark> {
    marks.into_iter().map(move |mark| shift(mark, x, y))
}
