//! Opening a copy on this PC: what it holds is put in place and the ward goes on, as a new writer.

use std::path::Path;

use chrono::{DateTime, FixedOffset};
use store::{Code, CopyError, Restored, Store};

use crate::keys::Way;
use crate::{Config, Ward, WardError, words};

impl Ward {
    /// Opens a copy, as the store of this PC. A store that works is never written over; a damaged one is set aside.
    ///
    /// # Errors
    /// When there is a store that works, the passphrase opens nothing, or the copy is not whole.
    pub fn restore(
        copy: &Path,
        home: &Path,
        way: Way<'_>,
        now: DateTime<FixedOffset>,
    ) -> Result<(Self, Restored), WardError> {
        let (store, restored) = Store::restore(copy, home, way, now)?;
        let config = Config::read(home)?;
        Ok((Self::with(store, config, now)?, restored))
    }
}

/// What somebody typed to open a copy: the envelope's code, the trust's key, otherwise a passphrase.
#[must_use]
pub fn way_of(typed: &str) -> Way<'_> {
    if typed.trim().starts_with("AGE-SECRET-KEY-") {
        Way::Escrow(typed)
    } else if Code::read(typed).is_ok() {
        Way::Envelope(typed)
    } else {
        Way::Passphrase(typed)
    }
}

/// What may be missing after a copy was opened, and what came of the rest: sentences for a person.
#[must_use]
pub fn said_of(restored: &Restored, zone: chrono_tz::Tz) -> Vec<String> {
    let contents = &restored.contents;
    if restored.only_keys {
        return vec!["Only the key file of this PC was damaged. It is back, and nothing was lost.".to_owned()];
    }
    let made = words::date_time(crate::local(zone, contents.made_at));
    let mut said = vec![format!(
        "{} and {} are back, as they were on {} on {made}. Its newest entry was {} ({}).",
        words::many(contents.records, "record"),
        words::many(contents.drafts, "draft"),
        restored.head.pc,
        contents.seq,
        contents.head()
    )];
    let salvaged = restored.salvaged;
    if salvaged.entries + salvaged.drafts > 0 {
        said.push(format!(
            "From the damaged file, {} later entries and {} drafts could still be read and proved, and are here too.",
            salvaged.entries, salvaged.drafts
        ));
    }
    said.push(format!(
        "What may be missing: everything written on {} after {made}. Look on the printed sheets, and at that PC if it comes back.",
        restored.head.pc
    ));
    if !restored.passphrases_to_set.is_empty() {
        said.push("Passphrases were bound to that PC: set them again, and seal a new envelope.".to_owned());
    }
    if restored.not_held > 0 {
        said.push(format!("{} copies of hospital systems could not be read. They are not held.", restored.not_held));
    }
    if let Some(path) = &restored.set_aside {
        said.push(format!("The damaged file is kept as {}. Give it to IT.", path.display()));
    }
    said
}

/// Whether an error means that this PC's store is damaged, so that a copy is the way back.
#[must_use]
pub fn is_damage(error: &WardError) -> bool {
    matches!(error, WardError::Store(error) | WardError::Copy(CopyError::Store(error)) if store::is_damage(error))
}
