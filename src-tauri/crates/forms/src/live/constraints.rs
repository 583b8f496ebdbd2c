//! Rules a form brings with it as FHIRPath.

use serde_json::Value;

use super::Live;
use crate::definition::item::{Constraint, Item};
use crate::expr::{ExprEngine, RhFhirPath};
use crate::response::resource;
use crate::{FormProblem, NodeId, ProblemKind};

/// A rule that says no is a problem; one that says nothing, for want of answers, is not. One that cannot be worked out is
/// said: it guards against something, and now nobody does.
pub(super) fn check(live: &mut Live<'_>) {
    let mut rules: Vec<(NodeId, String, Constraint)> = Vec::new();
    for rule in &live.definition.constraints {
        rules.push((NodeId(String::new()), String::new(), rule.clone()));
    }
    for spot in live.spots.iter().filter(|spot| spot.enabled) {
        for rule in &spot.item.constraints {
            rules.push((spot.node.clone(), spot.item.link_id.clone(), rule.clone()));
        }
        if spot.item.limits.regex.is_some() {
            rules.extend(pattern(spot.item, &spot.node, live));
        }
    }
    if rules.is_empty() {
        return;
    }
    let resource = resource(live);
    let expressions: Vec<&str> = rules.iter().map(|(_, _, rule)| rule.expression.as_str()).collect();
    let all = RhFhirPath.evaluate_all(&expressions, &resource, &live.definition.variables);
    for ((node, link_id, rule), said) in rules.into_iter().zip(all) {
        let (warning, message) = match said {
            Ok(values) if values.contains(&Value::Bool(false)) => (rule.warning, rule.human),
            Ok(_) => continue,
            Err(_) => (true, format!("A rule of this form could not be checked, look yourself: {}", rule.human)),
        };
        let kind = if warning { ProblemKind::Unlikely } else { ProblemKind::Contradiction };
        let problem = FormProblem { node, link_id, kind, message };
        if warning { live.warnings.push(problem) } else { live.problems.push(problem) }
    }
}

/// A pattern is a rule over one answer.
fn pattern(item: &Item, node: &NodeId, live: &Live<'_>) -> Option<(NodeId, String, Constraint)> {
    let crate::held::Held::Words(words) = live.held.get(node)? else { return None };
    let literal = |text: &str| text.replace('\\', "\\\\").replace('\'', "\\'").replace(['\n', '\r'], " ");
    let regex = item.limits.regex.as_deref()?;
    let expression = format!("'{}'.matches('^(?:{})$')", literal(words), literal(regex));
    let human = format!("{} is not in the form that is asked for", item.label);
    Some((node.clone(), item.link_id.clone(), Constraint { expression, human, warning: false }))
}
