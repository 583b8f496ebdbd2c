//! What a form looks like now: only what is visible, in order, with answers, problems and points.
//! Screen and page match [`Node`] without a wildcard, so that a new kind of node cannot be half drawn.

use crate::{Answer, FormProblem, Gap, NodeId};

/// One thing to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "a form has a few dozen nodes, drawn and dropped")]
pub enum Node {
    /// A heading with things under it; a row, when it repeats.
    Group(GroupNode),
    /// Words to read; no answer.
    Display(DisplayNode),
    /// A number, with a unit or without.
    Number(NumberNode),
    /// Two numbers on one line: `112 / 66 mmHg`.
    Pair(PairNode),
    /// One of a few options.
    Choice(ChoiceNode),
    /// Words to write.
    Text(TextNode),
    /// A day, a time of day, or both.
    When(WhenNode),
    /// Yes or no, nothing chosen at first.
    Flag(FlagNode),
    /// A value the form works out: never typed.
    Calculated(CalculatedNode),
}

/// What every question has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Where its answer goes.
    pub node: NodeId,
    /// Its item.
    pub link_id: String,
    /// What it is called on screen: `Respirations`.
    pub label: String,
    /// A word or two more, under or beside the field; never an example value.
    pub help: Option<String>,
    /// An answer, or a reason why there is none, is needed before signing.
    pub required: bool,
    /// Decided elsewhere and only shown here, as the saturation scale is.
    pub read_only: bool,
    /// What was answered.
    pub answer: Option<Answer>,
    /// What may be said instead of a value: `Not measured`.
    pub gaps: Vec<GapOption>,
    /// Its points, when it is part of a score.
    pub chip: Option<Chip>,
    /// Why the answer cannot stand.
    pub problem: Option<FormProblem>,
    /// Why the answer is unlikely.
    pub warning: Option<FormProblem>,
    /// Required and still without a value.
    pub missing: bool,
}

/// A way of saying that there is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapOption {
    /// Which.
    pub gap: Gap,
    /// In words: `Not measured`.
    pub label: String,
}

/// The points beside a scored question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chip {
    /// Its points.
    Points(u8),
    /// No points can be given yet.
    Unknown,
}

/// A heading, or one row of a repeating group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupNode {
    /// `result`, or `result[0]` for a row.
    pub node: NodeId,
    /// Its item.
    pub link_id: String,
    /// Heading.
    pub label: String,
    /// For a row of a repeating group: where it stands among its rows.
    pub row: Option<Row>,
    /// What is in it.
    pub nodes: Vec<Node>,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// From 0: what `remove_row` takes.
    pub index: usize,
    /// How many rows there are.
    pub of: usize,
}

/// Words to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisplayNode {
    /// Where it stands.
    pub node: NodeId,
    /// Its item.
    pub link_id: String,
    /// The words.
    pub text: String,
}

/// A number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberNode {
    /// The question.
    pub asked: Asked,
    /// The form's unit.
    pub unit: Option<Unit>,
    /// How many decimals may be typed; 0 for a whole number, none for as many as were told.
    pub decimals: Option<u8>,
    /// Lowest that can be entered.
    pub min: Option<String>,
    /// Highest that can be entered.
    pub max: Option<String>,
    /// Below this it is unlikely.
    pub warn_below: Option<String>,
    /// Above this it is unlikely.
    pub warn_above: Option<String>,
}

/// A unit of measurement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// UCUM: `mm[Hg]`.
    pub code: String,
    /// As staff read it: `mmHg`, `per minute`.
    pub shown: String,
}

/// Two numbers on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairNode {
    /// What the pair is called: `Blood pressure`.
    pub label: String,
    /// Systolic.
    pub first: NumberNode,
    /// Diastolic.
    pub second: NumberNode,
}

/// One of a few options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceNode {
    /// The question.
    pub asked: Asked,
    /// What may be chosen, in the form's order. Nothing is chosen at first.
    pub options: Vec<ChoiceOption>,
    /// Something else may be written instead.
    pub open: bool,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceOption {
    /// Its code: what an [`Answer::Choice`] holds.
    pub code: String,
    /// In words.
    pub label: String,
}

/// Words to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextNode {
    /// The question.
    pub asked: Asked,
    /// More than one line.
    pub long: bool,
    /// Most characters it takes.
    pub max_length: usize,
}

/// A moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenNode {
    /// The question.
    pub asked: Asked,
    /// How exact.
    pub grain: Grain,
}

/// How exact a moment is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// `YYYY-MM-DD`, as [`Answer::Date`].
    Day,
    /// `HH:MM`, as [`Answer::Text`].
    Time,
    /// Both with the offset, as [`Answer::DateTime`].
    Moment,
}

/// Yes or no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagNode {
    /// The question.
    pub asked: Asked,
}

/// A value the form works out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalculatedNode {
    /// Where it stands.
    pub node: NodeId,
    /// Its item.
    pub link_id: String,
    /// What it is called.
    pub label: String,
    /// The value in words; none while it is not complete. Never a placeholder and never 0 for want of an answer.
    pub value: Option<String>,
    /// Its unit.
    pub unit: Option<Unit>,
}
