//! Room on the disk: what still works when there is none.

use chrono::{DateTime, FixedOffset};
use store::Room;

use crate::{Ward, WardError};

/// Whether there is room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// Enough.
    Enough,
    /// Little: somebody should make room.
    Low,
    /// None: what is held can be read and printed, and nothing new is signed.
    Full,
}

/// Whether a failure means that there is no room on the disk.
#[must_use]
pub fn is_full(error: &WardError) -> bool {
    if let WardError::Store(error) = error {
        return store::is_full(error);
    }
    matches!(error, WardError::NoRoom) || matches!(error, WardError::Copy(error) if error.no_room())
}

const MB: u64 = 1024 * 1024;

impl Ward {
    /// How much room there is. Keeps the reserve: gives it up when there is none, makes it again when there is.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn keep_room(&self) -> Result<(Space, Room), WardError> {
        let room = Room::keep(self.store.home())?;
        Ok((self.space(room), room))
    }

    /// When the newest record was saved, and on which form.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn last_saved(&self) -> Result<Option<(DateTime<FixedOffset>, String)>, WardError> {
        Ok(self.store.records()?.pop().map(|record| (record.recorded_at, record.form.title)))
    }

    /// How much room there is, only looked at.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn room(&self) -> Result<(Space, Room), WardError> {
        let room = Room::of(self.store.home())?;
        Ok((self.space(room), room))
    }

    fn space(&self, room: Room) -> Space {
        if room.free < self.needs() {
            Space::Full
        } else if room.free < u64::from(self.config.disk_warns_mb) * MB {
            Space::Low
        } else {
            Space::Enough
        }
    }

    fn needs(&self) -> u64 {
        u64::from(self.config.disk_needs_mb) * MB
    }

    /// Nothing new is signed on a full disk: what room is left is for signing in, drafts and the log.
    pub(crate) fn room_to_sign(&self) -> Result<(), WardError> {
        // A system that does not say how much room there is lets the disk itself refuse.
        let free = store::free_room(self.store.home()).unwrap_or(u64::MAX);
        if free < self.needs() { Err(WardError::NoRoom) } else { Ok(()) }
    }
}
