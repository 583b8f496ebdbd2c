//! A form being filled in.

use chrono::{DateTime, FixedOffset};
use ward::chart::value_words;
use ward::facts::{Answer, Band, Care, FormProblem, Gap, NodeId, ObservationSet, Permission, Score, Sign, Verified};
use ward::fill::FormNow;
use ward::{Actor, Ward, words};

use super::facts::{Frame, band};
use super::nodes::nodes;
use super::patient::banner_of;
use crate::views::answer::AnswerValue;
use crate::views::form::{
    CareMode, CareView, FormView, GapView, PreviousValueView, PreviousView, ScaleView, ScoreView, SignRowView,
    SignView, SinceView,
};
use crate::views::shared::Trend;

/// The signs that are compared with the set before.
const SINCE: [(Sign, &str, &str); 5] = [
    (Sign::Respirations, "rr", "Respirations"),
    (Sign::Saturation, "spo2", "Saturation"),
    (Sign::Systolic, "sbp", "Systolic"),
    (Sign::Pulse, "hr", "Pulse"),
    (Sign::Temperature, "temp", "Temperature"),
];

pub(crate) fn answer(value: AnswerValue) -> Answer {
    match value {
        AnswerValue::Number(digits) => Answer::Number { digits, unit: None },
        AnswerValue::Text(text) => Answer::Text(text),
        AnswerValue::Choice(code) => Answer::Choice(code),
        AnswerValue::Flag(value) => Answer::Flag(value),
        AnswerValue::Date(date) => Answer::Date(date),
        AnswerValue::DateTime(at) => Answer::DateTime(at),
        AnswerValue::NotMeasured(reason) => Answer::Gap { gap: Gap::NotMeasured, reason },
        AnswerValue::CannotBeRecorded(reason) => Answer::Gap { gap: Gap::CannotBeRecorded, reason },
    }
}

pub(crate) fn form(
    ward: &Ward,
    actor: &Actor,
    form: &FormNow,
    now: DateTime<FixedOffset>,
) -> Result<FormView, ward::WardError> {
    let sources = ward.sources(now)?;
    let frame = Frame { ward, now, sources: &sources };
    let definition = &form.definition;
    let system = ward::facts::SystemId(definition.replaces.clone().unwrap_or_default());
    let status = ward.status_of(&system)?;
    let name = ward.config().name(&system);
    let since = ward.systems()?.into_iter().find(|one| one.system == system).map(|one| one.since);
    let in_the_way = form.stands_in_the_way();
    let scale2 = form.scale.as_ref().filter(|decision| decision.scale == 2);
    let scale2_words = scale2.map(|decision| format!("SpO2 scale 2: {}", decision.decided_by));
    let observations = form.draft.form == "news2" || form.draft.form == "vital-signs";
    let newest = form.sets.first().filter(|_| observations);
    Ok(FormView {
        draft: form.draft.id.to_string(),
        form: form.draft.form.clone(),
        title: definition.title.clone(),
        replaces: match since {
            Some(since) if status.forms_on() => {
                format!("Replaces {name}, {} {}", status.words().to_lowercase(), frame.time(since))
            }
            Some(_) | None => format!("Stands in for {name}, which is {}", status.words().to_lowercase()),
        },
        replaces_down: status.forms_on(),
        draft_flag: (!definition.draft.is_empty()).then(|| definition.draft.join(". ")),
        licence: definition.licence.clone(),
        amends: form.draft.amends.as_ref().map(|amends| {
            format!("Amends version {}, which stays readable. Reason: {}", amends.version, amends.reason)
        }),
        banner: banner_of(&frame, &form.picture, &form.namesakes, scale2_words, ward.not_news2(&form.picture, now)),
        care: care(&frame, form),
        nodes: nodes(&form.nodes),
        previous: if observations {
            form.sets.iter().take(3).map(|set| previous(&frame, set)).collect()
        } else {
            Vec::new()
        },
        score: form.score.as_ref().map(|score| self::score(&frame, form, score)),
        since: newest.map(|set| self::since(form, set)).unwrap_or_default(),
        since_words: newest.map(|set| format!("Since {}, {}", frame.time(set.at), words::lasted(set.at, now))),
        scale: (definition.id == "news2").then(|| ScaleView {
            scale: scale2.map_or(1, |_| 2),
            words: match scale2 {
                Some(decision) => {
                    format!("Saturation scale 2: decided by {}. {}", decision.decided_by, decision.reason)
                }
                None => "Saturation scale 1: no signed scale 2 decision is held for this patient.".to_owned(),
            },
            may_decide: actor.may(Permission::DecideScale2),
        }),
        missing: no_care_time(form)
            .into_iter()
            .chain(form.unexplained.iter().map(|node| gap(form, node, "is missing")))
            .collect(),
        problems: form.problems.iter().map(|problem| fault(form, problem)).collect(),
        warnings: form.warnings.iter().map(|problem| fault(form, problem)).collect(),
        can_sign: in_the_way.is_empty(),
        sign: sign(&frame, actor, form, &name),
        saved: words::time(ward.local(form.draft.saved_at)),
        typed_by: ward.staff_name(form.draft.typed_by),
        read_back: form.read_back.clone(),
    })
}

/// The first thing on every form: when care was given, now or earlier.
fn no_care_time(form: &FormNow) -> Option<GapView> {
    form.draft.care.is_none().then(|| GapView {
        node: Some("t.occurred".to_owned()),
        label: "Care given".to_owned(),
        words: "Say when care was given: now or earlier".to_owned(),
    })
}

fn gap(form: &FormNow, node: &NodeId, what: &str) -> GapView {
    let label = form.label(node);
    GapView { node: Some(node.0.clone()), words: format!("{label} {what}"), label }
}

fn fault(form: &FormNow, problem: &FormProblem) -> GapView {
    GapView { node: Some(problem.node.0.clone()), label: form.label(&problem.node), words: problem.message.clone() }
}

fn care(frame: &Frame<'_>, form: &FormNow) -> CareView {
    let care_at = frame.ward.local(form.care_at);
    let (mode, date, time) = match &form.draft.care {
        None => (None, String::new(), String::new()),
        Some(Care::Now) => (Some(CareMode::Now), words::date(care_at), words::time(care_at)),
        Some(Care::Earlier { date, time, .. }) => (Some(CareMode::Earlier), date.clone(), time.clone()),
    };
    let ago = words::lasted(form.care_at, frame.now);
    CareView {
        words: match mode {
            Some(CareMode::Earlier) if form.care_problem.is_none() => format!("{ago} ago, 24 hour"),
            Some(CareMode::Earlier) => "24 hour".to_owned(),
            Some(CareMode::Now) | None => String::new(),
        },
        mode,
        date,
        time,
        problem: form.care_problem.clone(),
        late: form.late,
        late_reason: form.draft.late_reason.clone(),
        care_by: form.draft.care_by.clone(),
    }
}

fn previous(frame: &Frame<'_>, set: &ObservationSet) -> PreviousView {
    let at = frame.ward.local(set.at);
    let signs = [
        ("rr", Sign::Respirations),
        ("spo2", Sign::Saturation),
        ("o2", Sign::AirOrOxygen),
        ("sbp", Sign::Systolic),
        ("hr", Sign::Pulse),
        ("acvpu", Sign::Consciousness),
        ("temp", Sign::Temperature),
    ];
    PreviousView {
        time: words::time(at),
        date: words::date(at),
        historical: set.historical(),
        values: signs
            .into_iter()
            .map(|(link, sign)| PreviousValueView { link_id: link.to_owned(), words: value_words(set, sign) })
            .collect(),
        total: set.total,
        band: set.band.filter(|_| set.total.is_some()).map(band),
    }
}

fn score(frame: &Frame<'_>, form: &FormNow, score: &Score) -> ScoreView {
    let parts = score.parts.len();
    let entered = score.parts.iter().filter(|part| part.points.is_some()).count();
    let before = form.sets.iter().find(|set| set.total.is_some());
    let urgent = match score.advice.urgency {
        Band::Low => false,
        Band::LowMedium | Band::Medium | Band::High => true,
    };
    let title = &score.advice.title;
    ScoreView {
        title: score.name.clone(),
        total: score.total,
        band: score.band.map(band),
        at_least: score.at_least.map(|(least, _)| least),
        at_least_band: score.at_least.map(|(_, least)| band(least)),
        missing: score.missing.iter().map(|link| gap(form, &NodeId(link.clone()), "is missing")).collect(),
        entered: if entered == parts {
            format!("All {parts} inputs entered")
        } else {
            format!("{entered} of {parts} entered")
        },
        trend: score.total.zip(before.and_then(|set| Some((set.total?, set.at)))).map(|(total, (was, at))| {
            let at = frame.time(at);
            match total.cmp(&was) {
                std::cmp::Ordering::Greater => format!("Up from {was} at {at}"),
                std::cmp::Ordering::Equal => format!("Same as at {at}"),
                std::cmp::Ordering::Less => format!("Down from {was} at {at}"),
            }
        }),
        advice_title: (entered > 0 || urgent).then(|| title.clone()),
        advice_urgent: urgent,
        advice: score.advice.lines.clone(),
        rule: score.rule.clone(),
    }
}

fn since(form: &FormNow, before: &ObservationSet) -> Vec<SinceView> {
    SINCE
        .iter()
        .filter_map(|(sign, link, name)| {
            let Some(Answer::Number { digits, .. }) = form.draft.answers.get(&NodeId((*link).to_owned())) else {
                return None;
            };
            let was = before.value(*sign)?;
            let (then, now): (f64, f64) = (was.parse().ok()?, digits.parse().ok()?);
            let direction = if now > then {
                Trend::Up
            } else if now < then {
                Trend::Down
            } else {
                Trend::Same
            };
            Some(SinceView { name: (*name).to_owned(), was: was.to_owned(), now: digits.clone(), direction })
        })
        .collect()
}

fn sign(frame: &Frame<'_>, actor: &Actor, form: &FormNow, system: &str) -> SignView {
    let row = |label: &str, words: String| SignRowView { label: label.to_owned(), words };
    let local = |at| words::weekday_date(frame.ward.local(at));
    let mut rows = Vec::new();
    if let Some(score) = &form.score {
        let words = match (score.total, score.at_least) {
            (Some(total), _) => format!("{total}. {}", score.advice.title),
            (None, Some((least, _))) => format!("Incomplete, at least {least}. {}", score.advice.title),
            (None, None) => "Incomplete".to_owned(),
        };
        rows.push(row(&score.name, words));
    }
    rows.push(row("Values", form.summary.clone()));
    let by = form.draft.care_by.clone().unwrap_or_else(|| actor.staff.name.clone());
    let care = words::time(frame.ward.local(form.care_at));
    rows.push(row("Care given", format!("{} {care} by {by}", local(form.care_at))));
    let late = words::lasted(form.care_at, frame.now);
    let late = if form.care_at < frame.now { format!(", {late} later") } else { String::new() };
    rows.push(row("Recorded", format!("{} {}{late}", local(frame.now), words::time(frame.ward.local(frame.now)))));
    if let Some(Answer::Text(told)) = form.draft.answers.get(&NodeId("told".to_owned())) {
        rows.push(row("Told", told.clone()));
    }
    let identity = frame.identity(&form.picture);
    let bed = form.picture.place.as_ref().and_then(|place| place.what.bed.clone());
    SignView {
        title: match form.draft.form.as_str() {
            "news2" | "vital-signs" => "Sign these observations".to_owned(),
            _ => format!("Sign: {}", form.definition.title.to_lowercase()),
        },
        rows,
        promise: format!(
            "Signing saves it on this PC at once. It waits for {system}; a person releases it when {system} is restored. Later changes show as amendments."
        ),
        same_name: form.namesakes.first().map(|other| {
            let place =
                |bed: Option<&String>| bed.map_or_else(|| "without a bed".to_owned(), |bed| format!("bed {bed}"));
            format!(
                "This is {}, born {}. Not {} in {}, born {}.",
                place(bed.as_ref()),
                identity.born,
                identity.name,
                place(other.bed.as_ref()),
                other.born
            )
        }),
        signer: actor.staff.name.clone(),
        colleague_signs: actor.verified == Verified::Unverified,
        second: form.second,
    }
}
