//! When an item is asked: its conditions over other answers. An item that is not asked has no answer for others.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde_json::Value;

use super::{Live, spots};
use crate::definition::item::{Condition, Operator};
use crate::held::{self, Held};
use crate::number::Decimal;
use crate::{Answers, NodeId};

/// Decides what is asked, with what was worked out the round before.
pub(super) fn settle(live: &mut Live<'_>, answers: &Answers, calculated: &BTreeMap<NodeId, Value>) {
    // Each item's answer as if everything were asked; whether its own item is asked is followed below.
    let every: BTreeMap<NodeId, Held> = live
        .spots
        .iter()
        .filter(|spot| spot.item.kind.asks() && !spot.item.is_worked_out())
        .filter_map(|spot| {
            let held = held::read(spot.item, answers.get(&spot.node)?).ok()?;
            Some((spot.node.clone(), held))
        })
        .collect();
    let mut settled = BTreeMap::new();
    for at in 0..live.spots.len() {
        holds(live, at, &every, calculated, &mut settled);
    }
    spots::inherit(&mut live.spots, &settled);
}

/// Whether the spot's own conditions hold. Circles were refused when the form was loaded.
fn holds(
    live: &Live<'_>,
    at: usize,
    every: &BTreeMap<NodeId, Held>,
    calculated: &BTreeMap<NodeId, Value>,
    settled: &mut BTreeMap<usize, bool>,
) -> bool {
    if let Some(known) = settled.get(&at) {
        return *known;
    }
    let Some(spot) = live.spots.get(at) else { return false };
    let mut results = Vec::new();
    for condition in &spot.item.conditions {
        let mut any = false;
        let mut answered = false;
        for question in asked_about(live, &condition.question, &spot.row) {
            if !enabled(live, question, every, calculated, settled) {
                continue;
            }
            let Some(node) = live.spots.get(question).map(|spot| &spot.node) else { continue };
            answered |= every.contains_key(node) || calculated.contains_key(node);
            any |= every.get(node).is_some_and(|held| compares(condition, held))
                || calculated.get(node).is_some_and(|value| compares_value(condition, value));
        }
        results.push(match condition.operator {
            Operator::Exists => answered == (condition.answer == "true"),
            Operator::Equal
            | Operator::NotEqual
            | Operator::Above
            | Operator::Below
            | Operator::AtLeast
            | Operator::AtMost => any,
        });
    }
    let holds = results.is_empty() || if spot.item.any { results.contains(&true) } else { !results.contains(&false) };
    settled.insert(at, holds);
    holds
}

/// The spot itself and everything it is in.
fn enabled(
    live: &Live<'_>,
    at: usize,
    every: &BTreeMap<NodeId, Held>,
    calculated: &BTreeMap<NodeId, Value>,
    settled: &mut BTreeMap<usize, bool>,
) -> bool {
    let mut next = Some(at);
    while let Some(at) = next {
        if !holds(live, at, every, calculated, settled) {
            return false;
        }
        next = live.spots.get(at).and_then(|spot| spot.parent);
    }
    true
}

/// The question in this row or around it; or in every row, when it is in rows this item is not in.
fn asked_about(live: &Live<'_>, link_id: &str, row: &str) -> Vec<usize> {
    let nearest = live.nearest(link_id, row);
    let of_item = live.spots.iter().enumerate().filter(|(_, spot)| spot.item.link_id == link_id);
    of_item.filter(|(_, spot)| nearest.as_ref().is_none_or(|node| *node == spot.node)).map(|(at, _)| at).collect()
}

fn compares(condition: &Condition, held: &Held) -> bool {
    let with = condition.answer.as_str();
    let ordering = match held {
        Held::Number { value, .. } => Decimal::parse(with).map(|with| value.cmp(&with)),
        Held::Day(day) => held::day(with).map(|with| day.cmp(&with)),
        Held::Moment(moment) => held::moment(with).map(|with| moment.cmp(&with)),
        Held::Time(time) => held::time(with).map(|with| time.cmp(&with)),
        Held::Choice(text) | Held::Words(text) => Some(text.as_str().cmp(with)),
        Held::Flag(flag) => Some(flag.to_string().as_str().cmp(with)),
    };
    ordering.is_some_and(|ordering| satisfies(condition.operator, ordering))
}

fn compares_value(condition: &Condition, value: &Value) -> bool {
    let ordering = match value {
        Value::Number(number) => {
            let (value, with) = (Decimal::parse(&number.to_string()), Decimal::parse(&condition.answer));
            value.zip(with).map(|(value, with)| value.cmp(&with))
        }
        Value::String(text) => Some(text.as_str().cmp(&condition.answer)),
        Value::Bool(flag) => Some(flag.to_string().cmp(&condition.answer)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    ordering.is_some_and(|ordering| satisfies(condition.operator, ordering))
}

fn satisfies(operator: Operator, ordering: Ordering) -> bool {
    match operator {
        Operator::Exists => true,
        Operator::Equal => ordering.is_eq(),
        Operator::NotEqual => ordering.is_ne(),
        Operator::Above => ordering.is_gt(),
        Operator::Below => ordering.is_lt(),
        Operator::AtLeast => ordering.is_ge(),
        Operator::AtMost => ordering.is_le(),
    }
}
