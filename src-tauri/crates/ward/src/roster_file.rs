//! A list of staff from a file, before the directory is lost: what it would change is shown, then taken whole.
//! The same file twice changes nothing. It never gives anybody access again, and takes nobody's away.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset};
use exchange::roster::{self, RosterRow, RowProblem};
use record::{Act, Permission, Staff, StaffId};
use store::Store;

use crate::people::{number, plain};
use crate::{Actor, Ward, WardError};

/// What a file would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterPlan {
    /// BLAKE3 of the file.
    pub digest: String,
    /// Who would join.
    pub added: Vec<Staff>,
    /// Who would be changed: as they are, and as they would be.
    pub changed: Vec<(Staff, Staff)>,
    /// How many stay as they are.
    pub same: usize,
    /// Rows set aside, each with its line and why.
    pub problems: Vec<RowProblem>,
}

impl RosterPlan {
    /// Whether there is nothing to take.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty()
    }
}

impl Ward {
    /// What a file would change. Changes nothing.
    ///
    /// # Errors
    /// When the role does not allow it or the store cannot be read. A bad row is set aside, never an error.
    pub fn plan_roster(
        &mut self,
        actor: Option<&Actor>,
        file: &[u8],
        now: DateTime<FixedOffset>,
    ) -> Result<RosterPlan, WardError> {
        self.manager(actor, "take in a list of staff", now)?;
        let (rows, problems) = roster::read(file);
        let held = self.store.staff()?;
        let digest = blake3::hash(file).to_hex().to_string();
        let mut plan = RosterPlan { digest, added: Vec::new(), changed: Vec::new(), same: 0, problems };
        let mut seen = BTreeSet::new();
        for row in rows {
            let line = row.line;
            if let Err(why) = plan.take(row, &held, &mut seen, now)? {
                plan.problems.push(RowProblem { line, why });
            }
        }
        plan.problems.sort_by_key(|problem| problem.line);
        Ok(plan)
    }

    /// Takes a file: everything it changes in one act each, all or none. `digest` is of the file that was shown.
    ///
    /// # Errors
    /// When the role does not allow it, it is not the file that was shown, or the disk refuses.
    pub fn take_roster(
        &mut self,
        actor: Option<&Actor>,
        file: &[u8],
        digest: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<RosterPlan, WardError> {
        let by = self.manager(actor, "take in a list of staff", now)?;
        let plan = self.plan_roster(actor, file, now)?;
        if plan.digest != digest {
            return Err(WardError::NotPerson("this is not the file that was shown: look at it again".to_owned()));
        }
        if actor
            .is_some_and(|actor| plan.changed.iter().any(|(was, is)| was.id == actor.staff.id && was.role != is.role))
        {
            return Err(WardError::NotPerson("nobody changes their own role: take yourself off the file".to_owned()));
        }
        if plan.is_empty() {
            return Ok(plan);
        }
        let count = |list: usize| u32::try_from(list).unwrap_or(u32::MAX);
        let (added, changed) = (count(plan.added.len()), count(plan.changed.len()));
        let mut acts = vec![Act::RosterImported { digest: plan.digest.clone(), added, changed }];
        acts.extend(plan.added.iter().map(|staff| Act::StaffAdded { staff: staff.clone() }));
        acts.extend(plan.changed.iter().map(|(_, staff)| Act::StaffChanged { staff: staff.clone() }));
        self.store.transact(acts, &by, now)?;
        Ok(plan)
    }

    /// When a list was last taken in.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn roster_taken(&self) -> Result<Option<DateTime<FixedOffset>>, WardError> {
        Ok(self.store.log(&["rosterImported"], 1)?.first().map(|entry| entry.recorded_at))
    }

    /// The roster as a file, without agency staff. No cell can act in a spreadsheet.
    ///
    /// # Errors
    /// When the role does not allow it or the store cannot be read.
    pub fn roster_file(&mut self, actor: Option<&Actor>, now: DateTime<FixedOffset>) -> Result<String, WardError> {
        let by = match actor {
            Some(actor) => {
                self.allow(actor, Permission::ManageStaff, "take the list of staff out", now)?;
                actor.by()
            }
            None => self.manager(None, "take the list of staff out", now)?,
        };
        let staff: Vec<Staff> = self.store.staff()?.into_iter().filter(|staff| staff.pass.is_none()).collect();
        let records = u32::try_from(staff.len()).unwrap_or(u32::MAX);
        self.store.transact(vec![Act::Exported { format: "staff csv".to_owned(), records }], &by, now)?;
        Ok(roster::write(staff.iter().map(|staff| {
            [
                staff.name.as_str(),
                staff.role.code(),
                staff.title.as_deref().unwrap_or_default(),
                staff.number.as_deref().unwrap_or_default(),
            ]
        })))
    }
}

impl RosterPlan {
    /// Takes one row into the plan, or says why not.
    fn take(
        &mut self,
        row: RosterRow,
        held: &[Staff],
        seen: &mut BTreeSet<String>,
        now: DateTime<FixedOffset>,
    ) -> Result<Result<(), String>, WardError> {
        let named = plain(&row.name);
        let numbered = number(&row.number);
        let fresh = seen.insert(format!("name {named}"));
        if !numbered.as_ref().is_none_or(|number| seen.insert(format!("number {number}"))) || !fresh {
            return Ok(Err("This name or number is in the file twice.".to_owned()));
        }
        let by_number = held.iter().find(|staff| numbered.is_some() && number(&staff.number) == numbered);
        let by_name = held.iter().find(|staff| plain(&staff.name) == named);
        let was = match (by_number, by_name) {
            (Some(one), Some(other)) if one.id != other.id => {
                return Ok(Err(format!("The number is held for {}, the name for somebody else.", one.name)));
            }
            (None, Some(other)) if numbered.is_some() && other.number.is_some() => {
                return Ok(Err("Somebody of this name is held with another number.".to_owned()));
            }
            (Some(was), _) | (None, Some(was)) => Some(was),
            (None, None) => None,
        };
        let Some(was) = was else {
            let id = StaffId(Store::new_id(now)?);
            let RosterRow { name, role, title, number, .. } = row;
            self.added.push(Staff { id, name, role, title, number, pass: None });
            return Ok(Ok(()));
        };
        if was.pass.is_some() {
            return Ok(Err(format!("{} was here on a pass: add them by hand.", was.name)));
        }
        // An empty cell says nothing: what is held stays.
        let is = Staff {
            name: row.name,
            role: row.role,
            title: row.title.or_else(|| was.title.clone()),
            number: row.number.or_else(|| was.number.clone()),
            ..was.clone()
        };
        if is == *was {
            self.same += 1;
        } else {
            self.changed.push((was.clone(), is));
        }
        Ok(Ok(()))
    }
}
