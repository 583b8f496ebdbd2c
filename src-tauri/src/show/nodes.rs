//! The nodes of a form, each as the screen draws it. Matched without a wildcard.

use ward::facts::view::{Asked, Chip, ChoiceNode, Grain, GroupNode, Node, NumberNode, TextNode, WhenNode};
use ward::facts::{Answer, Gap};

use crate::views::form::{GapAnswerView, GapOptionView, NodeKind, NodeView, OptionView};

/// What a repeating group of rows looks like to the engine: rows of one linkId that follow each other.
pub(crate) fn nodes(nodes: &[Node]) -> Vec<NodeView> {
    let mut shown: Vec<NodeView> = Vec::new();
    for node in nodes {
        match node {
            Node::Group(group) if group.row.is_some() => row(&mut shown, group),
            Node::Group(group) => shown.push(NodeView {
                children: self::nodes(&group.nodes),
                ..bare(&group.node.0, &group.link_id, &group.label, NodeKind::Group)
            }),
            Node::Display(display) => {
                shown.push(bare(&display.node.0, &display.link_id, &display.text, NodeKind::Words { strong: false }));
            }
            Node::Number(number) => shown.push(self::number(number)),
            Node::Pair(pair) => {
                let first = &pair.first.asked;
                shown.push(NodeView {
                    required: first.required,
                    points: points(first),
                    scored: first.chip.is_some(),
                    children: vec![self::number(&pair.first), self::number(&pair.second)],
                    ..bare(&format!("{}+", first.node.0), &first.link_id, &pair.label, NodeKind::Pair)
                });
            }
            Node::Choice(choice) => shown.push(self::choice(choice)),
            Node::Text(text) => shown.push(self::text(text)),
            Node::When(when) => shown.push(self::when(when)),
            Node::Flag(flag) => {
                let value = match &flag.asked.answer {
                    Some(Answer::Flag(value)) => Some(*value),
                    Some(_) | None => None,
                };
                shown.push(asked(&flag.asked, NodeKind::Flag { value }));
            }
            Node::Calculated(calculated) => {
                let words = match (&calculated.value, &calculated.unit) {
                    (Some(value), Some(unit)) => format!("{value} {}", unit.shown),
                    (Some(value), None) => value.clone(),
                    (None, _) => "Not complete".to_owned(),
                };
                let kind = NodeKind::Calculated { value: calculated.value.clone(), words };
                shown.push(bare(&calculated.node.0, &calculated.link_id, &calculated.label, kind));
            }
        }
    }
    shown
}

/// A row goes under the group of its rows, which is made with the first.
fn row(shown: &mut Vec<NodeView>, group: &GroupNode) {
    let base = group.node.0.rsplit_once('[').map_or(group.node.0.as_str(), |(base, _)| base).to_owned();
    if shown.last().is_none_or(|last| last.id != base) {
        let kind = NodeKind::Rows { can_add: true, row_word: group.label.to_lowercase() };
        shown.push(bare(&base, &group.link_id, &group.label, kind));
    }
    let (index, of) = group.row.map_or((0, 1), |row| (row.index, row.of));
    let label = format!("{} {}", group.label, index + 1);
    let child = NodeView {
        children: nodes(&group.nodes),
        ..bare(&group.node.0, &group.link_id, &label, NodeKind::Row { can_remove: of > 1 })
    };
    if let Some(rows) = shown.last_mut() {
        rows.children.push(child);
    }
}

fn bare(id: &str, link_id: &str, label: &str, kind: NodeKind) -> NodeView {
    NodeView {
        id: id.to_owned(),
        link_id: link_id.to_owned(),
        label: label.to_owned(),
        help: None,
        required: false,
        read_only: false,
        kind,
        problem: None,
        warning: None,
        gap: None,
        gaps: Vec::new(),
        points: None,
        scored: false,
        children: Vec::new(),
    }
}

fn points(asked: &Asked) -> Option<u8> {
    match asked.chip {
        Some(Chip::Points(points)) => Some(points),
        Some(Chip::Unknown) | None => None,
    }
}

fn asked(asked: &Asked, kind: NodeKind) -> NodeView {
    NodeView {
        help: asked.help.clone(),
        required: asked.required,
        read_only: asked.read_only,
        problem: asked.problem.as_ref().map(|problem| problem.message.clone()),
        warning: asked.warning.as_ref().map(|problem| problem.message.clone()),
        gap: match &asked.answer {
            Some(Answer::Gap { gap, reason }) => {
                Some(GapAnswerView { cannot: *gap == Gap::CannotBeRecorded, reason: reason.clone() })
            }
            Some(_) | None => None,
        },
        gaps: asked
            .gaps
            .iter()
            .map(|option| GapOptionView { cannot: option.gap == Gap::CannotBeRecorded, label: option.label.clone() })
            .collect(),
        points: points(asked),
        scored: asked.chip.is_some(),
        ..bare(&asked.node.0, &asked.link_id, &asked.label, kind)
    }
}

/// What was typed, whatever kind of answer it became.
fn typed(asked: &Asked) -> String {
    match &asked.answer {
        Some(Answer::Number { digits, .. }) => digits.clone(),
        Some(Answer::Text(text) | Answer::Choice(text) | Answer::Date(text) | Answer::DateTime(text)) => text.clone(),
        Some(Answer::Flag(_) | Answer::Gap { .. }) | None => String::new(),
    }
}

fn number(number: &NumberNode) -> NodeView {
    let unit = number.unit.as_ref().map(|unit| unit.shown.clone()).unwrap_or_default();
    let kind = NodeKind::Number { value: typed(&number.asked), unit, decimals: number.decimals.unwrap_or(6) };
    asked(&number.asked, kind)
}

fn choice(choice: &ChoiceNode) -> NodeView {
    let options = choice
        .options
        .iter()
        .map(|option| OptionView { code: option.code.clone(), label: option.label.clone() })
        .collect();
    let value = Some(typed(&choice.asked)).filter(|value| !value.is_empty());
    asked(&choice.asked, NodeKind::Choice { value, options, other: choice.open })
}

fn text(text: &TextNode) -> NodeView {
    let max = u32::try_from(text.max_length).unwrap_or(u32::MAX);
    asked(&text.asked, NodeKind::Text { value: typed(&text.asked), long: text.long, max })
}

fn when(when: &WhenNode) -> NodeView {
    let value = typed(&when.asked);
    let kind = match when.grain {
        Grain::Day => NodeKind::Date { value },
        Grain::Time => NodeKind::Time { value },
        Grain::Moment => NodeKind::DateTime { value },
    };
    asked(&when.asked, kind)
}
