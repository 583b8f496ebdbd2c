//! Takes a copy in on a thread of its own and tells the screen how far it is. The page never opens a file: it names one,
//! or asks for the system's own window to choose one.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use tauri::Manager;
use tauri_plugin_dialog::DialogExt;
use ward::Actor;
use ward::facts::SystemId;
use ward::take::{Source, Taking, take_beside};

use crate::app::{App, lock};
use crate::changes::Stale;
use crate::problem::{Problem, ProblemCode};
use crate::show;
use crate::views::copies::{TakeFrom, TakeRequest, TakingState, TakingView};

/// What a new copy changes on screen.
const STALE: [Stale; 6] = [Stale::Copies, Stale::Board, Stale::Patient, Stale::Strip, Stale::Status, Stale::Print];

impl App {
    /// Asks for a file or folder by the system's own window; none when nothing was chosen.
    #[must_use]
    pub(crate) fn choose(&self, folder: bool) -> Option<String> {
        let mut asking = self.handle().dialog().file();
        if let Some(window) = self.handle().get_webview_window("main") {
            asking = asking.set_parent(&window);
        }
        let chosen = if folder {
            asking.blocking_pick_folder()
        } else {
            asking.add_filter("FHIR", &["json", "ndjson", "jsonl"]).blocking_pick_file()
        };
        chosen.and_then(|path| path.into_path().ok()).map(|path| path.display().to_string())
    }

    /// Starts to take a copy in.
    ///
    /// # Errors
    /// When one is being taken in already, the role does not allow it, or nothing is named.
    pub(crate) fn take(&self, actor: Actor, request: TakeRequest) -> Result<(), Problem> {
        let system = SystemId(request.system);
        let place = request.place.trim();
        if place.is_empty() {
            return Err(nothing_named());
        }
        let (from, named) = match request.kind {
            TakeFrom::Files => (Source::Files(PathBuf::from(place)), last_part(place)),
            TakeFrom::Server => {
                let ward = Some(request.ward.trim().to_owned()).filter(|ward| !ward.is_empty());
                (Source::Server { address: place.to_owned(), ward }, place.to_owned())
            }
        };
        let name = {
            let mut ward = self.ward()?;
            ward.may_take_copy(&actor, &system, self.now())?;
            ward.config().name(&system)
        };
        {
            let mut taking = lock(&self.taking);
            if taking.as_ref().is_some_and(under_way) {
                return Err(Problem::new(
                    ProblemCode::NotTaken,
                    "A copy is being taken in already.",
                    "Wait for it, or stop it first.",
                ));
            }
            *taking = Some(TakingView {
                system: system.0.clone(),
                name,
                from: named,
                state: TakingState::Reading,
                words: "Opening it".to_owned(),
                hint: String::new(),
                done: 0,
                of: 0,
            });
        }
        self.stop_taking.store(false, Ordering::SeqCst);
        self.in_background(move |app| {
            app.take_now(&actor, &system, &from);
            app.changed(&STALE);
        });
        Ok(())
    }

    /// Lets go of what came of the last one.
    pub(crate) fn taking_seen(&self) {
        let mut taking = lock(&self.taking);
        if taking.as_ref().is_some_and(|one| !under_way(one)) {
            *taking = None;
        }
    }

    fn take_now(&self, actor: &Actor, system: &SystemId, from: &Source) {
        let mut go_on = |at: Taking| {
            if let Some(view) = lock(&self.taking).as_mut() {
                show::taking(view, at);
            }
            self.changed(&[Stale::Copies]);
            !self.stop_taking.load(Ordering::SeqCst)
        };
        let Ok(shared) = self.shared() else { return };
        let outcome = take_beside(shared, actor, system, from, &|| self.now(), &mut go_on);
        let ward = lock(shared);
        let mut taking = lock(&self.taking);
        let Some(view) = taking.as_mut() else { return };
        match outcome {
            Ok(taken) => show::taken(&ward, view, &taken),
            // Whatever a server did after somebody asked to stop: it was stopped.
            Err(_) if self.stop_taking.load(Ordering::SeqCst) => {
                view.state = TakingState::Stopped;
                "Stopped. Nothing was taken in: the copy held still serves.".clone_into(&mut view.words);
            }
            Err(error) => {
                view.state = TakingState::Failed;
                (view.words, view.hint) = (Problem::from(error).words, "The copy held still serves.".to_owned());
            }
        }
    }
}

fn under_way(one: &TakingView) -> bool {
    matches!(one.state, TakingState::Reading | TakingState::Keeping)
}

/// A path's last part: the whole way to it says nothing to the person.
fn last_part(path: &str) -> String {
    Path::new(path).file_name().map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

fn nothing_named() -> Problem {
    let words = "Nothing is named to take the copy from.";
    Problem::new(
        ProblemCode::NotTaken,
        words,
        "Choose a file or folder, type where it is, or type the server's address.",
    )
}
