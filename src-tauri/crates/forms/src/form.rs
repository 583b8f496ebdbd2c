//! One form being filled in: takes answers, says what to show, what is wrong, what is missing and what it scores.

use chrono::{DateTime, FixedOffset};

use crate::{Answer, Answers, Context, Definition, FormProblem, NodeId, Score, view::Node};

/// One form being filled in.
#[derive(Debug, Clone)]
pub struct Form<'d> {
    definition: &'d Definition,
    context: Context,
    answers: Answers,
}

/// Who and what a QuestionnaireResponse names, beyond the answers (§5.3).
#[derive(Debug, Clone)]
pub struct ResponseFacts<'a> {
    /// The record's own id: `id` and identifier value.
    pub id: &'a str,
    /// When it was signed.
    pub authored: DateTime<FixedOffset>,
    /// Reference to the patient: `Patient/123`.
    pub subject: &'a str,
    /// Reference to the stay.
    pub encounter: Option<&'a str>,
    /// Reference to who signed.
    pub author: Option<&'a str>,
    /// Name of who signed.
    pub author_name: &'a str,
}

/// There is no such node in the form as it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the form has no item {0}")]
pub struct NoSuchNode(pub String);

impl<'d> Form<'d> {
    /// A new form: nothing answered but what is decided elsewhere (the saturation scale).
    #[must_use]
    pub fn open(definition: &'d Definition, context: &Context) -> Self {
        Self::resume(definition, context, Answers::new())
    }

    /// A form with the answers of its draft.
    #[must_use]
    pub fn resume(definition: &'d Definition, context: &Context, answers: Answers) -> Self {
        Self { definition, context: context.clone(), answers }
    }

    /// Puts an answer, or takes it away.
    ///
    /// # Errors
    /// When the form has no such node. What is wrong with an answer is kept with it and said by `problems`.
    pub fn answer(&mut self, node: &NodeId, answer: Option<Answer>) -> Result<(), NoSuchNode> {
        let _ = (node, answer);
        todo!()
    }

    /// Adds a row to a repeating group and says which.
    ///
    /// # Errors
    /// When there is no such repeating group.
    pub fn add_row(&mut self, link_id: &str) -> Result<NodeId, NoSuchNode> {
        let _ = link_id;
        todo!()
    }

    /// Takes a row away with its answers; those after it move up.
    ///
    /// # Errors
    /// When there is no such row.
    pub fn remove_row(&mut self, link_id: &str, index: usize) -> Result<(), NoSuchNode> {
        let _ = (link_id, index);
        todo!()
    }

    /// Moves the care time, the time now, or the late reason.
    pub fn set_context(&mut self, context: Context) {
        self.context = context;
    }

    /// Which form.
    #[must_use]
    pub fn definition(&self) -> &'d Definition {
        self.definition
    }

    /// What to draw now.
    #[must_use]
    pub fn view(&self) -> Vec<Node> {
        todo!()
    }

    /// What has to be put right before signing.
    #[must_use]
    pub fn problems(&self) -> Vec<FormProblem> {
        todo!()
    }

    /// What is unlikely.
    #[must_use]
    pub fn warnings(&self) -> Vec<FormProblem> {
        todo!()
    }

    /// Visible, required and without a value, whether or not a reason was given.
    #[must_use]
    pub fn missing(&self) -> Vec<NodeId> {
        todo!()
    }

    /// What still needs a value or a reason before signing: `missing` without a reason, and who was told when
    /// the score asks for it. Signing is open when this and `problems` are both empty.
    #[must_use]
    pub fn unexplained(&self) -> Vec<NodeId> {
        todo!()
    }

    /// The scores.
    #[must_use]
    pub fn scores(&self) -> Vec<Score> {
        todo!()
    }

    /// All answers, also those to items that are hidden now.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The answers to what is visible: what is signed.
    #[must_use]
    pub fn signed_answers(&self) -> Answers {
        todo!()
    }

    /// The QuestionnaireResponse.
    #[must_use]
    pub fn response(&self, facts: &ResponseFacts<'_>) -> serde_json::Value {
        let _ = facts;
        todo!()
    }

    /// One line for lists: `NEWS2 5. Respirations 21, saturation 94% on air, blood pressure 112/66, …`.
    #[must_use]
    pub fn summary(&self) -> String {
        todo!()
    }
}
