//! One numbered sheet: its frame and its blocks, laid out first, so that the number of pages is known, and drawn then.

use crate::PrintError;
use crate::flow::{Block, flow, moved};
use crate::fonts::Fonts;
use crate::ink;
use crate::mark::Mark;
use crate::page_frame::{self, LaidFrame, PageFrame};

/// Under this height a page would be all head and foot.
const LEAST_ROOM: f32 = 150.0;

/// A sheet whose pages are counted.
pub(crate) struct LaidSheet<'a> {
    frame: LaidFrame<'a>,
    pages: Vec<Vec<Mark>>,
    paper: ink::Paper,
}

/// Lays a sheet out. `place` says where it is, without a patient's data.
pub(crate) fn lay<'a>(
    fonts: &Fonts,
    frame: &'a PageFrame<'a>,
    blocks: &[Block],
    place: &str,
) -> Result<LaidSheet<'a>, PrintError> {
    let laid = page_frame::lay(fonts, frame).map_err(|missing| missing.at(place))?;
    if laid.inner.h < LEAST_ROOM {
        return Err(PrintError::NoRoom { place: place.to_owned() });
    }
    let pages = flow(fonts, blocks, laid.inner.w, laid.inner.h).map_err(|missing| missing.at(place))?;
    Ok(LaidSheet { frame: laid, pages, paper: frame.paper })
}

impl LaidSheet<'_> {
    /// How many pages.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.pages.len()).unwrap_or(u32::MAX)
    }

    /// All marks of each page, frame included.
    pub(crate) fn marks(self, fonts: &Fonts) -> impl Iterator<Item = Result<Vec<Mark>, PrintError>> {
        let of = self.count();
        let frame = self.frame;
        (1..).zip(self.pages).map(move |(number, inner)| {
            let mut marks = frame.draw(fonts, number, of)?;
            marks.extend(moved(inner, frame.inner.x, frame.inner.y));
            Ok(marks)
        })
    }

    /// Its pages.
    pub(crate) fn drawn(self, fonts: &Fonts) -> Result<Vec<ink::Page>, PrintError> {
        let paper = self.paper;
        self.marks(fonts).map(|marks| Ok(ink::Page { marks: marks?, paper })).collect()
    }
}
