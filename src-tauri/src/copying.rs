//! Makes copies of this PC on a thread of its own, one at a time, and tells the screen how far it is.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use ward::facts::Permission;
use ward::standby::{self, Found};
use ward::{Actor, Config, CopyProgress, Proved, Tz, Ward, WardError, bring_back};

use crate::app::{App, lock};
use crate::changes::Stale;
use crate::problem::{Problem, ProblemCode};
use crate::views::standby::CopyingView;

const STALE: [Stale; 2] = [Stale::Standby, Stale::Status];

impl App {
    /// Copies whose turn it is, in the places the site set.
    pub(crate) fn copy_what_is_due(&self) {
        let due = self.open_ward().and_then(|ward| ward.standby_due(self.now()).ok()).unwrap_or_default();
        // One at a time; the others' turn comes with the next look.
        if let Some(folder) = due.into_iter().next() {
            // A copy that is being made goes on: this one waits.
            let _ = self.copy_in(folder);
        }
    }

    /// Starts a copy in one of the site's places.
    ///
    /// # Errors
    /// While another copy is being made.
    pub(crate) fn copy_in(&self, folder: String) -> Result<(), Problem> {
        self.begin_copy(&folder)?;
        self.in_background(move |app| {
            let Ok(ward) = app.shared() else { return };
            let made = standby::copy_to(ward, &folder, app.now(), &mut |now| app.copied(now));
            app.end_copy(&made);
        });
        Ok(())
    }

    /// Starts a backup to a file.
    ///
    /// # Errors
    /// When no file was named, or while another copy is being made.
    pub(crate) fn back_up_to(&self, actor: Actor, to: &str) -> Result<(), Problem> {
        if to.trim().is_empty() {
            return Err(Problem::new(ProblemCode::NotTaken, "No file was named.", "Type where the backup goes."));
        }
        self.ward()?.allow(&actor, Permission::KeepStore, "back this PC up", self.now())?;
        let to = PathBuf::from(to.trim());
        // A folder will do: then the file is named after the minute.
        let to = if to.is_dir() {
            let stamp = self.ward()?.local(self.now()).format("%Y-%m-%d %H%M");
            to.join(format!("Holdfast backup {stamp}.{}", standby::ENDING))
        } else {
            to
        };
        self.begin_copy(&to.display().to_string())?;
        self.in_background(move |app| {
            let Ok(ward) = app.shared() else { return };
            let made = standby::back_up(ward, Some(&actor), &to, app.now(), &mut |now| app.copied(now));
            app.end_copy(&made);
        });
        Ok(())
    }

    fn begin_copy(&self, to: &str) -> Result<(), Problem> {
        let mut copying = lock(&self.copying);
        if copying.as_ref().is_some_and(|copying| !copying.finished) {
            let words = "Another copy is being made.";
            return Err(Problem::new(ProblemCode::NotTaken, words, "Wait for it, or stop it first."));
        }
        self.stop_copy.store(false, Ordering::SeqCst);
        *copying = Some(CopyingView {
            to: to.to_owned(),
            done: 0,
            finished: false,
            good: false,
            words: format!("Copying to {to}"),
        });
        drop(copying);
        self.changed(&STALE);
        Ok(())
    }

    fn copied(&self, now: CopyProgress) -> bool {
        let done = u32::try_from(now.done.saturating_mul(100) / now.of.max(1)).unwrap_or(100);
        let moved = {
            let mut copying = lock(&self.copying);
            copying.as_mut().is_some_and(|copying| {
                if done > 50 {
                    copying.words = format!("Reading back from {}", copying.to);
                }
                std::mem::replace(&mut copying.done, done) != done
            })
        };
        if moved {
            self.changed(&[Stale::Standby]);
        }
        !self.stop_copy.load(Ordering::SeqCst)
    }

    fn end_copy(&self, made: &Result<Proved, WardError>) {
        if let Some(copying) = lock(&self.copying).as_mut() {
            copying.finished = true;
            copying.good = made.is_ok();
            copying.words = match made {
                Ok(_) => format!("Copied to {}, opened and read back", copying.to),
                Err(error) => Problem::of(error).in_full(),
            };
        }
        self.changed(&STALE);
    }

    /// Copies in a folder or file; with no name, in the site's places and on every disk that can be seen.
    pub(crate) fn find_copies(&self, from: &str) -> (Vec<Found>, Tz) {
        let zone = Config::zone_at(self.home());
        if !from.is_empty() {
            return (standby::find(Path::new(from)), zone);
        }
        let places = Config::read(self.home()).map(|config| config.standby).unwrap_or_default();
        let mut found: Vec<Found> = places.iter().flat_map(|place| standby::find(Path::new(&place.folder))).collect();
        found.extend(standby::look_around());
        found.sort_by_key(|one| std::cmp::Reverse(one.head.made_at));
        found.dedup_by(|one, other| one.path == other.path);
        (found, zone)
    }

    /// Opens a copy as the store of this PC.
    ///
    /// # Errors
    /// When the store is open already, what was typed opens nothing, or the copy is not whole.
    pub(crate) fn open_copy(&self, path: &str, typed: &str) -> Result<Vec<String>, Problem> {
        if self.open_ward().is_some() {
            let words = "This PC has a store, and it is open.";
            return Err(Problem::new(ProblemCode::NotTaken, words, "Nothing was changed."));
        }
        let (ward, restored) = Ward::restore(Path::new(path), self.home(), bring_back::way_of(typed), self.now())?;
        let said = bring_back::said_of(&restored, ward.zone());
        self.opened(ward);
        Ok(said)
    }
}
