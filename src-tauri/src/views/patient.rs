//! One patient: banner, latest values, timeline, the forms that can be started.

use serde::Serialize;
use specta::Type;

use super::board::{DueView, SameNameView};
use super::shared::{AllergyView, FactView, FilingView, IdentityView, NewsView, SourceView};

/// The banner of every one-patient screen.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BannerView {
    /// Patient id.
    pub id: String,
    /// Name, born, gender, NHS number.
    pub identity: IdentityView,
    /// `Ash Ward (Ward 7), bed B1`.
    pub place: String,
    /// One line.
    pub address: Option<String>,
    /// First number.
    pub phone: Option<String>,
    /// Responsible.
    pub consultant: Option<String>,
    /// The hospital's own.
    pub hospital_number: Option<String>,
    /// Always last.
    pub allergies: AllergyView,
    /// Warning.
    pub same_name: Option<SameNameView>,
    /// `SpO2 scale 2: Dr Lund, 20-Nov-2026 09:10`.
    pub scale2: Option<String>,
    /// False where NEWS2 is not for this patient.
    pub news_for: bool,
    /// `Under 16`.
    pub news_not_for_why: Option<String>,
}

/// The summary page.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PatientView {
    /// Who.
    pub banner: BannerView,
    /// Latest.
    pub news: NewsView,
    /// Observations.
    pub due: DueView,
    /// Latest values.
    pub latest: Vec<LatestView>,
    /// Know before you act.
    pub resuscitation: FactView,
    /// Know before you act.
    pub infection: FactView,
    /// Know before you act.
    pub diet: FactView,
    /// Know before you act.
    pub other_alerts: Vec<FactView>,
    /// Active problems with dates.
    pub conditions: Vec<String>,
    /// Where from; none when not held.
    pub conditions_source: Option<SourceView>,
    /// Historical, active only.
    pub medicines: MedicinesView,
    /// Newest first.
    pub timeline: Vec<TimelineView>,
    /// What can be started.
    pub forms: Vec<FormGroupView>,
}

/// One latest value.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LatestView {
    /// `Respirations`.
    pub name: String,
    /// `21`; none when not held.
    pub value: Option<String>,
    /// `per min`.
    pub unit: String,
    /// `12:45`, or with its date.
    pub at: Option<String>,
    /// From a copy.
    pub historical: bool,
    /// `Not held. Ask the laboratory.`
    pub words: Option<String>,
    /// The last day.
    pub spark: Vec<SparkView>,
}

/// One point of a small line.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SparkView {
    /// 0 to 1 across the last 24 hours.
    pub x: f64,
    /// 0 to 1 of the fixed range, upward.
    pub y: f64,
    /// From a copy: not joined to what was recorded here.
    pub historical: bool,
}

/// Historical medicines.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MedicinesView {
    /// Whether any source holds prescriptions.
    pub held: bool,
    /// Which, and how old.
    pub source: Option<SourceView>,
    /// `7 active. Prescriptions may have changed since.`
    pub note: String,
    /// Active ones.
    pub rows: Vec<MedicineView>,
}

/// One medicine line by CUI 4.1.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MedicineView {
    /// Generic, lower case.
    pub name: String,
    /// Capitals.
    pub brand: Option<String>,
    /// `tablet`.
    pub form: Option<String>,
    /// `125 mg`.
    pub dose: Option<String>,
    /// `oral`.
    pub route: Option<String>,
    /// `four times a day`.
    pub frequency: Option<String>,
    /// Marked so at the source.
    pub time_critical: bool,
    /// `21-Nov-2026 09:58`, or what the copy says.
    pub last_given: Option<String>,
    /// Worked out from the copy.
    pub next_due: Option<String>,
}

/// One line of the timeline.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelineView {
    /// Stable.
    pub key: String,
    /// `Sat 21-Nov-2026`.
    pub day: String,
    /// `12:45`.
    pub time: String,
    /// What it is.
    pub kind: TimelineKind,
    /// `Observations`.
    pub title: String,
    /// One or two lines.
    pub words: String,
    /// `Ama Boateng, recorded 12:47`.
    pub by: String,
    /// The score mark, for observations.
    pub news: Option<NewsView>,
    /// Where it stands.
    pub filing: Option<FilingView>,
    /// The draft's id, to finish it.
    pub draft: Option<String>,
    /// Where a copy came from.
    pub source: Option<SourceView>,
    /// The record's id, to read all of it.
    pub record: Option<String>,
    /// That it was amended or voided.
    pub changed: Option<ChangedView>,
}

/// That a record is not as it was signed at first.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangedView {
    /// `Amended 09:05`, `Voided 11:31`.
    pub mark: String,
    /// It counts for nothing.
    pub voided: bool,
    /// What the version before said; none when it was voided.
    pub was: Option<String>,
    /// `Version 2. Reason: typing slip.`
    pub why: String,
}

/// What a line of the timeline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum TimelineKind {
    /// Not signed.
    Draft,
    /// Signed here.
    Record,
    /// A scale 2 decision.
    Decision,
    /// The black line where systems were lost.
    Lost,
    /// From a copy.
    Historical,
}

/// Forms of one system.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FormGroupView {
    /// `epr`.
    pub system: String,
    /// `Replaces EPR, down 02:14`, or `EPR is up: use it`.
    pub words: String,
    /// Whether these forms are in use now.
    pub on: bool,
    /// Which.
    pub forms: Vec<FormChoiceView>,
}

/// One form to start.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FormChoiceView {
    /// `news2`.
    pub id: String,
    /// `Observations (NEWS2)`.
    pub title: String,
    /// For the search.
    pub synonyms: Vec<String>,
    /// Due or overdue for this patient.
    pub overdue: bool,
    /// Why it is not for this patient.
    pub not_for: Option<String>,
}
