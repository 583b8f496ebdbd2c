//! The one clock. In debug builds a test may start it elsewhere (`HOLDFAST_NOW=2026-11-21T14:32:00+00:00`)
//! or stop it (`frozen:…`).

use std::time::Instant;

use chrono::{DateTime, FixedOffset, SubsecRound, Utc};

/// Tells the time.
pub(crate) struct Clock {
    start: Option<(DateTime<FixedOffset>, Option<Instant>)>,
}

impl Clock {
    /// The PC's clock; in a debug build, what the environment says.
    #[must_use]
    pub(crate) fn of_this_pc() -> Self {
        if !cfg!(debug_assertions) {
            return Self { start: None };
        }
        let said = std::env::var("HOLDFAST_NOW").unwrap_or_default();
        let (frozen, moment) = match said.strip_prefix("frozen:") {
            Some(moment) => (true, moment),
            None => (false, said.as_str()),
        };
        let start = DateTime::parse_from_rfc3339(moment).ok();
        Self { start: start.map(|start| (start, (!frozen).then(Instant::now))) }
    }

    /// Now.
    #[must_use]
    pub(crate) fn now(&self) -> DateTime<FixedOffset> {
        match self.start {
            None => real(),
            Some((start, None)) => start,
            Some((start, Some(since))) => (start + since.elapsed()).trunc_subsecs(0),
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the shell is where the clock is read")]
fn real() -> DateTime<FixedOffset> {
    Utc::now().trunc_subsecs(0).fixed_offset()
}
