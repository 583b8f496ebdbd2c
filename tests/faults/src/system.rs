//! What the program asks of the system outside SQLite: key files, markers, folders. This program's own `open64`, `write`, `fsync`
//! and the like stand before the C library's, so the store needs no hook; they pass everything on that is not in a watched
//! folder. Linux only: elsewhere those calls are neither recorded nor made to fail.

use std::cell::Cell;

thread_local! {
    static ASIDE: Cell<u32> = const { Cell::new(0) };
}

/// Runs something whose calls are not to be noted: SQLite's, which `sqlite.rs` notes, and our own.
pub(crate) fn aside<T>(run: impl FnOnce() -> T) -> T {
    struct Back;
    impl Drop for Back {
        fn drop(&mut self) {
            let _ = ASIDE.try_with(|depth| depth.set(depth.get() - 1));
        }
    }
    let _ = ASIDE.try_with(|depth| depth.set(depth.get() + 1));
    let _back = Back;
    run()
}

#[cfg(target_os = "linux")]
mod linux {
    //! The calls themselves.

    use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
    use std::os::unix::ffi::OsStrExt;
    use std::path::Path;
    use std::sync::Arc;

    use libc::{AT_FDCWD, mode_t, off_t, size_t, ssize_t};

    use super::{ASIDE, aside};
    use crate::disk::{self, Call, Disk, Fault};

    fn noted() -> bool {
        disk::watching() && ASIDE.try_with(|depth| depth.get() == 0).unwrap_or(false)
    }

    unsafe fn by_path(path: *const c_char) -> Option<(Arc<Disk>, String)> {
        if !noted() || path.is_null() {
            return None;
        }
        disk::of(Path::new(OsStr::from_bytes(CStr::from_ptr(path).to_bytes())))
    }

    unsafe fn by_file(file: c_int) -> Option<(Arc<Disk>, String)> {
        if !noted() {
            return None;
        }
        let path = aside(|| std::fs::read_link(format!("/proc/self/fd/{file}"))).ok()?;
        disk::of(&path)
    }

    unsafe fn refuse(fault: Fault) -> c_int {
        *libc::__errno_location() = match fault {
            Fault::Full => libc::ENOSPC,
            Fault::Broken | Fault::Short => libc::EIO,
        };
        -1
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn open64(path: *const c_char, flags: c_int, mode: mode_t) -> c_int {
        if let Some((disk, name)) = by_path(path)
            && !name.is_empty()
            && flags & libc::O_CREAT != 0
        {
            let there = disk.knows(&name);
            if let Some(fault) = disk.call(Call::Open)
                && (fault == Fault::Broken || !there)
            {
                return refuse(fault);
            }
            let file = disk.opened(&name);
            if there && flags & libc::O_TRUNC != 0 {
                disk.cut(file, 0);
            }
        }
        libc::syscall(libc::SYS_openat, AT_FDCWD, path, flags, mode) as c_int
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn write(file: c_int, bytes: *const c_void, amount: size_t) -> ssize_t {
        if let Some((disk, name)) = by_file(file)
            && !name.is_empty()
        {
            if let Some(fault) = disk.call(Call::Write) {
                return refuse(fault) as ssize_t;
            }
            let at = libc::lseek(file, 0, libc::SEEK_CUR);
            let bytes = std::slice::from_raw_parts(bytes.cast::<u8>(), amount);
            disk.wrote(disk.opened(&name), u64::try_from(at).unwrap_or(0), bytes);
        }
        libc::syscall(libc::SYS_write, file, bytes, amount) as ssize_t
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn ftruncate64(file: c_int, length: off_t) -> c_int {
        if let Some((disk, name)) = by_file(file)
            && !name.is_empty()
        {
            if let Some(fault) = disk.call(Call::Length) {
                return refuse(fault);
            }
            disk.cut(disk.opened(&name), u64::try_from(length).unwrap_or(0));
        }
        libc::syscall(libc::SYS_ftruncate, file, length) as c_int
    }

    unsafe fn sync(file: c_int) -> Option<c_int> {
        let (disk, name) = by_file(file)?;
        let fault = disk.call(Call::Sync);
        let folder = name.is_empty() || aside(|| Path::new(&format!("/proc/self/fd/{file}")).is_dir());
        match fault {
            Some(fault) if folder => return Some(refuse(fault)),
            None if folder => disk.names_synced(&name),
            fault => {
                disk.synced(disk.opened(&name), fault.is_some());
                if let Some(fault) = fault {
                    return Some(refuse(fault));
                }
            }
        }
        Some(0)
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn fsync(file: c_int) -> c_int {
        match sync(file) {
            Some(answer) => answer,
            None => libc::syscall(libc::SYS_fsync, file) as c_int,
        }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn fdatasync(file: c_int) -> c_int {
        match sync(file) {
            Some(answer) => answer,
            None => libc::syscall(libc::SYS_fdatasync, file) as c_int,
        }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn rename(from: *const c_char, to: *const c_char) -> c_int {
        let both = by_path(from).zip(by_path(to));
        if let Some(((disk, _), _)) = &both
            && let Some(fault) = disk.call(Call::Rename)
        {
            return refuse(fault);
        }
        let answer = libc::syscall(libc::SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0) as c_int;
        if let Some(((disk, from), (_, to))) = both
            && answer == 0
        {
            disk.renamed(&from, &to);
        }
        answer
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn unlink(path: *const c_char) -> c_int {
        let mine = by_path(path);
        if let Some((disk, _)) = &mine
            && let Some(fault) = disk.call(Call::Delete)
        {
            return refuse(fault);
        }
        let answer = libc::syscall(libc::SYS_unlinkat, AT_FDCWD, path, 0) as c_int;
        if let Some((disk, name)) = mine
            && answer == 0
        {
            disk.removed(&name);
        }
        answer
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn mkdir(path: *const c_char, mode: mode_t) -> c_int {
        let mine = by_path(path);
        if let Some((disk, _)) = &mine
            && let Some(fault) = disk.call(Call::Open)
        {
            return refuse(fault);
        }
        let answer = libc::syscall(libc::SYS_mkdirat, AT_FDCWD, path, mode) as c_int;
        if let Some((disk, name)) = mine
            && answer == 0
        {
            disk.made_folder(&name);
        }
        answer
    }
}
