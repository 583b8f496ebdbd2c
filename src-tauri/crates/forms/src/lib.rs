//! The form engine: a Questionnaire and answers in; what to show, what is wrong, what it scores, out.
//! Pure: no clock, no files, no random numbers.

mod answers;
pub mod calc;
mod context;
mod definition;
mod evaluate;
mod form;
mod problem;
mod score;
pub mod view;

pub use answers::{Answer, Answers, Gap, NodeId};
pub use context::Context;
pub use definition::{Definition, LoadProblem, Suits, catalogue, shipped};
pub use evaluate::{AtLeast, Evaluation, EvaluationError, evaluate};
pub use form::{Form, NoSuchNode, ResponseFacts};
pub use problem::{FormProblem, ProblemKind};
pub use score::{Advice, Part, Score};
