//! SQLite's file layer, wrapped and made the default: below SQLCipher's page codec, above the system. Each write, cut, sync and
//! delete in a watched folder goes onto its tape, and each call can be made to fail. Also: the ledger's own connection, as
//! another tool with the key would have it.

use std::cell::Cell;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Once, OnceLock};
use std::{mem, ptr, slice};

use rusqlite::{Connection, ffi};

use crate::disk::{self, Call, Disk, Fault, FileId, folder_of};
use crate::system;

/// An open file: ours, with the system's own behind it in the same piece of memory.
#[repr(C)]
struct File {
    base: ffi::sqlite3_file,
    watched: Option<Box<Watched>>,
}

struct Watched {
    disk: Arc<Disk>,
    name: String,
    file: FileId,
    /// The first sync of a new log also makes its name safe, as SQLite's own layer does.
    names_too: Cell<bool>,
}

/// The system's own layer, as an address: a pointer may not stand in a static.
static SYSTEM: OnceLock<usize> = OnceLock::new();

/// Puts our layer under every file SQLite opens from now on.
pub(crate) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| unsafe {
        let theirs = ffi::sqlite3_vfs_find(ptr::null());
        assert!(!theirs.is_null(), "SQLite has a file layer for this system");
        let _ = SYSTEM.set(theirs as usize);
        let mut ours = *theirs;
        ours.zName = c"faults".as_ptr();
        ours.pNext = ptr::null_mut();
        ours.szOsFile += c_int::try_from(mem::size_of::<File>()).expect("a small size");
        ours.xOpen = Some(open);
        ours.xDelete = Some(delete);
        assert_eq!(ffi::sqlite3_vfs_register(Box::leak(Box::new(ours)), 1), ffi::SQLITE_OK);
        assert_eq!(ffi::sqlite3_auto_extension(Some(note_connection)), ffi::SQLITE_OK);
    });
}

fn theirs() -> *mut ffi::sqlite3_vfs {
    *SYSTEM.get().expect("the layer is installed") as *mut ffi::sqlite3_vfs
}

unsafe fn real(file: *mut ffi::sqlite3_file) -> *mut ffi::sqlite3_file {
    file.cast::<File>().add(1).cast()
}

unsafe fn watched<'a>(file: *mut ffi::sqlite3_file) -> Option<&'a Watched> {
    let file = &*file.cast::<File>();
    file.watched.as_deref()
}

/// Calls the system's own method on the system's own file; `system.rs` looks away meanwhile.
macro_rules! pass {
    ($file:expr, $method:ident $(, $argument:expr)*) => {{
        let file = real($file);
        let methods = (*file).pMethods;
        system::aside(|| ((*methods).$method.expect("the system's file has it"))(file $(, $argument)*))
    }};
}

fn code(call: Call, fault: Fault) -> c_int {
    match (call, fault) {
        (Call::Map, Fault::Full) => ffi::SQLITE_IOERR_SHMSIZE,
        (Call::Open, _) => ffi::SQLITE_CANTOPEN,
        (_, Fault::Full) => ffi::SQLITE_FULL,
        (_, Fault::Short) => ffi::SQLITE_IOERR_SHORT_READ,
        (Call::Read, Fault::Broken) => ffi::SQLITE_IOERR_READ,
        (Call::Write, Fault::Broken) => ffi::SQLITE_IOERR_WRITE,
        (Call::Length, Fault::Broken) => ffi::SQLITE_IOERR_TRUNCATE,
        (Call::Sync, Fault::Broken) => ffi::SQLITE_IOERR_FSYNC,
        (Call::Size, Fault::Broken) => ffi::SQLITE_IOERR_FSTAT,
        (Call::Delete | Call::Rename, Fault::Broken) => ffi::SQLITE_IOERR_DELETE,
        (Call::Lock, Fault::Broken) => ffi::SQLITE_IOERR_LOCK,
        (Call::Map, Fault::Broken) => ffi::SQLITE_IOERR_SHMMAP,
    }
}

unsafe fn fails(file: *mut ffi::sqlite3_file, call: Call) -> Option<c_int> {
    watched(file).and_then(|watched| watched.disk.call(call)).map(|fault| code(call, fault))
}

fn path_of<'a>(name: *const c_char) -> Option<&'a Path> {
    if name.is_null() {
        return None;
    }
    unsafe { CStr::from_ptr(name) }.to_str().ok().map(Path::new)
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    (*file).pMethods = ptr::null();
    let mine = path_of(name).and_then(disk::of);
    if let Some((disk, name)) = &mine {
        // On a full disk a file that is there can be opened.
        if let Some(fault) = disk.call(Call::Open)
            && (fault == Fault::Broken || !disk.knows(name))
        {
            return code(Call::Open, fault);
        }
    }
    let system = theirs();
    let answer = system::aside(|| ((*system).xOpen.expect("it opens"))(system, name, real(file), flags, out));
    if (*real(file)).pMethods.is_null() {
        return answer;
    }
    let log = flags & (ffi::SQLITE_OPEN_WAL | ffi::SQLITE_OPEN_MAIN_JOURNAL) != 0;
    let watched = mine.map(|(disk, name)| {
        let file = disk.opened(&name);
        Box::new(Watched { disk, name, file, names_too: Cell::new(log) })
    });
    ptr::write(file.cast::<File>(), File { base: ffi::sqlite3_file { pMethods: &raw const METHODS }, watched });
    answer
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, names_too: c_int) -> c_int {
    let mine = path_of(name).and_then(disk::of);
    if let Some((disk, _)) = &mine
        && let Some(fault) = disk.call(Call::Delete)
        && fault == Fault::Broken
    {
        return code(Call::Delete, fault);
    }
    let system = theirs();
    let answer = system::aside(|| ((*system).xDelete.expect("it deletes"))(system, name, 0));
    if let Some((disk, name)) = mine
        && answer == ffi::SQLITE_OK
    {
        disk.removed(&name);
        if names_too != 0 {
            disk.names_synced(folder_of(&name));
        }
    }
    answer
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let answer = pass!(file, xClose);
    ptr::drop_in_place(file.cast::<File>());
    (*file).pMethods = ptr::null();
    answer
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, into: *mut c_void, amount: c_int, at: i64) -> c_int {
    if let Some(code) = fails(file, Call::Read) {
        ptr::write_bytes(into.cast::<u8>(), 0, usize::try_from(amount).unwrap_or(0));
        return code;
    }
    pass!(file, xRead, into, amount, at)
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, bytes: *const c_void, amount: c_int, at: i64) -> c_int {
    let failed = fails(file, Call::Write);
    // A disk that becomes full takes a part of the write.
    let amount = match failed {
        Some(ffi::SQLITE_FULL) => amount / 2,
        Some(code) => return code,
        None => amount,
    };
    if let Some(watched) = watched(file) {
        let bytes = slice::from_raw_parts(bytes.cast::<u8>(), usize::try_from(amount).unwrap_or(0));
        watched.disk.wrote(watched.file, u64::try_from(at).unwrap_or(0), bytes);
    }
    let answer = pass!(file, xWrite, bytes, amount, at);
    failed.unwrap_or(answer)
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    if let Some(code) = fails(file, Call::Length) {
        return code;
    }
    if let Some(watched) = watched(file) {
        watched.disk.cut(watched.file, u64::try_from(length).unwrap_or(0));
    }
    pass!(file, xTruncate, length)
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // In a watched folder the disk is played: asking the real one too would only cost time.
    let Some(watched) = watched(file) else { return pass!(file, xSync, flags) };
    let failed = fails(file, Call::Sync);
    watched.disk.synced(watched.file, failed.is_some());
    if let Some(code) = failed {
        return code;
    }
    if watched.names_too.take() {
        watched.disk.names_synced(folder_of(&watched.name));
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    match fails(file, Call::Size) {
        Some(code) => code,
        None => pass!(file, xFileSize, size),
    }
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, kind: c_int) -> c_int {
    match fails(file, Call::Lock) {
        Some(code) => code,
        None => pass!(file, xLock, kind),
    }
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, kind: c_int) -> c_int {
    pass!(file, xUnlock, kind)
}

unsafe extern "C" fn reserved(file: *mut ffi::sqlite3_file, answer: *mut c_int) -> c_int {
    pass!(file, xCheckReservedLock, answer)
}

unsafe extern "C" fn control(file: *mut ffi::sqlite3_file, what: c_int, argument: *mut c_void) -> c_int {
    pass!(file, xFileControl, what, argument)
}

unsafe extern "C" fn sector(file: *mut ffi::sqlite3_file) -> c_int {
    pass!(file, xSectorSize)
}

unsafe extern "C" fn traits(file: *mut ffi::sqlite3_file) -> c_int {
    pass!(file, xDeviceCharacteristics)
}

unsafe extern "C" fn map(
    file: *mut ffi::sqlite3_file,
    page: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    match fails(file, Call::Map) {
        Some(code) => code,
        None => pass!(file, xShmMap, page, size, extend, out),
    }
}

unsafe extern "C" fn map_lock(file: *mut ffi::sqlite3_file, from: c_int, count: c_int, flags: c_int) -> c_int {
    let taking = flags & ffi::SQLITE_SHM_LOCK != 0;
    match taking.then(|| fails(file, Call::Lock)).flatten() {
        Some(_) => ffi::SQLITE_IOERR_SHMLOCK,
        None => pass!(file, xShmLock, from, count, flags),
    }
}

unsafe extern "C" fn barrier(file: *mut ffi::sqlite3_file) {
    pass!(file, xShmBarrier);
}

unsafe extern "C" fn unmap(file: *mut ffi::sqlite3_file, delete: c_int) -> c_int {
    pass!(file, xShmUnmap, delete)
}

/// Version 2: the shared index of the log, and no memory-mapped files.
static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(traits),
    xShmMap: Some(map),
    xShmLock: Some(map_lock),
    xShmBarrier: Some(barrier),
    xShmUnmap: Some(unmap),
    xFetch: None,
    xUnfetch: None,
};

thread_local! {
    static LEDGER: Cell<*mut ffi::sqlite3> = const { Cell::new(ptr::null_mut()) };
}

unsafe extern "C" fn note_connection(
    database: *mut ffi::sqlite3,
    _: *mut *mut c_char,
    _: *const ffi::sqlite3_api_routines,
) -> c_int {
    let path = path_of(ffi::sqlite3_db_filename(database, c"main".as_ptr())).map(PathBuf::from);
    if path.is_some_and(|path| path.ends_with("ledger.db")) {
        LEDGER.set(database);
    }
    ffi::SQLITE_OK
}

/// Runs SQL on the ledger this thread opened last, as another tool with the key in hand would. The store must still be open.
pub(crate) fn on_ledger<T>(with: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let database = LEDGER.get();
    assert!(!database.is_null(), "a ledger was opened on this thread");
    // Borrowed: closing it stays the store's.
    let connection = unsafe { Connection::from_handle(database) }?;
    with(&connection)
}
