//! Who saw or did what.

use serde_json::json;
use ward::audit::{Search, Weight};

use crate::arguments::Audit;
use crate::said::{Failure, Said};
use crate::secrets::{now, open_as};

pub(crate) fn audit(audit: &Audit) -> Result<Said, Failure> {
    let (mut ward, actor) = open_as(&audit.acting)?;
    let patient = audit.patient.as_deref().map(str::parse).transpose();
    let search = Search {
        patient: patient
            .map_err(|_| Failure::Input("--patient is the id of a patient, as `patients` shows it".into()))?,
        staff: audit.person.as_deref().map(|name| ward.staff_called(name).map(|one| one.id)).transpose()?,
        from: audit.from,
        to: audit.to,
        unusual: audit.unusual,
    };
    if let Some(out) = &audit.out {
        let (table, entries) = ward.audit_table(&actor, &search, now())?;
        std::fs::write(out, table).map_err(|error| Failure::Input(format!("{}: {error}", out.display())))?;
        let words = format!("{entries} entries in {}. The file is not encrypted.", out.display());
        return Ok(Said::new(words, json!({ "entries": entries, "out": out })));
    }
    let found = ward.search_audit(&actor, &search, now())?;
    let mut lines: Vec<String> = found
        .lines
        .iter()
        .map(|line| {
            let mark = if line.weight == Weight::Plain { " " } else { "!" };
            let when = line.at.format("%d-%b-%Y %H:%M:%S");
            format!("{mark} {when}  {:>6}  {}: {}. {}", line.seq, line.who, line.act, line.what)
        })
        .collect();
    lines.push(format!("{} entries, {} shown, newest on top.", found.total, found.lines.len()));
    let value = found.lines.iter().map(|line| {
        json!({
            "entry": line.seq, "at": line.at, "who": line.who, "act": line.act, "what": line.what,
            "unusual": line.weight != Weight::Plain,
        })
    });
    let value = json!({ "total": found.total, "entries": value.collect::<Vec<_>>() });
    Ok(Said::new(lines.join("\n"), value))
}
