//! A file, or a folder of files in the order of their names.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};

use super::{GoOn, Pieces, ReadError, Step, megabytes, too_much};
use crate::limits;

/// What messages call a path: its last part, never the whole way to it.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Takes every piece, and gives the newest file's own time.
pub(super) fn take(
    path: &Path,
    pieces: &mut Pieces,
    go_on: GoOn<'_>,
) -> Result<Option<DateTime<FixedOffset>>, ReadError> {
    let name = name_of(path);
    let about = fs::metadata(path).map_err(|error| io(&name, &error))?;
    let mut begin = |name: &str, number: usize, of: usize| {
        let name = name.to_owned();
        if go_on(Step::File { name: name.clone(), number, of }) { Ok(()) } else { Err(ReadError::Stopped { name }) }
    };
    if !about.is_dir() {
        begin(&name, 1, 1)?;
        return take_file(path, &name, pieces);
    }
    pieces.folder = true;
    let mut found = Vec::new();
    list(path, 0, &mut found)?;
    found.sort();
    let (mut newest, mut total) = (None, 0_u64);
    for (number, file) in found.iter().enumerate() {
        let name = file.strip_prefix(path).unwrap_or(file).to_string_lossy().into_owned();
        begin(&name, number + 1, found.len())?;
        total += fs::metadata(file).map_err(|error| io(&name, &error))?.len();
        if total > limits::INPUT {
            return Err(too_much(&name_of(path)));
        }
        newest = newest.max(take_file(file, &name, pieces)?);
    }
    Ok(newest)
}

fn take_file(path: &Path, name: &str, pieces: &mut Pieces) -> Result<Option<DateTime<FixedOffset>>, ReadError> {
    let about = fs::metadata(path).map_err(|error| io(name, &error))?;
    if !about.is_file() {
        return Err(ReadError::Io { name: name.to_owned(), why: "it is not a file".to_owned() });
    }
    if about.len() > limits::FILE {
        return Err(ReadError::TooLarge { name: name.to_owned(), limit: megabytes(limits::FILE) });
    }
    let bytes = fs::read(path).map_err(|error| io(name, &error))?;
    pieces.take(name, &bytes)?;
    Ok(about.modified().ok().map(|time| DateTime::<Utc>::from(time).fixed_offset()))
}

/// Files with the endings of FHIR JSON. Links are not followed: a folder could otherwise lead back into itself.
fn list(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), ReadError> {
    let name = name_of(folder);
    if depth > limits::FOLDERS {
        return Err(ReadError::TooLarge { name, limit: format!("{} folders deep", limits::FOLDERS) });
    }
    for entry in fs::read_dir(folder).map_err(|error| io(&name, &error))? {
        let entry = entry.map_err(|error| io(&name, &error))?;
        let kind = entry.file_type().map_err(|error| io(&name, &error))?;
        let hidden = entry.file_name().to_string_lossy().starts_with(['.', '_']);
        if kind.is_dir() && !hidden {
            list(&entry.path(), depth + 1, found)?;
        } else if kind.is_file() && !hidden && is_ours(&entry.path()) {
            found.push(entry.path());
        }
        if found.len() > limits::FILES {
            return Err(ReadError::TooLarge { name, limit: format!("{} files", limits::FILES) });
        }
    }
    Ok(())
}

fn is_ours(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    matches!(ending.as_deref(), Some("json" | "ndjson" | "jsonl"))
}

fn io(name: &str, error: &std::io::Error) -> ReadError {
    ReadError::Io { name: name.to_owned(), why: error.to_string() }
}
