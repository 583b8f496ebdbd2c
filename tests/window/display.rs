//! A screen of the test's own (Xvfb), so that stories neither see each other nor the person at the machine.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running X server without a monitor. It ends when dropped.
pub struct Display {
    server: Option<Child>,
    name: String,
}

impl Display {
    /// A screen of `width` × `height`, or the person's own when `HOLDFAST_WATCH` is set.
    pub fn open(width: u32, height: u32) -> Self {
        if std::env::var_os("HOLDFAST_WATCH").is_some() {
            let name = std::env::var("DISPLAY").expect("HOLDFAST_WATCH needs a display to watch on");
            return Self { server: None, name };
        }
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &format!("{width}x{height}x24"), "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed (`cargo xtask test` sees to it)");
        let mut number = String::new();
        let out = server.stdout.take().expect("Xvfb's output is piped");
        BufReader::new(out).read_line(&mut number).expect("Xvfb says which display it is");
        Self { server: Some(server), name: format!(":{}", number.trim()) }
    }

    /// What goes into `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}
