//! Timers: what is on screen ages by itself, and a PC that was left locks itself.

use std::time::Duration;

use crate::app::App;
use crate::changes::Stale;

/// How often the times on screen are looked at again.
const EVERY: Duration = Duration::from_secs(20);

impl App {
    /// Starts the timers.
    pub(crate) fn watch(&self) {
        self.in_background(|app| {
            loop {
                std::thread::sleep(EVERY);
                app.lock_if_left();
                if let Some(ward) = app.open_ward() {
                    ward.keep_head();
                }
                app.changed(&[Stale::Strip, Stale::Status, Stale::Board]);
            }
        });
    }
}
