//! What is wrong with a form while it is filled in. Words for staff; never about who the patient is.

use crate::NodeId;

/// One thing that is wrong, or doubtful, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormProblem {
    /// The node it is about. Care time and late reason have nodes of their own: `t.occurred` and `t.late`.
    pub node: NodeId,
    /// Its item.
    pub link_id: String,
    /// Which kind.
    pub kind: ProblemKind,
    /// What to tell the person who is filling it in.
    pub message: String,
}

/// What kind of thing is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// Not a number, not one of the choices, not a date: cannot be read as an answer to this item.
    NotUnderstood,
    /// Outside the range that can be entered.
    OutOfRange,
    /// Unlikely but possible: a warning only.
    Unlikely,
    /// Two answers that cannot both be right, such as a systolic not above the diastolic.
    Contradiction,
    /// More decimals, or more characters, than the item takes.
    TooLong,
    /// The unit is not the form's unit.
    WrongUnit,
    /// A gap without a reason, or a kind of gap this item does not have.
    GapNeedsReason,
    /// The care time is in the future.
    CareTimeInFuture,
    /// Something that has to have happened already is in the future.
    InFuture,
    /// Written down late, without saying why.
    LateReasonNeeded,
    /// This form is not for this patient.
    NotForThisPatient,
    /// It has to be answered one particular way before it can be signed: a read-back that was not agreed.
    NotConfirmed,
    /// An answer to something the form does not ask, or is not asking now.
    NotAsked,
}
