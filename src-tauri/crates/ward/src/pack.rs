//! Ward packs: what the ward knows, put into the words of paper. Making the pages is `print`'s; it happens outside any
//! lock, between [`Ward::pack`] and [`Ward::pack_made`].

mod blank;
mod identity;
mod list;
mod medicine_line;
mod medicines;
mod next_due;
mod observations;
mod signed;
mod sources;
mod summary;

use chrono::{DateTime, FixedOffset};
use print::pack::{Pack, PatientPages};
use record::picture::Picture;
use record::{Act, PatientId, Permission, Sheet, SheetNumber};

pub use blank::blank_pdf;
pub use medicine_line::MedicineLine;
pub use medicines::{ActiveMedicine, Medicines, medicine_rows};
pub use next_due::{Newest, NextDue, next_due};
pub use print::{Continue, JobId, JobState, Made, Progress, Spooler, spool::local as local_printers};
pub use store::LastPack;

use crate::board::{Board, BoardPatient};
use crate::{Actor, Ward, WardError};

/// One kind of page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// How old each copy is, what is in the pack, whom to telephone. Every pack has one.
    Cover,
    /// A row a bed.
    WardList,
    /// What must be known of a patient.
    Summary,
    /// Active prescriptions.
    Medicines,
    /// Sets of observations.
    Observations,
    /// A form by its id, with the patient's identity on it.
    Blank(String),
}

/// The blank forms of the standard pack: what every ward writes from the first hour. The others are chosen.
const STANDARD_BLANKS: [&str; 2] = ["news2", "telephoned-result"];

impl Content {
    /// `cover`, `ward-list`, `summary`, `medicines`, `observations`, `blank:news2`.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Content::Cover => "cover".to_owned(),
            Content::WardList => "ward-list".to_owned(),
            Content::Summary => "summary".to_owned(),
            Content::Medicines => "medicines".to_owned(),
            Content::Observations => "observations".to_owned(),
            Content::Blank(form) => format!("blank:{form}"),
        }
    }

    /// From its id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        let plain = [Self::Cover, Self::WardList, Self::Summary, Self::Medicines, Self::Observations];
        let blank = id.strip_prefix("blank:").filter(|form| !form.is_empty());
        plain.into_iter().find(|one| one.id() == id).or_else(|| Some(Self::Blank(blank?.to_owned())))
    }

    /// Every kind of page this ward can print.
    #[must_use]
    pub fn all(ward: &Ward) -> Vec<Choice> {
        let choice = |content: Content, group: &str, title: &str, standard: bool| Choice {
            content,
            group: group.to_owned(),
            title: title.to_owned(),
            standard,
        };
        let mut all = vec![
            choice(Self::Cover, "Ward", "Cover", true),
            choice(Self::WardList, "Ward", "Ward list", true),
            choice(Self::Summary, "Each patient", "Patient summary", true),
            choice(Self::Medicines, "Each patient", "Historical medicines", true),
            choice(Self::Observations, "Each patient", "Observation record", true),
        ];
        for form in ward.forms() {
            let title = format!("{}, blank, named", form.title);
            let standard = STANDARD_BLANKS.contains(&form.id.as_str());
            all.push(choice(Self::Blank(form.id.clone()), "Each patient", &title, standard));
        }
        all
    }

    /// The standard pack. A form that is not for a patient gives way to the one to use instead.
    #[must_use]
    pub fn standard(ward: &Ward) -> Vec<Self> {
        Self::all(ward).into_iter().filter(|choice| choice.standard).map(|choice| choice.content).collect()
    }
}

/// One kind of page as it is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub content: Content,
    /// `Ward` or `Each patient`.
    pub group: String,
    /// `Patient summary`.
    pub title: String,
    /// Part of the standard pack.
    pub standard: bool,
}

/// What to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Whom; everybody on the store's own ward when empty.
    pub patients: Vec<PatientId>,
    /// What.
    pub contents: Vec<Content>,
}

/// A pack that is ready to be made.
pub struct Prepared {
    /// What its pages say.
    pub pack: Pack,
    /// The number of its first sheet.
    pub first_sheet: SheetNumber,
}

impl Prepared {
    /// Makes the pages. Needs no ward: it may take its time.
    ///
    /// # Errors
    /// When it was stopped, there is nothing to print, or nothing could be laid out.
    pub fn make(&self, progress: &mut dyn FnMut(Progress) -> Continue) -> Result<Made, WardError> {
        Ok(print::make(&self.pack, self.first_sheet, progress)?)
    }
}

/// Somebody to print: what lists know of them, and all that is held.
struct Bedside<'a> {
    picture: Picture,
    listed: Option<&'a BoardPatient>,
}

impl Ward {
    /// Puts together what a pack says. Nothing is recorded until it is made.
    ///
    /// # Errors
    /// When the role does not allow it, or a patient or form is not known.
    pub fn pack(
        &mut self,
        actor: &Actor,
        request: &Request,
        now: DateTime<FixedOffset>,
    ) -> Result<Prepared, WardError> {
        self.allow(actor, Permission::Print, "print", now)?;
        let now = self.local(now);
        for content in &request.contents {
            if let Content::Blank(form) = content {
                self.form(form)?;
            }
        }
        let own = self.board_now(None, now)?;
        let all = self.board_of(None, now)?;
        let people = self.people(&request.patients, &own, &all)?;
        let of = own.rows.iter().filter(|row| row.patient.is_some()).count();
        let whole = request.patients.is_empty()
            || own
                .rows
                .iter()
                .filter_map(|row| row.patient.as_ref())
                .all(|one| people.iter().any(|person| person.picture.id == one.picture.id));
        let first_sheet = self.store.next_sheet()?;
        let ward_list = match request.contents.contains(&Content::WardList) {
            true => Some(self.ward_list(&own, &people, whole, now)?),
            false => None,
        };
        let patients =
            people.iter().map(|person| self.pages(person, request, now)).collect::<Result<Vec<PatientPages>, _>>()?;
        let pack = Pack {
            id: format!("P-{:04}", first_sheet.0),
            site: self.config.site.clone(),
            ward: own.ward.clone(),
            printed_at: now,
            printed_by: sources::by(actor),
            pc: self.config.pc.clone(),
            chain_head: self.head(),
            exercise: self.exercise,
            sources: self.source_ages(now)?,
            systems_down: self.systems_down()?,
            ward_list,
            partial: (!whole).then(|| partial(people.len(), of, &own.ward)),
            patients,
            shred_by: self.shred_by(now),
            reprint_after: self.reprint_after(now)?,
            phones: self.config.phones.iter().map(|phone| (phone.who.clone(), phone.number.clone())).collect(),
        };
        Ok(Prepared { pack, first_sheet })
    }

    /// Records that pages were made: `to` is `saved`, `previewed` or the printer's name.
    ///
    /// # Errors
    /// When the role does not allow it or the disk refuses.
    pub fn pack_made(
        &mut self,
        actor: &Actor,
        sheets: &[Sheet],
        to: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WardError> {
        self.allow(actor, Permission::Print, "print", now)?;
        let act = Act::Printed { what: "pack".to_owned(), sheets: sheets.to_vec(), to: to.to_owned() };
        self.store.transact(vec![act], &actor.by(), now)?;
        Ok(())
    }

    /// Keeps a pack's pages until their shredding time, so that the standby copies carry them.
    ///
    /// # Errors
    /// When the disk is full or refuses: the pages themselves are in hand.
    pub fn keep_pack(&self, pages: u32, pdf: &[u8], now: DateTime<FixedOffset>) -> Result<(), WardError> {
        self.room_to_sign()?;
        Ok(self.store.keep_pack(&store::LastPack { made_at: now, pages, pdf: pdf.to_vec() })?)
    }

    /// The last pack that was made, as it was made.
    ///
    /// # Errors
    /// When the role does not allow it, or the store cannot be read.
    pub fn last_pack(&mut self, actor: &Actor, now: DateTime<FixedOffset>) -> Result<Option<LastPack>, WardError> {
        self.allow(actor, Permission::Print, "print", now)?;
        Ok(self.store.last_pack()?)
    }

    /// Who is printed, by bed: as the board lists them, whoever has no place last.
    fn people<'a>(&self, asked: &[PatientId], own: &'a Board, all: &'a Board) -> Result<Vec<Bedside<'a>>, WardError> {
        let listed = |board: &'a Board| board.rows.iter().filter_map(|row| row.patient.as_ref());
        if asked.is_empty() {
            return listed(own)
                .map(|one| Ok(Bedside { picture: self.picture(one.picture.id)?, listed: Some(one) }))
                .collect();
        }
        let mut people: Vec<(usize, Bedside<'a>)> = Vec::new();
        for id in asked {
            if people.iter().any(|(_, person)| person.picture.id == *id) {
                continue;
            }
            let found = listed(all).enumerate().find(|(_, one)| one.picture.id == *id);
            let place = found.map_or(usize::MAX, |(place, _)| place);
            people.push((place, Bedside { picture: self.picture(*id)?, listed: found.map(|(_, one)| one) }));
        }
        people.sort_by_key(|(place, _)| *place);
        Ok(people.into_iter().map(|(_, person)| person).collect())
    }

    /// All pages of one patient.
    fn pages(
        &self,
        person: &Bedside<'_>,
        request: &Request,
        now: DateTime<FixedOffset>,
    ) -> Result<PatientPages, WardError> {
        let picture = &person.picture;
        let has = |content: Content| request.contents.contains(&content);
        Ok(PatientPages {
            patient: picture.id,
            banner: self.banner(picture, now),
            allergies: self.allergy_box(picture),
            care: self.care(picture),
            summary: if has(Content::Summary) { Some(self.summary(picture, now)?) } else { None },
            medicines: has(Content::Medicines).then(|| self.medicines_sheet(picture, now)),
            observations: if has(Content::Observations) {
                Some(self.observation_record(picture, observations::RECORD_SETS, now)?)
            } else {
                None
            },
            blanks: self.blanks(picture, &request.contents, now)?,
        })
    }
}

fn partial(people: usize, of: usize, ward: &str) -> String {
    let patients = if people == 1 { "patient" } else { "patients" };
    format!("Partial: {people} {patients}. {ward} has {of}")
}

#[cfg(test)]
mod tests;
