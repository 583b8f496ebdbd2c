//! Who is signed in on this PC. Checked here for every command; the page is never trusted. Locks itself.

use std::time::Instant;

use chrono::{DateTime, Duration, FixedOffset};
use ward::{Actor, Ward};

use crate::app::{App, lock};
use crate::changes::Stale;
use crate::problem::Problem;

/// The session.
#[derive(Default)]
pub(crate) struct Session {
    actor: Option<Actor>,
    touched: Option<DateTime<FixedOffset>>,
    looking_at: String,
    finding: Option<u32>,
}

/// The clock is looked at every few seconds: when more than this has passed, the PC slept or its clock was moved.
const SLEPT: Duration = Duration::seconds(30);
/// A clock set back by no more than this was only corrected.
const CORRECTED: Duration = Duration::seconds(5);
/// Less than this between the wall clock and the running time is rounding.
const ROUNDING: Duration = Duration::seconds(2);

/// What the clocks said when they were looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Looked {
    /// The wall clock at the last look.
    last: DateTime<FixedOffset>,
    /// The wall clock and the running time when they last agreed.
    agreed: (DateTime<FixedOffset>, Instant),
}

/// What a look at the clocks tells.
#[derive(Debug, PartialEq, Eq)]
struct Look {
    /// The PC slept, or its clock was moved, since the last look.
    slept: bool,
    /// By how much the wall clock left the running time, if it did.
    jumped: Option<Duration>,
}

impl Looked {
    fn at(now: DateTime<FixedOffset>, running: Instant) -> Self {
        Self { last: now, agreed: (now, running) }
    }

    /// Looks again.
    fn again(&mut self, now: DateTime<FixedOffset>, running: Instant) -> Look {
        let passed = now - self.last;
        let ran = Duration::from_std(running.saturating_duration_since(self.agreed.1)).unwrap_or_default();
        let apart = now - self.agreed.0 - ran;
        self.last = now;
        let jumped = (apart.abs() > ROUNDING).then_some(apart);
        if jumped.is_some() {
            self.agreed = (now, running);
        }
        Look { slept: passed > SLEPT || passed < -CORRECTED, jumped }
    }
}

impl App {
    /// Who is acting, or that nobody is: a session that was left alone too long is over.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub(crate) fn actor(&self) -> Result<Actor, Problem> {
        self.lock_if_left();
        lock(&self.session).actor.clone().ok_or_else(Problem::not_signed_in)
    }

    /// The ward and who is acting on it.
    ///
    /// # Errors
    /// When the store is not open or nobody is signed in.
    pub(crate) fn acting<T>(
        &self,
        act: impl FnOnce(&mut Ward, &Actor, DateTime<FixedOffset>) -> Result<T, ward::WardError>,
    ) -> Result<T, Problem> {
        let actor = self.actor()?;
        let mut ward = self.ward()?;
        Ok(act(&mut ward, &actor, self.now())?)
    }

    /// Somebody has signed in.
    pub(crate) fn signed_in(&self, actor: Actor) {
        let touched = Some(self.now());
        *lock(&self.session) = Session { actor: Some(actor), touched, ..Session::default() };
        self.changed(&[Stale::Session, Stale::Strip, Stale::Status, Stale::People]);
    }

    /// Whether this is a new look at something, or the screen asking again for what is already on it.
    /// Only a new look is an audit entry: otherwise a board left open would fill the ledger.
    pub(crate) fn new_look(&self, at: &str) -> bool {
        let mut session = lock(&self.session);
        let new = session.looking_at != at;
        at.clone_into(&mut session.looking_at);
        new
    }

    /// Whether this is a first look for somebody, or the same box with more typed into it. Find lies over a place, which
    /// goes on being looked at: it is not one itself.
    pub(crate) fn new_find(&self, opening: u32) -> bool {
        lock(&self.session).finding.replace(opening) != Some(opening)
    }

    /// A key or touch. False when nobody is signed in.
    pub(crate) fn touched(&self) -> bool {
        self.lock_if_left();
        let mut session = lock(&self.session);
        session.touched = Some(self.now());
        session.actor.is_some()
    }

    /// Locks: by the key or by itself. Drafts stay.
    pub(crate) fn lock_now(&self, by_time: bool) {
        let actor = lock(&self.session).actor.take();
        if let (Some(actor), Some(mut ward)) = (actor, self.open_ward()) {
            // The screen locks even when the entry cannot be written.
            let _ = ward.sign_out(&actor, by_time, self.now());
        }
        lock(&self.paper).forget();
        *lock(&self.envelope) = None;
        self.changed(&[Stale::Session, Stale::Strip, Stale::Status]);
    }

    /// Locks when nobody has touched anything for the site's time, when the PC slept, and when a pass has ended.
    pub(crate) fn lock_if_left(&self) {
        let slept = self.look_at_the_clock();
        let Some(minutes) = self.open_ward().map(|ward| ward.config().lock_after_minutes) else { return };
        let over = {
            let session = lock(&self.session);
            // The page says at most every quarter of a minute that it is in use.
            let limit = Duration::minutes(i64::from(minutes)) + Duration::seconds(20);
            let left = session.touched.is_some_and(|touched| self.now() - touched > limit);
            session.actor.as_ref().is_some_and(|actor| left || slept || actor.pass_over(self.now()))
        };
        if over {
            self.lock_now(true);
        }
    }

    /// Looks at the clock. Answers whether the PC slept or its clock was moved since the last look; waits after wrong
    /// PINs are then moved with it, because they pass only while the program runs.
    fn look_at_the_clock(&self) -> bool {
        let (now, running) = (self.now(), Instant::now());
        let look = lock(&self.looked).get_or_insert_with(|| Looked::at(now, running)).again(now, running);
        if let (Some(by), Some(mut ward)) = (look.jumped, self.open_ward()) {
            // A wait that cannot be moved stays as it was counted.
            let _ = ward.clock_jumped(by);
        }
        look.slept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noon() -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339("2026-11-21T12:00:00+00:00").expect("a time")
    }

    #[test]
    fn a_pc_that_slept_or_whose_clock_was_moved_is_noticed_and_one_that_ran_is_not() {
        let start = Instant::now();
        // Seconds on the wall clock and seconds run since the start: slept, and jumped by.
        let looks = [
            (5, 5, false, None),
            (26, 25, false, None),
            (45, 45, false, None),
            (60 + 45, 50, true, Some(55)),
            (60 + 50, 55, false, None),
            (3_600 * 8, 60, true, Some(3_600 * 8 - 115)),
            (3_600 * 8 + 5, 65, false, None),
            (10, 70, true, Some(10 - (3_600 * 8 + 10))),
            (15, 75, false, None),
            (12, 80, false, Some(-8)),
        ];
        let mut looked = Looked::at(noon(), start);
        for (wall, ran, slept, jumped) in looks {
            let look = looked.again(noon() + Duration::seconds(wall), start + std::time::Duration::from_secs(ran));
            assert_eq!(
                look,
                Look { slept, jumped: jumped.map(Duration::seconds) },
                "{wall} s by the clock, {ran} s run"
            );
        }
    }
}
