//! The main path against a FHIR server that nobody here wrote (sekmet, from PyPI), asked afterwards by another process
//! what it holds. Needs the packages of `tests/oracles/requirements.txt` in `target/oracles`: `cargo xtask test` sees to it.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use exchange::client::Client;
use exchange::file::{Held, Outcome, Target, connect, held, resume, send};
use record::filing::Filing;
use serde_json::{Value, json};

use crate::journal::Kept;
use crate::records::{built_for, observations, seed, telephoned, who, whose};

/// A program among the packages nobody here wrote. `HOLDFAST_ORACLES` may name another folder of them.
fn oracle(name: &str) -> PathBuf {
    let usual = || root().join("target/oracles/bin");
    let program = std::env::var_os("HOLDFAST_ORACLES").map_or_else(usual, PathBuf::from).join(name);
    assert!(program.exists(), "{} is not there: `cargo xtask test` sets it up", program.display());
    program
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

struct Sekmet {
    child: Child,
    base: String,
    _home: tempfile::TempDir,
}

impl Sekmet {
    /// Starts it on a free port of loopback, with its simulator off and nothing in it. `whole`: it answers with whole
    /// addresses as references, as some servers do.
    fn start(whole: bool) -> Self {
        let program = oracle("sekmet");
        let home = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let base = format!("http://127.0.0.1:{port}/fhir");
        let settings = json!({
            "base_url": base,
            "host": "127.0.0.1",
            "port": port,
            "simulator": { "enabled": false },
            "server_behaviour": { "absolute_references": whole },
        });
        // JSON is YAML.
        std::fs::write(home.path().join("settings.yaml"), settings.to_string()).unwrap();
        let child = Command::new(&program)
            .args(["serve", "--host", "127.0.0.1", "--port", &port.to_string()])
            .current_dir(home.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { child, base, _home: home };
        let began = Instant::now();
        while Client::new(&server.base).unwrap().get("metadata").is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "the server did not come up");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }

    fn target(&self) -> Target {
        connect(Client::new(&self.base).unwrap()).unwrap()
    }

    fn seed(&self) {
        let client = Client::new(&self.base).unwrap();
        for one in seed() {
            let path = format!("{}/{}", one["resourceType"].as_str().unwrap(), one["id"].as_str().unwrap());
            let reply = client.put(&path, one.to_string().as_bytes(), &[]).unwrap();
            assert!(reply.is_success(), "{path}: {}", reply.status);
        }
    }

    /// What it holds of a type, asked by Python's own HTTP client in a process of its own.
    fn asked(&self, kind: &str) -> Vec<Value> {
        let script = "import json, sys, urllib.request\n\
            answer = json.load(urllib.request.urlopen(sys.argv[1], timeout=30), parse_float=str)\n\
            print(json.dumps([entry['resource'] for entry in answer.get('entry', [])]))";
        let url = format!("{}/{kind}?_count=200", self.base);
        let output = Command::new(oracle("python")).args(["-c", script, &url]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let all: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        all.into_iter().filter(|one| one["resourceType"] == kind).collect()
    }
}

impl Drop for Sekmet {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const KINDS: [&str; 5] =
    ["QuestionnaireResponse", "Observation", "DiagnosticReport", "DocumentReference", "Provenance"];

/// Exactly these are there, under our ids, once.
fn holds_exactly(server: &Sekmet, filings: &[&Filing]) {
    for kind in KINDS {
        let sent: BTreeSet<String> = filings
            .iter()
            .flat_map(|filing| &filing.resources)
            .filter(|one| one.kind == kind)
            .map(|one| one.id.to_string())
            .collect();
        let there: Vec<String> = server.asked(kind).iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(there.len(), sent.len(), "{kind}");
        assert_eq!(there.into_iter().collect::<BTreeSet<_>>(), sent, "{kind}");
    }
}

#[test]
fn records_filed_to_a_server_nobody_here_wrote_are_there_once_when_another_process_asks() {
    for whole_references in [false, true] {
        let server = Sekmet::start(whole_references);
        server.seed();
        let mut target = server.target();
        let (first, second) = (observations(1), telephoned(2));
        let (observed, phoned) = (built_for(&target, &first), built_for(&target, &second));
        for filing in [&observed, &phoned] {
            let outcome = send(&mut target, filing, &whose(), &mut Kept::new()).unwrap();
            assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
        }
        holds_exactly(&server, &[&observed, &phoned]);

        // Values and people, as the other process sees them.
        let all = server.asked("Observation");
        let coded = |code: &str| {
            let has =
                |one: &&Value| one["code"]["coding"].as_array().is_some_and(|c| c.iter().any(|c| c["code"] == code));
            all.iter().find(has).unwrap_or_else(|| panic!("no Observation {code}"))
        };
        assert_eq!(coded("8310-5")["valueQuantity"]["value"], "37.0", "digits as that process read them");
        assert_eq!(coded("1104051000000101")["valueQuantity"]["value"], 5);
        for one in &all {
            let subject = one["subject"]["reference"].as_str().unwrap();
            assert!(subject == "Patient/pat-1" || subject == format!("{}/Patient/pat-1", server.base), "{subject}");
            assert_eq!(one["meta"]["security"][0]["code"], "HTEST");
        }
        let preliminary = all.iter().filter(|one| one["status"] == "preliminary").count();
        assert_eq!(preliminary, 2);

        // Again, as after a crash that lost the answers: nothing is added, nothing is written a second time.
        for (filing, record) in [(&observed, &first), (&phoned, &second)] {
            let outcome = resume(&mut target, filing, &who(record), &mut Kept::new()).unwrap();
            let Outcome::Accepted { resources } = outcome else { panic!("{outcome:?}") };
            assert!(resources.iter().all(|one| one.ends_with("/_history/1")), "{resources:?}");
            assert_eq!(held(&target, filing), Held::All);
        }
        holds_exactly(&server, &[&observed, &phoned]);
    }
}

#[test]
fn the_golden_bundles_are_fhir_r4_in_shape() {
    let goldens = root().join("src-tauri/crates/record/tests/golden");
    let files: Vec<PathBuf> = std::fs::read_dir(goldens).unwrap().map(|file| file.unwrap().path()).collect();
    let output =
        Command::new(oracle("python")).arg(root().join("tests/oracles/fhir_shape.py")).args(files).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_record_that_a_real_server_refuses_carries_that_servers_own_words() {
    let server = Sekmet::start(false);
    server.seed();
    let mut target = server.target();
    let mut filing = built_for(&target, &observations(1));
    // What no build makes: an Observation without a code.
    let mut broken: Value = serde_json::from_str(&filing.resources[1].body).unwrap();
    broken.as_object_mut().unwrap().remove("code");
    filing.resources[1].body = broken.to_string();
    let outcome = send(&mut target, &filing, &whose(), &mut Kept::new()).unwrap();
    let Outcome::Refused(refusal) = outcome else { panic!("{outcome:?}") };
    assert_eq!(refusal.status, Some(400));
    assert!(refusal.words.contains("Observation.code"), "{}", refusal.words);
}
