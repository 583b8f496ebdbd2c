//! One line for lists: the score, then what was measured, in the form's own words.
//!
//! A form brings the parts: `saturation {spo2}%[ on {o2}]`. A part whose first value is missing is left out, or says
//! why there is none; what stands in brackets is left out when its own value is missing.

use crate::held::Held;
use crate::live::{Live, in_lower_case, rows_of};
use crate::{Answers, Gap, NodeId};

pub(crate) fn summary(live: &Live<'_>, answers: &Answers) -> String {
    let scores = live.scores.iter().map(|score| match (score.total, score.at_least) {
        (Some(total), _) => format!("{} {total}", score.name),
        (None, Some((least, _))) if least > 0 => format!("{} incomplete, at least {least}", score.name),
        (None, _) if score.missing.is_empty() => format!("{}: no total", score.name),
        (None, _) => format!("{} incomplete", score.name),
    });
    let mut sentences: Vec<String> = scores.collect();
    let parts: Vec<String> = live.definition.summary.iter().flat_map(|part| said(live, answers, part)).collect();
    if !parts.is_empty() {
        sentences.push(capital(&parts.join(", ")));
    }
    if sentences.is_empty() { live.definition.title.clone() } else { sentences.join(". ") }
}

/// A part as said; once for each row when its values are in rows.
fn said(live: &Live<'_>, answers: &Answers, part: &str) -> Vec<String> {
    let first = part.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map_or("", |(link_id, _)| link_id);
    let Some(path) = crate::live::path_of(live.definition, first) else { return vec![part.to_owned()] };
    let rows: Vec<String> = match path.as_slice() {
        [group] => (0..rows_of(answers, group)).map(|row| format!("{group}[{row}]/")).collect(),
        _ => vec![String::new()],
    };
    rows.iter().filter_map(|row| said_once(live, part, first, row)).collect()
}

fn said_once(live: &Live<'_>, part: &str, first: &str, row: &str) -> Option<String> {
    let node = NodeId(format!("{row}{first}"));
    if let Some((gap, _)) = live.gaps.get(&node) {
        let name = live.definition.item(first).map_or(first, |item| item.in_a_sentence());
        let words = match gap {
            Gap::NotMeasured => "not measured",
            Gap::CannotBeRecorded => "cannot be recorded",
        };
        return Some(format!("{} {words}", in_lower_case(name)));
    }
    value(live, &node)?;
    let mut line = String::new();
    for piece in part.split(['[', ']']) {
        line.push_str(&filled(live, piece, row).unwrap_or_default());
    }
    Some(line)
}

/// The text with its values; none when one of them is missing.
fn filled(live: &Live<'_>, text: &str, row: &str) -> Option<String> {
    let mut line = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (link_id, after) = after.split_once('}')?;
        line.push_str(before);
        line.push_str(&value(live, &live.nearest(link_id, row)?)?);
        rest = after;
    }
    line.push_str(rest);
    Some(line)
}

fn value(live: &Live<'_>, node: &NodeId) -> Option<String> {
    let item = live.spots.iter().find(|spot| spot.node == *node)?.item;
    Some(match live.held.get(node)? {
        Held::Number { digits, .. } => digits.clone(),
        Held::Choice(code) => {
            let option = item.options.iter().find(|option| option.code == *code)?;
            option.said.clone().unwrap_or_else(|| in_lower_case(&option.label))
        }
        Held::Words(words) => words.clone(),
        Held::Flag(true) => "yes".to_owned(),
        Held::Flag(false) => "no".to_owned(),
        Held::Day(day) => crate::calc::dates::date(*day),
        Held::Moment(moment) => crate::calc::dates::date_time(moment),
        Held::Time(time) => crate::calc::dates::time(time),
    })
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
