//! Sends on a thread of its own and tells the screen how far it is.

use std::sync::atomic::Ordering;

use ward::WardError;
use ward::facts::SystemId;
use ward::sending::{Sending, send_all};
use ward::server::OtherServer;

use crate::app::{App, lock};
use crate::changes::Stale;
use crate::problem::Problem;
use crate::show::other_server;
use crate::views::recovery::SendingView;

const STALE: [Stale; 3] = [Stale::Recovery, Stale::Status, Stale::Patient];

fn view(system: &str, sending: Sending) -> SendingView {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    SendingView {
        system: system.to_owned(),
        done: count(sending.done),
        of: count(sending.of),
        accepted: count(sending.accepted),
        refused: count(sending.refused),
        finished: false,
        problem: None,
        other_server: None,
    }
}

impl App {
    /// Sends a system's released records; while another sending is under way, after it.
    pub(crate) fn send(&self, system: SystemId) {
        let name = self.open_ward().map_or_else(String::new, |ward| ward.config().name(&system));
        {
            let mut sending = lock(&self.sending);
            if sending.as_ref().is_some_and(|sending| !sending.finished) {
                lock(&self.to_send).push(system);
                return;
            }
            *sending = Some(view(&name, Sending::default()));
            *lock(&self.other_server) = None;
        }
        self.stop_sending.store(false, Ordering::SeqCst);
        self.in_background(move |app| {
            let outcome = app.send_now(&system);
            let next = {
                let mut sending = lock(&app.sending);
                if let Some(sending) = sending.as_mut() {
                    sending.finished = true;
                    sending.problem = outcome.err().map(|problem| format!("{} {}", problem.words, problem.hint));
                    sending.other_server = lock(&app.other_server).as_ref().map(other_server);
                }
                lock(&app.to_send).pop()
            };
            app.changed(&STALE);
            if let Some(next) = next {
                app.send(next);
            }
        });
    }

    fn send_now(&self, system: &SystemId) -> Result<(), Problem> {
        let mut go_on = |now: Sending| {
            if let Some(sending) = lock(&self.sending).as_mut() {
                let name = sending.system.clone();
                *sending = view(&name, now);
            }
            self.changed(&STALE);
            !self.stop_sending.load(Ordering::SeqCst)
        };
        let sent = send_all(self.shared()?, system, None, &|| self.now(), &mut go_on);
        if let Err(WardError::OtherServer { other, .. }) = &sent {
            *lock(&self.other_server) = Some(OtherServer::clone(other));
        }
        let sent = sent?;
        if sent.silent > 0 {
            let words = format!("{} records have no reply yet.", sent.silent);
            let hint = "They are kept and asked about first when you send again.";
            return Err(Problem::new(crate::problem::ProblemCode::Outside, words, hint));
        }
        Ok(())
    }
}
