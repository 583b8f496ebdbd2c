//! The patient summary: labelled facts, the newest observations, medicines in short, requests, notes of this outage.

use chrono::{DateTime, Duration, FixedOffset};
use forms::calc::dates;
use forms::{Answer, NodeId};
use print::pack::{Fact as Shown, Note, RequestRow, Summary, Words};
use record::picture::{Fact, Picture};
use record::snapshot::Sign;
use record::{PatientId, SignedRecord};

use super::observations::SUMMARY_SETS;
use crate::{Ward, WardError};

/// Results on the summary.
const RESULTS: usize = 12;
const PHONED: &str = "telephoned-result";
/// As `print` calls the sheet.
const SHEET: &str = "Patient summary";

impl Ward {
    pub(super) fn summary(&self, picture: &Picture, now: DateTime<FixedOffset>) -> Result<Summary, WardError> {
        let records = self.store.records_of(picture.id)?;
        let (requests, requests_words) = self.requests(picture, &records);
        Ok(Summary {
            facts: self.facts(picture),
            observations: self.observation_record(picture, SUMMARY_SETS, now)?,
            medicines: self.medicines_sheet(picture, now),
            requests,
            requests_words,
            notes: self.notes(&records, now)?,
            replaces: self.sheets_replaced(picture.id, now)?,
        })
    }

    fn facts(&self, picture: &Picture) -> Vec<Shown> {
        let shown = |label: &str, words: Words, from: Option<&record::picture::From>| Shown {
            label: label.to_owned(),
            words,
            historical: from.map(|_| self.source_and_time(from)),
        };
        let place = picture.place.as_ref();
        let consultant = match place.map(|place| place.what.consultant.as_deref()) {
            Some(Some(name)) => Words::bold(name),
            Some(None) => Words::plain("Not recorded"),
            None => Words::plain("Not held"),
        };
        let mut facts = vec![
            shown("Consultant", consultant, place.map(|place| &place.from)),
            shown("Problems", self.problems(picture, usize::MAX), picture.conditions.from()),
        ];
        let weights = picture.vital_signs.known().map(Vec::as_slice).unwrap_or_default();
        facts.push(match weights.iter().find(|one| one.what.sign == Some(Sign::Weight)) {
            Some(weight) => {
                let unit = weight.what.unit.as_deref().unwrap_or_default();
                let at = dates::date(self.local(weight.what.at).date_naive());
                let words = Words::bold(format!("{}\u{A0}{unit}", weight.what.value)).then(format!(", {at}"));
                shown("Weight", words, Some(&weight.from))
            }
            None => {
                let words = if picture.vital_signs.from().is_some() { "Not recorded" } else { "Not held" };
                shown("Weight", Words::plain(words), picture.vital_signs.from())
            }
        });
        facts
    }

    /// Problems with their dates, and how many more there are.
    pub(super) fn problems(&self, picture: &Picture, most: usize) -> Words {
        let all = match &picture.conditions {
            Fact::NotHeld => return Words::plain("Not held"),
            Fact::NotRecorded(_) => return Words::plain("Not recorded"),
            Fact::None(_) => return Words::plain("None"),
            Fact::Known(all, _) => all,
        };
        let mut words = Words::default();
        for (n, one) in all.iter().take(most).enumerate() {
            words = if n > 0 { words.then("; ") } else { words };
            words = words.then_bold(one.text.as_str());
            if let Some(at) = one.at {
                words = words.then(format!(", {}", dates::date(self.local(at).date_naive())));
            }
        }
        match all.len().saturating_sub(most) {
            0 => words,
            more => words.then(format!("; {more} more in the summary")),
        }
    }

    /// What was phoned here, what is open in the copy, what came back there; each newest first.
    fn requests(&self, picture: &Picture, records: &[SignedRecord]) -> (Vec<RequestRow>, Option<String>) {
        let when = |at: DateTime<FixedOffset>| dates::date_time(&self.local(at));
        let phoned = records.iter().filter(|record| record.form.id == PHONED).map(|record| RequestRow {
            what: "Telephoned result".to_owned(),
            asked: format!("Phoned {}", when(record.care_at)),
            result: Words::bold(said(record)).then(format!(". Preliminary. Taken by {}", record.author.with_marks())),
            historical: false,
        });
        let open = picture.requests.known().map(Vec::as_slice).unwrap_or_default().iter().map(|request| RequestRow {
            what: request.text.clone(),
            asked: request.at.map_or_else(|| "Time not recorded".to_owned(), when),
            result: Words::default(),
            historical: true,
        });
        let all = picture.results.known().map(Vec::as_slice).unwrap_or_default();
        let results: Vec<_> =
            all.iter().filter(|one| one.what.category.as_deref().is_none_or(|kind| kind == "laboratory")).collect();
        let results_shown = results.iter().take(RESULTS).map(|one| {
            let status = one.what.status.as_ref().map(|status| format!(", {status}")).unwrap_or_default();
            let unit = one.what.unit.as_ref().map(|unit| format!("\u{A0}{unit}")).unwrap_or_default();
            RequestRow {
                what: one.what.name.clone(),
                asked: format!("Result of {}", when(one.what.at)),
                result: Words::bold(format!("{}{unit}", one.what.value))
                    .then(format!("{status}. {}", self.source_and_time(Some(&one.from)))),
                historical: true,
            }
        });
        let mut rows: Vec<RequestRow> = phoned.collect();
        rows.extend(open);
        rows.extend(results_shown);
        let mut words = Vec::new();
        match &picture.requests {
            Fact::NotHeld => words.push("Requests not held".to_owned()),
            Fact::None(_) | Fact::NotRecorded(_) => words.push("No open requests in the copy".to_owned()),
            Fact::Known(..) => {}
        }
        match &picture.results {
            Fact::NotHeld => words.push("Results not held".to_owned()),
            Fact::Known(..) if results.len() > RESULTS => {
                words.push(format!("The newest {RESULTS} of {} results in the copy", results.len()));
            }
            Fact::Known(..) if !results.is_empty() => {}
            Fact::Known(..) | Fact::None(_) | Fact::NotRecorded(_) => words.push("No results in the copy".to_owned()),
        }
        (rows, (!words.is_empty()).then(|| words.join(". ")))
    }

    /// What was recorded since the first system was lost, oldest first; in the last two days when none ever was.
    fn notes(&self, records: &[SignedRecord], now: DateTime<FixedOffset>) -> Result<Vec<Note>, WardError> {
        let lost = self.systems()?.iter().map(|system| system.first).min();
        let since = lost.unwrap_or(now - Duration::hours(48));
        let mut notes: Vec<&SignedRecord> =
            records.iter().filter(|record| record.form.id != PHONED && record.recorded_at >= since).collect();
        notes.sort_by_key(|record| record.care_at);
        let note = |record: &&SignedRecord| Note {
            at: Some(self.local(record.care_at)),
            heading: format!(
                "{}. {}, {}",
                record.form.title,
                record.author.with_marks(),
                record.author.role.words().to_lowercase()
            ),
            text: match &record.late_reason {
                Some(why) => {
                    format!("{} Written {}: {why}.", said(record), dates::date_time(&self.local(record.recorded_at)))
                }
                None => said(record),
            },
        };
        Ok(notes.iter().map(note).collect())
    }

    /// Summaries of this patient that may still be in use.
    fn sheets_replaced(&self, patient: PatientId, now: DateTime<FixedOffset>) -> Result<Vec<String>, WardError> {
        let since = now - Duration::hours(i64::from(self.config.pack_shred_after_hours));
        let sheets = self.store.sheets()?.into_iter();
        let older = sheets.filter(|one| one.patient == Some(patient) && one.what == SHEET && one.printed_at > since);
        Ok(older.map(|one| one.number.to_string()).collect())
    }
}

/// The one line of a record, with its note in full.
fn said(record: &SignedRecord) -> String {
    let summary = record.summary.trim_end_matches('.');
    match record.answers.get(&NodeId("note".to_owned())) {
        Some(Answer::Text(note)) if !note.trim().is_empty() && !summary.contains(note.trim()) => {
            format!("{summary}. {}", note.trim())
        }
        Some(_) | None => format!("{summary}."),
    }
}
