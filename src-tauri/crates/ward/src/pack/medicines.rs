//! Medicines from the copy: what is active, what was given last, when the next is due. The screen shows the same rows.

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use forms::calc::dates;
use print::pack::{MedicineRow, MedicinesSheet};
use record::picture::{Fact, Picture};
use record::snapshot::{HeldDose, HeldMedicine};

use super::medicine_line::MedicineLine;
use super::next_due::{Newest, next_due};
use crate::Ward;

/// What the copy knows of a patient's medicines.
#[derive(Clone, PartialEq, Eq)]
pub struct Medicines {
    /// The active prescriptions, in the copy's order.
    pub rows: Vec<ActiveMedicine>,
    /// In place of rows when there are none.
    pub words: Option<String>,
    /// Prescriptions of the copy that are not active: `2 not active are left out: furosemide (on hold), …`.
    pub left_out: Option<String>,
}

/// One active prescription.
#[derive(Clone, PartialEq, Eq)]
pub struct ActiveMedicine {
    /// The source's id of it.
    pub source_id: String,
    /// Its line, part by part.
    pub line: MedicineLine,
    /// When it was given last, as the copy has it.
    pub last_given: Option<DateTime<FixedOffset>>,
    /// The same in words: a date and time, `None in the copy`, `Not held`; and a newer dose that was not given.
    pub last_given_words: String,
    /// When the next dose is due, if it could be worked out.
    pub next_due: Option<DateTime<FixedOffset>>,
    /// The same in words.
    pub next_due_words: String,
    /// It was worked out here, not prescribed.
    pub worked_out: bool,
    /// Marked time-critical in the source.
    pub time_critical: bool,
}

/// The active medicines of a patient at a moment, in the ward's own time.
#[must_use]
pub fn medicine_rows(picture: &Picture, now: DateTime<FixedOffset>, zone: Tz) -> Medicines {
    let (all, words) = match &picture.medicines {
        Fact::Known(all, _) => (all.as_slice(), "No active prescriptions in the copy"),
        Fact::None(_) | Fact::NotRecorded(_) => (&[][..], "No prescriptions recorded in the copy"),
        Fact::NotHeld => (&[][..], "Prescriptions not held"),
    };
    let active = all.iter().filter(|medicine| medicine.active);
    let rows: Vec<ActiveMedicine> = active.map(|medicine| row(medicine, &picture.doses, now, zone)).collect();
    Medicines { words: rows.is_empty().then(|| words.to_owned()), left_out: left_out(all), rows }
}

/// What stands in the copy and is not active, by name: a medicine on hold is not one that was never there.
fn left_out(all: &[HeldMedicine]) -> Option<String> {
    let held: Vec<String> = all
        .iter()
        .filter(|medicine| !medicine.active)
        .map(|medicine| {
            let status = medicine.status.as_deref().unwrap_or("not active").replace('-', " ");
            format!("{} ({status})", MedicineLine::of(medicine).name)
        })
        .collect();
    let count = held.len();
    (count > 0).then(|| format!("{count} in the copy not active, left out here: {}", held.join(", ")))
}

fn row(medicine: &HeldMedicine, doses: &Fact<Vec<HeldDose>>, now: DateTime<FixedOffset>, zone: Tz) -> ActiveMedicine {
    let known = doses.known().map(Vec::as_slice).unwrap_or_default();
    let of_this: Vec<&HeldDose> = known.iter().filter(|dose| belongs(dose, medicine)).collect();
    let newest = of_this.iter().copied().max_by_key(|dose| (dose.at, dose.given));
    let last = of_this.iter().copied().filter(|dose| dose.given).max_by_key(|dose| dose.at);
    let shown = |at: DateTime<FixedOffset>| dates::date_time(&crate::local(zone, at));
    let mut words = match (last, doses) {
        (Some(last), _) => shown(last.at),
        (None, Fact::NotHeld) => "Not held".to_owned(),
        (None, Fact::Known(..) | Fact::None(_) | Fact::NotRecorded(_)) => "None in the copy".to_owned(),
    };
    if let Some(missed) = newest.filter(|dose| !dose.given) {
        words = format!("{words}. {} {}", shown(missed.at), not_given(&missed.status));
    }
    let due = next_due(medicine, newest.map(|dose| Newest { at: dose.at, given: dose.given }), now, zone);
    ActiveMedicine {
        source_id: medicine.source_id.clone(),
        line: MedicineLine::of(medicine),
        last_given: last.map(|dose| dose.at),
        last_given_words: words,
        worked_out: due.at.is_some(),
        next_due: due.at,
        next_due_words: due.words,
        time_critical: medicine.time_critical,
    }
}

/// `not-done: Refused` is said `not given: Refused`; what the source does not know is not said to be known.
fn not_given(status: &str) -> String {
    let (kind, why) = status.split_once(": ").map_or((status, None), |(kind, why)| (kind, Some(why)));
    let kind = match kind {
        "not-done" => "not given",
        "unknown" => "not known whether given",
        other => other,
    };
    why.map_or_else(|| kind.to_owned(), |why| format!("{kind}: {why}"))
}

/// By the prescription's id; a dose without one belongs to every prescription of its name.
fn belongs(dose: &HeldDose, medicine: &HeldMedicine) -> bool {
    match &dose.medicine {
        Some(id) => *id == medicine.source_id,
        None => dose.name.trim().to_lowercase() == medicine.name.trim().to_lowercase(),
    }
}

impl Ward {
    /// The active medicines of a patient, for the screen and for paper.
    #[must_use]
    pub fn medicine_rows(&self, picture: &Picture, now: DateTime<FixedOffset>) -> Medicines {
        medicine_rows(picture, now, self.zone)
    }

    /// The medicines sheet of a patient.
    pub(super) fn medicines_sheet(&self, picture: &Picture, now: DateTime<FixedOffset>) -> MedicinesSheet {
        let medicines = self.medicine_rows(picture, now);
        let mut from = self.source_and_time(picture.medicines.from());
        if let Some(left_out) = &medicines.left_out {
            from = format!("{from}. {left_out}");
        }
        let doses = picture.doses.from().filter(|doses| Some(*doses) != picture.medicines.from());
        if let Some(doses) = doses {
            from = format!("{from}. Doses: {}", self.source_and_time(Some(doses)));
        }
        MedicinesSheet {
            from,
            rows: medicines
                .rows
                .iter()
                .map(|row| MedicineRow {
                    line: row.line.words(),
                    last_given: row.last_given_words.clone(),
                    next_due: row.next_due_words.clone(),
                    worked_out: row.worked_out,
                    mark: row.time_critical.then(|| "TIME-CRITICAL".to_owned()),
                })
                .collect(),
            words: medicines.words,
        }
    }
}

record::private_debug!(Medicines, ActiveMedicine);
