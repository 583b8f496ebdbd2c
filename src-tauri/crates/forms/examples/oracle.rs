//! Answers for `tests/oracles/run.py`: JSON lines in, JSON lines out. Only tests start it.
//!
//! `news2` scores `{rr, spo2, scale, o2, sbp, hr, acvpu, tenths}`; `numbers` checks a text as a patient number;
//! `evaluate` evaluates answers to the shipped NEWS2 form; `response` takes `{form, score, answers}` and answers with the
//! QuestionnaireResponse and what the score came to.

use std::error::Error;
use std::io::{BufRead, Write};

use forms::calc::news2::{Breathing, Consciousness, Inputs, Scale, score};
use forms::calc::patient_number::PatientNumber;
use forms::{Context, Form, ResponseFacts};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let mode = std::env::args().nth(1).ok_or("say news2, numbers or evaluate")?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let input: Value = serde_json::from_str(&line?)?;
        let output = match mode.as_str() {
            "news2" => news2(&input),
            "numbers" => json!(PatientNumber::read(input.as_str().unwrap_or_default()).is_ok()),
            "evaluate" => {
                let form = forms::shipped("news2").ok_or("the NEWS2 form does not load")?;
                json!(forms::evaluate(form, &input).calculated.get("news2"))
            }
            "response" => response(&input)?,
            other => return Err(format!("{other} is not known").into()),
        };
        writeln!(out, "{output}")?;
    }
    Ok(out.flush()?)
}

fn response(input: &Value) -> Result<Value, Box<dyn Error>> {
    let text = |key: &str| input.get(key).and_then(Value::as_str).unwrap_or_default();
    let form = forms::shipped(text("form")).ok_or("there is no such form")?;
    let read = forms::read_answers(form, input.get("answers").unwrap_or(&Value::Null));
    let moment = "2026-11-21T14:32:00+00:00".parse()?;
    let filled = Form::resume(form, &Context::at(moment), read.answers);
    let facts = ResponseFacts {
        id: "01990000-0000-7000-8000-0000000000aa",
        authored: moment,
        subject: "Patient/1",
        encounter: None,
        author: None,
        author_name: "Somebody",
    };
    let total = filled.scores().iter().find(|score| score.link_id == text("score")).and_then(|score| score.total);
    Ok(json!({ "response": filled.response(&facts), "total": total }))
}

fn news2(input: &Value) -> Value {
    let number = |key: &str| input.get(key).and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok());
    let code = |key: &str| input.get(key).and_then(Value::as_str);
    let scored = score(&Inputs {
        rr: number("rr"),
        spo2: number("spo2"),
        scale: code("scale").and_then(Scale::from_code),
        o2: code("o2").and_then(Breathing::from_code),
        sbp: number("sbp"),
        hr: number("hr"),
        acvpu: code("acvpu").and_then(Consciousness::from_code),
        temp_tenths: number("tenths"),
    });
    json!({
        "total": scored.total.map(|(total, _)| total),
        "band": scored.total.map(|(_, band)| band.code()),
        "points": scored.points.by_link_id().map(|(_, points)| points),
    })
}
