//! What is known of each place a copy of this PC went to. Bypasses the ledger by name: it is about files elsewhere.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use rusqlite::params;

use crate::copy::{Contents, CopyError, Opened, Proved, Standing, standing};
use crate::error::{Doing, StoreError};
use crate::views::{from_json, json, time};
use crate::{Store, drafts, keys};

/// One place, as the last tries left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// The folder, or the file of a backup.
    pub place: String,
    /// When it was last tried.
    pub tried_at: DateTime<FixedOffset>,
    /// Since when it has failed, and why.
    pub failed: Option<(DateTime<FixedOffset>, String)>,
    /// The newest copy there that was proved, and when that was.
    pub proved: Option<(DateTime<FixedOffset>, Contents)>,
}

impl Store {
    /// Every place, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn places(&self) -> Result<Vec<PlaceRow>, StoreError> {
        let mut rows = self
            .database
            .prepare_cached(
                "SELECT place, tried_at, failed_since, why, proved_at, contents FROM standby ORDER BY place",
            )
            .doing("list the places of its copies")?;
        let rows = rows
            .query_map([], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, Option<String>>(2)?,
                    row.get::<_, Option<String>>(3)?,
                    row.get::<_, Option<String>>(4)?,
                    row.get::<_, Option<String>>(5)?,
                ))
            })
            .doing("list the places of its copies")?;
        let mut places = Vec::new();
        for row in rows {
            let (place, tried_at, failed_since, why, proved_at, contents) = row.doing("read a place of its copies")?;
            let failed =
                failed_since.map(|at| Ok::<_, StoreError>((time(&at)?, why.unwrap_or_default()))).transpose()?;
            let proved = match (proved_at, contents) {
                (Some(at), Some(contents)) => Some((time(&at)?, from_json("contents of a copy", &contents)?)),
                _ => None,
            };
            places.push(PlaceRow { place, tried_at: time(&tried_at)?, failed, proved });
        }
        Ok(places)
    }

    /// Notes what became of a try.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn note_place(
        &self,
        place: &str,
        outcome: Result<&Proved, &str>,
        at: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let at = at.to_rfc3339_opts(SecondsFormat::Secs, false);
        let proved = outcome.ok();
        self.database
            .execute(
                include_str!("views/put-standby.sql"),
                params![
                    place,
                    at,
                    outcome.err().map(|_| &at),
                    outcome.err(),
                    proved.map(|_| &at),
                    proved.map(|proved| json(&proved.contents)).transpose()?,
                ],
            )
            .doing("note a place of its copies")?;
        Ok(())
    }

    /// Whether a copy holds everything this store holds now: every entry, and every draft as it stands.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_all_in(&self, contents: &Contents) -> Result<bool, StoreError> {
        let head = (contents.origin, contents.seq, contents.hash.as_str());
        Ok(head == (self.chain.origin, self.head.seq, keys::hex(&self.head.hash).as_str())
            && contents.drafts_digest == drafts::digest(&self.database)?)
    }

    /// What is wrong with this store beside a copy of it: in words, when the copy knows entries that are not here.
    /// A copy of another PC says nothing about this one.
    ///
    /// # Errors
    /// When the copy cannot be read.
    pub fn beside(&self, copy: &std::path::Path) -> Result<Option<String>, CopyError> {
        let there = Opened::read(copy, &self.key)?.contents;
        Ok(match standing(&self.database, &there)? {
            Standing::Has | Standing::Other => None,
            Standing::Behind => Some(format!(
                "the copy in {} ends with entry {} ({}), which is not in this store: an older store was put back, or \
                 entries were cut off",
                copy.display(),
                there.seq,
                there.head()
            )),
        })
    }
}
