//! How the ward list may be put in order and into groups. The orders are clinical: what matters first comes first,
//! and what is not recorded or not held comes last whichever way the list is turned. The list itself stays in bed order.

use std::cmp::Reverse;

use chrono::{DateTime, Duration, FixedOffset};
use forms::calc::news2::Band;
use record::observed::{Due, ObservationSet};
use record::picture::Fact;
use record::snapshot::Alert;
use record::{Resuscitation, resuscitation};

use crate::board::{BoardPatient, BoardRow};
use crate::words;

/// Where one row stands in each order; 0 comes first, equal rows share a place, none comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places {
    /// Oldest first.
    pub age: Option<u32>,
    /// Highest first. An incomplete set stands at the least it can be, before whole ones of that total.
    pub news2: Option<u32>,
    /// Longest overdue first, then due now, then without a break, then by the time they are due.
    pub observations: Option<u32>,
    /// Not for resuscitation first.
    pub resuscitation: Option<u32>,
    /// Infections by name, then none.
    pub infection: Option<u32>,
    /// Nil by mouth first, then by name.
    pub diet: Option<u32>,
    /// Known allergies first.
    pub allergies: Option<u32>,
    /// Newest first.
    pub newest: Option<u32>,
}

/// Where every row of a list stands.
#[must_use]
pub fn places(rows: &[BoardRow]) -> Vec<Places> {
    let mut places = vec![Places::default(); rows.len()];
    rank(rows, &mut places, |one| Some(one.picture.identity.born?.date), |place| &mut place.age);
    rank(rows, &mut places, news2, |place| &mut place.news2);
    rank(rows, &mut places, observations, |place| &mut place.observations);
    rank(rows, &mut places, decision, |place| &mut place.resuscitation);
    rank(rows, &mut places, infection, |place| &mut place.infection);
    rank(rows, &mut places, diet, |place| &mut place.diet);
    rank(rows, &mut places, allergies, |place| &mut place.allergies);
    let newest = |one: &BoardPatient| one.newest_record.as_ref().map(|record| Reverse(record.care_at));
    rank(rows, &mut places, newest, |place| &mut place.newest);
    places
}

/// Gives each row its place in one order.
fn rank<K: Ord>(
    rows: &[BoardRow],
    places: &mut [Places],
    key: impl Fn(&BoardPatient) -> Option<K>,
    slot: impl Fn(&mut Places) -> &mut Option<u32>,
) {
    let keys: Vec<Option<K>> = rows.iter().map(|row| row.patient.as_ref().and_then(&key)).collect();
    let mut all: Vec<&K> = keys.iter().flatten().collect();
    all.sort();
    all.dedup();
    for (place, key) in places.iter_mut().zip(&keys) {
        let at = key.as_ref().and_then(|key| all.binary_search(&key).ok());
        *slot(place) = at.and_then(|at| u32::try_from(at).ok());
    }
}

fn news2(one: &BoardPatient) -> Option<(Reverse<u8>, u8)> {
    let set = scored(one)?;
    // 6 with a 3 in one measurement comes before a plain 6, and what is at least 6 before both.
    let within = match (set.total, set.band) {
        (None, _) => 0,
        (Some(_), Some(Band::LowMedium)) => 1,
        (Some(_), Some(Band::Low | Band::Medium | Band::High) | None) => 2,
    };
    Some((Reverse(set.total.or(set.at_least).unwrap_or(0)), within))
}

/// The newest set, where it says anything of a score.
fn scored(one: &BoardPatient) -> Option<&ObservationSet> {
    let set = one.newest_set.as_ref().filter(|_| one.not_news2.is_none())?;
    (set.total.is_some() || set.at_least.is_some() || !set.missing.is_empty()).then_some(set)
}

fn observations(one: &BoardPatient) -> Option<(u8, Option<DateTime<FixedOffset>>)> {
    if one.not_news2.is_some() {
        return one.newest_set.as_ref().map(|set| (4, Some(set.at)));
    }
    match (one.due, one.overdue) {
        (Due::By(at), true) => Some((0, Some(at))),
        (Due::Now, _) => Some((1, None)),
        (Due::Continuous, _) => Some((2, None)),
        (Due::By(at), false) => Some((3, Some(at))),
    }
}

/// An explicit "none" is a fact: it stands after every decision and before what nobody recorded.
fn decision(one: &BoardPatient) -> Option<DecisionGroup> {
    Some(match stated(&one.picture.resuscitation)? {
        Some(alerts) => DecisionGroup::Decided(resuscitation(alerts)?),
        None => DecisionGroup::None,
    })
}

fn infection(one: &BoardPatient) -> Option<(StatedGroup, String)> {
    let stated = stated(&one.picture.infection)?;
    Some((of(stated.is_some()), stated.map(text).unwrap_or_default()))
}

fn diet(one: &BoardPatient) -> Option<(bool, StatedGroup, String)> {
    let stated = stated(&one.picture.diet)?;
    let text = stated.map(text).unwrap_or_default();
    Some((!text.contains("nil by mouth"), of(stated.is_some()), text))
}

/// What is said: alerts, that there are none, or nothing at all.
fn stated(fact: &Fact<Vec<Alert>>) -> Option<Option<&[Alert]>> {
    match fact {
        Fact::Known(alerts, _) => Some(Some(alerts.as_slice()).filter(|alerts| !words::says_none(alerts))),
        Fact::None(_) => Some(None),
        Fact::NotRecorded(_) | Fact::NotHeld => None,
    }
}

fn text(alerts: &[Alert]) -> String {
    alerts.iter().map(|alert| alert.text.to_lowercase()).collect::<Vec<_>>().join(" ")
}

fn allergies(one: &BoardPatient) -> Option<StatedGroup> {
    match &one.picture.allergies {
        Fact::Known(..) => Some(StatedGroup::Known),
        Fact::None(_) => Some(StatedGroup::None),
        Fact::NotRecorded(_) | Fact::NotHeld => None,
    }
}

fn of(known: bool) -> StatedGroup {
    if known { StatedGroup::Known } else { StatedGroup::None }
}

/// Bands of NEWS2 a list is grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScoreGroup {
    /// 7 or more, or at least that.
    High,
    /// 5 or 6.
    Medium,
    /// A 3 in one measurement.
    LowMedium,
    /// Something is missing: it may be higher than it looks.
    Incomplete,
    /// 0 to 4.
    Low,
}

/// When observations are due, as a list is grouped by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueGroup {
    /// Late.
    Overdue,
    /// None is held to work it out from.
    Now,
    /// Without a break.
    Continuous,
    /// Within the hour.
    Soon,
    /// Later than that.
    Later,
    /// NEWS2 is not for this patient.
    AsTheTeamSays,
}

/// A fact that is there, or of which there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatedGroup {
    /// There is one.
    Known,
    /// Asked, none.
    None,
}

/// The groups one row belongs to; none where that is not recorded or not held.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Groups {
    /// The letters its bed begins with.
    pub bay: Option<String>,
    /// By the newest set.
    pub news2: Option<ScoreGroup>,
    /// By when the next set is due.
    pub observations: Option<DueGroup>,
    /// By the decision held.
    pub resuscitation: Option<DecisionGroup>,
    /// By what is held.
    pub infection: Option<StatedGroup>,
    /// By what is held.
    pub allergies: Option<StatedGroup>,
}

/// What is decided of resuscitation, as a list is grouped by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisionGroup {
    /// A decision.
    Decided(Resuscitation),
    /// Asked, none.
    None,
}

/// Which groups a row belongs to at a moment.
#[must_use]
pub fn groups(row: &BoardRow, now: DateTime<FixedOffset>) -> Groups {
    let bay = row.bed.as_deref().map(words::bay).filter(|bay| !bay.is_empty());
    let Some(one) = &row.patient else { return Groups { bay, ..Groups::default() } };
    Groups {
        bay,
        news2: scored(one).and_then(score_group),
        observations: Some(due_group(one, now)),
        resuscitation: decision(one),
        infection: infection(one).map(|(stated, _)| stated),
        allergies: allergies(one),
    }
}

/// What is incomplete is never counted as low; what is already high, whatever is missing, is high.
fn score_group(set: &ObservationSet) -> Option<ScoreGroup> {
    match (set.total, set.band) {
        (_, Some(Band::High)) => Some(ScoreGroup::High),
        (None, _) => Some(ScoreGroup::Incomplete),
        (Some(_), Some(Band::Medium)) => Some(ScoreGroup::Medium),
        (Some(_), Some(Band::LowMedium)) => Some(ScoreGroup::LowMedium),
        (Some(_), Some(Band::Low)) => Some(ScoreGroup::Low),
        (Some(_), None) => None,
    }
}

fn due_group(one: &BoardPatient, now: DateTime<FixedOffset>) -> DueGroup {
    if one.not_news2.is_some() {
        return DueGroup::AsTheTeamSays;
    }
    match one.due {
        Due::By(_) if one.overdue => DueGroup::Overdue,
        Due::By(at) if at <= now + Duration::hours(1) => DueGroup::Soon,
        Due::By(_) => DueGroup::Later,
        Due::Now => DueGroup::Now,
        Due::Continuous => DueGroup::Continuous,
    }
}

record::private_debug!(Groups);

#[cfg(test)]
mod tests;
