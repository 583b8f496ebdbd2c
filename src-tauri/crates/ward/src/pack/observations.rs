//! The observation record: every set with its points, where it came from, and gaps in words.

use chrono::{DateTime, FixedOffset};
use forms::calc::dates;
use forms::calc::news2::Band;
use forms::{Answer, NodeId};
use print::pack::{ObservationRecord, ObservationRow, Reading, Words};
use record::SignedRecord;
use record::observed::{self, Measured, ObservationSet, Origin};
use record::picture::{Fact, Picture};
use record::snapshot::Sign;

use crate::{Ward, WardError};

/// Sets on the observation record.
pub(super) const RECORD_SETS: usize = 24;
/// Sets on the summary.
pub(super) const SUMMARY_SETS: usize = 3;

impl Ward {
    /// The newest sets of a patient.
    pub(super) fn observation_record(
        &self,
        picture: &Picture,
        most: usize,
        now: DateTime<FixedOffset>,
    ) -> Result<ObservationRecord, WardError> {
        let records = self.store.records_of(picture.id)?;
        let sets = observed::sets(picture, &records);
        let no_score = self.not_for(picture, "news2", now);
        let mut scale = match self.store.scale_of(picture.id)? {
            Some(decision) if decision.scale == 2 => format!(
                "Saturation scale 2: {}. Decided by {}, signed {}",
                decision.reason,
                decision.decided_by,
                dates::date_time(&self.local(decision.at))
            ),
            Some(_) | None => "Saturation scale 1".to_owned(),
        };
        if no_score.is_some() {
            scale = "No score".to_owned();
        }
        if sets.len() > most {
            scale = format!("{scale}. The newest {most} of {} sets", sets.len());
        }
        let words = match &picture.vital_signs {
            _ if !sets.is_empty() => None,
            Fact::NotHeld => Some("None recorded here. Older ones not held"),
            Fact::Known(..) | Fact::None(_) | Fact::NotRecorded(_) => Some("None recorded here, none in the copy"),
        };
        let rows = sets.iter().take(most).map(|set| self.observation_row(set, &records)).collect();
        Ok(ObservationRecord { scale, no_score, rows, words: words.map(str::to_owned) })
    }

    fn observation_row(&self, set: &ObservationSet, records: &[SignedRecord]) -> ObservationRow {
        let (historical, by, record) = match &set.origin {
            Origin::Recorded(id, author) => {
                let record = records.iter().find(|record| record.id == *id);
                (None, author.with_marks(), record)
            }
            Origin::Historical(from) => (Some(self.config.name(&from.source)), "From the copy".to_owned(), None),
        };
        let reading = |sign: Sign, link: &str, unit: &str| Reading {
            value: value(set, sign, |digits| format!("{digits}{unit}")),
            points: set.points_of(link),
        };
        ObservationRow {
            at: self.local(set.at),
            historical,
            total: total(set),
            band: band(set),
            scale: set.scale,
            respirations: reading(Sign::Respirations, "rr", ""),
            saturation: reading(Sign::Saturation, "spo2", "%"),
            oxygen: Reading { value: oxygen(set, record, self), points: set.points_of("o2") },
            blood_pressure: Reading { value: pressure(set), points: set.points_of("sbp") },
            pulse: reading(Sign::Pulse, "hr", ""),
            consciousness: Reading {
                value: value(set, Sign::Consciousness, conscious),
                points: set.points_of("acvpu"),
            },
            temperature: reading(Sign::Temperature, "temp", ""),
            by: match record.and_then(|record| record.care_by.as_ref()) {
                Some(other) => Words::plain(format!("{by}; care by {other}")),
                None => Words::plain(by),
            },
        }
    }
}

/// `5`, `at least 4`, or nothing where there is no score.
pub(super) fn total(set: &ObservationSet) -> String {
    match (set.scored, set.total, set.at_least) {
        (false, _, _) => String::new(),
        (true, Some(total), _) => total.to_string(),
        (true, None, Some(least)) => format!("at least {least}"),
        (true, None, None) => String::new(),
    }
}

/// The band in the RCP's words (clinical-content §2.1.2).
pub(super) fn band(set: &ObservationSet) -> String {
    let words = set.band.map(|band| match band {
        Band::Low => "low",
        Band::LowMedium => "low-medium: urgent ward-based",
        Band::Medium => "medium: urgent",
        Band::High => "high: emergency",
    });
    match (set.scored, set.total, words) {
        (false, _, _) => "no score".to_owned(),
        (true, Some(_), words) => words.unwrap_or_default().to_owned(),
        (true, None, Some(words)) => format!("incomplete, {words} or more"),
        (true, None, None) => "incomplete".to_owned(),
    }
}

fn value(set: &ObservationSet, sign: Sign, shown: impl Fn(&str) -> String) -> String {
    match (set.measured(sign), &set.origin) {
        (Some(Measured::Value(value)), _) => shown(value),
        (Some(Measured::NotMeasured), _) => "Not measured".to_owned(),
        (Some(Measured::CannotBeRecorded), _) => "Cannot be recorded".to_owned(),
        (None, Origin::Historical(_)) => "Not in the copy".to_owned(),
        (None, Origin::Recorded(..)) => "Not recorded".to_owned(),
    }
}

/// `112/66`; a missing half in words.
fn pressure(set: &ObservationSet) -> String {
    let upper_words = value(set, Sign::Systolic, str::to_owned);
    let lower_words = value(set, Sign::Diastolic, str::to_owned);
    match (set.value(Sign::Systolic), set.value(Sign::Diastolic)) {
        (Some(upper), Some(lower)) => format!("{upper}/{lower}"),
        (Some(upper), None) => format!("{upper} systolic. Diastolic: {}", lower_words.to_lowercase()),
        (None, Some(lower)) => format!("{lower} diastolic. Systolic: {}", upper_words.to_lowercase()),
        (None, None) => upper_words,
    }
}

fn conscious(code: &str) -> String {
    match code {
        "A" => "Alert",
        "C" => "New confusion",
        "V" => "Voice",
        "P" => "Pain",
        "U" => "Unresponsive",
        other => other,
    }
    .to_owned()
}

/// `Air`, or `Oxygen 2 L/min, Nasal cannula` as far as it was recorded.
fn oxygen(set: &ObservationSet, record: Option<&SignedRecord>, ward: &Ward) -> String {
    let words = value(set, Sign::AirOrOxygen, |code| match code {
        "air" => "Air".to_owned(),
        "oxygen" => "Oxygen".to_owned(),
        other => other.to_owned(),
    });
    let Some(record) = record.filter(|_| set.value(Sign::AirOrOxygen) == Some("oxygen")) else { return words };
    let answer = |link: &str| record.answers.get(&NodeId(link.to_owned()));
    let digits = |link: &str| match answer(link)? {
        Answer::Number { digits, .. } => Some(digits.clone()),
        Answer::Text(_)
        | Answer::Choice(_)
        | Answer::Flag(_)
        | Answer::Date(_)
        | Answer::DateTime(_)
        | Answer::Gap { .. } => None,
    };
    let mut words = words;
    if let Some(flow) = digits("o2.flow") {
        words = format!("{words} {flow}\u{A0}L/min");
    }
    if let Some(Answer::Choice(code)) = answer("o2.dev") {
        let item = ward.form(&record.form.id).ok().and_then(|form| form.item("o2.dev"));
        let label = item.and_then(|item| item.options.iter().find(|option| option.code == *code));
        words = format!("{words}, {}", label.map_or(code.as_str(), |option| option.label.as_str()));
    }
    match digits("o2.fio2") {
        Some(percent) => format!("{words} {percent}%"),
        None => words,
    }
}
