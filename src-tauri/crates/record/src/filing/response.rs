//! The QuestionnaireResponse: everything that was answered, as the form engine says it, with who, when and which flags.

use forms::calc::news2::Scale;
use forms::{Context, Form, ResponseFacts};

use super::frame::Frame;
use super::{BuildProblem, Built};

const KIND: &str = "QuestionnaireResponse";

pub(super) fn build(frame: &Frame<'_>) -> Result<Built, BuildProblem> {
    // Its id is the record's own.
    let id = frame.record.id.0;
    let form = reopened(frame);
    agree(frame, &form)?;
    let facts = ResponseFacts {
        id: &id.to_string(),
        authored: frame.record.recorded_at,
        subject: &frame.to.patient_ref,
        encounter: frame.to.encounter_ref.as_deref(),
        author: frame.to.performer_ref.as_deref(),
        author_name: &frame.record.author.name,
    };
    let mut content = form.response(&facts);
    if let Some(all) = content.as_object_mut() {
        all.insert("identifier".to_owned(), frame.identifier(id));
        all.insert("author".to_owned(), frame.author());
        if frame.amended() {
            all.insert("status".to_owned(), "amended".into());
        }
    }
    Ok(Built { kind: KIND, id, content: frame.resource(KIND, id, content) })
}

/// The reference every other resource of the record points at.
pub(super) fn reference(frame: &Frame<'_>) -> String {
    format!("{KIND}/{}", frame.record.id)
}

/// A score that is worked out again is the one that was signed, or nothing goes out.
fn agree(frame: &Frame<'_>, form: &Form<'_>) -> Result<(), BuildProblem> {
    let Some(signed) = &frame.record.score else { return Ok(()) };
    let scores = form.scores();
    let again = scores.iter().find(|score| score.link_id == signed.name).ok_or(BuildProblem::OtherScore)?;
    if again.total == signed.total { Ok(()) } else { Err(BuildProblem::OtherScore) }
}

fn reopened<'d>(frame: &Frame<'d>) -> Form<'d> {
    let record = frame.record;
    let scale = match record.score.as_ref().map(|score| score.scale) {
        Some(2) => Scale::Two,
        Some(_) | None => Scale::One,
    };
    let context = Context {
        age: None,
        pregnant: None,
        scale,
        care_at: record.care_at,
        recorded_at: record.first_recorded_at(),
        late_reason: record.late_reason.clone(),
    };
    Form::resume(frame.form, &context, record.answers.clone())
}
