//! The observation chart.

use chrono::{DateTime, Duration, FixedOffset, Timelike};
use ward::chart::{Chart, Strip, by, value_words};
use ward::facts::{ObservationSet, Origin, Sign};
use ward::{Ward, words};

use super::facts::Frame;
use super::patient::banner;
use crate::views::chart::{BandView, ChartView, MarkView, PointView, SetValueView, SetView, StripChartView};

pub(crate) fn chart(ward: &Ward, chart: &Chart, back: u32, now: DateTime<FixedOffset>) -> ChartView {
    let frame = Frame { ward, now, sources: &chart.page.sources };
    let hours = u32::try_from((chart.to - chart.from).num_hours()).unwrap_or(24);
    let local = |at| ward.local(at);
    let lost = chart.lost_at.map(local);
    let inside = |at: &DateTime<FixedOffset>| *at > chart.from && *at < chart.to;
    let copy = chart.sets.iter().find(|set| set.historical());
    ChartView {
        banner: banner(&frame, &chart.page),
        window: if back == 0 {
            format!("Last {hours} hours")
        } else {
            format!("{hours} hours to {}", words::date_time(local(chart.to)))
        },
        later: back > 0,
        hours,
        hour_marks: marks(chart, hours, local),
        day_marks: days(chart, local),
        now: Some(chart.now).filter(inside).map(|at| chart.x(at)),
        now_words: format!("Now {}", words::time(local(now))),
        historical_until: match lost {
            Some(at) if at >= chart.to => Some(1.0),
            Some(at) if at > chart.from => Some(chart.x(at)),
            Some(_) | None => None,
        },
        historical_words: copy.and_then(|set| historical(&frame, set)),
        recorded_words: lost.map(|at| format!("Recorded on this ward since {}", frame.time(at))),
        strips: chart.strips().map(|strip| strip_view(chart, &strip, local)).collect(),
        sets: chart.sets.iter().enumerate().map(|(index, set)| set_view(&frame, chart, index, set)).collect(),
        scale: chart.scale,
        rule: "Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017.".to_owned(),
    }
}

/// `Historical: from EPR, as at Sat 21-Nov-2026 02:10`.
fn historical(frame: &Frame<'_>, set: &ObservationSet) -> Option<String> {
    let Origin::Historical(from) = &set.origin else { return None };
    let name = frame.ward.config().name(&from.source);
    let at = frame.ward.local(from.as_at);
    Some(format!("Historical: from {name}, as at {} {}", words::weekday_date(at), words::time(at)))
}

fn marks(chart: &Chart, hours: u32, local: impl Fn(DateTime<FixedOffset>) -> DateTime<FixedOffset>) -> Vec<MarkView> {
    let step = match hours {
        0..=12 => 1,
        13..=36 => 2,
        37..=72 => 6,
        _ => 24,
    };
    let mut marks = Vec::new();
    let mut at = local(chart.from);
    while at <= chart.to {
        if at.hour().is_multiple_of(step) && at.minute() == 0 {
            marks.push(MarkView { x: chart.x(at), words: words::time(at) });
        }
        at = local(at + Duration::hours(1));
    }
    marks
}

fn days(chart: &Chart, local: impl Fn(DateTime<FixedOffset>) -> DateTime<FixedOffset>) -> Vec<MarkView> {
    let start = local(chart.from);
    let mut marks = vec![MarkView { x: 0.0, words: words::weekday_date(start) }];
    let mut at = start;
    while at < chart.to {
        let next = local(at + Duration::hours(1));
        if next.date_naive() != at.date_naive() && next < chart.to {
            marks.push(MarkView { x: chart.x(next), words: words::weekday_date(next) });
        }
        at = next;
    }
    marks
}

fn strip_view(
    chart: &Chart,
    strip: &Strip,
    local: impl Fn(DateTime<FixedOffset>) -> DateTime<FixedOffset>,
) -> StripChartView {
    let points = chart.points(strip, local);
    let ends = strip.bands.iter().skip(1).map(|(from, _)| *from).chain([strip.range.1]);
    let mut newest = chart.page.sets.iter().filter(|set| set.value(strip.sign).is_some());
    StripChartView {
        sign: name(strip.sign).to_owned(),
        name: strip.name.to_owned(),
        unit: strip.unit.to_owned(),
        min: strip.range.0,
        max: strip.range.1,
        ticks: strip.ticks.to_vec(),
        bands: strip
            .bands
            .iter()
            .zip(ends)
            .map(|((from, points), to)| BandView { from: *from, to, points: *points })
            .collect(),
        points: points
            .into_iter()
            .map(|point| PointView {
                x: point.x,
                value: point.value,
                low: point.low,
                words: format!("{} at {}", point.shown, point.words),
                historical: point.historical,
                join: point.join,
                off_scale: point.off_scale,
            })
            .collect(),
        latest: newest.next().map(|set| value_words(set, strip.sign)),
        before: newest.next().map(|set| value_words(set, strip.sign)),
    }
}

fn name(sign: Sign) -> &'static str {
    match sign {
        Sign::Respirations => "respirations",
        Sign::Saturation => "saturation",
        Sign::Systolic | Sign::Diastolic => "blood-pressure",
        Sign::Pulse => "pulse",
        Sign::Temperature => "temperature",
        Sign::AirOrOxygen => "air-or-oxygen",
        Sign::Consciousness => "consciousness",
        Sign::News2 => "news2",
        Sign::Weight => "weight",
    }
}

fn set_view(frame: &Frame<'_>, chart: &Chart, index: usize, set: &ObservationSet) -> SetView {
    let at = frame.ward.local(set.at);
    let before = index.checked_sub(1).and_then(|index| chart.sets.get(index));
    SetView {
        x: chart.x(set.at),
        time: words::time(at),
        date: words::date(at),
        historical: set.historical(),
        by: by(set),
        values: chart
            .strips()
            .map(|strip| SetValueView {
                sign: name(strip.sign).to_owned(),
                words: value_words(set, strip.sign),
                points: set.points_of(strip.link_id),
            })
            .collect(),
        air_or_oxygen: set.measured(Sign::AirOrOxygen).map(|_| value_words(set, Sign::AirOrOxygen)),
        consciousness: set.measured(Sign::Consciousness).map(|_| value_words(set, Sign::Consciousness)),
        news: frame.news(Some(set), before),
    }
}
