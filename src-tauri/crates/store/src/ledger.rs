//! The ledger: one act, one transaction, one entry in the chain, all views written with it, or none of it.

use chrono::{DateTime, FixedOffset, SecondsFormat};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use record::{Act, By, EntryId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Doing, StoreError, damaged};
use crate::{keys, views};

/// Version of the stored act.
const VERSION: u32 = 1;

/// Where the chain stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Number of entries.
    pub seq: u64,
    /// Hash of the newest.
    pub hash: [u8; 32],
}

impl Head {
    /// Eight characters for paper and screen.
    #[must_use]
    pub fn short(&self) -> String {
        keys::hex(&self.hash).chars().take(8).collect()
    }
}

/// One entry exactly as it is hashed. Field order is part of the format.
#[derive(Serialize, Deserialize)]
pub(crate) struct Body {
    pub(crate) v: u32,
    pub(crate) origin: Uuid,
    pub(crate) seq: u64,
    pub(crate) id: EntryId,
    pub(crate) recorded_at: DateTime<FixedOffset>,
    pub(crate) by: By,
    pub(crate) act: Act,
}

/// The chain of this PC: who it is and what signs it.
pub(crate) struct Chain {
    pub(crate) origin: Uuid,
    pub(crate) signing: SigningKey,
}

impl Chain {
    /// Reads this PC's chain, or begins one in a new file.
    pub(crate) fn open(database: &Connection) -> Result<Self, StoreError> {
        let found = database
            .query_row("SELECT origin, signing_key FROM this_pc", [], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, [u8; 32]>(1)?))
            })
            .optional()
            .doing("tell which PC this is")?;
        if let Some((origin, seed)) = found {
            let origin = Uuid::parse_str(&origin).map_err(|error| damaged("origin", error))?;
            return Ok(Self { origin, signing: SigningKey::from_bytes(&seed) });
        }
        let origin = uuid::Builder::from_random_bytes(keys::random()?).into_uuid();
        let seed: [u8; 32] = keys::random()?;
        database
            .execute(
                "INSERT INTO this_pc (one, origin, signing_key) VALUES (1, ?1, ?2)",
                params![origin.to_string(), seed],
            )
            .doing("note which PC this is")?;
        Ok(Self { origin, signing: SigningKey::from_bytes(&seed) })
    }

    /// Adds one act to the chain and to every view, inside the caller's transaction.
    pub(crate) fn append(
        &self,
        tx: &Transaction<'_>,
        head: Head,
        act: Act,
        by: &By,
        at: DateTime<FixedOffset>,
    ) -> Result<(Head, EntryId), StoreError> {
        let id = EntryId(new_id(at)?);
        let seq = head.seq + 1;
        let body = Body { v: VERSION, origin: self.origin, seq, id, recorded_at: at, by: by.clone(), act };
        let text = serde_json::to_string(&body).map_err(|error| damaged("act", error))?;
        let hash = chain_hash(&head.hash, text.as_bytes());
        let signature = self.signing.sign(&hash).to_bytes();
        tx.execute(
            include_str!("views/insert-entry.sql"),
            params![
                seq,
                id.to_string(),
                text,
                head.hash,
                hash,
                signature,
                views::kind(&body.act),
                stamp(at),
                views::about(&body.act).map(|patient| patient.to_string()),
            ],
        )
        .doing("take an entry")?;
        views::apply(tx, &body)?;
        Ok((Head { seq, hash }, id))
    }
}

/// A time-ordered id.
pub(crate) fn new_id(at: DateTime<FixedOffset>) -> Result<Uuid, StoreError> {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &keys::random()?).into_uuid())
}

/// A time as it stands beside an entry.
fn stamp(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, false)
}

fn chain_hash(prev: &[u8; 32], body: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(prev);
    hasher.update(body);
    *hasher.finalize().as_bytes()
}

/// The newest entry, as the file has it.
pub(crate) fn head(database: &Connection) -> Result<Head, StoreError> {
    let found = database
        .query_row("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1", [], |row| {
            Ok(Head { seq: row.get(0)?, hash: row.get(1)? })
        })
        .optional()
        .doing("tell its newest entry")?;
    Ok(found.unwrap_or(Head { seq: 0, hash: [0; 32] }))
}

/// Walks the whole chain: every link, hash, signature and the copies of facts kept beside the body.
/// Answers with what is wrong, in words; an empty list is a whole chain.
pub(crate) fn check(database: &Connection, key: &VerifyingKey) -> Result<Vec<String>, StoreError> {
    let mut wrong = Vec::new();
    let mut expected = Head { seq: 0, hash: [0; 32] };
    let mut rows = database.prepare(include_str!("views/all-entries.sql")).doing("list its entries")?;
    let mut rows = rows.query([]).doing("list its entries")?;
    while let Some(row) = rows.next().doing("read an entry")? {
        let seq: u64 = row.get(0).doing("read an entry")?;
        let text: String = row.get(1).doing("read an entry")?;
        let prev: [u8; 32] = row.get(2).doing("read an entry")?;
        let hash: [u8; 32] = row.get(3).doing("read an entry")?;
        let signature: [u8; 64] = row.get(4).doing("read an entry")?;
        let beside: (String, String, Option<String>, String) = (
            row.get(5).doing("read an entry")?,
            row.get(6).doing("read an entry")?,
            row.get(7).doing("read an entry")?,
            row.get(8).doing("read an entry")?,
        );
        if seq != expected.seq + 1 {
            wrong.push(format!("entry {} is missing: the next is {seq}", expected.seq + 1));
        }
        if prev != expected.hash {
            wrong.push(format!("entry {seq} does not follow the one before it"));
        }
        if hash != chain_hash(&prev, text.as_bytes()) {
            wrong.push(format!("entry {seq} was changed after it was written"));
        }
        if key.verify_strict(&hash, &Signature::from_bytes(&signature)).is_err() {
            wrong.push(format!("entry {seq} is not signed by this PC"));
        }
        match serde_json::from_str::<Body>(&text) {
            Ok(body) => {
                let same = beside.0 == body.id.to_string()
                    && beside.1 == views::kind(&body.act)
                    && beside.2 == views::about(&body.act).map(|patient| patient.to_string())
                    && beside.3 == stamp(body.recorded_at);
                if body.seq != seq || !same {
                    wrong.push(format!("entry {seq} is filed under other facts than it states"));
                }
            }
            Err(error) => wrong.push(format!("entry {seq} cannot be read: {error}")),
        }
        expected = Head { seq, hash };
    }
    Ok(wrong)
}
