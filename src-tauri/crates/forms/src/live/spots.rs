//! Where the items of a form stand once repeating groups have their rows.

use std::collections::BTreeMap;

use crate::definition::item::Item;
use crate::view::Row;
use crate::{Answer, Answers, Definition, NodeId};

/// Most rows of a repeating group.
pub(crate) const MOST_ROWS: usize = 200;

/// One place in the form.
#[derive(Debug, Clone)]
pub(crate) struct Spot<'d> {
    pub(crate) node: NodeId,
    pub(crate) item: &'d Item,
    /// The row it stands in, as the beginning of its node: `result[0]/`, or nothing.
    pub(crate) row: String,
    /// For a row of a repeating group.
    pub(crate) at: Option<Row>,
    pub(crate) parent: Option<usize>,
    /// Its conditions hold, and those of what it is in.
    pub(crate) enabled: bool,
    /// Enabled, and neither it nor what it is in is hidden for good.
    pub(crate) visible: bool,
}

impl Spot<'_> {
    /// Enabled, and a question that a person or the patient's facts answer.
    pub(crate) fn asked(&self) -> bool {
        self.enabled && self.item.kind.asks() && !self.item.is_worked_out()
    }
}

impl Item {
    /// Worked out by the form, never typed.
    pub(crate) fn is_worked_out(&self) -> bool {
        self.calc.is_some() || self.expression.is_some()
    }

    /// Its name within a sentence.
    pub(crate) fn in_a_sentence(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.label)
    }
}

/// Every place of the form, parents before what is in them.
pub(crate) fn expand<'d>(definition: &'d Definition, answers: &Answers) -> Vec<Spot<'d>> {
    let mut spots = Vec::new();
    add(&definition.items, "", None, answers, &mut spots);
    spots
}

fn add<'d>(items: &'d [Item], row: &str, parent: Option<usize>, answers: &Answers, spots: &mut Vec<Spot<'d>>) {
    for item in items {
        let plain = format!("{row}{}", item.link_id);
        if !item.repeats {
            let at = spots.len();
            spots.push(spot(NodeId(plain), item, row, None, parent));
            add(&item.items, row, Some(at), answers, spots);
            continue;
        }
        let of = rows_of(answers, &plain);
        for index in 0..of {
            let node = format!("{plain}[{index}]");
            let at = spots.len();
            spots.push(spot(NodeId(node.clone()), item, row, Some(Row { index, of }), parent));
            add(&item.items, &format!("{node}/"), Some(at), answers, spots);
        }
    }
}

fn spot<'d>(node: NodeId, item: &'d Item, row: &str, at: Option<Row>, parent: Option<usize>) -> Spot<'d> {
    Spot { node, item, row: row.to_owned(), at, parent, enabled: true, visible: !item.hidden }
}

/// How many rows a repeating group has: as many as are answered, or were added; one at least.
/// Rows that were added and not answered yet are kept as a count, answered at the group's own node.
pub(crate) fn rows_of(answers: &Answers, group: &str) -> usize {
    let added = match answers.get(&NodeId(group.to_owned())) {
        Some(Answer::Number { digits, .. }) => digits.parse().unwrap_or(1),
        _ => 1,
    };
    let from = NodeId(format!("{group}["));
    let answered = answers
        .range(from..)
        .map_while(|(node, _)| node.0.strip_prefix(group)?.strip_prefix('['))
        .filter_map(|rest| rest.split_once(']')?.0.parse::<usize>().ok())
        .max()
        .map_or(1, |last| last.saturating_add(1));
    added.max(answered).clamp(1, MOST_ROWS)
}

/// The repeating groups an item is in, outermost first; none when the form has no such item.
pub(crate) fn path_of(definition: &Definition, link_id: &str) -> Option<Vec<String>> {
    fn find(items: &[Item], link_id: &str, path: &mut Vec<String>) -> bool {
        for item in items {
            if item.link_id == link_id {
                return true;
            }
            if item.repeats {
                path.push(item.link_id.clone());
            }
            if find(&item.items, link_id, path) {
                return true;
            }
            if item.repeats {
                path.pop();
            }
        }
        false
    }
    let mut path = Vec::new();
    find(&definition.items, link_id, &mut path).then_some(path)
}

/// Sets enabled and visible of each spot from those of what it is in.
pub(crate) fn inherit(spots: &mut [Spot<'_>], own: &BTreeMap<usize, bool>) {
    for at in 0..spots.len() {
        let Some(parent) = spots.get(at).map(|spot| spot.parent) else { continue };
        let above =
            parent.and_then(|parent| spots.get(parent)).map_or((true, true), |spot| (spot.enabled, spot.visible));
        let holds = own.get(&at).copied().unwrap_or(true);
        if let Some(spot) = spots.get_mut(at) {
            spot.enabled = above.0 && holds;
            spot.visible = above.1 && holds && !spot.item.hidden;
        }
    }
}
