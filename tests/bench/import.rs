//! P5: taking in a copy, beside only parsing the same bytes as JSON. Then the list of as many patients, and finding one (P3).

use chrono::DateTime;
use record::SystemId;
use serde_json::Value;
use store::Beginning;
use ward::{Config, EXERCISE_PASSPHRASE, Ward};

use crate::{invented, line, timed};

const PATIENTS: usize = 2_500;

pub(crate) fn import_and_list() {
    let bytes = invented::bundle(PATIENTS);
    let at = DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: EXERCISE_PASSPHRASE, at };
    let mut ward = Ward::create(&folder.path().join("store"), Config::demo(), &beginning).unwrap();
    let (floor, _) = timed(|| serde_json::from_slice::<Value>(&bytes).unwrap());
    let (here, _) = timed(|| ward.take_bytes(None, &SystemId::new("epr"), "invented.json", &bytes, at).unwrap());
    line("P5", &format!("take in {PATIENTS} patients / parse their JSON"), here, floor, "≥ 1,000 patients/s");
    println!("     {:.0} patients/s of 32 resources each, {} MB", PATIENTS as f64 / here.as_secs_f64(), bytes.len() / 1_000_000);
    let (list, board) = timed(|| ward.board_again(None, at).unwrap());
    println!("     the list from this copy: {} rows in {} ms (goal 100 ms for 2,500)", board.rows.len(), list.as_millis());
}
