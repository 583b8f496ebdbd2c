//! Dates and times as a ward writes them: `21-Nov-2026 14:30`.

use chrono::{DateTime, FixedOffset};

use crate::pack::Words;

/// Date and time on one line.
pub(crate) fn when(at: DateTime<FixedOffset>) -> String {
    at.format("%d-%b-%Y\u{A0}%H:%M").to_string()
}

/// The same with the time in bold.
pub(crate) fn when_words(at: DateTime<FixedOffset>) -> Words {
    Words::plain(at.format("%d-%b-%Y ").to_string()).then_bold(at.format("%H:%M").to_string())
}
