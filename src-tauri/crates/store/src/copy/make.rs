//! Making a copy. It needs no lock on the store: it reads through a connection of its own while staff go on working.
//! Written beside, read back, proved, then renamed: a half copy never takes the place of a whole one.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, params};
use zeroize::Zeroizing;

use super::open::{check_ledger, generation, trouble};
use super::sealed::{FORMAT, Sealer};
use super::{Contents, CopyError, CopyHead, Kind, Opened, Part, Staging};
use crate::error::{Doing, StoreError};
use crate::keys::{self, KeyFile, RawKey};
use crate::ledger::{self, Chain};
use crate::{Store, database, drafts, pack, snapshots, views};

/// How often a copy is begun anew when a snapshot was exchanged while it was being read.
const TRIES: u32 = 3;

/// Makes copies of one store.
pub struct Copier {
    home: PathBuf,
    key: RawKey,
    pc: String,
}

/// How far a copy is: bytes written and read back, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CopyProgress {
    /// Done.
    pub done: u64,
    /// Of.
    pub of: u64,
}

/// What may be in the place already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Nothing: a backup takes no file's place.
    Nothing,
    /// An older copy of the same PC.
    Older,
}

/// A copy that was written, read back, opened and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proved {
    /// What is in it.
    pub contents: Contents,
    /// The size of the file.
    pub bytes: u64,
}

impl Store {
    /// Something that makes copies of this store without holding it up.
    #[must_use]
    pub fn copier(&self, pc: &str) -> Copier {
        Copier { home: self.home.clone(), key: self.key.clone(), pc: pc.to_owned() }
    }
}

impl Copier {
    /// Makes a copy and proves it. `go_on` is told how far it is and says whether to continue.
    ///
    /// # Errors
    /// When the place is away, holds something that must stay, has no room, or what was written does not prove.
    pub fn make(
        &self,
        to: &Path,
        over: Over,
        at: DateTime<FixedOffset>,
        go_on: &mut dyn FnMut(CopyProgress) -> bool,
    ) -> Result<Proved, CopyError> {
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(CopyError::Away(folder.to_owned()));
        }
        if over == Over::Nothing && to.exists() {
            return Err(CopyError::There(to.to_owned()));
        }
        // A PC whose own disk is full makes its copy in the room of the other disk.
        match self.staged(&Staging::root(&self.home), to, over, at, go_on) {
            Err(error) if error.no_room() => self.staged(&folder.join("unfinished"), to, over, at, go_on),
            other => other,
        }
    }

    fn staged(
        &self,
        root: &Path,
        to: &Path,
        over: Over,
        at: DateTime<FixedOffset>,
        go_on: &mut dyn FnMut(CopyProgress) -> bool,
    ) -> Result<Proved, CopyError> {
        let staging = Staging::under(root)?;
        let (contents, files) = self.gather(&staging, at)?;
        if over == Over::Older {
            self.not_ahead(to, &staging.folder().join("ledger.db"), &contents)?;
        }
        let fresh = to.with_extension("writing");
        let written = self
            .write(&fresh, &contents, &files, &staging, go_on)
            .and_then(|()| self.prove(&fresh, &contents, root, go_on));
        let placed = written.and_then(|()| {
            let bytes = fs::metadata(&fresh).map_err(|error| trouble("reading", &fresh, error))?.len();
            fs::rename(&fresh, to).map_err(|error| trouble("putting in place", to, error))?;
            keys::sync_folder(to.parent().unwrap_or(Path::new(".")))?;
            Ok(Proved { contents, bytes })
        });
        if placed.is_err() {
            // Nothing is lost by what stays: it is no copy, and the next try writes over it.
            let _ = fs::remove_file(&fresh);
        }
        placed
    }

    /// A ledger of one moment, and the files that go with it.
    fn gather(&self, staging: &Staging, at: DateTime<FixedOffset>) -> Result<(Contents, Vec<PathBuf>), CopyError> {
        let copy = staging.folder().join("ledger.db");
        let mut tries = 0;
        loop {
            tries += 1;
            if copy.exists() {
                fs::remove_file(&copy).map_err(|error| trouble("making room for", &copy, error))?;
            }
            let live = database::open(&self.home.join("ledger.db"), &self.key)?;
            live.execute("VACUUM INTO ?1", params![copy.to_string_lossy()]).doing("copy its ledger")?;
            drop(live);
            let ledger = database::open(&copy, &self.key)?;
            let (contents, files, whole) = self.contents(&ledger, &copy, at)?;
            ledger.pragma_update(None, "journal_mode", "delete").doing("close a copy")?;
            drop(ledger);
            if whole || tries == TRIES {
                return Ok((Contents { parts: sized(contents.parts, &files)?, ..contents }, files));
            }
        }
    }

    /// What a gathered ledger holds; false when one of its snapshots went while it was read.
    fn contents(
        &self,
        ledger: &Connection,
        copy: &Path,
        at: DateTime<FixedOffset>,
    ) -> Result<(Contents, Vec<PathBuf>, bool), CopyError> {
        let head = ledger::head(ledger)?;
        let mut parts = vec![(Kind::Config, self.home.join("config.toml")), (Kind::Ledger, copy.to_owned())];
        let mut whole = true;
        let held = snapshots::published(ledger)?;
        for name in views::taken::newest(ledger)?.into_iter().map(|taken| taken.generation) {
            let Some(generation) = generation(&name).filter(|_| held.contains(&name)) else { continue };
            let path = snapshots::path(&self.home, &name);
            if path.exists() {
                parts.push((Kind::Snapshot { generation }, path));
            } else {
                whole &= crate::aside::snapshot_is_aside(&self.home, &name);
            }
        }
        parts.retain(|(_, path)| path.exists());
        let (kinds, files): (Vec<Kind>, Vec<PathBuf>) = parts.into_iter().unzip();
        let contents = Contents {
            origin: Chain::open(ledger)?.origin,
            seq: head.seq,
            hash: keys::hex(&head.hash),
            drafts_digest: drafts::digest(ledger)?,
            made_at: at,
            records: views::records::count(ledger)?,
            drafts: u32::try_from(drafts::all(ledger)?.len()).unwrap_or(u32::MAX),
            pack: pack::is_kept(ledger)?,
            parts: kinds.into_iter().map(|kind| Part { kind, bytes: 0 }).collect(),
        };
        Ok((contents, files, whole))
    }

    /// Refuses to write over a copy that knows of entries this store does not have.
    fn not_ahead(&self, to: &Path, ledger: &Path, contents: &Contents) -> Result<(), CopyError> {
        if !to.exists() {
            return Ok(());
        }
        // What cannot be opened with this store's key is no copy of it, and nothing is lost by writing over it.
        let Ok(there) = Opened::read(to, &self.key) else { return Ok(()) };
        let ledger = database::open(ledger, &self.key)?;
        if standing(&ledger, &there.contents)? != Standing::Behind {
            return Ok(());
        }
        Err(CopyError::Ahead { path: to.to_owned(), there: there.contents.seq, here: contents.seq })
    }

    fn write(
        &self,
        fresh: &Path,
        contents: &Contents,
        files: &[PathBuf],
        staging: &Staging,
        go_on: &mut dyn FnMut(CopyProgress) -> bool,
    ) -> Result<(), CopyError> {
        let (ward, exercise) = {
            let ledger = database::open(&staging.folder().join("ledger.db"), &self.key)?;
            views::people::ward(&ledger)?
        };
        let slots = keys::load(&self.home)?;
        let head = CopyHead {
            format: FORMAT,
            pc: self.pc.clone(),
            ward,
            exercise,
            made_at: contents.made_at,
            origin: contents.origin,
            entries: contents.seq,
            head: contents.head(),
            salt: keys::hex(&keys::random::<32>()?),
            nonce: keys::hex(&keys::random::<19>()?),
            secret: if exercise { self.secret(&slots) } else { None },
            keys: slots,
        };
        let of = 2 * contents.parts.iter().map(|part| part.bytes).sum::<u64>();
        let failed = |error| trouble("writing", fresh, error);
        let file = File::create(fresh).map_err(failed)?;
        let mut sealed = Sealer::begin(BufWriter::with_capacity(1 << 17, file), &head, &self.key).map_err(failed)?;
        let list = serde_json::to_vec(contents).map_err(|error| failed(error.into()))?;
        let length = u32::try_from(list.len()).unwrap_or(u32::MAX);
        sealed.write_all(&length.to_le_bytes()).and_then(|()| sealed.write_all(&list)).map_err(failed)?;
        let mut done = 0;
        for (part, path) in contents.parts.iter().zip(files) {
            let file = File::open(path).map_err(|error| trouble("reading", path, error))?;
            let mut file = file.take(part.bytes);
            let mut buffer = Zeroizing::new(vec![0; 1 << 16]);
            let mut left = part.bytes;
            while left > 0 {
                let count = file.read(&mut buffer).map_err(|error| trouble("reading", path, error))?;
                if count == 0 {
                    return Err(trouble("reading", path, io::ErrorKind::UnexpectedEof.into()));
                }
                sealed.write_all(buffer.get(..count).unwrap_or_default()).map_err(failed)?;
                left -= count as u64;
                done += count as u64;
                if !go_on(CopyProgress { done, of }) {
                    return Err(CopyError::Stopped);
                }
            }
        }
        let file = sealed.finish().map_err(failed)?.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(|error| trouble("making safe", fresh, error))
    }

    fn secret(&self, slots: &KeyFile) -> Option<String> {
        keys::secret(&self.home, slots).ok().map(|secret| keys::hex(secret.as_slice()))
    }

    /// Proves a copy that was made before. Answers with what is in it.
    ///
    /// # Errors
    /// When it cannot be reached, is not whole, or its ledger does not check.
    pub fn prove_again(&self, copy: &Path) -> Result<Contents, CopyError> {
        let contents = Opened::read(copy, &self.key)?.contents;
        self.prove(copy, &contents, &Staging::root(&self.home), &mut |_| true)?;
        Ok(contents)
    }

    /// Reads a copy to its end, opens the ledger in it, and checks its pages, its chain and its head.
    fn prove(
        &self,
        fresh: &Path,
        contents: &Contents,
        root: &Path,
        go_on: &mut dyn FnMut(CopyProgress) -> bool,
    ) -> Result<(), CopyError> {
        let staging = Staging::under(root)?;
        let of = 2 * contents.parts.iter().map(|part| part.bytes).sum::<u64>();
        let mut done = of / 2;
        let mut opened = Opened::read(fresh, &self.key)?;
        if opened.contents != *contents {
            return Err(CopyError::NotProved("it is not what was written".to_owned()));
        }
        opened.unpack(staging.folder(), true, &mut |count| {
            done += count;
            go_on(CopyProgress { done, of })
        })?;
        check_ledger(&staging.folder().join("ledger.db"), &self.key, contents).map(drop)
    }
}

fn sized(parts: Vec<Part>, files: &[PathBuf]) -> Result<Vec<Part>, CopyError> {
    let sized = parts.into_iter().zip(files).map(|(part, path)| {
        let bytes = fs::metadata(path).map_err(|error| trouble("reading", path, error))?.len();
        Ok(Part { bytes, ..part })
    });
    sized.collect()
}

/// How a ledger stands to what a copy says of its newest entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The ledger has that entry.
    Has,
    /// The ledger is of the same PC and lacks that entry: it is older, or another history.
    Behind,
    /// The copy is of another PC.
    Other,
}

pub(crate) fn standing(ledger: &Connection, there: &Contents) -> Result<Standing, StoreError> {
    if !ledger::origins(ledger)?.contains(&there.origin) {
        return Ok(Standing::Other);
    }
    let hash = ledger::hash_at(ledger, there.seq)?.map(|hash| keys::hex(&hash));
    Ok(if hash.as_deref() == Some(there.hash.as_str()) { Standing::Has } else { Standing::Behind })
}
