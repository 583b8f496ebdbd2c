//! From what the form engine says to what is printed: a blank form's lines, and a signed record's answers.
//! Every kind of node is named here, so that a new one cannot be half printed.

use forms::view::{Asked, CalculatedNode, Chip, GroupNode, Node, NumberNode, Unit};
use forms::{Answer, Gap};

use crate::AnswerRow;
use crate::pack::{BlankItem, BlankKind};
use crate::when::when;

/// Empty rows of a repeating group.
const ROWS: u8 = 5;

/// The lines of a blank form: those that are visible in the view it is given.
#[must_use]
pub fn blank_items(nodes: &[Node]) -> Vec<BlankItem> {
    nodes.iter().flat_map(blank).collect()
}

fn blank(node: &Node) -> Vec<BlankItem> {
    let item = |label: &str, kind| vec![BlankItem { label: label.to_owned(), kind }];
    let value = |unit: &Option<Unit>| BlankKind::Value { unit: shown(unit) };
    match node {
        Node::Group(group) => blank_group(group),
        Node::Display(said) => item(&said.text, BlankKind::Say),
        Node::Number(number) => item(&number.asked.label, value(&number.unit)),
        Node::Pair(pair) => item(&pair.label, value(&pair.first.unit)),
        Node::Choice(choice) => {
            let mut options: Vec<String> = choice.options.iter().map(|option| option.label.clone()).collect();
            if choice.open {
                options.push("Other:".to_owned());
            }
            item(&choice.asked.label, BlankKind::Choice(options))
        }
        Node::Text(text) if text.long => item(&text.asked.label, BlankKind::Lines(3)),
        Node::Text(text) => item(&text.asked.label, value(&None)),
        Node::When(moment) => item(&format!("{}: date, time", moment.asked.label), value(&None)),
        Node::Flag(flag) => item(&flag.asked.label, BlankKind::Choice(vec!["Yes".to_owned(), "No".to_owned()])),
        Node::Calculated(worked) => item(&worked.label, value(&worked.unit)),
    }
}

/// A repeating group becomes a table with a column a question; its other rows are that table's rows.
fn blank_group(group: &GroupNode) -> Vec<BlankItem> {
    match group.row {
        Some(row) if row.index > 0 => Vec::new(),
        Some(_) => {
            let columns = blank_items(&group.nodes).into_iter().map(|item| item.label).collect();
            vec![BlankItem { label: group.label.clone(), kind: BlankKind::Table { columns, rows: ROWS } }]
        }
        None => {
            let mut items = vec![BlankItem { label: group.label.clone(), kind: BlankKind::Heading }];
            items.extend(blank_items(&group.nodes));
            items
        }
    }
}

/// The answers of a record, in the form's order, with units and points.
#[must_use]
pub fn answer_rows(nodes: &[Node]) -> Vec<AnswerRow> {
    nodes.iter().flat_map(answered).collect()
}

fn answered(node: &Node) -> Vec<AnswerRow> {
    let plain = |asked: &Asked| vec![row(asked, said(asked.answer.as_ref()), None)];
    match node {
        Node::Group(group) => {
            let number = group.row.map(|row| format!(" {} of {}", row.index + 1, row.of)).unwrap_or_default();
            let label = format!("{}{number}", group.label);
            let mut rows = vec![AnswerRow { label, heading: true, ..AnswerRow::default() }];
            rows.extend(answer_rows(&group.nodes));
            rows
        }
        Node::Display(_) => Vec::new(),
        Node::Number(number) => vec![number_row(number)],
        Node::Pair(pair) => vec![number_row(&pair.first), number_row(&pair.second)],
        Node::Choice(choice) => {
            let label_of = |code: &str| choice.options.iter().find(|o| o.code == code).map(|o| o.label.clone());
            let words = match &choice.asked.answer {
                Some(Answer::Choice(code)) => label_of(code).unwrap_or_else(|| code.clone()),
                other => said(other.as_ref()),
            };
            vec![row(&choice.asked, words, None)]
        }
        Node::Text(text) => plain(&text.asked),
        Node::When(moment) => plain(&moment.asked),
        Node::Flag(flag) => plain(&flag.asked),
        Node::Calculated(worked) => vec![calculated(worked)],
    }
}

fn number_row(number: &NumberNode) -> AnswerRow {
    let unit = match &number.asked.answer {
        Some(Answer::Number { unit: Some(other), .. }) => other.clone(),
        Some(Answer::Number { unit: None, .. }) => shown(&number.unit),
        Some(_) | None => String::new(),
    };
    row(&number.asked, said(number.asked.answer.as_ref()), Some(unit).filter(|unit| !unit.is_empty()))
}

fn row(asked: &Asked, value: String, unit: Option<String>) -> AnswerRow {
    let points = match asked.chip {
        Some(Chip::Points(points)) => Some(points),
        Some(Chip::Unknown) | None => None,
    };
    AnswerRow { label: asked.label.clone(), value, unit, points, heading: false }
}

fn calculated(worked: &CalculatedNode) -> AnswerRow {
    let value = worked.value.clone().unwrap_or_else(|| "Not complete: no value".to_owned());
    let unit = worked.value.as_ref().map(|_| shown(&worked.unit)).filter(|unit| !unit.is_empty());
    AnswerRow { label: worked.label.clone(), value, unit, ..AnswerRow::default() }
}

fn shown(unit: &Option<Unit>) -> String {
    unit.as_ref().map(|unit| unit.shown.clone()).unwrap_or_default()
}

/// An answer in words; what was not answered says so.
fn said(answer: Option<&Answer>) -> String {
    match answer {
        None => "Not answered".to_owned(),
        Some(Answer::Text(text)) => text.clone(),
        Some(Answer::Number { digits, .. }) => digits.clone(),
        Some(Answer::Choice(code)) => code.clone(),
        Some(Answer::Flag(yes)) => if *yes { "Yes" } else { "No" }.to_owned(),
        Some(Answer::Date(date)) => chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d")
            .map_or_else(|_| date.clone(), |day| day.format("%d-%b-%Y").to_string()),
        Some(Answer::DateTime(at)) => chrono::DateTime::parse_from_rfc3339(at).map_or_else(|_| at.clone(), when),
        Some(Answer::Gap { gap, reason }) => {
            let words = match gap {
                Gap::NotMeasured => "Not measured",
                Gap::CannotBeRecorded => "Cannot be recorded",
            };
            if reason.is_empty() { words.to_owned() } else { format!("{words}: {reason}") }
        }
    }
}
