//! The form engine: a Questionnaire and answers in; what to show, what is wrong, what it scores, out.
//! Pure: no clock, no files, no random numbers.

mod answers;
pub mod calc;
mod context;
pub mod definition;
mod draw;
mod evaluate;
mod expr;
mod form;
mod held;
mod live;
mod number;
mod problem;
mod response;
mod score;
mod summary;
pub mod view;

pub use answers::{Answer, Answers, Gap, NodeId};
pub use context::Context;
pub use definition::{Definition, LoadProblem, Suits, catalogue, shipped};
pub use evaluate::{AtLeast, Evaluation, EvaluationError, Reading, evaluate, read_answers};
pub use expr::{ExprEngine, RhFhirPath};
pub use form::{AnswerRefused, Form};
pub use problem::{FormProblem, ProblemKind};
pub use response::ResponseFacts;
pub use score::{Advice, Part, Score};
