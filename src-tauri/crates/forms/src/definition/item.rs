//! One item of a form: what it asks, when it is shown, and what may be answered.

use crate::view::{GapOption, Unit};

/// One item, with those under it.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// Its linkId, unique in the form.
    pub link_id: String,
    /// What it asks, as on screen and paper.
    pub label: String,
    /// What it is called within a sentence, when the label will not do.
    pub short: Option<String>,
    /// A word or two more.
    pub help: Option<String>,
    /// What kind of answer.
    pub kind: Kind,
    /// A value is needed before the form is complete.
    pub required: bool,
    /// A group of which there may be several rows.
    pub repeats: bool,
    /// Decided elsewhere.
    pub read_only: bool,
    /// Never drawn, but part of the form.
    pub hidden: bool,
    /// When it is shown; always, when empty.
    pub conditions: Vec<Condition>,
    /// One condition is enough.
    pub any: bool,
    /// What may be chosen.
    pub options: Vec<OptionItem>,
    /// What it means: LOINC, SNOMED CT.
    pub codes: Vec<Code>,
    /// The form's unit.
    pub unit: Option<Unit>,
    /// Other units that may be given.
    pub other_units: Vec<Unit>,
    /// What is refused and what is doubted.
    pub limits: Limits,
    /// What may be said instead of a value.
    pub gaps: Vec<GapOption>,
    /// "Cannot be recorded" is an emergency here.
    pub emergency: bool,
    /// The linkId this one is drawn beside and has to stay below, and what the two are called.
    pub below: Option<Beside>,
    /// The linkId whose answer this one may not repeat.
    pub differs_from: Option<String>,
    /// The only answer with which the form can be signed, and what to say otherwise.
    pub must_be: Option<MustBe>,
    /// A moment that has to have been: it cannot be in the future.
    pub past: bool,
    /// A value, or a reason, is needed before signing when this holds.
    pub needed_when: Option<Need>,
    /// Answered from what is known of the patient.
    pub known: Option<Known>,
    /// The native calculation.
    pub calc: Option<Calc>,
    /// What its total means, lowest first.
    pub bands: Vec<BandStep>,
    /// The same, or another, as FHIRPath.
    pub expression: Option<String>,
    /// Rules over several answers.
    pub constraints: Vec<Constraint>,
    /// What is answered at first.
    pub initial: Option<crate::Answer>,
    /// Under it.
    pub items: Vec<Item>,
}

/// What kind of answer an item takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// None: a heading.
    #[default]
    Group,
    /// None: words to read.
    Display,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// A number with its unit.
    Quantity,
    /// A day.
    Date,
    /// A day and time with its offset.
    DateTime,
    /// A time of day.
    Time,
    /// One line of words.
    String,
    /// Several lines of words.
    Text,
    /// One of the options.
    Choice,
    /// One of the options, or other words.
    OpenChoice,
}

impl Kind {
    /// Whether it takes an answer at all.
    #[must_use]
    pub fn asks(self) -> bool {
        !matches!(self, Kind::Group | Kind::Display)
    }

    /// Whether it takes a number.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Kind::Integer | Kind::Decimal | Kind::Quantity)
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionItem {
    /// The code answers hold.
    pub code: String,
    /// In words.
    pub label: String,
    /// The code's system.
    pub system: Option<String>,
    /// The same in another system: SNOMED CT.
    pub also: Option<Code>,
    /// How it is said within a line, when the label alone would mislead: `responds to pain`.
    pub said: Option<String>,
    /// Points of a simple score.
    pub ordinal: Option<String>,
    /// How a QuestionnaireResponse holds it.
    pub holds: OptionKind,
}

/// Which `value[x]` an option is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// A coding.
    Coding,
    /// Words.
    Words,
    /// A whole number.
    Whole,
}

/// A code in a code system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Which system.
    pub system: String,
    /// The code.
    pub code: String,
    /// In words.
    pub display: Option<String>,
}

/// When an item is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The linkId it looks at.
    pub question: String,
    /// How.
    pub operator: Operator,
    /// With what: a code, digits, a date, `true`.
    pub answer: String,
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// Answered, or not.
    Exists,
    /// The same.
    Equal,
    /// Answered, and not the same.
    NotEqual,
    /// More, or later.
    Above,
    /// Less, or earlier.
    Below,
    /// No less.
    AtLeast,
    /// No more.
    AtMost,
}

/// What is refused and what is doubted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    /// Lowest that can be entered.
    pub min: Option<String>,
    /// Highest that can be entered.
    pub max: Option<String>,
    /// Doubted below this.
    pub warn_below: Option<String>,
    /// Doubted above this.
    pub warn_above: Option<String>,
    /// Decimals.
    pub decimals: Option<u8>,
    /// Fewest characters.
    pub min_length: Option<usize>,
    /// Most characters.
    pub max_length: Option<usize>,
    /// A pattern the whole answer has to match.
    pub regex: Option<String>,
}

/// Two numbers drawn as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The first, which is the larger.
    pub first: String,
    /// What the two are called.
    pub label: String,
}

/// The only answer with which the form can be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MustBe {
    /// Its code.
    pub code: String,
    /// What to say of any other.
    pub message: String,
}

/// When an item is needed although it is not always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The score asks for a response, or something cannot be recorded that is an emergency.
    Escalation,
}

/// What is known of the patient and not asked here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// The saturation scale.
    SaturationScale,
}

/// A native calculation, and which item is which of its inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calc {
    /// Which.
    pub function: CalcFunction,
    /// Input → linkId.
    pub inputs: Vec<(String, String)>,
}

/// The native calculations a form may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalcFunction {
    /// [`crate::calc::news2`].
    News2,
    /// The points of each input added up: no total while one is missing or could not be tested.
    Sum,
}

/// What a total means from here on, up to the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandStep {
    /// The lowest total of it.
    pub from: u8,
    /// In words: `Moderate pain`.
    pub label: String,
    /// How loud.
    pub urgency: crate::calc::news2::Band,
    /// What to do, one thing a line.
    pub actions: Vec<String>,
}

/// A rule over several answers, as FHIRPath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// True when it holds.
    pub expression: String,
    /// What to say when it does not.
    pub human: String,
    /// It only warns.
    pub warning: bool,
}
