//! Words into lines no wider than their room. Breaks at spaces alone: a double-barrelled name and a date stay whole.
//! A word wider than the room is broken between characters, as a last resort; nothing is ever dropped.

use crate::fonts::{Face, Fonts, NoGlyph};
use crate::legible::legible;
use crate::pack::Words;

/// One line, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Line {
    /// Its stretches from left to right.
    pub(crate) runs: Vec<Run>,
    /// How wide it is.
    pub(crate) width: f32,
}

/// A stretch in one face.
#[derive(Clone, PartialEq)]
pub(crate) struct Run {
    /// Distance from the start of the line.
    pub(crate) x: f32,
    /// Which face.
    pub(crate) face: Face,
    /// What it says.
    pub(crate) text: String,
}

/// Room below which even one character may not fit: half a point over is not seen.
const SLACK: f32 = 0.01;

/// The lines of these words at this size. Always at least one.
pub(crate) fn wrap(fonts: &Fonts, words: &Words, size: f32, room: f32) -> Result<Vec<Line>, NoGlyph> {
    let mut filler = Filler { lines: Vec::new(), line: Line::default(), word: Vec::new(), word_width: 0.0, room };
    for span in &words.0 {
        let face = if span.strong { Face::Bold } else { Face::Regular };
        for character in legible(&span.text).chars() {
            match character {
                '\n' => filler.end_line(),
                ' ' => {
                    let width = fonts.advance(face, ' ')? * size;
                    filler.end_word();
                    filler.space(face, width);
                }
                '\u{A0}' => filler.character(' ', face, fonts.advance(face, ' ')? * size),
                seen => filler.character(seen, face, fonts.advance(face, seen)? * size),
            }
        }
    }
    filler.end_line();
    Ok(filler.lines)
}

struct Filler {
    lines: Vec<Line>,
    line: Line,
    word: Vec<(char, Face, f32)>,
    word_width: f32,
    room: f32,
}

impl Filler {
    fn character(&mut self, character: char, face: Face, width: f32) {
        self.word.push((character, face, width));
        self.word_width += width;
    }

    fn space(&mut self, face: Face, width: f32) {
        if self.line.width + width <= self.room + SLACK {
            push(&mut self.line, ' ', face, width);
        }
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        let width = std::mem::take(&mut self.word_width);
        if word.is_empty() {
            return;
        }
        if self.line.width + width > self.room + SLACK && !self.line.runs.is_empty() {
            self.next_line();
        }
        for (character, face, width) in word {
            if self.line.width + width > self.room + SLACK && !combines(character) && !self.line.runs.is_empty() {
                self.next_line();
            }
            push(&mut self.line, character, face, width);
        }
    }

    fn end_line(&mut self) {
        self.end_word();
        self.next_line();
    }

    /// The spaces at the end of a line are not drawn.
    fn next_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        while let Some(last) = line.runs.last_mut() {
            let kept = last.text.trim_end_matches(' ').len();
            last.text.truncate(kept);
            if kept > 0 {
                break;
            }
            line.runs.pop();
        }
        self.lines.push(line);
    }
}

fn push(line: &mut Line, character: char, face: Face, width: f32) {
    match line.runs.last_mut() {
        Some(run) if run.face == face => run.text.push(character),
        Some(_) | None => line.runs.push(Run { x: line.width, face, text: character.to_string() }),
    }
    line.width += width;
}

/// A mark that belongs to the letter before it.
fn combines(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}')
}

record::private_debug!(Run);

#[cfg(test)]
mod tests;
