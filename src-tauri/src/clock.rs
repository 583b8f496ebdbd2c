//! The one clock. In debug builds a test may start it elsewhere (`HOLDFAST_NOW=2026-11-21T14:32:00+00:00`)
//! stop it (`frozen:…`), or have it read from a file each time (`file:PATH`), so that a story can make the PC sleep.

use std::path::PathBuf;
use std::time::Instant;

use chrono::{DateTime, FixedOffset, SubsecRound, Utc};

/// Tells the time.
pub(crate) enum Clock {
    /// The PC's own.
    ThisPc,
    /// Begins elsewhere and goes on.
    From(DateTime<FixedOffset>, Instant),
    /// Stands still.
    Frozen(DateTime<FixedOffset>),
    /// What a file says.
    File(PathBuf),
}

impl Clock {
    /// The PC's clock; in a debug build, what the environment says.
    #[must_use]
    pub(crate) fn of_this_pc() -> Self {
        if !cfg!(debug_assertions) {
            return Self::ThisPc;
        }
        let said = std::env::var("HOLDFAST_NOW").unwrap_or_default();
        if let Some(path) = said.strip_prefix("file:") {
            return Self::File(path.into());
        }
        match said.strip_prefix("frozen:").map(DateTime::parse_from_rfc3339) {
            Some(Ok(moment)) => Self::Frozen(moment),
            Some(Err(_)) => Self::ThisPc,
            None => DateTime::parse_from_rfc3339(&said).map_or(Self::ThisPc, |from| Self::From(from, Instant::now())),
        }
    }

    /// Now.
    #[must_use]
    pub(crate) fn now(&self) -> DateTime<FixedOffset> {
        match self {
            Self::ThisPc => real(),
            Self::From(start, since) => (*start + since.elapsed()).trunc_subsecs(0),
            Self::Frozen(moment) => *moment,
            Self::File(path) => {
                let text = std::fs::read_to_string(path).unwrap_or_default();
                DateTime::parse_from_rfc3339(text.trim()).unwrap_or_else(|_| real())
            }
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the shell is where the clock is read")]
fn real() -> DateTime<FixedOffset> {
    Utc::now().trunc_subsecs(0).fixed_offset()
}
