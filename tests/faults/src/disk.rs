//! A folder that is watched: every change that reaches the system goes onto a tape, and any call can be made to fail.
//! SQLite's files come through `sqlite.rs`, all others through `system.rs`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Names a file's content, whatever the file is called.
pub(crate) type FileId = u32;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    Folder,
    File(FileId),
}

/// One thing that happened, in order.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Write {
        file: FileId,
        at: u64,
        bytes: Vec<u8>,
    },
    Length {
        file: FileId,
        length: u64,
    },
    Sync {
        file: FileId,
    },
    /// The system dropped what was not yet safe, and shows it all the same: no later sync covers it.
    SyncFailed {
        file: FileId,
    },
    Name {
        path: String,
        entry: Entry,
    },
    Gone {
        path: String,
    },
    Renamed {
        from: String,
        to: String,
    },
    SyncNames {
        folder: String,
    },
    /// An act was acknowledged.
    Acknowledged,
}

/// What the program asked of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    Open,
    Read,
    Write,
    Length,
    Sync,
    Size,
    Delete,
    Rename,
    Lock,
    Map,
}

/// How it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// An I/O error; of a sync: what it was to cover is dropped.
    Broken,
    /// No room.
    Full,
    /// Fewer bytes than asked for.
    Short,
}

/// Which calls fail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) fault: Fault,
    /// Only calls of this kind are counted, and fail; any when there is none.
    pub(crate) only: Option<Call>,
    /// The number of the first call that fails, counted from when the plan was made.
    pub(crate) from: usize,
    /// Every later call of these fails too.
    pub(crate) for_ever: bool,
}

/// A watched folder.
pub(crate) struct Disk {
    folder: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    names: BTreeMap<String, Entry>,
    files: FileId,
    tape: Vec<Step>,
    deaf: bool,
    calls: Vec<Call>,
    plan: Option<Plan>,
    /// The first call that failed by it.
    failed: Option<Call>,
    /// A file that takes up room: once it is gone, the disk is not full.
    in_the_way: Option<String>,
}

/// The folder as it was when the tape began.
#[derive(Clone, Default)]
pub(crate) struct Base {
    pub(crate) names: BTreeMap<String, Entry>,
    pub(crate) contents: BTreeMap<FileId, Vec<u8>>,
}

static WATCHED: RwLock<Vec<Arc<Disk>>> = RwLock::new(Vec::new());
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// Watches a folder until dropped.
pub(crate) struct Watch {
    pub(crate) disk: Arc<Disk>,
    pub(crate) base: Base,
}

impl Watch {
    pub(crate) fn over(folder: &Path) -> Self {
        let folder = folder.canonicalize().expect("the folder is there");
        let mut base = Base::default();
        read_into(&folder, &folder, &mut base);
        let files = u32::try_from(base.contents.len()).unwrap_or(u32::MAX);
        let state = State { names: base.names.clone(), files, ..State::default() };
        let disk = Arc::new(Disk { folder, state: Mutex::new(state) });
        WATCHED.write().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&disk));
        COUNT.fetch_add(1, Ordering::SeqCst);
        Self { disk, base }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        WATCHED.write().unwrap_or_else(PoisonError::into_inner).retain(|disk| !Arc::ptr_eq(disk, &self.disk));
        COUNT.fetch_sub(1, Ordering::SeqCst);
    }
}

fn read_into(folder: &Path, root: &Path, base: &mut Base) {
    for item in std::fs::read_dir(folder).expect("a folder can be listed").flatten() {
        let path = item.path();
        let name = named(root, &path).expect("it lies in the folder");
        if path.is_dir() {
            base.names.insert(name, Entry::Folder);
            read_into(&path, root, base);
        } else {
            let id = u32::try_from(base.contents.len()).unwrap_or(u32::MAX);
            base.names.insert(name, Entry::File(id));
            base.contents.insert(id, std::fs::read(&path).expect("a file can be read"));
        }
    }
}

fn named(root: &Path, path: &Path) -> Option<String> {
    path.strip_prefix(root).ok().map(|path| path.to_string_lossy().into_owned())
}

/// Whether any folder is watched.
pub(crate) fn watching() -> bool {
    COUNT.load(Ordering::SeqCst) > 0
}

/// The watched folder a path lies in, and its name there. SQLite's shared index is no part of what a power cut leaves.
pub(crate) fn of(path: &Path) -> Option<(Arc<Disk>, String)> {
    if !watching() {
        return None;
    }
    let watched = WATCHED.read().unwrap_or_else(PoisonError::into_inner);
    let disk = watched.iter().find(|disk| path.starts_with(&disk.folder))?;
    let name = named(&disk.folder, path)?;
    (!name.ends_with("-shm")).then(|| (Arc::clone(disk), name))
}

impl Disk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The program calls: answers with how that fails, if it is to.
    pub(crate) fn call(&self, call: Call) -> Option<Fault> {
        let mut state = self.state();
        state.calls.push(call);
        let plan = state.plan?;
        let counted = |one: &&Call| plan.only.is_none_or(|only| only == **one);
        let number = state.calls.iter().filter(counted).count().saturating_sub(1);
        let suits = counted(&&call)
            && match plan.fault {
                Fault::Full => matches!(call, Call::Write | Call::Map),
                Fault::Short => call == Call::Read,
                Fault::Broken => true,
            };
        let room =
            plan.fault == Fault::Full && state.in_the_way.as_ref().is_some_and(|name| !state.names.contains_key(name));
        let hit = suits && !room && if plan.for_ever { number >= plan.from } else { number == plan.from };
        if hit {
            state.failed.get_or_insert(call);
        }
        hit.then_some(plan.fault)
    }

    /// The call that failed first since calls were made to fail: a run need not make the same calls as the one before it.
    pub(crate) fn failed(&self) -> Option<Call> {
        self.state().failed
    }

    /// Makes calls fail from now on, counted from now; `None` ends it. Answers with the calls made since the last plan.
    pub(crate) fn plan(&self, plan: Option<Plan>) -> Vec<Call> {
        let mut state = self.state();
        state.plan = plan;
        state.failed = None;
        std::mem::take(&mut state.calls)
    }

    /// The disk is full only while this file is there.
    pub(crate) fn full_because_of(&self, name: &str) {
        self.state().in_the_way = Some(name.to_owned());
    }

    /// Syncs are not passed on from now on: the control.
    pub(crate) fn deafen(&self) {
        self.state().deaf = true;
    }

    /// What happened.
    pub(crate) fn tape(&self) -> Vec<Step> {
        std::mem::take(&mut self.state().tape)
    }

    pub(crate) fn acknowledged(&self) {
        self.state().tape.push(Step::Acknowledged);
    }

    pub(crate) fn knows(&self, name: &str) -> bool {
        self.state().names.contains_key(name)
    }

    /// A file is opened; one that is not there is made.
    pub(crate) fn opened(&self, name: &str) -> FileId {
        let mut state = self.state();
        if let Some(Entry::File(file)) = state.names.get(name) {
            return *file;
        }
        let file = state.files;
        state.files += 1;
        state.names.insert(name.to_owned(), Entry::File(file));
        state.tape.push(Step::Name { path: name.to_owned(), entry: Entry::File(file) });
        file
    }

    pub(crate) fn wrote(&self, file: FileId, at: u64, bytes: &[u8]) {
        self.state().tape.push(Step::Write { file, at, bytes: bytes.to_vec() });
    }

    pub(crate) fn cut(&self, file: FileId, length: u64) {
        self.state().tape.push(Step::Length { file, length });
    }

    pub(crate) fn synced(&self, file: FileId, failed: bool) {
        let mut state = self.state();
        if failed {
            state.tape.push(Step::SyncFailed { file });
        } else if !state.deaf {
            state.tape.push(Step::Sync { file });
        }
    }

    pub(crate) fn names_synced(&self, folder: &str) {
        let mut state = self.state();
        if !state.deaf {
            state.tape.push(Step::SyncNames { folder: folder.to_owned() });
        }
    }

    pub(crate) fn made_folder(&self, name: &str) {
        let mut state = self.state();
        state.names.insert(name.to_owned(), Entry::Folder);
        state.tape.push(Step::Name { path: name.to_owned(), entry: Entry::Folder });
    }

    pub(crate) fn removed(&self, name: &str) {
        let mut state = self.state();
        if state.names.remove(name).is_some() {
            state.tape.push(Step::Gone { path: name.to_owned() });
        }
    }

    pub(crate) fn renamed(&self, from: &str, to: &str) {
        let mut state = self.state();
        if let Some(entry) = state.names.remove(from) {
            state.names.insert(to.to_owned(), entry);
            state.tape.push(Step::Renamed { from: from.to_owned(), to: to.to_owned() });
        }
    }
}

/// The folder a name lies in; the watched folder itself is `""`.
pub(crate) fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}
