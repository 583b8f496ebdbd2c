//! Sending one record: intent kept, each resource put in order, all of them read back and compared, then the last word.
//! What was sent without an answer is asked about before it is sent again. Before the last word the patient and the
//! server are asked for once more: either may have changed since.

use record::ServerIdentity;
use record::filing::{Evidence, Filing, FilingState, Outgoing, equal_in_what_we_sent};
use serde_json::Value;

use super::create::{self, Homes};
use super::patient::{FindProblem, Who, is_still};
use super::reply::{Said, json, sort};
use super::target::{Takes, Target};
use super::{Journal, NotKept, Outcome, Refusal, RefusedBy, Silence};
use crate::client::Reply;

/// How often a target that loses what it has just been sent is sent it again in one go.
const ROUNDS: u32 = 3;

/// Sends a record for the first time.
///
/// # Errors
/// When a step could not be kept. Before the intent is kept nothing is sent.
pub fn send(target: &mut Target, filing: &Filing, who: &Who, journal: &mut dyn Journal) -> Result<Outcome, NotKept> {
    begin(target, filing, who, journal, false)
}

/// Sends a record that was refused and is built anew: what was refused may lie there under another id, so the target is
/// asked first.
///
/// # Errors
/// As for [`send`].
pub fn send_anew(
    target: &mut Target,
    filing: &Filing,
    who: &Who,
    journal: &mut dyn Journal,
) -> Result<Outcome, NotKept> {
    begin(target, filing, who, journal, true)
}

fn begin(
    target: &Target,
    filing: &Filing,
    who: &Who,
    journal: &mut dyn Journal,
    ask_first: bool,
) -> Result<Outcome, NotKept> {
    if let Some(one) = filing.resources.iter().find(|one| target.takes(&one.kind).is_none()) {
        let words = format!("The target says that it does not take {}", one.kind);
        return settle(Err(Stop::Refused(Refusal::new(RefusedBy::Server, None, words))), filing, journal);
    }
    let intent = Evidence::Intent {
        address: target.address().to_owned(),
        digest: filing.digest.clone(),
        subject: filing.subject.clone(),
    };
    journal.step(filing, FilingState::Sent, &intent)?;
    settle(deliver(target, filing, who, ask_first), filing, journal)
}

/// Goes on with a record whose intent was kept: asks the target what it has, and sends only what it has not.
/// The patient is looked for again first: the target may have been restored, or be another one.
///
/// # Errors
/// When a step could not be kept.
pub fn resume(target: &mut Target, filing: &Filing, who: &Who, journal: &mut dyn Journal) -> Result<Outcome, NotKept> {
    let same = same_patient(target, filing, who);
    settle(same.and_then(|()| deliver(target, filing, who, true)), filing, journal)
}

/// Why a delivery ended early.
pub(super) enum Stop {
    Refused(Refusal),
    Silence(Silence),
    /// Another server answers than at the start.
    OtherServer(ServerIdentity),
}

impl Stop {
    pub(super) fn refused(by: RefusedBy, status: Option<u16>, words: impl Into<String>) -> Self {
        Stop::Refused(Refusal::new(by, status, words))
    }

    pub(super) fn silence(why: &str) -> Self {
        Stop::Silence(Silence::because(why))
    }
}

/// What the target has under an id.
pub(super) enum Read {
    /// It is equal; named with its version.
    Equal(String),
    /// Nothing.
    Missing,
}

/// Keeps the last word, when there is one.
fn settle(end: Result<Vec<String>, Stop>, filing: &Filing, journal: &mut dyn Journal) -> Result<Outcome, NotKept> {
    Ok(match end {
        Ok(resources) => {
            let evidence = Evidence::ReadBack { resources: resources.clone() };
            journal.step(filing, FilingState::Accepted, &evidence)?;
            Outcome::Accepted { resources }
        }
        Err(Stop::Refused(refusal)) => {
            journal.step(filing, FilingState::Refused, &refusal.evidence())?;
            Outcome::Refused(refusal)
        }
        Err(Stop::Silence(silence)) => Outcome::NoAnswer(silence),
        Err(Stop::OtherServer(now)) => Outcome::OtherServer(now),
    })
}

fn deliver(target: &Target, filing: &Filing, who: &Who, ask_first: bool) -> Result<Vec<String>, Stop> {
    for round in 0..ROUNDS {
        let mut homes = Homes::default();
        for one in &filing.resources {
            match target.takes(&one.kind) {
                Some(Takes::OurIds) => place(target, filing, one, &homes, ask_first || round > 0)?,
                Some(Takes::ItsIds) => create::place(target, filing, one, &mut homes)?,
                None => {
                    let words = format!("The target says that it does not take {}", one.kind);
                    return Err(Stop::refused(RefusedBy::Server, None, words));
                }
            }
        }
        // Only now, when nothing more is sent: a target that loses something half-way, or is another one by now, must
        // not pass. What is read back comes last, for it is the proof.
        target.is_the_same()?;
        same_patient(target, filing, who)?;
        if let Some(all) = read_back(target, filing, &homes)? {
            return Ok(all);
        }
    }
    Err(Stop::silence("the server does not keep what it is sent"))
}

fn same_patient(target: &Target, filing: &Filing, who: &Who) -> Result<(), Stop> {
    is_still(target, who, &filing.subject).map_err(|problem| match problem {
        FindProblem::Refused(refusal) => Stop::Refused(refusal),
        FindProblem::NoAnswer(silence) => Stop::Silence(silence),
    })
}

/// Puts one resource under our own id.
fn place(target: &Target, filing: &Filing, one: &Outgoing, homes: &Homes, ask_first: bool) -> Result<(), Stop> {
    if ask_first {
        if matches!(read(target, one, homes)?, Read::Equal(_)) {
            return Ok(());
        }
        if create::is_elsewhere(target, filing, one, homes)? {
            return Err(under_another_id(one, None));
        }
    }
    let body = homes.body(one);
    // Where the server honours it, nothing that is there can be overwritten; where not, it is ignored.
    let answer =
        target.client.put(&path(one), body.as_bytes(), &[("if-none-match", "*"), ("prefer", "return=minimal")]);
    match sort(answer) {
        Said::Yes(reply) if names_another(&reply, one) => Err(under_another_id(one, Some(reply.status))),
        Said::Yes(_) => Ok(()),
        Said::Clash(status, words) => match read(target, one, homes)? {
            Read::Equal(_) => Ok(()),
            Read::Missing => Err(Stop::refused(RefusedBy::Server, Some(status), words)),
        },
        Said::NotThere => {
            Err(Stop::refused(RefusedBy::Server, Some(404), format!("The server has no place for {}", one.kind)))
        }
        Said::Gone => Err(deleted(one)),
        Said::No(status, words) => Err(Stop::refused(RefusedBy::Server, status, words)),
        Said::Silence(silence) => Err(Stop::Silence(silence)),
    }
}

/// Every resource with its version; none when at least one is not there.
pub(super) fn read_back(target: &Target, filing: &Filing, homes: &Homes) -> Result<Option<Vec<String>>, Stop> {
    let mut all = Vec::new();
    for one in &filing.resources {
        match read(target, one, homes)? {
            Read::Equal(version) => all.push(version),
            Read::Missing => return Ok(None),
        }
    }
    Ok(Some(all))
}

/// Reads what the target has and compares it with what was sent.
pub(super) fn read(target: &Target, one: &Outgoing, homes: &Homes) -> Result<Read, Stop> {
    let place = homes.of(one);
    match sort(target.client.get(&place)) {
        Said::Yes(reply) => {
            let Some(copy) = json(&reply) else { return Err(Stop::silence("the server's answer is not whole")) };
            match equal_in_what_we_sent(&homes.body(one), &target.plain(copy.clone())) {
                Ok(()) => Ok(Read::Equal(version(&place, &copy, &reply))),
                Err(difference) => {
                    let words = format!("What the target holds is not what was sent. {difference}");
                    Err(Stop::refused(RefusedBy::Comparison, Some(reply.status), words))
                }
            }
        }
        Said::NotThere => Ok(Read::Missing),
        Said::Gone => Err(deleted(one)),
        Said::No(status, words) => Err(Stop::refused(RefusedBy::Server, status, words)),
        Said::Clash(status, words) => Err(Stop::refused(RefusedBy::Server, Some(status), words)),
        Said::Silence(silence) => Err(Stop::Silence(silence)),
    }
}

fn path(one: &Outgoing) -> String {
    format!("{}/{}", one.kind, one.id)
}

fn under_another_id(one: &Outgoing, status: Option<u16>) -> Stop {
    let words = format!("The target holds {} under another id than it was given. Nothing more was sent.", one.kind);
    Stop::refused(RefusedBy::Server, status, words)
}

fn deleted(one: &Outgoing) -> Stop {
    Stop::refused(RefusedBy::Server, Some(410), format!("{} was deleted at the target after it was sent", one.kind))
}

/// Whether an answer to a PUT speaks of another id than ours.
fn names_another(reply: &Reply, one: &Outgoing) -> bool {
    let ours = one.id.to_string();
    let located = reply.location.as_deref().and_then(|location| {
        let marker = format!("{}/", one.kind);
        let after = location.rsplit_once(marker.as_str())?.1;
        after.split(['/', '?']).next().map(str::to_owned)
    });
    let bodied = json(reply).and_then(|body| {
        let is_it = body.get("resourceType").and_then(Value::as_str) == Some(one.kind.as_str());
        if is_it { body.get("id").and_then(Value::as_str).map(str::to_owned) } else { None }
    });
    [located, bodied].into_iter().flatten().any(|id| id != ours)
}

/// `Observation/…/_history/1`.
fn version(place: &str, copy: &Value, reply: &Reply) -> String {
    let said = copy.pointer("/meta/versionId").and_then(Value::as_str).map(str::to_owned);
    let tagged = || Some(reply.etag.as_deref()?.trim_start_matches("W/").trim_matches('"').to_owned());
    match said.or_else(tagged) {
        Some(version) => format!("{place}/_history/{version}"),
        None => place.to_owned(),
    }
}
