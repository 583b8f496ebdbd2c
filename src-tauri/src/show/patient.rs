//! One patient's page.

use chrono::{DateTime, Duration, FixedOffset};
use ward::facts::{AlertKind, Fact, FilingRow, FilingState, ObservationSet, Origin, Picture, Sign, Voided};
use ward::patient::PatientPage;
use ward::{Ward, words};

use super::facts::{Frame, same_name};
use crate::views::patient::{
    BannerView, ChangedView, FormChoiceView, FormGroupView, LatestView, MedicineView, MedicinesView, PatientView,
    SparkView, TimelineKind, TimelineView,
};
use crate::views::shared::{FilingMark, FilingView};

/// The signs on the summary, with their unit and the fixed range of their small line.
const LATEST: [(Sign, &str, &str, f64, f64); 5] = [
    (Sign::Respirations, "Respirations", "per min", 4.0, 36.0),
    (Sign::Saturation, "Saturation", "%", 80.0, 100.0),
    (Sign::Systolic, "Systolic BP", "mmHg", 40.0, 230.0),
    (Sign::Pulse, "Pulse", "per min", 30.0, 150.0),
    (Sign::Temperature, "Temperature", "°C", 34.0, 40.0),
];
/// Results that are looked for by name; one that is not there says so.
const RESULTS: [&str; 2] = ["Potassium", "Creatinine"];

pub(crate) fn patient(ward: &Ward, page: &PatientPage, now: DateTime<FixedOffset>) -> PatientView {
    let frame = Frame { ward, now, sources: &page.sources };
    let picture = &page.picture;
    let newest = page.sets.first();
    let conditions = picture.conditions.known().map(Vec::as_slice).unwrap_or_default();
    PatientView {
        banner: banner(&frame, page),
        news: frame.news(newest, page.sets.get(1)),
        due: frame.due(page.due, page.overdue, newest, page.not_news2.is_some()),
        latest: latest(&frame, page),
        resuscitation: frame.alert(AlertKind::Resuscitation, &picture.resuscitation),
        infection: frame.alert(AlertKind::Infection, &picture.infection),
        diet: frame.alert(AlertKind::Diet, &picture.diet),
        other_alerts: match &picture.other_alerts {
            known @ Fact::Known(..) => vec![frame.alert(AlertKind::Other, known)],
            Fact::None(_) | Fact::NotRecorded(_) | Fact::NotHeld => Vec::new(),
        },
        conditions: conditions
            .iter()
            .map(|one| match one.at {
                Some(at) => format!("{}, {}", one.text, words::date(ward.local(at))),
                None => one.text.clone(),
            })
            .collect(),
        conditions_source: picture.conditions.from().and_then(|from| frame.from(from)),
        medicines: medicines(&frame, picture),
        timeline: timeline(&frame, page),
        forms: page.forms.iter().map(|group| forms(&frame, page, group)).collect(),
    }
}

pub(crate) fn banner(frame: &Frame<'_>, page: &PatientPage) -> BannerView {
    let scale = page.scale.as_ref().filter(|decision| decision.scale == 2);
    let scale = scale.map(|decision| {
        let at = words::date_time(frame.ward.local(decision.at));
        format!("SpO2 scale 2: {}, {at}", decision.decided_by)
    });
    banner_of(frame, &page.picture, &page.namesakes, scale, page.not_news2.clone())
}

pub(crate) fn banner_of(
    frame: &Frame<'_>,
    picture: &Picture,
    namesakes: &[ward::board::Namesake],
    scale2: Option<String>,
    not_news2: Option<String>,
) -> BannerView {
    let identity = frame.identity(picture);
    let place = picture.place.as_ref().map(|place| &place.what);
    BannerView {
        id: picture.id.to_string(),
        place: words::place(place.map(|place| place.ward.as_str()), place.and_then(|place| place.bed.as_deref())),
        address: picture.identity.address.clone(),
        phone: picture.identity.phone.clone(),
        consultant: place.and_then(|place| place.consultant.clone()),
        hospital_number: picture.identity.hospital_number.clone(),
        allergies: frame.allergies(&picture.allergies),
        same_name: same_name(namesakes, &identity.born),
        scale2,
        news_for: not_news2.is_none(),
        news_not_for_why: not_news2,
        identity,
    }
}

fn latest(frame: &Frame<'_>, page: &PatientPage) -> Vec<LatestView> {
    let mut all: Vec<LatestView> = LATEST
        .iter()
        .map(|(sign, name, unit, bottom, top)| {
            let newest = page.sets.iter().find(|set| set.value(*sign).is_some());
            LatestView {
                name: (*name).to_owned(),
                value: newest.and_then(|set| set.value(*sign)).map(str::to_owned),
                unit: (*unit).to_owned(),
                at: newest.map(|set| frame.time(set.at)),
                historical: newest.is_some_and(ObservationSet::historical),
                words: newest.is_none().then(|| "None held".to_owned()),
                spark: spark(&page.sets, *sign, (*bottom, *top), frame.now),
            }
        })
        .collect();
    let results = page.picture.results.known().map(Vec::as_slice).unwrap_or_default();
    let ask = frame.sources.iter().find(|source| source.id.0 == "lims").and_then(|source| source.ask.clone());
    for name in RESULTS {
        let found = results.iter().find(|one| one.what.name.to_lowercase().contains(&name.to_lowercase()));
        all.push(LatestView {
            name: name.to_owned(),
            value: found.map(|one| one.what.value.clone()),
            unit: found.and_then(|one| one.what.unit.clone()).unwrap_or_default(),
            at: found.map(|one| frame.time(one.what.at)),
            historical: found.is_some(),
            words: found.is_none().then(|| format!("Not held. Ask {}.", ask.as_deref().unwrap_or("the laboratory"))),
            spark: Vec::new(),
        });
    }
    all
}

fn spark(sets: &[ObservationSet], sign: Sign, range: (f64, f64), now: DateTime<FixedOffset>) -> Vec<SparkView> {
    let day = Duration::hours(24);
    let mut points: Vec<SparkView> = sets
        .iter()
        .filter(|set| now - set.at <= day && set.at <= now)
        .filter_map(|set| {
            let value: f64 = set.value(sign)?.parse().ok()?;
            let minutes = i32::try_from((day - (now - set.at)).num_minutes()).ok()?;
            Some(SparkView {
                x: f64::from(minutes) / (24.0 * 60.0),
                y: ((value - range.0) / (range.1 - range.0)).clamp(0.0, 1.0),
                historical: set.historical(),
            })
        })
        .collect();
    points.reverse();
    points
}

fn medicines(frame: &Frame<'_>, picture: &Picture) -> MedicinesView {
    let held = frame.ward.medicine_rows(picture, frame.now);
    let from = picture.medicines.from();
    let count = held.rows.len();
    MedicinesView {
        held: from.is_some(),
        source: from.and_then(|from| frame.from(from)),
        note: held.words.clone().unwrap_or_else(|| {
            format!("{count} active. Prescriptions may have changed since. Next due is worked out from the copy.")
        }),
        rows: held
            .rows
            .into_iter()
            .map(|row| MedicineView {
                name: row.line.name,
                brand: row.line.brand,
                form: row.line.form,
                dose: row.line.dose,
                route: row.line.route,
                frequency: row.line.frequency,
                time_critical: row.time_critical,
                last_given: Some(row.last_given_words),
                next_due: Some(row.next_due_words),
            })
            .collect(),
    }
}

fn timeline(frame: &Frame<'_>, page: &PatientPage) -> Vec<TimelineView> {
    let ward = frame.ward;
    let mut lines: Vec<(DateTime<FixedOffset>, TimelineView)> = Vec::new();
    for draft in &page.drafts {
        let title = ward.form_title(&draft.form).unwrap_or_else(|| draft.form.clone());
        lines.push((
            draft.saved_at,
            TimelineView {
                kind: TimelineKind::Draft,
                title: format!("{title} started"),
                words: "Not signed.".to_owned(),
                by: ward.staff_name(draft.typed_by),
                draft: Some(draft.id.to_string()),
                ..blank(frame, draft.saved_at, format!("draft-{}", draft.id))
            },
        ));
    }
    for record in &page.records {
        let filing = page.filings.iter().find(|filing| filing.record == record.id);
        let set = page.sets.iter().position(|set| matches!(&set.origin, Origin::Recorded(id, _) if *id == record.id));
        let recorded = frame.time(record.recorded_at);
        let care_by = record.care_by.as_ref().map(|by| format!("Care by {by}, recorded by ")).unwrap_or_default();
        lines.push((
            record.care_at,
            TimelineView {
                kind: TimelineKind::Record,
                title: record.form.title.clone(),
                words: record.summary.clone(),
                by: format!("{care_by}{}, recorded {recorded}", record.signed_by()),
                news: set
                    .and_then(|index| page.sets.get(index).filter(|set| set.scored).map(|set| (index, set)))
                    .map(|(index, set)| frame.news(Some(set), page.sets.get(index + 1))),
                filing: filing.map(|row| self::filing(frame, row)),
                record: Some(record.id.to_string()),
                changed: record.amends.as_ref().map(|amends| ChangedView {
                    mark: format!("Amended {recorded}"),
                    voided: false,
                    was: page.before.get(&record.id).map(|before| before.summary.clone()),
                    why: format!("Version {}. Reason: {}", record.version(), amends.reason),
                }),
                ..blank(frame, record.care_at, record.id.to_string())
            },
        ));
    }
    for Voided { record, at, by, second, reason } in &page.voided {
        let by = by.map_or_else(|| "Holdfast".to_owned(), |by| ward.staff_name(by));
        lines.push((
            record.care_at,
            TimelineView {
                title: record.form.title.clone(),
                words: record.summary.clone(),
                by: format!("Signed by {}", record.author.with_marks()),
                record: Some(record.id.to_string()),
                changed: Some(ChangedView {
                    mark: format!("Voided {}", frame.time(*at)),
                    voided: true,
                    was: None,
                    why: format!("{reason}. Voided by {by}, with {}", ward.staff_name(*second)),
                }),
                ..blank(frame, record.care_at, record.id.to_string())
            },
        ));
    }
    for (index, set) in page.sets.iter().enumerate() {
        let Origin::Historical(from) = &set.origin else { continue };
        let key = format!("{}-{}", from.source, set.at.timestamp());
        lines.push((
            set.at,
            TimelineView {
                kind: TimelineKind::Historical,
                title: "Observations".to_owned(),
                words: String::new(),
                by: format!("Historical, from {}", ward.config().name(&from.source)),
                news: Some(frame.news(Some(set), page.sets.get(index + 1))),
                source: frame.from(from),
                ..blank(frame, set.at, key)
            },
        ));
    }
    if let Some((at, words)) = ward.lost_line(&page.sources) {
        lines
            .push((at, TimelineView { kind: TimelineKind::Lost, title: words, ..blank(frame, at, "lost".to_owned()) }));
    }
    lines.sort_by_key(|(at, line)| (std::cmp::Reverse(line.kind == TimelineKind::Draft), std::cmp::Reverse(*at)));
    lines.into_iter().map(|(_, line)| line).collect()
}

fn blank(frame: &Frame<'_>, at: DateTime<FixedOffset>, key: String) -> TimelineView {
    let at = frame.ward.local(at);
    TimelineView {
        key,
        day: words::weekday_date(at),
        time: words::time(at),
        kind: TimelineKind::Record,
        title: String::new(),
        words: String::new(),
        by: String::new(),
        news: None,
        filing: None,
        draft: None,
        source: None,
        record: None,
        changed: None,
    }
}

/// Where a record stands on its way to its system.
pub(super) fn filing(frame: &Frame<'_>, row: &FilingRow) -> FilingView {
    FilingView { state: mark(row.state), words: filing_words(frame, &row.target, row.state) }
}

fn mark(state: FilingState) -> FilingMark {
    match state {
        FilingState::Waiting => FilingMark::Waiting,
        FilingState::Ready => FilingMark::Ready,
        FilingState::Sent => FilingMark::Sent,
        FilingState::Accepted => FilingMark::Accepted,
        FilingState::Refused => FilingMark::Refused,
        FilingState::NotNeeded => FilingMark::NotNeeded,
    }
}

fn filing_words(frame: &Frame<'_>, target: &ward::facts::SystemId, state: FilingState) -> String {
    let name = frame.ward.config().name(target);
    match state {
        FilingState::Waiting => {
            let status = frame.ward.status_of(target).map(|status| status.words().to_lowercase()).unwrap_or_default();
            format!("Waiting: {name} {status}")
        }
        FilingState::Ready => format!("Ready for {name}"),
        FilingState::Sent => format!("Sent to {name}, no reply yet"),
        FilingState::Accepted => format!("Accepted by {name}"),
        FilingState::Refused => format!("Refused by {name}"),
        FilingState::NotNeeded => format!("Nothing goes to {name}"),
    }
}

fn forms(frame: &Frame<'_>, page: &PatientPage, group: &ward::patient::FormGroup) -> FormGroupView {
    let due = if page.not_news2.is_some() { "vital-signs" } else { "news2" };
    FormGroupView {
        system: group.system.0.clone(),
        words: frame.replaces(&group.system, group.status, group.since),
        on: group.status.forms_on(),
        forms: group
            .forms
            .iter()
            .map(|form| FormChoiceView {
                id: form.id.clone(),
                title: form.title.clone(),
                synonyms: form.also.clone(),
                overdue: page.overdue && form.id == due,
                not_for: form.not_for.clone(),
            })
            .collect(),
    }
}
