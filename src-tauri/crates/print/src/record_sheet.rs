//! The signed record as a PDF of its own: what goes into a DocumentReference when it is filed.

use chrono::{DateTime, FixedOffset};

use crate::PrintError;
use crate::code::{PageCode, SheetCode};
use crate::fonts::Fonts;
use crate::ink;
use crate::pack::{AllergyBox, Banner, Words};
use crate::page_frame::{PageFrame, Whose};
use crate::pages;
use crate::sheet::lay;
use crate::spelt::{earlier_words, record_words};
use crate::when::when;

/// One answer as it is printed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AnswerRow {
    /// The question.
    pub label: String,
    /// The answer in words, with its digits; a gap in words: `Not measured: refused`.
    pub value: String,
    /// The unit as shown, if it has one.
    pub unit: Option<String>,
    /// The points it scored.
    pub points: Option<u8>,
    /// A heading of the rows under it; `value` is not printed.
    pub heading: bool,
}

/// A version of the record that another has taken the place of, and what the one after it changed.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Earlier {
    /// `Version 1, signed 21-Nov-2026 08:53 by Jo Marsh`.
    pub words: String,
    /// Why the one after it was made.
    pub reason: String,
    /// Each answer that was changed: the question, what it said, what it says after.
    pub changes: Vec<(String, String, String)>,
}

/// Makes it. The same record gives the same bytes for the same `printed_at`. A character that cannot be drawn is shown by
/// its code: the record itself is filed beside this page, with every character it has.
pub fn record_sheet(
    record: &record::SignedRecord,
    banner: &Banner,
    rows: &[AnswerRow],
    earlier: &[Earlier],
    printed_at: DateTime<FixedOffset>,
    exercise: bool,
) -> Result<Vec<u8>, PrintError> {
    let fonts = Fonts::get()?;
    let (record, banner, rows) = &record_words(fonts, record, banner, rows);
    let earlier = &earlier_words(fonts, earlier);
    let allergies = AllergyBox {
        line: Words::plain(record.seen.allergies.as_str()),
        from: "As the author saw it when signing.".to_owned(),
        known: record.seen.allergies.starts_with("Known allergies"),
    };
    let (form, version) = (record.form.id.clone(), record.form.version.clone());
    let made = format!("Form {form} {version}. Record {}. Page made {}.", record.id, when(printed_at));
    let frame = PageFrame {
        paper: ink::UPRIGHT,
        mark: "DOWNTIME RECORD",
        title: record.form.title.clone(),
        sheet: None,
        exercise,
        whose: Whose::Patient(banner, &allergies),
        code: PageCode::Sheet(SheetCode { form, version, id: record.id.to_string(), page: 1, of: 1 }),
        foot: vec![made.into(), "Recorded during system downtime. Holdfast.".into()],
    };
    let blocks = pages::record::blocks(record, rows, earlier);
    let laid = lay(fonts, &frame, &blocks, "the record")?;
    ink::document(&format!("Downtime record: {}", record.form.title), &laid.drawn(fonts)?)
}
