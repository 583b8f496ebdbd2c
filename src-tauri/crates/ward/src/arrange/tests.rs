//! The clinical orders and groups, on the synthetic ward.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::tests::{now, observe, somebody, ward};

/// The ward with one set of observations recorded, for A1.
fn rows() -> Vec<BoardRow> {
    let home = tempfile::tempdir().unwrap();
    let mut open = ward(&home);
    let ama = somebody(&mut open, "Ama Boateng");
    observe(&mut open, &ama, "A1");
    open.board_now(None, now()).unwrap().rows
}

fn in_bed<'a>(rows: &'a mut [BoardRow], bed: &str) -> &'a mut BoardPatient {
    rows.iter_mut().find(|row| row.bed.as_deref() == Some(bed)).unwrap().patient.as_mut().unwrap()
}

/// The beds that have a place, first first, and those that have none.
fn in_order(rows: &[BoardRow], place: impl Fn(&Places) -> Option<u32>) -> (Vec<&BoardRow>, Vec<&BoardRow>) {
    let places = places(rows);
    let (mut placed, mut last) = (Vec::new(), Vec::new());
    for (row, one) in rows.iter().zip(&places) {
        match place(one) {
            Some(at) => placed.push((at, row)),
            None => last.push(row),
        }
    }
    placed.sort_by_key(|(at, _)| *at);
    (placed.into_iter().map(|(_, row)| row).collect(), last)
}

fn patient(row: &BoardRow) -> &BoardPatient {
    row.patient.as_ref().unwrap()
}

#[test]
fn the_highest_score_is_first_and_empty_beds_and_those_without_a_score_are_last() {
    let rows = rows();
    let (placed, last) = in_order(&rows, |one| one.news2);
    let total =
        |row: &&BoardRow| patient(row).newest_set.as_ref().and_then(|set| set.total.or(set.at_least)).unwrap_or(0);
    let totals: Vec<u8> = placed.iter().map(total).collect();
    assert!(totals.len() > 10 && totals.windows(2).all(|two| two[0] >= two[1]), "{totals:?}");
    assert_eq!(last.iter().filter(|row| row.patient.is_none()).count(), 4);
    assert!(last.iter().any(|row| row.patient.as_ref().is_some_and(|one| one.not_news2.is_some())), "and the child");
}

#[test]
fn an_incomplete_set_stands_before_whole_ones_of_its_least_total_and_is_never_grouped_as_low() {
    let mut rows = rows();
    let least = {
        let one = in_bed(&mut rows, "A1");
        let set = one.newest_set.as_mut().unwrap();
        let total = set.total.take();
        set.at_least = total;
        set.missing = vec!["temp".to_owned()];
        set.band = Some(Band::Low);
        total.unwrap()
    };
    let other = in_bed(&mut rows, "A2");
    let set = other.newest_set.as_mut().unwrap();
    (set.total, set.band) = (Some(least), Some(Band::Medium));
    let (placed, _) = in_order(&rows, |one| one.news2);
    let at = |bed: &str| placed.iter().position(|row| row.bed.as_deref() == Some(bed)).unwrap();
    assert!(at("A1") < at("A2"));
    let group = |rows: &mut [BoardRow]| {
        let row = rows.iter().find(|row| row.bed.as_deref() == Some("A1")).unwrap();
        groups(row, now()).news2
    };
    assert_eq!(group(&mut rows), Some(ScoreGroup::Incomplete));
    in_bed(&mut rows, "A1").newest_set.as_mut().unwrap().band = Some(Band::High);
    assert_eq!(group(&mut rows), Some(ScoreGroup::High), "what is high already is high, whatever is missing");
}

#[test]
fn the_longest_overdue_is_first_then_due_now_then_continuous_then_by_time() {
    let mut rows = rows();
    let at = |minutes: i64| now() + Duration::minutes(minutes);
    for (bed, due, overdue) in [
        ("A1", Due::By(at(30)), false),
        ("A2", Due::Continuous, false),
        ("B1", Due::By(at(-10)), true),
        ("B2", Due::Now, false),
        ("B3", Due::By(at(-90)), true),
        ("B4", Due::By(at(200)), false),
    ] {
        let one = in_bed(&mut rows, bed);
        (one.due, one.overdue, one.not_news2) = (due, overdue, None);
    }
    let (placed, _) = in_order(&rows, |one| one.observations);
    let six = ["A1", "A2", "B1", "B2", "B3", "B4"];
    let beds: Vec<&str> = placed.iter().filter_map(|row| row.bed.as_deref()).filter(|bed| six.contains(bed)).collect();
    assert_eq!(beds, ["B3", "B1", "B2", "A2", "A1", "B4"]);
    let of = |bed: &str| groups(rows.iter().find(|row| row.bed.as_deref() == Some(bed)).unwrap(), now()).observations;
    assert_eq!(
        six.map(of),
        [
            Some(DueGroup::Soon),
            Some(DueGroup::Continuous),
            Some(DueGroup::Overdue),
            Some(DueGroup::Now),
            Some(DueGroup::Overdue),
            Some(DueGroup::Later),
        ]
    );
}

#[test]
fn not_for_cpr_is_first_then_for_cpr_and_what_nobody_recorded_is_last_and_in_no_group() {
    let rows = rows();
    let (placed, last) = in_order(&rows, |one| one.resuscitation);
    let said: Vec<_> = placed.iter().map(|row| groups(row, now()).resuscitation.unwrap()).collect();
    assert!(said.is_sorted());
    assert_eq!(said.first(), Some(&DecisionGroup::Decided(Resuscitation::NotForCpr)));
    assert_eq!(said.last(), Some(&DecisionGroup::Decided(Resuscitation::ForCpr)));
    assert!(last.iter().filter(|row| row.patient.is_some()).count() >= 2);
    assert!(last.iter().all(|row| groups(row, now()).resuscitation.is_none()));
}

#[test]
fn an_infection_that_is_none_is_a_fact_and_not_the_same_as_not_recorded() {
    let rows = rows();
    let of = |group: Option<StatedGroup>| rows.iter().filter(|row| groups(row, now()).infection == group).count();
    assert_eq!((of(Some(StatedGroup::Known)), of(Some(StatedGroup::None))), (4, 12));
    let (placed, _) = in_order(&rows, |one| one.infection);
    assert_eq!(groups(placed[0], now()).infection, Some(StatedGroup::Known));
    let (diets, _) = in_order(&rows, |one| one.diet);
    let first = &patient(diets[0]).picture.diet;
    assert!(text(first.known().unwrap()).contains("nil by mouth"));
}

#[test]
fn empty_beds_keep_their_bay_and_stand_in_no_order() {
    let rows = rows();
    for (row, places) in rows.iter().zip(places(&rows)).filter(|(row, _)| row.patient.is_none()) {
        assert_eq!(places, Places::default());
        assert_eq!(groups(row, now()), Groups { bay: row.bed.as_deref().map(words::bay), ..Groups::default() });
    }
}
