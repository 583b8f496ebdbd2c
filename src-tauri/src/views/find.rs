//! Find: what the words typed lead to.

use serde::Serialize;
use specta::Type;

use super::board::{DueView, SameNameView};
use super::shared::IdentityView;

/// Everything found, nearest first in each part.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindView {
    /// The fewest letters or digits, when less was typed.
    pub too_short: Option<u32>,
    /// A form for a patient in one go.
    pub at_once: Vec<AtOnceView>,
    /// Patients.
    pub patients: Vec<FoundPatientView>,
    /// There are more patients than shown.
    pub more: bool,
    /// Forms.
    pub forms: Vec<FoundFormView>,
    /// How many of those shown share a name with another patient; 0 when none does.
    pub same_name: u32,
    /// How many names those are.
    pub shared_names: u32,
    /// `EPR`: systems whose copy could not be searched.
    pub not_searched: Vec<String>,
}

/// One patient.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundPatientView {
    /// Their id.
    pub id: String,
    /// Who.
    pub identity: IdentityView,
    /// `B1`.
    pub bed: Option<String>,
    /// `Ash Ward (Ward 7)`; none when no copy places them.
    pub ward: Option<String>,
    /// Another patient has the same name.
    pub same_name: Option<SameNameView>,
    /// `EPR`: systems that have other names or another date of birth for this number.
    pub disagree: Vec<String>,
}

/// One form for one patient.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AtOnceView {
    /// For whom.
    pub patient: FoundPatientView,
    /// Which.
    pub form: FoundFormView,
    /// When it is due, where it is the one that is.
    pub due: Option<DueView>,
}

/// One form.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FoundFormView {
    /// `news2`.
    pub id: String,
    /// `Observations (NEWS2)`.
    pub title: String,
    /// `Replaces EPR, down 02:14`, or `EPR is up: use it`.
    pub words: String,
    /// Whether it is in use now.
    pub on: bool,
}
