//! The last pack that was made, kept so that a standby copy carries it. Bypasses the ledger by name: it is paper made
//! from what the ledger and the copies say, and goes when its shredding time has come.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Doing, StoreError};
use crate::{Store, views};

/// The last pack.
#[derive(Clone, PartialEq, Eq)]
pub struct LastPack {
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// How many pages.
    pub pages: u32,
    /// The PDF.
    pub pdf: Vec<u8>,
}

impl std::fmt::Debug for LastPack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LastPack {{ made_at: {}, pages: {}, {} bytes }}", self.made_at, self.pages, self.pdf.len())
    }
}

pub(crate) fn is_kept(database: &Connection) -> Result<bool, StoreError> {
    database.query_row("SELECT count(*) FROM last_pack", [], |row| row.get(0)).doing("tell whether a pack is kept")
}

impl Store {
    /// Keeps a pack in the place of the one before.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep_pack(&self, pack: &LastPack) -> Result<(), StoreError> {
        let made_at = pack.made_at.to_rfc3339_opts(SecondsFormat::Secs, false);
        self.database
            .execute(include_str!("views/put-last-pack.sql"), params![made_at, pack.pages, pack.pdf])
            .doing("keep the last pack")?;
        Ok(())
    }

    /// The last pack, while it is kept.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_pack(&self) -> Result<Option<LastPack>, StoreError> {
        let found = self
            .database
            .query_row("SELECT made_at, pages, pdf FROM last_pack", [], |row| {
                Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()
            .doing("find the last pack")?;
        let pack = |(made_at, pages, pdf): (String, _, _)| Ok(LastPack { made_at: views::time(&made_at)?, pages, pdf });
        found.map(pack).transpose()
    }

    /// Lets go of the last pack.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn let_go_of_pack(&self) -> Result<(), StoreError> {
        self.database.execute("DELETE FROM last_pack", []).doing("let go of the last pack")?;
        Ok(())
    }
}
