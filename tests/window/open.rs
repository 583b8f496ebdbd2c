//! Opening a program's window and ending it, kindly or not.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::runtime::Runtime;

use super::driver::Driver;
use super::{Display, Home, built};

const PATIENCE: Duration = Duration::from_secs(15);

/// A program with a window, and what it is started with.
pub struct Program {
    binary: PathBuf,
    variables: Vec<(String, String)>,
}

impl Program {
    /// A program built beside this test.
    pub fn named(name: &str) -> Self {
        Self { binary: built(name), variables: Vec::new() }
    }

    /// A program anywhere.
    pub fn at(binary: PathBuf) -> Self {
        Self { binary, variables: Vec::new() }
    }

    /// The app on this store.
    pub fn app(home: &Home) -> Self {
        home.variables()
            .into_iter()
            .fold(Self::named("holdfast-app"), |program, (name, value)| program.with(&name, &value))
    }

    /// With one more environment variable.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// An open window of the app.
pub struct Window {
    pub(super) runtime: Runtime,
    // Dropped in this order: the session, the driver with the app, the display.
    pub(super) client: Client,
    driver: Driver,
    display: Display,
    folders: tempfile::TempDir,
    program: Program,
    /// From asking for the window until its page had been read.
    pub opened_in: Duration,
    /// How long something may take to appear before the story fails.
    pub patience: Duration,
}

impl Window {
    /// Opens the app on this store, 1366 × 768.
    pub fn open(home: &Home) -> Self {
        Self::of(Program::app(home), Display::open(1366, 768))
    }

    /// Opens a program's window on a display.
    pub fn of(program: Program, display: Display) -> Self {
        let folders = tempfile::tempdir().expect("a folder for what the web view writes");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime for the driver's calls");
        let mut variables = program.variables.clone();
        for (name, value) in surroundings(&display, &folders) {
            variables.push((name.to_owned(), value));
        }
        let driver = Driver::start(&variables);
        let mut wanted = Capabilities::new();
        wanted.insert("webkitgtk:browserOptions".into(), json!({ "binary": program.binary, "args": [] }));
        let started = Instant::now();
        let client = runtime
            .block_on(ClientBuilder::new(HttpConnector::new()).capabilities(wanted).connect(&driver.address()))
            .expect("the app opens a window that can be driven");
        let mut window =
            Self { runtime, client, driver, display, folders, program, opened_in: Duration::ZERO, patience: PATIENCE };
        window.until("the page has been read", |window| {
            window.script("return document.readyState !== 'loading' && !!document.body").as_bool() == Some(true)
        });
        window.opened_in = started.elapsed();
        window
    }

    /// Ends the app as a power cut would (`kill -9`), then opens it again on the same store.
    #[must_use]
    pub fn cut_and_open(self) -> Self {
        let Self { client, driver, display, program, .. } = self;
        driver.kill_app();
        drop(client);
        drop(driver);
        Self::of(program, display)
    }

    /// Ends the app as a power cut would, and leaves everything it wrote.
    pub fn cut(&self) {
        self.driver.kill_app();
    }

    /// Where the web view keeps its data and caches, and the system's files that come and go.
    pub fn folders(&self) -> &Path {
        self.folders.path()
    }

    /// The process id of the app.
    pub fn process(&self) -> Option<u32> {
        self.driver.children().first().copied()
    }

    /// Makes the window (and what a picture shows) another size.
    pub fn resize(&self, width: u32, height: u32) {
        self.runtime.block_on(self.client.set_window_rect(0, 0, width, height)).expect("the window takes another size");
    }
}

/// What every window is started with: its display, its own folders, no desktop of the person's.
fn surroundings(display: &Display, folders: &tempfile::TempDir) -> Vec<(&'static str, String)> {
    let own = folders.path().display().to_string();
    vec![
        ("DISPLAY", display.name().to_owned()),
        ("GDK_BACKEND", "x11".into()),
        ("TAURI_WEBVIEW_AUTOMATION", "true".into()),
        ("NO_AT_BRIDGE", "1".into()),
        // Several stories' apps may run at once: each is the only one on its own bus, which is none.
        ("DBUS_SESSION_BUS_ADDRESS", "disabled:".into()),
        ("XDG_DATA_HOME", own.clone()),
        ("XDG_CACHE_HOME", own.clone()),
        ("XDG_CONFIG_HOME", own.clone()),
        ("TMPDIR", own),
    ]
}
