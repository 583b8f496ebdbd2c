//! What an answer means for filing: done, not there, no, or nothing that can be relied on.

use std::time::Duration;

use serde_json::Value;

use super::Silence;
use crate::client::{ClientError, Reply, wait_for};

/// Longest words of a server that are kept.
const WORDS: usize = 600;

/// One answer, sorted.
pub(super) enum Said {
    /// 200 to 299.
    Yes(Reply),
    /// 404: it holds nothing under this id.
    NotThere,
    /// 410: it held it, and somebody there deleted it.
    Gone,
    /// 409 or 412: it holds something there already, or thinks so.
    Clash(u16, String),
    /// Any other no, with its words.
    No(Option<u16>, String),
    /// No whole answer, or "not now".
    Silence(Silence),
}

pub(super) fn sort(answer: Result<Reply, ClientError>) -> Said {
    let reply = match answer {
        Ok(reply) => reply,
        Err(error) => return failed(&error),
    };
    match reply.status {
        200..=299 => Said::Yes(reply),
        404 => Said::NotThere,
        410 => Said::Gone,
        409 | 412 => Said::Clash(reply.status, words(&reply)),
        408 | 425 | 429 | 500 | 502..=504 | 506..=599 => Said::Silence(Silence {
            why: format!("the server answered {}", reply.status),
            retry_after: retry_after(&reply),
        }),
        status => Said::No(Some(status), words(&reply)),
    }
}

fn failed(error: &ClientError) -> Said {
    match error {
        ClientError::Unreachable { .. }
        | ClientError::TimedOut(_)
        | ClientError::BrokenOff { .. }
        | ClientError::TooLarge { .. } => Said::Silence(Silence { why: error.to_string(), retry_after: None }),
        ClientError::Address(_)
        | ClientError::Unencrypted(_)
        | ClientError::Certificate
        | ClientError::ElsewhereAddress(_)
        | ClientError::Header => Said::No(None, error.to_string()),
    }
}

fn retry_after(reply: &Reply) -> Option<Duration> {
    reply.retry_after.as_deref().map(|text| wait_for(Some(text)))
}

/// The body as JSON; none when it is not whole.
pub(super) fn json(reply: &Reply) -> Option<Value> {
    serde_json::from_slice(&reply.body).ok()
}

/// The server's own words: the details and diagnostics of its OperationOutcome, or that it gave none.
fn words(reply: &Reply) -> String {
    let outcome =
        json(reply).filter(|body| body.get("resourceType").and_then(Value::as_str) == Some("OperationOutcome"));
    let issues = outcome.as_ref().and_then(|body| body.get("issue")).and_then(Value::as_array);
    let mut said: Vec<&str> = Vec::new();
    for issue in issues.into_iter().flatten() {
        let details = issue.pointer("/details/text").and_then(Value::as_str);
        let diagnostics = issue.get("diagnostics").and_then(Value::as_str);
        said.extend(details.into_iter().chain(diagnostics).filter(|text| !text.trim().is_empty()));
    }
    if said.is_empty() {
        return format!("the server answered {} and gave no reason", reply.status);
    }
    let plain: String = said.join("; ").chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if plain.chars().count() > WORDS { plain.chars().take(WORDS).chain(['…']).collect() } else { plain }
}
