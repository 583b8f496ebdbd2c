//! Who saw or did what: looking it up by patient, by person and by day. A search is an entry itself.

#[cfg(test)]
mod tests;
mod told;

use chrono::{DateTime, FixedOffset, NaiveDate};
use record::{Act, PatientId, Permission, StaffId, Verified};

use crate::board::BoardPatient;
use crate::{Actor, Ward, WardError, may, words};
use told::Teller;

/// The most entries shown; the file has all.
pub const MOST: usize = 500;

/// What is looked for. Everything not said is not asked for.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Search {
    /// What concerns this patient.
    pub patient: Option<PatientId>,
    /// What this person did.
    pub staff: Option<StaffId>,
    /// From this day on, by the ward's clock.
    pub from: Option<NaiveDate>,
    /// To the end of this day.
    pub to: Option<NaiveDate>,
    /// Only what is out of the ordinary: see [`Weight`].
    pub unusual: bool,
}

/// How much an entry stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Daily work.
    Plain,
    /// Worth a look: who may do what, keys, data that left, an old copy, another server.
    Notable,
    /// Done in an emergency, or by somebody whose identity is not verified.
    Emergency,
    /// Refused.
    Refused,
}

/// One entry, told.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// When, by the ward's clock.
    pub at: DateTime<FixedOffset>,
    /// Who: a name, or `Holdfast itself`.
    pub who: String,
    /// One or two words: `Viewed`.
    pub act: &'static str,
    /// How much it stands out.
    pub weight: Weight,
    /// The rest of the sentence.
    pub what: String,
    /// Position in the chain.
    pub seq: u64,
}

/// What was found.
pub struct Found {
    /// The newest, at most [`MOST`], newest first.
    pub lines: Vec<Line>,
    /// How many there are.
    pub total: usize,
}

impl Ward {
    /// Looks up who saw or did what. Leaves an entry.
    ///
    /// # Errors
    /// When the role does not allow it, the days are the wrong way round or the store cannot be read.
    pub fn search_audit(
        &mut self,
        actor: &Actor,
        search: &Search,
        now: DateTime<FixedOffset>,
    ) -> Result<Found, WardError> {
        self.note_search(actor, search, now)?;
        let mut found = Found { lines: Vec::new(), total: 0 };
        self.each_line(search, |line| {
            found.total += 1;
            if found.lines.len() < MOST {
                found.lines.push(line);
            }
        })?;
        Ok(found)
    }

    /// The same, all of it, as a table for a spreadsheet; and how many entries are in it. Leaves two entries.
    ///
    /// # Errors
    /// As [`Ward::search_audit`], and when the role does not allow to take data out.
    pub fn audit_table(
        &mut self,
        actor: &Actor,
        search: &Search,
        now: DateTime<FixedOffset>,
    ) -> Result<(String, usize), WardError> {
        self.allow(actor, Permission::Export, "take the audit out", now)?;
        self.note_search(actor, search, now)?;
        let mut rows = Vec::new();
        self.each_line(search, |line| {
            let Line { at, who, act, what, seq, weight } = line;
            let marked = if weight == Weight::Plain { "" } else { "yes" };
            rows.push([at.to_rfc3339(), who, act.to_owned(), what, marked.to_owned(), seq.to_string()]);
        })?;
        let count = rows.len();
        let act = Act::Exported { format: "audit csv".to_owned(), records: u32::try_from(count).unwrap_or(u32::MAX) };
        self.store.transact(vec![act], &actor.by(), now)?;
        let head = ["time", "who", "act", "what", "unusual", "entry"];
        Ok((exchange::table::csv(head, rows.into_iter()), count))
    }

    /// Patients that the words may mean, to look one of them up. What is looked up then leaves an entry.
    ///
    /// # Errors
    /// When the role does not allow it or the store cannot be read.
    pub fn audit_patients(
        &self,
        actor: &Actor,
        typed: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<Vec<BoardPatient>, WardError> {
        may(actor, Permission::SearchAudit, "search the audit")?;
        Ok(self.find_again(actor, typed, None, now)?.patients)
    }

    /// Checks every page, the chain, the lists and the copies, for somebody on the screen. Leaves no entry.
    ///
    /// # Errors
    /// When the role does not allow it or a file cannot be read at all.
    pub fn check_everything(
        &mut self,
        actor: &Actor,
        now: DateTime<FixedOffset>,
    ) -> Result<store::Verified, WardError> {
        self.allow(actor, Permission::SearchAudit, "check the record", now)?;
        self.verify()
    }

    fn note_search(&mut self, actor: &Actor, search: &Search, now: DateTime<FixedOffset>) -> Result<(), WardError> {
        self.allow(actor, Permission::SearchAudit, "search the audit", now)?;
        if let (Some(from), Some(to)) = (search.from, search.to)
            && from > to
        {
            return Err(WardError::NotTaken(format!(
                "{} is after {}: the first day comes first.",
                words::day(from),
                words::day(to)
            )));
        }
        let Search { patient, staff, from, to, unusual } = *search;
        let act = Act::AuditSearched { patient, staff, from, to, unusual };
        self.store.transact(vec![act], &actor.by(), now)?;
        Ok(())
    }

    /// Every entry that is looked for, newest first.
    fn each_line(&self, search: &Search, mut take: impl FnMut(Line)) -> Result<(), WardError> {
        let teller = Teller::of(self)?;
        self.store.walk_back(
            |_| true,
            |entry| {
                let at = self.local(entry.recorded_at);
                let day = at.date_naive();
                let weight = weight(&entry.act, entry.by.verified);
                let wanted = search.from.is_none_or(|from| from <= day)
                    && search.to.is_none_or(|to| day <= to)
                    && search.staff.is_none_or(|staff| entry.by.staff == Some(staff))
                    && search.patient.is_none_or(|patient| teller.concerns(&entry.act, patient))
                    && (!search.unusual || weight != Weight::Plain);
                if wanted {
                    let (act, what) = teller.tell(&entry.act, search.patient);
                    take(Line { at, who: teller.who(&entry.by), act, weight, what, seq: entry.seq });
                }
                true
            },
        )?;
        Ok(())
    }
}

/// How much an act stands out.
fn weight(act: &Act, verified: Verified) -> Weight {
    match act {
        Act::Refused { .. } => Weight::Refused,
        Act::GlassBroken { .. }
        | Act::UnverifiedAdmitted { .. }
        | Act::OpenedSpecially { .. }
        | Act::OpeningExplained { .. } => Weight::Emergency,
        _ if matches!(verified, Verified::BreakGlass | Verified::Unverified) => Weight::Emergency,
        Act::OriginBegun { .. }
        | Act::StaffAdded { .. }
        | Act::StaffChanged { .. }
        | Act::StaffRevoked { .. }
        | Act::StaffReinstated { .. }
        | Act::AgencyAdmitted { .. }
        | Act::PinRevoked { .. }
        | Act::PinSet { temporary: true, .. }
        | Act::RosterImported { .. }
        | Act::AccessReviewed { .. }
        | Act::RecordAmended { .. }
        | Act::RecordVoided { .. }
        | Act::ServerAccepted { .. }
        | Act::KeySlotAdded { .. }
        | Act::KeySlotRemoved { .. }
        | Act::RolledBack { .. }
        | Act::RollBackAccepted
        | Act::AuditSearched { .. }
        | Act::Exported { .. } => Weight::Notable,
        Act::StoreOpened { .. }
        | Act::SnapshotErased { .. }
        | Act::PinSet { .. }
        | Act::Countersigned { .. }
        | Act::SnapshotTaken { .. }
        | Act::IncidentDeclared { .. }
        | Act::SystemStatusSet { .. }
        | Act::FormKept { .. }
        | Act::RecordSigned { .. }
        | Act::Scale2Decided { .. }
        | Act::Released { .. }
        | Act::Filing { .. }
        | Act::ServerKnown { .. }
        | Act::Printed { .. }
        | Act::PatientViewed { .. }
        | Act::ListViewed { .. }
        | Act::SignedIn { .. }
        | Act::SignedOut { .. } => Weight::Plain,
    }
}
