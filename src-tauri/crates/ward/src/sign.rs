//! Signing: the PIN, the last check, the record with what its author saw, the ledger.

use chrono::{DateTime, FixedOffset};
use forms::Form;
use record::picture::{From, Picture};
use record::{Author, FormRef, Mark, RecordId, Seen, SignedRecord, SignedScore, Staff, StaffId, SystemId, Verified};
use store::{Care, Draft};

use crate::second::Second;
use crate::{Actor, Ward, WardError, words};

/// What is needed to sign.
pub struct Signing<'a> {
    /// Which draft.
    pub draft: RecordId,
    /// Who signs, when it is not the person signed in: a colleague signs their own entry and the session stays; a
    /// witness signs for somebody whose identity is not verified.
    pub staff: Option<StaffId>,
    /// Their PIN.
    pub pin: &'a str,
    /// The second person, where the form asks for one.
    pub second: Option<Second<'a>>,
    /// Where another patient has the same name: it was said which one this is.
    pub patient_confirmed: bool,
}

impl Ward {
    /// Signs a draft. It is in the ledger when this returns, and owed to its system from then on.
    ///
    /// # Errors
    /// When something is missing or wrong, another patient has the same name and it was not said which this is,
    /// a second person is needed, a PIN is wrong, or the disk refuses. The draft is still there then.
    pub fn sign(
        &mut self,
        actor: &Actor,
        signing: &Signing<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<SignedRecord, WardError> {
        let now = self.local(now);
        let draft = self.draft(actor, signing.draft, now)?;
        let form_now = self.form_now(draft, now)?;
        let in_the_way = form_now.stands_in_the_way();
        if !in_the_way.is_empty() {
            return Err(WardError::NotReady(in_the_way));
        }
        if !form_now.namesakes.is_empty() && !signing.patient_confirmed {
            return Err(WardError::ConfirmPatient);
        }
        if form_now.draft.amends.is_some()
            && let Some(why) = self.why_not_amended(signing.draft)?
        {
            return Err(WardError::AsItStands(why));
        }
        self.room_to_sign()?;
        let visitor = self.unverified_hand(actor, &form_now.draft)?;
        if form_now.second && signing.second.is_none() {
            return Err(WardError::SecondPerson);
        }
        let signer = self.signer(actor, signing, visitor.as_ref(), now)?;
        let second = match signing.second.as_ref().filter(|_| form_now.second) {
            Some(second) => Some(self.second_person(Some(signer.staff.id), second, now)?),
            None => None,
        };
        let (draft, picture) = (&form_now.draft, &form_now.picture);
        let care_at = match &draft.care {
            Some(Care::Earlier { at: Some(at), .. }) => self.local(*at),
            Some(Care::Earlier { at: None, .. } | Care::Now) | None => now,
        };
        let context = forms::Context { care_at, ..self.context(picture, now) };
        let answers = Form::resume(&form_now.definition, &context, draft.answers.clone()).signed_answers();
        let record = SignedRecord {
            id: draft.id,
            form: FormRef {
                id: form_now.definition.id.clone(),
                version: form_now.definition.version.clone(),
                title: form_now.definition.title.clone(),
                replaces: Self::replaces(&form_now.definition),
            },
            patient: draft.patient,
            seen: self.seen(picture),
            care_at,
            recorded_at: now,
            late_reason: Some(draft.late_reason.clone()).filter(|reason| !reason.is_empty()),
            author: self.author(actor, &signer, draft, visitor)?,
            second: second.map(|second| named(&second)),
            care_by: draft.care_by.clone(),
            answers,
            summary: form_now.summary.clone(),
            score: form_now.score.as_ref().map(|score| SignedScore {
                name: score.link_id.clone(),
                total: score.total,
                band: score.band.or(score.at_least.map(|(_, band)| band)).map(|band| band.code().to_owned()),
                at_least: score.at_least.map(|(least, _)| least),
                missing: score.missing.clone(),
                points: score.parts.iter().filter_map(|part| Some((part.link_id.clone(), part.points?))).collect(),
                scale: form_now.scale.as_ref().map_or(1, |decision| decision.scale),
            }),
            amends: draft.amends.clone(),
        };
        self.keep_form(&form_now.definition, &signer, now)?;
        self.store.sign(record.clone(), &signer.by(), now)?;
        Ok(record)
    }

    /// Whoever signs, verified by their own PIN, and allowed to sign this form.
    fn signer(
        &mut self,
        actor: &Actor,
        signing: &Signing<'_>,
        visitor: Option<&String>,
        now: DateTime<FixedOffset>,
    ) -> Result<Actor, WardError> {
        let who = signing.staff.unwrap_or(actor.staff.id);
        if who == actor.staff.id && actor.verified == Verified::Unverified {
            return Err(WardError::NotVerified { what: "a colleague signs what you typed" });
        }
        let signer = match visitor {
            Some(_) => self.second_person(None, &Second { staff: who, pin: signing.pin }, now)?,
            None => self.verify_pin(who, signing.pin, now)?,
        };
        if signer.staff.id != actor.staff.id {
            self.draft(&signer, signing.draft, now)?;
        }
        Ok(signer)
    }

    /// The name of whoever has a hand in this draft and whose identity is not verified: they are signed in, or they
    /// typed it and a colleague goes on with it.
    fn unverified_hand(&self, actor: &Actor, draft: &Draft) -> Result<Option<String>, WardError> {
        match actor.verified {
            Verified::Unverified => Ok(Some(actor.staff.name.clone())),
            Verified::Pin | Verified::Session | Verified::BreakGlass | Verified::Passphrase | Verified::Program => {
                self.visitor(draft.typed_by)
            }
        }
    }

    /// The author, with what a reader must know of how they came to sign.
    fn author(
        &self,
        actor: &Actor,
        signer: &Actor,
        draft: &Draft,
        visitor: Option<String>,
    ) -> Result<Author, WardError> {
        let staff = &signer.staff;
        let mut marks = Vec::new();
        if let Some(pass) = &staff.pass {
            marks.push(Mark::Agency { witness: pass.witness_name.clone() });
        }
        if actor.verified == Verified::BreakGlass && staff.id == actor.staff.id {
            marks.push(Mark::BrokeGlass { reason: self.glass_reason(staff.id)? });
        }
        if let Some(name) = visitor {
            marks.push(Mark::WitnessFor { name });
        } else if draft.typed_by != staff.id {
            marks.push(Mark::TypedBy { name: self.staff_name(draft.typed_by) });
        }
        Ok(Author { marks, ..named(signer) })
    }

    /// What the author had on screen: copied into the act, so that it can be read for ever.
    fn seen(&self, picture: &Picture) -> Seen {
        let place = picture.place.as_ref().map(|place| &place.what);
        let mut as_at: Vec<(SystemId, DateTime<FixedOffset>)> = Vec::new();
        let mut add = |from: Option<&From>| {
            if let Some(from) = from
                && !as_at.iter().any(|(source, _)| *source == from.source)
            {
                as_at.push((from.source.clone(), from.as_at));
            }
        };
        add(Some(&picture.identity_from));
        add(picture.place.as_ref().map(|place| &place.from));
        add(picture.allergies.from());
        add(picture.resuscitation.from());
        add(picture.vital_signs.from());
        Seen {
            identity: picture.identity.clone(),
            ward: place.map(|place| place.ward.clone()),
            bed: place.and_then(|place| place.bed.clone()),
            allergies: words::allergy_line(&picture.allergies),
            as_at,
        }
    }
}

/// Somebody as a record names them.
fn named(who: &Actor) -> Author {
    let Staff { id, name, role, number, .. } = who.staff.clone();
    Author { id, name, role, number, marks: Vec::new() }
}
