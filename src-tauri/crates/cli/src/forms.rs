//! Working out a form without a store, and filling in and signing one.

use std::path::Path;

use serde_json::{Value, json};
use ward::answers::Signed;
use ward::facts::Definition;
use ward::second::Second;

use crate::arguments::{Evaluate, Form, FormAct, Record};
use crate::said::{Failure, Said};
use crate::secrets::{needed, now, open_as};

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}

fn read_json(path: &Path) -> Result<Value, Failure> {
    serde_json::from_str(read(path)?.trim_start_matches('\u{feff}'))
        .map_err(|error| Failure::Input(format!("{} is not JSON: {error}", path.display())))
}

pub(crate) fn evaluate(evaluate: &Evaluate) -> Result<Said, Failure> {
    let answers = read_json(&evaluate.answers)?;
    let text = questionnaire(&evaluate.form)?;
    let evaluation = ward::answers::evaluate(&evaluate.form, text.as_deref(), &answers)?;
    Ok(Said::answer(evaluation))
}

/// The Questionnaire, where a file is named and not the id of a shipped form.
fn questionnaire(form: &str) -> Result<Option<String>, Failure> {
    let path = Path::new(form);
    if path.extension().is_some() || path.is_file() { read(path).map(Some) } else { Ok(None) }
}

pub(crate) fn form(form: &Form) -> Result<Said, Failure> {
    match &form.act {
        FormAct::List => {
            let all = ward::answers::shipped();
            let line = |one: &Definition| {
                let draft = if one.draft.is_empty() { "" } else { ", draft" };
                format!(
                    "{:<22} {}  {} ({}{draft})",
                    one.id,
                    one.version,
                    one.title,
                    one.replaces.as_deref().unwrap_or("-")
                )
            };
            let value = all.iter().map(|one| {
                json!({ "id": one.id, "version": one.version, "title": one.title, "replaces": one.replaces, "draft": one.draft })
            });
            let lines: Vec<String> = all.iter().map(line).collect();
            Ok(Said::new(lines.join("\n"), Value::Array(value.collect())))
        }
        FormAct::Print { form, blank: _, out } => {
            let form = ward::answers::form(form, questionnaire(form)?.as_deref())?;
            let pdf = ward::pack::blank_pdf(&form, now())?;
            std::fs::write(out, pdf).map_err(|error| Failure::Input(format!("{}: {error}", out.display())))?;
            let words = format!("{}, version {}, blank, in {}.", form.title, form.version, out.display());
            Ok(Said::new(words, json!({ "id": form.id, "version": form.version, "out": out })))
        }
        FormAct::Check { file } => {
            let shown = file.display().to_string();
            let form = ward::answers::load(&shown, &read(file)?)?;
            let words = format!("{}, version {}: everything in it is understood.", form.title, form.version);
            Ok(Said::new(words, json!({ "id": form.id, "version": form.version, "title": form.title, "problems": [] })))
        }
    }
}

pub(crate) fn record(record: &Record) -> Result<Said, Failure> {
    let patient =
        record.patient.parse().map_err(|_| Failure::Input(format!("“{}” is not a patient's id", record.patient)))?;
    let answers = read_json(&record.answers)?;
    let (mut ward, actor) = open_as(&record.acting)?;
    let pin = needed("HOLDFAST_PIN", &format!("PIN of {}", actor.staff.name))?;
    let second = match &record.second {
        Some(name) => {
            let staff = ward.staff_called(name)?;
            Some((staff.id, needed("HOLDFAST_SECOND_PIN", &format!("PIN of {}", staff.name))?))
        }
        None => None,
    };
    let whole = Signed {
        patient,
        form: &record.form,
        care_at: record.care_at.as_deref(),
        late_reason: record.late_reason.as_deref(),
        answers: &answers,
        pin: &pin,
        second: second.as_ref().map(|(staff, pin)| Second { staff: *staff, pin }),
    };
    let signed = ward.record(&actor, &whole, now())?;
    let system = ward.config().name(&signed.form.replaces);
    let words = format!("Signed: {}. It waits for {system}.", signed.summary);
    Ok(Said::new(
        words,
        json!({
            "id": signed.id,
            "form": signed.form.id,
            "patient": signed.patient,
            "careAt": signed.care_at.to_rfc3339(),
            "recordedAt": signed.recorded_at.to_rfc3339(),
            "summary": signed.summary,
            "score": signed.score.as_ref().map(|score| json!({
                "total": score.total, "band": score.band, "atLeast": score.at_least, "missing": score.missing,
            })),
        }),
    ))
}
