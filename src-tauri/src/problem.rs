//! Failures as the screen sees them: a code, words, and what to do. The one place that chooses words for failure.

use serde::Serialize;
use specta::Type;
use ward::{StoreError, WardError};

/// A failure in words.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Problem {
    /// What kind.
    pub(crate) code: ProblemCode,
    /// What is wrong.
    pub(crate) words: String,
    /// What is safe, and what to do.
    pub(crate) hint: String,
}

/// Kinds of failure the screen can act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ProblemCode {
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
    /// The PIN is a temporary one: their own must be chosen.
    ChoosePin,
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
    /// A failure in words.
    pub(crate) fn new(code: ProblemCode, words: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, words: words.into(), hint: hint.into() }
    }

    /// Nobody is signed in.
    #[must_use]
    pub(crate) fn not_signed_in() -> Self {
        Self::new(ProblemCode::NotSignedIn, "Nobody is signed in.", "Sign in. Your drafts are safe on this PC.")
    }

    /// The store is not open.
    #[must_use]
    pub(crate) fn store_locked() -> Self {
        Self::new(ProblemCode::StoreLocked, "The store is not open.", "Type the passphrase to open it.")
    }

    /// Something the screen named is not there.
    #[must_use]
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(ProblemCode::NotFound, format!("There is no such {what}."), "Go back and choose again.")
    }
}

impl From<WardError> for Problem {
    fn from(error: WardError) -> Self {
        use ProblemCode as Code;
        let words = sentence(&error.to_string());
        let (code, hint) = match &error {
            WardError::NotAllowed { .. } => {
                (Code::NotAllowed, "Ask somebody whose role allows it. Nothing was changed.")
            }
            WardError::NotVerified { .. } => {
                (Code::NotAllowed, "A colleague can do it, with their own PIN. Nothing was changed.")
            }
            WardError::StaffRevoked(_) => (Code::NotAllowed, "Ask the nurse in charge. What they signed stays."),
            WardError::PassOver { .. } => (Code::NotAllowed, "A witness can give another pass. Drafts are safe."),
            WardError::ChoosePin => (Code::ChoosePin, "Only you may know it."),
            WardError::SamePerson => (Code::NotTaken, "Ask a colleague to come to this PC. Nothing was changed."),
            WardError::NotSecond(_) => {
                (Code::NotTaken, "A nurse, doctor or pharmacist on the list can. Nothing was changed.")
            }
            WardError::WrongPin { .. } | WardError::NoPin => (Code::WrongPin, "Your work is safe on this PC."),
            WardError::WaitForPin { until } => {
                let time = forms_time(until);
                let words = format!("Too many wrong PINs. Wait until {time}.");
                return Self::new(Code::WaitForPin, words, "Your work is safe on this PC.");
            }
            WardError::PinLocked => (Code::WaitForPin, "Your work is safe on this PC."),
            WardError::NoSuchStaff(_)
            | WardError::NoSuchPatient
            | WardError::NoSuchForm(_)
            | WardError::NoSuchDraft
            | WardError::NoSuchSystem(_)
            | WardError::NoSuchRecord => (Code::NotFound, "Go back and choose again. Nothing was changed."),
            WardError::ConfirmPatient => {
                (Code::ConfirmFirst, "Say which patient this is, then sign. The draft is safe.")
            }
            WardError::NotReady(_) => (Code::NotTaken, "The draft is safe on this PC."),
            WardError::StaffThere(_)
            | WardError::NotPerson(_)
            | WardError::UnfitPin(_)
            | WardError::NotForPatient(_)
            | WardError::BadForm { .. }
            | WardError::Answer(_)
            | WardError::NoIncident
            | WardError::NoChange(_)
            | WardError::When(_)
            | WardError::NotReleased(_)
            | WardError::NotTaken(_)
            | WardError::Read(_)
            | WardError::Print(_)
            | WardError::Build(_) => (Code::NotTaken, "Nothing was changed."),
            WardError::Outside(_) => (Code::Outside, "Nothing is lost. Try again, or tell IT."),
            WardError::Config(_) => (Code::Store, "Nothing was changed. Tell IT."),
            WardError::Store(StoreError::WrongPassphrase) => (Code::WrongPin, "Nothing was changed. Type it again."),
            WardError::Store(_) => (Code::Store, "What was signed is safe. Use paper and tell IT."),
        };
        Self::new(code, words, hint)
    }
}

fn forms_time(at: &chrono::DateTime<chrono::FixedOffset>) -> String {
    at.format("%H:%M").to_string()
}

/// `that is not the PIN` as `That is not the PIN.`
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if words.ends_with(['.', '?']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}
