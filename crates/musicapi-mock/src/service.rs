//! The service: what is answered to a request, and what it costs.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use http::StatusCode;
use http::header::{ALLOW, HOST};
use musicapi_facts::{GET_CREDITS, Operation as Fact, Report};
use openapi_replay::{BODY_LIMIT, Document, Handler, Operation, Reply, Request, RouteError};
use serde_json::{Map, Value, json};

use crate::artefact::{Artefact, Name};
use crate::clock::Clock;
use crate::life::Life;
use crate::media;
use crate::refusal::{ErrorShape, Refusal};
use crate::report::{self, MEDIA, Task};

/// The document, as xtask wrote it for the mock.
const DIGEST: &str = include_str!("openapi.json");

/// Loaded once for all mocks of a process.
static DOCUMENT: LazyLock<Result<Arc<Document>, String>> =
    LazyLock::new(|| Document::from_json(DIGEST).map(Arc::new).map_err(|error| error.to_string()));

/// How a mock is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The API keys, each with an account of its own.
    pub keys: Vec<String>,
    /// The monthly credits that each account begins with.
    pub credits: u64,
    /// The extra credits that each account begins with; they are spent first.
    pub extra_credits: u64,
    /// Decides ids, lengths, melodies and how long things take. The same seed repeats a run.
    pub seed: u64,
    /// The shape of error bodies.
    pub error_shape: ErrorShape,
    /// The time of everything.
    pub clock: Clock,
}

impl Default for Settings {
    /// One account with 1,000 monthly credits under the key `mock-key`, on a clock that is moved by hand.
    fn default() -> Self {
        Self {
            keys: vec!["mock-key".to_owned()],
            credits: 1000,
            extra_credits: 0,
            seed: 0,
            error_shape: ErrorShape::default(),
            clock: Clock::by_hand(),
        }
    }
}

/// What an account has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// Monthly credits.
    pub credits: u64,
    /// Extra credits.
    pub extra_credits: u64,
}

impl Balance {
    /// An empty purse.
    pub(crate) const NOTHING: Self = Self { credits: 0, extra_credits: 0 };

    /// Both together.
    #[must_use]
    pub fn total(self) -> u64 {
        self.credits + self.extra_credits
    }

    /// What is left after paying; none if it doesn't suffice. Extra credits go first (documented).
    fn pay(self, price: u64) -> Option<Self> {
        let extra = price.min(self.extra_credits);
        let credits = self.credits.checked_sub(price - extra)?;
        Some(Self { credits, extra_credits: self.extra_credits - extra })
    }
}

/// MusicAPI, offline. It handles requests; the adapters of `openapi_replay` put it on the wire.
pub struct Service {
    document: Arc<Document>,
    settings: Settings,
    world: Mutex<World>,
}

#[derive(Default)]
struct World {
    balances: HashMap<String, Balance>,
    /// By the operation that reports on them, and their id.
    tasks: HashMap<(&'static str, String), Arc<Task>>,
    /// The task of each clip.
    clips: HashMap<String, Arc<Task>>,
    /// Paid calls that were accepted.
    accepted: u64,
    /// Tasks that were started.
    started: u64,
}

impl Service {
    /// A service in which the tasks of the document's examples have been done long ago.
    ///
    /// # Errors
    /// A text if the document that the mock was built with can't be loaded.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let document = DOCUMENT.clone()?;
        let balance = Balance { credits: settings.credits, extra_credits: settings.extra_credits };
        let balances = settings.keys.iter().map(|key| (key.clone(), balance)).collect();
        let mut world = World { balances, ..World::default() };
        for task in report::documented_tasks(&document, settings.seed) {
            world.insert(task);
        }
        Ok(Self { document, settings, world: Mutex::new(world) })
    }

    /// How it was set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The document it answers from.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The path below which the API lies, such as `/api/v1`.
    #[must_use]
    pub fn base_path(&self) -> &'static str {
        let after_scheme = musicapi_facts::SERVER.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("", |at| &after_scheme[at..])
    }

    /// What the account of a key has left; none if there is no such key.
    #[must_use]
    pub fn balance(&self, key: &str) -> Option<Balance> {
        self.world().balances.get(key).copied()
    }

    /// How many paid calls were accepted.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.world().accepted
    }

    fn world(&self) -> MutexGuard<'_, World> {
        // Nothing panics while it is held half-changed.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn operate(&self, operation: &Operation, request: &Request, parameters: &Parameters) -> Result<Reply, Refusal> {
        let found = |refusal| Refusal::of_request(&self.document, operation, &refusal);
        let key = operation.credentials(request).map_err(found)?.unwrap_or_default();
        if self.balance(&key).is_none() {
            // What the service says to a key that it doesn't know is not documented; of the two texts for 401 this fits.
            return Err(Refusal::documented(operation, StatusCode::UNAUTHORIZED, "format"));
        }
        let body = operation.check(request, parameters).map_err(found)?.body;
        let Some(fact) = musicapi_facts::operation(operation.id()) else { return Ok(canned(operation)) };
        if let Some(report) = &fact.report {
            return self.report(operation, report, request, parameters);
        }
        if fact.id == GET_CREDITS.id {
            let Balance { credits, extra_credits } = self.balance(&key).unwrap_or(Balance::NOTHING);
            return Ok(Reply::json(StatusCode::OK, &json!({"credits": credits, "extra_credits": extra_credits})));
        }
        let body = match body {
            Some(Value::Object(body)) => body,
            _ => Map::new(),
        };
        self.work(operation, fact, body, &key)
    }

    /// Takes the credits, and opens a task if the operation starts one; else the answer is the documented one.
    fn work(
        &self,
        operation: &Operation,
        fact: &'static Fact,
        request: Map<String, Value>,
        key: &str,
    ) -> Result<Reply, Refusal> {
        let tag = fact.tag.and_then(|tag| request.get(tag.field)?.as_str());
        let form = fact.form(tag);
        if form.is_some_and(|form| form.retired) {
            return Err(Refusal::first(operation, StatusCode::GONE));
        }
        let price = form.and_then(|form| form.price).map_or(0, |price| u64::from(price.credits));
        let mut world = self.world();
        let balance = world.balances.get(key).and_then(|balance| balance.pay(price));
        let balance = balance.ok_or_else(|| Refusal::documented(operation, StatusCode::FORBIDDEN, "credits"))?;
        world.balances.insert(key.to_owned(), balance);
        if fact.is_paid() {
            world.accepted += 1;
        }
        let Some(starts) = fact.starts else { return Ok(canned(operation)) };
        world.started += 1;
        let (id, life) =
            Life::new(self.settings.seed, world.started, report::clips_of(&self.document, starts.operation));
        let begun = self.settings.clock.now();
        world.insert(Arc::new(Task { id: id.clone(), create: fact, request, begun, life }));
        let mut body = operation.answer(Some(200), None).and_then(|answer| answer.body.cloned()).unwrap_or_default();
        if let Some(place) = body.pointer_mut(starts.task_id) {
            *place = json!(id);
        }
        Ok(Reply::json(StatusCode::OK, &body))
    }

    /// Tells how far a task is.
    fn report(
        &self,
        operation: &Operation,
        report: &Report,
        request: &Request,
        parameters: &Parameters,
    ) -> Result<Reply, Refusal> {
        let id = parameters.values().next().map(String::as_str).unwrap_or_default();
        let fact = musicapi_facts::operation(operation.id()).map_or("", |fact| fact.id);
        let task = self.world().tasks.get(&(fact, id.to_owned())).cloned();
        let task = task.ok_or_else(|| Refusal::not_found(operation))?;
        let host = request.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        Ok(report::report(operation, report, &task, &self.settings.clock, host))
    }

    /// The file of this name and when it was made, if its clip is done.
    fn file(&self, name: &str) -> Option<(Artefact, SystemTime)> {
        let Name { id, kind, is_preview: false } = Name::parse(name)? else { return None };
        let task = self.world().clips.get(id)?.clone();
        let clip = task.life.clips.iter().find(|clip| clip.id == id)?;
        let clock = &self.settings.clock;
        let made = clock.system_time(task.begun + clip.ends());
        clip.is_done(task.age(clock.now())).then_some((Artefact { song: clip.song, kind }, made))
    }
}

/// The parameters of a path, by name.
type Parameters = std::collections::BTreeMap<String, String>;

impl Handler for Service {
    fn handle(&self, request: Request) -> Reply {
        if let Some(name) = request.path.strip_prefix(MEDIA) {
            return media::reply(&request, self.file(name));
        }
        let shape = self.settings.error_shape;
        let route = match self.document.route(&request.method, &request.path) {
            Ok(route) => route,
            Err(error) => {
                let mut plain = error.reply();
                let (word, text) = match error {
                    RouteError::NotFound => (
                        "not_found",
                        format!("{error}: {} {}; the API begins at {}", request.method, request.path, self.base_path()),
                    ),
                    RouteError::MethodNotAllowed { .. } => ("method_not_allowed", error.to_string()),
                    _ => ("validation_error", error.to_string()),
                };
                let mut reply = Refusal::new(plain.status, word, text).reply(shape);
                reply.headers.extend(plain.headers.remove(ALLOW).map(|allow| (ALLOW, allow)));
                return reply;
            }
        };
        // A preferred answer is canned, and touches nothing.
        match route.operation.preferred(&request.headers) {
            Some(Ok(answer)) => return answer.reply(),
            Some(Err(unknown)) => return unknown.reply(),
            None => {}
        }
        if request.body.len() > BODY_LIMIT {
            let refusal = openapi_replay::Refusal::TooLarge { limit: BODY_LIMIT };
            return Refusal::of_request(&self.document, route.operation, &refusal).reply(shape);
        }
        let answer = self.operate(route.operation, &request, &route.path_parameters);
        answer.unwrap_or_else(|refusal| refusal.reply(shape))
    }
}

impl World {
    fn insert(&mut self, task: Arc<Task>) {
        for clip in &task.life.clips {
            self.clips.insert(clip.id.clone(), Arc::clone(&task));
        }
        let report = task.create.starts.map_or("", |starts| starts.operation);
        self.tasks.insert((report, task.id.clone()), task);
    }
}

/// The documented answer, whatever was asked.
fn canned(operation: &Operation) -> Reply {
    operation.answer(None, None).map_or_else(|| Reply::new(StatusCode::NOT_IMPLEMENTED), |answer| answer.reply())
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
