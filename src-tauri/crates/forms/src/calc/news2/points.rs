//! The scoring table: points for one value of one parameter.

use super::{Breathing, Consciousness, Scale};

/// The points for respirations per minute.
#[must_use]
pub fn rr_points(rr: u32) -> u8 {
    match rr {
        0..=8 => 3,
        9..=11 => 1,
        12..=20 => 0,
        21..=24 => 2,
        25.. => 3,
    }
}

/// The points for saturation in %.
#[must_use]
pub fn spo2_points(spo2: u32, scale: Scale, o2: Breathing) -> u8 {
    match (scale, o2, spo2) {
        (Scale::One, _, 0..=91) => 3,
        (Scale::One, _, 92..=93) => 2,
        (Scale::One, _, 94..=95) => 1,
        (Scale::One, _, 96..) => 0,
        (Scale::Two, _, 0..=83) => 3,
        (Scale::Two, _, 84..=85) => 2,
        (Scale::Two, _, 86..=87) => 1,
        (Scale::Two, _, 88..=92) => 0,
        (Scale::Two, Breathing::Air, 93..) => 0,
        (Scale::Two, Breathing::Oxygen, 93..=94) => 1,
        (Scale::Two, Breathing::Oxygen, 95..=96) => 2,
        (Scale::Two, Breathing::Oxygen, 97..) => 3,
    }
}

/// The points for air or oxygen.
#[must_use]
pub fn o2_points(o2: Breathing) -> u8 {
    match o2 {
        Breathing::Air => 0,
        Breathing::Oxygen => 2,
    }
}

/// The points for systolic blood pressure in mmHg.
#[must_use]
pub fn sbp_points(sbp: u32) -> u8 {
    match sbp {
        0..=90 => 3,
        91..=100 => 2,
        101..=110 => 1,
        111..=219 => 0,
        220.. => 3,
    }
}

/// The points for pulse per minute.
#[must_use]
pub fn hr_points(hr: u32) -> u8 {
    match hr {
        0..=40 => 3,
        41..=50 => 1,
        51..=90 => 0,
        91..=110 => 1,
        111..=130 => 2,
        131.. => 3,
    }
}

/// The points for consciousness.
#[must_use]
pub fn acvpu_points(acvpu: Consciousness) -> u8 {
    match acvpu {
        Consciousness::Alert => 0,
        Consciousness::NewConfusion | Consciousness::Voice | Consciousness::Pain | Consciousness::Unresponsive => 3,
    }
}

/// The points for temperature in tenths of a degree Celsius.
#[must_use]
pub fn temp_points(tenths: u32) -> u8 {
    match tenths {
        0..=350 => 3,
        351..=360 => 1,
        361..=380 => 0,
        381..=390 => 1,
        391.. => 2,
    }
}
