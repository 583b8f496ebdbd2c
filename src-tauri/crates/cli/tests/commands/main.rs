//! The command line as a program meets it: one JSON value on stdout, words on stderr, an exit code that can be trusted.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod bad_input;
mod filing;
mod shapes;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

pub(crate) const NURSE: &str = "Ama Boateng";
pub(crate) const IN_CHARGE: &str = "Sam Reyes";

/// A demo store in a folder of its own.
pub(crate) struct Store {
    folder: tempfile::TempDir,
}

/// What a command answered.
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Answer {
    /// Its one JSON value.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("not one JSON value: {}", self.stdout))
    }

    /// The words of a failure, which are the same on both streams.
    #[track_caller]
    pub(crate) fn refusal(&self) -> String {
        assert_eq!(self.code, 1, "{}{}", self.stdout, self.stderr);
        let words = self.json()["error"].as_str().unwrap_or_else(|| panic!("{}", self.stdout)).to_owned();
        assert!(self.stderr.contains(&words), "{}", self.stderr);
        words
    }

    #[track_caller]
    pub(crate) fn good(self) -> Value {
        assert_eq!(self.code, 0, "{}{}", self.stdout, self.stderr);
        self.json()
    }
}

/// Runs `holdfast --json` with these arguments, in an environment with `more` and no other secret.
pub(crate) fn holdfast(arguments: &[&str], more: &[(&str, &str)]) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_holdfast"));
    for secret in ["HOLDFAST_PASSPHRASE", "HOLDFAST_PIN", "HOLDFAST_NEW_PIN", "HOLDFAST_NOW", "HOLDFAST_HOME"] {
        command.env_remove(secret);
    }
    let output = command.arg("--json").args(arguments).envs(more.iter().copied()).output().unwrap();
    Answer {
        code: output.status.code().expect("it was not killed"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Store {
    pub(crate) fn demo() -> Self {
        let store = Self { folder: tempfile::tempdir().unwrap() };
        holdfast(&["init", "--home", &store.home(), "--ward", "Ash Ward", "--demo"], &[]).good();
        store
    }

    pub(crate) fn home(&self) -> String {
        self.path("store").display().to_string()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside the store; its path.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// A command on this store.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        let mut all = arguments.to_vec();
        let home = self.home();
        all.extend(["--home", &home]);
        holdfast(&all, &[("HOLDFAST_PIN", "246810")])
    }

    /// A command by somebody.
    pub(crate) fn by(&self, staff: &str, arguments: &[&str]) -> Answer {
        let mut all = arguments.to_vec();
        all.extend(["--staff", staff]);
        self.run(&all)
    }

    /// Everybody held.
    pub(crate) fn patients(&self) -> Vec<Value> {
        self.by(NURSE, &["patients"]).good().as_array().unwrap().clone()
    }

    /// The id of whoever is in a bed.
    pub(crate) fn in_bed(&self, bed: &str) -> String {
        let all = self.patients();
        let one = all.iter().find(|one| one["bed"] == bed).unwrap();
        one["id"].as_str().unwrap().to_owned()
    }

    /// Signs a set of observations; the record's id.
    pub(crate) fn observe(&self, bed: &str) -> String {
        let answers = self.file(
            "answers.json",
            r#"{"rr":21,"spo2":94,"o2":"air","sbp":112,"dbp":66,"hr":98,"acvpu":"A","temp":38.1,"told":"Dr Lund","told.at":"14:30"}"#,
        );
        let patient = self.in_bed(bed);
        let signed = self.by(NURSE, &["record", "--patient", &patient, "--form", "news2", &answers]).good();
        signed["id"].as_str().unwrap().to_owned()
    }
}

/// The synthetic ward's people, as they are kept.
pub(crate) fn demo_people() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/demo/pas.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The keys of an object, in order.
#[track_caller]
pub(crate) fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("{value}")).keys().map(String::as_str).collect()
}

/// The one file of a folder whose name ends so.
pub(crate) fn ending(folder: &Path, end: &str) -> PathBuf {
    let mut files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.find(|path| path.to_string_lossy().ends_with(end)).unwrap()
}
