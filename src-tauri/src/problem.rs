//! Failures as the screen sees them: a code, words, and what to do. The one place that chooses words for failure.

use serde::Serialize;
use specta::Type;

/// A failure in words.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What kind.
    pub code: ProblemCode,
    /// What is wrong.
    pub words: String,
    /// What is safe, and what to do.
    pub hint: String,
}

/// Kinds of failure the screen can act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// Nobody is signed in, or the PC locked.
    NotSignedIn,
    /// The store needs its passphrase.
    StoreLocked,
    /// This person's role does not allow it.
    NotAllowed,
    /// Wrong PIN or passphrase.
    WrongPin,
    /// Too many wrong PINs: wait.
    WaitForPin,
    /// There is no such thing, or it is gone.
    NotFound,
    /// What was sent cannot be taken: words say what and where.
    NotTaken,
    /// Something must be confirmed first.
    ConfirmFirst,
    /// The disk, the file or another process.
    Store,
    /// A hospital system or printer did not do what was asked.
    Outside,
}
impl Problem {
    /// Temporary.
    pub fn soon() -> Self { Problem { code: ProblemCode::NotFound, words: String::new(), hint: String::new() } }
}
