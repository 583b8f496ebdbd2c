//! A FHIR server that is not one: in memory, on loopback, made to misbehave on demand.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use serde_json::Value;

use crate::answer::{answer, outcome, stored};
use crate::http::{Answer, Delivery, Request, body, head, write};
use crate::{Fault, Shelf};

/// What kind of server it is.
#[derive(Debug, Clone)]
pub struct Custom {
    /// `4.0.1`.
    pub fhir_version: String,
    /// What it calls itself.
    pub software: String,
    /// Takes resources under the client's own ids.
    pub our_ids: bool,
    /// Honours `If-None-Match: *` on an update.
    pub honours_if_none_match: bool,
    /// Honours `If-None-Exist` on a create.
    pub honours_if_none_exist: bool,
    /// Types it says it does not take.
    pub does_not_take: Vec<String>,
    /// Types that its statement leaves out, though it takes them.
    pub does_not_mention: Vec<String>,
}

impl Default for Custom {
    fn default() -> Self {
        Self {
            fhir_version: "4.0.1".to_owned(),
            software: "Stand-in".to_owned(),
            our_ids: true,
            honours_if_none_match: false,
            honours_if_none_exist: true,
            does_not_take: Vec::new(),
            does_not_mention: Vec::new(),
        }
    }
}

/// A running stand-in. It stops when dropped.
pub struct FhirStandIn {
    address: SocketAddr,
    inside: Arc<Inside>,
    listener: Option<JoinHandle<()>>,
}

struct Inside {
    state: Mutex<State>,
    wake: Condvar,
}

struct State {
    custom: Custom,
    shelf: Shelf,
    backup: Shelf,
    /// The server that is not answering now: the one that stands by, or the first one when that has replaced it.
    other: Option<(String, Shelf)>,
    replaced: bool,
    /// Faults by the number of the request, counted from 1.
    faults: BTreeMap<usize, Fault>,
    requests: Vec<String>,
    refused: Vec<(String, String)>,
    down: bool,
    /// Whether connections are taken: follows `down` when the listener has seen it.
    listening: bool,
    over: bool,
    connections: Vec<TcpStream>,
}

impl FhirStandIn {
    /// A server that takes our ids and holds these resources: patients, stays, staff.
    #[must_use]
    pub fn start(seed: &[Value]) -> Self {
        Self::start_as(seed, Custom::default())
    }

    /// As [`FhirStandIn::start`], with its own ways.
    ///
    /// # Panics
    /// When this PC lets nobody listen on loopback.
    #[must_use]
    pub fn start_as(seed: &[Value], custom: Custom) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback can be listened on");
        let address = listener.local_addr().expect("a listener has an address");
        let shelf = Shelf::of(seed);
        let state = State {
            custom,
            backup: shelf.clone(),
            shelf,
            other: None,
            replaced: false,
            faults: BTreeMap::new(),
            requests: Vec::new(),
            refused: Vec::new(),
            down: false,
            listening: true,
            over: false,
            connections: Vec::new(),
        };
        let inside = Arc::new(Inside { state: Mutex::new(state), wake: Condvar::new() });
        let theirs = Arc::clone(&inside);
        let listener = std::thread::spawn(move || listen(&theirs, listener, address));
        Self { address, inside, listener: Some(listener) }
    }

    /// Its base address: `http://127.0.0.1:…/fhir`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}/fhir", self.address)
    }

    /// Everything it holds now.
    #[must_use]
    pub fn held(&self) -> Shelf {
        self.inside.lock().shelf.clone()
    }

    /// Every request so far, without queries: `PUT Observation/…`.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.inside.lock().requests.clone()
    }

    /// The `number`th request from now suffers `fault`; 1 is the next.
    pub fn fault_at(&self, number: usize, fault: Fault) {
        let mut state = self.inside.lock();
        let at = state.requests.len() + number;
        state.faults.insert(at, fault);
    }

    /// Nothing more goes wrong, and it is up again.
    pub fn up(&self) {
        let mut state = self.inside.lock();
        state.faults.clear();
        if state.down {
            state = self.inside.until(state, |state| !state.listening);
            state.down = false;
            self.inside.wake.notify_all();
            drop(self.inside.until(state, |state| state.listening));
        }
    }

    /// Refuses, with these words, every resource that has this id or names it, until [`FhirStandIn::forgive`].
    pub fn refuse_record(&self, id: &str, words: &str) {
        self.inside.lock().refused.push((id.to_owned(), words.to_owned()));
    }

    /// Refuses nothing any more.
    pub fn forgive(&self) {
        self.inside.lock().refused.clear();
    }

    /// From now on a restore goes back to what it holds at this moment.
    pub fn back_up(&self) {
        let mut state = self.inside.lock();
        state.backup = state.shelf.clone();
    }

    /// Goes back to the backup.
    pub fn restore(&self) {
        let mut state = self.inside.lock();
        state.shelf = state.backup.clone();
    }

    /// Puts a resource there by other hands.
    pub fn put(&self, resource: Value) {
        let text = |name: &str| resource.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (kind, id) = (text("resourceType"), text("id"));
        self.inside.lock().shelf.put(&kind, &id, resource);
    }

    /// Another server stands by, to answer at this address from [`Fault::Replaced`] or [`FhirStandIn::replace`] on.
    pub fn stand_by(&self, software: &str, seed: &[Value]) {
        self.inside.lock().other = Some((software.to_owned(), Shelf::of(seed)));
    }

    /// The server that stands by takes the place.
    pub fn replace(&self) {
        self.inside.lock().replace(true);
    }

    /// The first server answers again, with all it held.
    pub fn comes_back(&self) {
        self.inside.lock().replace(false);
    }

    /// Another server answers at this address from now on.
    pub fn becomes(&self, software: &str, seed: &[Value]) {
        let mut state = self.inside.lock();
        state.custom.software = software.to_owned();
        state.shelf = Shelf::of(seed);
        state.backup = state.shelf.clone();
    }
}

impl State {
    fn replace(&mut self, by_the_other: bool) {
        if self.replaced == by_the_other {
            return;
        }
        if let Some((software, shelf)) = &mut self.other {
            std::mem::swap(&mut self.custom.software, software);
            std::mem::swap(&mut self.shelf, shelf);
            self.replaced = by_the_other;
        }
    }
}

impl Drop for FhirStandIn {
    fn drop(&mut self) {
        let mut state = self.inside.lock();
        state.over = true;
        for connection in state.connections.drain(..) {
            let _ = connection.shutdown(std::net::Shutdown::Both);
        }
        drop(state);
        self.inside.wake.notify_all();
        let _ = TcpStream::connect(self.address);
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

impl Inside {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is so, or all is over.
    fn until<'a>(&self, mut state: MutexGuard<'a, State>, so: impl Fn(&State) -> bool) -> MutexGuard<'a, State> {
        while !state.over && !so(&state) {
            state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state
    }
}

fn listen(inside: &Arc<Inside>, first: TcpListener, address: SocketAddr) {
    let mut listener = Some(first);
    loop {
        let Some(open) = &listener else {
            let mut state = inside.lock();
            state.listening = false;
            inside.wake.notify_all();
            if inside.until(state, |state| !state.down).over {
                return;
            }
            listener = TcpListener::bind(address).ok();
            inside.lock().listening = listener.is_some();
            inside.wake.notify_all();
            continue;
        };
        let Ok((stream, _)) = open.accept() else { continue };
        let mut state = inside.lock();
        if state.over {
            return;
        }
        if state.down {
            drop(state);
            listener = None;
            continue;
        }
        if let Ok(copy) = stream.try_clone() {
            state.connections.push(copy);
        }
        drop(state);
        let inside = Arc::clone(inside);
        std::thread::spawn(move || serve(&inside, stream));
    }
}

fn serve(inside: &Arc<Inside>, mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let Ok(copy) = stream.try_clone() else { return };
    let mut reader = BufReader::new(copy);
    while let Some(mut request) = head(&mut reader) {
        let fault = inside.begin(&request);
        if matches!(fault, Some(Fault::Down | Fault::ResetBeforeBody)) {
            break;
        }
        if body(&mut reader, &mut request).is_none() {
            break;
        }
        let Some((answer, delivery)) = inside.carry_out(&request, fault) else { break };
        if !write(&mut stream, &answer, &delivery) {
            break;
        }
    }
    let _ = stream.shutdown(std::net::Shutdown::Both);
}

impl Inside {
    /// Counts a request and says what goes wrong with it.
    fn begin(&self, request: &Request) -> Option<Fault> {
        let mut state = self.lock();
        state.requests.push(format!("{} {}", request.method, request.path));
        let number = state.requests.len();
        let fault = state.faults.remove(&number);
        match fault {
            Some(Fault::Down) => state.down = true,
            Some(Fault::RestoredFromBackup) => state.shelf = state.backup.clone(),
            Some(Fault::Replaced) => state.replace(true),
            Some(_) | None => {}
        }
        let down = state.down;
        drop(state);
        if fault == Some(Fault::Down) {
            // The listener waits in accept: a knock lets it see that it is down.
            if let Some(host) = request.header("host") {
                let _ = TcpStream::connect(host);
            }
        }
        if down { Some(Fault::Down) } else { fault }
    }

    fn carry_out(&self, request: &Request, fault: Option<Fault>) -> Option<(Answer, Delivery)> {
        let whole = |answer| Some((answer, Delivery::Whole));
        match fault {
            None | Some(Fault::RestoredFromBackup | Fault::Replaced) => whole(self.answer(request)),
            Some(Fault::Down | Fault::ResetBeforeBody) => None,
            Some(Fault::ResetAfterCommit) => {
                self.answer(request);
                None
            }
            Some(Fault::ErrorBeforeCommit) => whole(outcome(500, "exception", "Something went wrong")),
            Some(Fault::ErrorAfterCommit) => {
                self.answer(request);
                whole(outcome(500, "exception", "Something went wrong"))
            }
            Some(Fault::Unavailable(seconds)) => {
                let mut answer = outcome(503, "transient", "Not now");
                answer.headers.push(("retry-after", seconds.to_string()));
                whole(answer)
            }
            Some(Fault::TooMany) => whole(outcome(429, "throttled", "Too many requests")),
            Some(Fault::SilentBeforeCommit(time)) => {
                std::thread::sleep(time);
                None
            }
            Some(Fault::SilentAfterCommit(time)) => {
                self.answer(request);
                std::thread::sleep(time);
                None
            }
            Some(Fault::Drip(each)) => Some((self.answer(request), Delivery::Drip(each))),
            Some(Fault::TruncatedJson) => {
                let mut answer = self.answer(request);
                let half: String = answer.body.chars().take(answer.body.chars().count() / 2).collect();
                answer.body = half;
                whole(answer)
            }
            Some(Fault::TruncatedAnswer) => Some((self.answer(request), Delivery::Half)),
            Some(Fault::AnotherId) => whole(self.under_another_id(request)),
            Some(Fault::Conflict) => whole(outcome(409, "conflict", "Somebody else is at it")),
            Some(Fault::PreconditionAfterCommit) => {
                self.answer(request);
                whole(outcome(412, "conflict", "It exists already"))
            }
            Some(Fault::Unprocessable) => whole(outcome(422, "business-rule", "This cannot be taken")),
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        let mut state = self.lock();
        if matches!(request.method.as_str(), "PUT" | "POST") {
            let text = String::from_utf8_lossy(&request.body).into_owned();
            let hit = state.refused.iter().find(|(id, _)| request.path.contains(id) || text.contains(id));
            if let Some((_, words)) = hit {
                return outcome(422, "business-rule", words);
            }
        }
        let State { shelf, custom, .. } = &mut *state;
        answer(shelf, custom, request)
    }

    /// A write goes to an id of the server's own choice; anything else is answered as it should be.
    fn under_another_id(&self, request: &Request) -> Answer {
        let resource = serde_json::from_slice::<Value>(&request.body);
        match (request.method.as_str(), request.path.split_once('/'), resource) {
            ("PUT", Some((kind, id)), Ok(resource)) => {
                let mut state = self.lock();
                let id = format!("moved-{id}");
                state.shelf.put(kind, &id, resource);
                stored(&state.shelf, kind, &id, 200)
            }
            (_, _, _) => self.answer(request),
        }
    }
}
