//! Paid calls: the checks, the debit and the task, as one change of the store.
//!
//! The store is locked from the check of the balance to the last debit, so two calls at once can't both spend the same credits, and no
//! reader sees a debit without its task. Every refusal comes before the first debit. The balance is checked again by the debit itself,
//! which takes all or nothing.

use std::iter;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use musicapi_facts::{Bound, Field, Form};
use openapi_mock::{Operation, Reply, Request};
use serde_json::{Map, Value};

use crate::contract::catalog::{Catalog, OperationSpec};
use crate::contract::edition::{self, Played};
use crate::contract::fingerprint::Fingerprint;
use crate::contract::refusal::{self, Refusal};
use crate::contract::told_apart;
use crate::service::create::Call;
use crate::service::operations::{self, Done, Made};
use crate::service::references::{self, Asker};
use crate::service::render::TaskView;
use crate::service::{Service, Trace};
use crate::state::ledger::Purchase;
use crate::state::request_log;

impl Service {
    /// One create in so long a time, if that is limited.
    pub(crate) fn check_rate(&self, operation: &Operation, account: usize) -> Result<(), Refusal> {
        let Some(limit) = self.settings.rate_limit else { return Ok(()) };
        let last = self.store().last_create.get(account).copied().flatten();
        let left = last.map_or(Duration::ZERO, |last| (last + limit).saturating_sub(self.settings.clock.now()));
        if left.is_zero() {
            return Ok(());
        }
        Err(Refusal::too_fast(operation, left.as_secs() + u64::from(left.subsec_nanos() > 0)))
    }

    /// Takes the credits, and does what is paid for.
    pub(crate) fn work(
        &self,
        operation: &'static Operation,
        prepared: &'static OperationSpec,
        request: &Request,
        body: &Value,
        account: usize,
        trace: &mut Trace,
    ) -> Result<Reply, Refusal> {
        let empty = Map::new();
        let fields = body.as_object().unwrap_or(&empty);
        let form = prepared.form(fields);
        if form.is_some_and(|form| form.retired) {
            return Err(Refusal::first(operation, StatusCode::GONE));
        }
        look_over(self.catalog, self.settings.edition, prepared, fields, trace)?;
        let is_active = self.accounts().get(account).is_none_or(|account| account.subscribed);
        if !is_active && prepared.fact.is_paid() {
            return Err(Refusal::lapsed(&self.catalog.document, operation));
        }
        let fingerprint = Fingerprint::of(prepared, fields);
        let files = self.files(request);
        let (catalog, settings) = (self.catalog, &self.settings);
        let mut store = self.store();
        let now = settings.clock.now();
        store.settle(now);
        let asker = Asker { account, now };
        let sources = references::sources(catalog, &store, operation, prepared, form, fields, asker)?;
        let call =
            Call { catalog, settings, operation, prepared, form, body: fields, sources, asker, fingerprint, files };
        if !store.ledger.suffices(account, call.price()) {
            return Err(Refusal::poor(operation));
        }
        let Done { body, made, price } = operations::act(&call, &mut store)?;
        if prepared.fact.is_paid() && (price.is_some() || !made.is_empty()) {
            store.accepted += 1;
            trace.call = Some(store.accepted);
        }
        let call = store.accepted;
        let purchase =
            |price, task, fingerprint| Purchase { operation: prepared.fact.id, price, task, call, fingerprint };
        if let Some(price) = price.filter(|_| prepared.fact.is_paid()) {
            let (_, row) = store
                .ledger
                .debit(account, now, purchase(price, None, fingerprint))
                .ok_or_else(|| Refusal::poor(operation))?;
            store.watch.note(account, row, settings.clock.speed(), |task| self.callbacks.is_taken(task));
        }
        let mut wanted = Vec::new();
        for Made { task, price, operation: of, request, fingerprint } in made {
            let (task, mut paid) = (Arc::new(task), None);
            if let Some(price) = price {
                let id = task.id.to_string();
                let debit = store.ledger.debit(account, now, purchase(price, Some(id.clone()), fingerprint));
                let (debit, row) = debit.ok_or_else(|| Refusal::poor(operation))?;
                store.watch.note(account, row, settings.clock.speed(), |task| self.callbacks.is_taken(task));
                (paid, trace.task) = (Some(debit), trace.task.take().or(Some(id)));
                wanted.push((Arc::clone(&task), of, request));
            }
            store.insert(&task, prepared.family, paid, now);
        }
        if prepared.opens.is_some()
            && let Some(last) = store.last_create.get_mut(account)
        {
            *last = Some(now);
        }
        drop(store);
        trace.example = prepared.example(&body);
        for (task, operation, request) in wanted {
            let Some(create) = catalog.prepared(task.create.id) else { continue };
            let look = |progress| TaskView { task: &task, progress, clock: &settings.clock, files };
            self.callbacks.tell_of(&catalog.document, operation, request, create, look);
        }
        Ok(Reply::json(StatusCode::OK, &body))
    }
}

/// How many fields, and values, of a body are told.
const NAMED: usize = 10;

/// What the document has to say of a body, and of each song of a batch, though the service doesn't refuse it.
///
/// # Errors
/// If there is a length where the service takes none.
fn look_over(
    catalog: &'static Catalog,
    played: Played,
    prepared: &'static OperationSpec,
    fields: &Map<String, Value>,
    trace: &mut Trace,
) -> Result<(), Refusal> {
    let items = fields.get("items").filter(|_| prepared.fact.id == told_apart::BATCH).and_then(Value::as_array);
    let items = items.into_iter().flatten().filter_map(Value::as_object);
    let items = items.filter_map(|item| Some((catalog.prepared(told_apart::SONG)?, item)));
    for (prepared, fields) in iter::once((prepared, fields)).chain(items) {
        let Some(form) = prepared.form(fields) else { continue };
        in_order(form, fields)?;
        if let Some(name) = edition::unheard_of(played, form, fields) {
            return Err(unheard_of(catalog, played, prepared, form, name));
        }
        let is_tag = |name: &str| prepared.fact.tag.is_some_and(|tag| tag.field == name);
        for (name, value) in fields.iter().filter(|(name, _)| !is_tag(name)) {
            match field(form, name) {
                Some(field) => {
                    let mut replaced = field.replaced.iter().filter(|(word, _)| value.as_str() == Some(word));
                    let replaced = replaced.find(|(_, instead)| edition::is_replaced(played, field.since, instead));
                    let told =
                        replaced.map(|(word, instead)| format!("the {name} `{word}`, which is replaced by {instead}"));
                    trace.replaced.extend(told.filter(|_| trace.replaced.len() < NAMED));
                }
                None if name == "duration" && prepared.fact.forms.iter().any(|form| field(form, name).is_some()) => {
                    // That it is an error is observed, the words are the mock's.
                    let task_type = form.name.unwrap_or_default();
                    let text = format!("The 'duration' field can't be used with task_type = {task_type}.");
                    return Err(Refusal::new(StatusCode::BAD_REQUEST, "validation_error", text));
                }
                None if trace.unknown_fields.len() < NAMED => trace.unknown_fields.push(request_log::short(name)),
                None => {}
            }
        }
    }
    Ok(())
}

/// The value of this field isn't one of those of the edition, in the service's words if they are documented.
fn unheard_of(catalog: &Catalog, played: Played, prepared: &OperationSpec, form: &Form, name: &str) -> Refusal {
    let schema =
        catalog.document.operation(prepared.fact.id).and_then(|operation| field_schema(catalog, operation, form, name));
    let words = schema.and_then(|schema| refusal::unheard_of(&catalog.document, &schema, played));
    let text = words.unwrap_or_else(|| format!("The '{name}' field is invalid."));
    Refusal::new(StatusCode::BAD_REQUEST, "validation_error", text)
}

/// The pointer to the schema of a field.
fn field_schema(catalog: &Catalog, operation: &Operation, form: &Form, name: &str) -> Option<String> {
    let target = |value: &Value| value["$ref"].as_str().and_then(|path| path.strip_prefix('#')).map(str::to_owned);
    let at = |pointer: &str| catalog.document.value().pointer(pointer);
    let body = target(operation.value().pointer("/requestBody/content/application~1json/schema")?)?;
    let mapped = form.name.and_then(|name| at(&body)?["discriminator"]["mapping"][name].as_str());
    let body = mapped.map_or(body, |path| path.trim_start_matches('#').to_owned());
    target(at(&format!("{body}/properties/{name}"))?)
}

/// A section ends after its start: JSON Schema can't say it. The rule is documented or the client's, the words are the mock's.
fn in_order(form: &Form, fields: &Map<String, Value>) -> Result<(), Refusal> {
    let number = |name: &str| fields.get(name).and_then(Value::as_f64);
    for field in form.fields {
        let others = field.limits.iter().filter_map(|limit| match limit.bound {
            Bound::Above(other) => Some(other),
            _ => None,
        });
        for other in others {
            if number(field.name).zip(number(other)).is_some_and(|(end, start)| end <= start) {
                let text = format!("The '{}' field should be greater than '{other}'.", field.name);
                return Err(Refusal::new(StatusCode::BAD_REQUEST, "validation_error", text));
            }
        }
    }
    Ok(())
}

fn field<'f>(form: &'f Form, name: &str) -> Option<&'f Field> {
    form.fields.iter().find(|field| field.name == name)
}
