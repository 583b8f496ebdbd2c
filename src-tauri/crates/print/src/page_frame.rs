//! What every page carries at its top and foot: what it is, which sheet and page, whose, how to scan it, when to shred it.

use crate::PrintError;
use crate::code::{self, PageCode};
use crate::fonts::{Face, Fonts, NoGlyph};
use crate::ink::Paper;
use crate::mark::{Area, Ink, Mark, height, put};
use crate::pack::{AllergyBox, Banner, Words};
use crate::wrap::{Line, wrap};

/// 15 mm: room to punch holes on either side of the paper.
pub(crate) const MARGIN: f32 = 42.52;
const TOP: f32 = 26.0;
const FOOT: f32 = 24.0;
const EXERCISE: f32 = 19.0;
const PAD: f32 = 8.0;
const EDGE: f32 = 1.5;
const GAP: f32 = 6.0;

/// The words that are the same on each page of one sheet.
pub(crate) struct PageFrame<'a> {
    pub(crate) paper: Paper,
    /// In capitals at the top left: `DOWNTIME COPY`.
    pub(crate) mark: &'a str,
    /// What it is: `Patient summary`.
    pub(crate) title: String,
    /// Sheet number as shown, if it has one.
    pub(crate) sheet: Option<String>,
    pub(crate) exercise: bool,
    pub(crate) whose: Whose<'a>,
    /// Form, version and id of the code; page and total are put in here.
    pub(crate) code: PageCode,
    /// The lines of the foot under the identity.
    pub(crate) foot: Vec<Words>,
}

/// Whom the page is about.
pub(crate) enum Whose<'a> {
    /// One patient, with the allergy box.
    Patient(&'a Banner, &'a AllergyBox),
    /// The ward: its name, in the words of the first line, and a second.
    Ward(&'a str, Words),
    /// Nobody yet: room for a label, or to write who it is about.
    Label,
}

/// The frame in lines: the same on each page but for the page number.
pub(crate) struct LaidFrame<'a> {
    of: &'a PageFrame<'a>,
    band: Vec<Line>,
    band_height: f32,
    identity: Vec<Beside>,
    warnings: Vec<Vec<Line>>,
    caption: Vec<Line>,
    identity_height: f32,
    allergies: Option<(Vec<Line>, Vec<Line>, bool)>,
    foot_name: Vec<Line>,
    foot: Vec<Vec<Line>>,
    /// Where the page's own blocks go.
    pub(crate) inner: Area,
}

/// Lines of the identity block: all across, or left and right.
struct Beside {
    left: Vec<Line>,
    right: Vec<Line>,
    size: f32,
}

impl Beside {
    fn height(&self) -> f32 {
        height(self.left.len().max(self.right.len()), self.size)
    }
}

const NAME: f32 = 17.0;
const ID: f32 = 12.0;
const SMALL: f32 = 10.0;
const CAPTION: f32 = 7.0;
/// Where the right half of the identity block starts, as a part of its width.
const HALF: f32 = 0.56;
const BAND: f32 = 12.0;
const PAGE_ROOM: f32 = 172.0;
const CODE_BOX: f32 = 82.0;
const ICON: f32 = 20.0;

/// Wraps the frame's words and works out the room that is left.
pub(crate) fn lay<'a>(fonts: &Fonts, of: &'a PageFrame<'a>) -> Result<LaidFrame<'a>, NoGlyph> {
    let width = of.paper.w - 2.0 * MARGIN;
    let room = width - CODE_BOX - 2.0 * PAD;
    let mut identity = Vec::new();
    let mut warnings = Vec::new();
    let mut allergies = None;
    let foot_words = match &of.whose {
        Whose::Patient(banner, box_) => {
            let mut name = Beside { left: vec![], right: vec![], size: NAME };
            name.left = wrap(fonts, &Words::bold(banner.name.as_str()), NAME, room)?;
            if name.left.len() > 2 {
                // a very long name still leaves room for the page
                name = Beside { left: wrap(fonts, &Words::bold(banner.name.as_str()), ID, room)?, size: ID, ..name };
            }
            identity.push(name);
            for (left, right) in identity_lines(banner) {
                let left = wrap(fonts, &left, ID, room * HALF - 6.0)?;
                let right = wrap(fonts, &right, ID, room * (1.0 - HALF))?;
                identity.push(Beside { left, right, size: ID });
            }
            for warning in &banner.warnings {
                warnings.push(wrap(fonts, &Words::bold(warning.as_str()), SMALL, room - ICON - 2.0 * PAD)?);
            }
            let inside = width - 2.0 * PAD - ICON - 6.0;
            let from = wrap(fonts, &Words::plain(box_.from.as_str()), SMALL, inside)?;
            allergies = Some((wrap(fonts, &box_.line, ID, inside)?, from, box_.known));
            foot_identity(banner)
        }
        Whose::Label => {
            let write = "Patient label here, or write all of it in capitals. On each page, before anything else.";
            identity.push(Beside { left: wrap(fonts, &Words::plain(write), SMALL, room)?, right: vec![], size: SMALL });
            for (left, right) in [("Family name, given name", ""), ("Born", "NHS No."), ("Ward, bed", "Hospital No.")] {
                // The row is as tall as one line of this size: room to write beside its name.
                let words = |text: &str, room: f32| wrap(fonts, &Words::plain(text), NAME, room);
                let left = words(left, room * HALF - 6.0)?;
                identity.push(Beside { left, right: words(right, room * (1.0 - HALF))?, size: NAME });
            }
            let inside = width - 2.0 * PAD - ICON - 6.0;
            let line = wrap(fonts, &Words::bold("Allergies and reactions:"), ID, inside)?;
            let from = "Write them, or “none known”, and who said so. Empty is not none.";
            allergies = Some((line, wrap(fonts, &Words::plain(from), SMALL, inside)?, false));
            Words::plain("Name:                                        NHS No.:")
        }
        Whose::Ward(name, second) => {
            let title = wrap(fonts, &Words::bold(*name), NAME, room)?;
            identity.push(Beside { left: title, right: vec![], size: NAME });
            identity.push(Beside { left: wrap(fonts, second, SMALL, room)?, right: vec![], size: SMALL });
            Words::bold(*name)
        }
    };
    let caption = wrap(fonts, &Words::plain(of.code.caption()), CAPTION, CODE_BOX - 6.0)?;
    let identity_tall: f32 = identity.iter().map(Beside::height).sum();
    let band_words = Words::bold(of.mark).then(format!("    {}", of.title));
    let band = wrap(fonts, &band_words, BAND, width - 2.0 * PAD - PAGE_ROOM)?;
    let band_height = height(band.len(), BAND) + 8.0;
    let warnings_tall: f32 = warnings.iter().map(|lines| height(lines.len(), SMALL) + 10.0).sum();
    let code_tall = CODE_BOX + height(caption.len(), CAPTION);
    let identity_height = (identity_tall + warnings_tall + PAD + 2.0).max(code_tall);
    let allergy_tall = allergies
        .as_ref()
        .map_or(0.0, |(line, from, _)| GAP + height(line.len(), ID) + height(from.len(), SMALL) + 2.0 * ALLERGY_PAD);
    let foot_name = wrap(fonts, &foot_words, SMALL, width - PAGE_ROOM)?;
    let foot = of.foot.iter().map(|words| wrap(fonts, words, FOOT_SIZE, width)).collect::<Result<Vec<_>, _>>()?;
    let foot_tall = height(foot_name.len(), SMALL) + foot.iter().map(|l| height(l.len(), FOOT_SIZE)).sum::<f32>() + 5.0;
    let exercise = if of.exercise { EXERCISE } else { 0.0 };
    let top = TOP + band_height + exercise + identity_height + allergy_tall + GAP;
    let bottom = of.paper.h - FOOT - foot_tall - 4.0;
    let inner = Area { x: MARGIN, y: top, w: width, h: bottom - top };
    Ok(LaidFrame {
        of,
        band,
        band_height,
        identity,
        warnings,
        caption,
        identity_height,
        allergies,
        foot_name,
        foot,
        inner,
    })
}

const FOOT_SIZE: f32 = 8.0;
const ALLERGY_PAD: f32 = 5.0;

/// Each line's left and right half.
fn identity_lines(banner: &Banner) -> Vec<(Words, Words)> {
    let mut born = Words::plain("Born\u{A0}").then_bold(banner.born.as_str());
    if let Some(age) = &banner.age {
        born = born.then_bold(format!("\u{A0}({age})"));
    }
    born = born.then("   Gender\u{A0}").then_bold(banner.gender.replace(' ', "\u{A0}"));
    let nhs = Words::plain("NHS\u{A0}No.\u{A0}").then_bold(banner.nhs_number.replace(' ', "\u{A0}"));
    let place = Words::plain(format!("{}, ", banner.ward));
    let place = match &banner.bed {
        Some(bed) => place.then_bold(format!("bed\u{A0}{bed}")),
        None => place.then_bold("bed not known"),
    };
    let mut lines = vec![(born, nhs)];
    let hospital = match &banner.hospital_number {
        Some(number) => Words::plain("Hospital\u{A0}No.\u{A0}").then_bold(number.as_str()),
        None => Words::default(),
    };
    lines.push((place, hospital));
    if let Some(preferred) = &banner.preferred {
        lines.insert(0, (Words::plain("Preferred name\u{A0}").then_bold(preferred.as_str()), Words::default()));
    }
    if let Some(died) = &banner.died {
        lines.push((Words::plain("Died\u{A0}").then_bold(died.as_str()), Words::default()));
    }
    lines
}

fn foot_identity(banner: &Banner) -> Words {
    let number = banner.nhs_number.replace(' ', "\u{A0}");
    let bed = banner.bed.as_ref().map_or(String::new(), |bed| format!(", bed\u{A0}{bed}"));
    Words::bold(format!(
        "{}   Born\u{A0}{}   NHS\u{A0}No.\u{A0}{number}   {}{bed}",
        banner.name,
        banner.born,
        banner.ward.replace(' ', "\u{A0}")
    ))
}

impl LaidFrame<'_> {
    /// The frame of this page.
    pub(crate) fn draw(&self, fonts: &Fonts, page: u32, pages: u32) -> Result<Vec<Mark>, PrintError> {
        let mut marks = Vec::new();
        let place = "the head of a page";
        let label = self.page_label(page, pages);
        let y = self.band(fonts, &label, &mut marks).map_err(|missing| missing.at(place))?;
        let y = self.identity(page, pages, y, &mut marks)?;
        self.allergies(y + GAP, &mut marks);
        self.foot(fonts, &label, &mut marks).map_err(|missing| missing.at(place))?;
        Ok(marks)
    }

    fn page_label(&self, page: u32, pages: u32) -> String {
        let page = format!("Page\u{A0}{page}\u{A0}of\u{A0}{pages}");
        self.of.sheet.as_ref().map_or(page.clone(), |sheet| format!("Sheet\u{A0}{sheet}   {page}"))
    }

    fn band(&self, fonts: &Fonts, label: &str, marks: &mut Vec<Mark>) -> Result<f32, NoGlyph> {
        let area = Area { x: MARGIN, y: TOP, w: self.inner.w, h: self.band_height };
        marks.push(Mark::Fill { area, grey: 0.0 });
        let inside = Area { x: area.x + PAD, y: area.y + 4.0, w: area.w - 2.0 * PAD - PAGE_ROOM, h: 0.0 };
        put(marks, &self.band, inside, Ink::size(BAND).white());
        let right = wrap(fonts, &Words::bold(label), 11.0, PAGE_ROOM)?;
        let beside = Area { x: area.right() - PAD - PAGE_ROOM, y: area.y + 5.0, w: PAGE_ROOM, h: 0.0 };
        put(marks, &right, beside, Ink::size(11.0).white().right());
        if !self.of.exercise {
            return Ok(area.bottom());
        }
        let area = Area { x: MARGIN, y: TOP + self.band_height, w: self.inner.w, h: EXERCISE };
        marks.push(Mark::Hatch { area, grey: 0.55 });
        marks.push(Mark::Frame { area, width: EDGE });
        let words = "EXERCISE. Invented patients. Not for care.";
        let wide = fonts.width(Face::Bold, 11.0, words)?;
        let middle = Area { x: area.x + (area.w - wide) / 2.0, y: area.y + 2.5, w: wide + 1.0, h: 14.0 };
        marks.push(Mark::Fill { area: Area { x: middle.x - 8.0, w: wide + 16.0, y: area.y, h: EXERCISE }, grey: 1.0 });
        marks.push(Mark::Frame { area, width: EDGE });
        put(marks, &wrap(fonts, &Words::bold(words), 11.0, middle.w)?, middle, Ink::size(11.0));
        Ok(area.bottom())
    }

    fn identity(&self, page: u32, pages: u32, y: f32, marks: &mut Vec<Mark>) -> Result<f32, PrintError> {
        let area = Area { x: MARGIN, y, w: self.inner.w, h: self.identity_height };
        marks.push(Mark::Frame { area, width: EDGE });
        let split = area.right() - CODE_BOX;
        marks.push(Mark::Rule { from: (split, y), to: (split, area.bottom()), width: EDGE, grey: 0.0 });
        let mut inside = Area { x: area.x + PAD, y: y + 4.0, w: area.w - CODE_BOX - 2.0 * PAD, h: 0.0 };
        for line in &self.identity {
            let half = inside.w * HALF;
            let left = if line.right.is_empty() { inside } else { Area { w: half - 6.0, ..inside } };
            put(marks, &line.left, left, Ink::size(line.size));
            put(marks, &line.right, Area { x: inside.x + half, w: inside.w - half, ..inside }, Ink::size(line.size));
            inside.y += line.height();
        }
        for lines in &self.warnings {
            let tall = height(lines.len(), SMALL) + 6.0;
            let boxed = Area { x: inside.x, y: inside.y + 2.0, w: inside.w, h: tall };
            marks.push(Mark::Frame { area: boxed, width: EDGE });
            triangle(marks, boxed.x + 5.0, boxed.y + 3.0, 11.0);
            let words = Area { x: boxed.x + ICON, y: boxed.y + 3.0, w: boxed.w - ICON - PAD, h: 0.0 };
            put(marks, lines, words, Ink::size(SMALL));
            inside.y += tall + 4.0;
        }
        let (areas, wide) = code::draw(&self.of.code.payload(page, pages))?;
        let x = split + (CODE_BOX - wide) / 2.0;
        marks.push(code::at(areas, x, y));
        let caption = Area { x: split + 3.0, y: y + wide - 2.0, w: CODE_BOX - 6.0, h: 0.0 };
        put(marks, &self.caption, caption, Ink::size(CAPTION));
        Ok(area.bottom())
    }

    fn allergies(&self, y: f32, marks: &mut Vec<Mark>) {
        let Some((line, from, known)) = &self.allergies else { return };
        let tall = height(line.len(), ID) + height(from.len(), SMALL) + 2.0 * ALLERGY_PAD;
        let width = if *known { 3.0 } else { 1.0 };
        let area = Area { x: MARGIN, y, w: self.inner.w, h: tall };
        marks.push(Mark::Frame { area: area.inset(width / 2.0), width });
        if *known {
            diamond(marks, area.x + PAD, y + tall / 2.0 - ICON / 2.0, ICON);
        }
        let inside =
            Area { x: area.x + PAD + ICON + 6.0, y: y + ALLERGY_PAD, w: area.w - 2.0 * PAD - ICON - 6.0, h: 0.0 };
        let used = put(marks, line, inside, Ink::size(ID));
        put(marks, from, Area { y: inside.y + used, ..inside }, Ink::size(SMALL));
    }

    fn foot(&self, fonts: &Fonts, label: &str, marks: &mut Vec<Mark>) -> Result<(), NoGlyph> {
        let top = self.inner.bottom() + 4.0;
        let rule = Mark::Rule { from: (MARGIN, top), to: (MARGIN + self.inner.w, top), width: EDGE, grey: 0.0 };
        marks.push(rule);
        let mut area = Area { x: MARGIN, y: top + 4.0, w: self.inner.w - PAGE_ROOM, h: 0.0 };
        let right = Area { x: area.right(), w: PAGE_ROOM, ..area };
        put(marks, &wrap(fonts, &Words::bold(label), SMALL, PAGE_ROOM)?, right, Ink::size(SMALL).right());
        area.y += put(marks, &self.foot_name, area, Ink::size(SMALL));
        area.w = self.inner.w;
        for lines in &self.foot {
            area.y += put(marks, lines, area, Ink::size(FOOT_SIZE));
        }
        Ok(())
    }
}

/// The sign of a warning.
fn triangle(marks: &mut Vec<Mark>, x: f32, y: f32, side: f32) {
    let points = vec![(x + side / 2.0, y), (x + side, y + side * 0.9), (x, y + side * 0.9)];
    marks.push(Mark::Outline { points: closed(points), width: 1.2 });
    stroke_and_dot(marks, x + side / 2.0, y + side * 0.3, side * 0.3);
}

/// The sign of known allergies.
fn diamond(marks: &mut Vec<Mark>, x: f32, y: f32, side: f32) {
    let half = side / 2.0;
    let points = vec![(x + half, y), (x + side, y + half), (x + half, y + side), (x, y + half)];
    marks.push(Mark::Outline { points: closed(points), width: 2.0 });
    stroke_and_dot(marks, x + half, y + side * 0.25, side * 0.32);
}

fn stroke_and_dot(marks: &mut Vec<Mark>, x: f32, y: f32, tall: f32) {
    let wide = (tall / 3.2).max(1.1);
    marks.push(Mark::Fill { area: Area { x: x - wide / 2.0, y, w: wide, h: tall }, grey: 0.0 });
    marks.push(Mark::Fill { area: Area { x: x - wide / 2.0, y: y + tall + 1.0, w: wide, h: wide }, grey: 0.0 });
}

fn closed(mut points: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    points.extend(points.first().copied());
    points
}
