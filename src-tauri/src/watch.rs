//! Timers: what is on screen ages by itself, and a PC that was left locks itself.

use std::time::Duration;

use crate::app::App;
use crate::changes::Stale;

/// How often the clock is looked at: a PC that slept locks within this.
const EVERY: Duration = Duration::from_secs(5);
/// How many looks between two tellings that the times on screen have aged.
const AGES: u32 = 4;

impl App {
    /// Starts the timers.
    pub(crate) fn watch(&self) {
        self.in_background(|app| {
            for look in 1_u32.. {
                std::thread::sleep(EVERY);
                app.lock_if_left();
                if !look.is_multiple_of(AGES) {
                    continue;
                }
                app.changed(&[Stale::Strip, Stale::Status, Stale::Board]);
            }
        });
    }
}
