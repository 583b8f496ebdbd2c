//! After a failed sync nothing more is written until the file was opened again and everything in it verified.
//! A sync is never tried twice: the system may have dropped what the first one covered, and call the second a success.
//! The same after any I/O error: SQLCipher answers nothing more on a connection that has once met one.

use rusqlite::ErrorCode;

use crate::error::{StoreError, damaged};
use crate::{Store, database, ledger, verify};

impl Store {
    /// Whatever writes is done in here. A connection that met an error while something was read is replaced first.
    ///
    /// # Errors
    /// As what is done; and while the disk does not confirm what was acknowledged. Reading goes on.
    pub(crate) fn safely<T>(&mut self, write: impl Fn(&mut Self) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.may_write()?;
        let mut done = write(self);
        if matches!(code(&done), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)) {
            self.stopped = true;
            self.may_write()?;
            done = write(self);
        }
        self.stopped |= must_be_opened_again(&done);
        done
    }

    fn may_write(&mut self) -> Result<(), StoreError> {
        if !self.stopped {
            return Ok(());
        }
        self.begin_again().map_err(|error| {
            let said = matches!(error, StoreError::Stopped(_) | StoreError::Full(_));
            if said { error } else { StoreError::Stopped(Box::new(error)) }
        })
    }

    /// A second connection puts what was acknowledged in its place, by new writes that are synced, checks all of it, and
    /// takes over. The first one knows that the failed act is no part of it, and serves readers until then.
    fn begin_again(&mut self) -> Result<(), StoreError> {
        let path = self.home.join("ledger.db");
        database::settle(&path)?;
        let fresh = database::open_apart(&path, &self.key)?;
        database::put_in_place(&fresh)?;
        let mut wrong = verify::pages(&fresh)?;
        wrong.extend(verify::chain(&fresh, &self.chain)?);
        if ledger::head(&fresh)? != self.head {
            wrong.push("the newest entry is not the one that was acknowledged".to_owned());
        }
        if let Some(first) = wrong.first() {
            return Err(damaged("ledger", first));
        }
        database::joined(&fresh)?;
        self.database = fresh;
        self.stopped = false;
        Ok(())
    }
}

fn code<T>(done: &Result<T, StoreError>) -> Option<ErrorCode> {
    match done {
        Err(StoreError::Database { source, .. }) => source.sqlite_error_code(),
        Ok(_) | Err(_) => None,
    }
}

/// Whether a connection is to be trusted no more.
fn must_be_opened_again<T>(done: &Result<T, StoreError>) -> bool {
    let broken = ErrorCode::SystemIoFailure;
    matches!(done, Err(StoreError::Stopped(_)))
        || code(done).is_some_and(|code| [broken, ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase].contains(&code))
}
