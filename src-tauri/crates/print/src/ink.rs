//! Marks to PDF: the only file that speaks printpdf's language of operations.

use printpdf::{
    Color, Greyscale, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing,
    Pt, TextItem, TextMatrix, WindingOrder,
};

use crate::PrintError;
use crate::fonts::{Face, Fonts, Handles};
use crate::mark::{Area, Mark};

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

/// One page of marks as operations. Words come last, on top of what is filled.
pub(crate) fn page(marks: &[Mark], paper: Paper, handles: &Handles) -> PdfPage {
    let mut ops = Vec::with_capacity(marks.len() * 4);
    for mark in marks {
        draw(mark, paper, &mut ops);
    }
    ops.push(Op::StartTextSection);
    let (mut font, mut colour) = (None, None);
    for mark in marks {
        let Mark::Text { x, baseline, size, face, white, text, .. } = mark else { continue };
        if colour != Some(*white) {
            colour = Some(*white);
            ops.push(Op::SetFillColor { col: grey(if *white { 1.0 } else { 0.0 }) });
        }
        if font != Some((*face, *size)) {
            font = Some((*face, *size));
            let handle = match face {
                Face::Regular => &handles.regular,
                Face::Bold => &handles.bold,
            };
            ops.push(Op::SetFont { font: handle.clone(), size: Pt(*size) });
        }
        ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(*x), Pt(paper.h - baseline)) });
        ops.push(Op::ShowText { items: vec![TextItem::Text(text.clone())] });
    }
    ops.push(Op::EndTextSection);
    let mm = |points: f32| Mm(points * 25.4 / 72.0);
    PdfPage::new(mm(paper.w), mm(paper.h), ops)
}

/// The pages as one document. The title says what it is, never whose.
pub(crate) fn document(fonts: &Fonts, title: &str, pages: Vec<PdfPage>) -> Vec<u8> {
    let mut document = PdfDocument::new(title);
    document.resources = fonts.resources().0;
    document.metadata.info.creator = "Holdfast".to_owned();
    document.pages = pages;
    let mut bytes = document.save(&PdfSaveOptions { subset_fonts: true, ..PdfSaveOptions::default() }, &mut Vec::new());
    name_by_content(&mut bytes);
    bytes
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

/// What the faces are called in every document.
pub(crate) fn handles() -> Result<Handles, PrintError> {
    Ok(Fonts::get()?.resources().1)
}

fn draw(mark: &Mark, paper: Paper, ops: &mut Vec<Op>) {
    match mark {
        Mark::Text { .. } => {}
        Mark::Fill { area, grey: shade } => {
            ops.push(Op::SetFillColor { col: grey(*shade) });
            ops.push(fill(std::slice::from_ref(area), paper));
        }
        Mark::Blocks { areas } => {
            ops.push(Op::SetFillColor { col: grey(0.0) });
            ops.push(fill(areas, paper));
        }
        Mark::Frame { area, width } => stroke(vec![corners(area, paper)], *width, 0.0, ops),
        Mark::Outline { points, width } => {
            stroke(vec![points.iter().map(|(x, y)| at(*x, *y, paper)).collect()], *width, 0.0, ops);
        }
        Mark::Rule { from, to, width, grey } => {
            stroke(vec![vec![at(from.0, from.1, paper), at(to.0, to.1, paper)]], *width, *grey, ops);
        }
        Mark::Hatch { area, grey } => stroke(slants(area, paper), 1.1, *grey, ops),
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

fn stroke(rings: Vec<Vec<LinePoint>>, width: f32, shade: f32, ops: &mut Vec<Op>) {
    ops.push(Op::SetOutlineColor { col: grey(shade) });
    ops.push(Op::SetOutlineThickness { pt: Pt(width) });
    ops.push(path(rings, PaintMode::Stroke));
}

fn fill(areas: &[Area], paper: Paper) -> Op {
    path(areas.iter().map(|area| corners(area, paper)).collect(), PaintMode::Fill)
}

fn path(rings: Vec<Vec<LinePoint>>, mode: PaintMode) -> Op {
    let rings = rings.into_iter().map(|points| PolygonRing { points }).collect();
    Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } }
}

fn corners(area: &Area, paper: Paper) -> Vec<LinePoint> {
    let Area { x, y, .. } = *area;
    vec![
        at(x, y, paper),
        at(area.right(), y, paper),
        at(area.right(), area.bottom(), paper),
        at(x, area.bottom(), paper),
        at(x, y, paper),
    ]
}

fn at(x: f32, y: f32, paper: Paper) -> LinePoint {
    LinePoint { p: Point { x: Pt(x), y: Pt(paper.h - y) }, bezier: false }
}

fn grey(percent: f32) -> Color {
    Color::Greyscale(Greyscale { percent, icc_profile: None })
}
