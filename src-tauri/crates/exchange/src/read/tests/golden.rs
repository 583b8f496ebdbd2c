//! The whole synthetic ward as it is read, in words. `UPDATE_GOLDEN=1` writes it again.

use std::fmt::Write;
use std::path::Path;

use record::snapshot::{HeldPatient, Snapshot};

use crate::demo;
use crate::read::read_bytes;

fn told(snapshot: &Snapshot) -> String {
    let mut out = format!("== {} as at {}\n", snapshot.source, snapshot.as_at.to_rfc3339());
    let _ =
        writeln!(out, "holds {:?}\nread {:?}\nkept {:?}", snapshot.holds, snapshot.counts.read, snapshot.counts.kept);
    for aside in &snapshot.counts.set_aside {
        let _ = writeln!(out, "set aside {}: {}", aside.place, aside.reason);
    }
    for bed in &snapshot.beds {
        let _ = writeln!(
            out,
            "bed {} {}{}",
            bed.ward,
            bed.bed,
            bed.note.as_deref().map(|n| format!(": {n}")).unwrap_or_default()
        );
    }
    for held in &snapshot.patients {
        tell(&mut out, held);
    }
    out
}

fn tell(out: &mut String, held: &HeldPatient) {
    let json = |value: &serde_json::Value| value.to_string();
    let all = serde_json::to_value(held).unwrap();
    let _ = writeln!(out, "patient {} {} {}", held.id, json(&all["identity"]), json(&all["place"]));
    let fields = [
        "allergies",
        "alerts",
        "conditions",
        "medicines",
        "doses",
        "requests",
        "reports",
        "procedures",
        "appointments",
    ];
    for field in fields {
        for one in all[field].as_array().unwrap() {
            let _ = writeln!(out, "  {field} {}", json(one));
        }
    }
    for seen in &held.observations {
        let unit = seen.unit.as_deref().unwrap_or_default();
        let _ = writeln!(
            out,
            "  seen {} {} = {} {unit} ({:?} {:?})",
            seen.at.format("%d %H:%M"),
            seen.name,
            seen.value,
            seen.sign,
            seen.status
        );
    }
    for note in &held.notes {
        let _ = writeln!(out, "  note {note}");
    }
}

#[test]
fn the_ward_is_read_as_it_was_last_time() {
    let mut found = String::new();
    for (source, bundle) in demo::bundles() {
        let name = format!("{source}.json");
        found += &told(&read_bytes(&name, bundle.as_bytes(), &source, None, demo::reference()).unwrap().snapshot);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/read/tests/ward.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(found.lines()).find(|(before, now)| before != now);
    assert_eq!(differs, None, "the reading of the ward changed");
    assert_eq!(kept.lines().count(), found.lines().count());
}
