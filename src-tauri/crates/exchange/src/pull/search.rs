//! One search at a server, all its pages, each resource kept as it came.

use std::collections::HashSet;

use fhir::{Bundle, BundleEntry};
use serde::Deserialize;

use super::PullError;
use crate::client::Client;
use crate::limits;
use crate::read::Pieces;

/// What was found so far.
pub(super) struct Search<'c> {
    client: &'c Client,
    pieces: Pieces,
}

impl<'c> Search<'c> {
    pub(super) fn new(client: &'c Client) -> Self {
        Self { client, pieces: Pieces::default() }
    }

    /// Resources so far.
    pub(super) fn count(&self) -> usize {
        self.pieces.all.len()
    }

    pub(super) fn into_pieces(self) -> Pieces {
        self.pieces
    }

    /// Every page of a search, kept and given back.
    pub(super) fn all(&mut self, kind: &'static str, question: &str) -> Result<Vec<String>, PullError> {
        self.some(kind, question, |body| Some(body.to_owned()))
    }

    /// Every page of a search; only resources that `wanted` gives something for are kept.
    pub(super) fn some<T>(
        &mut self,
        kind: &'static str,
        question: &str,
        wanted: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, PullError> {
        let server = self.client.server();
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut next = Some(format!("{kind}?{question}"));
        let mut number = 0;
        while let Some(address) = next {
            number += 1;
            if number > limits::PAGES || !seen.insert(address.clone()) {
                return Err(PullError::Endless { server, kind });
            }
            let reply = self.client.get(&address)?;
            if !reply.is_success() {
                return Err(PullError::Refused { server, status: reply.status, kind });
            }
            let not_a_page = || PullError::NotAPage { server: server.clone(), kind };
            let text = std::str::from_utf8(&reply.body).map_err(|_| not_a_page())?;
            let page: Bundle<'_> = serde_json::from_str(text).map_err(|_| not_a_page())?;
            if page.type_.get() != Some("searchset") {
                return Err(not_a_page());
            }
            let place = format!("{server} {kind} page {number}");
            let mut kept = Vec::new();
            for entry in &page.entry {
                let body = serde_json::from_str::<BundleEntry<'_>>(entry.get()).ok().and_then(|entry| entry.resource);
                match body {
                    // A page may carry others: what the server has to say of the search, or what was included.
                    Some(body) if kind_of(body.get()).as_deref() != Some(kind) => {}
                    Some(body) => {
                        if let Some(one) = wanted(body.get()) {
                            found.push(one);
                            kept.push(*entry);
                        }
                    }
                    None => kept.push(*entry),
                }
            }
            next = page.next().map(|link| here(&server, link));
            let page = Bundle { entry: kept, timestamp: fhir::lenient::Text::default(), ..page };
            self.pieces.take_bundle(&server, &place, &page, 0)?;
        }
        Ok(found)
    }
}

/// Servers behind a proxy name themselves as they are known inside. A link is followed by its path and question only,
/// and always at the server that was asked: it can send us nowhere else.
fn here(server: &str, link: &str) -> String {
    match reqwest::Url::parse(link) {
        Ok(url) => format!("{server}{}{}", url.path(), url.query().map(|q| format!("?{q}")).unwrap_or_default()),
        Err(_) => link.to_owned(),
    }
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Named {
    resource_type: fhir::lenient::Text,
    id: fhir::lenient::Text,
}

fn kind_of(body: &str) -> Option<String> {
    serde_json::from_str::<Named>(body).ok().and_then(|named| named.resource_type.owned())
}

/// A resource's id at its server.
pub(super) fn id_of(body: &str) -> Option<String> {
    serde_json::from_str::<Named>(body).ok().and_then(|named| named.id.owned()).filter(|id| is_id(id))
}

/// The id at the end of a reference, when it is one: it goes into an address.
pub(super) fn last_part(reference: &str) -> Option<&str> {
    let reference = reference.split("/_history/").next().unwrap_or(reference);
    reference.rsplit('/').next().filter(|id| is_id(id))
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
}
