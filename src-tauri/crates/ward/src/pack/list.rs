//! The ward list: a row a bed, empty ones too.

use chrono::{DateTime, FixedOffset};
use print::pack::{WardList, WardListRow, Words};
use record::observed::Due;
use record::picture::{Fact, From, Picture};

use super::Bedside;
use super::identity::{alerts, allergies};
use super::observations::{band, total};
use crate::board::{Board, BoardPatient};
use crate::{Ward, WardError, words};

/// Problems in a row: all are in the summary.
const PROBLEMS: usize = 2;

impl Ward {
    /// Every bed of the ward, or the beds of those who were asked for.
    pub(super) fn ward_list(
        &self,
        own: &Board,
        people: &[Bedside<'_>],
        whole: bool,
        now: DateTime<FixedOffset>,
    ) -> Result<WardList, WardError> {
        let mut rows = Vec::new();
        if whole {
            for row in &own.rows {
                match &row.patient {
                    Some(patient) => {
                        rows.push(self.list_row(&self.picture(patient.picture.id)?, Some(patient), now));
                    }
                    None => rows.push(WardListRow {
                        bed: row.bed.clone().unwrap_or_default(),
                        name: match &row.note {
                            Some(note) => format!("UNOCCUPIED. {note}"),
                            None => "UNOCCUPIED".to_owned(),
                        },
                        empty: true,
                        ..WardListRow::default()
                    }),
                }
            }
            return Ok(WardList { rows, partial: None });
        }
        rows.extend(people.iter().map(|person| self.list_row(&person.picture, person.listed, now)));
        let beds = own.rows.len();
        let partial = format!("Partial list: {} of {beds} beds. Only the patients of this pack", rows.len());
        Ok(WardList { rows, partial: Some(partial) })
    }

    fn list_row(&self, picture: &Picture, listed: Option<&BoardPatient>, now: DateTime<FixedOffset>) -> WardListRow {
        let identity = &picture.identity;
        let place = picture.place.as_ref();
        let base = &picture.identity_from;
        let (news2, due) =
            listed.map_or_else(|| (Words::plain("Not held"), "not worked out".to_owned()), |one| self.news2(one, now));
        let other_beds: Vec<String> = listed
            .map(|one| one.namesakes.as_slice())
            .unwrap_or_default()
            .iter()
            .map(|other| other.bed.as_ref().map_or_else(|| "no bed".to_owned(), |bed| format!("bed {bed}")))
            .collect();
        let consultant = match place.map(|place| place.what.consultant.as_ref()) {
            Some(Some(name)) => name.clone(),
            Some(None) => "Consultant not recorded".to_owned(),
            None => "Consultant not held".to_owned(),
        };
        let problem: String = self.problems(picture, PROBLEMS).0.iter().map(|span| span.text.as_str()).collect();
        let problem = match &picture.conditions {
            Fact::Known(..) => problem,
            Fact::None(_) | Fact::NotRecorded(_) | Fact::NotHeld => format!("Problems: {}", problem.to_lowercase()),
        };
        WardListRow {
            bed: place.and_then(|place| place.what.bed.clone()).unwrap_or_else(|| "No bed".to_owned()),
            name: words::name(identity),
            empty: false,
            born: words::born_and_age(identity, now),
            nhs_number: words::nhs_number(identity),
            hospital_number: identity.hospital_number.clone().unwrap_or_default(),
            consultant,
            allergies: self.as_at(allergies(&picture.allergies), picture.allergies.from(), base),
            alerts: self.list_alerts(picture, base),
            problem: match picture.conditions.from().filter(|from| *from != base) {
                Some(from) => format!("{problem} ({})", self.source_and_time(Some(from))),
                None => problem,
            },
            news2,
            due,
            warning: (!other_beds.is_empty()).then(|| format!("Same name: {}", other_beds.join(", "))),
            historical: Some(self.source_and_time(Some(base))),
        }
    }

    /// Resuscitation first, always said; the others too, so that silence is never read as none.
    fn list_alerts(&self, picture: &Picture, base: &From) -> Words {
        let mut words = Words::default();
        let all = [
            ("Resuscitation", &picture.resuscitation),
            ("Infection", &picture.infection),
            ("Diet", &picture.diet),
            ("Pregnancy", &picture.pregnancy),
            ("Other", &picture.other_alerts),
        ];
        for (n, (label, fact)) in all.into_iter().enumerate() {
            if n > 2 && fact.known().is_none() {
                continue;
            }
            words = if n > 0 { words.then("\n") } else { words };
            words = words.then(format!("{label}: "));
            let mut said = alerts(fact, self);
            if fact.known().is_none() {
                said.0.iter_mut().for_each(|span| span.text = span.text.to_lowercase());
            }
            words.0.extend(said.0);
        }
        // All alerts are of one kind of fact and so from one copy.
        self.as_at(words, picture.resuscitation.from(), base)
    }

    /// With its own as-at time when that is not the row's.
    fn as_at(&self, words: Words, from: Option<&From>, base: &From) -> Words {
        match from.filter(|from| *from != base) {
            Some(_) => words.then(format!("\n({})", self.source_and_time(from))),
            None => words,
        }
    }

    /// `5, rising, 12:45`, and when the next is due.
    fn news2(&self, patient: &BoardPatient, now: DateTime<FixedOffset>) -> (Words, String) {
        if patient.not_news2.is_some() {
            return (Words::plain("NEWS2 not used"), "not worked out".to_owned());
        }
        let due = match patient.due {
            Due::By(at) if patient.overdue => format!("{}, overdue", words::time_or_date(self.local(at), now)),
            Due::By(at) => words::time_or_date(self.local(at), now),
            Due::Continuous => "continuous".to_owned(),
            Due::Now => "now".to_owned(),
        };
        let Some(set) = &patient.newest_set else {
            let words = match &patient.picture.vital_signs {
                Fact::NotHeld => "Not held",
                Fact::Known(..) | Fact::None(_) | Fact::NotRecorded(_) => "None recorded",
            };
            return (Words::plain(words), due);
        };
        let score = if set.total.is_some() { total(set) } else { format!("{} {}", total(set), band(set)) };
        let mut words = Words::bold(score.trim());
        let before = patient.set_before.as_ref().and_then(|set| set.total);
        if let (Some(now), Some(before)) = (set.total, before) {
            words = words.then(match now.cmp(&before) {
                std::cmp::Ordering::Greater => ", rising",
                std::cmp::Ordering::Less => ", falling",
                std::cmp::Ordering::Equal => ", same",
            });
        }
        words = words.then(format!(", {}", words::time_or_date(self.local(set.at), now)));
        if set.historical() {
            words = words.then(". Historical");
        }
        (words, due)
    }
}
