//! The ledger: one act, one transaction, one entry in the chain, all views written with it, or none of it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, SecondsFormat};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use record::{Act, By, EntryId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::database::put_row;
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
        Self::begin(database)
    }

    /// Draws a new origin and its key, in the place of any before.
    fn begin(database: &Connection) -> Result<Self, StoreError> {
        let origin = uuid::Builder::from_random_bytes(keys::random()?).into_uuid();
        let seed: [u8; 32] = keys::random()?;
        database
            .execute(include_str!("views/put-this-pc.sql"), params![origin.to_string(), seed])
            .doing("note which PC this is")?;
        Ok(Self { origin, signing: SigningKey::from_bytes(&seed) })
    }

    /// Begins a new chain after this one, in a store that was restored elsewhere: its first entry names this chain, its
    /// newest entry and the key that checks it. The two never fork, whatever the other PC still writes.
    pub(crate) fn succeed(
        &self,
        tx: &Transaction<'_>,
        head: Head,
        made_at: DateTime<FixedOffset>,
        by: &By,
        at: DateTime<FixedOffset>,
    ) -> Result<(Self, Head), StoreError> {
        let act = Act::OriginBegun {
            after: self.origin,
            seq: head.seq,
            hash: keys::hex(&head.hash),
            key: keys::hex(self.signing.verifying_key().as_bytes()),
            made_at,
        };
        let next = Self::begin(tx)?;
        let (head, _) = next.append(tx, Head { seq: head.seq, hash: [0; 32] }, act, by, at)?;
        Ok((next, head))
    }

    /// Takes over entries that this chain wrote elsewhere, byte for byte, as long as each proves and follows the one
    /// before it. Answers with how many.
    pub(crate) fn follow(&self, tx: &Transaction<'_>, head: Head, rows: Vec<Row>) -> Result<u64, StoreError> {
        let keys = BTreeMap::from([(self.origin, self.signing.verifying_key())]);
        let mut walk = Walk { keys, origin: Some(self.origin), expected: head, wrong: Vec::new() };
        let mut taken = 0;
        for row in rows {
            walk.step(&row);
            let Ok(body) = serde_json::from_str::<Body>(&row.text) else { break };
            if !walk.wrong.is_empty() {
                break;
            }
            put_row(
                tx,
                include_str!("views/insert-entry.sql"),
                params![
                    row.seq,
                    row.beside.0,
                    row.text,
                    row.prev,
                    row.hash,
                    row.signature,
                    row.beside.1,
                    body.recorded_at.to_rfc3339_opts(SecondsFormat::Millis, false),
                    row.beside.2
                ],
            )
            .doing("take an entry")?;
            views::apply(tx, &body)?;
            taken += 1;
        }
        Ok(taken)
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
        put_row(
            tx,
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
                body.act.about().map(|patient| patient.to_string()),
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

/// The hash of one entry.
pub(crate) fn hash_at(database: &Connection, seq: u64) -> Result<Option<[u8; 32]>, StoreError> {
    database
        .query_row("SELECT hash FROM entry WHERE seq = ?1", [seq], |row| row.get(0))
        .optional()
        .doing("find an entry")
}

/// The chains in a store: this PC's, and those it was restored from, each with the key that checks it.
fn keys_of(database: &Connection, own: &Chain) -> Result<BTreeMap<Uuid, VerifyingKey>, StoreError> {
    let mut keys = BTreeMap::from([(own.origin, own.signing.verifying_key())]);
    let mut rows =
        database.prepare("SELECT body FROM entry WHERE kind = 'originBegun' ORDER BY seq").doing("list its chains")?;
    let bodies = rows.query_map([], |row| row.get::<_, String>(0)).doing("list its chains")?;
    for text in bodies {
        // One that cannot be read is told of where the whole chain is walked.
        let Ok(body) = serde_json::from_str::<Body>(&text.doing("list its chains")?) else { continue };
        if let Act::OriginBegun { after, key, .. } = body.act
            && let Some(key) = keys::bytes(&key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok())
        {
            keys.insert(after, key);
        }
    }
    Ok(keys)
}

/// The origins of a store's chains.
pub(crate) fn origins(database: &Connection) -> Result<Vec<Uuid>, StoreError> {
    Ok(keys_of(database, &Chain::open(database)?)?.into_keys().collect())
}

/// One entry as the file has it.
pub(crate) struct Row {
    pub(crate) seq: u64,
    text: String,
    prev: [u8; 32],
    hash: [u8; 32],
    signature: [u8; 64],
    /// The copies of facts kept beside the body: id, kind, patient, when it was recorded.
    beside: (String, String, Option<String>, String),
}

impl Row {
    /// From a row of `all-entries.sql`.
    pub(crate) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            text: row.get(1)?,
            prev: row.get(2)?,
            hash: row.get(3)?,
            signature: row.get(4)?,
            beside: (row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?),
        })
    }
}

/// How far a walk along the chains has come.
struct Walk {
    keys: BTreeMap<Uuid, VerifyingKey>,
    origin: Option<Uuid>,
    expected: Head,
    wrong: Vec<String>,
}

/// Walks the whole chain, and those it was restored from: every link, hash, signature and the copies of facts kept
/// beside the body. Answers with what is wrong, in words; an empty list is a whole chain.
pub(crate) fn check(database: &Connection, own: &Chain) -> Result<Vec<String>, StoreError> {
    let keys = keys_of(database, own)?;
    let mut walk = Walk { keys, origin: None, expected: Head { seq: 0, hash: [0; 32] }, wrong: Vec::new() };
    let mut rows = database.prepare(include_str!("views/all-entries.sql")).doing("list its entries")?;
    let mut rows = rows.query([]).doing("list its entries")?;
    while let Some(row) = rows.next().doing("read an entry")? {
        walk.step(&Row::read(row).doing("read an entry")?);
    }
    if walk.origin.is_some_and(|origin| origin != own.origin) {
        walk.wrong.push("the newest entry was written by another PC".to_owned());
    }
    Ok(walk.wrong)
}

impl Walk {
    fn step(&mut self, row: &Row) {
        let seq = row.seq;
        let body = serde_json::from_str::<Body>(&row.text);
        match &body {
            Ok(body) => self.enter(row, body),
            Err(error) => self.wrong.push(format!("entry {seq} cannot be read: {error}")),
        }
        if seq != self.expected.seq + 1 {
            self.wrong.push(format!("entry {} is missing: the next is {seq}", self.expected.seq + 1));
        }
        if row.prev != self.expected.hash {
            self.wrong.push(format!("entry {seq} does not follow the one before it"));
        }
        if row.hash != chain_hash(&row.prev, row.text.as_bytes()) {
            self.wrong.push(format!("entry {seq} was changed after it was written"));
        }
        let key = self.origin.and_then(|origin| self.keys.get(&origin));
        if key.is_none_or(|key| key.verify_strict(&row.hash, &Signature::from_bytes(&row.signature)).is_err()) {
            self.wrong.push(format!("entry {seq} is not signed by the PC that wrote it"));
        }
        self.expected = Head { seq, hash: row.hash };
    }

    /// Whose chain an entry is in, and whether it is filed under the facts it states.
    fn enter(&mut self, row: &Row, body: &Body) {
        let seq = row.seq;
        if let Act::OriginBegun { after, seq: ended, hash, .. } = &body.act {
            let follows = self.origin == Some(*after)
                && (*ended, hash.as_str()) == (self.expected.seq, keys::hex(&self.expected.hash).as_str());
            if !follows {
                self.wrong.push(format!("entry {seq} begins a chain that does not name the one before it"));
            }
            self.origin = Some(body.origin);
            self.expected.hash = [0; 32];
        }
        if *self.origin.get_or_insert(body.origin) != body.origin {
            self.wrong.push(format!("entry {seq} was written by another PC"));
        }
        let same = row.beside.0 == body.id.to_string()
            && row.beside.1 == views::kind(&body.act)
            && row.beside.2 == body.act.about().map(|patient| patient.to_string())
            && row.beside.3 == stamp(body.recorded_at);
        if body.seq != seq || !same {
            self.wrong.push(format!("entry {seq} is filed under other facts than it states"));
        }
    }
}
