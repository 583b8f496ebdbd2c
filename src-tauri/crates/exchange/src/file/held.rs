//! Asking a target, at any later time, whether it still holds what it accepted: it may have been restored from an
//! older backup. An "already accepted" mark of ours proves nothing about today.

use record::filing::Filing;

use super::create::{self, Homes};
use super::send::{Read, Stop, read};
use super::target::{Takes, Target};
use super::{Refusal, Silence};

/// What a target holds of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Everything, equal.
    All,
    /// These are missing: `Observation/…`. The record is to be sent again with the same bytes.
    Missing(Vec<String>),
    /// Something is there and is not what was sent, or was deleted. For a person.
    Differs(Refusal),
    /// No whole answer.
    NoAnswer(Silence),
}

/// Asks for every resource of one record. Sends nothing.
#[must_use]
pub fn held(target: &Target, filing: &Filing) -> Held {
    let mut missing = Vec::new();
    let mut homes = Homes::default();
    for one in &filing.resources {
        let found = match target.takes(&one.kind) {
            Some(Takes::ItsIds) => create::find(target, filing, one, &mut homes),
            Some(Takes::OurIds) | None => Ok(true),
        };
        let there = found.and_then(|there| if there { read(target, one, &homes) } else { Ok(Read::Missing) });
        match there {
            Ok(Read::Equal(_)) => {}
            Ok(Read::Missing) => missing.push(format!("{}/{}", one.kind, one.id)),
            Err(Stop::Refused(refusal)) => return Held::Differs(refusal),
            Err(Stop::Silence(silence)) => return Held::NoAnswer(silence),
            Err(Stop::OtherServer(_)) => return Held::NoAnswer(Silence::because("another server answers")),
        }
    }
    if missing.is_empty() { Held::All } else { Held::Missing(missing) }
}
