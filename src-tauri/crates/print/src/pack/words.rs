//! Words with some of them strong, as on the screen.

/// A stretch of words in one weight. A no-break space keeps its neighbours on one line.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The words.
    pub text: String,
    /// In bold.
    pub strong: bool,
}

/// A line or paragraph.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Words(pub Vec<Span>);

impl Words {
    /// In normal weight.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Span { text: text.into(), strong: false }])
    }

    /// In bold.
    #[must_use]
    pub fn bold(text: impl Into<String>) -> Self {
        Self(vec![Span { text: text.into(), strong: true }])
    }

    /// With more in normal weight behind. Nothing is put between.
    #[must_use]
    pub fn then(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), strong: false });
        self
    }

    /// With more in bold behind. Nothing is put between.
    #[must_use]
    pub fn then_bold(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), strong: true });
        self
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}
