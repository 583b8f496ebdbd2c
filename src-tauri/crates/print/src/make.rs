//! A pack's pages: laid out first, so that their number is known, then drawn one by one.

use rayon::prelude::*;
use record::{PatientId, Sheet, SheetNumber};

use crate::code::{PageCode, SheetCode};
use crate::flow::Block;
use crate::fonts::Fonts;
use crate::ink;
use crate::pack::{Continue, Job, LeftOut, Made, Pack, PatientPages, PrintError, Progress, Words};
use crate::page_frame::{PageFrame, Whose};
use crate::pages::{self, cover::Listed};
use crate::sheet::{LaidSheet, lay};
use crate::spelt::{spelt, ward_words};
use crate::when::when;

/// Makes a pack. Sheets are numbered from `first_sheet`; `progress` is told of each page and may stop it.
/// A patient one of whose sheets cannot be made is left out whole, and the cover says so; it also says in which rows of
/// the ward list a character had to be shown by its code.
pub fn make(
    pack: &Pack,
    first_sheet: SheetNumber,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Made, PrintError> {
    if pack.patients.is_empty() && pack.ward_list.is_none() {
        return Err(PrintError::Empty);
    }
    let fonts = Fonts::get()?;
    let (ward, spelt_beds) = ward_words(fonts, pack);
    let mut left_out: Vec<LeftOut> = Vec::new();
    loop {
        let plans = plan(&ward, &pack.patients, first_sheet, &left_out);
        match lay_all(fonts, &plans) {
            Ok(laid) => return draw(fonts, (&ward, &spelt_beds), &plans, laid, left_out, progress),
            Err((None, why)) => return Err(why),
            Err((Some(patient), why)) => {
                let found = pack.patients.iter().find(|pages| pages.patient == patient);
                let bed = spelt(fonts, &found.map(bed_of).unwrap_or_default());
                left_out.push(LeftOut { patient, bed, why: why.clone() });
                if pack.ward_list.is_none() && left_out.len() >= pack.patients.len() {
                    return Err(left_out.swap_remove(0).why);
                }
            }
        }
    }
}

/// Every sheet but the cover, or whose could not be laid out.
fn lay_all<'a>(fonts: &Fonts, plans: &'a [Plan<'a>]) -> Result<Vec<LaidSheet<'a>>, (Option<PatientId>, PrintError)> {
    let sheets = plans.get(1..).unwrap_or_default();
    let laid: Vec<_> = sheets.par_iter().map(|plan| lay(fonts, &plan.frame, &plan.blocks, &plan.place)).collect();
    laid.into_iter().zip(sheets).map(|(laid, plan)| laid.map_err(|why| (plan.patient, why))).collect()
}

fn draw<'a>(
    fonts: &Fonts,
    (ward, spelt_beds): (&Pack, &[String]),
    plans: &'a [Plan<'a>],
    mut laid: Vec<LaidSheet<'a>>,
    left_out: Vec<LeftOut>,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Result<Made, PrintError> {
    let rest: u32 = laid.iter().map(LaidSheet::count).sum();
    let listed: Vec<Listed> =
        plans.iter().skip(1).zip(&laid).map(|(plan, laid)| plan.listed(fonts, laid.count())).collect();
    let cover = plans.first().ok_or(PrintError::Empty)?;
    let blocks = pages::cover::blocks(fonts, ward, &listed, rest, &left_out, spelt_beds);
    laid.insert(0, lay(fonts, &cover.frame, &blocks, &cover.place)?);
    let of: u32 = laid.iter().map(LaidSheet::count).sum();

    let (mut drawn, mut sheets) = (Vec::with_capacity(of as usize), Vec::with_capacity(plans.len()));
    let mut jobs: Vec<Job> = Vec::new();
    let mut plans = plans.iter();
    let mut laid = laid.into_iter();
    while laid.len() > 0 {
        let some: Vec<_> = laid.by_ref().take(AT_ONCE).collect();
        let some: Vec<_> = some.into_par_iter().map(|sheet| sheet.drawn(fonts)).collect();
        for (pages, plan) in some.into_iter().zip(plans.by_ref()) {
            let (pages, first_page) = (pages?, count(drawn.len()).saturating_add(1));
            let many = count(pages.len());
            sheets.push(Sheet { number: plan.number, patient: plan.patient, what: plan.what.clone(), pages: many });
            match jobs.last_mut() {
                Some(job) if job.patient == plan.patient => job.pages += many,
                Some(_) | None => jobs.push(Job { patient: plan.patient, first_page, pages: many }),
            }
            for page in pages {
                drawn.push(page);
                if progress(Progress { page: count(drawn.len()), of }) == Continue::Stop {
                    return Err(PrintError::Cancelled);
                }
            }
        }
    }
    let pdf = ink::document(TITLE, &drawn)?;
    Ok(Made { pdf, sheets, pages: of, jobs, left_out, drawn })
}

/// How many sheets are drawn between two looks at whether to go on.
const AT_ONCE: usize = 16;

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

const TITLE: &str = "Downtime pack";

impl Made {
    /// One job as a PDF of its own, by its place in `jobs`.
    pub fn job_pdf(&self, job: usize) -> Result<Vec<u8>, PrintError> {
        let job = self.jobs.get(job).ok_or(PrintError::NoSuchJob)?;
        let first = job.first_page.saturating_sub(1) as usize;
        let pages = self.drawn.get(first..first + job.pages as usize).ok_or(PrintError::NoSuchJob)?;
        ink::document(TITLE, pages)
    }
}

/// One sheet before it is laid out. The cover's blocks are made last: it lists the others.
struct Plan<'a> {
    number: SheetNumber,
    patient: Option<PatientId>,
    what: String,
    place: String,
    bed: String,
    name: String,
    frame: PageFrame<'a>,
    blocks: Vec<Block>,
}

impl Plan<'_> {
    fn listed(&self, fonts: &Fonts, pages: u32) -> Listed {
        Listed {
            sheet: self.number.to_string(),
            bed: spelt(fonts, &self.bed),
            name: spelt(fonts, &self.name),
            what: spelt(fonts, &self.what),
            pages,
        }
    }
}

/// Every sheet in its order, the cover first.
fn plan<'a>(pack: &'a Pack, patients: &'a [PatientPages], first: SheetNumber, left_out: &[LeftOut]) -> Vec<Plan<'a>> {
    let mut dealt = first.0..;
    let mut number = || SheetNumber(dealt.next().unwrap_or(u32::MAX));
    let mut plans = vec![ward_plan(pack, number(), "Cover", "pack-cover", ink::UPRIGHT, Vec::new())];
    if let Some(list) = &pack.ward_list {
        let blocks = pages::ward_list::blocks(list);
        plans.push(ward_plan(pack, number(), "Ward list", "ward-list", ink::ON_ITS_SIDE, blocks));
    }
    for patient in patients.iter().filter(|p| left_out.iter().all(|left| left.patient != p.patient)) {
        let mut add = |what: &'_ str, form: &str, version: &str, blocks| {
            plans.push(patient_plan(pack, patient, number(), (what, form, version), blocks));
        };
        if let Some(summary) = &patient.summary {
            add("Patient summary", "summary", LAYOUT, pages::summary::blocks(pack, patient, summary));
        }
        if let Some(sheet) = &patient.medicines {
            add("Medicines", "medicines", LAYOUT, pages::medicines::sheet(sheet));
        }
        if let Some(record) = &patient.observations {
            let blocks = pages::observations::sheet(record);
            let what = if record.no_score.is_none() { OBSERVATIONS } else { "Downtime observation record" };
            add(what, "observation-record", LAYOUT, blocks);
        }
        for form in &patient.blanks {
            add(&format!("{}, blank", form.title), &form.form, &form.version, pages::blank::blocks(form));
        }
    }
    plans
}

/// Never called the NEWS2 chart: that is the RCP's, in its colours.
const OBSERVATIONS: &str = "Downtime observation record using NEWS2 scores";
/// Version of the layouts that are not forms.
const LAYOUT: &str = "1";

fn ward_plan<'a>(
    pack: &'a Pack,
    number: SheetNumber,
    what: &str,
    form: &str,
    paper: ink::Paper,
    blocks: Vec<Block>,
) -> Plan<'a> {
    let printed = format!("Printed {} by {}, {}", when(pack.printed_at), pack.printed_by, pack.pc);
    let second = Words::plain(format!("{}. Downtime pack {}.\n{printed}.", pack.site, pack.id));
    let whose = Whose::Ward(&pack.ward, second);
    let frame = frame(pack, number, (what, form, LAYOUT), paper, whose, &[]);
    let place = what.to_lowercase();
    Plan { number, patient: None, what: what.to_owned(), place, bed: String::new(), name: String::new(), frame, blocks }
}

fn bed_of(patient: &PatientPages) -> String {
    patient.banner.bed.clone().unwrap_or_else(|| "not known".to_owned())
}

fn patient_plan<'a>(
    pack: &'a Pack,
    patient: &'a PatientPages,
    number: SheetNumber,
    (what, form, version): (&str, &str, &str),
    blocks: Vec<Block>,
) -> Plan<'a> {
    let bed = bed_of(patient);
    let replaces = patient.summary.as_ref().map(|summary| summary.replaces.as_slice()).unwrap_or_default();
    let replaces = if form == "summary" { replaces } else { &[] };
    let whose = Whose::Patient(&patient.banner, &patient.allergies);
    Plan {
        number,
        patient: Some(patient.patient),
        what: what.to_owned(),
        place: format!("bed {bed}, {what}"),
        name: patient.banner.name.clone(),
        frame: frame(pack, number, (what, form, version), ink::UPRIGHT, whose, replaces),
        bed,
        blocks,
    }
}

fn frame<'a>(
    pack: &'a Pack,
    number: SheetNumber,
    (what, form, version): (&str, &str, &str),
    paper: ink::Paper,
    whose: Whose<'a>,
    replaces: &[String],
) -> PageFrame<'a> {
    let id = format!("{}.{number}", pack.id);
    let printed = when(pack.printed_at);
    let made = format!(
        "Form {form} {version}. Pack {}. Printed {printed} by {}, {}. Holdfast, {}.",
        pack.id, pack.printed_by, pack.pc, pack.site
    );
    let mut as_at: Vec<String> = Vec::new();
    for source in pack.sources.iter().filter(|source| !source.ours) {
        let at = source.as_at.map_or_else(|| source.age.clone(), when);
        let old = if source.too_old { " TOO OLD" } else { "" };
        as_at.push(format!("{} {at}{old}", source.name).replace(' ', "\u{A0}"));
    }
    let mut last = String::from("Not a substitute for the full record once the system is up: file and scan.");
    if !replaces.is_empty() {
        last = format!("{last} Replaces sheet {}.", replaces.join(", "));
    }
    last = format!("{last} Reprint after {}. Shred by {}.", pack.reprint_after, pack.shred_by);
    PageFrame {
        paper,
        mark: "DOWNTIME COPY",
        title: what.to_owned(),
        sheet: Some(number.to_string()),
        exercise: pack.exercise,
        whose,
        code: PageCode::Sheet(SheetCode { form: form.to_owned(), version: version.to_owned(), id, page: 1, of: 1 }),
        foot: vec![made.into(), format!("Data as at: {}.", as_at.join("; ")).into(), last.into()],
    }
}

#[cfg(test)]
mod tests;
