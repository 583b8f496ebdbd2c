//! Forms to be filled in by hand: the same questions as on screen, with room to write.

use chrono::{DateTime, FixedOffset};
use forms::Definition;
use forms::definition::item::{Item, Kind, Known, Operator};
use print::pack::{BlankForm, BlankItem, BlankKind};
use record::picture::Picture;

use super::Content;
use crate::{Ward, WardError};

/// Columns of a form that is filled in again and again.
const TIMES: u8 = 6;
/// Lines for free text.
const LINES: u8 = 3;
/// Rows of a repeating group.
const ROWS: u8 = 5;
/// As many questions as are still read side by side; of more, the rows go on in a table under it, by their number.
const ABREAST: usize = 6;

impl Ward {
    /// The blank forms that were asked for; one that is not for this patient gives way to the one to use instead.
    pub(super) fn blanks(
        &self,
        picture: &Picture,
        contents: &[Content],
        now: DateTime<FixedOffset>,
    ) -> Result<Vec<BlankForm>, WardError> {
        let mut chosen: Vec<&str> = Vec::new();
        for content in contents {
            let id = match content {
                Content::Blank(id) => id,
                Content::Cover | Content::WardList | Content::Summary | Content::Medicines | Content::Observations => {
                    continue;
                }
            };
            let form = self.form(id)?;
            let suits = match self.not_for(picture, id, now) {
                None => Some(form.id.as_str()),
                Some(_) => form.suits.instead.as_deref(),
            };
            chosen.extend(suits.filter(|id| !chosen.contains(id)));
        }
        let scale = self.store.scale_of(picture.id)?.map_or(1, |decision| decision.scale);
        chosen.into_iter().map(|id| Ok(blank(self.form(id)?, scale))).collect()
    }
}

/// A form on paper without a patient, with room for a label. Needs no store.
///
/// # Errors
/// When a character of it cannot be printed.
pub fn blank_pdf(form: &Definition, printed_at: DateTime<FixedOffset>) -> Result<Vec<u8>, WardError> {
    Ok(print::blank_sheet(&blank(form, 1), printed_at)?)
}

/// One form on paper.
fn blank(form: &Definition, scale: u8) -> BlankForm {
    let mut items = Vec::new();
    for item in form.items.iter().filter(|item| !item.hidden) {
        add(item, form, scale, &mut items);
    }
    let often = matches!(form.id.as_str(), "news2" | "vital-signs");
    BlankForm {
        title: form.title.clone(),
        form: form.id.clone(),
        version: form.version.clone(),
        items,
        times: if often { TIMES } else { 1 },
        second: form.second != forms::definition::Second::No,
        licence: form.licence.clone(),
        news2: form.id == "news2",
    }
}

/// A repeating group: one table, or several whose rows are told by their number.
fn tables(group: &Item) -> Vec<BlankItem> {
    let asked: Vec<String> = group.items.iter().filter(|one| one.kind.asks()).map(|one| one.label.clone()).collect();
    let table =
        |label: String, columns: Vec<String>| BlankItem { label, kind: BlankKind::Table { columns, rows: ROWS } };
    if asked.len() <= ABREAST {
        return vec![table(group.label.clone(), asked)];
    }
    let parts = asked.len().div_ceil(ABREAST);
    let each = asked.len().div_ceil(parts);
    let numbered = |part: &[String]| [&["No.".to_owned()], part].concat();
    let label = |n: usize| if n == 0 { group.label.clone() } else { format!("{}, the same rows", group.label) };
    asked.chunks(each).enumerate().map(|(n, part)| table(label(n), numbered(part))).collect()
}

fn add(item: &Item, form: &Definition, scale: u8, items: &mut Vec<BlankItem>) {
    if item.known == Some(Known::SaturationScale) {
        let label = format!("{} {scale}. Scale 2 only where it was decided and signed", item.label);
        items.push(BlankItem { label, kind: BlankKind::Say });
        return;
    }
    // A lower value drawn beside its upper one is written in the same box.
    let pair = form.items.iter().find_map(|other| {
        let beside = other.below.as_ref()?;
        (beside.first == item.link_id).then(|| beside.label.clone())
    });
    if item.below.is_some() {
        return;
    }
    let unit = item.unit.as_ref().map(|unit| unit.shown.clone()).unwrap_or_default();
    let kind = match item.kind {
        Kind::Group if item.repeats => return items.extend(tables(item)),
        Kind::Group => BlankKind::Heading,
        Kind::Display => BlankKind::Say,
        Kind::Boolean => BlankKind::Choice(vec!["Yes".to_owned(), "No".to_owned()]),
        Kind::Choice => BlankKind::Choice(options(item)),
        Kind::OpenChoice => BlankKind::Choice(options(item).into_iter().chain(["Other:".to_owned()]).collect()),
        Kind::Text => BlankKind::Lines(LINES),
        Kind::Integer | Kind::Decimal | Kind::Quantity | Kind::String => BlankKind::Value { unit },
        Kind::Date => BlankKind::Value { unit: "date".to_owned() },
        Kind::DateTime => BlankKind::Value { unit: "date, time".to_owned() },
        Kind::Time => BlankKind::Value { unit: "24-hour clock".to_owned() },
    };
    let mut label = pair.unwrap_or_else(|| item.label.clone());
    if let Some(help) = &item.help {
        label = format!("{label}. {help}");
    }
    if let Some(when) = when(item, form) {
        label = format!("{label}. Only if {when}");
    }
    items.push(BlankItem { label, kind });
    if item.kind == Kind::Group && !item.repeats {
        for inner in item.items.iter().filter(|inner| !inner.hidden) {
            add(inner, form, scale, items);
        }
    }
}

/// When a question is asked at all, in words: `What happened is Given or Part of it given`.
fn when(item: &Item, form: &Definition) -> Option<String> {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for condition in &item.conditions {
        let asked = form.item(&condition.question)?;
        let answer = match condition.answer.as_str() {
            "true" if asked.kind == Kind::Boolean => "Yes".to_owned(),
            "false" if asked.kind == Kind::Boolean => "No".to_owned(),
            code => {
                let option = asked.options.iter().find(|option| option.code == code);
                option.map_or_else(|| code.to_owned(), |option| option.label.clone())
            }
        };
        let label = asked.label.trim_end_matches('?');
        let (begins, ends) = match condition.operator {
            Operator::Equal => (format!("{label} is"), answer),
            Operator::NotEqual => (format!("{label} is not"), answer),
            Operator::Above => (format!("{label} is more than"), answer),
            Operator::Below => (format!("{label} is less than"), answer),
            Operator::AtLeast => (format!("{label} is at least"), answer),
            Operator::AtMost => (format!("{label} is at most"), answer),
            Operator::Exists if condition.answer == "true" => (label.to_owned(), "is answered".to_owned()),
            Operator::Exists => (label.to_owned(), "is not answered".to_owned()),
        };
        match said.last_mut() {
            Some((same, ends_so_far)) if *same == begins && item.any => ends_so_far.push(ends),
            _ => said.push((begins, vec![ends])),
        }
    }
    let parts: Vec<String> = said.into_iter().map(|(begins, ends)| format!("{begins} {}", ends.join(" or "))).collect();
    let between = if item.any { " or " } else { " and " };
    (!parts.is_empty()).then(|| parts.join(between))
}

/// A short code beside its words, as it is rung: `A Alert`.
fn options(item: &Item) -> Vec<String> {
    let short = item.options.iter().all(|option| option.code.len() == 1 && option.code.chars().all(char::is_uppercase));
    let words = |option: &forms::definition::item::OptionItem| {
        if short { format!("{}\u{A0}{}", option.code, option.label) } else { option.label.clone() }
    };
    item.options.iter().map(words).collect()
}
