//! FHIRPath behind a trait: the one place that knows which engine it is.
//!
//! Scores that steer care do not go through here: they are native, and tests hold the two beside each other.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rh_fhirpath::{EvaluationContext, FhirPathEvaluator, FhirPathParser, FhirPathValue};
use serde_json::Value;

use crate::definition::Variable;

/// An engine for FHIRPath expressions.
pub trait ExprEngine {
    /// Evaluates one expression about a resource; `%resource` is the resource, and variables are worked out first,
    /// in order.
    ///
    /// # Errors
    /// In words, when the expression cannot be read or worked out.
    fn evaluate(&self, expression: &str, resource: &Value, variables: &[Variable]) -> Result<Vec<Value>, String>;
}

/// The engine we ship.
#[derive(Debug, Clone, Copy, Default)]
pub struct RhFhirPath;

impl ExprEngine for RhFhirPath {
    fn evaluate(&self, expression: &str, resource: &Value, variables: &[Variable]) -> Result<Vec<Value>, String> {
        guarded(|| {
            let parser = FhirPathParser::new();
            let evaluator = FhirPathEvaluator::new();
            let mut context = EvaluationContext::new(resource.clone());
            for Variable { name, expression } in variables {
                let parsed = parser.parse(expression).map_err(|error| error.to_string())?;
                let value = evaluator.evaluate(&parsed, &context).map_err(|error| error.to_string())?;
                context.add_constant(name.clone(), value);
            }
            let parsed = parser.parse(expression).map_err(|error| error.to_string())?;
            let value = evaluator.evaluate(&parsed, &context).map_err(|error| error.to_string())?;
            Ok(values(value))
        })
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
