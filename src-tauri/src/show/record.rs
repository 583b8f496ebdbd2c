//! A signed record with everything it ever was.

use chrono::{DateTime, FixedOffset};
use ward::amend::{History, Version};
use ward::facts::FilingState;
use ward::{Ward, WardError, words};

use super::board::count;
use super::facts::Frame;
use super::patient::filing;
use crate::views::record::{AnswerLineView, ChangeView, RecordView, TimeView, VersionView, VoidedView};

pub(crate) fn record(ward: &Ward, history: &History, now: DateTime<FixedOffset>) -> Result<RecordView, WardError> {
    let newest = &history.versions.first().ok_or(WardError::NoSuchRecord)?.record;
    let frame = Frame { ward, now, sources: &[] };
    let when = |at: DateTime<FixedOffset>| words::date_time(ward.local(at));
    let time = |label: &str, at| TimeView { label: label.to_owned(), words: when(at) };
    let mut times = vec![time("Care given", newest.care_at), time("Recorded", newest.first_recorded_at())];
    if newest.amends.is_some() {
        times.push(time("Amended", newest.recorded_at));
    }
    if let Some(voided) = &history.voided {
        times.push(time("Voided", voided.at));
    }
    if let Some(row) = history.filing.as_ref().filter(|row| row.state == FilingState::Accepted) {
        times.push(time(&format!("Accepted by {}", ward.config().name(&row.target)), row.at));
    }
    Ok(RecordView {
        id: newest.id.to_string(),
        patient: newest.patient.to_string(),
        title: newest.form.title.clone(),
        care: format!("care given {}", when(newest.care_at)),
        versions: history.versions.iter().map(|one| version(one, &when)).collect(),
        voided: history.voided.as_ref().map(|voided| {
            let by = voided.by.map_or_else(|| "Holdfast".to_owned(), |by| ward.staff_name(by));
            let second = ward.staff_name(voided.second);
            VoidedView {
                words: format!("Voided {} by {by}, with {second}", when(voided.at)),
                reason: voided.reason.clone(),
            }
        }),
        filing: history.filing.as_ref().map(|row| filing(&frame, row)),
        times,
        why_not_amended: history.why_not_amended.clone(),
        why_not_voided: history.why_not_voided.clone(),
    })
}

fn version(one: &Version, when: &dyn Fn(DateTime<FixedOffset>) -> String) -> VersionView {
    let Version { record, rows, changes } = one;
    let done = if record.amends.is_some() { "Amended" } else { "Signed" };
    let answers = rows.iter().filter(|row| !row.heading).count();
    let after = changes.iter().filter(|change| !change.now.is_empty()).count();
    VersionView {
        number: record.version(),
        words: format!("{done} {} by {}", when(record.recorded_at), record.signed_by()),
        reason: record.amends.as_ref().map(|amends| amends.reason.clone()),
        summary: record.summary.clone(),
        changes: changes
            .iter()
            .map(|one| ChangeView { label: one.label.clone(), now: one.now.clone(), was: one.was.clone() })
            .collect(),
        unchanged: count(answers.saturating_sub(after)),
        answers: rows
            .iter()
            .map(|row| AnswerLineView {
                label: row.label.clone(),
                value: row.unit.as_ref().map_or_else(|| row.value.clone(), |unit| format!("{} {unit}", row.value)),
                heading: row.heading,
            })
            .collect(),
    }
}
