//! A form with its answers, worked out once: what is asked now, which answers stand, what is wrong, what it scores.
//! Everything the engine says is read from here.

mod conditions;
mod constraints;
mod rules;
mod scores;
pub(crate) mod spots;
mod sums;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::definition::item::Item;
use crate::held::Held;
use crate::{Answer, Answers, Definition, FormProblem, Gap, NodeId, ProblemKind, Score};

pub(crate) use rules::{in_lower_case, over_times};
pub(crate) use spots::{MOST_ROWS, Spot, path_of, rows_of};

/// How often conditions and calculations may change each other before we stop.
const ROUNDS: usize = 4;

/// A form with its answers, worked out.
#[derive(Debug)]
pub(crate) struct Live<'d> {
    pub(crate) definition: &'d Definition,
    pub(crate) spots: Vec<Spot<'d>>,
    /// Answers that stand, of what is asked now.
    pub(crate) held: BTreeMap<NodeId, Held>,
    /// Said instead of a value, with a reason or without, of what is asked now.
    pub(crate) gaps: BTreeMap<NodeId, (Gap, String)>,
    /// Worked out, and whole.
    pub(crate) calculated: BTreeMap<NodeId, Value>,
    pub(crate) problems: Vec<FormProblem>,
    pub(crate) warnings: Vec<FormProblem>,
    pub(crate) scores: Vec<Score>,
    /// Labels of what cannot be recorded and is an emergency.
    pub(crate) unrecordable: Vec<String>,
}

impl<'d> Live<'d> {
    /// Works a form out.
    pub(crate) fn work_out(definition: &'d Definition, answers: &Answers) -> Self {
        let mut live = Live {
            definition,
            spots: spots::expand(definition, answers),
            held: BTreeMap::new(),
            gaps: BTreeMap::new(),
            calculated: BTreeMap::new(),
            problems: Vec::new(),
            warnings: Vec::new(),
            scores: Vec::new(),
            unrecordable: Vec::new(),
        };
        for _ in 0..ROUNDS {
            let before = std::mem::take(&mut live.calculated);
            conditions::settle(&mut live, answers, &before);
            live.read_answers(answers);
            rules::over_answers(&mut live, answers);
            scores::work_out(&mut live);
            if live.calculated == before {
                break;
            }
        }
        constraints::check(&mut live);
        live
    }

    /// The spots under one, or at the top.
    pub(crate) fn under(&self, parent: Option<usize>) -> impl Iterator<Item = (usize, &Spot<'d>)> {
        self.spots.iter().enumerate().filter(move |(_, spot)| spot.parent == parent)
    }

    /// Where an item's answer is, seen from another spot: its own row first, then the rows around it.
    pub(crate) fn nearest(&self, link_id: &str, row: &str) -> Option<NodeId> {
        let mut row = row;
        loop {
            let node = NodeId(format!("{row}{link_id}"));
            if self.spots.iter().any(|spot| spot.node == node) {
                return Some(node);
            }
            let outer = row.strip_suffix('/')?;
            row = outer.rfind('/').map_or("", |at| outer.get(..=at).unwrap_or_default());
        }
    }

    /// Asked, required by the form, and without a value.
    pub(crate) fn missing<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Spot<'d>> {
        self.spots.iter().filter(move |spot| {
            spot.visible && spot.item.required && !spot.item.is_worked_out() && !has_value(answers, &spot.node)
        })
    }

    pub(crate) fn problem(&mut self, spot: &(NodeId, &'d Item), kind: ProblemKind, message: String) {
        self.problems.push(FormProblem { node: spot.0.clone(), link_id: spot.1.link_id.clone(), kind, message });
    }

    /// Reads every answer to what is asked now.
    fn read_answers(&mut self, answers: &Answers) {
        self.held.clear();
        self.gaps.clear();
        self.problems.clear();
        self.warnings.clear();
        self.unrecordable.clear();
        let asked: Vec<(NodeId, &'d Item)> =
            self.spots.iter().filter(|spot| spot.asked()).map(|spot| (spot.node.clone(), spot.item)).collect();
        for spot in asked {
            match answers.get(&spot.0) {
                None => {}
                Some(Answer::Gap { gap, reason }) => self.read_gap(&spot, *gap, reason),
                Some(answer) => match crate::held::read(spot.1, answer) {
                    Ok(held) => {
                        self.held.insert(spot.0, held);
                    }
                    Err((kind, message)) => self.problem(&spot, kind, message),
                },
            }
        }
    }

    fn read_gap(&mut self, spot: &(NodeId, &'d Item), gap: Gap, reason: &str) {
        let item = spot.1;
        if !item.gaps.iter().any(|known| known.gap == gap) {
            self.problem(spot, ProblemKind::GapNeedsReason, format!("{} needs a value", item.label));
            return;
        }
        if reason.trim().is_empty() {
            self.problem(spot, ProblemKind::GapNeedsReason, format!("{}: say why there is no value", item.label));
        }
        if gap == Gap::CannotBeRecorded && item.emergency {
            self.unrecordable.push(item.in_a_sentence().to_owned());
        }
        self.gaps.insert(spot.0.clone(), (gap, reason.to_owned()));
    }
}

/// Whether a node has an answer that is a value.
pub(crate) fn has_value(answers: &Answers, node: &NodeId) -> bool {
    answers.get(node).is_some_and(|answer| !matches!(answer, Answer::Gap { .. }))
}
