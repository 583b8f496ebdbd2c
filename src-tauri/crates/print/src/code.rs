//! The code on each page: which form, which sheet, which page. Nothing in it says whose it is.

use fast_qr::{ECL, QRBuilder};

use crate::PrintError;
use crate::mark::{Area, Mark};

/// What the code of one page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCode {
    /// Form id, or the kind of sheet: `summary`.
    pub form: String,
    /// Its version.
    pub version: String,
    /// A record's id, or the id of a blank or printed sheet.
    pub id: String,
    /// Page, from 1.
    pub page: u32,
    /// Of how many.
    pub of: u32,
}

impl SheetCode {
    /// `BC1|form|version|id|page/of|crc`, the check over all that stands before it.
    #[must_use]
    pub fn payload(&self) -> String {
        let Self { form, version, id, page, of } = self;
        let body = format!("BC1|{form}|{version}|{id}|{page}/{of}|");
        let crc = crc16(body.as_bytes());
        format!("{body}{crc:04X}")
    }
}

/// What the square on a page says.
pub(crate) enum PageCode {
    /// Which form, sheet and page.
    Sheet(SheetCode),
    /// The same words on each page, and what stands under them.
    Words { payload: String, caption: String },
}

impl PageCode {
    /// What this page's square says.
    pub(crate) fn payload(&self, page: u32, of: u32) -> String {
        match self {
            Self::Sheet(code) => SheetCode { page, of, ..code.clone() }.payload(),
            Self::Words { payload, .. } => payload.clone(),
        }
    }

    /// What stands under it.
    pub(crate) fn caption(&self) -> &str {
        match self {
            Self::Sheet(code) => &code.id,
            Self::Words { caption, .. } => caption,
        }
    }
}

/// CRC-16/CCITT-FALSE.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc, byte| {
        (0..8).fold(
            crc ^ (u16::from(*byte) << 8),
            |crc, _| {
                if crc & 0x8000 == 0 { crc << 1 } else { (crc << 1) ^ 0x1021 }
            },
        )
    })
}

/// 21 mm of code; the 4 modules of white around it come on top.
const SIDE: f32 = 59.6;
const QUIET: usize = 4;

/// The code's marks from the top left corner of its quiet zone, and how wide it is with it.
pub(crate) fn draw(payload: &str) -> Result<(Vec<Area>, f32), PrintError> {
    let qr = QRBuilder::new(payload).ecl(ECL::Q).build().map_err(|_| PrintError::Code)?;
    let module = SIDE / qr.size as f32;
    let mut areas = Vec::new();
    for (y, row) in qr.data.chunks(qr.size).take(qr.size).enumerate() {
        let mut start = None;
        for x in 0..=qr.size {
            let dark = row.get(x).is_some_and(|found| found.value());
            match (start, dark) {
                (None, true) => start = Some(x),
                (Some(from), false) => {
                    let left = (from + QUIET) as f32 * module;
                    let top = (y + QUIET) as f32 * module;
                    areas.push(Area { x: left, y: top, w: (x - from) as f32 * module, h: module });
                    start = None;
                }
                (None, false) | (Some(_), true) => {}
            }
        }
    }
    Ok((areas, SIDE + 2.0 * QUIET as f32 * module))
}

/// The code at this place.
pub(crate) fn at(areas: Vec<Area>, x: f32, y: f32) -> Mark {
    Mark::Blocks { areas: areas.into_iter().map(|a| Area { x: a.x + x, y: a.y + y, ..a }).collect() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn the_check_is_the_published_one() {
        assert_eq!(crc16(b"123456789"), 0x29B1);
    }

    #[test]
    fn the_payload_has_six_parts_in_their_order() {
        let code = SheetCode { form: "news2".into(), version: "1.0.0".into(), id: "P1.7".into(), page: 1, of: 2 };
        let payload = code.payload();
        let parts: Vec<_> = payload.split('|').collect();
        assert_eq!(parts.len(), 6);
        assert_eq!(parts[..5], ["BC1", "news2", "1.0.0", "P1.7", "1/2"]);
    }
}
