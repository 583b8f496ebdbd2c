//! The ward board.

use chrono::{DateTime, FixedOffset};
use ward::board::{Board, BoardPatient, BoardRow};
use ward::facts::AlertKind;
use ward::{Ward, words};

use super::facts::{Frame, same_name};
use crate::views::board::{BoardPatientView, BoardRowView, BoardView, NewestView};

pub(crate) fn board(ward: &Ward, board: &Board, now: DateTime<FixedOffset>) -> BoardView {
    let frame = Frame { ward, now, sources: &board.sources };
    let rows: Vec<BoardRowView> = board.rows.iter().map(|one| row(&frame, one)).collect();
    let mut bays: Vec<String> = Vec::new();
    for row in &rows {
        if !row.bay.is_empty() && !bays.contains(&row.bay) {
            bays.push(row.bay.clone());
        }
    }
    let patients = board.rows.iter().filter(|row| row.patient.is_some()).count();
    let overdue = board.rows.iter().filter(|row| row.patient.as_ref().is_some_and(|patient| patient.overdue)).count();
    BoardView {
        ward: board.ward.clone(),
        site: ward.config().site.clone(),
        wards: board.wards.clone(),
        patients: count(patients),
        unoccupied: count(rows.len() - patients),
        as_at: words::clock(ward.local(now)),
        sources: board
            .sources
            .iter()
            .filter(|source| source.as_at.is_some())
            .map(|source| frame.source(source))
            .collect(),
        bays,
        rows,
        overdue: count(overdue),
        set_aside: count(board.set_aside),
    }
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn row(frame: &Frame<'_>, row: &BoardRow) -> BoardRowView {
    let bed = row.bed.clone().unwrap_or_else(|| "No bed".to_owned());
    BoardRowView {
        bay: row.bed.as_deref().map(words::bay).unwrap_or_default(),
        bed,
        note: row.note.clone(),
        patient: row.patient.as_ref().map(|one| patient(frame, one)),
    }
}

fn patient(frame: &Frame<'_>, one: &BoardPatient) -> BoardPatientView {
    let picture = &one.picture;
    let identity = frame.identity(picture);
    BoardPatientView {
        id: picture.id.to_string(),
        same_name: same_name(&one.namesakes, &identity.born),
        identity,
        news: frame.news(one.newest_set.as_ref(), one.set_before.as_ref()),
        news_for: one.not_news2.is_none(),
        observations: frame.due(one.due, one.overdue, one.newest_set.as_ref(), one.not_news2.is_some()),
        resuscitation: frame.alert(AlertKind::Resuscitation, &picture.resuscitation),
        infection: frame.alert(AlertKind::Infection, &picture.infection),
        diet: frame.alert(AlertKind::Diet, &picture.diet),
        allergies: frame.allergies(&picture.allergies),
        newest: one.newest_record.as_ref().map(|record| NewestView {
            title: record.form.title.clone(),
            when: frame.time(record.care_at),
            words: record.summary.clone(),
            by: words::short_name(&record.author.name),
        }),
        draft: one.drafts.first().map(|draft| frame.ward.form_title(&draft.form).unwrap_or_else(|| draft.form.clone())),
    }
}
