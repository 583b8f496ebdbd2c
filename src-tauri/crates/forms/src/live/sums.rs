//! A score that is the sum of its inputs' points: no number while one is missing or could not be tested.

use super::Live;
use crate::calc::news2::Band;
use crate::definition::item::{BandStep, Calc, Item};
use crate::held::Held;
use crate::score::{Advice, join};
use crate::{Part, Score};

/// What is known of one input.
enum Points {
    /// So many.
    Are(u8),
    /// It was tried and cannot be scored.
    NotTestable,
    /// No answer yet; the least it can give.
    Missing(u8),
}

/// Adds up. An input that is not asked now does not count.
pub(super) fn score(live: &Live<'_>, item: &Item, calc: &Calc, row: &str) -> Score {
    let inputs: Vec<(&Item, Points)> = calc
        .inputs
        .iter()
        .filter_map(|(_, link_id)| {
            let input = live.definition.item(link_id)?;
            let node = live.nearest(link_id, row)?;
            let asked = live.spots.iter().any(|spot| spot.node == node && spot.enabled);
            asked.then(|| (input, points(input, live.held.get(&node))))
        })
        .collect();
    let (mut sum, mut rest) = (0_u8, 0_u8);
    let (mut missing, mut waiting, mut untested) = (Vec::new(), Vec::new(), Vec::new());
    for (input, points) in &inputs {
        match points {
            Points::Are(points) => sum = sum.saturating_add(*points),
            Points::NotTestable => untested.push(input.in_a_sentence().to_owned()),
            Points::Missing(least) => {
                rest = rest.saturating_add(*least);
                missing.push(input.link_id.clone());
                waiting.push(input.in_a_sentence().to_owned());
            }
        }
    }
    let total = (missing.is_empty() && untested.is_empty() && !inputs.is_empty()).then_some(sum);
    let step = total.and_then(|total| step_of(&item.bands, total));
    let at_least = (!missing.is_empty() && untested.is_empty())
        .then(|| step_of(&item.bands, sum.saturating_add(rest)))
        .flatten()
        .filter(|step| louder_upwards(&item.bands) && step.urgency > Band::Low);
    let parts = inputs
        .iter()
        .map(|(input, points)| Part {
            link_id: input.link_id.clone(),
            label: input.label.clone(),
            points: if let Points::Are(points) = points { Some(*points) } else { None },
        })
        .collect();
    Score {
        name: item.label.clone(),
        link_id: item.link_id.clone(),
        rule: item.help.clone().unwrap_or_default(),
        total,
        band: step.map(|step| step.urgency),
        at_least: at_least.map(|step| (sum.saturating_add(rest), step.urgency)),
        parts,
        missing,
        advice: advice(&item.label, total, step, at_least, &waiting, &untested),
    }
}

fn points(input: &Item, held: Option<&Held>) -> Points {
    let of = |ordinal: &Option<String>| ordinal.as_deref().and_then(|points| points.parse::<u8>().ok());
    let least = || input.options.iter().filter_map(|option| of(&option.ordinal)).min().unwrap_or(0);
    match held {
        Some(Held::Choice(code)) => {
            let chosen = input.options.iter().find(|option| option.code == *code);
            chosen.and_then(|option| of(&option.ordinal)).map_or(Points::NotTestable, Points::Are)
        }
        Some(Held::Number { value, .. }) => {
            value.whole().and_then(|whole| u8::try_from(whole).ok()).map_or(Points::NotTestable, Points::Are)
        }
        Some(Held::Words(_) | Held::Flag(_) | Held::Day(_) | Held::Moment(_) | Held::Time(_)) => Points::NotTestable,
        None => Points::Missing(least()),
    }
}

fn step_of(bands: &[BandStep], total: u8) -> Option<&BandStep> {
    bands.iter().rev().find(|step| step.from <= total)
}

/// Whether more points are worse: only then does what is known already say something.
fn louder_upwards(bands: &[BandStep]) -> bool {
    bands.windows(2).all(|pair| matches!(pair, [lower, upper] if lower.urgency <= upper.urgency))
}

fn advice(
    name: &str,
    total: Option<u8>,
    step: Option<&BandStep>,
    at_least: Option<&BandStep>,
    waiting: &[String],
    untested: &[String],
) -> Advice {
    let (title, lines, urgency) = match (total, step.or(at_least)) {
        (Some(_), Some(step)) => (step.label.clone(), step.actions.clone(), step.urgency),
        (Some(total), None) => (format!("{name} {total}"), Vec::new(), Band::Low),
        (None, _) if !untested.is_empty() => {
            (format!("No total: {} could not be tested", join(untested)), Vec::new(), Band::Low)
        }
        (None, Some(step)) => {
            let mut lines = vec![format!("Enter {}: it can only add to it.", join(waiting))];
            lines.extend(step.actions.iter().cloned());
            (format!("Already at least: {}", step.label), lines, step.urgency)
        }
        (None, None) => (format!("{name} incomplete"), vec![format!("Enter {}", join(waiting))], Band::Low),
    };
    Advice { title, lines, urgency, monitoring: None, escalate: false }
}
