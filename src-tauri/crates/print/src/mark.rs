//! What is put on a page, in points from its top left corner, y downward.

use crate::fonts::{ASCENT, DESCENT, Face, LEADING};
use crate::wrap::Line;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) w: f32,
    pub(crate) h: f32,
}

impl Area {
    pub(crate) fn right(self) -> f32 {
        self.x + self.w
    }

    pub(crate) fn bottom(self) -> f32 {
        self.y + self.h
    }

    /// Smaller by this much on each side.
    pub(crate) fn inset(self, by: f32) -> Self {
        Self { x: self.x + by, y: self.y + by, w: self.w - 2.0 * by, h: self.h - 2.0 * by }
    }
}

/// One thing on a page.
#[derive(Clone, PartialEq)]
pub(crate) enum Mark {
    /// Words on a baseline. `room` is how wide they may be.
    Text { x: f32, baseline: f32, size: f32, face: Face, white: bool, text: String, room: f32 },
    /// A filled rectangle: 0 black, 1 white.
    Fill { area: Area, grey: f32 },
    /// An outline.
    Frame { area: Area, width: f32 },
    /// A straight line.
    Rule { from: (f32, f32), to: (f32, f32), width: f32, grey: f32 },
    /// Slanted pale lines: Historical, and EXERCISE.
    Hatch { area: Area, grey: f32 },
    /// Closed outline through these points.
    Outline { points: Vec<(f32, f32)>, width: f32 },
    /// Black rectangles, drawn as one: a sheet code.
    Blocks { areas: Vec<Area> },
}

/// How tall lines of this size are.
pub(crate) fn height(lines: usize, size: f32) -> f32 {
    lines as f32 * size * LEADING
}

/// How one block of lines is put down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ink {
    pub(crate) size: f32,
    pub(crate) white: bool,
    pub(crate) right: bool,
}

impl Ink {
    pub(crate) fn size(size: f32) -> Self {
        Self { size, white: false, right: false }
    }

    pub(crate) fn white(self) -> Self {
        Self { white: true, ..self }
    }

    pub(crate) fn right(self) -> Self {
        Self { right: true, ..self }
    }
}

/// Puts lines down from the top of an area; how tall they were.
pub(crate) fn put(marks: &mut Vec<Mark>, lines: &[Line], area: Area, ink: Ink) -> f32 {
    let size = ink.size;
    for (n, line) in lines.iter().enumerate() {
        let top = area.y + height(n, size);
        let baseline = top + size * ((LEADING - ASCENT - DESCENT) / 2.0 + ASCENT);
        let start = if ink.right { area.right() - line.width } else { area.x };
        for run in line.runs.iter().filter(|run| !run.text.trim_matches(' ').is_empty()) {
            marks.push(Mark::Text {
                x: start + run.x,
                baseline,
                size,
                face: run.face,
                white: ink.white,
                text: run.text.clone(),
                room: (area.right() - start - run.x).max(0.0),
            });
        }
    }
    height(lines.len(), size)
}

/// The same marks further down and to the right.
pub(crate) fn shift(mark: Mark, dx: f32, dy: f32) -> Mark {
    let area = |a: Area| Area { x: a.x + dx, y: a.y + dy, ..a };
    match mark {
        Mark::Text { x, baseline, size, face, white, text, room } => {
            Mark::Text { x: x + dx, baseline: baseline + dy, size, face, white, text, room }
        }
        Mark::Fill { area: a, grey } => Mark::Fill { area: area(a), grey },
        Mark::Frame { area: a, width } => Mark::Frame { area: area(a), width },
        Mark::Rule { from, to, width, grey } => {
            Mark::Rule { from: (from.0 + dx, from.1 + dy), to: (to.0 + dx, to.1 + dy), width, grey }
        }
        Mark::Hatch { area: a, grey } => Mark::Hatch { area: area(a), grey },
        Mark::Outline { points, width } => {
            Mark::Outline { points: points.into_iter().map(|(x, y)| (x + dx, y + dy)).collect(), width }
        }
        Mark::Blocks { areas } => Mark::Blocks { areas: areas.into_iter().map(area).collect() },
    }
}

record::private_debug!(Mark);
