//! P5: taking in a copy, beside only parsing the same bytes as JSON. P3 for now: the list of many patients.

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use record::{Role, Staff, StaffId, SystemId, Verified};
use serde_json::Value;
use store::Beginning;
use uuid::Uuid;
use ward::{Actor, Config, EXERCISE_PASSPHRASE, Ward};

use crate::{invented, line, middle, timed};

/// What the goals speak of.
const PATIENTS: usize = 2_500;
/// As many as search will have to find somebody among.
const MANY: usize = 20_000;

/// Reads, and keeps under encryption, a copy of many patients with 30 observations each.
pub(crate) fn take_in() {
    let bytes = invented::bundle(PATIENTS, 30);
    let mut floors: Vec<Duration> =
        (0..3).map(|_| timed(|| serde_json::from_slice::<Value>(&bytes).unwrap()).0).collect();
    floors.sort();
    let here = middle(3, || {
        let folder = tempfile::tempdir().unwrap();
        let mut ward = ward(folder.path());
        timed(|| ward.take_bytes(None, &SystemId::new("epr"), "invented.json", &bytes, now()).unwrap()).0
    });
    line("P5", "take in 2,500 patients / only parse the JSON", here, *floors.get(1).unwrap(), "≥ 1,000 patients/s");
    let rate = PATIENTS as f64 / here.as_secs_f64();
    println!("     {rate:.0} patients/s of 32 resources each, {} MB in all", bytes.len() / 1_000_000);
}

/// The list is made whole and the page narrows it as somebody types. Search in everything held is not built yet.
pub(crate) fn lists() {
    let id = StaffId(Uuid::from_u128(7));
    let staff = Staff { id, name: "Ama Boateng".into(), role: Role::Nurse, title: None, number: None, pass: None };
    let actor = Actor { staff, verified: Verified::Session };
    for patients in [PATIENTS, MANY] {
        let bytes = invented::bundle(patients, 0);
        let folder = tempfile::tempdir().unwrap();
        let mut ward = ward(folder.path());
        ward.take_bytes(None, &SystemId::new("epr"), "invented.json", &bytes, now()).unwrap();
        let rows = ward.patients(&actor, now()).unwrap().rows.len();
        assert_eq!(rows, patients, "everybody is on the list");
        let took = middle(5, || timed(|| ward.patients(&actor, now()).unwrap()).0);
        println!(
            "P1   the list of {patients} patients, made: {} ms (goal for 2,500 on screen: 100 ms)",
            took.as_millis()
        );
    }
    println!("P3   search in everything held: not built yet, so not measured");
}

fn ward(home: &Path) -> Ward {
    let beginning = Beginning { ward: "Ash Ward", exercise: true, passphrase: EXERCISE_PASSPHRASE, at: now() };
    Ward::create(&home.join("store"), Config::demo(), &beginning).unwrap()
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-21T14:32:00+00:00").unwrap()
}
