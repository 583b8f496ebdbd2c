//! What a pack says, as headings, lines and tables, for the peers: the words of ours without our layout's frames, codes and
//! shading, so that the peers have the lighter work.

use print::Pack;
use print::pack::{BlankForm, BlankKind, Fact, MedicinesSheet, ObservationRecord, PatientPages, Words};

/// One thing on a page.
pub(crate) enum Block {
    /// A new page begins.
    Page,
    Title(String),
    Line(String),
    Table(Vec<String>, Vec<Vec<String>>),
}

/// Everything a pack says, page by page in the order of ours.
pub(crate) fn of(pack: &Pack) -> Vec<Block> {
    let mut all = vec![Block::Title(format!("Downtime pack, {}", pack.ward)), Block::Line(pack.site.clone())];
    all.extend(pack.systems_down.iter().cloned().map(Block::Line));
    let sources = pack.sources.iter().map(|source| vec![source.name.clone(), source.age.clone()]);
    all.push(Block::Table(strings(&["Source", "Age"]), sources.collect()));
    if let Some(list) = &pack.ward_list {
        all.push(Block::Page);
        let heads = ["Bed", "Patient", "Born", "NHS No.", "Allergies", "Alerts", "Problem", "NEWS2", "Due"];
        let rows = list.rows.iter().map(|row| {
            vec![
                row.bed.clone(),
                format!("{} {} {}", row.name, row.hospital_number, row.consultant),
                row.born.clone(),
                row.nhs_number.clone(),
                plain(&row.allergies),
                plain(&row.alerts),
                row.problem.clone(),
                plain(&row.news2),
                row.due.clone(),
            ]
        });
        all.push(Block::Table(strings(&heads), rows.collect()));
    }
    for patient in &pack.patients {
        of_patient(patient, &mut all);
    }
    all
}

fn of_patient(patient: &PatientPages, all: &mut Vec<Block>) {
    let head = |all: &mut Vec<Block>, title: &str| {
        let banner = &patient.banner;
        all.push(Block::Page);
        all.push(Block::Title(format!("{}: {title}", banner.name)));
        all.push(Block::Line(format!("Born {} Gender {} NHS No. {}", banner.born, banner.gender, banner.nhs_number)));
        all.push(Block::Line(format!("{}, bed {}", banner.ward, banner.bed.as_deref().unwrap_or("none"))));
        all.push(Block::Line(plain(&patient.allergies.line)));
        all.push(Block::Line(patient.allergies.from.clone()));
    };
    let facts = |facts: &[Fact]| {
        let rows = facts
            .iter()
            .map(|fact| vec![fact.label.clone(), plain(&fact.words), fact.historical.clone().unwrap_or_default()]);
        Block::Table(strings(&["What", "Is", "From"]), rows.collect())
    };
    if let Some(summary) = &patient.summary {
        head(all, "Summary");
        all.push(facts(&patient.care));
        all.push(facts(&summary.facts));
        all.push(observations(&summary.observations));
        all.push(medicines(&summary.medicines));
        let requests = summary.requests.iter().map(|one| vec![one.what.clone(), one.asked.clone(), plain(&one.result)]);
        all.push(Block::Table(strings(&["Request", "Asked", "Result"]), requests.collect()));
        all.extend(
            summary.notes.iter().flat_map(|note| [Block::Line(note.heading.clone()), Block::Line(note.text.clone())]),
        );
    }
    if let Some(sheet) = &patient.medicines {
        head(all, "Medicines");
        all.push(medicines(sheet));
    }
    if let Some(record) = &patient.observations {
        head(all, "Observations");
        all.push(observations(record));
    }
    for form in &patient.blanks {
        head(all, &form.title);
        all.push(blank(form));
    }
}

fn medicines(sheet: &MedicinesSheet) -> Block {
    let heads = ["Medicine", "Last given", "Next due", "Given", "Given", "Given", "Given"];
    let empty = || String::new();
    let rows = sheet.rows.iter().map(|row| {
        vec![plain(&row.line), row.last_given.clone(), row.next_due.clone(), empty(), empty(), empty(), empty()]
    });
    Block::Table(strings(&heads), rows.collect())
}

fn observations(record: &ObservationRecord) -> Block {
    let heads = ["At", "NEWS2", "Resp", "SpO2", "Air", "BP", "Pulse", "ACVPU", "Temp", "By"];
    let rows = record.rows.iter().map(|row| {
        let value = |reading: &print::pack::Reading| format!("{} {}", reading.value, reading.points.unwrap_or(0));
        vec![
            row.at.format("%d-%b-%Y %H:%M").to_string(),
            format!("{} {}", row.total, row.band),
            value(&row.respirations),
            value(&row.saturation),
            value(&row.oxygen),
            value(&row.blood_pressure),
            value(&row.pulse),
            value(&row.consciousness),
            value(&row.temperature),
            plain(&row.by),
        ]
    });
    Block::Table(strings(&heads), rows.collect())
}

fn blank(form: &BlankForm) -> Block {
    let times = usize::from(form.times.max(1));
    let mut heads = vec!["Question".to_owned(), "How".to_owned()];
    heads.resize(2 + times, String::new());
    let rows = form.items.iter().map(|item| {
        let how = match &item.kind {
            BlankKind::Heading | BlankKind::Say | BlankKind::Lines(_) => String::new(),
            BlankKind::Value { unit } => unit.clone(),
            BlankKind::Choice(options) => options.join(" / "),
            BlankKind::Table { columns, .. } => columns.join(" / "),
        };
        let mut row = vec![item.label.clone(), how];
        row.resize(2 + times, String::new());
        row
    });
    Block::Table(heads, rows.collect())
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn plain(words: &Words) -> String {
    words.0.iter().map(|span| span.text.as_str()).collect()
}

/// As a page for a browser.
pub(crate) fn html(blocks: &[Block]) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut text = String::from(
        "<!doctype html><meta charset=utf-8><style>@page{size:A4;margin:12mm}body{font:9pt 'Liberation Sans',Arial}\
         table{border-collapse:collapse;width:100%;margin:4pt 0}td,th{border:.5pt solid #333;padding:2pt;text-align:left}\
         h1{font-size:13pt;margin:0}p{margin:2pt 0}.page{break-before:page}</style>",
    );
    for block in blocks {
        match block {
            Block::Page => text += "<div class=page></div>",
            Block::Title(title) => text += &format!("<h1>{}</h1>", escaped(title)),
            Block::Line(line) => text += &format!("<p>{}</p>", escaped(line)),
            Block::Table(heads, rows) => {
                let cells = |kind: &str, cells: &[String]| -> String {
                    cells.iter().map(|cell| format!("<{kind}>{}</{kind}>", escaped(cell))).collect()
                };
                text += &format!("<table><thead><tr>{}</tr></thead>", cells("th", heads));
                for row in rows {
                    text += &format!("<tr>{}</tr>", cells("td", row));
                }
                text += "</table>";
            }
        }
    }
    text
}

/// As a document for typst.
pub(crate) fn typst(blocks: &[Block]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut text = String::from(
        "#set page(paper: \"a4\", margin: 12mm)\n#set text(font: \"Liberation Sans\", size: 9pt)\n#set table(stroke: 0.5pt, inset: 2pt)\n",
    );
    for block in blocks {
        match block {
            Block::Page => text += "#pagebreak()\n",
            Block::Title(title) => text += &format!("#text(size: 13pt, weight: \"bold\", {})\n\n", quoted(title)),
            Block::Line(line) => text += &format!("#text({})\n\n", quoted(line)),
            Block::Table(heads, rows) => {
                let widths = vec!["auto"; heads.len() - 1].join(", ");
                text += &format!("#table(columns: (1fr, {widths}),\n");
                let bold: Vec<String> = heads.iter().map(|head| format!("strong({})", quoted(head))).collect();
                text += &format!("table.header({}),\n", bold.join(", "));
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
                    text += &format!("{},\n", cells.join(", "));
                }
                text += ")\n";
            }
        }
    }
    text
}
