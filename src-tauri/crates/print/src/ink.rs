//! Marks to PDF: the only file that speaks printpdf's language of operations.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Object, Stream};
use printpdf::{
    Color, Greyscale, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing,
    Pt, Rect, TextItem, TextMatrix, WindingOrder,
};
use rayon::prelude::*;

use crate::PrintError;
use crate::fonts::{Face, Fonts, Handles};
use crate::mark::{Area, Mark};

/// All that is on one page.
pub(crate) struct Page {
    pub(crate) marks: Vec<Mark>,
    pub(crate) paper: Paper,
}

/// Paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Paper {
    pub(crate) w: f32,
    pub(crate) h: f32,
}

/// A4 upright, in points.
pub(crate) const UPRIGHT: Paper = Paper { w: 595.28, h: 841.89 };
/// A4 on its side.
pub(crate) const ON_ITS_SIDE: Paper = Paper { w: 841.89, h: 595.28 };

/// From one slanted line to the next, along the edge.
const HATCH_STEP: f32 = 7.0;

/// The pages as one document. The title says what it is, never whose.
pub(crate) fn document(title: &str, pages: &[Page]) -> Result<Vec<u8>, PrintError> {
    let (resources, handles) = Fonts::get()?.resources();
    let mut document = PdfDocument::new(title);
    document.resources = resources;
    document.metadata.info.creator = "Holdfast".to_owned();
    document.pages = pages.par_iter().map(|page| operations(page, &handles)).collect();
    // Packed here and not by the library: that does it on one core, and tries far harder for little.
    let options = PdfSaveOptions { optimize: false, subset_fonts: true, ..PdfSaveOptions::default() };
    let mut whole = printpdf::to_lopdf_doc(&document, &options, &mut Vec::new());
    drop(document);
    whole.objects.par_iter_mut().for_each(|(_, object)| pack(object));
    let mut bytes = Vec::new();
    whole.save_to(&mut bytes).map_err(|_| PrintError::Document)?;
    name_by_content(&mut bytes);
    Ok(bytes)
}

/// Makes a stream smaller, where that helps.
fn pack(object: &mut Object) {
    let Object::Stream(Stream { dict, content, allows_compression: true, .. }) = object else { return };
    if dict.has(b"Filter") {
        return;
    }
    let mut packed = ZlibEncoder::new(Vec::with_capacity(content.len() / 4), Compression::fast());
    // Writing to memory does not fail; if it did, the stream would stay as it is.
    let Ok(packed) = packed.write_all(content).and_then(|()| packed.finish()) else { return };
    if packed.len() < content.len() {
        dict.set("Filter", "FlateDecode");
        dict.set("Length", i64::try_from(packed.len()).unwrap_or(i64::MAX));
        *content = packed;
    }
}

/// One page as operations. Words come last, on top of what is filled.
fn operations(page: &Page, handles: &Handles) -> PdfPage {
    let Page { marks, paper } = page;
    let mut pen = Pen { ops: Vec::with_capacity(marks.len() * 2), paper: *paper, fill: None, line: None };
    for mark in marks {
        pen.draw(mark);
    }
    pen.ops.push(Op::StartTextSection);
    let mut font = None;
    for mark in marks {
        let Mark::Text { x, baseline, size, face, white, text, .. } = mark else { continue };
        pen.fill_with(if *white { 1.0 } else { 0.0 });
        if font != Some((*face, *size)) {
            font = Some((*face, *size));
            let handle = match face {
                Face::Regular => &handles.regular,
                Face::Bold => &handles.bold,
            };
            pen.ops.push(Op::SetFont { font: handle.clone(), size: Pt(*size) });
        }
        let matrix = TextMatrix::Translate(points(*x), points(paper.h - baseline));
        pen.ops.push(Op::SetTextMatrix { matrix });
        pen.ops.push(Op::ShowText { items: vec![TextItem::Text(text.clone())] });
    }
    pen.ops.push(Op::EndTextSection);
    let mm = |points: f32| Mm(points * 25.4 / 72.0);
    PdfPage::new(mm(paper.w), mm(paper.h), pen.ops)
}

/// The library draws the file's id by chance. Instead it follows from the content: same pages, same bytes.
fn name_by_content(bytes: &mut [u8]) {
    const ID: &[u8] = b"/ID[(";
    const LENGTH: usize = 32;
    let Some(found) = bytes.windows(ID.len()).rposition(|part| part == ID) else { return };
    let (content, trailer) = bytes.split_at_mut(found + ID.len());
    // FNV-1a: it names the file and protects nothing
    let digest = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let name = format!("{digest:016X}{digest:016X}");
    for start in [0, LENGTH + b")(".len()] {
        if let Some(id) = trailer.get_mut(start..start + LENGTH) {
            id.copy_from_slice(name.as_bytes());
        }
    }
}

/// What draws one page. It says a shade or width only when it changes.
struct Pen {
    ops: Vec<Op>,
    paper: Paper,
    fill: Option<f32>,
    /// Width and shade.
    line: Option<(f32, f32)>,
}

impl Pen {
    fn draw(&mut self, mark: &Mark) {
        let paper = self.paper;
        match mark {
            Mark::Text { .. } => {}
            Mark::Fill { area, grey } => {
                self.fill_with(*grey);
                self.rectangle(area, PaintMode::Fill);
            }
            Mark::Blocks { areas } => {
                self.fill_with(0.0);
                // One path for all: no seams between them.
                self.path(areas.iter().map(|area| corners(area, paper)).collect(), PaintMode::Fill);
            }
            Mark::Frame { area, width } => {
                self.line_with(*width, 0.0);
                self.rectangle(area, PaintMode::Stroke);
            }
            Mark::Outline { points, width } => {
                self.line_with(*width, 0.0);
                self.path(vec![points.iter().map(|(x, y)| at(*x, *y, paper)).collect()], PaintMode::Stroke);
            }
            Mark::Rule { from, to, width, grey } => {
                self.line_with(*width, *grey);
                self.path(vec![vec![at(from.0, from.1, paper), at(to.0, to.1, paper)]], PaintMode::Stroke);
            }
            Mark::Hatch { area, grey } => {
                self.line_with(1.1, *grey);
                self.path(slants(area, paper), PaintMode::Stroke);
            }
        }
    }

    fn fill_with(&mut self, shade: f32) {
        if self.fill != Some(shade) {
            self.fill = Some(shade);
            self.ops.push(Op::SetFillColor { col: grey(shade) });
        }
    }

    fn line_with(&mut self, width: f32, shade: f32) {
        let before = self.line.replace((width, shade));
        if before.map(|(_, shade)| shade) != Some(shade) {
            self.ops.push(Op::SetOutlineColor { col: grey(shade) });
        }
        if before.map(|(width, _)| width) != Some(width) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
        }
    }

    fn rectangle(&mut self, area: &Area, mode: PaintMode) {
        let rectangle = Rect {
            x: points(area.x),
            y: points(self.paper.h - area.bottom()),
            width: points(area.w),
            height: points(area.h),
            mode: Some(mode),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn path(&mut self, rings: Vec<Vec<LinePoint>>, mode: PaintMode) {
        let rings = rings.into_iter().map(|points| PolygonRing { points }).collect();
        let polygon = Polygon { rings, mode, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }
}

/// Lines at 45 degrees, cut at the edges of the area; in step across the page, so that cells join.
fn slants(area: &Area, paper: Paper) -> Vec<Vec<LinePoint>> {
    let (left, right, top, bottom) = (area.x, area.right(), area.y, area.bottom());
    let mut sum = ((left + top) / HATCH_STEP).ceil() * HATCH_STEP;
    let mut lines = Vec::new();
    while sum < right + bottom {
        let from_x = (sum - bottom).max(left);
        let to_x = (sum - top).min(right);
        if to_x - from_x > 0.2 {
            lines.push(vec![at(from_x, sum - from_x, paper), at(to_x, sum - to_x, paper)]);
        }
        sum += HATCH_STEP;
    }
    lines
}

/// What is filled closes by itself.
fn corners(area: &Area, paper: Paper) -> Vec<LinePoint> {
    let Area { x, y, .. } = *area;
    let (right, bottom) = (area.right(), area.bottom());
    vec![at(x, y, paper), at(right, y, paper), at(right, bottom, paper), at(x, bottom, paper)]
}

fn at(x: f32, y: f32, paper: Paper) -> LinePoint {
    LinePoint { p: Point { x: points(x), y: points(paper.h - y) }, bezier: false }
}

/// A hundredth of a point is finer than any printer.
fn points(value: f32) -> Pt {
    Pt((value * 100.0).round() / 100.0)
}

fn grey(percent: f32) -> Color {
    Color::Greyscale(Greyscale { percent, icc_profile: None })
}
