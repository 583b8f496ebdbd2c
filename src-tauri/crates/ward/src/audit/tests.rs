//! Looking up who saw or did what.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::Duration;
use record::Verified;

use super::*;
use crate::demo;
use crate::tests::{in_bed, now, observe, somebody, ward};

/// Acts and the rest of their sentences, newest first.
fn told(found: &Found) -> Vec<String> {
    found.lines.iter().map(|line| format!("{} {}: {}", line.who, line.act, line.what)).collect()
}

fn search(ward: &mut Ward, actor: &Actor, search: Search) -> Vec<String> {
    told(&ward.search_audit(actor, &search, now()).unwrap())
}

#[test]
fn who_saw_or_did_something_about_a_patient_is_found_and_nothing_of_another() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    let ama = somebody(&mut ward, "Ama Boateng");
    let (one, other) = (in_bed(&ward, "A1"), in_bed(&ward, "A2"));
    ward.open_patient(&ama, one, now()).unwrap();
    ward.open_patient(&ama, other, now()).unwrap();
    observe(&mut ward, &ama, "A1");
    let all = search(&mut ward, &sam, Search { patient: Some(one), ..Search::default() });
    assert_eq!(all[0], "Sam Reyes Searched: The audit: this patient", "the search itself");
    assert!(all.iter().any(|line| line == "Ama Boateng Viewed: The record"), "{all:?}");
    assert!(all.iter().any(|line| line.starts_with("Ama Boateng Signed: Observations (NEWS2), care at")), "{all:?}");
    let of_other = search(&mut ward, &sam, Search { patient: Some(other), ..Search::default() });
    assert!(of_other.iter().any(|line| line == "Ama Boateng Viewed: The record"), "{of_other:?}");
    assert!(!of_other.iter().any(|line| line.contains("Signed: ")), "{of_other:?}");
    // Without a patient each line names theirs, with two things to tell them by.
    let named = search(&mut ward, &sam, Search { staff: Some(ama.staff.id), ..Search::default() });
    let viewed: Vec<&String> = named.iter().filter(|line| line.contains("Viewed: The record of")).collect();
    assert_eq!(viewed.len(), 2, "{named:?}");
    assert!(viewed.iter().all(|line| line.contains(", born ")), "{viewed:?}");
    assert!(named.iter().all(|line| line.starts_with("Ama Boateng")), "{named:?}");
}

#[test]
fn a_refusal_and_an_emergency_stand_out_and_daily_work_does_not() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    let tom = somebody(&mut ward, "Tom Hale");
    let patient = in_bed(&ward, "A1");
    ward.open_patient(&tom, patient, now()).unwrap();
    ward.export(&tom, now()).unwrap_err();
    let glass = ward.break_glass(tom.staff.id, demo::PIN, "Crash call", now()).unwrap();
    assert_eq!(glass.verified, Verified::BreakGlass);
    ward.open_patient(&glass, patient, now()).unwrap();
    let unusual = ward.search_audit(&sam, &Search { unusual: true, ..Search::default() }, now()).unwrap();
    let of = |weight: Weight| -> Vec<&str> {
        unusual.lines.iter().filter(|line| line.weight == weight).map(|line| line.act).collect()
    };
    assert_eq!(of(Weight::Refused), ["Refused"]);
    let emergency = of(Weight::Emergency);
    assert!(emergency.contains(&"Break glass") && emergency.contains(&"Viewed"), "{emergency:?}");
    assert!(of(Weight::Plain).is_empty());
    let all = ward.search_audit(&sam, &Search::default(), now()).unwrap();
    assert!(all.lines.iter().any(|line| line.act == "Viewed" && line.weight == Weight::Plain));
    assert!(all.total > unusual.total);
}

#[test]
fn days_are_those_of_the_wards_clock_and_the_wrong_way_round_is_said() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    let tomorrow = now() + Duration::days(1);
    ward.open_patient(&sam, in_bed(&ward, "A1"), tomorrow).unwrap();
    let day = ward.local(tomorrow).date_naive();
    let of = |from, to| Search { staff: Some(sam.staff.id), from, to, unusual: false, patient: None };
    let on_it = search(&mut ward, &sam, of(Some(day), Some(day)));
    assert_eq!(on_it.len(), 1, "{on_it:?}");
    let before = search(&mut ward, &sam, of(None, day.pred_opt()));
    assert!(before.len() > 1 && before.iter().all(|line| !line.contains("The record of")), "{before:?}");
    let wrong = ward.search_audit(&sam, &of(Some(day), day.pred_opt()), now());
    assert!(matches!(wrong, Err(WardError::NotTaken(words)) if words.contains("the first day comes first")));
}

#[test]
fn who_may_not_is_refused_and_a_table_acts_in_no_spreadsheet() {
    let home = tempfile::tempdir().unwrap();
    let mut ward = ward(&home);
    let sam = somebody(&mut ward, "Sam Reyes");
    let tom = somebody(&mut ward, "Tom Hale");
    assert!(matches!(ward.search_audit(&tom, &Search::default(), now()), Err(WardError::NotAllowed { .. })));
    assert!(matches!(ward.audit_table(&tom, &Search::default(), now()), Err(WardError::NotAllowed { .. })));
    ward.break_glass(tom.staff.id, demo::PIN, "=HYPERLINK(\"http://x\")", now()).unwrap();
    let (table, entries) = ward.audit_table(&sam, &Search { unusual: true, ..Search::default() }, now()).unwrap();
    assert_eq!(table.lines().count(), entries + 1);
    assert!(table.contains("Tom Hale: “=HYPERLINK"), "{table}");
    assert!(!table.lines().any(|line| line.split(',').any(|cell| cell.starts_with(['=', '+', '@']))), "{table}");
    let log = ward.search_audit(&sam, &Search::default(), now()).unwrap();
    assert!(log.lines.iter().any(|line| line.act == "Exported" && line.what.contains("audit csv")));
}
