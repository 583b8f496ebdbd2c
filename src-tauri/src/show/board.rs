//! The ward board.

use chrono::{DateTime, FixedOffset};
use ward::arrange;
use ward::board::{Board, BoardPatient, BoardRow};
use ward::facts::AlertKind;
use ward::{Actor, Ward, words};

use super::arranged::{columns, groupings, groups, place};
use super::facts::{Frame, same_name};
use crate::views::board::{BoardPatientView, BoardRowView, BoardView, NewestView};

pub(crate) fn board(ward: &Ward, actor: &Actor, board: &Board, now: DateTime<FixedOffset>) -> BoardView {
    let frame = Frame { ward, now, sources: &board.sources };
    let places = arrange::places(&board.rows);
    let rows: Vec<BoardRowView> = board.rows.iter().zip(places).map(|(one, places)| row(&frame, one, places)).collect();
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
        groupings: groupings(&rows),
        columns: columns(ward.columns(actor)),
        rows,
        overdue: count(overdue),
        set_aside: count(board.set_aside),
    }
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn row(frame: &Frame<'_>, row: &BoardRow, places: arrange::Places) -> BoardRowView {
    BoardRowView {
        bed: row.bed.clone().unwrap_or_else(|| "No bed".to_owned()),
        places: place(places),
        groups: groups(arrange::groups(row, frame.now)),
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
