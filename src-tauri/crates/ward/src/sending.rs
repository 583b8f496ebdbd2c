//! Filing: a person releases a system's records, then each is sent, read back and compared. Refusals stand aside
//! and the rest go on. The network is used outside the ward's lock, so that the ward goes on working meanwhile.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset};
use exchange::file::{self, FindProblem, Held, Journal, NotKept, Outcome, Target, Who};
use record::filing::{self, BuildContext, Filing, NAMESPACE};
use record::{Act, By, Evidence, FilingState, FilingStep, Permission, RecordId, ServerIdentity, SystemId, Verified};
use store::{FilingCounts, FilingRow};

use crate::server::connect;
use crate::{Actor, Ward, WardError};

/// How far a sending has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sending {
    /// Records that were looked at.
    pub done: usize,
    /// Of how many.
    pub of: usize,
    /// Read back and equal, in this run.
    pub accepted: usize,
    /// Set aside, in this run.
    pub refused: usize,
    /// Without an answer, in this run.
    pub silent: usize,
}

/// One refused record in words.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    /// Which.
    pub record: RecordId,
    /// Who refused: `server`, `patient`, `comparison`, `record`.
    pub by: String,
    /// The words.
    pub words: String,
}

impl Ward {
    /// How many records of each system stand where.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn filing_counts(&self) -> Result<Vec<(SystemId, FilingCounts)>, WardError> {
        Ok(self.store.filing_counts()?)
    }

    /// Where each record stands.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn filings(&self) -> Result<Vec<FilingRow>, WardError> {
        Ok(self.store.filings()?)
    }

    /// Refused records of every system.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn refused(&self) -> Result<Vec<(SystemId, Refused)>, WardError> {
        let rows = self.store.filings()?.into_iter().filter(|row| row.state == FilingState::Refused);
        Ok(rows
            .filter_map(|row| {
                let Evidence::Refusal { by, words, .. } = row.evidence else { return None };
                Some((row.target, Refused { record: row.record, by, words }))
            })
            .collect())
    }

    /// One signed record.
    ///
    /// # Errors
    /// When there is none.
    pub fn signed(&self, id: RecordId) -> Result<record::SignedRecord, WardError> {
        self.store.record(id)?.ok_or(WardError::NoSuchRecord)
    }

    /// Why a system's records cannot be released now; none when they can.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn why_not_released(&self, system: &SystemId) -> Result<Option<String>, WardError> {
        let name = self.config.name(system);
        let status = self.status_of(system)?;
        if status == record::SystemStatus::RestoredInTest {
            return Ok(Some(format!("{name} is restored in test: nothing is filed until it is restored.")));
        }
        if !status.takes_records() {
            return Ok(Some(format!("{name} is {}.", status.words().to_lowercase())));
        }
        Ok(None)
    }

    /// Where a system's records go. An exercise files anywhere it is told, or to a target marked for exercises;
    /// a real store only to its configured target.
    ///
    /// # Errors
    /// In words, when there is nowhere they may go.
    pub fn target_of(&self, system: &SystemId, to: Option<&str>) -> Result<String, WardError> {
        let register = self.config.system(system).ok_or_else(|| WardError::NoSuchSystem(system.0.clone()))?;
        let configured = register.target.as_deref();
        match (self.exercise, to, configured) {
            (true, Some(to), _) => Ok(to.to_owned()),
            (true, None, Some(configured)) if register.target_for_exercises => Ok(configured.to_owned()),
            (true, None, _) => Err(WardError::NotReleased(format!(
                "This is an exercise, and {} has no target marked for exercises.",
                register.name
            ))),
            (false, None, Some(configured)) => Ok(configured.to_owned()),
            (false, Some(to), Some(configured)) if to.trim_end_matches('/') == configured.trim_end_matches('/') => {
                Ok(configured.to_owned())
            }
            (false, Some(_), _) => {
                Err(WardError::NotReleased(format!("{} files only to the target in its configuration.", register.name)))
            }
            (false, None, None) => {
                Err(WardError::NotReleased(format!("{} has no target in the configuration.", register.name)))
            }
        }
    }

    /// Releases every waiting record of a system, but those that wait for a countersignature. Answers with how many.
    ///
    /// # Errors
    /// When the role does not allow it, or the system is not restored.
    pub fn release(
        &mut self,
        actor: &Actor,
        system: &SystemId,
        now: DateTime<FixedOffset>,
    ) -> Result<usize, WardError> {
        self.allow(actor, Permission::Release, "release records", now)?;
        if self.config.system(system).is_none() {
            return Err(WardError::NoSuchSystem(system.0.clone()));
        }
        if let Some(why) = self.why_not_released(system)? {
            return Err(WardError::NotReleased(why));
        }
        let uncountersigned = self.to_countersign()?;
        let mut waiting = self.in_state(system, &[FilingState::Waiting])?;
        waiting.retain(|id| uncountersigned.iter().all(|record| record.id != *id));
        let count = waiting.len();
        if count > 0 {
            let act = Act::Released { system: system.clone(), records: waiting };
            self.store.transact(vec![act], &actor.by(), now)?;
        }
        Ok(count)
    }

    /// Puts a refused record back to ready.
    ///
    /// # Errors
    /// When the role does not allow it, or the record is not refused.
    pub fn try_again(
        &mut self,
        actor: &Actor,
        record: RecordId,
        now: DateTime<FixedOffset>,
    ) -> Result<SystemId, WardError> {
        self.allow(actor, Permission::Release, "release records", now)?;
        let rows = self.store.filings()?;
        let row = rows.into_iter().find(|row| row.record == record && row.state == FilingState::Refused);
        let row = row.ok_or(WardError::NoSuchRecord)?;
        let step = FilingStep {
            record,
            target: row.target.clone(),
            state: FilingState::Ready,
            at: now,
            evidence: Evidence::TriedAgain,
        };
        self.store.filing_step(step, None, &actor.by())?;
        Ok(row.target)
    }

    /// Whether a record was sent to another address without an answer: it is asked about there and nowhere else.
    fn went_elsewhere(&self, record: RecordId, system: &SystemId, address: &str) -> Result<bool, WardError> {
        let rows = self.store.filings()?;
        let row = rows.iter().find(|row| row.record == record && row.target == *system);
        let elsewhere =
            |row: &FilingRow| matches!(&row.evidence, Evidence::Intent { address: to, .. } if to != address);
        Ok(row.is_some_and(elsewhere))
    }

    fn in_state(&self, system: &SystemId, states: &[FilingState]) -> Result<Vec<RecordId>, WardError> {
        let rows = self.store.filings()?.into_iter();
        Ok(rows.filter(|row| row.target == *system && states.contains(&row.state)).map(|row| row.record).collect())
    }

    fn note(&mut self, step: FilingStep, keep: Option<&str>) -> Result<(), WardError> {
        Ok(self.store.filing_step(step, keep, &By { staff: None, verified: Verified::Program })?)
    }

    /// Builds what is sent for a record to the patient found at the target.
    pub(crate) fn build(
        &self,
        record: &record::SignedRecord,
        found: &filing::Found,
        now: DateTime<FixedOffset>,
    ) -> Result<Filing, WardError> {
        let definition = self.form_in(&record.form.id, &record.form.version)?;
        let pdf = self.record_pdf(record, now)?;
        let context =
            BuildContext { now, version: env!("CARGO_PKG_VERSION"), exercise: self.exercise, namespace: NAMESPACE };
        Ok(filing::build(record, &definition, &pdf, found, &context)?)
    }
}

/// A target that is silent this often in one run is left alone: each silence costs a whole time-out.
const SILENCES: usize = 3;

/// Sends every released record of a system, and asks first about what was sent without an answer.
/// `go_on` is told how far it is and says whether to continue.
///
/// # Errors
/// When the target cannot be reached, is another server than the known one, or the store refuses; what was done until
/// then is kept.
pub fn send_all(
    ward: &Mutex<Ward>,
    system: &SystemId,
    to: Option<&str>,
    clock: &dyn Fn() -> DateTime<FixedOffset>,
    go_on: &mut dyn FnMut(Sending) -> bool,
) -> Result<Sending, WardError> {
    let (address, queue, hospital) = {
        let ward = held(ward);
        if let Some(why) = ward.why_not_released(system)? {
            return Err(WardError::NotReleased(why));
        }
        let queue = ward.in_state(system, &[FilingState::Sent, FilingState::Ready])?;
        (ward.target_of(system, to)?, queue, ward.config.hospital_number_system.clone())
    };
    let mut sending = Sending { of: queue.len(), ..Sending::default() };
    if queue.is_empty() || !go_on(sending) {
        return Ok(sending);
    }
    let mut target = connect(&address)?;
    held(ward).check_server(system, &target, clock())?;
    let mut silences = 0;
    for record in queue {
        match send_one(ward, &mut target, system, record, hospital.as_deref(), clock)? {
            FilingState::Accepted => sending.accepted += 1,
            FilingState::Refused => sending.refused += 1,
            FilingState::Waiting | FilingState::Ready | FilingState::Sent | FilingState::NotNeeded => {
                sending.silent += 1;
                silences += 1;
            }
        }
        sending.done += 1;
        if !go_on(sending) || silences == SILENCES {
            break;
        }
    }
    Ok(sending)
}

/// A lock that a panic elsewhere does not take away: every change is a whole transaction.
pub(crate) fn held(ward: &Mutex<Ward>) -> MutexGuard<'_, Ward> {
    ward.lock().unwrap_or_else(PoisonError::into_inner)
}

fn send_one(
    ward: &Mutex<Ward>,
    target: &mut Target,
    system: &SystemId,
    id: RecordId,
    hospital: Option<&str>,
    clock: &dyn Fn() -> DateTime<FixedOffset>,
) -> Result<FilingState, WardError> {
    let (record, kept, tried_again) = {
        let ward = held(ward);
        if ward.went_elsewhere(id, system, target.address())? {
            return Ok(FilingState::Sent);
        }
        let rows = ward.store.filings()?;
        let row = rows.iter().find(|row| row.record == id && row.target == *system);
        let tried_again = row.is_some_and(|row| row.evidence == Evidence::TriedAgain);
        (ward.signed(id)?, ward.store.outbox(id, system)?, tried_again)
    };
    let who = Who::of(&record, hospital);
    let server = target.identity().clone();
    let mut steps = Steps { ward, system, server: &server, clock };
    let kept: Option<Filing> = kept
        .map(|text| serde_json::from_str(&text))
        .transpose()
        .map_err(|error| WardError::Outside(format!("the bytes kept for record {id} cannot be read: {error}")))?;
    let kept = match kept {
        Some(filing) if tried_again => match file::held(target, &filing) {
            // Nothing of it arrived: it is built anew, under the same ids, for the patient found now. What has arrived
            // in part goes on with the same bytes.
            Held::Missing(all) if all.len() == filing.resources.len() => {
                held(ward).store.let_go_of_outbox(id, system)?;
                None
            }
            Held::NoAnswer(_) => return Ok(FilingState::Ready),
            Held::All | Held::Missing(_) | Held::Differs(_) if filing.version != record.version() => {
                let words = format!(
                    "Part of version {} is there already, and version {} cannot take its place: put it right there.",
                    filing.version,
                    record.version()
                );
                let evidence = Evidence::Refusal { by: "record".to_owned(), status: None, words };
                return refuse(ward, system, id, evidence, clock());
            }
            Held::All | Held::Missing(_) | Held::Differs(_) => Some(filing),
        },
        kept => kept,
    };
    let outcome = match kept {
        Some(filing) => file::resume(target, &filing, &who, &mut steps),
        None => {
            let found = match file::find_patient(target, &who) {
                Ok(found) => found,
                Err(FindProblem::NoAnswer(_)) => return Ok(FilingState::Ready),
                Err(FindProblem::Refused(refusal)) => {
                    return refuse(ward, system, id, refusal.evidence(), clock());
                }
            };
            let built = held(ward).build(&record, &found, clock());
            match built {
                Ok(filing) if tried_again => file::send_anew(target, &filing, &who, &mut steps),
                Ok(filing) => file::send(target, &filing, &who, &mut steps),
                Err(error) => {
                    let words = format!("Holdfast could not build this record: {error}");
                    let evidence = Evidence::Refusal { by: "record".to_owned(), status: None, words };
                    return refuse(ward, system, id, evidence, clock());
                }
            }
        }
    };
    match outcome {
        Ok(Outcome::Accepted { .. }) => Ok(FilingState::Accepted),
        Ok(Outcome::Refused(_)) => Ok(FilingState::Refused),
        Ok(Outcome::NoAnswer(_)) => Ok(FilingState::Sent),
        Ok(Outcome::OtherServer(_)) => {
            let other = connect(target.address())?;
            held(ward).check_server(system, &other, clock())?;
            // The known one answers again.
            *target = other;
            Ok(FilingState::Sent)
        }
        Err(NotKept(_)) if held(ward).signed(id)?.version() != record.version() => Ok(FilingState::Ready),
        Err(NotKept(why)) => Err(WardError::Outside(why)),
    }
}

fn refuse(
    ward: &Mutex<Ward>,
    system: &SystemId,
    record: RecordId,
    evidence: Evidence,
    at: DateTime<FixedOffset>,
) -> Result<FilingState, WardError> {
    let step = FilingStep { record, target: system.clone(), state: FilingState::Refused, at, evidence };
    held(ward).note(step, None)?;
    Ok(FilingState::Refused)
}

/// Keeps each step in the ledger before the next is taken.
struct Steps<'a> {
    ward: &'a Mutex<Ward>,
    system: &'a SystemId,
    server: &'a ServerIdentity,
    clock: &'a dyn Fn() -> DateTime<FixedOffset>,
}

impl Journal for Steps<'_> {
    fn step(&mut self, filing: &Filing, state: FilingState, evidence: &Evidence) -> Result<(), NotKept> {
        let step = FilingStep {
            record: filing.record,
            target: self.system.clone(),
            state,
            at: (self.clock)(),
            evidence: evidence.clone(),
        };
        let not_kept = |error: WardError| NotKept(error.to_string());
        let keep = match evidence {
            // Before the first byte leaves: from then on another server there might be sent it a second time.
            Evidence::Intent { address, .. } => {
                // Amended since it was built: nothing of the old version leaves.
                if held(self.ward).signed(filing.record).map_err(not_kept)?.version() != filing.version {
                    return Err(NotKept("it was amended meanwhile".to_owned()));
                }
                held(self.ward).know_server(self.system, address, self.server, step.at).map_err(not_kept)?;
                Some(serde_json::to_string(filing).map_err(|error| NotKept(error.to_string()))?)
            }
            Evidence::Signed
            | Evidence::ReadBack { .. }
            | Evidence::Refusal { .. }
            | Evidence::TriedAgain
            | Evidence::Release
            | Evidence::Voided => None,
        };
        held(self.ward).note(step, keep.as_deref()).map_err(not_kept)
    }
}

record::private_debug!(Refused: record);
