//! What is looked for: a role and the words that name it, and where.

use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use serde_json::{Value, json};

const SCRIPT: &str = include_str!("finder.js");

/// What kind of thing a person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Something to press.
    Button,
    /// Something that leads elsewhere.
    Link,
    /// The title of a page or part.
    Heading,
    /// Something to type into.
    Field,
    /// A drop-down list.
    List,
    /// One of several choices.
    Radio,
    /// A tick.
    Checkbox,
    /// One page of a place with several.
    Tab,
    /// A line of an open list.
    Option,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// A question over the page.
    Dialog,
    /// Words, wherever they are.
    Anything,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Button => "button",
            Self::Link => "link",
            Self::Heading => "heading",
            Self::Field => "field",
            Self::List => "list",
            Self::Radio => "radio",
            Self::Checkbox => "checkbox",
            Self::Tab => "tab",
            Self::Option => "option",
            Self::Row => "row",
            Self::Cell => "cell",
            Self::Dialog => "dialog",
            Self::Anything => "anything",
        }
    }
}

/// What a look at the page found.
pub(super) struct Looked {
    pub(super) found: Vec<Element>,
    /// When nothing was found: the names of the things of that role that are there.
    pub(super) names: Vec<String>,
}

/// Looks once.
pub(super) async fn look(client: &Client, role: Role, words: &str, within: Option<&str>) -> Result<Looked, CmdError> {
    let answer = client.execute(SCRIPT, vec![json!(role.word()), json!(words), json!(within)]).await?;
    let list = |key: &str| answer.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let ids = list("found").into_iter().filter_map(|reference| element_id(&reference));
    let found = ids.map(|id| Element::from_element_id(client.clone(), id)).collect();
    let names = list("names").iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    Ok(Looked { found, names })
}

/// The id in a WebDriver reference to an element.
pub(super) fn element_id(reference: &Value) -> Option<ElementRef> {
    reference.as_object()?.values().next()?.as_str().map(|id| ElementRef::from(id.to_owned()))
}
