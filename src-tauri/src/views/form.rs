//! A form being filled in: everything the screen draws after each answer.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::patient::BannerView;
use super::shared::NewsBand;

/// The whole form after one answer.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FormView {
    /// The record's id, minted when the form was opened.
    pub draft: String,
    /// `news2`.
    pub form: String,
    /// `Observations (NEWS2)`.
    pub title: String,
    /// `Replaces EPR, down 02:14`.
    pub replaces: String,
    /// Whether that system is down now.
    pub replaces_down: bool,
    /// Why parts of this form await clinical sign-off.
    pub draft_flag: Option<String>,
    /// Attribution to show.
    pub licence: Option<String>,
    /// What it takes the place of, when it amends a signed record, and why.
    pub amends: Option<String>,
    /// Who.
    pub banner: BannerView,
    /// When care was given, and by whom.
    pub care: CareView,
    /// What to draw, in order.
    pub nodes: Vec<NodeView>,
    /// The last sets, newest first.
    pub previous: Vec<PreviousView>,
    /// For forms that score.
    pub score: Option<ScoreView>,
    /// Direction of each sign since the last set.
    pub since: Vec<SinceView>,
    /// `Since 12:45, 1hr 40min`.
    pub since_words: Option<String>,
    /// SpO2 scale in use.
    pub scale: Option<ScaleView>,
    /// Required and unanswered.
    pub missing: Vec<GapView>,
    /// Wrong: must be put right before signing.
    pub problems: Vec<GapView>,
    /// Unusual: look again.
    pub warnings: Vec<GapView>,
    /// Whether Sign is on.
    pub can_sign: bool,
    /// What the sign dialog repeats.
    pub sign: SignView,
    /// `14:33`: when the draft was made safe.
    pub saved: String,
    /// Who has typed so far.
    pub typed_by: String,
    /// The words to read back to a caller, numbers spelled out.
    pub read_back: Option<String>,
}

/// When care was given.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CareView {
    /// Nothing chosen at first.
    pub mode: Option<CareMode>,
    /// `21-Nov-2026`.
    pub date: String,
    /// `14:25`.
    pub time: String,
    /// `8min ago, 24 hour`.
    pub words: String,
    /// Why that time cannot be.
    pub problem: Option<String>,
    /// A reason is required.
    pub late: bool,
    /// The reason.
    pub late_reason: String,
    /// Somebody else gave the care.
    pub care_by: Option<String>,
}

/// Now or earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum CareMode {
    /// Care was given as this is written.
    Now,
    /// Care was given before.
    Earlier,
}

/// One thing to draw.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NodeView {
    /// Engine node id: the key for an answer.
    pub id: String,
    /// linkId.
    pub link_id: String,
    /// `Respirations`.
    pub label: String,
    /// Words below.
    pub help: Option<String>,
    /// Asterisk.
    pub required: bool,
    /// Shown, not asked.
    pub read_only: bool,
    /// How to draw it.
    pub kind: NodeKind,
    /// In place.
    pub problem: Option<String>,
    /// In place.
    pub warning: Option<String>,
    /// Answered by a gap.
    pub gap: Option<GapAnswerView>,
    /// What may be said instead of a value; empty when there has to be one.
    pub gaps: Vec<GapOptionView>,
    /// The score chip.
    pub points: Option<u8>,
    /// Has a score chip at all.
    pub scored: bool,
    /// Of a group or a row.
    pub children: Vec<NodeView>,
}

/// How to draw a node.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum NodeKind {
    /// A heading over its children.
    Group,
    /// Two numbers on one line, `112 / 66 mmHg`: its two children are numbers.
    Pair,
    /// A repeating group: children are its rows.
    #[serde(rename_all = "camelCase")]
    Rows {
        /// Another row may be added.
        can_add: bool,
        /// What a row is called.
        row_word: String,
    },
    /// One row.
    #[serde(rename_all = "camelCase")]
    Row {
        /// This row may go.
        can_remove: bool,
    },
    /// A number in one unit.
    #[serde(rename_all = "camelCase")]
    Number {
        /// The answer so far.
        value: String,
        /// Unit as shown.
        unit: String,
        /// Decimals allowed.
        decimals: u8,
    },
    /// 2 to 7 radios, or more as a list.
    #[serde(rename_all = "camelCase")]
    Choice {
        /// The answer so far.
        value: Option<String>,
        /// The choices.
        options: Vec<OptionView>,
        /// Other words may be typed.
        other: bool,
    },
    /// One line or several.
    #[serde(rename_all = "camelCase")]
    Text {
        /// The answer so far.
        value: String,
        /// Several lines.
        long: bool,
        /// Most characters.
        max: u32,
    },
    /// Yes or no.
    #[serde(rename_all = "camelCase")]
    Flag {
        /// The answer so far.
        value: Option<bool>,
    },
    /// `YYYY-MM-DD`, typed or picked.
    #[serde(rename_all = "camelCase")]
    Date {
        /// The answer so far.
        value: String,
    },
    /// ISO 8601.
    #[serde(rename_all = "camelCase")]
    DateTime {
        /// The answer so far.
        value: String,
    },
    /// `HH:MM`.
    #[serde(rename_all = "camelCase")]
    Time {
        /// The answer so far.
        value: String,
    },
    /// Text to read: the label holds it.
    #[serde(rename_all = "camelCase")]
    Words {
        /// Heavier.
        strong: bool,
    },
    /// A result: never an input.
    #[serde(rename_all = "camelCase")]
    Calculated {
        /// The answer so far.
        value: Option<String>,
        /// What is missing, or what it means.
        words: String,
    },
}

/// One choice.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OptionView {
    /// The answer.
    pub code: String,
    /// The words.
    pub label: String,
}

/// A way of saying that there is no value.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GapOptionView {
    /// True: it was tried and cannot be recorded. False: nobody measured it.
    pub cannot: bool,
    /// `Not measured`, `Not told yet`.
    pub label: String,
}

/// Why there is no value.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GapAnswerView {
    /// True: cannot be recorded. False: not measured.
    pub cannot: bool,
    /// Why.
    pub reason: String,
}

/// Something to fix, linked to its field.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GapView {
    /// The field.
    pub node: Option<String>,
    /// `Temperature`.
    pub label: String,
    /// What is wrong and what to do.
    pub words: String,
}

/// A set before this one.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviousView {
    /// `12:45`.
    pub time: String,
    /// `21-Nov-2026`.
    pub date: String,
    /// From a copy.
    pub historical: bool,
    /// By linkId.
    pub values: Vec<PreviousValueView>,
    /// NEWS2.
    pub total: Option<u8>,
    /// Its band.
    pub band: Option<NewsBand>,
}

/// One value before.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviousValueView {
    /// `rr`.
    pub link_id: String,
    /// `21`.
    pub words: String,
}

/// The score panel.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScoreView {
    /// `NEWS2`.
    pub title: String,
    /// Only when every input is there.
    pub total: Option<u8>,
    /// Of the total.
    pub band: Option<NewsBand>,
    /// Least it can be.
    pub at_least: Option<u8>,
    /// Its band.
    pub at_least_band: Option<NewsBand>,
    /// What is missing, linked.
    pub missing: Vec<GapView>,
    /// `All 7 inputs entered`, `3 of 7 entered`.
    pub entered: String,
    /// `Up from 5 at 12:45`.
    pub trend: Option<String>,
    /// `Already at least 6: urgent response`.
    pub advice_title: Option<String>,
    /// Whether it needs somebody now.
    pub advice_urgent: bool,
    /// The response, line by line.
    pub advice: Vec<String>,
    /// `RCP NEWS2 2017, adult`.
    pub rule: String,
}

/// One sign's direction.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SinceView {
    /// `Respirations`.
    pub name: String,
    /// `21`.
    pub was: String,
    /// `22`.
    pub now: String,
    /// Which way.
    pub direction: super::shared::Trend,
}

/// SpO2 scale in use.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScaleView {
    /// 1 or 2.
    pub scale: u8,
    /// `Saturation scale 1: no signed scale 2 decision is held for this patient.`
    pub words: String,
    /// Whether the person signed in may record the decision.
    pub may_decide: bool,
}

/// What the sign dialog repeats.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignView {
    /// `Sign these observations`.
    pub title: String,
    /// NEWS2, values, care given, recorded, told.
    pub rows: Vec<SignRowView>,
    /// What signing does.
    pub promise: String,
    /// The extra press: `This is bed B1, born 09-Jan-1944. Not DAVIES, Margaret in bed B3, born 21-Aug-1946.`
    pub same_name: Option<String>,
    /// `Ama Boateng`.
    pub signer: String,
    /// Whose identity is not verified cannot sign: a colleague does.
    pub colleague_signs: bool,
    /// A second person signs as well.
    pub second: bool,
}

/// One row of the sign dialog.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignRowView {
    /// `Values`.
    pub label: String,
    /// The values.
    pub words: String,
}
