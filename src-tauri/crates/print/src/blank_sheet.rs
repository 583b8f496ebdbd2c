//! One blank form without a patient: for a cupboard, a photocopier, a ward that has no list.

use chrono::{DateTime, FixedOffset};

use crate::PrintError;
use crate::code::{PageCode, SheetCode};
use crate::fonts::Fonts;
use crate::ink;
use crate::pack::BlankForm;
use crate::page_frame::{PageFrame, Whose};
use crate::pages;
use crate::sheet::lay;
use crate::when::when;

/// Makes it, with room for a patient's label on each page.
///
/// # Errors
/// When a character of it cannot be printed.
pub fn blank_sheet(form: &BlankForm, printed_at: DateTime<FixedOffset>) -> Result<Vec<u8>, PrintError> {
    let fonts = Fonts::get()?;
    let made = format!("Form {} {}. Printed {}. Holdfast.", form.form, form.version, when(printed_at));
    let code =
        SheetCode { form: form.form.clone(), version: form.version.clone(), id: "blank".to_owned(), page: 1, of: 1 };
    let frame = PageFrame {
        paper: ink::UPRIGHT,
        mark: "DOWNTIME FORM",
        title: form.title.clone(),
        sheet: None,
        exercise: false,
        whose: Whose::Label,
        code: PageCode::Sheet(code),
        foot: vec![made.into(), "Not a substitute for the full record once the system is up: file and scan.".into()],
    };
    let blocks = pages::blank::blocks(form);
    let laid = lay(fonts, &frame, &blocks, "the blank form")?;
    ink::document(&form.title, &laid.drawn(fonts)?)
}
