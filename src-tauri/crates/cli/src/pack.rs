//! A downtime pack as a PDF.

use std::io::{IsTerminal, Write};

use serde_json::json;
use ward::pack::{Content, Continue, Request};
use ward::words;

use crate::arguments::Pack;
use crate::said::{Failure, Said};
use crate::secrets::{now, open_as};

pub(crate) fn pack(pack: &Pack) -> Result<Said, Failure> {
    let patients = pack
        .patient
        .iter()
        .map(|id| id.parse().map_err(|_| Failure::Input(format!("“{id}” is not a patient's id"))))
        .collect::<Result<Vec<_>, _>>()?;
    let (mut ward, actor) = open_as(&pack.acting)?;
    if pack.last {
        let last = ward.last_pack(&actor, now())?;
        let last = last.ok_or_else(|| Failure::Input("No pack is kept on this PC.".to_owned()))?;
        write(&pack.out, &last.pdf)?;
        let made = words::date_time(ward.local(last.made_at));
        let said = format!("The last pack, made {made}, {} pages, in {}.", last.pages, pack.out.display());
        return Ok(Said::new(said, json!({ "pages": last.pages, "madeAt": last.made_at, "out": pack.out })));
    }
    let contents = Content::standard(&ward);
    let prepared = ward.pack(&actor, &Request { patients, contents }, now())?;
    let watched = std::io::stderr().is_terminal();
    let made = prepared.make(&mut |progress| {
        if watched {
            let _ = write!(std::io::stderr(), "\rpage {} of {}", progress.page, progress.of);
        }
        Continue::Yes
    })?;
    if watched {
        let _ = writeln!(std::io::stderr());
    }
    write(&pack.out, &made.pdf)?;
    ward.pack_made(&actor, &made.sheets, "saved", now())?;
    if let Err(error) = ward.keep_pack(made.pages, &made.pdf, now()) {
        crate::said::note(&format!("The pack is not kept for the standby copies: {error}"));
    }
    let left: Vec<String> = made.left_out.iter().map(|one| format!("bed {}: {}", one.bed, one.why)).collect();
    let mut words = format!("{} pages, {} sheets in {}.", made.pages, made.sheets.len(), pack.out.display());
    if !left.is_empty() {
        words.push_str(&format!("\nNot in the pack: {}", left.join("; ")));
    }
    Ok(Said::new(words, json!({ "pages": made.pages, "sheets": made.sheets.len(), "out": pack.out, "leftOut": left })))
}

fn write(path: &std::path::Path, pdf: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, pdf).map_err(|error| Failure::Input(format!("{}: {error}", path.display())))
}
