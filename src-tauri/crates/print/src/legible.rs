//! Characters that cannot be seen are shown by their code, so that paper hides nothing the record holds.

use std::borrow::Cow;

/// The same text with each unseen character written as `[U+202E]`. Tabs become spaces, line ends become `\n`.
pub(crate) fn legible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| unseen(character) || matches!(character, '\t' | '\r')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\t' => out.push_str("    "),
            '\r' => {
                rest.next_if_eq(&'\n');
                out.push('\n');
            }
            hidden if unseen(hidden) => out.push_str(&format!("[U+{:04X}]", hidden as u32)),
            seen => out.push(seen),
        }
    }
    Cow::Owned(out)
}

/// Controls, bidi marks, joiners, soft hyphens and variation selectors.
fn unseen(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\t' | '\r'))
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::legible;

    #[test]
    fn bidi_marks_and_controls_are_shown_by_their_code() {
        assert_eq!(legible("a\u{202E}b\u{7}c"), "a[U+202E]b[U+0007]c");
    }

    #[test]
    fn line_ends_of_every_kind_become_one() {
        assert_eq!(legible("a\r\nb\rc\nd\te"), "a\nb\nc\nd    e");
    }

    #[test]
    fn ordinary_text_is_untouched() {
        assert_eq!(legible("Łukasz O’Neill–Nguyễn"), "Łukasz O’Neill–Nguyễn");
    }
}
