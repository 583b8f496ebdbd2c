//! NEWS2 (Royal College of Physicians, December 2017), for people of 16 and over who are not pregnant.
//!
//! Bands read from openEHR `news2.v1`. Temperature is compared in tenths of a degree, as whole numbers, so that
//! 38.0 and 38.1 can never meet through rounding.

mod points;

pub use points::{acvpu_points, hr_points, o2_points, rr_points, sbp_points, spo2_points, temp_points};

/// Which saturation scale the patient is on. Scale 2 is a signed decision, never a default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Scale {
    /// Scale 1.
    #[default]
    One,
    /// Scale 2: target 88 to 92 %.
    Two,
}

impl Scale {
    /// `1` or `2`: the code of the choice.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Scale::One => "1",
            Scale::Two => "2",
        }
    }

    /// From its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "1" => Some(Scale::One),
            "2" => Some(Scale::Two),
            _ => None,
        }
    }
}

/// What the patient breathes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Breathing {
    /// Air.
    Air,
    /// Supplemental oxygen, whatever the device.
    Oxygen,
}

impl Breathing {
    /// From the code of the choice: `air` or `oxygen`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "air" => Some(Breathing::Air),
            "oxygen" => Some(Breathing::Oxygen),
            _ => None,
        }
    }
}

/// Level of consciousness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Consciousness {
    /// Alert.
    Alert,
    /// New confusion or delirium.
    NewConfusion,
    /// Responds to voice.
    Voice,
    /// Responds to pain.
    Pain,
    /// Unresponsive.
    Unresponsive,
}

impl Consciousness {
    /// From the code of the choice: `A`, `C`, `V`, `P` or `U`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "A" => Some(Consciousness::Alert),
            "C" => Some(Consciousness::NewConfusion),
            "V" => Some(Consciousness::Voice),
            "P" => Some(Consciousness::Pain),
            "U" => Some(Consciousness::Unresponsive),
            _ => None,
        }
    }
}

/// One set of observations; what is not known is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Inputs {
    /// Respirations per minute.
    pub rr: Option<u32>,
    /// Saturation in %.
    pub spo2: Option<u32>,
    /// Saturation scale.
    pub scale: Option<Scale>,
    /// Air or oxygen.
    pub o2: Option<Breathing>,
    /// Systolic blood pressure in mmHg.
    pub sbp: Option<u32>,
    /// Pulse per minute.
    pub hr: Option<u32>,
    /// Consciousness.
    pub acvpu: Option<Consciousness>,
    /// Temperature in tenths of a degree Celsius: 381 is 38.1 °C.
    pub temp_tenths: Option<u32>,
}

/// Clinical risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// 0 to 4, no 3 in any one parameter.
    Low,
    /// Less than 5 in all, with a 3 in one parameter.
    LowMedium,
    /// 5 or 6.
    Medium,
    /// 7 or more.
    High,
}

impl Band {
    /// `low`, `low-medium`, `medium` or `high`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Band::Low => "low",
            Band::LowMedium => "low-medium",
            Band::Medium => "medium",
            Band::High => "high",
        }
    }

    /// From its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Band::Low, Band::LowMedium, Band::Medium, Band::High].into_iter().find(|band| band.code() == code)
    }

    /// The band of a total.
    #[must_use]
    pub fn of(total: u8, a_three: bool) -> Self {
        match total {
            7.. => Band::High,
            5..=6 => Band::Medium,
            _ if a_three => Band::LowMedium,
            _ => Band::Low,
        }
    }
}

/// The least often a patient is observed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Monitoring {
    /// 12 hours after the care time.
    TwelveHourly,
    /// 4 hours.
    FourHourly,
    /// 1 hour.
    Hourly,
    /// Continuous monitoring of vital signs.
    Continuous,
}

impl Monitoring {
    /// Minutes until the next set is due; none when monitoring is continuous.
    #[must_use]
    pub fn minutes(self) -> Option<i64> {
        match self {
            Monitoring::TwelveHourly => Some(720),
            Monitoring::FourHourly => Some(240),
            Monitoring::Hourly => Some(60),
            Monitoring::Continuous => None,
        }
    }

    /// After a whole set with this total and band.
    #[must_use]
    pub fn after(total: u8, band: Band) -> Self {
        match band {
            Band::Low if total == 0 => Monitoring::TwelveHourly,
            Band::Low => Monitoring::FourHourly,
            Band::LowMedium | Band::Medium => Monitoring::Hourly,
            Band::High => Monitoring::Continuous,
        }
    }

    /// After a set that has no total: an hour at most.
    #[must_use]
    pub fn after_incomplete(least: Band) -> Self {
        match least {
            Band::Low | Band::LowMedium | Band::Medium => Monitoring::Hourly,
            Band::High => Monitoring::Continuous,
        }
    }
}

/// The points of each parameter; none while they cannot be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Points {
    /// Respirations.
    pub rr: Option<u8>,
    /// Saturation.
    pub spo2: Option<u8>,
    /// Air or oxygen.
    pub o2: Option<u8>,
    /// Systolic blood pressure.
    pub sbp: Option<u8>,
    /// Pulse.
    pub hr: Option<u8>,
    /// Consciousness.
    pub acvpu: Option<u8>,
    /// Temperature.
    pub temp: Option<u8>,
}

impl Points {
    /// With their linkIds, in chart order.
    #[must_use]
    pub fn by_link_id(&self) -> [(&'static str, Option<u8>); 7] {
        [
            ("rr", self.rr),
            ("spo2", self.spo2),
            ("o2", self.o2),
            ("sbp", self.sbp),
            ("hr", self.hr),
            ("acvpu", self.acvpu),
            ("temp", self.temp),
        ]
    }
}

/// What a set comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News2 {
    /// Points by parameter.
    pub points: Points,
    /// Total and band of a whole set.
    pub total: Option<(u8, Band)>,
    /// The least an incomplete set can be, and the band that goes with it.
    pub at_least: Option<(u8, Band)>,
    /// linkIds of what is not there, in chart order.
    pub missing: Vec<&'static str>,
    /// How often to observe.
    pub monitoring: Monitoring,
}

/// Scores one set. Anything missing means no total, and the least it can be instead.
#[must_use]
pub fn score(inputs: &Inputs) -> News2 {
    let points = Points {
        rr: inputs.rr.map(rr_points),
        spo2: settled_spo2(inputs),
        o2: inputs.o2.map(o2_points),
        sbp: inputs.sbp.map(sbp_points),
        hr: inputs.hr.map(hr_points),
        acvpu: inputs.acvpu.map(acvpu_points),
        temp: inputs.temp_tenths.map(temp_points),
    };
    let missing = missing(inputs);
    let least = least(inputs, &points);
    if missing.is_empty() {
        let (total, band) = least;
        let monitoring = Monitoring::after(total, band);
        return News2 { points, total: Some(least), at_least: None, missing, monitoring };
    }
    let monitoring = Monitoring::after_incomplete(least.1);
    News2 { points, total: None, at_least: Some(least), missing, monitoring }
}

fn missing(inputs: &Inputs) -> Vec<&'static str> {
    let there = [
        ("rr", inputs.rr.is_some()),
        ("spo2", inputs.spo2.is_some()),
        ("scale", inputs.scale.is_some()),
        ("o2", inputs.o2.is_some()),
        ("sbp", inputs.sbp.is_some()),
        ("hr", inputs.hr.is_some()),
        ("acvpu", inputs.acvpu.is_some()),
        ("temp", inputs.temp_tenths.is_some()),
    ];
    there.into_iter().filter(|(_, there)| !there).map(|(link_id, _)| link_id).collect()
}

/// Saturation's points are known once scale and oxygen are, or when neither could change them.
fn settled_spo2(inputs: &Inputs) -> Option<u8> {
    let spo2 = inputs.spo2?;
    let mut points = ways(inputs).map(|(scale, o2)| spo2_points(spo2, scale, o2));
    let first = points.next()?;
    points.all(|other| other == first).then_some(first)
}

/// Every scale and breathing the set leaves open.
fn ways(inputs: &Inputs) -> impl Iterator<Item = (Scale, Breathing)> {
    let (scale, o2) = (inputs.scale, inputs.o2);
    [Scale::One, Scale::Two]
        .into_iter()
        .filter(move |one| scale.is_none_or(|held| held == *one))
        .flat_map(|scale| [(scale, Breathing::Air), (scale, Breathing::Oxygen)])
        .filter(move |(_, one)| o2.is_none_or(|held| held == *one))
}

/// Over every way to fill what is open, what is missing adding nothing: the lowest total and the lowest band.
fn least(inputs: &Inputs, points: &Points) -> (u8, Band) {
    let fixed = [points.rr, points.sbp, points.hr, points.acvpu, points.temp];
    let sum: u8 = fixed.iter().flatten().sum();
    let a_three = fixed.contains(&Some(3));
    let totals = ways(inputs).map(|(scale, o2)| {
        let spo2 = inputs.spo2.map_or(0, |spo2| spo2_points(spo2, scale, o2));
        let total = sum + spo2 + o2_points(o2);
        (total, Band::of(total, a_three || spo2 == 3))
    });
    totals.fold((u8::MAX, Band::High), |low, (total, band)| (low.0.min(total), low.1.min(band)))
}

#[cfg(test)]
mod tests;
