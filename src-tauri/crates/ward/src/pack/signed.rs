//! A signed record as a page: every answer in words, its points as they were signed.

use chrono::{DateTime, FixedOffset};
use forms::calc::dates;
use forms::calc::news2::Scale;
use forms::view::{Asked, CalculatedNode, ChoiceOption, Node, NumberNode};
use forms::{Answer, Context, Definition, Form, Gap, NodeId};
use print::pack::Banner;
use print::{AnswerRow, Earlier};
use record::SignedRecord;

use super::identity::banner_of;
use crate::{Ward, WardError, words};

impl Ward {
    /// The page that goes with a record to its target. The same record and moment give the same bytes.
    ///
    /// # Errors
    /// When the form is not known, or a character cannot be printed.
    pub fn record_pdf(&self, record: &SignedRecord, now: DateTime<FixedOffset>) -> Result<Vec<u8>, WardError> {
        let mut shown = record.clone();
        shown.care_at = self.local(record.care_at);
        shown.recorded_at = self.local(record.recorded_at);
        for (_, at) in &mut shown.seen.as_at {
            *at = self.local(*at);
        }
        let rows = self.answer_rows(&shown)?;
        let earlier = self.earlier(record)?;
        let banner = Banner {
            ward: shown.seen.ward.clone().unwrap_or_else(|| "Ward not held".to_owned()),
            bed: shown.seen.bed.clone(),
            ..banner_of(&shown.seen.identity, shown.care_at)
        };
        Ok(print::record_sheet(&shown, &banner, &rows, &earlier, self.local(now), self.exercise)?)
    }

    /// What each version before this one said, the newest of them first.
    fn earlier(&self, record: &SignedRecord) -> Result<Vec<Earlier>, WardError> {
        if record.amends.is_none() {
            return Ok(Vec::new());
        }
        let versions = self.versions(record.clone())?;
        let after = versions.iter().zip(versions.iter().skip(1));
        Ok(after
            .map(|(after, before)| Earlier {
                words: format!(
                    "Version {}, signed {} by {}",
                    before.record.version(),
                    words::date_time(self.local(before.record.recorded_at)),
                    before.record.author.with_marks()
                ),
                reason: after.record.amends.as_ref().map(|amends| amends.reason.clone()).unwrap_or_default(),
                changes: after
                    .changes
                    .iter()
                    .map(|one| (one.label.clone(), one.was.clone(), one.now.clone()))
                    .collect(),
            })
            .collect())
    }

    /// The answers of a record in the form's own words.
    ///
    /// # Errors
    /// When the form is not known.
    pub fn answer_rows(&self, record: &SignedRecord) -> Result<Vec<AnswerRow>, WardError> {
        let definition = self.form_in(&record.form.id, &record.form.version)?;
        let scale = match record.score.as_ref().map(|score| score.scale) {
            Some(2) => Scale::Two,
            Some(_) | None => Scale::One,
        };
        let context = Context {
            age: words::years(&record.seen.identity, record.care_at),
            scale,
            recorded_at: record.recorded_at,
            late_reason: record.late_reason.clone(),
            ..Context::at(record.care_at)
        };
        let form = Form::resume(&definition, &context, record.answers.clone());
        let mut sheet = Sheet { record, ward: self, rows: Vec::new(), drawn: Vec::new() };
        for node in form.view() {
            sheet.node(&node);
        }
        sheet.rest(&definition);
        Ok(sheet.rows)
    }
}

struct Sheet<'a> {
    record: &'a SignedRecord,
    ward: &'a Ward,
    rows: Vec<AnswerRow>,
    drawn: Vec<NodeId>,
}

impl Sheet<'_> {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Group(group) => {
                let label = match group.row {
                    Some(row) => format!("{} {} of {}", group.label, row.index + 1, row.of),
                    None => group.label.clone(),
                };
                self.rows.push(AnswerRow { label, heading: true, ..AnswerRow::default() });
                for inner in &group.nodes {
                    self.node(inner);
                }
            }
            // Words that help to fill in say nothing of what was answered.
            Node::Display(_) => {}
            Node::Number(number) => self.number(number),
            Node::Pair(pair) => {
                self.number(&pair.first);
                self.number(&pair.second);
            }
            Node::Choice(choice) => self.asked(&choice.asked, &choice.options),
            Node::Text(text) => self.asked(&text.asked, &[]),
            Node::When(when) => self.asked(&when.asked, &[]),
            Node::Flag(flag) => self.asked(&flag.asked, &[]),
            Node::Calculated(calculated) => self.calculated(calculated),
        }
    }

    fn number(&mut self, number: &NumberNode) {
        let Some(answer) = self.answer(&number.asked) else { return };
        let (value, unit) = match &answer {
            Answer::Number { digits, unit } => {
                let own = number.unit.as_ref();
                let other = unit.clone().filter(|unit| own.is_none_or(|own| own.code != *unit));
                (digits.clone(), other.or_else(|| own.map(|own| own.shown.clone())))
            }
            Answer::Text(_)
            | Answer::Choice(_)
            | Answer::Flag(_)
            | Answer::Date(_)
            | Answer::DateTime(_)
            | Answer::Gap { .. } => (self.words(&number.asked, &answer, &[]), None),
        };
        self.push(&number.asked, value, unit);
    }

    fn asked(&mut self, asked: &Asked, options: &[ChoiceOption]) {
        let Some(answer) = self.answer(asked) else { return };
        let value = self.words(asked, &answer, options);
        self.push(asked, value, None);
    }

    /// The answer as signed. What was asked, is not required and was left alone is not a row.
    fn answer(&mut self, asked: &Asked) -> Option<Answer> {
        self.drawn.push(asked.node.clone());
        let answer = self.record.answers.get(&asked.node).cloned();
        if answer.is_none() && asked.required {
            self.push(asked, "Not answered".to_owned(), None);
        }
        answer
    }

    fn push(&mut self, asked: &Asked, value: String, unit: Option<String>) {
        let points = self.record.score.as_ref().map(|score| score.points.as_slice()).unwrap_or_default();
        let points = points.iter().find(|(link, _)| *link == asked.link_id).map(|(_, points)| *points);
        self.rows.push(AnswerRow { label: asked.label.clone(), value, unit, points, heading: false });
    }

    fn words(&self, asked: &Asked, answer: &Answer, options: &[ChoiceOption]) -> String {
        match answer {
            Answer::Choice(code) => {
                let option = options.iter().find(|option| option.code == *code);
                option.map_or_else(|| code.clone(), |option| option.label.clone())
            }
            Answer::Gap { gap, reason } => {
                let label = asked.gaps.iter().find(|option| option.gap == *gap).map(|option| option.label.as_str());
                let label = label.unwrap_or(match gap {
                    Gap::NotMeasured => "Not measured",
                    Gap::CannotBeRecorded => "Cannot be recorded",
                });
                if reason.trim().is_empty() { label.to_owned() } else { format!("{label}: {}", reason.trim()) }
            }
            Answer::Text(text) => text.clone(),
            Answer::Number { digits, unit: Some(unit) } => format!("{digits} {unit}"),
            Answer::Number { digits, unit: None } => digits.clone(),
            Answer::Flag(true) => "Yes".to_owned(),
            Answer::Flag(false) => "No".to_owned(),
            Answer::Date(text) => text.parse().map_or_else(|_| text.clone(), dates::date),
            Answer::DateTime(text) => DateTime::parse_from_rfc3339(text)
                .map_or_else(|_| text.clone(), |at| dates::date_time(&self.ward.local(at))),
        }
    }

    /// The score that was shown and signed, not one worked out again.
    fn calculated(&mut self, node: &CalculatedNode) {
        self.drawn.push(node.node.clone());
        let score = self.record.score.as_ref().filter(|score| score.name == node.link_id);
        let value = match score.map(|score| (score.total, score.at_least, score.band.as_deref())) {
            Some((Some(total), _, Some(band))) => format!("{total}, {band}"),
            Some((Some(total), _, None)) => total.to_string(),
            Some((None, Some(least), Some(band))) => format!("Incomplete: at least {least}, {band} or more"),
            Some((None, Some(least), None)) => format!("Incomplete: at least {least}"),
            Some((None, None, _)) if score.is_some_and(|score| score.missing.is_empty()) => "No total".to_owned(),
            Some((None, None, _)) => "Incomplete".to_owned(),
            None => node.value.clone().unwrap_or_else(|| "Incomplete".to_owned()),
        };
        // Only NEWS2 has a saturation scale.
        let label = match score.filter(|score| score.name == "news2") {
            Some(score) => format!("{}, saturation scale {}", node.label, score.scale),
            None => node.label.clone(),
        };
        self.rows.push(AnswerRow { label, value, ..AnswerRow::default() });
    }

    /// Answers that the form as it is now would not show: nothing that was signed is left out.
    fn rest(&mut self, definition: &Definition) {
        let rest: Vec<(&NodeId, &Answer)> =
            self.record.answers.iter().filter(|(node, _)| !self.drawn.contains(node)).collect();
        for (node, answer) in rest {
            let link = node.0.rsplit('/').next().unwrap_or(&node.0);
            let item = definition.item(link);
            let options = item.map(|item| item.options.as_slice()).unwrap_or_default();
            let options: Vec<ChoiceOption> = options
                .iter()
                .map(|option| ChoiceOption { code: option.code.clone(), label: option.label.clone() })
                .collect();
            let asked = Asked {
                node: node.clone(),
                link_id: link.to_owned(),
                label: item.map_or_else(|| link.to_owned(), |item| item.label.clone()),
                help: None,
                required: false,
                read_only: false,
                answer: None,
                gaps: Vec::new(),
                chip: None,
                problem: None,
                warning: None,
                missing: false,
            };
            let value = self.words(&asked, answer, &options);
            self.push(&asked, value, item.and_then(|item| item.unit.as_ref()).map(|unit| unit.shown.clone()));
        }
    }
}
