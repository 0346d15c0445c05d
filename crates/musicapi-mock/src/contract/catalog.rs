//! The catalog of operations: for each its documented answers, the resource that it creates, and the templates of the reports on that.
//!
//! It is made once in a process from the document and the facts. Links of the document say which operation reports on what another one
//! creates, so no operation is named here.

use std::collections::HashMap;
use std::sync::LazyLock;

use http::StatusCode;
use musicapi_facts::{Form, OPERATIONS, Operation as Fact, Report, StateOf};
use openapi_mock::{Document, Loader, Operation, Reply};
use serde_json::{Map, Value};

use crate::contract::template::{Key, Template};
use crate::contract::told_apart;
use crate::state::task::{Kind, Name};

/// The document, as xtask wrote it for the mock.
pub(crate) const DOCUMENT: &str = include_str!("openapi.json");

/// Loaded once for all mocks of a process.
static CATALOG: LazyLock<Result<Catalog, String>> = LazyLock::new(|| {
    Loader::new().strict(true).from_json(DOCUMENT).map(Catalog::new).map_err(|error| error.to_string())
});

/// What a mock reads of the document.
pub(crate) struct Catalog {
    pub(crate) document: Document,
    operations: HashMap<&'static str, OperationSpec>,
}

/// An operation.
pub(crate) struct OperationSpec {
    pub(crate) fact: &'static Fact,
    /// Its place in the table.
    pub(crate) number: u16,
    /// The number of its family. Aliases are of the family that they are aliases of.
    pub(crate) family: u16,
    /// The operation that it is an alias of, or itself.
    pub(crate) same_as: &'static str,
    /// Its documented successes, by the names of the examples.
    pub(crate) successes: Vec<(Option<String>, Value)>,
    /// What a success opens.
    pub(crate) opens: Option<CreatedResource>,
    /// Whether the success of another operation leads here.
    pub(crate) is_opened: bool,
}

/// What a success opens, by the links of the document.
pub(crate) struct CreatedResource {
    /// What its id is the id of.
    pub(crate) name: Name,
    /// Where the id stands in the answer.
    pub(crate) pointer: String,
    /// What a report on it says of the request.
    pub(crate) keys: Vec<Key>,
    /// What the reports look like, by the operation that is asked: aliases tell of the same tasks.
    pages: Vec<Templates>,
    /// How many clips the documented report has.
    pub(crate) clips: usize,
}

/// What the reports on the tasks of a create look like.
pub(crate) struct Templates {
    operation: String,
    pub(crate) report: Report,
    /// There are no clips yet.
    pub(crate) not_ready: Option<Reply>,
    /// By the name of the example, and the state that it shows if it shows a single one.
    pages: Vec<(String, Option<String>, Template)>,
}

impl Catalog {
    /// The one that the mock was built with.
    ///
    /// # Errors
    /// If it can't be loaded.
    pub(crate) fn get() -> Result<&'static Self, String> {
        CATALOG.as_ref().map_err(Clone::clone)
    }

    fn new(document: Document) -> Self {
        let links: Vec<_> =
            document.operations().filter_map(|operation| Some((operation.id().to_owned(), link(operation)?))).collect();
        let mut operations = HashMap::new();
        for (fact, number) in OPERATIONS.iter().copied().zip(0..) {
            let Some(operation) = document.operation(fact.id) else { continue };
            let own = links.iter().find(|(id, _)| id == fact.id).map(|(_, link)| link);
            let successes = operation.answers().filter(|answer| answer.status == StatusCode::OK);
            let successes =
                successes.filter_map(|it| Some((it.example.map(str::to_owned), it.body?.clone()))).collect();
            let is_opened = links.iter().any(|(_, link)| link.operation == fact.id);
            let opens = own.and_then(|link| opens(&document, fact, link));
            // The other aliases only report, and of those the family tells.
            let same_as = if fact.id == told_apart::SONG_BY_ALIAS { told_apart::SONG } else { fact.id };
            let family = family(fact);
            operations.insert(fact.id, OperationSpec { fact, number, family, same_as, successes, opens, is_opened });
        }
        Self { document, operations }
    }

    pub(crate) fn prepared(&self, operation: &str) -> Option<&OperationSpec> {
        self.operations.get(operation)
    }
}

impl Catalog {
    /// Every operation.
    pub(crate) fn all(&self) -> impl Iterator<Item = &OperationSpec> {
        self.operations.values()
    }

    /// The operation that a family's songs are made by: the first that starts a task.
    pub(crate) fn main(&self, family: u16) -> Option<&OperationSpec> {
        let starts =
            |it: &&OperationSpec| it.family == family && it.opens.as_ref().is_some_and(|opens| !opens.pages.is_empty());
        self.all().filter(starts).min_by_key(|prepared| prepared.number)
    }

    /// The operations that report on a family's tasks.
    pub(crate) fn reports(&self, family: u16) -> impl Iterator<Item = &OperationSpec> {
        let mut reports: Vec<_> = self.all().filter(|it| it.family == family && it.fact.report.is_some()).collect();
        reports.sort_by_key(|prepared| prepared.number);
        reports.into_iter()
    }
}

/// A link of a success to the operation that tells more.
struct Link {
    operation: String,
    pointer: String,
}

fn link(operation: &Operation) -> Option<Link> {
    let links = operation.value().pointer("/responses/200/links")?.as_object()?;
    links.values().find_map(|link| {
        let operation = link.get("operationId")?.as_str()?.to_owned();
        let from = link.get("parameters")?.as_object()?.values().next()?.as_str()?;
        Some(Link { operation, pointer: from.strip_prefix("$response.body#")?.to_owned() })
    })
}

/// The number of an operation's family: that of its first operation.
fn family(fact: &Fact) -> u16 {
    // The paths of suno are aliases of those of sonic (official client).
    let name = if fact.family == "suno" { "sonic" } else { fact.family };
    OPERATIONS.iter().zip(0..).find(|(operation, _)| operation.family == name).map_or(0, |(_, number)| number)
}

fn opens(document: &Document, create: &'static Fact, link: &Link) -> Option<CreatedResource> {
    let (target, number) = OPERATIONS.iter().zip(0..).find(|(operation, _)| operation.id == link.operation)?;
    let pointer = link.pointer.clone();
    let Some(report) = target.report else {
        return Some(CreatedResource {
            name: Name::Opened(number),
            pointer,
            keys: Vec::new(),
            pages: Vec::new(),
            clips: 0,
        });
    };
    let family = family(create);
    let reports: Vec<Examples> = OPERATIONS.iter().filter_map(|other| examples(document, other, family)).collect();
    let knows = |key: &str| create.forms.iter().any(|form| form.fields.iter().any(|field| field.name == key));
    let mut keys: Vec<Key> = Vec::new();
    let all = reports.iter().flat_map(|report| &report.bodies).flat_map(|(_, body)| clips_of(&report, body));
    for (name, value) in all.filter_map(Value::as_object).flatten() {
        let is_told = knows(name) || matches!(name.as_str(), "title" | "lyrics");
        if is_told && keys.iter().all(|key| key.name != *name) {
            keys.push(Key { name: name.clone(), is_list: value.is_array() });
        }
    }
    let own = reports.iter().find(|report| report.operation.id() == target.id)?;
    let clips = own.bodies.iter().map(|(_, body)| clips_of(&report, body).len()).max().unwrap_or_default().max(1);
    let pages = reports.iter().map(|report| pages(report, &keys)).collect();
    Some(CreatedResource { name: Name::Task(family), pointer, keys, pages, clips })
}

/// The documented successes of an operation that reports on tasks of a family.
struct Examples<'d> {
    operation: &'d Operation,
    report: Report,
    bodies: Vec<(&'d str, &'d Value)>,
}

fn examples<'d>(document: &'d Document, fact: &'static Fact, of: u16) -> Option<Examples<'d>> {
    let report = fact.report.filter(|_| family(fact) == of)?;
    let operation = document.operation(fact.id)?;
    let answers = operation.answers().filter(|answer| answer.status == StatusCode::OK);
    let bodies = answers.filter_map(|answer| Some((answer.example.unwrap_or_default(), answer.body?))).collect();
    Some(Examples { operation, report, bodies })
}

fn pages(examples: &Examples<'_>, keys: &[Key]) -> Templates {
    let Examples { operation, report, bodies } = examples;
    let notice = operation.answer(Some(202), None).filter(|answer| answer.body.is_some());
    let page = |(name, body): &(&str, &Value)| {
        let state = match report.state_of {
            StateOf::Clip if body.pointer(report.clips).is_some_and(Value::is_array) => None,
            StateOf::Clip => body.pointer(report.clips).and_then(|clip| clip.pointer(report.state)),
            StateOf::Task => body.pointer(report.state),
        };
        let state = state.and_then(Value::as_str).map(str::to_owned);
        ((*name).to_owned(), state, Template::compile(body, report, keys))
    };
    let pages = bodies.iter().map(page).collect();
    let operation = operation.id().to_owned();
    Templates { operation, report: *report, not_ready: notice.map(|answer| answer.reply()), pages }
}

/// Whether two values have the same members.
fn is_alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| is_alike(value, other)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.first().zip(other.first()).is_none_or(|(one, other)| is_alike(one, other))
        }
        _ => true,
    }
}

/// The clips of a documented report.
pub(crate) fn clips_of<'v>(report: &Report, body: &'v Value) -> Vec<&'v Value> {
    match body.pointer(report.clips) {
        Some(Value::Array(clips)) => clips.iter().collect(),
        Some(only) if only.pointer(report.state).is_some() => vec![only],
        _ => Vec::new(),
    }
}

impl CreatedResource {
    /// How the tasks are reported on, by the first operation that does.
    pub(crate) fn report(&self) -> Option<&Report> {
        self.pages.first().map(|pages| &pages.report)
    }

    /// What this operation says of its tasks.
    pub(crate) fn pages(&self, operation: &str) -> Option<&Templates> {
        self.pages.iter().find(|pages| pages.operation == operation)
    }
}

impl Templates {
    /// The page of a task of this kind in this state: the one that is named for the kind if there is one, or else the first
    /// with clips, of which each has a state of its own, or the first in this state.
    pub(crate) fn page(&self, kind: Kind, state: &str) -> Option<(&str, &Template)> {
        let name = match kind {
            Kind::Voice => "voice",
            Kind::Upload => "uploaded",
            Kind::File(_) => "downloaded",
            Kind::Clips | Kind::Pairs(_) | Kind::Named(_) => "",
        };
        let named = self.pages.iter().find(|(known, _, _)| known == name);
        let fits = |(_, shown, template): &&(String, Option<String>, Template)| match shown {
            Some(shown) => shown == state,
            None => template.has_clips(),
        };
        named.or_else(|| self.pages.iter().find(fits)).map(|(name, _, template)| (&**name, template))
    }
}

impl OperationSpec {
    /// The documented success with this name, or the first.
    pub(crate) fn success(&self, name: &str) -> Value {
        let named = self.successes.iter().find(|(known, _)| known.as_deref() == Some(name));
        named.or(self.successes.first()).map(|(_, body)| body.clone()).unwrap_or_default()
    }

    /// The documented requests.
    pub(crate) fn requests(&self, document: &Document) -> Vec<Map<String, Value>> {
        let operation = document.operation(self.fact.id).map(Operation::value);
        let examples =
            operation.and_then(|it| it.pointer("/requestBody/content/application~1json/examples")?.as_object());
        examples.into_iter().flat_map(Map::values).filter_map(|example| example["value"].as_object().cloned()).collect()
    }

    /// The name of the documented success that has the shape of this one.
    pub(crate) fn example(&self, body: &Value) -> Option<&str> {
        let alike = self.successes.iter().find(|(_, known)| self.successes.len() == 1 || is_alike(known, body));
        alike.or(self.successes.first())?.0.as_deref()
    }

    /// The form that a body has.
    pub(crate) fn form(&self, body: &Map<String, Value>) -> Option<&'static Form> {
        self.fact.form(self.fact.tag.and_then(|tag| body.get(tag.field)?.as_str()))
    }

    /// Where the value under this key stands among those that a task keeps.
    pub(crate) fn key(&self, name: &str) -> Option<usize> {
        self.opens.as_ref()?.keys.iter().position(|key| key.name == name)
    }
}
