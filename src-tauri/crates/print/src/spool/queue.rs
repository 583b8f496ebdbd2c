//! Printers that speak IPP: the queues of CUPS on this PC, and those the site names by address.

use super::ipp::{Answer, Group, Operation, Request, Value, read};
use super::{JobId, JobState, Printer, SpoolError, Spooler, http};

/// A printer by its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IppPrinter {
    /// What the ward calls it.
    pub name: String,
    /// Host name or address.
    pub host: String,
    /// Port, 631 as a rule.
    pub port: u16,
    /// Path: `/ipp/print`.
    pub path: String,
}

impl IppPrinter {
    fn uri(&self) -> String {
        format!("ipp://{}:{}{}", self.host, self.port, self.path)
    }

    fn ask(&self, request: Request, document: &[u8]) -> Result<Answer, SpoolError> {
        let bytes = request.bytes(document);
        let answer = http::post(&self.host, self.port, &self.path, &bytes).map_err(SpoolError::Unreachable)?;
        let answer = read(&answer).ok_or(SpoolError::Unreadable)?;
        if answer.status < 0x0100 { Ok(answer) } else { Err(SpoolError::Refused { status: answer.status }) }
    }
}

/// The queues this PC can print to.
#[derive(Debug, Clone, Default)]
pub struct IppQueues {
    /// Host and port of CUPS.
    cups: Option<(String, u16)>,
    named: Vec<IppPrinter>,
}

impl IppQueues {
    /// The queues of CUPS on this PC.
    #[must_use]
    pub fn cups() -> Self {
        Self { cups: Some(("localhost".to_owned(), 631)), named: Vec::new() }
    }

    /// These printers alone.
    #[must_use]
    pub fn named(printers: Vec<IppPrinter>) -> Self {
        Self { cups: None, named: printers }
    }

    /// All addresses with what is known of their state. A CUPS that does not answer has no queues.
    fn all(&self) -> Vec<(IppPrinter, Option<Group>)> {
        let mut found: Vec<_> = self.named.iter().map(|printer| (printer.clone(), state_of(printer).ok())).collect();
        let Some((host, port)) = &self.cups else { return found };
        let server = IppPrinter { name: String::new(), host: host.clone(), port: *port, path: "/".to_owned() };
        if let Ok(answer) = server.ask(Request::new(Operation::CupsGetPrinters, None), b"") {
            for group in answer.groups {
                let Some(name) = words(&group, "printer-name").next() else { continue };
                let path = format!("/printers/{name}");
                found.push((IppPrinter { name: name.to_owned(), path, ..server.clone() }, Some(group)));
            }
        }
        found
    }

    /// A printer of that name, with its state.
    fn find(&self, name: &str) -> Result<(IppPrinter, Option<Group>), SpoolError> {
        let found = self.all().into_iter().find(|(printer, _)| printer.name == name);
        found.ok_or_else(|| SpoolError::NoSuchPrinter(name.to_owned()))
    }
}

impl Spooler for IppQueues {
    fn printers(&self) -> Vec<Printer> {
        self.all().into_iter().map(|(printer, group)| described(printer.name, group.as_ref())).collect()
    }

    fn print(&self, pdf: &[u8], title: &str, printer: &str) -> Result<JobId, SpoolError> {
        let (address, group) = self.find(printer)?;
        let now = described(address.name.clone(), group.as_ref());
        if !now.ready {
            return Err(SpoolError::NotReady(now.words));
        }
        let request = Request::new(Operation::PrintJob, Some(&address.uri())).name(title).pdf().one_sided_a4();
        let answer = address.ask(request, pdf)?;
        let number = answer.groups.iter().find_map(|group| number(group, "job-id")).ok_or(SpoolError::Unreadable)?;
        Ok(JobId { printer: address.name, number })
    }

    fn state(&self, job: &JobId) -> Result<JobState, SpoolError> {
        let (address, _) = self.find(&job.printer)?;
        let request = Request::new(Operation::GetJobAttributes, Some(&address.uri())).job(job.number);
        let answer = address.ask(request, b"")?;
        let group = answer.groups.first().ok_or(SpoolError::Unreadable)?;
        let why = || reason(group, "job-state-reasons").unwrap_or_else(|| "No reason given".to_owned());
        // the numbers are RFC 8011's
        match number(group, "job-state") {
            Some(3 | 4) => Ok(JobState::Waiting),
            Some(5) => Ok(JobState::Printing),
            Some(6) => Ok(JobState::Stopped { words: why() }),
            Some(7) => Ok(JobState::Cancelled),
            Some(8) => Ok(JobState::Failed { words: why() }),
            Some(9) => Ok(JobState::Done),
            Some(_) | None => Err(SpoolError::Unreadable),
        }
    }
}

fn state_of(printer: &IppPrinter) -> Result<Group, SpoolError> {
    let answer = printer.ask(Request::new(Operation::GetPrinterAttributes, Some(&printer.uri())), b"")?;
    answer.groups.into_iter().next().ok_or(SpoolError::Unreadable)
}

/// A paused queue takes jobs and prints none: that is not ready.
fn described(name: String, group: Option<&Group>) -> Printer {
    let Some(group) = group else { return Printer { name, words: "Cannot be reached".to_owned(), ready: false } };
    let accepting = !matches!(first(group, "printer-is-accepting-jobs"), Some(Value::Flag(false)));
    let why = reason(group, "printer-state-reasons");
    let (words, ready) = match (number(group, "printer-state"), accepting) {
        (_, false) => ("Takes no jobs".to_owned(), false),
        (Some(3), true) => (why.unwrap_or_else(|| "Ready".to_owned()), true),
        (Some(4), true) => (why.unwrap_or_else(|| "Printing".to_owned()), true),
        (Some(_), true) => (why.unwrap_or_else(|| "Stopped".to_owned()), false),
        (None, true) => ("Its state is not known".to_owned(), false),
    };
    Printer { name, words, ready }
}

/// The first reason in words; the printer's own keyword when it has none here.
fn reason(group: &Group, attribute: &str) -> Option<String> {
    let keyword = words(group, attribute).find(|keyword| *keyword != "none")?;
    let bare = keyword.trim_end_matches("-error").trim_end_matches("-warning").trim_end_matches("-report");
    let known = match bare {
        "media-empty" | "media-needed" => "Out of paper",
        "media-low" => "Paper is low",
        "media-jam" => "Paper jam",
        "cover-open" | "door-open" | "interlock-open" => "A cover is open",
        "toner-empty" | "marker-supply-empty" => "Out of toner",
        "toner-low" | "marker-supply-low" => "Toner is low",
        "paused" | "moving-to-paused" => "Paused",
        "offline" | "shutdown" | "connecting-to-device" => "Switched off or not connected",
        other => return Some(other.replace('-', " ")),
    };
    Some(known.to_owned())
}

fn first<'a>(group: &'a Group, attribute: &str) -> Option<&'a Value> {
    group.get(attribute)?.first()
}

fn number(group: &Group, attribute: &str) -> Option<i32> {
    match first(group, attribute)? {
        Value::Number(number) => Some(*number),
        Value::Flag(_) | Value::Words(_) => None,
    }
}

fn words<'a>(group: &'a Group, attribute: &str) -> impl Iterator<Item = &'a str> {
    group.get(attribute).into_iter().flatten().filter_map(|value| match value {
        Value::Words(words) => Some(words.as_str()),
        Value::Number(_) | Value::Flag(_) => None,
    })
}
