//! What a form works out from its answers.

use serde_json::Value;

use super::{Live, sums};
use crate::calc::news2;
use crate::definition::item::{Calc, CalcFunction, Item, Kind};
use crate::expr::{ExprEngine, RhFhirPath};
use crate::held::Held;
use crate::response::resource;
use crate::score::news2_advice;
use crate::{NodeId, Part, Score};

pub(super) fn work_out(live: &mut Live<'_>) {
    live.scores.clear();
    let worked_out: Vec<(NodeId, &Item, String)> = live
        .spots
        .iter()
        .filter(|spot| spot.enabled && spot.item.is_worked_out())
        .map(|spot| (spot.node.clone(), spot.item, spot.row.clone()))
        .collect();
    for (node, item, row) in worked_out {
        match (&item.calc, &item.expression) {
            (Some(calc), _) => native(live, &node, item, calc, &row),
            (None, Some(expression)) => by_expression(live, node, item.kind, expression),
            (None, None) => {}
        }
    }
}

fn native(live: &mut Live<'_>, node: &NodeId, item: &Item, calc: &Calc, row: &str) {
    let score = match calc.function {
        CalcFunction::News2 => news2_score(live, item, calc, row),
        CalcFunction::Sum => sums::score(live, item, calc, row),
    };
    if let Some(total) = score.total {
        live.calculated.insert(node.clone(), Value::from(total));
    }
    live.scores.push(score);
}

fn news2_score(live: &Live<'_>, item: &Item, calc: &Calc, row: &str) -> Score {
    let link_of = |input: &str| {
        calc.inputs.iter().find(|(name, _)| name == input).map_or(input, |(_, link_id)| link_id.as_str()).to_owned()
    };
    let held = |input: &str| live.held.get(&live.nearest(&link_of(input), row)?);
    let whole = |input: &str| match held(input)? {
        Held::Number { value, .. } => value.whole(),
        Held::Choice(_) | Held::Words(_) | Held::Flag(_) | Held::Day(_) | Held::Moment(_) | Held::Time(_) => None,
    };
    let code = |input: &str| match held(input)? {
        Held::Choice(code) => Some(code.as_str()),
        Held::Number { .. } | Held::Words(_) | Held::Flag(_) | Held::Day(_) | Held::Moment(_) | Held::Time(_) => None,
    };
    let inputs = news2::Inputs {
        rr: whole("rr"),
        spo2: whole("spo2"),
        scale: code("scale").and_then(news2::Scale::from_code),
        o2: code("o2").and_then(news2::Breathing::from_code),
        sbp: whole("sbp"),
        hr: whole("hr"),
        acvpu: code("acvpu").and_then(news2::Consciousness::from_code),
        temp_tenths: match held("temp") {
            Some(Held::Number { value, .. }) => value.tenths(),
            _ => None,
        },
    };
    let scored = news2::score(&inputs);
    let label = |link_id: &str| live.definition.item(link_id).map_or(link_id, |item| item.label.as_str()).to_owned();
    let parts = scored.points.by_link_id().map(|(input, points)| {
        let link_id = link_of(input);
        Part { label: label(&link_id), link_id, points }
    });
    let missing: Vec<String> = scored.missing.iter().map(|input| link_of(input)).collect();
    let waiting: Vec<String> = missing
        .iter()
        .filter_map(|link_id| live.definition.item(link_id))
        .map(|item| item.in_a_sentence().to_owned())
        .collect();
    Score {
        name: item.label.clone(),
        link_id: item.link_id.clone(),
        rule: "RCP NEWS2 2017, adult".to_owned(),
        total: scored.total.map(|(total, _)| total),
        band: scored.total.map(|(_, band)| band),
        at_least: scored.at_least,
        parts: parts.to_vec(),
        missing,
        advice: news2_advice(&item.label, &scored, &waiting, &live.unrecordable),
    }
}

fn by_expression(live: &mut Live<'_>, node: NodeId, kind: Kind, expression: &str) {
    let resource = resource(live);
    let Ok(values) = RhFhirPath.evaluate(expression, &resource, &live.definition.variables) else { return };
    if let [value] = values.as_slice() {
        let fits = match value {
            Value::Number(_) => kind.is_number(),
            Value::Bool(_) => kind == Kind::Boolean,
            Value::String(_) => !kind.is_number() && kind != Kind::Boolean,
            Value::Null | Value::Array(_) | Value::Object(_) => false,
        };
        if fits {
            live.calculated.insert(node, tidy(value));
        }
    }
}

/// A number that came through binary fractions, as the decimal it stands for: 36.5 and never 36.50000000000001.
fn tidy(value: &Value) -> Value {
    let Some(number) = value.as_f64().filter(|_| value.is_number()) else { return value.clone() };
    let rounded = format!("{number:.9}");
    let short = rounded.trim_end_matches('0').trim_end_matches('.');
    serde_json::from_str(short).unwrap_or_else(|_| value.clone())
}
