//! Rules between answers that are not conditions: pairs, differing answers, confirmations, and what is unlikely.

use chrono::{DateTime, FixedOffset};

use super::{Live, has_value};
use crate::definition::item::Item;
use crate::held::Held;
use crate::number::Decimal;
use crate::{Answers, FormProblem, NodeId, ProblemKind};

pub(super) fn over_answers(live: &mut Live<'_>, answers: &Answers) {
    let asked: Vec<(NodeId, &Item, String)> = live
        .spots
        .iter()
        .filter(|spot| spot.asked())
        .map(|spot| (spot.node.clone(), spot.item, spot.row.clone()))
        .collect();
    for (node, item, row) in &asked {
        pair(live, answers, node, item, row);
        differing(live, node, item, row);
        confirmation(live, node, item);
        unlikely(live, node, item);
    }
    live.problems.sort_by_key(|problem| asked.iter().position(|(node, ..)| *node == problem.node));
}

/// What has to have happened already cannot lie after `latest`.
pub(crate) fn over_times(live: &mut Live<'_>, latest: DateTime<FixedOffset>) {
    let ahead = |live: &Live<'_>, node: &NodeId| matches!(live.held.get(node), Some(Held::Moment(at)) if *at > latest);
    let asked = live.spots.iter().filter(|spot| spot.asked() && spot.item.past && ahead(live, &spot.node));
    let found: Vec<FormProblem> = asked
        .map(|spot| {
            let message = format!("{} cannot be in the future: check the date and time", spot.item.label);
            problem(&spot.node, spot.item, ProblemKind::InFuture, message)
        })
        .collect();
    live.problems.extend(found);
    let order: Vec<NodeId> = live.spots.iter().map(|spot| spot.node.clone()).collect();
    live.problems.sort_by_key(|problem| order.iter().position(|node| *node == problem.node));
}

/// The second of a pair has to stay below the first. When it does not, neither can be relied on.
fn pair(live: &mut Live<'_>, answers: &Answers, node: &NodeId, item: &Item, row: &str) {
    let Some(beside) = &item.below else { return };
    let Some(first) = live.nearest(&beside.first, row) else { return };
    let number = |held: Option<&Held>| match held {
        Some(Held::Number { value, .. }) => Some(*value),
        _ => None,
    };
    let (high, low) = (number(live.held.get(&first)), number(live.held.get(node)));
    if high.is_some() && !has_value(answers, node) && !live.gaps.contains_key(node) {
        let message = format!("{} is not entered", item.label);
        live.warnings.push(problem(node, item, ProblemKind::Unlikely, message));
    }
    let (Some(high), Some(low)) = (high, low) else { return };
    if low >= high {
        let above = live.spots.iter().find(|spot| spot.node == first).map(|spot| spot.item.label.clone());
        let message = format!("{} has to be below {}", item.label, in_lower_case(&above.unwrap_or_default()));
        live.problems.push(problem(node, item, ProblemKind::Contradiction, message));
        live.held.remove(&first);
        live.held.remove(node);
    }
}

fn differing(live: &mut Live<'_>, node: &NodeId, item: &Item, row: &str) {
    let Some(other) = item.differs_from.as_ref().and_then(|link_id| live.nearest(link_id, row)) else { return };
    if let (Some(one), Some(two)) = (live.held.get(&other), live.held.get(node))
        && one == two
    {
        let message = format!("{} has to be another one", item.label);
        live.problems.push(problem(node, item, ProblemKind::Contradiction, message));
    }
}

fn confirmation(live: &mut Live<'_>, node: &NodeId, item: &Item) {
    let (Some(must_be), Some(Held::Choice(code))) = (&item.must_be, live.held.get(node)) else { return };
    if must_be.code != *code {
        live.problems.push(problem(node, item, ProblemKind::NotConfirmed, must_be.message.clone()));
    }
}

fn unlikely(live: &mut Live<'_>, node: &NodeId, item: &Item) {
    let Some(Held::Number { value, .. }) = live.held.get(node) else { return };
    let limit = |text: &Option<String>| text.as_deref().and_then(Decimal::parse);
    let below = limit(&item.limits.warn_below).is_some_and(|limit| *value < limit);
    let above = limit(&item.limits.warn_above).is_some_and(|limit| *value > limit);
    if below || above {
        let message = format!("{} is very {}: check it", item.label, if below { "low" } else { "high" });
        live.warnings.push(problem(node, item, ProblemKind::Unlikely, message));
    }
}

fn problem(node: &NodeId, item: &Item, kind: ProblemKind, message: String) -> FormProblem {
    FormProblem { node: node.clone(), link_id: item.link_id.clone(), kind, message }
}

/// A label within a sentence.
pub(crate) fn in_lower_case(label: &str) -> String {
    let mut characters = label.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}
