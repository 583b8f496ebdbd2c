//! The two faces that every page is set in, and how wide their characters are.
//! A character neither face has is an error: it is never left out and never drawn as a box.

use std::sync::OnceLock;

use printpdf::{ParsedFont, PdfFontHandle, PdfResources};

use crate::PrintError;

const REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/LiberationSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../assets/fonts/LiberationSans-Bold.ttf");

/// Above the baseline, as a part of the size; the same in both faces.
pub(crate) const ASCENT: f32 = 0.905;
/// Below the baseline, as a part of the size.
pub(crate) const DESCENT: f32 = 0.212;
/// From one baseline to the next, as a part of the size.
pub(crate) const LEADING: f32 = 1.22;

/// A character that no face here can draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoGlyph(pub(crate) char);

impl NoGlyph {
    /// The error that says where. `place` holds nothing about a patient.
    pub(crate) fn at(self, place: &str) -> PrintError {
        PrintError::MissingGlyph { character: self.0, place: place.to_owned() }
    }
}

/// One of the two faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    Regular,
    Bold,
}

/// Both faces, with the widths of the common characters looked up beforehand.
pub(crate) struct Fonts {
    regular: Measured,
    bold: Measured,
}

struct Measured {
    font: ParsedFont,
    per_em: f32,
    common: Vec<Option<u16>>,
}

/// Latin with all its extensions and general punctuation; others are looked up one by one.
const COMMON: u32 = 0x2100;

impl Fonts {
    /// The faces, read once.
    pub(crate) fn get() -> Result<&'static Self, PrintError> {
        static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();
        FONTS
            .get_or_init(|| Some(Self { regular: read(REGULAR)?, bold: read(BOLD)? }))
            .as_ref()
            .ok_or(PrintError::Fonts)
    }

    /// How wide one character is, as a part of the size.
    pub(crate) fn advance(&self, face: Face, character: char) -> Result<f32, NoGlyph> {
        let measured = match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        };
        let units = match measured.common.get(character as usize) {
            Some(found) => *found,
            None => look_up(&measured.font, character as u32),
        };
        units.map(|units| f32::from(units) / measured.per_em).ok_or(NoGlyph(character))
    }

    /// How wide words are, in points.
    pub(crate) fn width(&self, face: Face, size: f32, text: &str) -> Result<f32, NoGlyph> {
        text.chars().try_fold(0.0, |sum, character| Ok(sum + self.advance(face, character)? * size))
    }

    /// Both faces as a document's resources, and their names in it.
    pub(crate) fn resources(&self) -> (PdfResources, Handles) {
        let mut resources = PdfResources::default();
        let mut add = |name: &str, font: &ParsedFont| {
            let id = printpdf::FontId(name.to_owned());
            resources.fonts.map.insert(id.clone(), printpdf::PdfFont::new(font.clone()));
            PdfFontHandle::External(id)
        };
        let handles = Handles { regular: add("HR", &self.regular.font), bold: add("HB", &self.bold.font) };
        (resources, handles)
    }
}

/// What the faces are called in a document.
#[derive(Clone)]
pub(crate) struct Handles {
    pub(crate) regular: PdfFontHandle,
    pub(crate) bold: PdfFontHandle,
}

fn read(bytes: &[u8]) -> Option<Measured> {
    let font = ParsedFont::from_bytes(bytes, 0, &mut Vec::new())?;
    let per_em = f32::from(font.font_metrics.units_per_em);
    let common = (0..COMMON).map(|code| look_up(&font, code)).collect();
    Some(Measured { font, per_em, common })
}

/// Right-to-left letters count as absent: without their shaping they would read backwards.
fn look_up(font: &ParsedFont, code: u32) -> Option<u16> {
    if matches!(code, 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF) {
        return None;
    }
    let glyph = font.lookup_glyph_index(code).filter(|glyph| *glyph != 0)?;
    Some(font.get_horizontal_advance(glyph))
}
