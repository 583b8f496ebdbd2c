//! Timers: what is on screen ages by itself, and a PC that was left locks itself.

use std::time::Duration;

use crate::app::{App, lock};
use crate::changes::Stale;

/// How often the clock is looked at: a PC that slept locks within this.
const EVERY: Duration = Duration::from_secs(5);
/// How many looks between two tellings that the times on screen have aged.
const AGES: u32 = 4;
/// Every so many looks, what is kept is held against the site's rule: once an hour.
const LOOKS_TO_RETENTION: u32 = 720;

impl App {
    /// Starts the timers.
    pub(crate) fn watch(&self) {
        self.in_background(|app| {
            for look in 0_u32.. {
                app.look_at_the_disk();
                std::thread::sleep(EVERY);
                app.lock_if_left();
                app.copy_what_is_due();
                if look.is_multiple_of(LOOKS_TO_RETENTION) {
                    app.keep_to_the_rule();
                }
                if !look.is_multiple_of(AGES) {
                    continue;
                }
                if let Some(ward) = app.open_ward() {
                    ward.keep_head();
                }
                app.changed(&[Stale::Strip, Stale::Status, Stale::Board]);
            }
        });
    }

    /// Keeps room back for a full disk, and tells the screen when there is room again.
    fn look_at_the_disk(&self) {
        let Some(ward) = self.open_ward() else { return };
        // A disk that cannot be asked is looked at again in a moment; the disk itself refuses what it cannot hold.
        let space = ward.keep_room().ok().map(|(space, _)| space);
        drop(ward);
        let before = std::mem::replace(&mut *lock(&self.space), space);
        if before != space {
            self.changed(&[Stale::Standby, Stale::Drafts]);
        }
    }

    /// Erases copies of hospital data that are older than the site's rule.
    fn keep_to_the_rule(&self) {
        let gone = self.open_ward().and_then(|mut ward| ward.apply_retention(self.now()).ok()).unwrap_or_default();
        if !gone.is_empty() {
            self.changed(&[Stale::Copies, Stale::Board, Stale::Standby]);
        }
    }
}
