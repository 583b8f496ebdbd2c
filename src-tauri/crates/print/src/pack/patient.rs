//! One patient's pages: who they are, what must be known at the bedside, and which sheets to print.

use chrono::{DateTime, FixedOffset};
use record::PatientId;

use super::{BlankForm, MedicinesSheet, ObservationRecord, Words};

/// All pages of one patient. A sheet that is `None` is not printed; one that holds nothing says so in words.
#[derive(Clone, PartialEq)]
pub struct PatientPages {
    /// Whose.
    pub patient: PatientId,
    /// Top and foot of each page.
    pub banner: Banner,
    /// The allergy box of each page.
    pub allergies: AllergyBox,
    /// Resuscitation, infection and diet, in that order; more are allowed.
    pub care: Vec<Fact>,
    /// The patient summary.
    pub summary: Option<Summary>,
    /// The medicines sheet.
    pub medicines: Option<MedicinesSheet>,
    /// The observation record.
    pub observations: Option<ObservationRecord>,
    /// Blank forms with the identity filled in.
    pub blanks: Vec<BlankForm>,
}

/// Who a patient is, in the words of the banner. Labels are put before them here.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Banner {
    /// `DAVIES, Margaret (Mrs)`.
    pub name: String,
    /// What they like to be called, if held.
    pub preferred: Option<String>,
    /// `09-Jan-1944`, `Approx 1944`, or `Not Known`.
    pub born: String,
    /// `82y`; none when the date is not known.
    pub age: Option<String>,
    /// `Female`.
    pub gender: String,
    /// `999 030 8241`, `Not Known`, or the number with `not valid` behind it.
    pub nhs_number: String,
    /// The hospital's number, if held.
    pub hospital_number: Option<String>,
    /// `Ash Ward`.
    pub ward: String,
    /// `B1`.
    pub bed: Option<String>,
    /// Date of death in words.
    pub died: Option<String>,
    /// `Another DAVIES, Margaret (Mrs) is in bed B3, born 21-Aug-1946. Check date of birth and NHS No.` One a warning.
    pub warnings: Vec<String>,
}

/// The allergy box.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct AllergyBox {
    /// `Known allergies: penicillin (anaphylaxis)`, or one of the three other lines.
    pub line: Words,
    /// Where it comes from and how old: `Historical, EPR as at 21-Nov-2026 02:10.`
    pub from: String,
    /// There are known allergies: the box is drawn at its strongest.
    pub known: bool,
}

/// One fact in a box: `Resuscitation`, `DNACPR, 19-Nov-2026. Check form.`
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Fact {
    /// Label.
    pub label: String,
    /// The words, `Not recorded` among them.
    pub words: Words,
    /// Source and as-at time: `EPR as at 21-Nov-2026 02:10`; none for our own.
    pub historical: Option<String>,
}

/// The summary sheet. Its age table is the pack's; its observations and medicines are short forms of those sheets.
#[derive(Clone, PartialEq)]
pub struct Summary {
    /// Consultant, problems, weight and the like, a labelled line each.
    pub facts: Vec<Fact>,
    /// The newest observations.
    pub observations: ObservationRecord,
    /// The active medicines.
    pub medicines: MedicinesSheet,
    /// Open requests, and what results came in, newest first.
    pub requests: Vec<RequestRow>,
    /// In place of requests when there are none: `None held`, `Not held`.
    pub requests_words: Option<String>,
    /// Notes and records of this outage in full, oldest first.
    pub notes: Vec<Note>,
    /// Numbers of older sheets this one replaces, as shown: `0003997`.
    pub replaces: Vec<String>,
}

/// A dated paragraph.
#[derive(Clone, PartialEq, Eq)]
pub struct Note {
    /// When care was given.
    pub at: Option<DateTime<FixedOffset>>,
    /// What it is and by whom: `Vital signs, no score. Ama Boateng, staff nurse`.
    pub heading: String,
    /// The text, as long as it is.
    pub text: String,
}

/// One request or result.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct RequestRow {
    /// `Full blood count`.
    pub what: String,
    /// `21-Nov-2026 11:20`, or the words when it is not known.
    pub asked: String,
    /// The result so far; empty leaves room to write.
    pub result: Words,
    /// From a copy, not our own: hatched and said so.
    pub historical: bool,
}
