//! Agency staff: admitted for a shift by a witness with their own PIN. The pass ends by itself.

use chrono::{DateTime, Duration, FixedOffset, NaiveTime, Offset, TimeZone};
use record::{Act, Pass, Role, Staff, StaffId};
use store::{NewPin, Store};

use crate::people::{name, number, plain, said};
use crate::second::Second;
use crate::{Ward, WardError};

/// Somebody to admit for a shift.
pub struct Admission<'a> {
    /// Name as they are called.
    pub name: &'a str,
    /// Job.
    pub role: Role,
    /// Professional number; registered staff need one.
    pub number: Option<&'a str>,
    /// Until when; the end of this shift when not said.
    pub until: Option<DateTime<FixedOffset>>,
    /// The PIN they choose.
    pub pin: &'a str,
    /// Who vouches for them.
    pub witness: Second<'a>,
}

impl Ward {
    /// When a pass given now may end: at each change of shift within the site's limit, the next one first.
    #[must_use]
    pub fn pass_ends(&self, now: DateTime<FixedOffset>) -> Vec<DateTime<FixedOffset>> {
        let latest = now + Duration::hours(i64::from(self.config.agency_pass_hours_at_most));
        let today = self.local(now).date_naive();
        let changes: Vec<NaiveTime> = self.config.shift_changes();
        let mut ends: Vec<DateTime<FixedOffset>> = (0..=1)
            .filter_map(|days| today.checked_add_days(chrono::Days::new(days)))
            .flat_map(|day| changes.iter().map(move |time| day.and_time(*time)))
            .filter_map(|at| self.zone.from_local_datetime(&at).earliest())
            .map(|at| at.with_timezone(&at.offset().fix()))
            // Who comes in at the end of a shift comes for the next.
            .filter(|at| *at >= now + Duration::minutes(30) && *at <= latest)
            .collect();
        ends.sort();
        if ends.is_empty() { vec![self.local(latest)] } else { ends }
    }

    /// Admits agency staff until the end of their pass.
    ///
    /// # Errors
    /// When the name is that of somebody on the roster, the role or time is not for a pass, a number is missing, the
    /// chosen PIN cannot be used, or the witness is not one.
    pub fn admit(&mut self, admission: &Admission<'_>, now: DateTime<FixedOffset>) -> Result<StaffId, WardError> {
        let wrong = |why: &str| Err(WardError::NotPerson(why.to_owned()));
        let called = name(admission.name)?;
        if !admission.role.by_pass() {
            return wrong("a pass is for care staff and clerks; others are added to the list of people");
        }
        let own = said(admission.number);
        if admission.role.registered() && own.is_none() {
            return wrong("say their professional number");
        }
        let until = admission.until.or_else(|| self.pass_ends(now).first().copied()).unwrap_or(now);
        if until <= now || until > now + Duration::hours(i64::from(self.config.agency_pass_hours_at_most)) {
            return wrong("a pass ends within the hours the site allows");
        }
        if let Some(why) = store::unfit_pin(admission.pin, own.as_deref()) {
            return Err(WardError::UnfitPin(why));
        }
        let id = match self.here_before(&called, &own)? {
            Some(id) => id,
            None => StaffId(Store::new_id(now)?),
        };
        let witness = self.second_person(Some(id), &admission.witness, now)?;
        let pass = Pass { until, witness: witness.staff.id, witness_name: witness.staff.name.clone() };
        let staff = Staff { id, name: called, role: admission.role, title: None, number: own, pass: Some(pass) };
        let acts = vec![Act::AgencyAdmitted { staff }, Act::PinSet { staff: id, temporary: false }];
        let pin = NewPin { staff: id, pin: admission.pin, temporary: false };
        self.store.transact_with_pin(acts, &pin, &witness.by(), now)?;
        Ok(id)
    }

    /// The same person on an earlier pass, by name and number.
    fn here_before(&self, called: &str, own: &Option<String>) -> Result<Option<StaffId>, WardError> {
        for other in self.store.staff()? {
            let same_name = plain(&other.name) == plain(called);
            let same_number = own.is_some() && number(&other.number) == number(own);
            if !same_name && !same_number {
                continue;
            }
            if other.pass.is_none() {
                return Err(WardError::StaffThere(other.name));
            }
            if same_name && (same_number || (own.is_none() && other.number.is_none())) {
                return Ok(Some(other.id));
            }
            let why = format!("{} had a pass here with another name or number: check both", other.name);
            return Err(WardError::NotPerson(why));
        }
        Ok(None)
    }
}
