//! The worked vectors of the reference, every band edge, and what an incomplete set may say.
#![allow(clippy::unwrap_used)]

use super::{Band, Breathing, Consciousness, Inputs, Monitoring, Scale, score};

/// rr, spo2, scale, o2, sbp, hr, acvpu, tenths; points in chart order; total; band.
type Vector = (&'static str, [u32; 2], Scale, Breathing, [u32; 2], Consciousness, u32, [u8; 7], u8, Band);

const fn of((_, [rr, spo2], scale, o2, [sbp, hr], acvpu, temp, ..): &Vector) -> Inputs {
    Inputs {
        rr: Some(*rr),
        spo2: Some(*spo2),
        scale: Some(*scale),
        o2: Some(*o2),
        sbp: Some(*sbp),
        hr: Some(*hr),
        acvpu: Some(*acvpu),
        temp_tenths: Some(*temp),
    }
}

use Breathing::{Air, Oxygen};
use Consciousness::{Alert as A, NewConfusion as C, Unresponsive as U};
use Scale::{One, Two};

const VECTORS: [Vector; 21] = [
    ("normal", [16, 97], One, Air, [120, 70], A, 370, [0, 0, 0, 0, 0, 0, 0], 0, Band::Low),
    ("UK Core example vitals", [21, 93], One, Air, [120, 95], A, 375, [2, 2, 0, 0, 1, 0, 0], 5, Band::Medium),
    ("RR edge", [8, 97], One, Air, [120, 70], A, 370, [3, 0, 0, 0, 0, 0, 0], 3, Band::LowMedium),
    ("new confusion only", [16, 97], One, Air, [120, 70], C, 370, [0, 0, 0, 0, 0, 3, 0], 3, Band::LowMedium),
    ("93 % on O2 scale 1", [16, 93], One, Oxygen, [120, 70], A, 370, [0, 2, 2, 0, 0, 0, 0], 4, Band::Low),
    ("93 % air scale 2", [16, 93], Two, Air, [120, 70], A, 370, [0, 0, 0, 0, 0, 0, 0], 0, Band::Low),
    ("93 % O2 scale 2", [16, 93], Two, Oxygen, [120, 70], A, 370, [0, 1, 2, 0, 0, 0, 0], 3, Band::Low),
    ("97 % O2 scale 2", [16, 97], Two, Oxygen, [120, 70], A, 370, [0, 3, 2, 0, 0, 0, 0], 5, Band::Medium),
    ("88 % O2 scale 2", [16, 88], Two, Oxygen, [120, 70], A, 370, [0, 0, 2, 0, 0, 0, 0], 2, Band::Low),
    ("COPD on scale 1", [22, 88], One, Oxygen, [120, 70], A, 370, [2, 3, 2, 0, 0, 0, 0], 7, Band::High),
    ("same on scale 2", [22, 88], Two, Oxygen, [120, 70], A, 370, [2, 0, 2, 0, 0, 0, 0], 4, Band::Low),
    ("five", [21, 95], One, Air, [105, 91], A, 370, [2, 1, 0, 1, 1, 0, 0], 5, Band::Medium),
    ("six", [21, 94], One, Air, [100, 91], A, 370, [2, 1, 0, 2, 1, 0, 0], 6, Band::Medium),
    ("seven", [25, 94], One, Oxygen, [110, 90], A, 370, [3, 1, 2, 1, 0, 0, 0], 7, Band::High),
    ("sepsis", [28, 91], One, Oxygen, [88, 128], C, 391, [3, 3, 2, 3, 2, 3, 2], 18, Band::High),
    ("maximum", [30, 85], One, Oxygen, [80, 140], U, 345, [3, 3, 2, 3, 3, 3, 3], 20, Band::High),
    ("T 35.0", [12, 96], One, Air, [111, 51], A, 350, [0, 0, 0, 0, 0, 0, 3], 3, Band::LowMedium),
    ("T 39.1", [12, 96], One, Air, [111, 51], A, 391, [0, 0, 0, 0, 0, 0, 2], 2, Band::Low),
    ("SBP 220", [12, 96], One, Air, [220, 90], A, 361, [0, 0, 0, 3, 0, 0, 0], 3, Band::LowMedium),
    ("SBP 219", [12, 96], One, Air, [219, 90], A, 380, [0, 0, 0, 0, 0, 0, 0], 0, Band::Low),
    ("HR 131", [20, 96], One, Air, [219, 131], A, 380, [0, 0, 0, 0, 3, 0, 0], 3, Band::LowMedium),
];

fn normal() -> Inputs {
    of(&VECTORS[0])
}

#[test]
fn the_worked_vectors_score_as_the_reference_says() {
    for vector in &VECTORS {
        let scored = score(&of(vector));
        let points: Vec<u8> = scored.points.by_link_id().iter().map(|(_, points)| points.unwrap()).collect();
        assert_eq!(points, vector.7, "{}", vector.0);
        assert_eq!(scored.total, Some((vector.8, vector.9)), "{}", vector.0);
        assert_eq!(scored.at_least, None, "{}", vector.0);
    }
}

#[test]
fn a_set_without_any_one_input_has_no_score() {
    let whole = of(&VECTORS[15]);
    let without: [(&str, Inputs); 8] = [
        ("rr", Inputs { rr: None, ..whole }),
        ("spo2", Inputs { spo2: None, ..whole }),
        ("scale", Inputs { scale: None, ..whole }),
        ("o2", Inputs { o2: None, ..whole }),
        ("sbp", Inputs { sbp: None, ..whole }),
        ("hr", Inputs { hr: None, ..whole }),
        ("acvpu", Inputs { acvpu: None, ..whole }),
        ("temp", Inputs { temp_tenths: None, ..whole }),
    ];
    for (missing, inputs) in without {
        let scored = score(&inputs);
        assert_eq!(scored.total, None, "{missing}");
        assert_eq!(scored.missing, [missing]);
        assert_eq!(scored.at_least.unwrap().1, Band::High, "{missing}");
    }
}

#[test]
fn every_band_edge_is_where_the_chart_draws_it() {
    fn check(edges: &[(u32, u8)], points: impl Fn(u32) -> u8) {
        for (value, expected) in edges {
            assert_eq!(points(*value), *expected, "{value}");
        }
    }
    check(&[(0, 3), (8, 3), (9, 1), (11, 1), (12, 0), (20, 0), (21, 2), (24, 2), (25, 3), (80, 3)], super::rr_points);
    let one = |o2| move |spo2| super::spo2_points(spo2, One, o2);
    for o2 in [Air, Oxygen] {
        check(&[(50, 3), (91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0), (100, 0)], one(o2));
    }
    let low = [(50, 3), (83, 3), (84, 2), (85, 2), (86, 1), (87, 1), (88, 0), (92, 0)];
    let two = |o2| move |spo2| super::spo2_points(spo2, Two, o2);
    check(&low, two(Air));
    check(&low, two(Oxygen));
    check(&[(93, 0), (94, 0), (95, 0), (96, 0), (97, 0), (100, 0)], two(Air));
    check(&[(93, 1), (94, 1), (95, 2), (96, 2), (97, 3), (100, 3)], two(Oxygen));
    check(
        &[(30, 3), (90, 3), (91, 2), (100, 2), (101, 1), (110, 1), (111, 0), (219, 0), (220, 3), (300, 3)],
        super::sbp_points,
    );
    check(
        &[(0, 3), (40, 3), (41, 1), (50, 1), (51, 0), (90, 0), (91, 1), (110, 1), (111, 2), (130, 2), (131, 3)],
        super::hr_points,
    );
    check(
        &[(250, 3), (350, 3), (351, 1), (360, 1), (361, 0), (380, 0), (381, 1), (390, 1), (391, 2), (450, 2)],
        super::temp_points,
    );
}

#[test]
fn five_or_six_stays_medium_even_with_a_three() {
    for (total, three, band) in [
        (0, false, Band::Low),
        (4, false, Band::Low),
        (3, true, Band::LowMedium),
        (4, true, Band::LowMedium),
        (5, false, Band::Medium),
        (5, true, Band::Medium),
        (6, true, Band::Medium),
        (7, false, Band::High),
        (20, true, Band::High),
    ] {
        assert_eq!(Band::of(total, three), band, "{total} {three}");
    }
}

#[test]
fn the_next_set_is_due_by_the_band() {
    for (inputs, minutes) in [
        (normal(), Some(720)),
        (Inputs { hr: Some(91), ..normal() }, Some(240)),
        (Inputs { acvpu: Some(C), ..normal() }, Some(60)),
        (of(&VECTORS[11]), Some(60)),
        (of(&VECTORS[13]), None),
    ] {
        assert_eq!(score(&inputs).monitoring.minutes(), minutes);
    }
}

#[test]
fn an_incomplete_set_is_due_within_the_hour() {
    let quiet = Inputs { temp_tenths: None, ..normal() };
    assert_eq!(score(&quiet).monitoring, Monitoring::Hourly);
    assert_eq!(score(&Inputs::default()).monitoring, Monitoring::Hourly);
    let ill = Inputs { temp_tenths: None, ..of(&VECTORS[15]) };
    assert_eq!(score(&ill).monitoring, Monitoring::Continuous);
}

#[test]
fn the_least_it_can_be_takes_the_kindest_scale_and_gas() {
    let low = Inputs { spo2: Some(91), ..Inputs::default() };
    assert_eq!(score(&low).at_least, Some((0, Band::Low)), "91 scores 0 on scale 2");
    let on_one = Inputs { scale: Some(One), ..low };
    assert_eq!(score(&on_one).at_least, Some((3, Band::LowMedium)));
    let high = Inputs { spo2: Some(97), scale: Some(Two), ..Inputs::default() };
    assert_eq!(score(&high).at_least, Some((0, Band::Low)), "it may be on air");
    let on_oxygen = Inputs { o2: Some(Oxygen), ..high };
    assert_eq!(score(&on_oxygen).at_least, Some((5, Band::Medium)));
}

#[test]
fn saturation_has_points_as_soon_as_nothing_can_change_them() {
    let spo2 = |spo2, scale, o2| score(&Inputs { spo2: Some(spo2), scale, o2, ..Inputs::default() }).points.spo2;
    assert_eq!(spo2(83, None, None), Some(3));
    assert_eq!(spo2(96, Some(One), None), Some(0));
    assert_eq!(spo2(96, Some(Two), None), None);
    assert_eq!(spo2(96, None, Some(Air)), Some(0));
    assert_eq!(spo2(91, None, Some(Air)), None);
}

#[test]
fn adding_what_was_missing_never_lowers_the_score() {
    let whole: Vec<Inputs> = VECTORS.iter().map(of).collect();
    for inputs in whole {
        let (total, band) = score(&inputs).total.unwrap();
        for hidden in 0..256u32 {
            let kept = |bit: u32| hidden & (1 << bit) == 0;
            let partial = Inputs {
                rr: inputs.rr.filter(|_| kept(0)),
                spo2: inputs.spo2.filter(|_| kept(1)),
                scale: inputs.scale.filter(|_| kept(2)),
                o2: inputs.o2.filter(|_| kept(3)),
                sbp: inputs.sbp.filter(|_| kept(4)),
                hr: inputs.hr.filter(|_| kept(5)),
                acvpu: inputs.acvpu.filter(|_| kept(6)),
                temp_tenths: inputs.temp_tenths.filter(|_| kept(7)),
            };
            let scored = score(&partial);
            if hidden == 0 {
                continue;
            }
            let (least, least_band) = scored.at_least.unwrap();
            assert!(least <= total && least_band <= band, "{partial:?}");
            assert_eq!(scored.total, None);
        }
    }
}
