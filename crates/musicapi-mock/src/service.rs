//! The service: it answers requests as MusicAPI does, and keeps what they lead to.
//!
//! `operate` finds the operation and checks key, rate and request. A free call is answered from the state. A paid call goes through
//! `purchase`, which takes the credits and lets `operations` do what the operation does: `references` resolves the clips that the request
//! names, `create` makes a task, `prose` its words. `render` shows a task as the document's examples do. `seed` creates what the examples
//! name, `record` writes every request down.
//!
//! Three locks are held in one order: accounts, store, recorded requests. Everything that a paid call changes lies in the store, so it
//! happens as a whole or not at all.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::SystemTime;

use http::StatusCode;
use http::header::ALLOW;
use musicapi_facts::{AnswerBody, GET_CREDITS};
use openapi_mock::{BODY_LIMIT, Document, Handler, Operation, Reply, Request, RouteError};
use serde_json::{Value, json};

use crate::contract::catalog::{Catalog, OperationSpec};
use crate::contract::refusal::Refusal;
use crate::media::serve;
use crate::media::url::{self, Files};
use crate::media::{Kind as Format, MediaFile, Name as FileName};
use crate::service::render::TaskView;
use crate::setup::settings::Settings;
use crate::state::account::{self, Balance};
use crate::state::accounts::Accounts;
use crate::state::duplicates::DuplicateFinder;
use crate::state::id::Id;
use crate::state::ledger::Ledger;
use crate::state::request_log::{self, RequestLog};
use crate::state::store::Store;
use crate::state::task::{Name, lasting};
use crate::webhook::{Callbacks, OnFailedDelivery};

/// MusicAPI, offline. It handles requests; the adapters of `openapi_mock` put it on the wire.
pub struct Service {
    pub(crate) catalog: &'static Catalog,
    pub(crate) settings: Settings,
    /// The number of its space, which addresses of files name; zero for the first.
    pub(crate) space: u32,
    accounts: RwLock<Accounts>,
    store: Mutex<Store>,
    journal: Mutex<RequestLog>,
    pub(crate) callbacks: Callbacks,
}

/// The parameters of a path, by name.
type Parameters = BTreeMap<String, String>;

/// What is known of a request while it is answered.
#[derive(Default)]
pub(crate) struct Trace {
    /// The number of its account, and the beginning of its key.
    pub(crate) caller: Option<(usize, String)>,
    pub(crate) operation: Option<&'static str>,
    pub(crate) task: Option<String>,
    /// The id that it asked with, where no task has it.
    pub(crate) unknown_task: Option<String>,
    /// The number of the paid call that was accepted.
    pub(crate) call: Option<u64>,
    /// Whether it looked at a task, and found it over.
    pub(crate) found_over: bool,
    /// The name of the documented example that was answered.
    pub(crate) example: Option<&'static str>,
    pub(crate) unknown_fields: Vec<String>,
    pub(crate) replaced: Vec<String>,
    pub(crate) fault: Option<String>,
    pub(crate) violations: Vec<String>,
    pub(crate) nearest: Option<String>,
    pub(crate) is_preferred: bool,
}

impl Service {
    /// A service in which the tasks of the document's examples have been done long ago.
    ///
    /// # Errors
    /// A text if the document that the mock was built with can't be loaded, or if the settings name an operation that starts no
    /// task or an answer that it doesn't have.
    pub fn new(settings: Settings) -> Result<Self, String> {
        Self::in_space(settings, 0, None)
    }

    /// The same as one of several in a mock.
    pub(crate) fn in_space(settings: Settings, space: u32, missed: Option<OnFailedDelivery>) -> Result<Self, String> {
        let catalog = Catalog::get()?;
        let (accounts, store) = begin(&settings)?;
        let journal = Mutex::new(RequestLog::new(settings.bounds.requests));
        let callbacks = Callbacks::new(settings.callbacks.clone(), settings.clock.clone(), settings.seed, missed);
        let (accounts, store) = (RwLock::new(accounts), Mutex::new(store));
        Ok(Self { catalog, space, accounts, store, journal, callbacks, settings })
    }

    /// Forgets all that was done and asked, so that it is as it was set up. Its clock shows its beginning again.
    ///
    /// # Errors
    /// As [`new`](Self::new), and so never.
    pub(crate) fn reset(&self) -> Result<(), String> {
        let (accounts, store) = begin(&self.settings)?;
        self.settings.clock.restart();
        self.put(accounts, store, RequestLog::new(self.settings.bounds.requests));
        self.callbacks.clear();
        Ok(())
    }

    /// Puts these in the place of what there is.
    pub(crate) fn put(&self, accounts: Accounts, store: Store, journal: RequestLog) {
        // All at once: nobody is told of a key of which the store has no account.
        let mut known = self.change_accounts();
        (*self.store(), *self.written()) = (store, journal);
        *known = accounts;
    }

    /// How it was set up.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The document it answers from.
    #[must_use]
    pub fn document(&self) -> &'static Document {
        &self.catalog.document
    }

    /// The path below which the API lies, such as `/api/v1`.
    #[must_use]
    pub fn base_path(&self) -> &'static str {
        let after_scheme = musicapi_facts::SERVER.split_once("://").map_or("", |(_, rest)| rest);
        after_scheme.find('/').map_or("", |at| &after_scheme[at..])
    }

    /// Where the client of a request finds files.
    pub(crate) fn files<'r>(&'r self, request: &'r Request) -> Files<'r> {
        Files::of(request, self.settings.public_url.as_deref(), self.space)
    }

    pub(crate) fn accounts(&self) -> RwLockReadGuard<'_, Accounts> {
        self.accounts.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn change_accounts(&self) -> RwLockWriteGuard<'_, Accounts> {
        self.accounts.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn written(&self) -> MutexGuard<'_, RequestLog> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the account of a key, and the beginning of the key, if it is known.
    pub(crate) fn caller(&self, key: &str) -> Option<(usize, String)> {
        let accounts = self.accounts();
        let number = accounts.number(key)?;
        Some((number, accounts.get(number)?.shown.to_string()))
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
        let found = |refusal| Refusal::of_request(&self.catalog.document, operation, &refusal, self.settings.edition);
        let key = operation.credentials(request).map_err(found)?.unwrap_or_default();
        let Some((account, shown)) = self.caller(&key) else {
            // What the service says to a key that it doesn't know is not documented; of the two texts for 401 this fits.
            return Err(Refusal::documented(operation, StatusCode::UNAUTHORIZED, "format"));
        };
        trace.caller = Some((account, shown));
        let prepared = self.catalog.prepared(operation.id());
        if prepared.is_some_and(|prepared| prepared.opens.is_some()) {
            self.check_rate(operation, account)?;
        }
        let retired = |refusal| match is_retired(prepared, request) {
            true => Refusal::first(operation, StatusCode::GONE),
            false => found(refusal),
        };
        let body = operation.check(request, parameters).map_err(retired)?.body;
        let Some(prepared) = prepared else { return Ok(canned(operation, trace)) };
        match prepared.fact.answer {
            AnswerBody::Json => {}
            AnswerBody::Nothing => return Ok(canned(operation, trace)),
            AnswerBody::Bytes(media) => return Ok(self.bytes(operation, request, media, trace)),
        }
        if prepared.fact.report.is_some() || prepared.is_opened {
            return self.tell(operation, prepared, request, parameters, account, trace);
        }
        if prepared.fact.id == GET_CREDITS.id {
            trace.example = prepared.successes.first().and_then(|(name, _)| name.as_deref());
            let Balance { credits, extra_credits, .. } = self.balance(&key).unwrap_or_default();
            return Ok(Reply::json(StatusCode::OK, &json!({"credits": credits, "extra_credits": extra_credits})));
        }
        let body = body.filter(Value::is_object).unwrap_or_else(|| json!({}));
        self.work(operation, prepared, request, &body, account, trace)
    }

    /// A file as an answer: the documented one, or else some music, or some words.
    fn bytes(&self, operation: &'static Operation, request: &Request, media: &str, trace: &mut Trace) -> Reply {
        let documented = canned(operation, trace);
        if !documented.body.is_empty() {
            return documented;
        }
        let clock = &self.settings.clock;
        let artefact = || MediaFile { song: lasting(self.settings.seed, PREVIEW_SECONDS), kind: Format::Mp3 };
        let reply = match media.starts_with("audio/") {
            true => serve::reply(request, Some((artefact(), clock.system_time(clock.now())))),
            false => Reply::text(StatusCode::OK, "A file of the mock.\n"),
        };
        reply.with_header("content-type", media)
    }

    /// Tells how far a task is.
    fn tell(
        &self,
        operation: &'static Operation,
        prepared: &OperationSpec,
        request: &Request,
        parameters: &Parameters,
        account: usize,
        trace: &mut Trace,
    ) -> Result<Reply, Refusal> {
        let of_query = || request.query.as_deref()?.split('&').find_map(|pair| pair.strip_prefix("batch_id="));
        let id = parameters.values().next().map(String::as_str).or_else(of_query).unwrap_or_default();
        let is_report = prepared.fact.report.is_some();
        let name = if is_report { Name::Task(prepared.family) } else { Name::Opened(prepared.number) };
        let task = {
            let mut store = self.store();
            let task = store.find(name, &Id::of(id), account).map(|(task, _)| Arc::clone(task));
            task.iter().for_each(|task| store.watch.learned(&task.id));
            task
        };
        let task = task.ok_or_else(|| {
            trace.unknown_task = Some(request_log::short(id)).filter(|_| is_report);
            Refusal::not_found(self.document(), operation, self.settings.edition)
        })?;
        trace.task = Some(id.to_owned());
        let Some(create) = self.catalog.prepared(task.create.id).filter(|_| is_report) else {
            return Ok(canned(operation, trace));
        };
        let now = self.settings.clock.now();
        let progress = task.look(now);
        trace.found_over = task.is_over(progress);
        if task.is_by_looks() {
            if trace.found_over {
                self.store().ended(&task, now);
            }
            self.callbacks.looked(&task, progress, now);
        }
        let look = TaskView { task: &task, progress, clock: &self.settings.clock, files: self.files(request) };
        let (reply, example) = render::report(operation, create, &look);
        trace.example = example;
        Ok(reply)
    }

    /// The file of this name and when it was made, if its clip is done; or the beginning of a clip that is being made.
    fn file(&self, name: &str) -> Option<(MediaFile, SystemTime)> {
        let FileName { id, kind, is_preview } = FileName::parse(name)?;
        let (task, index) = self.store().clip(id)?;
        let (clip, clock) = (task.clips.get(index)?, &self.settings.clock);
        let progress = task.progress(clock.now());
        if is_preview {
            let song = clip.song.beginning(PREVIEW_SECONDS);
            return clip.has_preview(progress).then(|| (MediaFile { song, kind }, clock.system_time(task.begun)));
        }
        let made = clock.system_time(task.made_at(clip));
        clip.is_done(progress).then_some((MediaFile { song: clip.song, kind }, made))
    }

    pub(crate) fn answer(&self, request: &Request, trace: &mut Trace) -> Reply {
        if let Some((space, name)) = url::place(&request.path) {
            return serve::reply(request, self.file(name).filter(|_| space == self.space));
        }
        let shape = self.settings.error_shape;
        let catalog: &'static Catalog = self.catalog;
        let route = match catalog.document.route(&request.method, &request.path) {
            Ok(route) => route,
            Err(error) => return self.astray(request, &error, trace),
        };
        trace.operation = catalog.prepared(route.operation.id()).map(|prepared| prepared.fact.id);
        // A preferred answer is canned, and touches nothing.
        match route.operation.preferred(&request.headers) {
            Some(Ok(answer)) => {
                (trace.is_preferred, trace.example) = (true, answer.example);
                return answer.reply();
            }
            Some(Err(unknown)) => return unknown.reply(),
            None => {}
        }
        let answer = if request.body.len() > BODY_LIMIT {
            let refusal = openapi_mock::Refusal::TooLarge { limit: BODY_LIMIT };
            Err(Refusal::of_request(&catalog.document, route.operation, &refusal, self.settings.edition))
        } else {
            self.operate(route.operation, request, &route.path_parameters, trace)
        };
        answer.unwrap_or_else(|refusal| {
            trace.violations = refusal.violations();
            trace.example = refusal.example(route.operation);
            refusal.reply(shape)
        })
    }

    /// The path or the method isn't of the API.
    fn astray(&self, request: &Request, error: &RouteError, trace: &mut Trace) -> Reply {
        let mut plain = error.reply();
        let nearest = self.catalog.document.nearest(&request.method, &request.path);
        trace.nearest = nearest.map(|nearest| format!("`{}`: {}", nearest.operation.id(), nearest.why));
        // Whoever looks there has a browser.
        let page = if request.path == "/" { ", the page of the mock at /__mock/" } else { "" };
        let (word, mut text) = match error {
            RouteError::NotFound => (
                "not_found",
                format!("{error}: {} {}; the API begins at {}{page}", request.method, request.path, self.base_path()),
            ),
            RouteError::MethodNotAllowed { .. } => ("method_not_allowed", error.to_string()),
            _ => ("validation_error", error.to_string()),
        };
        if let Some(nearest) = &trace.nearest {
            text.push_str(&format!("; the nearest operation is {nearest}"));
        }
        let mut reply = Refusal::new(plain.status, word, text).reply(self.settings.error_shape);
        reply.headers.extend(plain.headers.remove(ALLOW).map(|allow| (ALLOW, allow)));
        reply
    }
}

/// How much of a clip can be heard while it is made.
const PREVIEW_SECONDS: f64 = 3.0;

/// Whether a body is for a task type that is retired: whatever else is wrong with it, that is told.
fn is_retired(prepared: Option<&OperationSpec>, request: &Request) -> bool {
    let body = serde_json::from_slice::<serde_json::Map<String, Value>>(&request.body).unwrap_or_default();
    prepared.and_then(|prepared| prepared.form(&body)).is_some_and(|form| form.retired)
}

/// The accounts and the store as these settings have them at the beginning.
///
/// # Errors
/// If they name a life that no task can have, or an account has no key.
fn begin(settings: &Settings) -> Result<(Accounts, Store), String> {
    settings.accounts.iter().try_for_each(|(key, _)| account::check_key(key))?;
    let starts = settings.accounts.iter().map(|(key, account)| (Arc::from(&**key), account.balance()));
    let ledger = Ledger::new(starts, settings.bounds.rows);
    let watch = DuplicateFinder::new(settings.suspicion, settings.bounds.rows);
    let mut store = Store::new(ledger, watch, settings.bounds.tasks);
    seed::know_all(&mut store, settings.seed);
    store.lives = settings.lives();
    store.lives.check(Catalog::get()?)?;
    Ok((Accounts::new(settings.accounts.iter().map(|(key, account)| (&**key, account.subscribed))), store))
}

impl Handler for Service {
    fn handle(&self, request: Request) -> Reply {
        let mut trace = Trace::default();
        let reply = self.answer(&request, &mut trace);
        self.write(&request, &reply, trace);
        reply
    }
}

/// The documented answer, whatever was asked.
fn canned(operation: &'static Operation, trace: &mut Trace) -> Reply {
    let answer = operation.answer(None, None);
    trace.example = answer.as_ref().and_then(|answer| answer.example);
    answer.map_or_else(|| Reply::new(StatusCode::NOT_IMPLEMENTED), |answer| answer.reply())
}

pub(crate) mod create;
pub(crate) mod operations;
pub(crate) mod prose;
pub(crate) mod purchase;
mod record;
pub(crate) mod references;
pub(crate) mod render;
pub(crate) mod seed;
#[cfg(test)]
mod tests;
