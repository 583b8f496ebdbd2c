//! Bytes to text: UTF-8 with or without its mark, UTF-16 where it is certain. Never a guess: a wrong guess changes names.

use std::borrow::Cow;

/// Bytes that are not text we can be sure of, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NotText {
    /// Line, from 1.
    pub(crate) line: usize,
    /// Column in bytes, from 1.
    pub(crate) column: usize,
}

/// Decodes UTF-16 and drops a byte order mark. UTF-8 comes back as it is, whether or not it is right.
pub(crate) fn plain(bytes: &[u8]) -> Result<Cow<'_, [u8]>, NotText> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => Ok(Cow::Borrowed(rest)),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // JSON begins with an ASCII character, so a zero beside it can be nothing but UTF-16.
        [first, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => utf16(bytes, u16::from_be_bytes),
        _ => Ok(Cow::Borrowed(bytes)),
    }
}

fn utf16(bytes: &[u8], join: fn([u8; 2]) -> u16) -> Result<Cow<'_, [u8]>, NotText> {
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut pairs = bytes.chunks_exact(2);
    let units = pairs.by_ref().filter_map(|pair| <[u8; 2]>::try_from(pair).ok()).map(join);
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(character) => text.push(character),
            Err(_) => return Err(place_after(text.as_bytes())),
        }
    }
    if pairs.remainder().is_empty() { Ok(Cow::Owned(text.into_bytes())) } else { Err(place_after(text.as_bytes())) }
}

/// As text, or where it stops being text.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, NotText> {
    std::str::from_utf8(bytes).map_err(|error| place_after(bytes.get(..error.valid_up_to()).unwrap_or_default()))
}

fn place_after(good: &[u8]) -> NotText {
    let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = good.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    NotText { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_only_where_its_encoding_is_certain() {
        let check = |bytes: &[u8], expected: &[u8]| assert_eq!(plain(bytes).as_deref(), Ok(expected));
        check(b"{}", b"{}");
        check(b"\xEF\xBB\xBF{}", b"{}");
        check(b"\xFF\xFE{\0}\0", b"{}");
        check(b"\xFE\xFF\0{\0}", b"{}");
        check(b"{\0}\0", b"{}");
        check(b"\0{\0}", b"{}");
        assert_eq!(plain(b"\xFF\xFE{\0\0\xDC"), Err(NotText { line: 1, column: 2 }));
        assert_eq!(plain(b"\xFF\xFE{\0}"), Err(NotText { line: 1, column: 2 }));
    }

    #[test]
    fn latin_1_is_refused_with_its_place() {
        assert_eq!(utf8(b"{\n \"Zo\xEB\"}"), Err(NotText { line: 2, column: 5 }));
        assert_eq!(utf8("Zoë".as_bytes()), Ok("Zoë"));
    }
}
