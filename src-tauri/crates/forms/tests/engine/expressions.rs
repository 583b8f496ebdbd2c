//! The native score beside the same rule as FHIRPath, worked out by an engine nobody here wrote.

use forms::definition::item::CalcFunction;
use forms::{ExprEngine, RhFhirPath, evaluate, shipped};
use serde_json::{Value, json};

const EDGES: [(&str, &[&str]); 5] = [
    ("rr", &["0", "7", "8", "9", "10", "11", "12", "13", "19", "20", "21", "22", "23", "24", "25", "26", "80"]),
    (
        "spo2",
        &[
            "50", "82", "83", "84", "85", "86", "87", "88", "89", "90", "91", "92", "93", "94", "95", "96", "97", "98",
            "100",
        ],
    ),
    ("sbp", &["30", "89", "90", "91", "99", "100", "101", "109", "110", "111", "218", "219", "220", "221", "300"]),
    (
        "hr",
        &["0", "39", "40", "41", "49", "50", "51", "89", "90", "91", "109", "110", "111", "129", "130", "131", "250"],
    ),
    (
        "temp",
        &[
            "25.0", "34.9", "35.0", "35.1", "35.9", "36.0", "36.1", "37.9", "38.0", "38.1", "38.9", "39.0", "39.1",
            "45.0",
        ],
    ),
];

/// A small generator with a fixed seed, so that a difference can be seen again.
struct Draw(u64);

impl Draw {
    fn of<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from[usize::try_from(self.0 >> 33).unwrap() % from.len()]
    }
}

fn answers(draw: &mut Draw) -> Value {
    let mut answers = json!({});
    for (key, values) in EDGES {
        answers[key] = serde_json::from_str(draw.of(values)).unwrap();
    }
    answers["o2"] = json!(draw.of(&["air", "oxygen"]));
    answers["scale"] = json!(draw.of(&["1", "2"]));
    answers["acvpu"] = json!(draw.of(&["A", "A", "A", "C", "V", "P", "U"]));
    answers
}

fn response(answers: &Value) -> Value {
    let coded = ["o2", "scale", "acvpu"];
    let items: Vec<Value> = answers
        .as_object()
        .unwrap()
        .iter()
        .map(|(key, value)| {
            let answer = match key.as_str() {
                key if coded.contains(&key) => json!({ "valueCoding": { "code": value } }),
                "temp" => json!({ "valueDecimal": value }),
                _ => json!({ "valueInteger": value }),
            };
            json!({ "linkId": key, "answer": [answer] })
        })
        .collect();
    json!({ "resourceType": "QuestionnaireResponse", "item": items })
}

#[test]
fn the_native_score_and_the_expression_agree_on_every_band_edge() {
    let form = shipped("news2").unwrap();
    let item = form.item("news2").unwrap();
    assert_eq!(item.calc.as_ref().unwrap().function, CalcFunction::News2);
    let expression = item.expression.as_deref().unwrap();
    let mut draw = Draw(2017);
    for _ in 0..1_000 {
        let answers = answers(&mut draw);
        let native = evaluate(form, &answers).calculated.get("news2").cloned().unwrap();
        let said = RhFhirPath.evaluate(expression, &response(&answers), &form.variables).unwrap();
        assert_eq!(said, [native], "{answers}");
    }
}

#[test]
fn the_expression_says_nothing_of_an_incomplete_set() {
    let form = shipped("news2").unwrap();
    let expression = form.item("news2").unwrap().expression.as_deref().unwrap();
    let whole = answers(&mut Draw(1));
    for key in ["rr", "spo2", "scale", "o2", "sbp", "hr", "acvpu", "temp"] {
        let mut partial = whole.clone();
        partial.as_object_mut().unwrap().remove(key);
        let said = RhFhirPath.evaluate(expression, &response(&partial), &form.variables).unwrap();
        assert!(said.is_empty(), "without {key}");
        assert!(evaluate(form, &partial).calculated.is_empty(), "without {key}");
    }
}

#[test]
fn an_expression_that_cannot_be_worked_out_is_an_error_and_not_a_panic() {
    for expression in ["1 +", "nonsense(", "%unheard", "1 / 0", "'a'.matches('(')"] {
        let _ = RhFhirPath.evaluate(expression, &json!({}), &[]);
    }
}

/// Each sum of each shipped form beside its own expression, over drawn answers: gaps, and parts that could not be tested.
#[test]
fn every_sum_and_its_expression_agree_and_neither_has_a_number_while_a_part_is_missing() {
    let moment = "2026-11-21T14:32:00+00:00".parse().unwrap();
    let facts = forms::ResponseFacts {
        id: "01990000-0000-7000-8000-0000000000aa",
        authored: moment,
        subject: "Patient/1",
        encounter: None,
        author: None,
        author_name: "Somebody",
    };
    let mut draw = Draw(1974);
    let mut sums = 0;
    for definition in forms::catalogue() {
        for item in definition.items.iter().filter(|item| item.calc.is_some()) {
            let calc = item.calc.as_ref().unwrap();
            if calc.function != CalcFunction::Sum {
                continue;
            }
            sums += 1;
            let expression = item.expression.as_deref().unwrap();
            let (mut with, mut without) = (0, 0);
            for round in 0..300 {
                let mut answers = json!({ "how": "seen" });
                for (_, link_id) in &calc.inputs {
                    let mut codes: Vec<&str> =
                        definition.item(link_id).unwrap().options.iter().map(|option| option.code.as_str()).collect();
                    // Every other set is whole, however many parts there are.
                    if round % 2 == 0 {
                        codes.push("");
                    }
                    let code = draw.of(&codes);
                    if !code.is_empty() {
                        answers[link_id] = json!(code);
                    }
                }
                let read = forms::read_answers(definition, &answers);
                let filled = forms::Form::resume(definition, &forms::Context::at(moment), read.answers);
                let total = filled.scores().into_iter().find(|score| score.link_id == item.link_id).unwrap().total;
                let said = RhFhirPath.evaluate(expression, &filled.response(&facts), &definition.variables).unwrap();
                let said: Vec<f64> = said.iter().filter_map(Value::as_f64).collect();
                let ours: Vec<f64> = total.map(f64::from).into_iter().collect();
                assert_eq!(said, ours, "{}: {answers}", item.link_id);
                if total.is_some() { with += 1 } else { without += 1 }
            }
            assert!(with > 20 && without > 20, "{}: {with} with a total, {without} without", item.link_id);
        }
    }
    assert!(sums >= 3, "only {sums} sums");
}
