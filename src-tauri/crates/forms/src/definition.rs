//! A form as we understand it: read from a FHIR Questionnaire, or refused with the list of what is not understood.

mod catalogue;
pub mod item;
mod load;
mod load_extension;
mod load_item;
mod names;
mod reader;
mod structure;

pub use catalogue::{catalogue, shipped};
use item::{Constraint, Item};

use std::sync::Arc;

use crate::{Answer, Answers, Context, NodeId};

/// One form in one version.
#[derive(Debug, Clone, Default)]
pub struct Definition {
    /// Short id: `news2`.
    pub id: String,
    /// `1.0.0`.
    pub version: String,
    /// Canonical address, without the version.
    pub url: String,
    /// Title as shown.
    pub title: String,
    /// Short name of the source system it stands in for: `epr`.
    pub replaces: Option<String>,
    /// Other words staff look for it by.
    pub also: Vec<String>,
    /// What still needs clinical sign-off, in words; empty for a released form.
    pub draft: Vec<String>,
    /// The line that has to be printed with it.
    pub licence: Option<String>,
    /// Whom it is for.
    pub suits: Suits,
    /// Whether a second person signs it as well.
    pub second: Second,
    /// What it asks.
    pub items: Vec<Item>,
    /// The parts of its one line in a list: `saturation {spo2}%[ on {o2}]`.
    pub summary: Vec<String>,
    /// FHIRPath variables, in order.
    pub variables: Vec<Variable>,
    /// Rules over the whole form.
    pub constraints: Vec<Constraint>,
    /// The Questionnaire it was read from, as it came.
    pub source: Arc<str>,
}

/// Whom a form is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suits {
    /// Completed years, at least.
    pub min_age: Option<u32>,
    /// Not for anybody pregnant or post-partum.
    pub not_pregnant: bool,
    /// The form to use instead.
    pub instead: Option<String>,
}

/// Whether a form is signed by two people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Second {
    /// By one.
    #[default]
    No,
    /// Always by two.
    Always,
    /// By two when this question is answered yes.
    When(String),
}

/// A named FHIRPath expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name, without the `%`.
    pub name: String,
    /// The expression.
    pub expression: String,
}

/// Why a Questionnaire was refused: what, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadProblem {
    /// A path in the file, `item[3] (hr).answerOption[0]`, or the linkId.
    pub place: String,
    /// What is not understood.
    pub what: String,
}

impl std::fmt::Display for LoadProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.place.is_empty() { f.write_str(&self.what) } else { write!(f, "{}: {}", self.place, self.what) }
    }
}

impl Definition {
    /// Reads a Questionnaire.
    ///
    /// # Errors
    /// Everything in it that is outside the subset, all at once.
    pub fn load(json: &str) -> Result<Self, Vec<LoadProblem>> {
        load::load(json)
    }

    /// Why this form is not for this patient, in words; none when it is, or when nothing says otherwise.
    #[must_use]
    pub fn unsuited(&self, context: &Context) -> Option<String> {
        let instead = self.suits.instead.as_deref().and_then(shipped).map(|form| format!(" Use {}.", form.title));
        let instead = instead.unwrap_or_default();
        if let (Some(min), Some(age)) = (self.suits.min_age, context.age)
            && age < min
        {
            return Some(format!("{} is for people of {min} and over.{instead}", self.title));
        }
        if self.suits.not_pregnant && context.pregnant == Some(true) {
            return Some(format!("{} is not for pregnancy or after birth.{instead}", self.title));
        }
        None
    }

    /// Whether a second person has to sign these answers.
    #[must_use]
    pub fn second_signs(&self, answers: &Answers) -> bool {
        match &self.second {
            Second::No => false,
            Second::Always => true,
            Second::When(link_id) => answers.get(&NodeId(link_id.clone())) == Some(&Answer::Flag(true)),
        }
    }

    /// The item with this linkId.
    #[must_use]
    pub fn item(&self, link_id: &str) -> Option<&Item> {
        fn find<'d>(items: &'d [Item], link_id: &str) -> Option<&'d Item> {
            items.iter().find_map(|item| if item.link_id == link_id { Some(item) } else { find(&item.items, link_id) })
        }
        find(&self.items, link_id)
    }
}
