//! From a worked-out form to what is drawn.

use serde_json::Value;

use crate::definition::item::{Item, Kind};
use crate::held::MOST_CHARACTERS;
use crate::live::{Live, Spot, has_value};
use crate::view::{
    Asked, CalculatedNode, Chip, ChoiceNode, ChoiceOption, DisplayNode, FlagNode, Grain, GroupNode, Node, NumberNode,
    PairNode, TextNode, WhenNode,
};
use crate::{Answers, NodeId};

/// What is visible, in order.
pub(crate) fn draw(live: &Live<'_>, answers: &Answers, needed: &[NodeId]) -> Vec<Node> {
    Drawing { live, answers, needed }.under(None)
}

struct Drawing<'a, 'd> {
    live: &'a Live<'d>,
    answers: &'a Answers,
    /// Needed now, though not always.
    needed: &'a [NodeId],
}

impl Drawing<'_, '_> {
    fn under(&self, parent: Option<usize>) -> Vec<Node> {
        let here: Vec<(usize, &Spot<'_>)> = self.live.under(parent).filter(|(_, spot)| spot.visible).collect();
        let second = |first: &Spot<'_>| {
            here.iter().map(|(_, spot)| *spot).find(|spot| {
                spot.row == first.row
                    && spot.item.below.as_ref().is_some_and(|beside| beside.first == first.item.link_id)
            })
        };
        let is_second = |second: &Spot<'_>| {
            second.item.below.as_ref().is_some_and(|beside| {
                here.iter().any(|(_, spot)| spot.item.link_id == beside.first && spot.row == second.row)
            })
        };
        let mut nodes = Vec::new();
        for (at, spot) in &here {
            if is_second(spot) {
                continue;
            }
            nodes.push(match second(spot) {
                Some(lower) => Node::Pair(PairNode {
                    label: lower.item.below.as_ref().map_or_else(String::new, |beside| beside.label.clone()),
                    first: self.number(spot),
                    second: self.number(lower),
                }),
                None => self.node(*at, spot),
            });
        }
        nodes
    }

    fn node(&self, at: usize, spot: &Spot<'_>) -> Node {
        let item = spot.item;
        if item.is_worked_out() {
            return Node::Calculated(self.calculated(spot));
        }
        match item.kind {
            Kind::Group => Node::Group(GroupNode {
                node: spot.node.clone(),
                link_id: item.link_id.clone(),
                label: item.label.clone(),
                row: spot.at,
                nodes: self.under(Some(at)),
            }),
            Kind::Display => Node::Display(DisplayNode {
                node: spot.node.clone(),
                link_id: item.link_id.clone(),
                text: item.label.clone(),
            }),
            Kind::Boolean => Node::Flag(FlagNode { asked: self.asked(spot) }),
            Kind::Integer | Kind::Decimal | Kind::Quantity => Node::Number(self.number(spot)),
            Kind::Date => Node::When(WhenNode { asked: self.asked(spot), grain: Grain::Day }),
            Kind::DateTime => Node::When(WhenNode { asked: self.asked(spot), grain: Grain::Moment }),
            Kind::Time => Node::When(WhenNode { asked: self.asked(spot), grain: Grain::Time }),
            Kind::String | Kind::Text => Node::Text(TextNode {
                asked: self.asked(spot),
                long: item.kind == Kind::Text,
                max_length: item.limits.max_length.unwrap_or(MOST_CHARACTERS).min(MOST_CHARACTERS),
            }),
            Kind::Choice | Kind::OpenChoice => Node::Choice(ChoiceNode {
                asked: self.asked(spot),
                options: options(item),
                open: item.kind == Kind::OpenChoice,
            }),
        }
    }

    fn asked(&self, spot: &Spot<'_>) -> Asked {
        let about = |problem: &&crate::FormProblem| problem.node == spot.node;
        let needed = self.needed.contains(&spot.node);
        let required = spot.item.required || needed;
        Asked {
            node: spot.node.clone(),
            link_id: spot.item.link_id.clone(),
            label: spot.item.label.clone(),
            help: spot.item.help.clone(),
            required,
            read_only: spot.item.read_only || spot.item.known.is_some(),
            answer: self.answers.get(&spot.node).cloned(),
            gaps: spot.item.gaps.clone(),
            chip: self.chip(spot.item),
            problem: self.live.problems.iter().find(about).cloned(),
            warning: self.live.warnings.iter().find(about).cloned(),
            missing: required && !has_value(self.answers, &spot.node),
        }
    }

    fn chip(&self, item: &Item) -> Option<Chip> {
        let mut parts = self.live.scores.iter().flat_map(|score| &score.parts);
        let part = parts.find(|part| part.link_id == item.link_id)?;
        Some(part.points.map_or(Chip::Unknown, Chip::Points))
    }

    fn number(&self, spot: &Spot<'_>) -> NumberNode {
        let limits = &spot.item.limits;
        NumberNode {
            asked: self.asked(spot),
            unit: spot.item.unit.clone(),
            decimals: if spot.item.kind == Kind::Integer { Some(0) } else { limits.decimals },
            min: limits.min.clone(),
            max: limits.max.clone(),
            warn_below: limits.warn_below.clone(),
            warn_above: limits.warn_above.clone(),
        }
    }

    /// A native calculation is whole or absent by itself; any other is only shown of a form with nothing missing.
    fn calculated(&self, spot: &Spot<'_>) -> CalculatedNode {
        let whole = spot.item.calc.is_some()
            || (self.live.missing(self.answers).next().is_none() && self.live.problems.is_empty());
        let value = self.live.calculated.get(&spot.node).filter(|_| whole);
        CalculatedNode {
            node: spot.node.clone(),
            link_id: spot.item.link_id.clone(),
            label: spot.item.label.clone(),
            value: value.map(|value| match value {
                Value::String(text) => text.clone(),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                    value.to_string()
                }
            }),
            unit: spot.item.unit.clone(),
        }
    }
}

fn options(item: &Item) -> Vec<ChoiceOption> {
    item.options.iter().map(|option| ChoiceOption { code: option.code.clone(), label: option.label.clone() }).collect()
}
