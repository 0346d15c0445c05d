//! The service: what is answered to a request, and what it costs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::header::{ALLOW, HOST};
use http::{Method, StatusCode};
use musicapi_facts::{GET_CREDITS, Report};
use openapi_replay::{BODY_LIMIT, Document, Handler, Operation, Reply, Request, RouteError};
use serde_json::{Map, Value, json};

use crate::audio;
use crate::clock::Clock;
use crate::life::Life;
use crate::refusal::{ErrorShape, Refusal};

/// The document, as xtask wrote it for the mock.
const DIGEST: &str = include_str!("openapi.json");

/// Where the audio lies. It isn't part of the API, and needs no key.
const MEDIA: &str = "/media/";

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
    document: Document,
    settings: Settings,
    world: Mutex<World>,
}

#[derive(Default)]
struct World {
    balances: HashMap<String, Balance>,
    tasks: HashMap<String, Arc<Task>>,
    /// The task of each clip.
    clips: HashMap<String, Arc<Task>>,
    creates: u64,
}

/// A task that was accepted.
struct Task {
    /// The operation that reports on it.
    operation: &'static str,
    request: Map<String, Value>,
    begun: Duration,
    life: Life,
}

impl Service {
    /// A service in which the tasks of the document's examples have been done long ago.
    ///
    /// # Errors
    /// A text if the document that the mock was built with can't be loaded.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let document = Document::from_json(DIGEST).map_err(|error| error.to_string())?;
        let balance = Balance { credits: settings.credits, extra_credits: settings.extra_credits };
        let balances = settings.keys.iter().map(|key| (key.clone(), balance)).collect();
        let mut world = World { balances, ..World::default() };
        for (id, task) in documented_tasks(&document, settings.seed) {
            world.insert(id, task);
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

    /// How many creates were accepted.
    #[must_use]
    pub fn accepted(&self) -> u64 {
        self.world().creates
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
        let fact = musicapi_facts::operation(operation.id());
        if let Some(report) = fact.and_then(|fact| fact.report.as_ref()) {
            return self.report(operation, report, request, parameters);
        }
        match (fact, body) {
            (Some(fact), Some(Value::Object(body))) if fact.starts.is_some() => {
                self.create(operation, fact, body, &key)
            }
            (Some(fact), _) if fact.id == GET_CREDITS.id => {
                let balance = self.balance(&key).unwrap_or(Balance { credits: 0, extra_credits: 0 });
                Ok(Reply::json(
                    StatusCode::OK,
                    &json!({"credits": balance.credits, "extra_credits": balance.extra_credits}),
                ))
            }
            _ => Ok(operation
                .answer(None, None)
                .map_or_else(|| Reply::new(StatusCode::NOT_IMPLEMENTED), |it| it.reply())),
        }
    }

    /// Takes the credits and opens a task.
    fn create(
        &self,
        operation: &Operation,
        fact: &'static musicapi_facts::Operation,
        request: Map<String, Value>,
        key: &str,
    ) -> Result<Reply, Refusal> {
        let tag = fact.tag.and_then(|tag| request.get(tag.field)?.as_str());
        let price = fact.form(tag).and_then(|form| form.price).map_or(0, |price| u64::from(price.credits));
        let mut world = self.world();
        let balance = world.balances.get(key).and_then(|balance| balance.pay(price));
        let balance = balance.ok_or_else(|| Refusal::documented(operation, StatusCode::FORBIDDEN, "credits"))?;
        world.balances.insert(key.to_owned(), balance);
        world.creates += 1;
        let (id, life) = Life::new(self.settings.seed, world.creates);
        let starts = fact.starts.map(|starts| (starts.operation, starts.task_id));
        let (report, pointer) = starts.unwrap_or_default();
        world.insert(id.clone(), Task { operation: report, request, begun: self.settings.clock.now(), life });
        let mut body = example(operation, StatusCode::OK, |_| true).unwrap_or(json!({}));
        if let Some(place) = body.pointer_mut(pointer) {
            *place = json!(id);
        }
        Ok(Reply::json(StatusCode::OK, &body))
    }

    /// Tells how far a task is, in the shape of the documented example.
    fn report(
        &self,
        operation: &Operation,
        report: &Report,
        request: &Request,
        parameters: &Parameters,
    ) -> Result<Reply, Refusal> {
        let id = parameters.values().next().map(String::as_str).unwrap_or_default();
        let task = self.world().tasks.get(id).cloned().filter(|task| task.operation == operation.id());
        let task = task.ok_or_else(|| Refusal::documented(operation, StatusCode::BAD_REQUEST, "not_found"))?;
        let age = self.settings.clock.now().saturating_sub(task.begun);
        if !task.life.is_ready(age) {
            let notice = operation.answer(Some(202), None);
            return Ok(notice.map_or_else(|| Reply::new(StatusCode::ACCEPTED), |notice| notice.reply()));
        }
        let has_clips = |body: &Value| body.pointer(report.clips).and_then(|clips| clips.get(0)).is_some();
        let mut body = example(operation, StatusCode::OK, has_clips).unwrap_or(json!({}));
        if let Some(clips) = body.pointer_mut(report.clips) {
            let template = clips[0].take();
            let host = request.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
            let count = task.life.clips.len();
            *clips = (0..count).map(|index| self.clip(&task, index, report, age, &template, host)).collect();
        }
        Ok(Reply::json(StatusCode::OK, &body))
    }

    /// A clip with the keys of the example: what the task knows takes the place of the example's values.
    fn clip(&self, task: &Task, index: usize, report: &Report, age: Duration, template: &Value, host: &str) -> Value {
        let clip = &task.life.clips[index];
        let asked = |key: &str| task.request.get(key).cloned();
        let done = clip.is_done(age);
        let mut value = template.clone();
        for (key, value) in value.as_object_mut().into_iter().flatten() {
            let known = match key.as_str() {
                "clip_id" => Some(json!(clip.id)),
                "audio_url" if done => Some(json!(format!("http://{host}{MEDIA}{}.mp3", clip.id))),
                "duration" if done => Some(json!(clip.duration())),
                // There is no picture and no film here yet, and the example's are not this clip's.
                "audio_url" | "duration" | "image_url" | "video_url" => Some(Value::Null),
                "created_at" => Some(json!(self.settings.clock.date(task.begun))),
                "lyrics" => Some(asked("prompt").unwrap_or(Value::Null)),
                "title" => asked("title").or_else(|| asked("gpt_description_prompt")),
                "tags"
                | "negative_tags"
                | "gpt_description_prompt"
                | "style_weight"
                | "weirdness_constraint"
                | "mv" => Some(asked(key).unwrap_or(Value::Null)),
                _ => None,
            };
            if let Some(known) = known {
                *value = known;
            }
        }
        if let Some(state) = value.pointer_mut(report.state) {
            *state = json!(clip.state(age, report));
        }
        value
    }

    /// The audio of a clip that is done.
    fn media(&self, request: &Request, name: &str) -> Reply {
        if !matches!(request.method, Method::GET | Method::HEAD) {
            return Reply::text(StatusCode::METHOD_NOT_ALLOWED, "a file can only be fetched\n")
                .with_header("allow", "GET, HEAD");
        }
        let task = name.strip_suffix(".mp3").and_then(|id| Some((id, self.world().clips.get(id)?.clone())));
        let now = self.settings.clock.now();
        let clip = task.as_ref().and_then(|(id, task)| {
            let clip = task.life.clips.iter().find(|clip| clip.id == *id)?;
            clip.is_done(now.saturating_sub(task.begun)).then_some(clip)
        });
        match clip {
            Some(clip) => {
                let mut reply = Reply::new(StatusCode::OK).with_header("content-type", "audio/mpeg");
                reply.body = audio::mp3(clip.seed, clip.frames);
                reply
            }
            None => Reply::text(StatusCode::NOT_FOUND, "there is no such file, or the clip isn't done yet\n"),
        }
    }
}

/// The parameters of a path, by name.
type Parameters = std::collections::BTreeMap<String, String>;

impl Handler for Service {
    fn handle(&self, request: Request) -> Reply {
        if let Some(name) = request.path.strip_prefix(MEDIA) {
            return self.media(&request, name);
        }
        let shape = self.settings.error_shape;
        let route = match self.document.route(&request.method, &request.path) {
            Ok(route) => route,
            Err(error @ RouteError::MethodNotAllowed { .. }) => {
                let mut reply =
                    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", error.to_string()).reply(shape);
                reply.headers.extend(error.reply().headers.remove(ALLOW).map(|allow| (ALLOW, allow)));
                return reply;
            }
            Err(error) => {
                let text =
                    format!("{error}: {} {}; the API begins at {}", request.method, request.path, self.base_path());
                return Refusal::new(StatusCode::NOT_FOUND, "not_found", text).reply(shape);
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
    fn insert(&mut self, id: String, task: Task) {
        let task = Arc::new(task);
        for clip in &task.life.clips {
            self.clips.insert(clip.id.clone(), Arc::clone(&task));
        }
        self.tasks.insert(id, task);
    }
}

/// The first documented example of that status that fits.
fn example(operation: &Operation, status: StatusCode, fits: impl Fn(&Value) -> bool) -> Option<Value> {
    let mut answers = operation.answers().filter(|answer| answer.status == status).filter_map(|answer| answer.body);
    answers.find(|body| fits(body)).cloned()
}

/// The tasks whose ids stand in the document's examples, done long ago. The first one has the clips of its documented report.
fn documented_tasks(document: &Document, seed: u64) -> Vec<(String, Task)> {
    let mut tasks = Vec::new();
    for operation in document.operations() {
        let Some(starts) = musicapi_facts::operation(operation.id()).and_then(|fact| fact.starts) else { continue };
        let requests = operation.value().pointer("/requestBody/content/application~1json/examples");
        let request =
            requests.and_then(Value::as_object).and_then(|requests| requests.values().next()?["value"].as_object());
        let ids = operation.answers().filter_map(|answer| answer.body?.pointer(starts.task_id)?.as_str());
        for (index, id) in ids.enumerate() {
            // Numbers from the end, which no create of a run will reach.
            let (_, mut life) = Life::new(seed, u64::MAX - tasks.len() as u64);
            if index == 0 {
                for (clip, id) in life.clips.iter_mut().zip(documented_clips(document, starts.operation)) {
                    clip.id = id;
                }
            }
            let task = Task {
                operation: starts.operation,
                request: request.cloned().unwrap_or_default(),
                begun: Duration::ZERO,
                life: life.of_old(),
            };
            tasks.push((id.to_owned(), task));
        }
    }
    tasks
}

fn documented_clips(document: &Document, operation: &str) -> Vec<String> {
    let report = musicapi_facts::operation(operation).and_then(|fact| fact.report.as_ref());
    let (Some(operation), Some(report)) = (document.operation(operation), report) else { return Vec::new() };
    let has_clips = |body: &Value| body.pointer(report.clips).and_then(|clips| clips.get(0)).is_some();
    let clips =
        example(operation, StatusCode::OK, has_clips).and_then(|body| body.pointer(report.clips)?.as_array().cloned());
    clips.unwrap_or_default().iter().filter_map(|clip| clip["clip_id"].as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
