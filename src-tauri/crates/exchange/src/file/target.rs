//! A server to file to: what it says it is and takes, read once before anything is sent.

use std::collections::BTreeMap;

use record::ServerIdentity;
use serde_json::Value;

use super::reply::{Said, json, sort};
use super::send::Stop;
use super::{Client, Refusal, RefusedBy, Silence};

/// One server, and the only pusher to it: sending needs it exclusively, so records go one after another.
#[derive(Debug)]
pub struct Target {
    pub(super) client: Client,
    pub(super) identity: ServerIdentity,
    takes: BTreeMap<String, Option<Takes>>,
}

/// How it takes one type of resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// `PUT Type/{our id}`.
    OurIds,
    /// `POST Type`: it chooses the id.
    ItsIds,
}

/// Why a server cannot be filed to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectProblem {
    /// The address or the trust given is not usable.
    #[error("{0}")]
    Address(String),
    /// No whole answer.
    #[error("{why}")]
    NoAnswer {
        /// In words.
        why: String,
    },
    /// It answered, but not as a FHIR R4 server.
    #[error("{server} does not answer as a FHIR R4 server: {why}")]
    NotFhir {
        /// Scheme, host and port.
        server: String,
        /// What is missing.
        why: String,
    },
}

/// Asks a server what it is. Anything but FHIR 4.0 is refused.
///
/// # Errors
/// When there is no answer, or not one of a FHIR R4 server.
pub fn connect(client: Client) -> Result<Target, ConnectProblem> {
    let not_fhir = |why: &str| ConnectProblem::NotFhir { server: client.server(), why: why.to_owned() };
    let reply = match sort(client.get("metadata")) {
        Said::Yes(reply) => reply,
        Said::Silence(Silence { why, .. }) => return Err(ConnectProblem::NoAnswer { why }),
        Said::No(_, why) | Said::Clash(_, why) => return Err(not_fhir(&why)),
        Said::NotThere | Said::Gone => return Err(not_fhir("it has no CapabilityStatement")),
    };
    let Some(statement) = json(&reply) else { return Err(not_fhir("its CapabilityStatement is not whole JSON")) };
    let text = |path: &str| statement.pointer(path).and_then(Value::as_str).map(str::to_owned);
    if text("/resourceType").as_deref() != Some("CapabilityStatement") {
        return Err(not_fhir("it has no CapabilityStatement"));
    }
    match text("/fhirVersion") {
        Some(version) if version.starts_with("4.0.") => {}
        Some(version) => return Err(not_fhir(&format!("it speaks FHIR {version}"))),
        None => return Err(not_fhir("it does not say which FHIR it speaks")),
    }
    let identity = identity(&statement);
    let takes = takes(&statement);
    Ok(Target { client, identity, takes })
}

impl Target {
    /// What it says it is.
    #[must_use]
    pub fn identity(&self) -> &ServerIdentity {
        &self.identity
    }

    /// Its base address.
    #[must_use]
    pub fn address(&self) -> &str {
        self.client.base()
    }

    /// Whether it still says it is the server it was.
    ///
    /// # Errors
    /// In words, when it says it is another one.
    pub fn is_still(&self, was: &ServerIdentity) -> Result<(), Refusal> {
        if self.identity == *was {
            return Ok(());
        }
        let words = format!(
            "Another server answers at {}: it was {}, and now it is {}. Nothing was sent.",
            self.client.server(),
            was.words(),
            self.identity.words()
        );
        Err(Refusal::new(RefusedBy::Server, None, words))
    }

    /// Asks once more what the server is.
    pub(super) fn is_the_same(&self) -> Result<(), Stop> {
        // Only what tells it apart; a server that cannot leave out the rest is asked for all of it.
        let short = sort(self.client.get("metadata?_elements=fhirVersion,software,implementation"));
        let reply = match short {
            Said::No(..) | Said::NotThere => sort(self.client.get("metadata")),
            Said::Yes(_) | Said::Gone | Said::Clash(..) | Said::Silence(_) => short,
        };
        let reply = match reply {
            Said::Yes(reply) => reply,
            Said::Silence(silence) => return Err(Stop::Silence(silence)),
            Said::NotThere | Said::Gone | Said::Clash(..) | Said::No(..) => {
                return Err(Stop::silence("the server no longer says what it is"));
            }
        };
        let Some(statement) = json(&reply) else { return Err(Stop::silence("the server's answer is not whole")) };
        let now = identity(&statement);
        if now == self.identity { Ok(()) } else { Err(Stop::OtherServer(now)) }
    }

    /// How it takes a type; none when it says it does not. Servers leave types out of their statement that they do
    /// take, so of such a one the server is asked by sending it, as it takes the others.
    pub(super) fn takes(&self, kind: &str) -> Option<Takes> {
        let ours = self.takes.values().any(|how| *how == Some(Takes::OurIds));
        let like_others = if ours { Takes::OurIds } else { Takes::ItsIds };
        self.takes.get(kind).copied().unwrap_or(Some(like_others))
    }

    /// A reference as it is without this server's own base address in front.
    pub(super) fn plain_reference<'a>(&self, reference: &'a str) -> &'a str {
        let bases = [Some(self.client.base()), self.identity.url.as_deref()];
        let plain = bases.into_iter().flatten().find_map(|base| reference.strip_prefix(base.trim_end_matches('/')));
        plain.map_or(reference, |rest| rest.trim_start_matches('/'))
    }

    /// A copy whose references are without this server's own base address: some servers write them whole.
    pub(super) fn plain(&self, mut copy: Value) -> Value {
        self.plain_references(&mut copy);
        copy
    }

    fn plain_references(&self, value: &mut Value) {
        match value {
            Value::Object(all) => {
                let plain =
                    all.get("reference").and_then(Value::as_str).map(|whole| self.plain_reference(whole).to_owned());
                if let Some(plain) = plain {
                    all.insert("reference".to_owned(), plain.into());
                }
                all.values_mut().for_each(|value| self.plain_references(value));
            }
            Value::Array(all) => all.iter_mut().for_each(|value| self.plain_references(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

fn identity(statement: &Value) -> ServerIdentity {
    let text = |path: &str| statement.pointer(path).and_then(Value::as_str).map(str::to_owned);
    ServerIdentity {
        software: text("/software/name"),
        url: text("/implementation/url"),
        description: text("/implementation/description"),
    }
}

fn takes(statement: &Value) -> BTreeMap<String, Option<Takes>> {
    let rests = statement.get("rest").and_then(Value::as_array);
    let server = rests.into_iter().flatten().find(|rest| rest.get("mode").and_then(Value::as_str) == Some("server"));
    let resources = server.and_then(|rest| rest.get("resource")).and_then(Value::as_array);
    resources
        .into_iter()
        .flatten()
        .filter_map(|one| {
            let kind = one.get("type")?.as_str()?.to_owned();
            let interactions = one.get("interaction").and_then(Value::as_array);
            let can = |code: &str| {
                interactions.into_iter().flatten().any(|i| i.get("code").and_then(Value::as_str) == Some(code))
            };
            let our_ids = one.get("updateCreate").and_then(Value::as_bool) == Some(true);
            let how = match (our_ids && can("update"), can("create")) {
                (true, _) => Some(Takes::OurIds),
                (false, true) => Some(Takes::ItsIds),
                (false, false) => None,
            };
            Some((kind, how))
        })
        .collect()
}
