//! The observation chart: where each point, band and line stands, over one window of time. The screen only draws.

use chrono::{DateTime, Duration, FixedOffset, Timelike};
use forms::calc::dates;
use record::observed::{Measured, ObservationSet, Origin};
use record::snapshot::Sign;
use record::{PatientId, Permission};

use crate::patient::PatientPage;
use crate::{Actor, Ward, WardError};

/// One sign's strip: its name, unit, fixed range, round ticks, and the NEWS2 bands over the whole range.
/// The bands are those of the scoring table (clinical-content §2.1.1); the ranges hold every band and what is plausible.
pub struct Strip {
    /// Which sign; the systolic for blood pressure.
    pub sign: Sign,
    /// linkId its points are under.
    pub link_id: &'static str,
    /// `Respirations`.
    pub name: &'static str,
    /// `per minute`.
    pub unit: &'static str,
    /// Bottom and top of the fixed range.
    pub range: (f64, f64),
    /// Round numbers.
    pub ticks: &'static [f64],
    /// Lower edge of each band and its points, lowest first; each ends where the next begins.
    pub bands: &'static [(f64, u8)],
}

const SCALE_1: &[(f64, u8)] = &[(80.0, 3), (91.5, 2), (93.5, 1), (95.5, 0)];
/// On scale 2 a high saturation scores only on oxygen: the bands drawn are those on air.
const SCALE_2: &[(f64, u8)] = &[(80.0, 3), (83.5, 2), (85.5, 1), (87.5, 0)];

const STRIPS: [Strip; 5] = [
    Strip {
        sign: Sign::Respirations,
        link_id: "rr",
        name: "Respirations",
        unit: "per minute",
        range: (4.0, 36.0),
        ticks: &[10.0, 20.0, 30.0],
        bands: &[(4.0, 3), (8.5, 1), (11.5, 0), (20.5, 2), (24.5, 3)],
    },
    Strip {
        sign: Sign::Saturation,
        link_id: "spo2",
        name: "Oxygen saturation",
        unit: "%",
        range: (80.0, 100.0),
        ticks: &[85.0, 90.0, 95.0],
        bands: SCALE_1,
    },
    Strip {
        sign: Sign::Systolic,
        link_id: "sbp",
        name: "Blood pressure",
        unit: "mmHg",
        range: (40.0, 230.0),
        ticks: &[50.0, 100.0, 150.0, 200.0],
        bands: &[(40.0, 3), (90.5, 2), (100.5, 1), (110.5, 0), (219.5, 3)],
    },
    Strip {
        sign: Sign::Pulse,
        link_id: "hr",
        name: "Pulse",
        unit: "beats per minute",
        range: (30.0, 150.0),
        ticks: &[50.0, 100.0, 150.0],
        bands: &[(30.0, 3), (40.5, 1), (50.5, 0), (90.5, 1), (110.5, 2), (130.5, 3)],
    },
    Strip {
        sign: Sign::Temperature,
        link_id: "temp",
        name: "Temperature",
        unit: "°C",
        range: (34.0, 40.0),
        ticks: &[35.0, 36.0, 37.0, 38.0, 39.0],
        bands: &[(34.0, 3), (35.05, 1), (36.05, 0), (38.05, 1), (39.05, 2)],
    },
];

/// The chart over one window.
pub struct Chart {
    /// The patient's page it belongs to.
    pub page: PatientPage,
    /// From when.
    pub from: DateTime<FixedOffset>,
    /// To when.
    pub to: DateTime<FixedOffset>,
    /// Oldest first: the sets in the window.
    pub sets: Vec<ObservationSet>,
    /// Where what this ward recorded begins: the loss of the system the form stands in for.
    pub lost_at: Option<DateTime<FixedOffset>>,
    /// SpO2 scale in use.
    pub scale: u8,
    /// Now.
    pub now: DateTime<FixedOffset>,
}

/// One point of a strip.
pub struct Point {
    /// 0 to 1 across the window.
    pub x: f64,
    /// Its value, kept on the strip's range.
    pub value: f64,
    /// The diastolic.
    pub low: Option<f64>,
    /// The value as recorded.
    pub shown: String,
    /// When and who.
    pub words: String,
    /// From a copy.
    pub historical: bool,
    /// Joined to the point before.
    pub join: bool,
    /// Beyond the range.
    pub off_scale: bool,
}

impl Ward {
    /// The chart of the newest window, or of one `back` windows before.
    ///
    /// # Errors
    /// When the role does not allow it or nothing is held of the patient.
    pub fn chart(
        &mut self,
        actor: &Actor,
        patient: PatientId,
        hours: u32,
        back: u32,
        now: DateTime<FixedOffset>,
    ) -> Result<Chart, WardError> {
        self.allow(actor, Permission::SeePatients, "see a patient", now)?;
        let page = self.page(patient, now)?;
        let hours = i64::from(hours.clamp(4, 24 * 7));
        let now = self.local(now);
        // The window ends half an hour from now, on the hour's grid, so that the newest point is not at the edge.
        let newest_end = now + Duration::minutes(i64::from(60 - now.minute() % 60));
        let to = newest_end - Duration::hours(hours * i64::from(back));
        let from = to - Duration::hours(hours);
        let mut sets: Vec<ObservationSet> =
            page.sets.iter().filter(|set| set.at >= from && set.at <= to).cloned().collect();
        sets.reverse();
        let lost_at = page
            .forms
            .iter()
            .find(|group| group.forms.iter().any(|form| form.id == "news2"))
            .and_then(|group| group.since.filter(|_| group.status.forms_on()));
        let scale = page.scale.as_ref().map_or(1, |decision| decision.scale);
        Ok(Chart { from, to, sets, lost_at, scale, now, page })
    }
}

impl Chart {
    /// The strips in ABCDE order, with the bands of the scale in use.
    pub fn strips(&self) -> impl Iterator<Item = Strip> + '_ {
        STRIPS.into_iter().map(|mut strip| {
            if strip.sign == Sign::Saturation && self.scale == 2 {
                strip.bands = SCALE_2;
            }
            strip
        })
    }

    /// Where a moment stands, 0 to 1 inside the window.
    #[must_use]
    pub fn x(&self, at: DateTime<FixedOffset>) -> f64 {
        let whole = (self.to - self.from).num_seconds().max(1);
        f64::from(i32::try_from((at - self.from).num_seconds()).unwrap_or(i32::MAX))
            / f64::from(i32::try_from(whole).unwrap_or(i32::MAX))
    }

    /// The points of one strip, oldest first. A line is broken by a set without the value, by the outage,
    /// and between a copy and what was recorded here.
    #[must_use]
    pub fn points(&self, strip: &Strip, local: impl Fn(DateTime<FixedOffset>) -> DateTime<FixedOffset>) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        let mut joined = false;
        let mut before = false;
        for set in &self.sets {
            let Some(shown) = set.value(strip.sign) else {
                joined = false;
                continue;
            };
            let Ok(value) = shown.parse::<f64>() else { continue };
            let low = (strip.sign == Sign::Systolic)
                .then(|| set.value(Sign::Diastolic).and_then(|low| low.parse::<f64>().ok()))
                .flatten();
            let (bottom, top) = strip.range;
            let historical = set.historical();
            points.push(Point {
                x: self.x(set.at),
                value: value.clamp(bottom, top),
                low: low.map(|low| low.clamp(bottom, top)),
                shown: match low.and(set.value(Sign::Diastolic)) {
                    Some(low) => format!("{shown}/{low}"),
                    None => shown.to_owned(),
                },
                words: format!("{}, {}", dates::date_time(&local(set.at)), by(set)),
                historical,
                join: joined && historical == before,
                off_scale: value < bottom || value > top,
            });
            joined = strip.sign != Sign::Systolic;
            before = historical;
        }
        points
    }
}

/// Who recorded a set, or which copy it is from.
#[must_use]
pub fn by(set: &ObservationSet) -> String {
    match &set.origin {
        Origin::Recorded(_, author) => author.name.clone(),
        Origin::Historical(from) => format!("Historical, {}", from.source.0.to_uppercase()),
    }
}

/// A value as the table shows it.
#[must_use]
pub fn value_words(set: &ObservationSet, sign: Sign) -> String {
    let one = |sign: Sign| match set.measured(sign) {
        Some(Measured::Value(value)) => value.clone(),
        Some(Measured::NotMeasured) => "Not measured".to_owned(),
        Some(Measured::CannotBeRecorded) => "Cannot be recorded".to_owned(),
        None => "Not recorded".to_owned(),
    };
    match (sign, set.value(Sign::Systolic), set.value(Sign::Diastolic)) {
        (Sign::Systolic, Some(high), Some(low)) => format!("{high}/{low}"),
        (Sign::AirOrOxygen, ..) => match one(sign).as_str() {
            "air" => "Air".to_owned(),
            "oxygen" => "Oxygen".to_owned(),
            other => other.to_owned(),
        },
        (Sign::Consciousness, ..) => match one(sign).as_str() {
            "A" => "Alert".to_owned(),
            "C" => "New confusion".to_owned(),
            "V" => "Voice".to_owned(),
            "P" => "Pain".to_owned(),
            "U" => "Unresponsive".to_owned(),
            other => other.to_owned(),
        },
        _ => one(sign),
    }
}
