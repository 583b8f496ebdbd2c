//! Sets of observations: what this ward recorded and what the copies hold, as one line of time.

use chrono::{DateTime, Duration, FixedOffset};
use forms::calc::news2::{self, Band, Breathing, Consciousness, Inputs, Monitoring, Scale};
use forms::{Answer, Gap, NodeId};

use crate::picture::{Fact, From, Picture, Sourced};
use crate::snapshot::{HeldObservation, Sign};
use crate::{Author, RecordId, SignedRecord};

/// One set of observations.
#[derive(Clone, PartialEq)]
pub struct ObservationSet {
    /// When care was given.
    pub at: DateTime<FixedOffset>,
    /// Who recorded it here, or which copy it is from.
    pub origin: Origin,
    /// The values, in chart order.
    pub values: Vec<(Sign, Measured)>,
    /// SpO2 scale.
    pub scale: u8,
    /// The total, when every input is there.
    pub total: Option<u8>,
    /// Of the total, or of the least it can be.
    pub band: Option<Band>,
    /// The least it can be, when incomplete.
    pub at_least: Option<u8>,
    /// What is missing, by linkId.
    pub missing: Vec<String>,
    /// Points by linkId.
    pub points: Vec<(String, u8)>,
    /// NEWS2 was scored: false for vital signs without a score.
    pub scored: bool,
}

/// Where a set came from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// Signed on this ward.
    Recorded(RecordId, Author),
    /// From a copy.
    Historical(From),
}

/// One value of a set.
#[derive(Clone, PartialEq, Eq)]
pub enum Measured {
    /// A value with its digits, or a code.
    Value(String),
    /// Nobody measured it.
    NotMeasured,
    /// It was tried and gave no reading.
    CannotBeRecorded,
}

impl ObservationSet {
    /// The value of a sign, when there is one.
    #[must_use]
    pub fn value(&self, sign: Sign) -> Option<&str> {
        self.measured(sign).and_then(|measured| match measured {
            Measured::Value(value) => Some(value.as_str()),
            Measured::NotMeasured | Measured::CannotBeRecorded => None,
        })
    }

    /// What was said of a sign.
    #[must_use]
    pub fn measured(&self, sign: Sign) -> Option<&Measured> {
        self.values.iter().find(|(other, _)| *other == sign).map(|(_, measured)| measured)
    }

    /// The points of one input.
    #[must_use]
    pub fn points_of(&self, link_id: &str) -> Option<u8> {
        self.points.iter().find(|(other, _)| other == link_id).map(|(_, points)| *points)
    }

    /// The same values without a score: for a patient NEWS2 is not for, whatever a copy or a form worked out.
    #[must_use]
    pub fn without_score(self) -> Self {
        let points = Vec::new();
        Self { total: None, band: None, at_least: None, missing: Vec::new(), points, scored: false, ..self }
    }

    /// Whether it is from a copy.
    #[must_use]
    pub fn historical(&self) -> bool {
        match self.origin {
            Origin::Recorded(..) => false,
            Origin::Historical(_) => true,
        }
    }
}

/// The signs of the chart and the linkIds that ask for them.
pub const SIGNS: [(Sign, &str); 8] = [
    (Sign::Respirations, "rr"),
    (Sign::Saturation, "spo2"),
    (Sign::AirOrOxygen, "o2"),
    (Sign::Systolic, "sbp"),
    (Sign::Diastolic, "dbp"),
    (Sign::Pulse, "hr"),
    (Sign::Consciousness, "acvpu"),
    (Sign::Temperature, "temp"),
];

/// All sets of one patient, newest first.
#[must_use]
pub fn sets(picture: &Picture, records: &[SignedRecord]) -> Vec<ObservationSet> {
    let mut all: Vec<ObservationSet> = records.iter().filter_map(of_record).collect();
    if let Fact::Known(held, _) = &picture.vital_signs {
        all.extend(of_copies(held));
    }
    all.sort_by_key(|set| std::cmp::Reverse(set.at));
    all
}

/// The set a signed record holds, for the two observation forms.
#[must_use]
pub fn of_record(record: &SignedRecord) -> Option<ObservationSet> {
    if !matches!(record.form.id.as_str(), "news2" | "vital-signs") {
        return None;
    }
    let values = SIGNS
        .iter()
        .filter_map(|(sign, link)| {
            let answer = record.answers.get(&NodeId((*link).to_owned()))?;
            let measured = match answer {
                Answer::Number { digits, .. } => Measured::Value(digits.clone()),
                Answer::Choice(code) | Answer::Text(code) => Measured::Value(code.clone()),
                Answer::Gap { gap: Gap::NotMeasured, .. } => Measured::NotMeasured,
                Answer::Gap { gap: Gap::CannotBeRecorded, .. } => Measured::CannotBeRecorded,
                Answer::Flag(_) | Answer::Date(_) | Answer::DateTime(_) => return None,
            };
            Some((*sign, measured))
        })
        .collect();
    let score = record.score.as_ref();
    Some(ObservationSet {
        at: record.care_at,
        origin: Origin::Recorded(record.id, record.author.clone()),
        values,
        scale: score.map_or(1, |score| score.scale),
        total: score.and_then(|score| score.total),
        band: score.and_then(|score| score.band.as_deref()).and_then(Band::from_code),
        at_least: score.and_then(|score| score.at_least),
        missing: score.map(|score| score.missing.clone()).unwrap_or_default(),
        points: score.map(|score| score.points.clone()).unwrap_or_default(),
        scored: score.is_some(),
    })
}

/// Values that were true at one moment in one source are one set. The source's own total is used; without one
/// the score is worked out on scale 1, and only when every input is held.
fn of_copies(held: &[Sourced<HeldObservation>]) -> Vec<ObservationSet> {
    let mut sets: Vec<(DateTime<FixedOffset>, From, Vec<&HeldObservation>)> = Vec::new();
    for one in held {
        match sets.iter_mut().find(|(at, from, _)| *at == one.what.at && *from == one.from) {
            Some((_, _, set)) => set.push(&one.what),
            None => sets.push((one.what.at, one.from.clone(), vec![&one.what])),
        }
    }
    sets.into_iter().filter_map(|(at, from, set)| historical(at, from, &set)).collect()
}

fn historical(at: DateTime<FixedOffset>, from: From, set: &[&HeldObservation]) -> Option<ObservationSet> {
    let find = |sign: Sign| set.iter().find(|one| one.sign == Some(sign)).map(|one| one.value.as_str());
    let values: Vec<(Sign, Measured)> =
        SIGNS.iter().filter_map(|(sign, _)| Some((*sign, Measured::Value(find(*sign)?.to_owned())))).collect();
    let stated: Option<u8> = find(Sign::News2).and_then(|total| total.parse().ok()).filter(|total| *total <= 20);
    if values.is_empty() && stated.is_none() {
        return None;
    }
    let worked = news2::score(&inputs(find));
    let points: Vec<(String, u8)> =
        worked.points.by_link_id().into_iter().filter_map(|(link, points)| Some((link.to_owned(), points?))).collect();
    let three = points.iter().any(|(_, points)| *points == 3);
    let total = stated.map(|total| (total, Band::of(total, three))).or(worked.total);
    let least = if total.is_some() { None } else { worked.at_least };
    let missing = if total.is_some() { &[][..] } else { worked.missing.as_slice() };
    let missing = missing.iter().map(|link| (*link).to_owned()).collect();
    Some(ObservationSet {
        at,
        origin: Origin::Historical(from),
        values,
        scale: 1,
        total: total.map(|(total, _)| total),
        band: total.or(least).map(|(_, band)| band),
        at_least: least.map(|(least, _)| least),
        missing,
        points,
        scored: true,
    })
}

fn inputs<'a>(find: impl Fn(Sign) -> Option<&'a str>) -> Inputs {
    let whole = |sign| find(sign).and_then(|value| value.split('.').next()?.parse::<u32>().ok());
    Inputs {
        rr: whole(Sign::Respirations),
        spo2: whole(Sign::Saturation),
        scale: Some(Scale::One),
        o2: find(Sign::AirOrOxygen).and_then(Breathing::from_code),
        sbp: whole(Sign::Systolic),
        hr: whole(Sign::Pulse),
        acvpu: find(Sign::Consciousness).and_then(Consciousness::from_code),
        temp_tenths: find(Sign::Temperature).and_then(tenths),
    }
}

/// 37.25 is 372 tenths: a copy's second decimal is dropped, never rounded over a band edge.
fn tenths(value: &str) -> Option<u32> {
    let (whole, part) = value.split_once('.').unwrap_or((value, "0"));
    let tenth = part.chars().next().unwrap_or('0').to_digit(10)?;
    whole.parse::<u32>().ok()?.checked_mul(10)?.checked_add(tenth)
}

/// When observations are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// By then.
    By(DateTime<FixedOffset>),
    /// Without a break.
    Continuous,
    /// Nothing is held to work it out from: now.
    Now,
}

/// Works out when the next set is due from the newest one (clinical-content §2.1, "Codes and bands").
#[must_use]
pub fn due(newest: Option<&ObservationSet>) -> Due {
    let Some(set) = newest else { return Due::Now };
    let monitoring = match (set.total, set.band) {
        (Some(total), Some(band)) => Monitoring::after(total, band),
        (None, band) => Monitoring::after_incomplete(band.unwrap_or(Band::Low)),
        (Some(total), None) => Monitoring::after(total, Band::of(total, false)),
    };
    match monitoring.minutes() {
        Some(minutes) => Due::By(set.at + Duration::minutes(minutes)),
        None => Due::Continuous,
    }
}

crate::private_debug!(ObservationSet, Measured);
