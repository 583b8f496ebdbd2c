//! Answers from a file: working out a form without a store, and signing a whole form at once.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use forms::{Answer, Definition, NodeId};
use record::{PatientId, SignedRecord};
use serde_json::Value;
use store::Care;

use crate::second::Second;
use crate::sign::Signing;
use crate::{Actor, Ward, WardError, when};

/// A whole form to be signed.
pub struct Signed<'a> {
    /// About whom.
    pub patient: PatientId,
    /// Which form.
    pub form: &'a str,
    /// When care was given: ISO 8601, or `-20m`; now when not said.
    pub care_at: Option<&'a str>,
    /// Why it is written down late.
    pub late_reason: Option<&'a str>,
    /// `{linkId: value}` or a QuestionnaireResponse.
    pub answers: &'a Value,
    /// The author's PIN.
    pub pin: &'a str,
    /// The second person, where the form asks for one.
    pub second: Option<Second<'a>>,
}

/// Works out a form: a shipped one by its id, or the Questionnaire given as text. Needs no store.
///
/// # Errors
/// When there is no such form, or the Questionnaire uses something that is not understood.
pub fn evaluate(id: &str, questionnaire: Option<&str>, answers: &Value) -> Result<Value, WardError> {
    let definition = form(id, questionnaire)?;
    serde_json::to_value(forms::evaluate(&definition, answers)).map_err(|error| WardError::Outside(error.to_string()))
}

/// A shipped form by its id, or the Questionnaire given as text.
///
/// # Errors
/// As for [`evaluate`].
pub fn form(id: &str, questionnaire: Option<&str>) -> Result<Cow<'static, Definition>, WardError> {
    match questionnaire {
        Some(text) => Ok(Cow::Owned(load(id, text)?)),
        None => forms::shipped(id).map(Cow::Borrowed).ok_or_else(|| WardError::NoSuchForm(id.to_owned())),
    }
}

/// Reads a Questionnaire as a form.
///
/// # Errors
/// When it uses something that is not understood: all of it, and where.
pub fn load(file: &str, questionnaire: &str) -> Result<Definition, WardError> {
    Definition::load(questionnaire).map_err(|problems| {
        let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
        WardError::BadForm { file: file.to_owned(), why: words }
    })
}

/// The forms that ship with Holdfast.
#[must_use]
pub fn shipped() -> &'static [Definition] {
    forms::catalogue()
}

impl Ward {
    /// Fills in and signs a whole form.
    ///
    /// # Errors
    /// When an answer cannot be read, something is missing, or as for [`Ward::sign`]. Nothing is left behind then.
    pub fn record(
        &mut self,
        actor: &Actor,
        whole: &Signed<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<SignedRecord, WardError> {
        let reading = forms::read_answers(self.form(whole.form)?, whole.answers);
        if !reading.errors.is_empty() {
            let words = reading.errors.iter().map(|error| format!("{}: {}", error.link_id, error.message));
            return Err(WardError::NotReady(words.collect()));
        }
        let scale = self.store.scale_of(whole.patient)?.map_or(1, |decision| decision.scale).to_string();
        if let Some(Answer::Choice(stated)) = reading.answers.get(&NodeId("scale".to_owned()))
            && *stated != scale
        {
            return Err(WardError::NotReady(vec![format!(
                "scale: the answers say {stated}, and the signed decision for this patient is scale {scale}"
            )]));
        }
        let care = match whole.care_at {
            None => Care::Now,
            Some(text) => {
                let at = match DateTime::parse_from_rfc3339(text) {
                    Ok(at) => at,
                    Err(_) => self.care_time(text, now)?,
                };
                let local = self.local(at);
                Care::Earlier { date: crate::words::date(local), time: crate::words::time(local), at: Some(at) }
            }
        };
        let mut draft = self.start_form(actor, whole.patient, whole.form, now)?.draft;
        draft.answers = reading.answers;
        draft.care = Some(care);
        whole.late_reason.unwrap_or_default().clone_into(&mut draft.late_reason);
        self.store.save_draft(&draft)?;
        let second = whole.second.as_ref().map(|second| Second { staff: second.staff, pin: second.pin });
        let signing = Signing { draft: draft.id, staff: None, pin: whole.pin, second, patient_confirmed: true };
        let signed = self.sign(actor, &signing, now);
        if signed.is_err() {
            self.store.throw_draft(draft.id, true)?;
        }
        signed
    }

    /// `14:25`, `-20m`, or ISO 8601 without an offset: the ward's own time.
    fn care_time(&self, text: &str, now: DateTime<FixedOffset>) -> Result<DateTime<FixedOffset>, WardError> {
        let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
            .into_iter()
            .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
        let (date, time) = match local {
            Some(at) => (at.date().to_string(), at.format("%H:%M").to_string()),
            None => (String::new(), text.to_owned()),
        };
        when::moment(&date, &time, self.local(now), self.zone).map_err(|error| WardError::When(error.0))
    }
}
