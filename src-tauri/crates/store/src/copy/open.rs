//! Reading a copy: what it says of itself, what is in it, and its files into a folder of our own.

use std::fs::{self, File};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use uuid::Uuid;

use super::sealed::{Front, Unsealed};
use super::{Contents, CopyError, CopyHead, Kind};
use crate::error::{Doing, StoreError};
use crate::keys::RawKey;
use crate::ledger::{self, Chain};
use crate::{database, keys, snapshots, verify};

/// The most the list of contents may take, and the most files it may name.
const MOST_CONTENTS: u32 = 1024 * 1024;
const MOST_PARTS: usize = 1000;

/// A folder for work in progress, gone when dropped.
pub(crate) struct Staging {
    folder: PathBuf,
}

impl Staging {
    /// Where unfinished work of a store lies; left over only after a crash.
    pub(crate) fn root(home: &Path) -> PathBuf {
        home.join("unfinished")
    }

    pub(crate) fn under(root: &Path) -> Result<Self, StoreError> {
        let folder = root.join(keys::hex(&keys::random::<8>()?));
        fs::create_dir_all(&folder).doing("making a folder for a copy")?;
        Ok(Self { folder })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What stays behind is encrypted, and goes when the store is next opened.
        let _ = fs::remove_dir_all(&self.folder);
        let _ = self.folder.parent().map(fs::remove_dir);
    }
}

/// A copy whose contents are known.
pub(crate) struct Opened {
    path: PathBuf,
    pub(crate) head: CopyHead,
    pub(crate) contents: Contents,
    plain: Unsealed<BufReader<File>>,
}

impl CopyHead {
    /// What a file says of itself. Nothing in it is proved before it is opened with a key.
    ///
    /// # Errors
    /// When it cannot be read or is no copy.
    pub fn read(path: &Path) -> Result<Self, CopyError> {
        Ok(front(path)?.head)
    }
}

fn front(path: &Path) -> Result<Front<BufReader<File>>, CopyError> {
    let file = File::open(path).map_err(|error| trouble("opening", path, error))?;
    Front::read(BufReader::with_capacity(1 << 17, file)).map_err(|error| trouble("reading", path, error))
}

/// Puts a copy's key slots into a folder, as the key-slot file of a store.
pub(crate) fn put_keys(copy: &Path, folder: &Path) -> Result<(), CopyError> {
    let CopyHead { keys: mut slots, secret, .. } = CopyHead::read(copy)?;
    if let Some(secret) = secret.as_deref().and_then(keys::bytes) {
        keys::carry(folder, &slots, &zeroize::Zeroizing::new(secret))?;
    }
    Ok(keys::save(folder, &mut slots)?)
}

impl Opened {
    pub(crate) fn read(path: &Path, key: &RawKey) -> Result<Self, CopyError> {
        let unfit = |why: &str| CopyError::NotWhole { path: path.to_owned(), why: why.to_owned() };
        let size = fs::metadata(path).map_err(|error| trouble("opening", path, error))?.len();
        let front = front(path)?;
        let head = front.head.clone();
        let mut plain = front.unseal(key).map_err(|error| trouble("reading", path, error))?;
        let mut read = |length: usize| -> Result<Vec<u8>, CopyError> {
            let mut bytes = vec![0; length];
            plain.read_exact(&mut bytes).map_err(|error| trouble("reading", path, error))?;
            Ok(bytes)
        };
        let length = u32::from_le_bytes(read(4)?.try_into().unwrap_or([0xff; 4]));
        if length > MOST_CONTENTS {
            return Err(unfit("its list of contents is too long"));
        }
        let contents: Contents = serde_json::from_slice(&read(length as usize)?)
            .map_err(|_| unfit("its list of contents cannot be read"))?;
        let all = contents.parts.iter().try_fold(0u64, |sum, part| sum.checked_add(part.bytes));
        if contents.parts.len() > MOST_PARTS || all.is_none_or(|all| all > size) {
            return Err(unfit("it says that more is in it than can be"));
        }
        Ok(Self { path: path.to_owned(), head, contents, plain })
    }

    /// Writes its files into a folder: all of them, or with `ledger_only` the ledger while the rest is only read.
    /// The file is read to its end, which shows that it is whole.
    pub(crate) fn unpack(
        &mut self,
        folder: &Path,
        ledger_only: bool,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), CopyError> {
        let mut ledgers = 0;
        for part in self.contents.parts.clone() {
            let path = match part.kind {
                Kind::Ledger => {
                    ledgers += 1;
                    Some(folder.join("ledger.db"))
                }
                Kind::Config => (!ledger_only).then(|| folder.join("config.toml")),
                Kind::Snapshot { generation } => {
                    (!ledger_only).then(|| snapshots::path(folder, &generation.to_string()))
                }
            };
            self.part(part.bytes, path.as_deref(), go_on)?;
        }
        let ended = self.plain.ended().map_err(|error| trouble("reading", &self.path, error))?;
        if !ended || ledgers != 1 {
            return Err(CopyError::NotWhole { path: self.path.clone(), why: "it is not in the form of a copy".into() });
        }
        Ok(())
    }

    fn part(&mut self, bytes: u64, to: Option<&Path>, go_on: &mut dyn FnMut(u64) -> bool) -> Result<(), CopyError> {
        let mut file = match to {
            Some(path) => {
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder).map_err(|error| trouble("making", folder, error))?;
                }
                let file = File::options().write(true).create_new(true).open(path);
                Some((path, file.map_err(|error| trouble("writing", path, error))?))
            }
            None => None,
        };
        let mut left = bytes;
        let mut buffer = vec![0; 1 << 16];
        while left > 0 {
            let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
            let room = buffer.get_mut(..most).unwrap_or_default();
            let count = self.plain.read(room).map_err(|error| trouble("reading", &self.path, error))?;
            if count == 0 {
                return Err(CopyError::NotWhole { path: self.path.clone(), why: "it ends too early".to_owned() });
            }
            if let Some((path, file)) = &mut file {
                file.write_all(buffer.get(..count).unwrap_or_default())
                    .map_err(|error| trouble("writing", path, error))?;
            }
            left -= count as u64;
            if !go_on(count as u64) {
                return Err(CopyError::Stopped);
            }
        }
        if let Some((path, file)) = file {
            file.sync_all().map_err(|error| trouble("making safe", path, error))?;
        }
        Ok(())
    }
}

/// Opens a copy's ledger and checks it: every page, the chain, and that it ends where the copy says.
pub(crate) fn check_ledger(path: &Path, key: &RawKey, contents: &Contents) -> Result<Connection, CopyError> {
    let wrong = |why: String| CopyError::NotProved(why);
    let mut ledger = database::open(path, key)?;
    database::upgrade(&mut ledger)?;
    if let Some(first) = verify::pages(&ledger)?.into_iter().next() {
        return Err(wrong(first));
    }
    let chain = Chain::open(&ledger)?;
    if let Some(first) = ledger::check(&ledger, &chain)?.into_iter().next() {
        return Err(wrong(first));
    }
    let head = ledger::head(&ledger)?;
    if (chain.origin, head.seq, keys::hex(&head.hash)) != (contents.origin, contents.seq, contents.hash.clone()) {
        return Err(wrong("its newest entry is not the one the copy names".to_owned()));
    }
    Ok(ledger)
}

/// A lower failure with its place; bytes that do not add up are no disk's fault.
pub(super) fn trouble(doing: &'static str, path: &Path, source: io::Error) -> CopyError {
    let path = path.to_owned();
    if source.kind() == io::ErrorKind::InvalidData {
        return CopyError::NotWhole { path, why: source.to_string() };
    }
    if source.kind() == io::ErrorKind::UnexpectedEof {
        return CopyError::NotWhole { path, why: "it ends too early".to_owned() };
    }
    CopyError::Disk { doing, path, source }
}

/// The generation a snapshot file is named after; only our own names are copied.
pub(super) fn generation(name: &str) -> Option<Uuid> {
    name.parse().ok()
}
