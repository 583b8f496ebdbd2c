//! Failures as the screen sees them: a code, words, and what to do. The one place that chooses words for failure.

use serde::Serialize;
use specta::Type;
use ward::{CopyError, StoreError, WardError};

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
    /// The disk is full: what is held can be read and printed.
    NoRoom,
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

    /// What was sent cannot be taken.
    #[must_use]
    pub(crate) fn not_taken(words: impl Into<String>, hint: &str) -> Self {
        Self::new(ProblemCode::NotTaken, words, hint)
    }

    /// Something the screen named is not there.
    #[must_use]
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(ProblemCode::NotFound, format!("There is no such {what}."), "Go back and choose again.")
    }
}

impl From<WardError> for Problem {
    fn from(error: WardError) -> Self {
        Self::of(&error)
    }
}

impl Problem {
    /// Both sentences in one.
    pub(crate) fn in_full(&self) -> String {
        format!("{} {}", self.words, self.hint)
    }

    /// A failure in words.
    pub(crate) fn of(error: &WardError) -> Self {
        use ProblemCode as Code;
        // What was read begins with the name of a file or a server, which stays as it is written.
        let named = matches!(error, WardError::Read(_) | WardError::Outside(_));
        let said = error.to_string();
        let words = if named { ended(&said) } else { sentence(&said) };
        if ward::room::is_full(error) {
            let words = "This PC's disk is full. You can read and print. Nothing new can be saved until there is room.";
            let hint = "Nothing that was saved is lost. Use paper now: it goes on by itself once there is room.";
            return Self::new(Code::NoRoom, words, hint);
        }
        if ward::bring_back::is_damage(error) {
            let hint = "Nothing was replaced. Open a standby copy, and tell IT. Use paper meanwhile.";
            return Self::new(Code::Store, "This PC's own file is damaged and cannot be opened.", hint);
        }
        let (code, hint) = match error {
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
            WardError::WrongPin { .. } | WardError::SecondPin { .. } | WardError::NoPin => {
                (Code::WrongPin, "Your work is safe on this PC.")
            }
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
            WardError::SecondPerson => (Code::ConfirmFirst, "Ask a colleague to come to this PC. The draft is safe."),
            WardError::NotReady(_) => (Code::NotTaken, "The draft is safe on this PC."),
            WardError::AsItStands(_)
            | WardError::StaffThere(_)
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
            | WardError::Stopped
            | WardError::Read(_)
            | WardError::Print(_)
            | WardError::Build(_) => (Code::NotTaken, "Nothing was changed."),
            WardError::OtherServer { .. } => {
                (Code::Outside, "Your records are safe on this PC. Ask IT whether the server was changed.")
            }
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
            WardError::NoRoom => (Code::NoRoom, "Use paper now."),
            WardError::NoSuchPlace(_) => (Code::NotFound, "Nothing was changed. IT sets the places in config.toml."),
            WardError::NotReset(_) => (Code::ConfirmFirst, "Nothing was erased."),
            WardError::Copy(CopyError::Store(
                StoreError::WrongPassphrase
                | StoreError::WrongEnvelope
                | StoreError::EnvelopePart { .. }
                | StoreError::WrongEscrow,
            )) => (Code::WrongPin, "Nothing was changed. Type it again."),
            WardError::Copy(CopyError::Store(StoreError::NoDeviceSecret | StoreError::NoSlot { .. })) => {
                (Code::WrongPin, "Nothing was changed. On another PC it takes the code in the envelope.")
            }
            WardError::Copy(error) => (Code::Store, copy_hint(error)),
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

/// What to do about a copy that could not be made or opened.
fn copy_hint(error: &CopyError) -> &'static str {
    match error {
        CopyError::Away(_) => "Put the stick in, or tell IT. Everything is safe on this PC.",
        CopyError::There(_) => "Choose another name. Nothing was changed.",
        CopyError::Ahead { .. } => "An older store may have been put back on this PC. Tell IT before you go on.",
        CopyError::NotWhole { .. } => "Nothing was changed. Choose another copy.",
        CopyError::NotProved(_) | CopyError::Disk { .. } => "The copy before it is still there. Try again, or tell IT.",
        CopyError::Stopped => "Everything is safe on this PC.",
        CopyError::Store(_) => "Nothing was changed. Tell IT.",
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
