//! What can go wrong between a client and a server, and on which side of the commit.

use std::time::Duration;

/// One thing that goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The server is gone: this connection and every later one are refused until [`crate::FhirStandIn::up`].
    Down,
    /// Hangs up when it has read the head of the request.
    ResetBeforeBody,
    /// Carries it out and hangs up without a word.
    ResetAfterCommit,
    /// 500, nothing carried out.
    ErrorBeforeCommit,
    /// Carries it out and says 500.
    ErrorAfterCommit,
    /// 503 with `Retry-After` in seconds, nothing carried out.
    Unavailable(u32),
    /// 429, nothing carried out.
    TooMany,
    /// Says nothing for this long, and has not carried it out.
    SilentBeforeCommit(Duration),
    /// Carries it out and says nothing for this long.
    SilentAfterCommit(Duration),
    /// Carries it out and answers one byte in each of these.
    Drip(Duration),
    /// Carries it out and answers with half a JSON body, in whole HTTP.
    TruncatedJson,
    /// Carries it out and hangs up in the middle of the answer.
    TruncatedAnswer,
    /// Stores it under an id of its own choice, and says so.
    AnotherId,
    /// Says 409 and has not carried it out.
    Conflict,
    /// Carries it out and says 412.
    PreconditionAfterCommit,
    /// Says 422 with an OperationOutcome.
    Unprocessable,
    /// Was restored from an older backup just before: everything filed since the start is gone.
    RestoredFromBackup,
    /// Just before, the server that stands by took its place: see [`crate::FhirStandIn::stand_by`].
    Replaced,
}

impl Fault {
    /// Every fault of one server, with waits that are longer than `patience`: what the client in a test waits for.
    #[must_use]
    pub fn all(patience: Duration) -> Vec<Fault> {
        vec![
            Fault::Down,
            Fault::ResetBeforeBody,
            Fault::ResetAfterCommit,
            Fault::ErrorBeforeCommit,
            Fault::ErrorAfterCommit,
            Fault::Unavailable(1),
            Fault::TooMany,
            Fault::SilentBeforeCommit(patience * 2),
            Fault::SilentAfterCommit(patience * 2),
            Fault::Drip(patience / 4),
            Fault::TruncatedJson,
            Fault::TruncatedAnswer,
            Fault::AnotherId,
            Fault::Conflict,
            Fault::PreconditionAfterCommit,
            Fault::Unprocessable,
            Fault::RestoredFromBackup,
        ]
    }
}
