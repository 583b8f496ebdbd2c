//! The forms that ship with Holdfast. They are part of the program: one that cannot be read is a defect in it.

use std::sync::OnceLock;

use super::Definition;

/// One file of each form, by its folder in `assets/forms`.
macro_rules! shipped {
    ($($id:literal),+ $(,)?) => { &[$(include_str!(concat!("../../../../../assets/forms/", $id, "/questionnaire.json"))),+] };
}

const SHIPPED: &[&str] = shipped![
    "news2",
    "vital-signs",
    "transfusion",
    "neuro-observations",
    "pain",
    "blood-glucose",
    "fluid-entry",
    "stool",
    "4at",
    "falls-factors",
    "waterlow",
    "wound",
    "nutrition",
    "vte",
    "lines-devices",
    "care-rounding",
    "nursing-admission",
    "nursing-note",
    "medical-clerking",
    "sbar",
    "shift-handover",
    "death-verification",
    "medicine-given",
    "insulin-given",
    "telephoned-result",
    "pathology-request",
    "imaging-request",
    "image-viewed",
    "chemotherapy",
    "chemotherapy-given",
    "letter",
    "eye-clinic",
    "eye-injection",
    "cataract",
    "transfer",
    "discharge",
    "cancellation",
    "issue",
];

/// The forms that ship with Holdfast.
#[must_use]
pub fn catalogue() -> &'static [Definition] {
    static FORMS: OnceLock<Vec<Definition>> = OnceLock::new();
    FORMS.get_or_init(|| SHIPPED.iter().filter_map(|json| Definition::load(json).ok()).collect())
}

/// One of them by its id.
#[must_use]
pub fn shipped(id: &str) -> Option<&'static Definition> {
    catalogue().iter().find(|form| form.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_form_is_understood_whole() {
        for json in SHIPPED {
            let problems = Definition::load(json).err().unwrap_or_default();
            let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
            assert!(words.is_empty(), "{}", words.join("\n"));
        }
        assert_eq!(catalogue().len(), SHIPPED.len());
    }

    #[test]
    fn every_shipped_form_says_what_it_stands_in_for_and_what_is_draft() {
        for form in catalogue() {
            assert!(form.replaces.is_some() && !form.version.is_empty() && !form.url.is_empty(), "{}", form.id);
            assert!(!form.draft.is_empty(), "{}: nothing here is signed off yet", form.id);
        }
    }
}
