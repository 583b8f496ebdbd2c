//! FHIRPath behind a trait: the one place that knows which engine it is.
//!
//! Scores that steer care do not go through here: they are native, and tests hold the two beside each other.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rh_fhirpath::{EvaluationContext, FhirPathEvaluator, FhirPathParser, FhirPathValue};
use serde_json::Value;

use crate::definition::Variable;

/// An engine for FHIRPath expressions.
pub trait ExprEngine {
    /// Evaluates expressions about one resource, each on its own; `%resource` is the resource, and variables are worked
    /// out first, in order. A failure is in words: the expression cannot be read or worked out.
    fn evaluate_all(
        &self,
        expressions: &[&str],
        resource: &Value,
        variables: &[Variable],
    ) -> Vec<Result<Vec<Value>, String>>;

    /// Evaluates one expression.
    ///
    /// # Errors
    /// In words, when the expression cannot be read or worked out.
    fn evaluate(&self, expression: &str, resource: &Value, variables: &[Variable]) -> Result<Vec<Value>, String> {
        self.evaluate_all(&[expression], resource, variables).pop().unwrap_or_else(|| Ok(Vec::new()))
    }
}

/// The engine we ship.
#[derive(Debug, Clone, Copy, Default)]
pub struct RhFhirPath;

impl ExprEngine for RhFhirPath {
    fn evaluate_all(
        &self,
        expressions: &[&str],
        resource: &Value,
        variables: &[Variable],
    ) -> Vec<Result<Vec<Value>, String>> {
        let parser = FhirPathParser::new();
        let evaluator = FhirPathEvaluator::new();
        let mut context = EvaluationContext::new(resource.clone());
        let one = |expression: &str, context: &EvaluationContext| {
            guarded(|| {
                let parsed = parser.parse(expression).map_err(|error| error.to_string())?;
                evaluator.evaluate(&parsed, context).map_err(|error| error.to_string())
            })
        };
        for Variable { name, expression } in variables {
            match one(expression, &context) {
                Ok(value) => context.add_constant(name.clone(), value),
                Err(error) => return expressions.iter().map(|_| Err(error.clone())).collect(),
            }
        }
        expressions.iter().map(|expression| one(expression, &context).map(values)).collect()
    }
}

/// Whether an expression can be read at all.
pub(crate) fn parse(expression: &str) -> Result<(), String> {
    guarded(|| FhirPathParser::new().parse(expression).map(|_| ()).map_err(|error| error.to_string()))
}

/// Expressions come with a form, and the engine is young: one that makes it panic is an error like any other.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("the expression engine stopped".to_owned()))
}

fn values(value: FhirPathValue) -> Vec<Value> {
    if let FhirPathValue::Collection(values) | FhirPathValue::UnorderedCollection(values) = value {
        return values.into_iter().flat_map(self::values).collect();
    }
    let value = value.to_json();
    if value.is_null() { Vec::new() } else { vec![value] }
}
