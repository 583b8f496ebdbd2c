//! Filling in a form: every answer is on disk before the screen hears of it.

use chrono::{DateTime, FixedOffset};
use forms::calc::news2::Scale;
use forms::view::Node;
use forms::{Answer, Context, Definition, Form, FormProblem, NodeId, Score};
use record::observed::ObservationSet;
use record::picture::Picture;
use record::{PatientId, Permission, RecordId, SystemId};
use store::{Care, Draft, ScaleDecision, Store};

use crate::board::{Namesake, pregnant, sets};
use crate::{Actor, Ward, WardError, when, words};

/// A form as it stands: everything screen and paper draw.
pub struct FormNow {
    /// The draft behind it.
    pub draft: Draft,
    /// Its title, licence and the rest.
    pub definition: Definition,
    /// What to draw.
    pub nodes: Vec<Node>,
    /// What must be put right before signing.
    pub problems: Vec<FormProblem>,
    /// What is unlikely.
    pub warnings: Vec<FormProblem>,
    /// What has neither a value nor a reason.
    pub unexplained: Vec<NodeId>,
    /// Its score.
    pub score: Option<Score>,
    /// One line for lists.
    pub summary: String,
    /// When care was given, as far as it is known: by its own words, or now.
    pub care_at: DateTime<FixedOffset>,
    /// Why the care time as typed cannot be.
    pub care_problem: Option<String>,
    /// A reason for lateness is needed.
    pub late: bool,
    /// Who it is about.
    pub picture: Picture,
    /// Sets of observations before this one, newest first.
    pub sets: Vec<ObservationSet>,
    /// The signed saturation scale.
    pub scale: Option<ScaleDecision>,
    /// Others of the same name.
    pub namesakes: Vec<Namesake>,
    /// The words to read back to a caller.
    pub read_back: Option<String>,
    /// A second person has to sign it as well.
    pub second: bool,
}

impl FormNow {
    /// Whether it can be signed, or what stands in the way, in words.
    #[must_use]
    pub fn stands_in_the_way(&self) -> Vec<String> {
        let mut all = Vec::new();
        if self.draft.care.is_none() {
            all.push("say when care was given".to_owned());
        }
        if self.draft.care_by.as_ref().is_some_and(String::is_empty) {
            all.push("say who gave the care".to_owned());
        }
        all.extend(self.care_problem.clone());
        all.extend(self.problems.iter().map(|problem| problem.message.clone()));
        all.extend(self.unexplained.iter().map(|node| format!("{} is missing", self.label(node))));
        all
    }

    /// What a node is called on the form.
    #[must_use]
    pub fn label(&self, node: &NodeId) -> String {
        let link = node.0.rsplit('/').next().unwrap_or(&node.0);
        let link = link.split('[').next().unwrap_or(link);
        match link {
            "t.late" => "The reason for writing it down late".to_owned(),
            "t.occurred" => "The time care was given".to_owned(),
            _ => self.definition.item(link).map_or_else(|| link.to_owned(), |item| item.label.clone()),
        }
    }
}

/// When care was given, from the screen.
pub struct CareTime<'a> {
    /// Now, or earlier.
    pub now: bool,
    /// Date box.
    pub date: &'a str,
    /// Time box.
    pub time: &'a str,
    /// Why it is written late.
    pub late_reason: &'a str,
    /// Somebody else gave the care.
    pub care_by: Option<&'a str>,
}

impl Ward {
    /// Opens a form about a patient. The draft has the record's id and is on disk.
    ///
    /// # Errors
    /// When the role does not allow it, or the form is not for this patient.
    pub fn start_form(
        &mut self,
        actor: &Actor,
        patient: PatientId,
        form: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<FormNow, WardError> {
        let definition = self.form(form)?.clone();
        let version = definition.version.clone();
        self.allow(actor, permission(&definition), "fill in this form", now)?;
        let picture = self.picture(patient)?;
        if let Some(why) = self.not_for(&picture, form, now) {
            return Err(WardError::NotForPatient(why));
        }
        self.keep_form_begun(&definition, actor, now)?;
        let draft = Draft {
            id: RecordId(Store::new_id(now)?),
            patient,
            form: form.to_owned(),
            version,
            answers: forms::Answers::new(),
            care: None,
            late_reason: String::new(),
            care_by: None,
            typed_by: actor.staff.id,
            saved_at: now,
            amends: None,
        };
        self.store.save_draft(&draft)?;
        self.form_now(draft, now)
    }

    /// Goes on with a draft.
    ///
    /// # Errors
    /// When it was signed or thrown away, or the role does not allow it.
    pub fn open_draft(
        &mut self,
        actor: &Actor,
        id: RecordId,
        now: DateTime<FixedOffset>,
    ) -> Result<FormNow, WardError> {
        let draft = self.draft(actor, id, now)?;
        self.form_now(draft, now)
    }

    /// Puts an answer, or takes it away, and makes it safe.
    ///
    /// # Errors
    /// When there is no such draft or item. A wrong answer is kept and said to be wrong.
    pub fn answer(
        &mut self,
        actor: &Actor,
        id: RecordId,
        node: &NodeId,
        answer: Option<Answer>,
        now: DateTime<FixedOffset>,
    ) -> Result<FormNow, WardError> {
        self.change(actor, id, now, |form| Ok(form.answer(node, answer)?))
    }

    /// Adds a row to a repeating group.
    ///
    /// # Errors
    /// When there is no such draft or group.
    pub fn add_row(
        &mut self,
        actor: &Actor,
        id: RecordId,
        link_id: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<FormNow, WardError> {
        self.change(actor, id, now, |form| {
            form.add_row(link_id)?;
            Ok(())
        })
    }

    /// Takes a row away with its answers.
    ///
    /// # Errors
    /// When there is no such draft or row.
    pub fn remove_row(
        &mut self,
        actor: &Actor,
        id: RecordId,
        link_id: &str,
        index: usize,
        now: DateTime<FixedOffset>,
    ) -> Result<FormNow, WardError> {
        self.change(actor, id, now, |form| Ok(form.remove_row(link_id, index)?))
    }

    fn change(
        &mut self,
        actor: &Actor,
        id: RecordId,
        now: DateTime<FixedOffset>,
        change: impl FnOnce(&mut Form<'_>) -> Result<(), WardError>,
    ) -> Result<FormNow, WardError> {
        let mut draft = self.draft(actor, id, now)?;
        let picture = self.picture(draft.patient)?;
        let (context, _) = self.form_context(&draft, &picture, now)?;
        let definition = self.form_in(&draft.form, &draft.version)?.into_owned();
        let mut form = Form::resume(&definition, &context, draft.answers.clone());
        change(&mut form)?;
        draft.answers = form.answers().clone();
        self.keep_draft(actor, &mut draft, now)?;
        self.form_now(draft, now)
    }

    /// Says when care was given, and by whom.
    ///
    /// # Errors
    /// When there is no such draft. A time that cannot be is kept and said to be wrong.
    pub fn set_care(
        &mut self,
        actor: &Actor,
        id: RecordId,
        care: &CareTime<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<FormNow, WardError> {
        let mut draft = self.draft(actor, id, now)?;
        draft.care = Some(if care.now {
            Care::Now
        } else {
            let at = when::moment(care.date, care.time, self.local(now), self.zone).ok();
            // A shift such as -20m is fixed to the clock when it is typed, so that it does not move with it.
            let fixed = at.filter(|_| care.time.trim_start().starts_with(['-', '+']));
            let (date, time) = match fixed {
                Some(at) => (forms::calc::dates::date(at.date_naive()), forms::calc::dates::time(&at)),
                None => (care.date.to_owned(), care.time.to_owned()),
            };
            Care::Earlier { date, time, at }
        });
        care.late_reason.trim().clone_into(&mut draft.late_reason);
        draft.care_by = care.care_by.map(|by| by.trim().to_owned());
        self.keep_draft(actor, &mut draft, now)?;
        self.form_now(draft, now)
    }

    /// Throws a draft away, or brings it back.
    ///
    /// # Errors
    /// When there is no such draft.
    pub fn throw_draft(
        &mut self,
        actor: &Actor,
        id: RecordId,
        thrown: bool,
        now: DateTime<FixedOffset>,
    ) -> Result<PatientId, WardError> {
        let draft = self.draft(actor, id, now)?;
        self.store.throw_draft(id, thrown)?;
        Ok(draft.patient)
    }

    /// Every draft on this PC.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>, WardError> {
        Ok(self.store.drafts()?)
    }

    /// A draft, for somebody who may fill in its form.
    pub(crate) fn draft(
        &mut self,
        actor: &Actor,
        id: RecordId,
        now: DateTime<FixedOffset>,
    ) -> Result<Draft, WardError> {
        let draft = self.store.draft(id)?.ok_or(WardError::NoSuchDraft)?;
        let needs = permission(self.form_in(&draft.form, &draft.version)?.as_ref());
        self.allow(actor, needs, "fill in this form", now)?;
        Ok(draft)
    }

    fn keep_draft(&mut self, actor: &Actor, draft: &mut Draft, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        // What somebody unverified began stays theirs, whoever goes on with it.
        if self.visitor(draft.typed_by)?.is_none() {
            draft.typed_by = actor.staff.id;
        }
        draft.saved_at = now;
        Ok(self.store.save_draft(draft)?)
    }

    /// What the form may know, and why the care time as typed cannot be.
    fn form_context(
        &self,
        draft: &Draft,
        picture: &Picture,
        now: DateTime<FixedOffset>,
    ) -> Result<(Context, Option<String>), WardError> {
        let now = self.local(now);
        let (care_at, problem) = match &draft.care {
            None | Some(Care::Now) => (now, None),
            Some(Care::Earlier { at: Some(at), .. }) => {
                let at = self.local(*at);
                let born = picture.identity.born.map(|born| born.date);
                let before = born.is_some_and(|born| at.date_naive() < born);
                (at, before.then(|| "That is before the patient was born.".to_owned()))
            }
            Some(Care::Earlier { date, time, at: None }) => {
                (now, when::moment(date, time, now, self.zone).err().map(|error| error.0))
            }
        };
        let scale = match self.store.scale_of(draft.patient)? {
            Some(ScaleDecision { scale: 2, .. }) => Scale::Two,
            Some(_) | None => Scale::One,
        };
        // Late, or in the future, is said of when it was first recorded: amending it later makes it neither.
        let recorded_at = draft.amends.as_ref().map_or(now, |amends| self.local(amends.first_recorded_at));
        let context = Context {
            age: words::years(&picture.identity, care_at),
            pregnant: pregnant(picture),
            scale,
            care_at,
            recorded_at,
            late_reason: Some(draft.late_reason.clone()).filter(|reason| !reason.is_empty()),
        };
        Ok((context, problem))
    }

    pub(crate) fn form_now(&self, draft: Draft, now: DateTime<FixedOffset>) -> Result<FormNow, WardError> {
        let picture = self.picture(draft.patient)?;
        let (context, care_problem) = self.form_context(&draft, &picture, now)?;
        let definition = self.form_in(&draft.form, &draft.version)?.into_owned();
        let form = Form::resume(&definition, &context, draft.answers.clone());
        let mut records = self.store.records_of(draft.patient)?;
        // What is amended is not what came before.
        records.retain(|record| record.id != draft.id);
        let sets = sets(&picture, &records, self.not_for(&picture, "news2", now).is_some());
        let late = context.recorded_at - context.care_at > chrono::Duration::minutes(60);
        Ok(FormNow {
            nodes: form.view(),
            problems: form.problems(),
            warnings: form.warnings(),
            unexplained: form.unexplained(),
            score: form.scores().into_iter().next(),
            summary: form.summary(),
            care_at: context.care_at,
            care_problem,
            late,
            scale: self.store.scale_of(draft.patient)?,
            namesakes: self.namesakes(&picture),
            read_back: read_back(&draft, &picture),
            second: definition.second_signs(&form.signed_answers()),
            sets,
            picture,
            draft,
            definition,
        })
    }

    /// The system a form stands in for.
    pub(crate) fn replaces(definition: &Definition) -> SystemId {
        SystemId(definition.replaces.clone().unwrap_or_default())
    }
}

pub(crate) fn permission(definition: &Definition) -> Permission {
    if definition.replaces.as_deref() == Some("lims") { Permission::TakeResults } else { Permission::RecordCare }
}

/// What is said to the caller before signing, numbers in words (clinical-content §2.17: read-back).
fn read_back(draft: &Draft, picture: &Picture) -> Option<String> {
    if draft.form != "telephoned-result" {
        return None;
    }
    let text = |node: &str| match draft.answers.get(&NodeId(node.to_owned()))? {
        Answer::Text(text) | Answer::Choice(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Answer::Number { digits, .. } => Some(digits.clone()),
        Answer::Flag(_) | Answer::Date(_) | Answer::DateTime(_) | Answer::Gap { .. } => None,
    };
    let identity = &picture.identity;
    let mut said = vec![format!(
        "{} {}, born {}",
        identity.given.as_deref().unwrap_or("Given name unknown"),
        identity.family.as_deref().unwrap_or("family name unknown"),
        identity.born.map_or_else(|| "date unknown".to_owned(), |born| forms::calc::dates::long_date(born.date)),
    )];
    let mut results = 0;
    for row in 0..50 {
        let (Some(test), Some(value)) = (text(&format!("result[{row}]/test")), text(&format!("result[{row}]/value")))
        else {
            continue;
        };
        let spoken = forms::calc::read_back::words(&value).unwrap_or(value);
        let unit = text(&format!("result[{row}]/unit")).map(|unit| format!(" {unit}")).unwrap_or_default();
        said.push(format!("{test} {spoken}{unit}"));
        results += 1;
    }
    if let (Some(sample), Some(first)) = (text("sample.number"), said.first_mut()) {
        first.push_str(&format!(", sample {sample}"));
    }
    (results > 0).then(|| format!("{}.", said.join(". ")))
}
