//! Parts that several screens show: who a patient is, how old a copy is, a fact with its source.

use serde::Serialize;
use specta::Type;

/// Who a patient is, worded for the screen by the CUI rules.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IdentityView {
    /// `DAVIES, Margaret (Mrs)`.
    pub name: String,
    /// `Peggy`.
    pub preferred: Option<String>,
    /// `09-Jan-1944`, or `Unknown`.
    pub born: String,
    /// `82y`.
    pub age: Option<String>,
    /// The date of birth is a guess.
    pub born_estimated: bool,
    /// `Female`.
    pub gender: String,
    /// `999 030 8241`, or `Not held`.
    pub nhs: String,
    /// What is known of it.
    pub nhs_state: NumberState,
    /// Hospital or temporary number.
    pub other_number: Option<String>,
    /// An unknown patient under a temporary name.
    pub unknown: bool,
    /// `19-Nov-2026` when the patient has died.
    pub died: Option<String>,
    /// `82y`.
    pub age_at_death: Option<String>,
}

/// What is known of an NHS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum NumberState {
    /// Well formed.
    Held,
    /// The copy has none.
    NotHeld,
    /// The check digit is wrong: shown as it came.
    NotValid,
}

/// One source and how old its copy is.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SourceView {
    /// `epr`.
    pub id: String,
    /// `EPR`.
    pub name: String,
    /// How old.
    pub age: SourceAge,
    /// `02:10` today, otherwise `20-Nov-2026 22:10`.
    pub as_at: Option<String>,
    /// `Historical EPR as at 02:10`, `LIMS not held`.
    pub words: String,
}

/// How old a copy is against its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum SourceAge {
    /// The system is up and answered lately.
    Live,
    /// Within its limit.
    Historical,
    /// In the last quarter of its limit.
    Ageing,
    /// Past its limit: phone instead.
    TooOld,
    /// There is no copy.
    NotHeld,
}

/// One fact that is known, known to be absent, or not known.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FactView {
    /// Which of the three.
    pub state: FactState,
    /// `DNACPR`, `Infection: none`, `Not held. Ask the laboratory.`
    pub words: String,
    /// `19-Nov-2026, Dr Iqbal. Check the signed form`.
    pub detail: Option<String>,
    /// Where from, when it is a copy.
    pub source: Option<SourceView>,
}

/// Held, none and not recorded are different everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum FactState {
    /// There is one.
    Known,
    /// Asked, none.
    None,
    /// The source is held and nobody recorded it.
    NotRecorded,
    /// The source is not held.
    NotHeld,
}

/// The allergy line, one of four.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AllergyView {
    /// Which of the four labels.
    pub state: AllergyState,
    /// `Known allergies`.
    pub label: String,
    /// `penicillin, latex`; empty unless known.
    pub words: String,
    /// Each with its reactions and date.
    pub entries: Vec<AllergyEntryView>,
    /// Where from.
    pub source: Option<SourceView>,
}

/// The four allowed allergy labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum AllergyState {
    /// Known allergies.
    Known,
    /// No known allergies, by explicit code.
    NoneKnown,
    /// Allergies not recorded.
    NotRecorded,
    /// Allergies unavailable.
    Unavailable,
}

/// One allergy.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AllergyEntryView {
    /// `penicillin`.
    pub substance: String,
    /// `anaphylaxis`, or `not known`.
    pub reactions: String,
    /// `12-Mar-2019`, or `Not recorded`.
    pub recorded: String,
}

/// The NEWS2 mark.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NewsView {
    /// The total; none when there is no set or it is incomplete.
    pub total: Option<u8>,
    /// Of the total, or of the least it can be.
    pub band: Option<NewsBand>,
    /// The least it can be when incomplete.
    pub at_least: Option<u8>,
    /// `temperature`.
    pub missing: Vec<String>,
    /// `12:45`.
    pub at: Option<String>,
    /// Against the one before.
    pub trend: Option<Trend>,
    /// The one before.
    pub was: Option<u8>,
    /// From a copy.
    pub historical: bool,
}

/// NEWS2 clinical risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum NewsBand {
    /// 0 to 4.
    Low,
    /// A 3 in one parameter.
    LowMedium,
    /// 5 or 6.
    Medium,
    /// 7 or more.
    High,
}

/// Direction of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// Higher than before.
    Up,
    /// As before.
    Same,
    /// Lower than before.
    Down,
}

/// Where a record stands on its way to its system.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilingView {
    /// Which mark.
    pub state: FilingMark,
    /// `Waiting: EPR down`.
    pub words: String,
}

/// The filing marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum FilingMark {
    /// Not signed.
    Draft,
    /// Its system is down, or nobody has released it.
    Waiting,
    /// Released.
    Ready,
    /// No reply yet.
    Sent,
    /// Read back and equal.
    Accepted,
    /// Set aside with a reason.
    Refused,
    /// Voided before it was sent.
    NotNeeded,
}
