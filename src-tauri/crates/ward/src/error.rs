//! What can go wrong with an act. Its source says why; the words for the screen are chosen in the shell.

use chrono::{DateTime, FixedOffset};
use exchange::read::ReadError;
use record::{Permission, Role};
use store::{CopyError, StoreError};

use crate::config::ConfigError;
use crate::server::OtherServer;

/// Why an act was not done. Nothing was changed, unless it says so.
#[derive(Debug, thiserror::Error)]
pub enum WardError {
    /// The role does not allow it.
    #[error("{} may not do this here: {what}", .role.words())]
    NotAllowed {
        /// Whose role.
        role: Role,
        /// What was asked for.
        what: &'static str,
        /// The permission it needs.
        needs: Permission,
    },
    /// Their identity is not verified: they may read, and type what a colleague signs.
    #[error("your identity is not verified, so you may only read: {what}")]
    NotVerified {
        /// What was asked for.
        what: &'static str,
    },
    /// They may no longer sign in.
    #[error("{0} may no longer sign in on this PC")]
    StaffRevoked(String),
    /// Their pass has ended.
    #[error("this pass ended at {}", .until.format("%H:%M"))]
    PassOver {
        /// When.
        until: DateTime<FixedOffset>,
    },
    /// Their PIN is a temporary one.
    #[error("this PIN is a temporary one: choose your own first")]
    ChoosePin,
    /// A second person must be somebody else.
    #[error("the second person must be somebody else")]
    SamePerson,
    /// Somebody cannot be the second person.
    #[error("{0} cannot be the second person here")]
    NotSecond(String),
    /// What was said of somebody cannot be taken.
    #[error("{0}")]
    NotPerson(String),
    /// There is nobody of that name on the roster.
    #[error("nobody called “{0}” is on this PC's list of staff")]
    NoSuchStaff(String),
    /// Somebody of that name is there already.
    #[error("“{0}” is on this PC's list of staff already")]
    StaffThere(String),
    /// Wrong PIN.
    #[error("that is not the PIN; {left} more tries before a wait")]
    WrongPin {
        /// Tries left before a wait.
        left: u32,
    },
    /// Wrong PIN of the second person.
    #[error("that is not the PIN of {name}; {left} more tries before a wait")]
    SecondPin {
        /// Whose.
        name: String,
        /// Tries left before a wait.
        left: u32,
    },
    /// Too many wrong PINs.
    #[error("too many wrong PINs: wait until {until}")]
    WaitForPin {
        /// Until then.
        until: DateTime<FixedOffset>,
    },
    /// Ten wrong PINs.
    #[error("this PIN is locked after ten wrong tries; a supervisor must set a new one")]
    PinLocked,
    /// No PIN was ever set.
    #[error("this person has no PIN on this PC")]
    NoPin,
    /// A new PIN that cannot be used.
    #[error("{0}")]
    UnfitPin(&'static str),
    /// There is no such patient here.
    #[error("this PC holds no such patient")]
    NoSuchPatient,
    /// There is no such form.
    #[error("there is no form “{0}”")]
    NoSuchForm(String),
    /// A Questionnaire that uses what Holdfast does not understand.
    #[error("{file} cannot be used as a form: {}", .why.join("; "))]
    BadForm {
        /// Which.
        file: String,
        /// What is not understood, and where.
        why: Vec<String>,
    },
    /// The form is not for this patient.
    #[error("this form is not for this patient: {0}")]
    NotForPatient(String),
    /// There is no such draft.
    #[error("this draft is not there: it was signed or thrown away")]
    NoSuchDraft,
    /// The form does not take that answer there.
    #[error(transparent)]
    Answer(#[from] forms::AnswerRefused),
    /// It cannot be done as things stand.
    #[error("{0}")]
    AsItStands(String),
    /// The form cannot be signed yet.
    #[error("not ready to sign: {}", .0.join("; "))]
    NotReady(Vec<String>),
    /// The form is signed by two people.
    #[error("a second person has to sign this as well, with their own PIN")]
    SecondPerson,
    /// Another patient has the same name.
    #[error("another patient has the same name: confirm which one this is")]
    ConfirmPatient,
    /// An envelope is opened by two people, for a reason.
    #[error("write who opens it, who is with you, and why: two different people")]
    NotExplained,
    /// There is no such system in the register.
    #[error("“{0}” is not a system in the register")]
    NoSuchSystem(String),
    /// No incident is open.
    #[error("no outage is declared")]
    NoIncident,
    /// The change of status makes no sense.
    #[error("{0}")]
    NoChange(String),
    /// A date or time that cannot be understood.
    #[error("{0}")]
    When(String),
    /// Records cannot be released.
    #[error("{0}")]
    NotReleased(String),
    /// Another server than the known one answers where records go.
    #[error("{words}")]
    OtherServer {
        /// Both servers in words.
        words: String,
        /// Both servers.
        other: Box<OtherServer>,
    },
    /// There is no such record.
    #[error("there is no such record")]
    NoSuchRecord,
    /// What came in must not replace what is held.
    #[error("{0}")]
    NotTaken(String),
    /// Somebody stopped it before it was done.
    #[error("stopped: nothing was taken in")]
    Stopped,
    /// What came in could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A server could not be read.
    #[error("{0}")]
    Outside(String),
    /// A person's columns could not be kept.
    #[error("the columns of the list could not be kept")]
    Layout(#[source] std::io::Error),
    /// Pages could not be made.
    #[error(transparent)]
    Print(#[from] print::PrintError),
    /// A record could not be built for its target.
    #[error(transparent)]
    Build(#[from] record::filing::BuildProblem),
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A copy of this PC.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// There is no such standby place.
    #[error("“{0}” is not one of this PC's standby places")]
    NoSuchPlace(String),
    /// Something would be lost.
    #[error("{0}")]
    NotReset(String),
    /// The disk is full.
    #[error("this PC's disk is full: nothing new can be signed until there is room")]
    NoRoom,
    /// The files.
    #[error(transparent)]
    Store(#[from] StoreError),
}
