//! A score as screen and paper show it: the total or what is missing, each part, and what to do about it.

use crate::calc::news2::{Band, Monitoring, News2};

/// One score of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// What it is called: `NEWS2`.
    pub name: String,
    /// The item that holds it: `news2`.
    pub link_id: String,
    /// Whose rule it is: `RCP NEWS2 2017, adult`.
    pub rule: String,
    /// The total. None when anything it needs is missing: never a partial number.
    pub total: Option<u8>,
    /// The band of the total.
    pub band: Option<Band>,
    /// When there is no total: the least it can be, and that band.
    pub at_least: Option<(u8, Band)>,
    /// The scored parts, in chart order.
    pub parts: Vec<Part>,
    /// linkIds of what it needs and has not got, in form order.
    pub missing: Vec<String>,
    /// What to do now.
    pub advice: Advice,
}

/// The points of one part of a score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its item.
    pub link_id: String,
    /// Its name on screen: `Respirations`.
    pub label: String,
    /// Its points; none while they cannot be known.
    pub points: Option<u8>,
}

/// What a score asks staff to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// In one line: `Emergency response`.
    pub title: String,
    /// What to do, one thing a line. Local phone numbers are the ward's to add.
    pub lines: Vec<String>,
    /// How loud: of the total, of the least it can be, or `High` when pulse or blood pressure cannot be recorded.
    pub urgency: Band,
    /// How often to observe from now on, where the score says so.
    pub monitoring: Option<Monitoring>,
    /// Whom it was told to, and when, has to be recorded.
    pub escalate: bool,
}

/// What the RCP asks for at each band, and what we ask for when the set is incomplete or something cannot be recorded.
pub(crate) fn news2_advice(name: &str, scored: &News2, waiting: &[String], unrecordable: &[String]) -> Advice {
    if !unrecordable.is_empty() {
        return emergency(unrecordable);
    }
    if let Some((total, band)) = scored.total {
        let lines = response(band, total > 0).iter().map(|line| (*line).to_owned()).collect();
        let title = title(band, total > 0).to_owned();
        return Advice { title, lines, urgency: band, monitoring: Some(scored.monitoring), escalate: band > Band::Low };
    }
    let (least, band) = scored.at_least.unwrap_or((0, Band::Low));
    let waiting = join(waiting);
    if band == Band::Low {
        let lines = vec![format!("Enter {waiting}"), "Observe again within the hour".to_owned()];
        let title = format!("{name} incomplete");
        return Advice { title, lines, urgency: band, monitoring: Some(scored.monitoring), escalate: false };
    }
    let mut lines = vec![format!("{} can only add to it. Act now.", capital(&waiting))];
    lines.extend(response(band, true).iter().map(|line| (*line).to_owned()));
    let title = format!("Already at least {least}: {}", crate::live::in_lower_case(title(band, true)));
    Advice { title, lines, urgency: band, monitoring: Some(scored.monitoring), escalate: true }
}

/// A pulse or a blood pressure that cannot be recorded.
pub(crate) fn emergency(unrecordable: &[String]) -> Advice {
    let mut lines = vec![format!("{} cannot be recorded. Get help now.", capital(&join(unrecordable)))];
    lines.extend(response(Band::High, true).iter().map(|line| (*line).to_owned()));
    Advice {
        title: title(Band::High, true).to_owned(),
        lines,
        urgency: Band::High,
        monitoring: Some(Monitoring::Continuous),
        escalate: true,
    }
}

fn title(band: Band, above_zero: bool) -> &'static str {
    match band {
        Band::Low if above_zero => "Ward response",
        Band::Low => "Routine observations",
        Band::LowMedium => "Urgent ward response",
        Band::Medium => "Urgent response",
        Band::High => "Emergency response",
    }
}

/// RCP NEWS2 chart 4.
fn response(band: Band, above_zero: bool) -> &'static [&'static str] {
    match band {
        Band::Low if above_zero => &[
            "Tell the registered nurse, who must assess the patient",
            "The nurse decides whether to observe more often or to escalate",
            "Observations every 4 to 6 hours or more often",
        ],
        Band::Low => &["Continue routine observations", "Observations every 12 hours or more often"],
        Band::LowMedium => &[
            "Registered nurse: tell the medical team, who review and decide whether to escalate",
            "Observations every hour or more often",
        ],
        Band::Medium => &[
            "Registered nurse: tell the medical team now",
            "Ask for urgent assessment by a clinician or team skilled with acutely ill patients",
            "Care where the patient can be monitored",
            "Observations every hour or more often",
        ],
        Band::High => &[
            "Registered nurse: tell the medical team now, a specialist registrar or above",
            "Emergency assessment by a team with critical care and advanced airway skills",
            "Consider moving to level 2 or 3 care (HDU or ICU)",
            "Monitor vital signs continuously",
        ],
    }
}

pub(crate) fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
