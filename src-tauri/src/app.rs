//! What the running program holds: the ward's store once it is open, who is signed in, the pages in hand.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use chrono::{DateTime, FixedOffset};
use tauri::Manager;
use tauri_specta::Event;
use ward::Ward;

use crate::changes::{Changed, Stale};
use crate::clock::Clock;
use crate::keeping::Page;
use crate::paper::Paper;
use crate::problem::Problem;
use crate::session::Session;

/// The program's state.
pub(crate) struct App {
    handle: tauri::AppHandle,
    home: PathBuf,
    clock: Clock,
    ward: OnceLock<Mutex<Ward>>,
    /// Opening it by itself was tried.
    tried: OnceLock<()>,
    /// Who is signed in.
    pub(crate) session: Mutex<Session>,
    /// The pages in hand.
    pub(crate) paper: Mutex<Paper>,
    /// The page of an envelope until it is sealed.
    pub(crate) envelope: Mutex<Option<Page>>,
    /// How far the sending is.
    pub(crate) sending: Mutex<Option<crate::views::recovery::SendingView>>,
    /// The server that was refused because it is not the known one.
    pub(crate) other_server: Mutex<Option<ward::server::OtherServer>>,
    /// Systems released while another was being sent to.
    pub(crate) to_send: Mutex<Vec<ward::facts::SystemId>>,
    /// Sending is to stop after the record that is going.
    pub(crate) stop_sending: std::sync::atomic::AtomicBool,
    /// The copy that is being taken in, or was last.
    pub(crate) taking: Mutex<Option<crate::views::copies::TakingView>>,
    /// Taking it in is to stop.
    pub(crate) stop_taking: std::sync::atomic::AtomicBool,
    /// Whether there was room on the disk when it was last looked at.
    pub(crate) space: Mutex<Option<ward::room::Space>>,
    /// The copy of this PC that is being made, or the last one that was.
    pub(crate) copying: Mutex<Option<crate::views::standby::CopyingView>>,
    /// That copy is to stop.
    pub(crate) stop_copy: std::sync::atomic::AtomicBool,
    /// What the clocks said when they were last looked at.
    pub(crate) looked: Mutex<Option<crate::session::Looked>>,
    /// Why the store could not be opened.
    pub(crate) trouble: Mutex<Option<String>>,
}

/// A lock that a panic elsewhere does not take away.
pub(crate) fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    /// Begins, with no store open yet.
    #[must_use]
    pub(crate) fn begin(handle: tauri::AppHandle, home: PathBuf) -> Self {
        Self {
            handle,
            home,
            clock: Clock::of_this_pc(),
            ward: OnceLock::new(),
            session: Mutex::default(),
            paper: Mutex::default(),
            envelope: Mutex::default(),
            sending: Mutex::default(),
            other_server: Mutex::default(),
            to_send: Mutex::default(),
            stop_sending: std::sync::atomic::AtomicBool::new(false),
            taking: Mutex::default(),
            stop_taking: std::sync::atomic::AtomicBool::new(false),
            space: Mutex::default(),
            copying: Mutex::default(),
            stop_copy: std::sync::atomic::AtomicBool::new(false),
            looked: Mutex::default(),
            trouble: Mutex::default(),
            tried: OnceLock::new(),
        }
    }

    /// Opens the store while the window is being made: whoever asks for it waits until that was tried.
    pub(crate) fn start(&self) {
        self.in_background(|app| {
            app.open_by_itself();
            let _ = app.tried.set(());
        });
    }

    /// Whether the store is open already.
    #[must_use]
    pub(crate) fn is_open(&self) -> bool {
        self.ward.get().is_some()
    }

    /// Whether there is a store in this PC's folder.
    #[must_use]
    pub(crate) fn has_store(&self) -> bool {
        ward::is_at(&self.home)
    }

    /// Where the store is.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// The store is open from here on.
    pub(crate) fn opened(&self, mut ward: Ward) {
        // Waits after wrong PINs pass only while the program runs. A disk that refuses leaves them as they were: longer.
        let _ = ward.begin_waits_anew(self.now());
        let _ = self.ward.set(Mutex::new(ward));
        *lock(&self.trouble) = None;
    }

    /// Ends the program, once the screen has been told.
    pub(crate) fn end(&self) {
        self.in_background(|app| {
            std::thread::sleep(std::time::Duration::from_secs(3));
            app.handle.exit(0);
        });
    }

    /// Now.
    #[must_use]
    pub(crate) fn now(&self) -> DateTime<FixedOffset> {
        self.clock.now()
    }

    /// The ward's store, to be locked by who uses it for long.
    ///
    /// # Errors
    /// While it is not open.
    pub(crate) fn shared(&self) -> Result<&Mutex<Ward>, Problem> {
        self.tried.wait();
        self.ward.get().ok_or_else(Problem::store_locked)
    }

    /// The ward's store, if it is open.
    pub(crate) fn open_ward(&self) -> Option<MutexGuard<'_, Ward>> {
        self.tried.wait();
        self.ward.get().map(lock)
    }

    /// The ward's store.
    ///
    /// # Errors
    /// While it is not open.
    pub(crate) fn ward(&self) -> Result<MutexGuard<'_, Ward>, Problem> {
        self.shared().map(lock)
    }

    /// The running program, for its folders.
    #[must_use]
    pub(crate) fn handle(&self) -> &tauri::AppHandle {
        &self.handle
    }

    /// Tells the screen what became stale.
    pub(crate) fn changed(&self, stale: &[Stale]) {
        // A window that is closing hears nothing, and needs nothing.
        let _ = Changed(stale.to_vec()).emit(&self.handle);
    }

    /// Runs something long on a thread of its own.
    pub(crate) fn in_background(&self, work: impl FnOnce(&App) + Send + 'static) {
        let handle = self.handle.clone();
        std::thread::spawn(move || work(&handle.state::<App>()));
    }
}
