//! The form engine: a Questionnaire and answers in; what to show, what is wrong, what it scores, out.
//! Pure: no clock, no files, no random numbers.

mod answers;

pub use answers::{Answer, Answers, Gap, NodeId};
