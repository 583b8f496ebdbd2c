//! Opening a copy on this PC: unpacked beside, proved, given a chain of its own, then moved into place, the ledger last.
//! All of it is there afterwards, or nothing is. A store that works is never written over.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use record::{By, Verified};
use rusqlite::Connection;

use crate::copy::{Contents, CopyError, CopyHead, Opened, Staging, check_ledger, put_keys};
use crate::error::{Doing, StoreError};
use crate::keys::{self, RawKey};
use crate::ledger::{self, Chain};
use crate::owner::Owner;
use crate::salvage::{self, Salvaged};
use crate::{SlotKind, Store, Way, aside, database, making, snapshots, verify};

/// What came of opening a copy.
#[derive(Debug, Clone)]
pub struct Restored {
    /// What the copy said of itself.
    pub head: CopyHead,
    /// What was in it.
    pub contents: Contents,
    /// Where the damaged ledger of this PC was set aside, if there was one.
    pub set_aside: Option<PathBuf>,
    /// What could still be read from the damaged ledger beyond the copy.
    pub salvaged: Salvaged,
    /// Snapshots in the copy that cannot be read: they are not held.
    pub not_held: u32,
    /// Supervisors whose passphrase was bound to the other PC: it has to be set again here.
    pub passphrases_to_set: Vec<String>,
    /// Only the key file of this PC was damaged: its own ledger is whole and went on being used.
    pub only_keys: bool,
}

impl Store {
    /// Opens a copy, as the store of this PC. On another PC that takes the envelope or the trust's key: a passphrase
    /// works together with the secret of the PC it was set on. (An exercise carries that secret with it.)
    ///
    /// # Errors
    /// When this PC has a store that works, the way opens nothing, or the copy is not whole; nothing was changed.
    pub fn restore(
        copy: &Path,
        home: &Path,
        way: Way<'_>,
        at: DateTime<FixedOffset>,
    ) -> Result<(Self, Restored), CopyError> {
        fs::create_dir_all(home).doing("making the store's folder")?;
        let owner = Owner::take(home)?;
        let staging = Staging::under(&Staging::root(home))?;
        let folder = staging.folder();
        put_keys(copy, folder)?;
        if making::begun(home) {
            making::begin(home)?;
        }
        let own = keys::open(home, way);
        // This PC's own slots may open a copy of it where the copy's do not: its secret is here.
        let keys::Opened { key, slot, .. } = match keys::open(folder, way) {
            Err(_) if own.is_ok() => keys::open(home, way)?,
            opened => opened?,
        };
        let there = what_is_there(home, &key, &own)?;
        let mut restored = unpack(copy, folder, &key, there, at)?;
        if there == There::OnlyKeysLost {
            restored.only_keys = true;
        } else {
            let mut ledger = database::open(&folder.join("ledger.db"), &key)?;
            if let Some(damaged) = damaged_ledger(home) {
                restored.salvaged = salvage::beyond(&damaged, &mut ledger, &key)?;
            }
            succeed(&mut ledger, &restored.contents, at)?;
        }
        if let There::Damaged { .. } = there {
            restored.set_aside = Some(aside::ledger(home, at)?);
        }
        publish(folder, home, there)?;
        making::finish(home)?;
        drop(staging);
        let opened = keys::Opened { key, slot, file: keys::load(home)? };
        let mut store = Self::with_key(home, opened, owner)?;
        store.keys_of_today(way, at)?;
        store.finish(at)?;
        if !store.secret_here() && matches!(store.opened_by().kind, SlotKind::Envelope | SlotKind::Escrow) {
            let by = By { staff: None, verified: Verified::Program };
            restored.passphrases_to_set = store.renew_secret(&by, at)?.into_iter().map(|slot| slot.label).collect();
        }
        Ok((store, restored))
    }
}

/// What this PC has already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum There {
    Nothing,
    /// A ledger that is whole under the copy's key, with no key file that opens it.
    OnlyKeysLost,
    /// A damaged ledger, and whether this PC's own key file still opens it.
    Damaged {
        own_keys: bool,
    },
}

fn what_is_there(home: &Path, key: &RawKey, own: &Result<keys::Opened, StoreError>) -> Result<There, StoreError> {
    if !Store::is_at(home) {
        return Ok(There::Nothing);
    }
    let own_key = own.as_ref().ok().map(|own| &own.key);
    let own_keys = own_key == Some(key);
    match whole(&home.join("ledger.db"), own_key.unwrap_or(key)) {
        Ok(true) if own.is_ok() => Err(StoreError::AlreadyThere(home.to_owned())),
        Ok(true) => Ok(There::OnlyKeysLost),
        Ok(false) => Ok(There::Damaged { own_keys }),
        // With a key that is not this store's nothing can be told of it: it may be whole, and stays.
        Err(_) if own.is_err() && keys::load(home).is_ok() => Err(StoreError::AlreadyThere(home.to_owned())),
        Err(error) if aside::is_damage(&error) => Ok(There::Damaged { own_keys }),
        Err(error) => Err(error),
    }
}

/// The damaged ledger that a copy takes the place of: where it lies, or where an interrupted restore set it aside.
fn damaged_ledger(home: &Path) -> Option<PathBuf> {
    if Store::is_at(home) { Some(home.join("ledger.db")) } else { aside::ledgers_aside(home).pop() }
}

/// Whether every page and entry of a ledger is what it was.
fn whole(path: &Path, key: &RawKey) -> Result<bool, StoreError> {
    if aside::is_empty(path) {
        return Ok(false);
    }
    let ledger = database::look(path, key)?;
    if !verify::pages_in_use(&ledger)?.is_empty() {
        return Ok(false);
    }
    Ok(ledger::check(&ledger, &Chain::open(&ledger)?)?.is_empty())
}

/// Unpacks and proves a copy, in a folder beside.
fn unpack(
    copy: &Path,
    folder: &Path,
    key: &RawKey,
    there: There,
    at: DateTime<FixedOffset>,
) -> Result<Restored, CopyError> {
    let mut opened = Opened::read(copy, key)?;
    opened.unpack(folder, there == There::OnlyKeysLost, &mut |_| true)?;
    let ledger = check_ledger(&folder.join("ledger.db"), key, &opened.contents)?;
    let not_held = damaged_snapshots(&ledger, folder, at)?;
    ledger.pragma_update(None, "journal_mode", "delete").doing("close a copy")?;
    Ok(Restored {
        head: opened.head,
        contents: opened.contents,
        set_aside: None,
        salvaged: Salvaged::default(),
        not_held,
        passphrases_to_set: Vec::new(),
        only_keys: false,
    })
}

/// Gives a restored ledger a chain of its own. The places of its copies were the other PC's.
fn succeed(ledger: &mut Connection, contents: &Contents, at: DateTime<FixedOffset>) -> Result<(), StoreError> {
    let before = Chain::open(ledger)?;
    let head = ledger::head(ledger)?;
    let tx = ledger.transaction().doing("begin a chain")?;
    let by = By { staff: None, verified: Verified::Passphrase };
    before.succeed(&tx, head, contents.made_at, &by, at)?;
    tx.execute("DELETE FROM standby", []).doing("begin a chain")?;
    tx.commit().doing("begin a chain")?;
    ledger.pragma_update(None, "journal_mode", "delete").doing("close a copy")
}

/// A snapshot that cannot be read holds up nothing else: it is set aside and reads "not held".
fn damaged_snapshots(ledger: &Connection, folder: &Path, at: DateTime<FixedOffset>) -> Result<u32, StoreError> {
    let mut damaged = 0;
    for generation in snapshots::published(ledger)? {
        let path = snapshots::path(folder, &generation);
        let key = snapshots::key(ledger, &generation)?;
        let Some(key) = key.filter(|_| path.exists()) else { continue };
        if !matches!(snapshots::whole(&path, &key), Ok(Some(_))) {
            aside::set_aside(&path, at)?;
            damaged += 1;
        }
    }
    Ok(damaged)
}

/// Moves everything into place. The ledger comes last: without it there is no store, and the move can be made again.
fn publish(folder: &Path, home: &Path, there: There) -> Result<(), StoreError> {
    // A damaged ledger's own key file and settings may be newer than the copy's.
    let (own_keys, own_config) = match there {
        There::Nothing | There::OnlyKeysLost => (false, false),
        There::Damaged { own_keys } => (own_keys, home.join("config.toml").exists()),
    };
    let mut names = Vec::new();
    if !own_keys {
        names.extend(["this-pc.secret", "keys.json", "keys.copy.json"].map(PathBuf::from));
    }
    if there != There::OnlyKeysLost {
        fs::create_dir_all(home.join("snapshots")).doing("making the snapshots folder")?;
        for file in fs::read_dir(folder.join("snapshots")).into_iter().flatten().filter_map(Result::ok) {
            names.push(Path::new("snapshots").join(file.file_name()));
        }
        names.extend((!own_config).then(|| PathBuf::from("config.toml")));
        names.push(PathBuf::from("ledger.db"));
    }
    for name in names {
        let (from, to) = (folder.join(&name), home.join(&name));
        if from.exists() {
            fs::rename(&from, &to).doing("putting a file in place")?;
            keys::sync_folder(to.parent().unwrap_or(home))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
