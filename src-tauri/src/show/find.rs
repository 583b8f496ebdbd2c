//! What was found.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use ward::Ward;
use ward::board::BoardPatient;
use ward::find::{AtOnce, Found, FoundForm};

use super::board::count;
use super::facts::{Frame, same_name};
use crate::views::find::{AtOnceView, FindView, FoundFormView, FoundPatientView};

pub(crate) fn found(ward: &Ward, found: &Found, now: DateTime<FixedOffset>) -> FindView {
    let frame = Frame { ward, now, sources: &found.sources };
    let twins: Vec<&BoardPatient> = found.patients.iter().filter(|one| !one.namesakes.is_empty()).collect();
    let name = |one: &BoardPatient| {
        let plain = |name: &Option<String>| name.as_ref().map(|name| name.trim().to_lowercase());
        (plain(&one.picture.identity.family), plain(&one.picture.identity.given))
    };
    FindView {
        too_short: found.too_short.map(count),
        at_once: found.at_once.iter().map(|one| at_once(&frame, one)).collect(),
        patients: found.patients.iter().map(|one| patient(&frame, one)).collect(),
        more: found.more,
        forms: found.forms.iter().map(|one| form(&frame, one)).collect(),
        same_name: count(twins.len()),
        shared_names: count(twins.iter().map(|one| name(one)).collect::<BTreeSet<_>>().len()),
        not_searched: found.not_searched.iter().map(|source| ward.config().name(source)).collect(),
    }
}

pub(super) fn patient(frame: &Frame<'_>, one: &BoardPatient) -> FoundPatientView {
    let picture = &one.picture;
    let identity = frame.identity(picture);
    let place = picture.place.as_ref().map(|place| &place.what);
    FoundPatientView {
        id: picture.id.to_string(),
        same_name: same_name(&one.namesakes, &identity.born),
        identity,
        bed: place.and_then(|place| place.bed.clone()),
        ward: place.map(|place| place.ward.clone()),
        disagree: picture.disagree.iter().map(|source| frame.ward.config().name(source)).collect(),
    }
}

fn form(frame: &Frame<'_>, one: &FoundForm) -> FoundFormView {
    FoundFormView {
        id: one.id.clone(),
        title: one.title.clone(),
        words: frame.replaces(&one.system, one.status, one.since),
        on: one.status.forms_on(),
    }
}

fn at_once(frame: &Frame<'_>, one: &AtOnce) -> AtOnceView {
    let who = &one.patient;
    let due = frame.due(who.due, who.overdue, who.newest_set.as_ref(), who.not_news2.is_some());
    AtOnceView {
        patient: patient(frame, who),
        form: form(frame, &one.form),
        due: (due.form == one.form.id).then_some(due),
    }
}
