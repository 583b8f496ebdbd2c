//! Opening the store on the locked screen, and the page of an envelope until it is on paper and sealed.

use ward::keys::{Prepared, Way};
use ward::pack::local_printers;
use ward::{EXERCISE_PASSPHRASE, StoreError, Ward, WardError};

use crate::app::{App, lock};
use crate::problem::{Problem, ProblemCode};

/// A page in hand.
pub(crate) struct Page {
    /// What is printed, and sealed after.
    pub(crate) prepared: Prepared,
    /// Where it went.
    pub(crate) went_to: Option<String>,
}

impl App {
    /// At start: this PC by itself where a site allows it; an exercise always.
    pub(crate) fn open_by_itself(&self) {
        if !self.has_store() {
            return;
        }
        let given = std::env::var("HOLDFAST_PASSPHRASE").ok().filter(|_| cfg!(debug_assertions));
        if self.open_by(Way::Device).is_ok() {
            return;
        }
        let passphrase = given.as_deref().unwrap_or(EXERCISE_PASSPHRASE);
        if let Err(error) = self.open_by(Way::Passphrase(passphrase)) {
            let closed = matches!(
                error,
                WardError::Store(StoreError::WrongPassphrase | StoreError::NoSlot { .. } | StoreError::NoDeviceSecret)
            );
            *lock(&self.trouble) = (!closed).then(|| Problem::from(error).words);
        }
    }

    /// Opens the store.
    ///
    /// # Errors
    /// When the way does not lead in, or the files cannot be opened.
    pub(crate) fn open_by(&self, way: Way<'_>) -> Result<(), WardError> {
        if self.is_open() {
            return Ok(());
        }
        let ward = Ward::open_by(self.home(), way, self.now())?;
        self.opened(ward);
        Ok(())
    }

    /// Sends the page of an envelope to a printer, or to a file when none is named.
    ///
    /// # Errors
    /// When there is no page, or it cannot be printed or saved.
    pub(crate) fn page_to(&self, printer: &str, folder: &str) -> Result<(), Problem> {
        let (pdf, number) = {
            let page = lock(&self.envelope);
            let page = page.as_ref().ok_or_else(|| Problem::not_found("envelope page"))?;
            (page.prepared.pdf.clone(), page.prepared.number)
        };
        let went_to = if printer.is_empty() {
            self.save(folder, &format!("Recovery envelope {number}.pdf"), &pdf)?.display().to_string()
        } else {
            local_printers().print(&pdf, &format!("Holdfast envelope {number}"), printer).map_err(|error| {
                Problem::new(
                    ProblemCode::Outside,
                    format!("{error}."),
                    "The page is still here: try again, or save it.",
                )
            })?;
            printer.to_owned()
        };
        if let Some(page) = lock(&self.envelope).as_mut() {
            page.went_to = Some(went_to);
        }
        Ok(())
    }
}
