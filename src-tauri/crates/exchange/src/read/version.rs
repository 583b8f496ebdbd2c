//! Refuses an input of another FHIR version whole: its fields would be misread one by one.

use super::outline::Outline;
use super::{Pieces, ReadError};

/// Refuses when a version other than 4.0 is stated, or when most resources whose shape can tell have another shape.
/// The few among many are set aside one by one.
pub(super) fn check(name: &str, pieces: &Pieces) -> Result<(), ReadError> {
    let refused = |version: &str, place: &str| {
        Err(ReadError::OtherVersion { name: name.to_owned(), version: version.to_owned(), place: place.to_owned() })
    };
    for (version, place) in &pieces.versions {
        if !version.starts_with("4.0") {
            // A version is digits and points: nothing else is repeated from the input.
            let shown: String = version.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').take(16).collect();
            return refused(&shown, place);
        }
    }
    let (mut right, mut wrong, mut other) = (0_usize, 0_usize, None);
    for piece in pieces.all.iter().filter(|piece| piece.broken.is_none()) {
        match Outline::of(&piece.body).and_then(|outline| outline.version()) {
            Some(None) => right += 1,
            Some(Some(version)) => {
                wrong += 1;
                other.get_or_insert((version, piece.place.as_str()));
            }
            None => {}
        }
    }
    match other {
        Some((version, place)) if wrong > right => refused(version, place),
        _ => Ok(()),
    }
}
