//! Making, saving and printing pages, each on a thread of its own, one print job a patient.

use std::path::PathBuf;

use tauri::Manager;
use ward::Actor;
use ward::pack::{Continue, JobState, Made, Progress, Request, Spooler, local_printers};

use crate::app::{App, lock};
use crate::changes::Stale;
use crate::problem::{Problem, ProblemCode};
use crate::views::print::{PackState, PrinterView};

impl App {
    /// The printers of this PC.
    #[must_use]
    pub(crate) fn printers(&self) -> Vec<PrinterView> {
        let found = local_printers().printers();
        found
            .into_iter()
            .map(|printer| PrinterView { name: printer.name, words: printer.words, ready: printer.ready })
            .collect()
    }

    /// The first printer in words for the status bar, and whether it is ready.
    #[must_use]
    pub(crate) fn printer(&self) -> Option<(String, bool)> {
        let first = self.printers().into_iter().next()?;
        Some((format!("{}: {}", first.name, first.words.to_lowercase()), first.ready))
    }

    /// Starts making pages.
    ///
    /// # Errors
    /// When something is being made or printed already, or the role does not allow it.
    pub(crate) fn make_pages(&self, actor: Actor, request: Request) -> Result<(), Problem> {
        {
            let mut paper = lock(&self.paper);
            if matches!(paper.state, PackState::Making | PackState::Printing) {
                let words = "Pages are being made or printed already.";
                return Err(Problem::new(ProblemCode::NotTaken, words, "Wait for them, or stop them first."));
            }
            paper.begin("Counting pages");
        }
        let number = lock(&self.paper).number;
        let prepared = self.ward()?.pack(&actor, &request, self.now());
        let prepared = match prepared {
            Ok(prepared) => prepared,
            Err(error) => {
                lock(&self.paper).forget();
                return Err(error.into());
            }
        };
        self.in_background(move |app| {
            let made = prepared.make(&mut |progress| app.page_made(number, progress));
            if let (Ok(made), Some(ward)) = (&made, app.open_ward()) {
                // Not keeping them for the standby copies loses nothing: the pages are in hand, and print.
                let _ = ward.keep_pack(made.pages, &made.pdf, app.now());
            }
            let mut paper = lock(&app.paper);
            if paper.number != number {
                return;
            }
            if paper.stop {
                paper.forget();
                paper.state = PackState::Stopped;
                "Stopped. Nothing was made.".clone_into(&mut paper.words);
            } else {
                match made {
                    Ok(made) => {
                        paper.state = PackState::Made;
                        paper.words = made_words(&made);
                        paper.problem = left_out(&made);
                        (paper.page, paper.of) = (made.pages, made.pages);
                        paper.made = Some(made);
                    }
                    Err(error) => {
                        paper.state = PackState::Stopped;
                        let problem = Problem::from(error);
                        paper.problem = Some(format!("{} {}", problem.words, problem.hint));
                    }
                }
            }
            drop(paper);
            app.changed(&[Stale::Print]);
        });
        Ok(())
    }

    fn page_made(&self, number: u64, progress: Progress) -> Continue {
        let mut paper = lock(&self.paper);
        if paper.number != number {
            return Continue::Stop;
        }
        (paper.page, paper.of) = (progress.page, progress.of);
        paper.words = format!("Page {} of {}", progress.page, progress.of);
        if paper.stop { Continue::Stop } else { Continue::Yes }
    }

    /// Saves the pages in a folder; an empty name means this PC's documents.
    ///
    /// # Errors
    /// When there are no pages, or the folder cannot be written.
    pub(crate) fn save_pages(&self, actor: &Actor, folder: &str) -> Result<(), Problem> {
        let pdf = lock(&self.paper).made.as_ref().map(|made| made.pdf.clone()).ok_or_else(no_pages)?;
        let stamp = self.ward()?.local(self.now()).format("%Y-%m-%d %H%M");
        let path = self.save(folder, &format!("Downtime pack {stamp}.pdf"), &pdf)?;
        let mut paper = lock(&self.paper);
        let made = paper.made.as_ref().ok_or_else(no_pages)?;
        self.ward()?.pack_made(actor, &made.sheets, "saved", self.now())?;
        paper.words = format!("Saved to {}. The file is not encrypted: delete it when it is printed.", path.display());
        Ok(())
    }

    /// Saves a file in a folder, or among this person's documents. Nothing is locked meanwhile: a slow folder holds up nobody.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(crate) fn save(&self, folder: &str, name: &str, bytes: &[u8]) -> Result<PathBuf, Problem> {
        let folder = match folder.trim() {
            "" => self.documents(),
            folder => PathBuf::from(folder),
        };
        let path = folder.join(name);
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, bytes)).map_err(|error| {
            let words = format!("{name} could not be saved in {}: {error}.", folder.display());
            Problem::new(ProblemCode::Store, words, "What was to be saved is still here. Choose another folder.")
        })?;
        Ok(path)
    }

    pub(crate) fn documents(&self) -> PathBuf {
        let paths = self.handle().path();
        paths.document_dir().or_else(|_| paths.home_dir()).unwrap_or_else(|_| PathBuf::from("."))
    }

    /// Prints, one job a patient; after a stop it goes on from the job that stopped.
    ///
    /// # Errors
    /// When there are no pages, or something is being printed already.
    pub(crate) fn print_pages(&self, actor: Actor, printer: String) -> Result<(), Problem> {
        {
            let mut paper = lock(&self.paper);
            if paper.state == PackState::Printing {
                return Err(Problem::new(ProblemCode::NotTaken, "Pages are being printed already.", "Wait for them."));
            }
            if paper.made.is_none() {
                return Err(no_pages());
            }
            paper.state = PackState::Printing;
            paper.stop = false;
            paper.problem = None;
        }
        self.in_background(move |app| {
            let spooler = local_printers();
            let outcome = app.print_jobs(spooler.as_ref(), &actor, &printer);
            let mut paper = lock(&app.paper);
            match outcome {
                _ if paper.leaving => {
                    paper.state = PackState::Idle;
                    paper.forget();
                }
                Ok(()) => {
                    paper.state = PackState::Printed;
                    paper.words = format!("All {} pages went to {printer}", paper.of);
                    paper.jobs_out = 0;
                }
                Err(words) => {
                    paper.state = PackState::Stopped;
                    paper.problem = Some(words);
                }
            }
            drop(paper);
            app.changed(&[Stale::Print, Stale::Status]);
        });
        Ok(())
    }

    fn print_jobs(&self, spooler: &dyn Spooler, actor: &Actor, printer: &str) -> Result<(), String> {
        loop {
            let (number, pdf, page, last, sheets) = {
                let mut paper = lock(&self.paper);
                if paper.stop {
                    return Err("Stopped. What came out is kept in the sheet numbers.".to_owned());
                }
                let number = paper.jobs_out;
                let made = paper.made.as_ref().ok_or("The pages were let go of when the PC locked.")?;
                let Some(job) = made.jobs.get(number) else { return Ok(()) };
                let page = job.first_page + job.pages - 1;
                let sheets: Vec<_> = made.sheets.iter().filter(|sheet| sheet.patient == job.patient).cloned().collect();
                let pdf = made.job_pdf(number).map_err(|error| error.to_string())?;
                let last = (made.pages, job.pages);
                paper.words = format!("Printing page {} of {}", job_first(&paper.made, number), last.0);
                (number, pdf, page, last.0, sheets)
            };
            // The title stands on the printer's own screen: a number, never a name.
            let sheet = sheets.last().map_or_else(|| "pages".to_owned(), |sheet| format!("sheet {}", sheet.number));
            let title = format!("Holdfast {sheet}");
            let job = spooler.print(&pdf, &title, printer).map_err(|error| format!("{error}. Nothing is lost."))?;
            self.wait_for(spooler, &job)?;
            let mut ward = self.ward().map_err(|problem| problem.words)?;
            ward.pack_made(actor, &sheets, printer, self.now()).map_err(|error| error.to_string())?;
            drop(ward);
            let mut paper = lock(&self.paper);
            paper.jobs_out = number + 1;
            (paper.page, paper.of) = (page, last);
            paper.last_out = Some(sheet);
            drop(paper);
            self.changed(&[Stale::Print]);
        }
    }

    fn wait_for(&self, spooler: &dyn Spooler, job: &ward::pack::JobId) -> Result<(), String> {
        loop {
            match spooler.state(job) {
                Ok(JobState::Done) => return Ok(()),
                Ok(JobState::Waiting | JobState::Printing) => {}
                Ok(JobState::Stopped { words }) => {
                    return Err(format!("The printer stopped: {words}. Put it right, then carry on."));
                }
                Ok(JobState::Cancelled) => return Err("The job was cancelled at the printer.".to_owned()),
                Ok(JobState::Failed { words }) => return Err(format!("The printer gave up: {words}.")),
                Err(error) => return Err(format!("{error}. Nothing is lost.")),
            }
            if lock(&self.paper).stop {
                return Err("Stopped. The page in the printer may still come out.".to_owned());
            }
            std::thread::sleep(std::time::Duration::from_millis(300));
        }
    }
}

fn job_first(made: &Option<Made>, number: usize) -> u32 {
    made.as_ref().and_then(|made| made.jobs.get(number)).map_or(0, |job| job.first_page)
}

fn no_pages() -> Problem {
    Problem::new(ProblemCode::NotFound, "There are no pages yet.", "Choose what and whom, then make them.")
}

fn made_words(made: &Made) -> String {
    format!("{} pages, {} sheets, ready", made.pages, made.sheets.len())
}

fn left_out(made: &Made) -> Option<String> {
    let beds: Vec<String> = made.left_out.iter().map(|one| format!("bed {}: {}", one.bed, one.why)).collect();
    (!beds.is_empty()).then(|| format!("Not in the pack: {}. Write these by hand.", beds.join("; ")))
}
