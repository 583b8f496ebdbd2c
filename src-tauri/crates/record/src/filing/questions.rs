//! The questions of a form, as far as filing must know them. Reading only: what is shown or required is the engine's.

use serde_json::Value;

use super::BuildProblem;

/// A form definition.
pub(super) struct Form {
    pub(super) url: String,
    pub(super) version: String,
    pub(super) items: Vec<Question>,
}

/// One item of it.
pub(super) struct Question {
    pub(super) link_id: String,
    pub(super) text: Option<String>,
    pub(super) kind: String,
    pub(super) repeats: bool,
    /// Unit of a number: UCUM code and how it is shown.
    pub(super) unit: Option<Unit>,
    /// Coded options, each a Coding as the form has it.
    pub(super) options: Vec<Value>,
    pub(super) items: Vec<Question>,
}

/// A unit.
#[derive(Clone)]
pub(super) struct Unit {
    pub(super) code: String,
    pub(super) shown: String,
}

pub(super) fn read(questionnaire: &Value) -> Result<Form, BuildProblem> {
    let text = |name: &'static str| {
        questionnaire.get(name).and_then(Value::as_str).map(str::to_owned).ok_or(BuildProblem::Definition(name))
    };
    Ok(Form { url: text("url")?, version: text("version")?, items: items(questionnaire) })
}

impl Question {
    pub(super) fn is_group(&self) -> bool {
        self.kind == "group"
    }

    /// The option with this code.
    pub(super) fn option(&self, code: &str) -> Option<&Value> {
        self.options.iter().find(|coding| coding.get("code").and_then(Value::as_str) == Some(code))
    }
}

impl Form {
    /// The question with this linkId, at any depth.
    pub(super) fn question(&self, link_id: &str) -> Option<&Question> {
        find(&self.items, link_id)
    }
}

fn find<'a>(items: &'a [Question], link_id: &str) -> Option<&'a Question> {
    items.iter().find_map(|item| if item.link_id == link_id { Some(item) } else { find(&item.items, link_id) })
}

fn items(parent: &Value) -> Vec<Question> {
    let list = parent.get("item").and_then(Value::as_array);
    list.map(|items| items.iter().filter_map(question).collect()).unwrap_or_default()
}

fn question(item: &Value) -> Option<Question> {
    let text = |name: &str| item.get(name).and_then(Value::as_str).map(str::to_owned);
    let options = item.get("answerOption").and_then(Value::as_array);
    Some(Question {
        link_id: text("linkId")?,
        text: text("text"),
        kind: text("type")?,
        repeats: item.get("repeats").and_then(Value::as_bool).unwrap_or(false),
        unit: unit(item),
        options: options
            .map(|all| all.iter().filter_map(|one| one.get("valueCoding")).map(plain_coding).collect())
            .unwrap_or_default(),
        items: items(item),
    })
}

/// What an answer says of an option: its system, code and name, without the form's own notes on it.
fn plain_coding(coding: &Value) -> Value {
    let kept = ["system", "version", "code", "display"];
    kept.iter().filter_map(|name| coding.get(*name).map(|value| ((*name).to_owned(), value.clone()))).collect()
}

fn unit(item: &Value) -> Option<Unit> {
    let coding = item.get("extension")?.as_array()?.iter().find_map(|extension| {
        let url = extension.get("url")?.as_str()?;
        if url == "http://hl7.org/fhir/StructureDefinition/questionnaire-unit" {
            extension.get("valueCoding")
        } else {
            None
        }
    })?;
    let code = coding.get("code")?.as_str()?.to_owned();
    let shown = coding.get("display").and_then(Value::as_str).unwrap_or(&code).to_owned();
    Some(Unit { code, shown })
}
