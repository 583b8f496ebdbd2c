//! A form as it is printed to be filled in by hand.

/// One blank form for one patient.
#[derive(Clone, PartialEq, Eq)]
pub struct BlankForm {
    /// `Vital signs, no score`.
    pub title: String,
    /// Form id: `vitals`.
    pub form: String,
    /// Its version: `1.0.0`.
    pub version: String,
    /// What is asked.
    pub items: Vec<BlankItem>,
    /// How many times it can be filled in on one sheet: one column each. One gives a column of boxes.
    pub times: u8,
    /// A second person signs it as well: always, or where the form says so.
    pub second: bool,
    /// Attribution that has to be printed.
    pub licence: Option<String>,
    /// The RCP scoring table is printed under it.
    pub news2: bool,
}

/// One line of a blank form.
#[derive(Clone, PartialEq, Eq)]
pub struct BlankItem {
    /// The question.
    pub label: String,
    /// How it is answered.
    pub kind: BlankKind,
}

/// How a line of a blank form is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlankKind {
    /// A heading of the lines under it.
    Heading,
    /// Words to read, nothing to write.
    Say,
    /// A value, with the unit printed.
    Value {
        /// `per min`; empty when there is none.
        unit: String,
    },
    /// One of these, to be ringed.
    Choice(Vec<String>),
    /// So many lines to write on.
    Lines(u8),
    /// A table to write in: one row a result.
    Table {
        /// Headings.
        columns: Vec<String>,
        /// Empty rows.
        rows: u8,
    },
}
