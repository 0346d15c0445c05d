//! The service: what is answered to a request, and what it costs.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use http::StatusCode;
use http::header::{ALLOW, HOST};
use musicapi_facts::GET_CREDITS;
use openapi_replay::{BODY_LIMIT, Document, Handler, Operation, Reply, Request, RouteError};
use serde_json::{Value, json};

use crate::account::Balance;
use crate::artefact::{Artefact, Name as FileName};
use crate::book::{Book, Prepared};
use crate::callback::Callbacks;
use crate::documented;
use crate::id::Id;
use crate::journal::{self, Asked, Journal};
use crate::ledger::Ledger;
use crate::media;
use crate::refusal::Refusal;
use crate::report::{self, Look, MEDIA};
use crate::settings::Settings;
use crate::store::Store;
use crate::suspects::Watch;
use crate::task::Name;

/// MusicAPI, offline. It handles requests; the adapters of `openapi_replay` put it on the wire.
pub struct Service {
    pub(crate) book: &'static Book,
    pub(crate) settings: Settings,
    /// The keys, and the number of each one's account.
    pub(crate) accounts: HashMap<String, usize>,
    store: Mutex<Store>,
    pub(crate) journal: Mutex<Journal>,
    pub(crate) callbacks: Callbacks,
}

/// The parameters of a path, by name.
type Parameters = BTreeMap<String, String>;

/// What is known of a request while it is answered.
#[derive(Default)]
pub(crate) struct Trace {
    account: Option<usize>,
    operation: Option<&'static str>,
    pub(crate) task: Option<String>,
    violations: Vec<String>,
}

impl Service {
    /// A service in which the tasks of the document's examples have been done long ago.
    ///
    /// # Errors
    /// A text if the document that the mock was built with can't be loaded, or if the settings name an operation that starts no
    /// task or an answer that it doesn't have.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let book = Book::get()?;
        let keys = settings.accounts.iter().zip(0..).map(|((key, _), number)| (key.clone(), number));
        let starts = settings.accounts.iter().map(|(key, account)| (Arc::from(&**key), account.balance()));
        let ledger = Ledger::new(starts, settings.bounds.rows);
        let watch = Watch::new(settings.suspicion, settings.bounds.rows);
        let mut store = Store::new(ledger, watch, settings.bounds.tasks);
        documented::know_all(&mut store, settings.seed);
        let (accounts, journal) = (keys.collect(), Mutex::new(Journal::new(settings.bounds.requests)));
        let callbacks = Callbacks::new(settings.callbacks.clone(), settings.clock.clone(), settings.seed);
        let service = Self { book, accounts, store: Mutex::new(store), journal, callbacks, settings };
        let Settings { life, lives, next_lives, .. } = &service.settings;
        service.check_life(None, life)?;
        lives.iter().try_for_each(|(operation, life)| service.check_life(Some(operation), life).map(drop))?;
        for (operation, life) in next_lives {
            service.next_life(operation.as_deref(), life.clone())?;
        }
        Ok(service)
    }

    /// How it was set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The document it answers from.
    #[must_use]
    pub fn document(&self) -> &'static Document {
        &self.book.document
    }

    /// The path below which the API lies, such as `/api/v1`.
    #[must_use]
    pub fn base_path(&self) -> &'static str {
        let after_scheme = musicapi_facts::SERVER.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("", |at| &after_scheme[at..])
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        // Nothing panics while it is held half-changed.
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The store, with everything given back that has failed by now.
    pub(crate) fn settled(&self) -> MutexGuard<'_, Store> {
        let mut store = self.store();
        store.settle(self.settings.clock.now());
        store
    }

    fn operate(
        &self,
        operation: &'static Operation,
        request: &Request,
        parameters: &Parameters,
        trace: &mut Trace,
    ) -> Result<Reply, Refusal> {
        let found = |refusal| Refusal::of_request(&self.book.document, operation, &refusal);
        let key = operation.credentials(request).map_err(found)?.unwrap_or_default();
        let Some(&account) = self.accounts.get(&key) else {
            // What the service says to a key that it doesn't know is not documented; of the two texts for 401 this fits.
            return Err(Refusal::documented(operation, StatusCode::UNAUTHORIZED, "format"));
        };
        trace.account = Some(account);
        let prepared = self.book.prepared(operation.id());
        if prepared.is_some_and(|prepared| prepared.opens.is_some()) {
            self.check_rate(operation, account)?;
        }
        let body = operation.check(request, parameters).map_err(found)?.body;
        let Some(prepared) = prepared else { return Ok(canned(operation)) };
        if prepared.fact.report.is_some() || prepared.is_opened {
            return self.report(operation, prepared, request, parameters, account, trace);
        }
        if prepared.fact.id == GET_CREDITS.id {
            let Balance { credits, extra_credits, .. } = self.balance(&key).unwrap_or_default();
            return Ok(Reply::json(StatusCode::OK, &json!({"credits": credits, "extra_credits": extra_credits})));
        }
        let body = body.filter(Value::is_object).unwrap_or_else(|| json!({}));
        self.work(operation, prepared, request, &body, account, trace)
    }

    /// Tells how far a task is.
    fn report(
        &self,
        operation: &'static Operation,
        prepared: &Prepared,
        request: &Request,
        parameters: &Parameters,
        account: usize,
        trace: &mut Trace,
    ) -> Result<Reply, Refusal> {
        let of_query = || request.query.as_deref()?.split('&').find_map(|pair| pair.strip_prefix("batch_id="));
        let id = parameters.values().next().map(String::as_str).or_else(of_query).unwrap_or_default();
        let is_report = prepared.fact.report.is_some();
        let name = if is_report { Name::Task(prepared.family) } else { Name::Opened(prepared.number) };
        let task = self.store().find(name, &Id::of(id), account).map(|(task, _)| Arc::clone(task));
        let task = task.ok_or_else(|| Refusal::not_found(self.document(), operation))?;
        trace.task = Some(id.to_owned());
        let Some(create) = self.book.prepared(task.create.id).filter(|_| is_report) else {
            return Ok(canned(operation));
        };
        let now = self.settings.clock.now();
        let progress = task.look(now);
        if task.ends_at().is_none() && task.is_over(progress) {
            self.store().ended(&task, now);
        }
        let look = Look { task: &task, progress, clock: &self.settings.clock, host: host(request) };
        Ok(report::report(operation, create, &look))
    }

    /// The file of this name and when it was made, if its clip is done; or the beginning of a clip that is being made.
    fn file(&self, name: &str) -> Option<(Artefact, SystemTime)> {
        let FileName { id, kind, is_preview } = FileName::parse(name)?;
        let (task, index) = self.store().clip(id)?;
        let (clip, clock) = (task.clips.get(index)?, &self.settings.clock);
        let progress = task.progress(clock.now());
        if is_preview {
            let song = clip.song.beginning(PREVIEW_SECONDS);
            return clip.has_preview(progress).then(|| (Artefact { song, kind }, clock.system_time(task.begun)));
        }
        let made = clock.system_time(task.made_at(clip));
        clip.is_done(progress).then_some((Artefact { song: clip.song, kind }, made))
    }

    fn answer(&self, request: &Request, trace: &mut Trace) -> Reply {
        if let Some(name) = request.path.strip_prefix(MEDIA) {
            return media::reply(request, self.file(name));
        }
        let shape = self.settings.error_shape;
        let book: &'static Book = self.book;
        let route = match book.document.route(&request.method, &request.path) {
            Ok(route) => route,
            Err(error) => return self.astray(request, &error),
        };
        trace.operation = book.prepared(route.operation.id()).map(|prepared| prepared.fact.id);
        // A preferred answer is canned, and touches nothing.
        match route.operation.preferred(&request.headers) {
            Some(Ok(answer)) => return answer.reply(),
            Some(Err(unknown)) => return unknown.reply(),
            None => {}
        }
        let answer = if request.body.len() > BODY_LIMIT {
            let refusal = openapi_replay::Refusal::TooLarge { limit: BODY_LIMIT };
            Err(Refusal::of_request(&book.document, route.operation, &refusal))
        } else {
            self.operate(route.operation, request, &route.path_parameters, trace)
        };
        answer.unwrap_or_else(|refusal| {
            trace.violations = refusal.violations();
            refusal.reply(shape)
        })
    }

    /// The path or the method isn't of the API.
    fn astray(&self, request: &Request, error: &RouteError) -> Reply {
        let mut plain = error.reply();
        let (word, text) = match error {
            RouteError::NotFound => (
                "not_found",
                format!("{error}: {} {}; the API begins at {}", request.method, request.path, self.base_path()),
            ),
            RouteError::MethodNotAllowed { .. } => ("method_not_allowed", error.to_string()),
            _ => ("validation_error", error.to_string()),
        };
        let mut reply = Refusal::new(plain.status, word, text).reply(self.settings.error_shape);
        reply.headers.extend(plain.headers.remove(ALLOW).map(|allow| (ALLOW, allow)));
        reply
    }
}

/// How much of a clip can be heard while it is made.
const PREVIEW_SECONDS: f64 = 3.0;

/// Where the client reaches the mock, if that can stand in an address.
pub(crate) fn host(request: &Request) -> &str {
    let host = request.headers.get(HOST).and_then(|host| host.to_str().ok());
    let fits = |host: &&str| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte));
    host.filter(fits).unwrap_or("localhost")
}

impl Handler for Service {
    fn handle(&self, request: Request) -> Reply {
        let mut trace = Trace::default();
        let reply = self.answer(&request, &mut trace);
        if self.settings.bounds.requests > 0 {
            let key = trace.account.and_then(|account| self.settings.accounts.get(account));
            let asked = Asked {
                number: 0,
                at: self.settings.clock.now(),
                key: key.map(|(key, _)| journal::redacted(key)),
                method: request.method.to_string(),
                path: journal::short(&request.path),
                operation: trace.operation,
                status: reply.status.as_u16(),
                violations: trace.violations,
                task: trace.task,
            };
            self.journal.lock().unwrap_or_else(PoisonError::into_inner).write(asked);
        }
        reply
    }
}

/// The documented answer, whatever was asked.
fn canned(operation: &Operation) -> Reply {
    operation.answer(None, None).map_or_else(|| Reply::new(StatusCode::NOT_IMPLEMENTED), |answer| answer.reply())
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
