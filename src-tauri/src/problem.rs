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
    /// There is no such thing, or it is gone.
    NotFound,
    /// What was sent cannot be taken: words say what and where.
    NotTaken,
    /// Something must be confirmed first.
    ConfirmFirst,
    /// The disk, the file or another process.
    Store,
    /// No room on the disk: reading and printing go on, saving goes on by itself once there is room.
    DiskFull,
    /// The disk did not confirm a save: nothing more is saved until everything was checked.
    DiskStopped,
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
        // What was read begins with the name of a file or a server, which stays as it is written.
        let named = matches!(error, WardError::Read(_) | WardError::Outside(_));
        let said = error.to_string();
        let words = if named { ended(&said) } else { sentence(&said) };
        let (code, hint) = match &error {
            WardError::NotAllowed { .. } => {
                (Code::NotAllowed, "Ask somebody whose role allows it. Nothing was changed.")
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
            | WardError::UnfitPin(_)
            | WardError::NotForPatient(_)
            | WardError::BadForm { .. }
            | WardError::Answer(_)
            | WardError::NoIncident
            | WardError::NoChange(_)
            | WardError::When(_)
            | WardError::NotReleased(_)
            | WardError::NotTaken(_)
            | WardError::Stopped
            | WardError::Read(_)
            | WardError::Print(_)
            | WardError::Build(_) => (Code::NotTaken, "Nothing was changed."),
            WardError::Outside(_) => (Code::Outside, "Nothing is lost. Try again, or tell IT."),
            WardError::Store(
                StoreError::WrongPassphrase
                | StoreError::WrongEnvelope
                | StoreError::EnvelopePart { .. }
                | StoreError::WrongEscrow,
            ) => (Code::WrongPin, "Nothing was changed. Type it again."),
            WardError::Store(StoreError::NoDeviceSecret | StoreError::NoSlot { .. }) => {
                (Code::WrongPin, "Nothing is lost. Use the sealed envelope.")
            }
            WardError::Store(StoreError::ShortPassphrase | StoreError::LastWay | StoreError::NotAnEscrowKey) => {
                (Code::NotTaken, "Nothing was changed.")
            }
            WardError::NotExplained => (Code::NotTaken, "Nothing was opened."),
            WardError::Config(_) | WardError::Layout(_) => (Code::Store, "Nothing was changed. Tell IT."),
            WardError::Store(StoreError::Full(_)) => {
                return Self::new(
                    Code::DiskFull,
                    "This PC's disk is full, so this was not saved.",
                    "Everything saved before is safe. You can read and print. Use paper for new records and tell IT: \
                     saving starts again by itself once there is room.",
                );
            }
            WardError::Store(StoreError::Stopped(_)) => {
                return Self::new(
                    Code::DiskStopped,
                    "This PC's disk did not confirm this save, so it does not count as saved.",
                    "Everything saved before is safe. Try again: everything held is checked first. If it happens again, \
                     use paper and tell IT.",
                );
            }
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
    ended(&format!("{first}{}", letters.as_str()))
}

/// With a full stop.
fn ended(words: &str) -> String {
    if words.ends_with(['.', '?']) { words.to_owned() } else { format!("{words}.") }
}
