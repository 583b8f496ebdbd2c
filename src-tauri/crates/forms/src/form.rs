//! One form being filled in: takes answers, says what to show, what is wrong, what is missing and what it scores.

use std::cell::OnceCell;

use chrono::Duration;

use crate::definition::item::{Item, Known, Need};
use crate::live::{Live, MOST_ROWS, has_value, over_times, rows_of, spots};
use crate::view::Node;
use crate::{
    Advice, Answer, Answers, Context, Definition, FormProblem, NodeId, ProblemKind, ResponseFacts, Score, draw,
    response, score, summary,
};

/// Minutes by which a time may be ahead of this PC's clock and still have been.
const AHEAD_MINUTES: i64 = 5;
/// Minutes after which writing down late needs a reason.
const LATE_MINUTES: i64 = 60;

/// One form being filled in.
pub struct Form<'d> {
    definition: &'d Definition,
    context: Context,
    answers: Answers,
    /// Worked out once for each change.
    worked_out: OnceCell<Live<'d>>,
}

/// Why an answer was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRefused {
    /// The form has no such item, or no such row.
    #[error("the form has no item {0}")]
    NoSuchNode(String),
    /// It is decided elsewhere or worked out.
    #[error("{0} is not answered on the form")]
    NotAnsweredHere(String),
    /// There are as many rows as a form can have.
    #[error("no more rows can be added")]
    NoMoreRows,
}

impl<'d> Form<'d> {
    /// A new form: nothing answered but what is decided elsewhere (the saturation scale).
    #[must_use]
    pub fn open(definition: &'d Definition, context: &Context) -> Self {
        let mut answers = Answers::new();
        initial(&definition.items, &mut answers);
        Self::resume(definition, context, answers)
    }

    /// A form with the answers of its draft. What is decided elsewhere is taken from the context, not the draft.
    #[must_use]
    pub fn resume(definition: &'d Definition, context: &Context, answers: Answers) -> Self {
        let mut form = Self { definition, context: context.clone(), answers, worked_out: OnceCell::new() };
        form.take_what_is_known();
        form
    }

    /// Puts an answer, or takes it away. Blank text is no answer.
    ///
    /// # Errors
    /// When the form has no such node, or it is not answered here. What is wrong with an answer is kept with it and
    /// said by [`Form::problems`].
    pub fn answer(&mut self, node: &NodeId, answer: Option<Answer>) -> Result<(), AnswerRefused> {
        let spots = spots::expand(self.definition, &self.answers);
        let spot = spots.iter().find(|spot| spot.node == *node);
        let Some(item) = spot.map(|spot| spot.item) else { return Err(AnswerRefused::NoSuchNode(node.0.clone())) };
        if !item.kind.asks() || item.is_worked_out() || item.known.is_some() || item.read_only {
            return Err(AnswerRefused::NotAnsweredHere(node.0.clone()));
        }
        match answer {
            Some(answer) if !is_blank(&answer) => self.answers.insert(node.clone(), answer),
            _ => self.answers.remove(node),
        };
        self.worked_out.take();
        Ok(())
    }

    /// Adds a row to a repeating group and says which: `result[1]`. The group is named as a node without its row.
    ///
    /// # Errors
    /// When there is no such repeating group, or it is full.
    pub fn add_row(&mut self, group: &str) -> Result<NodeId, AnswerRefused> {
        let rows = self.rows(group)?;
        if rows >= MOST_ROWS {
            return Err(AnswerRefused::NoMoreRows);
        }
        self.set_rows(group, rows + 1);
        Ok(NodeId(format!("{group}[{rows}]")))
    }

    /// Takes a row away with its answers; those after it move up. The only row is emptied.
    ///
    /// # Errors
    /// When there is no such row.
    pub fn remove_row(&mut self, group: &str, index: usize) -> Result<(), AnswerRefused> {
        let rows = self.rows(group)?;
        if index >= rows {
            return Err(AnswerRefused::NoSuchNode(format!("{group}[{index}]")));
        }
        let answers = std::mem::take(&mut self.answers);
        for (node, answer) in answers {
            let row = node.0.strip_prefix(group).and_then(|rest| rest.strip_prefix('[')?.split_once(']'));
            let at = row.and_then(|(at, rest)| Some((at.parse::<usize>().ok()?, rest.to_owned())));
            match at {
                Some((at, _)) if at == index => {}
                Some((at, rest)) if at > index => {
                    self.answers.insert(NodeId(format!("{group}[{}]{rest}", at - 1)), answer);
                }
                _ => {
                    self.answers.insert(node, answer);
                }
            }
        }
        self.set_rows(group, rows.saturating_sub(1).max(1));
        Ok(())
    }

    /// Moves the care time, the time now, the late reason, or what is known of the patient.
    pub fn set_context(&mut self, context: Context) {
        self.context = context;
        self.take_what_is_known();
        self.worked_out.take();
    }

    /// Which form.
    #[must_use]
    pub fn definition(&self) -> &'d Definition {
        self.definition
    }

    /// What it was told of its surroundings.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// What to draw now.
    #[must_use]
    pub fn view(&self) -> Vec<Node> {
        let live = self.live();
        draw::draw(live, &self.answers, &needed(live))
    }

    /// What has to be put right before signing: about the patient, the times, then each answer in form order.
    #[must_use]
    pub fn problems(&self) -> Vec<FormProblem> {
        let mut problems = self.around();
        problems.extend(self.live().problems.iter().cloned());
        problems
    }

    /// What is unlikely.
    #[must_use]
    pub fn warnings(&self) -> Vec<FormProblem> {
        let mut warnings = self.live().warnings.clone();
        if let (Some(min), None) = (self.definition.suits.min_age, self.context.age) {
            let message = format!("No age is held: {} is for people of {min} and over", self.definition.title);
            warnings.insert(0, around("hdr.dob", ProblemKind::Unlikely, message));
        }
        warnings
    }

    /// Visible, required and without a value, whether or not a reason was given.
    #[must_use]
    pub fn missing(&self) -> Vec<NodeId> {
        self.live().missing(&self.answers).map(|spot| spot.node.clone()).collect()
    }

    /// What still needs a value or a reason before signing: `missing` without a reason, and who was told when
    /// the score asks for it. Signing is open when this and `problems` are both empty.
    #[must_use]
    pub fn unexplained(&self) -> Vec<NodeId> {
        let live = self.live();
        let explained = |node: &NodeId| live.gaps.get(node).is_some_and(|(_, reason)| !reason.trim().is_empty());
        let missing = live.missing(&self.answers).map(|spot| spot.node.clone());
        let told = needed(live).into_iter().filter(|node| !has_value(&self.answers, node));
        let open: Vec<NodeId> = missing.chain(told).filter(|node| !explained(node)).collect();
        live.spots.iter().map(|spot| &spot.node).filter(|node| open.contains(node)).cloned().collect()
    }

    /// The scores.
    #[must_use]
    pub fn scores(&self) -> Vec<Score> {
        self.live().scores.clone()
    }

    /// What to do now: by the score, or because something cannot be recorded, which a form without a score says too.
    #[must_use]
    pub fn advice(&self) -> Option<Advice> {
        let live = self.live();
        if let Some(score) = live.scores.first() {
            return Some(score.advice.clone());
        }
        if live.unrecordable.is_empty() { None } else { Some(score::emergency(&live.unrecordable)) }
    }

    /// All answers, also those to items that are hidden now.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The answers to what is asked now: what is signed.
    #[must_use]
    pub fn signed_answers(&self) -> Answers {
        let live = self.live();
        let asked = live.spots.iter().filter(|spot| spot.asked());
        asked.filter_map(|spot| Some((spot.node.clone(), self.answers.get(&spot.node)?.clone()))).collect()
    }

    /// The QuestionnaireResponse.
    #[must_use]
    pub fn response(&self, facts: &ResponseFacts<'_>) -> serde_json::Value {
        response::completed(self.live(), self.context.care_at, facts)
    }

    /// One line for lists: `NEWS2 5. Respirations 21, saturation 94% on air, blood pressure 112/66, …`.
    #[must_use]
    pub fn summary(&self) -> String {
        summary::summary(self.live(), &self.answers)
    }

    fn live(&self) -> &Live<'d> {
        self.worked_out.get_or_init(|| {
            let mut live = Live::work_out(self.definition, &self.answers);
            over_times(&mut live, self.context.recorded_at + Duration::minutes(AHEAD_MINUTES));
            live
        })
    }

    /// Who it is for, and the times.
    fn around(&self) -> Vec<FormProblem> {
        let mut problems = Vec::new();
        if let Some(message) = self.definition.unsuited(&self.context) {
            problems.push(around("hdr.dob", ProblemKind::NotForThisPatient, message));
        }
        let late = (self.context.recorded_at - self.context.care_at).num_minutes();
        let ahead = self.context.care_at - self.context.recorded_at > Duration::minutes(AHEAD_MINUTES);
        if ahead {
            let message = "Care cannot have been given in the future: check the date and time".to_owned();
            problems.push(around("t.occurred", ProblemKind::CareTimeInFuture, message));
        }
        let reason = self.context.late_reason.as_deref().unwrap_or_default();
        if late > LATE_MINUTES && reason.trim().is_empty() {
            let message = format!("Written down {} later: say why", crate::calc::dates::duration(late));
            problems.push(around("t.late", ProblemKind::LateReasonNeeded, message));
        }
        problems
    }

    fn take_what_is_known(&mut self) {
        fn known(items: &[Item], context: &Context, answers: &mut Answers) {
            for item in items {
                match item.known {
                    Some(Known::SaturationScale) => {
                        let scale = Answer::Choice(context.scale.code().to_owned());
                        answers.insert(NodeId(item.link_id.clone()), scale);
                    }
                    None => {}
                }
                known(&item.items, context, answers);
            }
        }
        known(&self.definition.items, &self.context, &mut self.answers);
    }

    fn rows(&self, group: &str) -> Result<usize, AnswerRefused> {
        let first = NodeId(format!("{group}[0]"));
        let spots = spots::expand(self.definition, &self.answers);
        let held = spots.iter().find(|spot| spot.node == first && spot.item.repeats);
        held.map(|_| rows_of(&self.answers, group)).ok_or_else(|| AnswerRefused::NoSuchNode(group.to_owned()))
    }

    fn set_rows(&mut self, group: &str, rows: usize) {
        let count = Answer::Number { digits: rows.to_string(), unit: None };
        self.answers.insert(NodeId(group.to_owned()), count);
        self.worked_out.take();
    }
}

/// What is needed before signing although the form does not always require it.
fn needed(live: &Live<'_>) -> Vec<NodeId> {
    let escalate = !live.unrecordable.is_empty() || live.scores.iter().any(|score| score.advice.escalate);
    let needed = live.spots.iter().filter(|spot| match spot.item.needed_when {
        Some(Need::Escalation) => spot.visible && escalate,
        None => false,
    });
    needed.map(|spot| spot.node.clone()).collect()
}

fn around(name: &str, kind: ProblemKind, message: String) -> FormProblem {
    FormProblem { node: NodeId(name.to_owned()), link_id: name.to_owned(), kind, message }
}

fn is_blank(answer: &Answer) -> bool {
    match answer {
        Answer::Text(text) => text.trim().is_empty(),
        Answer::Number { digits, .. } => digits.trim().is_empty(),
        Answer::Choice(text) | Answer::Date(text) | Answer::DateTime(text) => text.is_empty(),
        Answer::Flag(_) | Answer::Gap { .. } => false,
    }
}

fn initial(items: &[Item], answers: &mut Answers) {
    for item in items {
        if let Some(answer) = &item.initial
            && !item.repeats
        {
            answers.insert(NodeId(item.link_id.clone()), answer.clone());
        }
        if !item.repeats {
            initial(&item.items, answers);
        }
    }
}
