//! The part of IPP/1.1 (RFC 8010, 8011) that printing a PDF needs: requests out, attributes back.

use std::collections::BTreeMap;

/// What is asked of a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    PrintJob,
    GetJobAttributes,
    GetPrinterAttributes,
    CupsGetPrinters,
}

impl Operation {
    fn code(self) -> u16 {
        match self {
            Self::PrintJob => 0x0002,
            Self::GetJobAttributes => 0x0009,
            Self::GetPrinterAttributes => 0x000B,
            Self::CupsGetPrinters => 0x4002,
        }
    }
}

const OPERATION: u8 = 0x01;
const JOB: u8 = 0x02;
const END: u8 = 0x03;
const PRINTER: u8 = 0x04;
const INTEGER: u8 = 0x21;
const BOOLEAN: u8 = 0x22;
const ENUM: u8 = 0x23;
const NAME: u8 = 0x42;
const KEYWORD: u8 = 0x44;
const URI: u8 = 0x45;
const CHARSET: u8 = 0x47;
const LANGUAGE: u8 = 0x48;
const MIME: u8 = 0x49;

/// A request as it is built.
pub(crate) struct Request(Vec<u8>);

impl Request {
    /// With the attributes every request starts with.
    pub(crate) fn new(operation: Operation, printer: Option<&str>) -> Self {
        let mut bytes = vec![1, 1];
        bytes.extend(operation.code().to_be_bytes());
        bytes.extend(1_u32.to_be_bytes());
        bytes.push(OPERATION);
        let request = Self(bytes).with(CHARSET, "attributes-charset", b"utf-8").with(
            LANGUAGE,
            "attributes-natural-language",
            b"en",
        );
        let request = match printer {
            Some(uri) => request.with(URI, "printer-uri", uri.as_bytes()),
            None => request,
        };
        request.with(NAME, "requesting-user-name", b"holdfast")
    }

    pub(crate) fn job(self, number: i32) -> Self {
        self.with(INTEGER, "job-id", &number.to_be_bytes())
    }

    pub(crate) fn name(self, title: &str) -> Self {
        self.with(NAME, "job-name", title.as_bytes())
    }

    pub(crate) fn pdf(self) -> Self {
        self.with(MIME, "document-format", b"application/pdf")
    }

    /// Paper size and sides, so that no form comes out on the back of another patient's.
    pub(crate) fn one_sided_a4(mut self) -> Self {
        self.0.push(JOB);
        self.with(KEYWORD, "media", b"iso_a4_210x297mm").with(KEYWORD, "sides", b"one-sided")
    }

    /// Ends the attributes and puts the document behind them.
    pub(crate) fn bytes(mut self, document: &[u8]) -> Vec<u8> {
        self.0.push(END);
        self.0.extend_from_slice(document);
        self.0
    }

    fn with(mut self, tag: u8, name: &str, value: &[u8]) -> Self {
        self.0.push(tag);
        for part in [name.as_bytes(), value] {
            let part = part.get(..part.len().min(255)).unwrap_or_default();
            self.0.extend((part.len() as u16).to_be_bytes());
            self.0.extend_from_slice(part);
        }
        self
    }
}

/// One value of an attribute.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Number(i32),
    Flag(bool),
    Words(String),
}

/// A group of attributes: those of one printer or one job.
pub(crate) type Group = BTreeMap<String, Vec<Value>>;

/// What came back.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Groups about printers and jobs, in their order.
    pub(crate) groups: Vec<Group>,
}

/// Reads an answer. `None` when it is cut short or not IPP.
pub(crate) fn read(bytes: &[u8]) -> Option<Answer> {
    let mut rest = Reader(bytes);
    let version = rest.number()?;
    if !(0x0100..=0x02FF).contains(&version) {
        return None;
    }
    let status = rest.number()?;
    rest.take(4)?;
    let (mut groups, mut wanted, mut last): (Vec<Group>, bool, String) = (Vec::new(), false, String::new());
    loop {
        let tag = *rest.take(1)?.first()?;
        match tag {
            END => return Some(Answer { status, groups }),
            0x00..=0x0F => {
                wanted = matches!(tag, JOB | PRINTER);
                if wanted {
                    groups.push(Group::new());
                }
            }
            _ => {
                let name = rest.field()?;
                if !name.is_empty() {
                    last = String::from_utf8_lossy(name).into_owned();
                }
                let value = value(tag, rest.field()?);
                if let (true, Some(group)) = (wanted, groups.last_mut()) {
                    group.entry(last.clone()).or_default().extend(value);
                }
            }
        }
    }
}

fn value(tag: u8, bytes: &[u8]) -> Option<Value> {
    match tag {
        INTEGER | ENUM => Some(Value::Number(i32::from_be_bytes(bytes.try_into().ok()?))),
        BOOLEAN => Some(Value::Flag(bytes.first() == Some(&1))),
        0x41..=0x49 => Some(Value::Words(String::from_utf8_lossy(bytes).into_owned())),
        _ => None,
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u16> {
        Some(u16::from_be_bytes(self.take(2)?.try_into().ok()?))
    }

    fn field(&mut self) -> Option<&'a [u8]> {
        let count = self.number()?;
        self.take(usize::from(count))
    }
}

record::private_debug!(Value, Answer);

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_gives_its_groups_and_values() {
        let mut bytes = vec![2, 0, 0, 0, 0, 0, 0, 1, OPERATION];
        bytes.extend([CHARSET, 0, 1, b'c', 0, 1, b'u', PRINTER, KEYWORD, 0, 1, b'r', 0, 2, b'a', b'b']);
        bytes.extend([KEYWORD, 0, 0, 0, 1, b'c', ENUM, 0, 1, b's', 0, 4, 0, 0, 0, 5, END]);
        let answer = read(&bytes).unwrap();
        assert_eq!(answer.groups.len(), 1);
        assert_eq!(answer.groups[0]["r"], [Value::Words("ab".into()), Value::Words("c".into())]);
        assert_eq!(answer.groups[0]["s"], [Value::Number(5)]);
    }

    #[test]
    fn an_answer_cut_anywhere_is_not_read_and_never_panics() {
        let mut whole = Request::new(Operation::PrintJob, Some("ipp://x/y")).pdf().one_sided_a4().bytes(b"");
        assert!(read(&whole).is_some());
        while whole.pop().is_some() {
            assert_eq!(read(&whole), None);
        }
    }
}
