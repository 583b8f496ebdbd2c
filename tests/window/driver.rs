//! WebKitWebDriver as a process: one a window, on a port nobody else has.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running WebKitWebDriver. It ends when dropped, and the app it started with it.
pub(super) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts the driver with these variables; the app inherits them.
    pub(super) fn start(variables: &[(String, String)]) -> Self {
        let port = free_port();
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}")).arg("--host=127.0.0.1");
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        // With it WebKitWebDriver never answers when asked for a picture.
        command.env_remove("WEBKIT_DISABLE_DMABUF_RENDERER");
        if std::env::var_os("HOLDFAST_WINDOW_LOG").is_none() {
            command.stdout(Stdio::null()).stderr(Stdio::null());
        }
        let process = command.spawn().expect("WebKitWebDriver is installed (`cargo xtask test` sees to it)");
        let driver = Self { process, port };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(started.elapsed() < Duration::from_secs(15), "WebKitWebDriver does not answer");
            std::thread::sleep(Duration::from_millis(5));
        }
        driver
    }

    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The process ids of the app this driver started (its own helpers excluded).
    pub(super) fn children(&self) -> Vec<u32> {
        children_of(self.process.id())
    }

    /// Ends the app at once, as a power cut would: no signal it could catch.
    pub(super) fn kill_app(&self) {
        for child in self.children() {
            kill_nine(child);
            let gone = Instant::now();
            while runs(child) && gone.elapsed() < Duration::from_secs(5) {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.kill_app();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("a bound port has a number").port()
}

fn children_of(parent: u32) -> Vec<u32> {
    let path = format!("/proc/{parent}/task/{parent}/children");
    std::fs::read_to_string(path).unwrap_or_default().split_whitespace().filter_map(|id| id.parse().ok()).collect()
}

/// Whether the process still does anything: one that has ended but is not yet waited for does not count.
fn runs(id: u32) -> bool {
    let ended = std::fs::read_to_string(format!("/proc/{id}/stat")).map_or(true, |stat| stat.contains(") Z"));
    // The first of its threads may have ended while another still holds the store's lock.
    let threads = std::fs::read_dir(format!("/proc/{id}/task")).map_or(0, Iterator::count);
    !ended || threads > 1
}

fn kill_nine(id: u32) {
    let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
}
