//! The contract as the screen has it: every command, and values that fit its parameters or do not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a story stops when what it needs is not there")]

use std::collections::BTreeMap;

use super::root;
use serde_json::{Map, Value, json};

/// An id that is well formed and nobody's.
pub const NOBODY: &str = "01990000-0000-7000-8000-0000000000ff";

/// One command.
pub struct Command {
    /// `open_patient`.
    pub name: String,
    parameters: Vec<(String, String)>,
}

/// All of them, and the shapes of what they take.
pub struct Contract {
    /// In the order of the bindings.
    pub commands: Vec<Command>,
    shapes: BTreeMap<String, String>,
}

impl Contract {
    /// Reads the bindings.
    pub fn read() -> Self {
        let text = std::fs::read_to_string(root().join("ui/src/ipc/bindings.ts")).unwrap();
        let commands = text.lines().filter(|line| line.contains("__TAURI_INVOKE(\"")).map(Command::read).collect();
        let mut shapes = BTreeMap::new();
        for part in text.split("export type ").skip(1) {
            let (name, rest) = part.split_once(" = ").unwrap();
            let shape = rest.split_once(";\n\n").map_or(rest, |(shape, _)| shape);
            shapes.insert(name.to_owned(), without_comments(shape));
        }
        Self { commands, shapes }
    }

    /// Arguments that fit.
    pub fn fitting(&self, command: &Command) -> Value {
        command.parameters.iter().map(|(name, kind)| (name.clone(), self.value(kind))).collect::<Map<_, _>>().into()
    }

    /// Arguments that do not: each parameter, and each field of one, replaced by each of these.
    pub fn wild(&self, command: &Command, values: &[Value]) -> Vec<Value> {
        let fitting = self.fitting(command);
        let mut all = vec![json!({}), json!(null), json!([])];
        for (name, _) in &command.parameters {
            for value in values {
                let mut one = fitting.clone();
                one[name] = value.clone();
                all.push(one);
                for field in fitting[name].as_object().map(|fields| fields.keys().cloned().collect()).unwrap_or(vec![])
                {
                    let mut one = fitting.clone();
                    one[name][field] = value.clone();
                    all.push(one);
                }
            }
        }
        all
    }

    fn value(&self, kind: &str) -> Value {
        let kind = kind.trim();
        if let Some(one) = kind.strip_suffix("[]") {
            return json!([self.value(one)]);
        }
        if let Some(inside) = kind.strip_prefix('{') {
            let fields = inside.trim_end_matches('}').split(',').filter_map(|field| field.split_once(':'));
            return fields.map(|(name, kind)| (name.trim().to_owned(), self.value(kind))).collect::<Map<_, _>>().into();
        }
        let first = kind.split('|').map(str::trim).find(|one| !one.is_empty()).unwrap_or_default();
        match first {
            "string" => json!(NOBODY),
            "number" => json!(1),
            "boolean" => json!(true),
            "null" => json!(null),
            literal if literal.starts_with('"') => json!(literal.trim_matches('"')),
            tagged if tagged.starts_with('(') => {
                self.value(tagged.trim_start_matches('(').split(')').next().unwrap_or_default())
            }
            named => self.shapes.get(named).map_or(json!(null), |shape| self.value(shape)),
        }
    }
}

impl Command {
    fn read(line: &str) -> Self {
        let name = line.split("__TAURI_INVOKE(\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let signature = line.split_once('(').unwrap().1.split_once(") =>").unwrap().0;
        let parameters = signature.split(", ").filter_map(|one| one.split_once(": "));
        Self { name, parameters: parameters.map(|(name, kind)| (name.to_owned(), kind.to_owned())).collect() }
    }
}

fn without_comments(text: &str) -> String {
    let mut plain = String::new();
    for (number, part) in text.split("/**").enumerate() {
        plain.push_str(if number == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) });
    }
    plain
}
