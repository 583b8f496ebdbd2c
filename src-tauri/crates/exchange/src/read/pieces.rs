//! Takes inputs apart into single resources, each with its place and exactly as it came.

use fhir::Bundle;
use fhir::lenient::{Present, Text};
use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::{ReadError, encoding, megabytes, outline, too_much};
use crate::limits;

/// One resource as it came.
pub(crate) struct Piece {
    /// `ward.json entry 14`, `Patient.ndjson line 3`.
    pub(crate) place: String,
    /// The address it has in its Bundle.
    pub(crate) full_url: Option<String>,
    /// The JSON as it came.
    pub(crate) body: String,
    /// Why it cannot be read at all, when that is known already.
    pub(crate) broken: Option<String>,
}

/// All pieces of one input, in its order.
#[derive(Default)]
pub(crate) struct Pieces {
    /// One by one.
    pub(crate) all: Vec<Piece>,
    /// When each Bundle was put together, as it says.
    pub(crate) stamps: Vec<String>,
    /// `fhirVersion` of anything that states it, with its place.
    pub(crate) versions: Vec<(String, String)>,
    /// The files come from one folder: a stray one is set aside instead of refusing them all.
    pub(crate) folder: bool,
    bytes: u64,
    empty_bundles: usize,
}

/// The list beside the files of a FHIR bulk export. It is no resource, and says when all of them were true.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Manifest {
    transaction_time: Text,
    output: Present,
}

impl Pieces {
    /// Nothing at all was found: a Bundle without entries is something.
    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty() && self.empty_bundles == 0
    }

    /// Takes one file apart.
    pub(crate) fn take(&mut self, name: &str, bytes: &[u8]) -> Result<(), ReadError> {
        if bytes.len() as u64 > limits::FILE {
            return Err(ReadError::TooLarge { name: name.to_owned(), limit: megabytes(limits::FILE) });
        }
        let bytes = encoding::plain(bytes).map_err(|place| not_text(name, &place))?;
        let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace());
        match start.and_then(|start| bytes.get(start)) {
            None => return Err(ReadError::Empty { name: name.to_owned() }),
            Some(b'<') => {
                let why = "it is XML. Holdfast reads FHIR as JSON".to_owned();
                return Err(ReadError::NotFhir { name: name.to_owned(), why });
            }
            Some(_) => {}
        }
        if is_lines(name, &bytes) { self.take_lines(name, &bytes) } else { self.take_whole(name, &bytes) }
    }

    /// One JSON document: a Bundle or one resource.
    fn take_whole(&mut self, name: &str, bytes: &[u8]) -> Result<(), ReadError> {
        let text = encoding::utf8(bytes).map_err(|place| not_text(name, &place))?;
        let raw: &RawValue = serde_json::from_str(text).map_err(|error| not_json(name, &error))?;
        if !raw.get().starts_with('{') {
            let why = "it is JSON, but not a resource".to_owned();
            return Err(ReadError::NotFhir { name: name.to_owned(), why });
        }
        match kind_of(raw.get()).as_deref() {
            None => {
                let manifest: Manifest = serde_json::from_str(raw.get()).unwrap_or_default();
                let why = "it has no resourceType".to_owned();
                match manifest.transaction_time.owned().filter(|_| manifest.output.0) {
                    Some(stamp) => self.stamps.push(stamp),
                    None if self.folder => {
                        self.push(name, name.to_owned(), None, raw.get().to_owned(), Some(why))?;
                    }
                    None => return Err(ReadError::NotFhir { name: name.to_owned(), why }),
                }
                Ok(())
            }
            Some("Bundle") => {
                // The document was JSON: what fails now is its shape, and its words could quote the data.
                let bundle: Bundle<'_> = serde_json::from_str(raw.get()).map_err(|_| ReadError::NotFhir {
                    name: name.to_owned(),
                    why: "it is a Bundle whose `entry` is not a list".to_owned(),
                })?;
                self.take_bundle(name, name, &bundle, 0)
            }
            Some(_) => self.push(name, name.to_owned(), None, raw.get().to_owned(), None),
        }
    }

    /// One page of a search, or one Bundle in a file.
    pub(crate) fn take_bundle(
        &mut self,
        name: &str,
        place: &str,
        bundle: &Bundle<'_>,
        depth: usize,
    ) -> Result<(), ReadError> {
        self.stamps.extend(bundle.timestamp.owned());
        if bundle.entry.is_empty() {
            self.empty_bundles += 1;
        }
        for (number, entry) in bundle.entry.iter().enumerate() {
            let place = format!("{place} entry {}", number + 1);
            match serde_json::from_str::<fhir::BundleEntry<'_>>(entry.get()) {
                Ok(fhir::BundleEntry { full_url, resource: Some(resource) }) => {
                    self.take_entry(name, place, full_url.owned(), resource.get(), depth)?;
                }
                // The answer to a delete or the like: nothing is in it.
                Ok(fhir::BundleEntry { resource: None, .. }) => {}
                Err(_) => {
                    let why = "the entry is not an object with a resource".to_owned();
                    self.push(name, place, None, entry.get().to_owned(), Some(why))?;
                }
            }
        }
        Ok(())
    }

    fn take_entry(
        &mut self,
        name: &str,
        place: String,
        full_url: Option<String>,
        body: &str,
        depth: usize,
    ) -> Result<(), ReadError> {
        if kind_of(body).as_deref() != Some("Bundle") {
            return self.push(name, place, full_url, body.to_owned(), None);
        }
        match serde_json::from_str::<Bundle<'_>>(body) {
            Ok(inner) if depth < limits::BUNDLES => self.take_bundle(name, &place, &inner, depth + 1),
            Ok(_) => self.push(name, place, full_url, body.to_owned(), Some("Bundles in Bundles, too deep".to_owned())),
            Err(_) => {
                let why = "it is a Bundle whose `entry` is not a list".to_owned();
                self.push(name, place, full_url, body.to_owned(), Some(why))
            }
        }
    }

    /// One resource a line. A line that cannot be read is set aside, and the others stand.
    fn take_lines(&mut self, name: &str, bytes: &[u8]) -> Result<(), ReadError> {
        let before = self.all.len();
        let (mut good, mut bad, mut first_bad) = (0_usize, 0_usize, None);
        let mut lines = bytes.split(|byte| *byte == b'\n').enumerate().peekable();
        while let Some((number, line)) = lines.next() {
            let line = line.trim_ascii();
            if line.is_empty() {
                continue;
            }
            let place = format!("{name} line {}", number + 1);
            let why = match read_line(line) {
                Ok(text) => {
                    good += 1;
                    self.take_entry(name, place, None, text, 0)?;
                    continue;
                }
                Err(Broken::Encoding(column)) => format!("it is not in UTF-8 from column {column}"),
                Err(Broken::Ended(_)) if lines.peek().is_none() => {
                    "it ends in the middle: the file may be cut short".to_owned()
                }
                Err(Broken::Ended(column) | Broken::Syntax(column)) => format!("it is not JSON from column {column}"),
                Err(Broken::NotAnObject) => "it is not a resource".to_owned(),
            };
            bad += 1;
            first_bad.get_or_insert(number + 1);
            self.push(name, place, None, String::from_utf8_lossy(line).into_owned(), Some(why))?;
            if good == 0 && bad >= limits::BAD_LINES {
                break;
            }
        }
        if good == 0 {
            self.all.truncate(before);
            let why = "no line of it is a FHIR resource as JSON".to_owned();
            return Err(ReadError::NotJson { name: name.to_owned(), line: first_bad.unwrap_or(1), column: 1, why });
        }
        Ok(())
    }

    fn push(
        &mut self,
        name: &str,
        place: String,
        full_url: Option<String>,
        body: String,
        broken: Option<String>,
    ) -> Result<(), ReadError> {
        self.bytes += body.len() as u64;
        if self.bytes > limits::INPUT {
            return Err(too_much(name));
        }
        if self.all.len() >= limits::RESOURCES {
            let limit = format!("{} resources", limits::RESOURCES);
            return Err(ReadError::TooLarge { name: name.to_owned(), limit });
        }
        let broken = broken.or_else(|| {
            if body.len() > limits::RESOURCE {
                Some(format!("it is larger than {}", megabytes(limits::RESOURCE as u64)))
            } else if depth(&body) > limits::DEPTH {
                Some(format!("it is nested more than {} deep", limits::DEPTH))
            } else {
                None
            }
        });
        if broken.is_none()
            && let Some(version) = outline::stated_version(&body)
        {
            self.versions.push((version, place.clone()));
        }
        self.all.push(Piece { place, full_url, body, broken });
        Ok(())
    }
}

enum Broken {
    Encoding(usize),
    Ended(usize),
    Syntax(usize),
    NotAnObject,
}

fn read_line(line: &[u8]) -> Result<&str, Broken> {
    let text = encoding::utf8(line).map_err(|place| Broken::Encoding(place.column))?;
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Eof => Broken::Ended(error.column()),
        Category::Syntax | Category::Data | Category::Io => Broken::Syntax(error.column()),
    })?;
    if raw.get().starts_with('{') { Ok(raw.get()) } else { Err(Broken::NotAnObject) }
}

/// Lines of resources rather than one document: by name, or by two objects one after the other.
fn is_lines(name: &str, bytes: &[u8]) -> bool {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".ndjson") || lower.ends_with(".jsonl") {
        return true;
    }
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    second.starts_with(b"{") && read_line(first).is_ok()
}

fn kind_of(body: &str) -> Option<String> {
    #[derive(Default, Deserialize)]
    #[serde(default, rename_all = "camelCase")]
    struct Kind {
        resource_type: Text,
    }
    serde_json::from_str::<Kind>(body).ok().and_then(|kind| kind.resource_type.owned())
}

/// How deeply brackets are nested, outside strings.
fn depth(body: &str) -> usize {
    let (mut now, mut most, mut inside, mut escaped) = (0_usize, 0_usize, false, false);
    for byte in body.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b'{' | b'[' if !inside => {
                now += 1;
                most = most.max(now);
            }
            b'}' | b']' if !inside => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

fn not_text(name: &str, place: &encoding::NotText) -> ReadError {
    ReadError::Encoding { name: name.to_owned(), line: place.line, column: place.column }
}

fn not_json(name: &str, error: &serde_json::Error) -> ReadError {
    let why = match error.classify() {
        Category::Eof => "it ends in the middle: the file may be cut short",
        Category::Syntax | Category::Data | Category::Io => "it is not JSON from here",
    };
    ReadError::NotJson { name: name.to_owned(), line: error.line(), column: error.column(), why: why.to_owned() }
}
