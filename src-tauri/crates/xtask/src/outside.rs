//! What tests of reading are held beside that nobody here wrote: generated hospital data, and a FHIR server.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::say::{program, root, run, step};

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(90);

fn oracles() -> PathBuf {
    root().join("target/oracles")
}

/// The folder of a hundred invented people's data, generated once.
pub(crate) fn clinosim() -> Result<PathBuf, String> {
    let folder = oracles().join("clinosim");
    let made = folder.join("fhir_r4");
    if !made.join("Patient.ndjson").is_file() {
        step("invented hospital data, by clinosim");
        let output = folder.display().to_string();
        let program_path = oracles().join("bin/clinosim").display().to_string();
        let words = ["simulate", "--country", "US", "--population", "100", "--seed", "42", "--format", "fhir-r4"];
        let mut generate = program(&program_path, &words);
        generate.args(["--output", &output]).stdout(Stdio::null());
        run(generate)?;
    }
    if made.join("Patient.ndjson").is_file() { Ok(made) } else { Err("clinosim left no Patient.ndjson".into()) }
}

/// A FHIR server on loopback with nothing in it, ended when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it answers.
    pub(crate) address: String,
}

impl Server {
    /// Starts it in an empty folder.
    pub(crate) fn start() -> Result<Self, String> {
        let wrong = |error: std::io::Error| format!("a FHIR server for the tests: {error}");
        let home = oracles().join("server");
        if home.exists() {
            std::fs::remove_dir_all(&home).map_err(wrong)?;
        }
        std::fs::create_dir_all(&home).map_err(wrong)?;
        let port = TcpListener::bind("127.0.0.1:0").and_then(|taken| taken.local_addr()).map_err(wrong)?.port();
        let address = format!("http://127.0.0.1:{port}/fhir");
        // JSON is YAML. Its own simulator is off: the tests say what it holds.
        let settings = format!(
            "{{\"base_url\": \"{address}\", \"host\": \"127.0.0.1\", \"port\": {port}, \"simulator\": {{\"enabled\": false}}}}"
        );
        std::fs::write(home.join("settings.yaml"), settings).map_err(wrong)?;
        let serve = oracles().join("bin/sekmet").display().to_string();
        let mut command = program(&serve, &["serve", "--host", "127.0.0.1", "--port", &port.to_string()]);
        let child = command.current_dir(&home).stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(wrong)?;
        let server = Self { child, address };
        let began = Instant::now();
        while !answers(port) {
            if began.elapsed() > PATIENCE {
                return Err("the FHIR server for the tests did not answer".into());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"GET /fhir/metadata HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        Ok(start.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}
