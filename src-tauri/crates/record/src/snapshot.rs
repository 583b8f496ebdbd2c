//! What one source system knew about the ward at one time: the shape that every reader of hospital data fills.
//! Nothing here says what is shown; joining several sources is `picture`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{PatientId, SystemId};

/// A dated copy of what one source system knew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Which system this came from.
    pub source: SystemId,
    /// When it was true there.
    pub as_at: DateTime<FixedOffset>,
    /// The beds the source names, occupied or not, in its order.
    pub beds: Vec<Bed>,
    /// Everyone it names, in its order.
    pub patients: Vec<HeldPatient>,
    /// What the source holds at all: a fact of a kind outside this set is *not held*, never *none*.
    pub holds: BTreeSet<Facet>,
    /// What was read, kept unread and set aside.
    pub counts: Counts,
}

/// A kind of fact a source can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// Ward and bed (Encounter, Location).
    Place,
    /// AllergyIntolerance.
    Allergies,
    /// Condition.
    Conditions,
    /// Flag and Consent: resuscitation, infection, diet, other alerts.
    Alerts,
    /// Observation of vital signs.
    VitalSigns,
    /// Observation of the laboratory, and DiagnosticReport.
    Results,
    /// MedicationRequest and MedicationStatement.
    Medicines,
    /// MedicationAdministration.
    Doses,
    /// ServiceRequest.
    Requests,
    /// Procedure.
    Procedures,
    /// Appointment.
    Appointments,
}

/// How many resources of each type.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Understood and used, by type.
    pub read: BTreeMap<String, u32>,
    /// Of a type Holdfast has no use for: kept as they came, by type.
    pub kept: BTreeMap<String, u32>,
    /// Could not be read: kept as they came, with the reason.
    pub set_aside: Vec<SetAside>,
    /// What is odd about the input as a whole, in words, without a patient's data.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// One resource that could not be used, and why. The resource itself is kept beside the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Its place in the input: `ward.json entry 14`, `Patient.ndjson line 3`.
    pub place: String,
    /// Resource type if it could be seen.
    pub kind: Option<String>,
    /// What is wrong and where, in words, without a patient's data.
    pub reason: String,
    /// Whom it was about, when that could be seen: their fact is then *unavailable*, not *none*.
    pub patient: Option<PatientId>,
}

/// One resource exactly as it came, kept beside what was understood of it.
#[derive(Clone, PartialEq, Eq)]
pub struct RawResource {
    /// Its type, or `?` when that cannot be seen.
    pub kind: String,
    /// Its id at the source; empty when it has none.
    pub id: String,
    /// Whom it is about, when that is known.
    pub patient: Option<PatientId>,
    /// The JSON as it came.
    pub body: String,
}

impl std::fmt::Debug for RawResource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RawResource {{ kind: {}, {} bytes }}", self.kind, self.body.len())
    }
}

/// One bed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bed {
    /// Ward as the source names it.
    pub ward: String,
    /// Bed as the ward names it: `A1`.
    pub bed: String,
    /// The source's words about an empty bed, if any: `Clean and ready`.
    pub note: Option<String>,
}

/// Everything one source knew about one patient.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldPatient {
    /// The same through every snapshot and source that knows the same hospital number.
    pub id: PatientId,
    /// Who they are.
    pub identity: Identity,
    /// Where they are, when the source holds an open stay.
    pub place: Option<Place>,
    /// Current allergies and the explicit *no known allergies*.
    pub allergies: Vec<Allergy>,
    /// Resuscitation, infection, diet and other alerts that are active.
    pub alerts: Vec<Alert>,
    /// Active problems.
    pub conditions: Vec<Dated>,
    /// Vital signs and results, newest first.
    pub observations: Vec<HeldObservation>,
    /// Prescriptions, active or not, as the source has them.
    pub medicines: Vec<HeldMedicine>,
    /// Doses given or not given, newest first.
    pub doses: Vec<HeldDose>,
    /// Requests that are open.
    pub requests: Vec<Dated>,
    /// Reports, newest first.
    pub reports: Vec<Dated>,
    /// Procedures, newest first.
    pub procedures: Vec<Dated>,
    /// Appointments to come.
    pub appointments: Vec<Dated>,
    /// What is odd about this patient's own data, in words: a number that another patient has too.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Somebody else has the same id at the source. What it holds under that id could be about either, so it is shown
    /// for neither: it is *not held*, and where they are is not known.
    #[serde(default)]
    pub doubted: bool,
}

/// Who a patient is, as a source or an act has it.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Identity {
    /// Family name as written there; `None` when the source has none.
    pub family: Option<String>,
    /// Given names.
    pub given: Option<String>,
    /// Title without a full stop: `Mrs`.
    pub title: Option<String>,
    /// What they like to be called.
    pub preferred: Option<String>,
    /// Date of birth; may be a year only or a guess.
    pub born: Option<Born>,
    /// For identification, not for clinical judgement.
    pub gender: Gender,
    /// NHS, CHI or H&C number as the source has it, whether or not it is right.
    pub nhs_number: Option<PatientNumber>,
    /// The hospital's own number.
    pub hospital_number: Option<String>,
    /// An unknown patient under a temporary name and number.
    pub temporary: bool,
    /// Date and time of death if the source says so.
    pub died: Option<String>,
    /// One line.
    pub address: Option<String>,
    /// First phone number.
    pub phone: Option<String>,
}

/// Date of birth as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Born {
    /// The date; 1 January where only the year is known.
    pub date: NaiveDate,
    /// Guessed, or not known to the day.
    pub estimated: bool,
}

/// Administrative gender in the words of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Other Specific.
    OtherSpecific,
    /// Asked, not known.
    #[default]
    NotKnown,
    /// Not Specified.
    NotSpecified,
}

/// A patient number as it came, with what the check digit says of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientNumber {
    /// Ten digits when it is well formed, otherwise exactly what the source had.
    pub value: String,
    /// What the rules of clinical-content §3.3 say.
    pub validity: NumberValidity,
}

/// What is known of a patient number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumberValidity {
    /// Right check digit, in a range that is issued.
    Valid,
    /// Right check digit, in the range kept for tests (999…).
    Test,
    /// Not a number that could have been issued.
    Wrong,
}

/// Where a patient is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Ward as the source names it.
    pub ward: String,
    /// Bed, when the source names one.
    pub bed: Option<String>,
    /// Since when.
    pub since: Option<DateTime<FixedOffset>>,
    /// Responsible consultant.
    pub consultant: Option<String>,
    /// The open Encounter's id at the source.
    pub encounter: Option<String>,
}

/// One allergy entry. Inactive, refuted and entered-in-error ones are not here.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allergy {
    /// Substance in the source's words; for the explicit code of no known allergies see `none_known`.
    pub substance: String,
    /// This is the explicit code that says there are no known allergies.
    pub none_known: bool,
    /// Reactions: `anaphylaxis`, `rash`.
    pub reactions: Vec<String>,
    /// When it was recorded there.
    pub recorded: Option<DateTime<FixedOffset>>,
}

/// One alert.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// What it is about.
    pub kind: AlertKind,
    /// The source's words: `DNACPR`, `MRSA, contact precautions`.
    pub text: String,
    /// Since when.
    pub since: Option<DateTime<FixedOffset>>,
    /// Who decided or recorded it.
    pub by: Option<String>,
}

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertKind {
    /// For or not for resuscitation.
    Resuscitation,
    /// Infection and precautions.
    Infection,
    /// Diet, fluids, nil by mouth.
    Diet,
    /// Pregnant or post-partum.
    Pregnancy,
    /// Anything else.
    Other,
}

/// Something with a date and words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The source's words.
    pub text: String,
    /// Its status there, if any.
    pub status: Option<String>,
    /// When.
    pub at: Option<DateTime<FixedOffset>>,
}

/// One measured or reported value.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldObservation {
    /// What it is, when it is a vital sign that Holdfast knows.
    pub sign: Option<Sign>,
    /// The source's words for it: `Potassium`.
    pub name: String,
    /// LOINC code if there is one.
    pub loinc: Option<String>,
    /// The value with its digits, or its words.
    pub value: String,
    /// Unit as the source shows it.
    pub unit: Option<String>,
    /// When it was true of the patient.
    pub at: DateTime<FixedOffset>,
    /// Which kind the source calls it: `vital-signs`, `laboratory`, `social-history`.
    #[serde(default)]
    pub category: Option<String>,
    /// Its status there when it is not final: `preliminary`, `corrected`.
    #[serde(default)]
    pub status: Option<String>,
}

/// The vital signs that Holdfast charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Breaths a minute.
    Respirations,
    /// Oxygen saturation, per cent.
    Saturation,
    /// `air` or `oxygen`.
    AirOrOxygen,
    /// mmHg.
    Systolic,
    /// mmHg.
    Diastolic,
    /// Beats a minute.
    Pulse,
    /// `A`, `C`, `V`, `P` or `U`.
    Consciousness,
    /// Degrees Celsius.
    Temperature,
    /// The NEWS2 total as the source scored it.
    News2,
    /// Kilograms.
    Weight,
}

/// One prescription.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldMedicine {
    /// The source's id of it, so that doses can be told to belong to it.
    pub source_id: String,
    /// Generic name.
    pub name: String,
    /// Brand, if the source gives one.
    pub brand: Option<String>,
    /// `modified-release tablet`.
    pub form: Option<String>,
    /// Dose as written, `125 mg`.
    pub dose: Option<String>,
    /// `oral`.
    pub route: Option<String>,
    /// `four times a day`.
    pub frequency: Option<String>,
    /// Hours between doses when the source's timing says so; none for as-required or once-only.
    pub every_hours: Option<u32>,
    /// Times of day the source names, `HH:MM`.
    pub times: Vec<String>,
    /// As required.
    pub as_required: bool,
    /// Active in the copy. What a patient is only *reported* to take is not a prescription and never active.
    pub active: bool,
    /// The source's status when it is not active: `on-hold`, `stopped`, `reported: active`.
    #[serde(default)]
    pub status: Option<String>,
    /// Marked time-critical in the source.
    pub time_critical: bool,
    /// Written when.
    pub since: Option<DateTime<FixedOffset>>,
}

/// One dose, given or not.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldDose {
    /// The prescription it belongs to, if the source says.
    pub medicine: Option<String>,
    /// Drug name.
    pub name: String,
    /// Dose as written.
    pub dose: Option<String>,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Given, or why not.
    pub given: bool,
    /// The source's status words if it was not given.
    pub status: String,
}

crate::private_debug!(HeldPatient: id, Identity, Born, PatientNumber, Place, Allergy, Alert, Dated, HeldObservation, HeldMedicine, HeldDose);
