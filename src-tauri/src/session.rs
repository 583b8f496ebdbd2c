//! Who is signed in on this PC. Checked here for every command; the page is never trusted. Locks itself.

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

    /// Locks: by the key or by time. Drafts stay.
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

    /// Locks when nobody has touched anything for the site's time.
    pub(crate) fn lock_if_left(&self) {
        let Some(minutes) = self.open_ward().map(|ward| ward.config().lock_after_minutes) else { return };
        let left = {
            let session = lock(&self.session);
            // The page says at most every quarter of a minute that it is in use.
            let limit = Duration::minutes(i64::from(minutes)) + Duration::seconds(20);
            session.actor.is_some() && session.touched.is_some_and(|touched| self.now() - touched > limit)
        };
        if left {
            self.lock_now(true);
        }
    }
}
