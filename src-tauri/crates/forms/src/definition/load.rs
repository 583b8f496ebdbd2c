//! A Questionnaire as a whole: who it is, whom it is for, what it says in a list, and its items.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::item::{Constraint, OptionItem};
use super::names::{Origin, short};
use super::reader::{Reader, under};
use super::{Definition, LoadProblem, Second, Suits, Variable, load_item, structure};

const ROOT_KEYS: &[&str] = &[
    "resourceType",
    "id",
    "meta",
    "text",
    "language",
    "url",
    "identifier",
    "version",
    "name",
    "title",
    "status",
    "experimental",
    "date",
    "publisher",
    "contact",
    "description",
    "useContext",
    "jurisdiction",
    "purpose",
    "copyright",
    "approvalDate",
    "lastReviewDate",
    "effectivePeriod",
    "code",
    "subjectType",
    "contained",
    "extension",
    "item",
];

/// Option lists that come with the form, by `#id`.
pub(super) type ValueSets = BTreeMap<String, Vec<OptionItem>>;

pub(super) fn load(json: &str) -> Result<Definition, Vec<LoadProblem>> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let value: Value = serde_json::from_str(json).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        vec![LoadProblem { place, what: "this is not JSON".to_owned() }]
    })?;
    let mut reader = Reader::default();
    let Some(root) = value.as_object() else {
        reader.refuse("", "a form has to be one JSON object");
        return Err(reader.problems);
    };
    if root.get("resourceType").and_then(Value::as_str) != Some("Questionnaire") {
        reader.refuse("resourceType", "has to be Questionnaire");
        return Err(reader.problems);
    }
    let definition = Definition { source: json.into(), ..questionnaire(&mut reader, root) };
    structure::check(&definition, &mut reader);
    if reader.problems.is_empty() { Ok(definition) } else { Err(reader.problems) }
}

fn questionnaire(reader: &mut Reader, root: &Map<String, Value>) -> Definition {
    reader.keys(root, "", ROOT_KEYS);
    let mut text = |key| reader.text(root, key, "").unwrap_or_default();
    let mut definition = Definition {
        id: text("id"),
        version: text("version"),
        url: text("url"),
        title: text("title"),
        ..Definition::default()
    };
    for (place, url, extension) in reader.extensions(root, "") {
        about(reader, &mut definition, &place, &url, extension);
    }
    let sets = value_sets(reader, root);
    for (place, item) in reader.objects(root, "item", "") {
        definition.items.push(load_item::item(reader, item, &place, &sets));
    }
    if definition.items.is_empty() {
        reader.refuse("item", "a form has to ask something");
    }
    definition
}

fn about(reader: &mut Reader, definition: &mut Definition, place: &str, url: &str, extension: &Map<String, Value>) {
    match short(url) {
        Some((Origin::Ours, "bc-replaces")) => {
            definition.replaces = reader.value_text(extension, &["valueCode"], place);
        }
        Some((Origin::Ours, "bc-licence")) => {
            definition.licence = reader.value_text(extension, &["valueString"], place);
        }
        Some((Origin::Ours, "bc-also")) => {
            definition.also.extend(reader.value_text(extension, &["valueString"], place));
        }
        Some((Origin::Ours, "bc-draft")) => {
            definition.draft.extend(reader.value_text(extension, &["valueString"], place));
        }
        Some((Origin::Ours, "bc-summary")) => {
            definition.summary.extend(reader.value_text(extension, &["valueString"], place));
        }
        Some((Origin::Ours, "bc-sign")) => definition.second = sign(reader, extension, place),
        Some((Origin::Ours, "bc-suits")) => definition.suits = suits(reader, extension, place),
        Some((Origin::Hl7, "variable")) => definition.variables.extend(variable(reader, extension, place)),
        Some((Origin::Hl7, "questionnaire-constraint" | "targetConstraint")) => {
            definition.constraints.extend(constraint(reader, extension, place));
        }
        Some((
            Origin::Sdc,
            "sdc-questionnaire-observationExtract" | "sdc-questionnaire-observation-extract-category",
        )) => {}
        _ => reader.refuse(place, format!("extension {url} is not in the form language")),
    }
}

fn suits(reader: &mut Reader, extension: &Map<String, Value>, place: &str) -> Suits {
    let mut suits = Suits::default();
    for (place, url, part) in reader.extensions(extension, place) {
        match url.as_str() {
            "minAge" => {
                let age = reader.count(part.get("valueInteger"), "valueInteger", &place);
                suits.min_age = age.and_then(|age| u32::try_from(age).ok());
            }
            "notPregnant" => suits.not_pregnant = reader.flag(part, "valueBoolean", &place),
            "instead" => suits.instead = reader.value_text(part, &["valueCode"], &place),
            _ => reader.refuse(&place, format!("{url} is not part of bc-suits")),
        }
    }
    suits
}

/// `count` 1 or 2; with `when`, two only where that question is answered yes.
fn sign(reader: &mut Reader, extension: &Map<String, Value>, place: &str) -> Second {
    let (mut count, mut when) = (None, None);
    for (place, url, part) in reader.extensions(extension, place) {
        match url.as_str() {
            "count" => count = reader.count(part.get("valueInteger"), "valueInteger", &place),
            "when" => when = reader.value_text(part, &["valueString"], &place),
            _ => reader.refuse(&place, format!("{url} is not part of bc-sign")),
        }
    }
    match (count, when) {
        (Some(1), None) => Second::No,
        (Some(2), None) => Second::Always,
        (Some(2), Some(link_id)) => Second::When(link_id),
        _ => {
            reader.refuse(place, "bc-sign has a count of 1 or 2, and a question only with 2");
            Second::No
        }
    }
}

fn variable(reader: &mut Reader, extension: &Map<String, Value>, place: &str) -> Option<Variable> {
    let (name, expression) = expression(reader, extension, place)?;
    if name.is_none() {
        reader.refuse(place, "a variable has to have a name");
    }
    Some(Variable { name: name?, expression })
}

/// A `valueExpression` in FHIRPath, with its name. Any other language is refused.
pub(super) fn expression(
    reader: &mut Reader,
    extension: &Map<String, Value>,
    place: &str,
) -> Option<(Option<String>, String)> {
    let held = reader.value(extension, &["valueExpression"], place)?.as_object();
    let Some(held) = held else {
        reader.refuse(place, "valueExpression has to be an object");
        return None;
    };
    reader.keys(held, place, &["name", "language", "expression", "description"]);
    let language = reader.text(held, "language", place);
    if language.as_deref() != Some("text/fhirpath") {
        reader.refuse(place, "an expression has to be text/fhirpath");
        return None;
    }
    let name = reader.text(held, "name", place);
    let expression = reader.text(held, "expression", place);
    let Some(expression) = expression else {
        reader.refuse(place, "an expression has to be written in the form");
        return None;
    };
    Some((name, parsed(reader, expression, place)?))
}

fn parsed(reader: &mut Reader, expression: String, place: &str) -> Option<String> {
    match crate::expr::parse(&expression) {
        Ok(()) => Some(expression),
        Err(words) => {
            reader.refuse(place, format!("the expression cannot be read: {words}"));
            None
        }
    }
}

/// A rule over several answers.
pub(super) fn constraint(reader: &mut Reader, extension: &Map<String, Value>, place: &str) -> Option<Constraint> {
    let (mut rule, mut human, mut warning) = (None, None, false);
    for (place, url, part) in reader.extensions(extension, place) {
        match url.as_str() {
            "expression" if part.contains_key("valueExpression") => {
                rule = expression(reader, part, &place).map(|(_, expression)| expression);
            }
            "expression" => {
                let text = reader.value_text(part, &["valueString"], &place);
                rule = text.and_then(|expression| parsed(reader, expression, &place));
            }
            "human" => human = reader.value_text(part, &["valueString"], &place),
            "severity" => warning = part.get("valueCode").and_then(Value::as_str) == Some("warning"),
            "key" | "requirements" => {}
            _ => reader.refuse(&place, format!("{url} is not part of a constraint")),
        }
    }
    if rule.is_none() || human.is_none() {
        reader.refuse(place, "a constraint needs an expression and its words for people");
    }
    Some(Constraint { expression: rule?, human: human?, warning })
}

fn value_sets(reader: &mut Reader, root: &Map<String, Value>) -> ValueSets {
    let mut sets = ValueSets::new();
    for (place, set) in reader.objects(root, "contained", "") {
        if set.get("resourceType").and_then(Value::as_str) != Some("ValueSet") {
            reader.refuse(&place, "only a ValueSet may be contained");
            continue;
        }
        let Some(id) = reader.text(set, "id", &place) else {
            reader.refuse(&place, "a contained ValueSet needs an id");
            continue;
        };
        let mut options = Vec::new();
        let empty = Map::new();
        let expansion = set.get("expansion").and_then(Value::as_object).unwrap_or(&empty);
        for (place, concept) in reader.objects(expansion, "contains", &under(&place, "expansion")) {
            options.extend(load_item::coding(reader, concept, &place));
        }
        if options.is_empty() {
            reader.refuse(&place, "a contained ValueSet has to be expanded");
        }
        sets.insert(format!("#{id}"), options);
    }
    sets
}
