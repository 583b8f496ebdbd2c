//! A store of the test's own: made by the CLI, seen by the app, gone afterwards.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{SmallDisk, built};

/// The passphrase of every store made for a test.
pub const PASSPHRASE: &str = "exercise only nothing secret";
/// The PIN of everybody on the synthetic ward.
pub const PIN: &str = "246810";
/// The minute at which every story begins: the afternoon of a Saturday, as in the designs.
const NOW: &str = "2026-11-21T14:32:00+00:00";

/// A folder with a store in it.
pub struct Home {
    /// Let go of before the folder it lies on.
    disk: Option<SmallDisk>,
    folder: tempfile::TempDir,
    now: String,
}

/// What the CLI answered.
pub struct CliAnswer {
    /// Whether it says it succeeded.
    pub ok: bool,
    /// The one JSON value on stdout; `null` when there was none.
    pub json: Value,
    /// What it said to a person.
    pub words: String,
}

impl Home {
    /// The synthetic ward, in an exercise, at a known minute that stands still.
    pub fn demo() -> Self {
        Self::empty().with_the_synthetic_ward()
    }

    /// The same, on a disk of its own with so much room.
    pub fn on_a_small_disk(megabytes: u32) -> Self {
        let mut home = Self::empty();
        home.disk = Some(SmallDisk::at(home.folder(), megabytes));
        home.with_the_synthetic_ward()
    }

    /// A PC on which there is no store.
    pub fn empty() -> Self {
        Self { disk: None, folder: tempfile::tempdir().expect("a folder for a store"), now: format!("frozen:{NOW}") }
    }

    fn with_the_synthetic_ward(self) -> Self {
        let made = self.cli(&["init", "--ward", "Ash Ward", "--demo"]);
        assert!(made.ok, "the synthetic ward is made: {}", made.words);
        self
    }

    /// The disk it is on, when that is its own.
    pub fn disk(&self) -> &SmallDisk {
        self.disk.as_ref().expect("this home is on a disk of its own")
    }

    /// Copies of this PC go to a folder.
    pub fn copies_to(&self, folder: &Path) {
        let path = self.file("config.toml");
        let text = std::fs::read_to_string(&path).expect("a home has a configuration");
        let place = format!("[[standby]]\nfolder = \"{}\"\nevery_minutes = 30\n", folder.display());
        // The tables come after the plain values.
        let (plain, tables) = text.split_once("\n[[").expect("the configuration has tables");
        let text = format!("{plain}\n{place}\n[[{tables}").replacen("standby = []\n", "", 1);
        std::fs::write(path, text).expect("the configuration can be written");
    }

    /// The same store at another time: RFC 3339, with `frozen:` before it when it should stand still.
    #[must_use]
    pub fn at(mut self, now: &str) -> Self {
        now.clone_into(&mut self.now);
        self
    }

    /// The same store with a clock that a story sets: it says what [`Home::set_clock`] said last.
    #[must_use]
    pub fn with_a_clock(self) -> Self {
        let path = self.file("clock");
        let home = self.at(&format!("file:{}", path.display()));
        home.set_clock(NOW);
        home
    }

    /// Sets that clock: RFC 3339.
    pub fn set_clock(&self, now: &str) {
        let path = self.file("clock");
        let fresh = path.with_extension("new");
        // Put in place whole, because the app reads it at any time.
        std::fs::write(&fresh, now).expect("a clock can be written");
        std::fs::rename(fresh, path).expect("a clock can be set");
    }

    /// Where the store is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file beside the store.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A system's records go to this server, which is marked for exercises.
    pub fn files_to(&self, system: &str, address: &str) {
        let path = self.file("config.toml");
        let text = std::fs::read_to_string(&path).expect("a home has a configuration");
        let id = format!("id = \"{system}\"\n");
        let (before, after) = text.split_once(&id).expect("the system is in the register");
        let after = after.replacen("target_for_exercises = false\n", "", 1);
        let target = format!("target = \"{address}\"\ntarget_for_exercises = true\n");
        std::fs::write(path, format!("{before}{id}{target}{after}")).expect("the configuration can be written");
    }

    /// An outage over these systems, declared by the nurse in charge before the window opens.
    pub fn declared(&self, systems: &[&str]) {
        let mut words = vec!["outage", "declare", "--staff", "Sam Reyes"];
        words.extend(systems.iter().flat_map(|system| ["--system", system]));
        let answer = self.cli(&words);
        assert!(answer.ok, "an outage is declared: {}", answer.words);
    }

    /// Every signed record, as it would be filed; the app must not have the store open.
    pub fn exported(&self) -> Value {
        let path = self.file("exported.json");
        let name = path.display().to_string();
        let answer = self.cli(&["export", "--staff", "Sam Reyes", "--format", "fhir", "--out", &name]);
        assert!(answer.ok, "what was signed can be exported: {}", answer.words);
        let text = std::fs::read_to_string(path).expect("a Bundle is written");
        serde_json::from_str(&text).expect("a Bundle is JSON")
    }

    /// What the app and the CLI are started with.
    pub fn variables(&self) -> Vec<(String, String)> {
        [
            ("HOLDFAST_HOME", self.folder.path().display().to_string()),
            ("HOLDFAST_NOW", self.now.clone()),
            ("HOLDFAST_PASSPHRASE", PASSPHRASE.to_owned()),
            ("HOLDFAST_PIN", PIN.to_owned()),
            ("TZ", "Europe/London".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }

    /// Asks the CLI, with `--home` and `--json` added.
    pub fn cli(&self, words: &[&str]) -> CliAnswer {
        self.cli_with(words, &[])
    }

    /// The same, with these in its environment too.
    pub fn cli_with(&self, words: &[&str], more: &[(&str, &str)]) -> CliAnswer {
        let output = Command::new(built("holdfast"))
            .args(words)
            .arg("--home")
            .arg(self.folder.path())
            .arg("--json")
            .envs(self.variables())
            .envs(more.iter().copied())
            .output()
            .expect("the CLI can be started");
        CliAnswer {
            ok: output.status.success(),
            json: serde_json::from_slice(&output.stdout).unwrap_or_default(),
            words: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The people and stays of the synthetic ward, as a hospital's own server would hold them.
pub fn demo_people() -> Vec<Value> {
    let text =
        std::fs::read_to_string(super::root().join("assets/demo/pas.json")).expect("the synthetic ward is there");
    let bundle: Value = serde_json::from_str(&text).expect("it is JSON");
    let entries = bundle.get("entry").and_then(Value::as_array).into_iter().flatten();
    entries.filter_map(|entry| entry.get("resource").cloned()).collect()
}
