//! The table of questions, and the calls that it comes to.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::document::{Document, operations};

/// The time between two calls.
pub(super) const PAUSE: Duration = Duration::from_secs(4);

/// The table as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    guard: Guard,
    /// An id that belongs to nobody; the questions refer to it.
    #[allow(dead_code, reason = "an anchor")]
    nil: String,
    blocks: Vec<BlockOfTable>,
}

/// What makes sure that a create is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Guard {
    fields: Map<String, Value>,
    /// JSON pointer to the words that refuse it.
    says: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockOfTable {
    name: String,
    asks: String,
    #[serde(default)]
    needed: bool,
    questions: Vec<Question>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    name: String,
    operation: Option<String>,
    method: Option<String>,
    path: Option<String>,
    parameter: Option<String>,
    body: Option<Value>,
    #[serde(default)]
    guarded: bool,
    each: Option<Each>,
    #[serde(default)]
    key: Key,
    expects: Expects,
    place: Option<String>,
}

/// Values that a question is asked with, one after the other.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Each {
    field: String,
    values: Option<Vec<Value>>,
    /// JSON pointer to them.
    of: Option<String>,
}

/// The key that is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Key {
    #[default]
    Good,
    None,
    Wrong,
    /// Without the word `Bearer`.
    Bare,
}

/// What the document says of the answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expects {
    pub(super) status: Vec<u16>,
    /// JSON pointers to the words of which one is said.
    #[serde(default)]
    pub(super) says: Vec<String>,
    /// What the words name.
    pub(super) names: Option<String>,
    /// The keys of the body, all of them.
    pub(super) keys: Option<Vec<String>>,
}

/// A call that is to be sent.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// The block and the question, such as `P4 model mv=sonic-v6`.
    pub(super) name: String,
    pub(super) operation: Option<String>,
    pub(super) method: String,
    /// Below the address of the service, with its query.
    pub(super) path: String,
    pub(super) body: Option<Value>,
    pub(super) key: Key,
    pub(super) expects: Expects,
    /// The words by which the guard is refused, if it is in the body.
    pub(super) guard: Option<String>,
    /// The place of the document that the answer is about.
    pub(super) place: String,
}

impl Call {
    /// Whether it could be accepted, and cost.
    pub(super) fn is_paid(&self) -> bool {
        !["GET", "HEAD", "OPTIONS"].contains(&self.method.as_str())
    }
}

/// Calls between two readings of the balance.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) name: String,
    pub(super) asks: String,
    /// Whether no create is sent any more unless it is answered as expected.
    pub(super) needed: bool,
    pub(super) calls: Vec<Call>,
}

/// Everything that is to be asked.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) blocks: Vec<Block>,
}

impl Plan {
    /// Reads the table, with the operations and values of the document.
    pub(super) fn read(text: &str, document: &Document) -> Result<Self> {
        let table = Document::parse(text).context("the questions can't be read")?;
        let table: Table = serde_json::from_value(table.value).context("the questions are not of their form")?;
        let mut blocks = Vec::new();
        for BlockOfTable { name, asks, needed, questions } in table.blocks {
            let mut calls = Vec::new();
            for question in questions {
                let of = format!("{name} {}", question.name);
                calls.extend(question.calls(&name, document, &table.guard).context(of)?);
            }
            blocks.push(Block { name, asks, needed, calls });
        }
        Ok(Self { blocks })
    }

    /// Some of the blocks, and those that are needed before a create is sent.
    pub(super) fn only(mut self, names: &[String]) -> Result<Self> {
        if let Some(unknown) = names.iter().find(|name| self.blocks.iter().all(|block| block.name != **name)) {
            let known: Vec<&str> = self.blocks.iter().map(|block| block.name.as_str()).collect();
            anyhow::bail!("there is no block {unknown}; there are {}", known.join(", "));
        }
        if !names.is_empty() {
            let is_asked = |block: &Block| names.contains(&block.name);
            let is_paid = self.blocks.iter().any(|block| is_asked(block) && block.calls.iter().any(Call::is_paid));
            self.blocks.retain(|block| is_asked(block) || block.needed && is_paid);
        }
        Ok(self)
    }

    /// What will be sent and what it may cost, in words.
    pub(super) fn told(&self, address: &str, document: &Document) -> String {
        let mut text = format!("to {address}:\n");
        let mut all = 1;
        for Block { name, asks, calls, .. } in &self.blocks {
            let creates = calls.iter().filter(|call| call.is_paid()).count();
            // The balance is read after it.
            all += calls.len() + 1;
            text += &format!(
                "  {name}  {}, {creates} of them that could cost: {asks}\n",
                crate::counted(calls.len(), "call")
            );
        }
        let dearest =
            self.blocks.iter().flat_map(|block| &block.calls).filter_map(|call| dearest(document, call)).max();
        let minutes = (all as u64 * PAUSE.as_secs()).div_ceil(60);
        text += &format!(
            "{} in about {}, the readings of the balance included. Every call that could cost must be refused; if one is accepted all the \
             same, it costs {} credits at most, and nothing is sent after it.\n",
            crate::counted(all, "call"),
            crate::counted(minutes as usize, "minute"),
            dearest.map_or_else(|| "an unknown number of".to_owned(), |credits| credits.to_string()),
        );
        text
    }
}

/// The highest price of an operation.
fn dearest(document: &Document, call: &Call) -> Option<u64> {
    let id = call.operation.as_deref().filter(|_| call.is_paid())?;
    let (_, _, operation) = operations(&document.value).find(|(_, _, operation)| operation["operationId"] == *id)?;
    let prices = crate::codegen::prices::prices(&document.value, operation).ok()?;
    prices.into_iter().map(|(_, price)| u64::from(price.credits)).max()
}

impl Question {
    fn calls(self, block: &str, document: &Document, guard: &Guard) -> Result<Vec<Call>> {
        let root = &document.value;
        let known = self.operation.as_ref().map(|id| {
            let found = operations(root).find(|(_, _, operation)| operation["operationId"] == **id);
            found.with_context(|| format!("there is no operation {id}"))
        });
        let (method, path, operation) = match (known.transpose()?, &self.method, &self.path) {
            (Some((path, method, operation)), None, None) => (method.to_uppercase(), path.to_owned(), Some(operation)),
            (None, Some(method), Some(path)) => (method.clone(), path.clone(), None),
            _ => anyhow::bail!("a question is of an `operation`, or of a `method` and a `path`"),
        };
        let path = match (&self.parameter, operation) {
            (Some(value), Some(operation)) => with_parameter(root, &path, operation, value)?,
            _ => path,
        };
        ensure!(!path.contains('{'), "{path} needs a `parameter`");
        let places: Vec<&String> = self.expects.says.iter().chain(&self.place).chain(Some(&guard.says)).collect();
        for place in &places {
            ensure!(root.pointer(place).is_some(), "the document has no {place}");
        }
        let status = self.expects.status.first().context("it expects no `status`")?;
        let answer = || {
            format!(
                "/paths/{}/{}/responses/{status}",
                crate::document::escape(self.path_of(root)),
                method.to_lowercase()
            )
        };
        let place = self.place.clone().or_else(|| self.expects.says.first().cloned()).unwrap_or_else(answer);
        let values = match &self.each {
            None => vec![None],
            Some(Each { values: Some(values), .. }) => values.iter().cloned().map(Some).collect(),
            Some(Each { of, .. }) => {
                let of = of.as_deref().context("`each` needs `values`, or `of`")?;
                let values = root.pointer(of).and_then(Value::as_array);
                values.with_context(|| format!("{of} is no list"))?.iter().cloned().map(Some).collect()
            }
        };
        let calls = values.into_iter().map(|value| {
            let mut body = self.body.clone();
            let mut name = format!("{block} {}", self.name);
            if let (Some(fields), true) = (body.as_mut().and_then(Value::as_object_mut), self.guarded) {
                fields.extend(guard.fields.clone());
            }
            if let (Some(Each { field, .. }), Some(value)) = (&self.each, value) {
                name += &format!(" {field}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                body.as_mut().and_then(Value::as_object_mut).map(|fields| fields.insert(field.clone(), value));
            }
            Call {
                name,
                operation: self.operation.clone(),
                method: method.clone(),
                path: path.clone(),
                body: body.map(written_out),
                key: self.key,
                expects: self.expects.clone(),
                guard: self.guarded.then(|| guard.says.clone()),
                place: place.clone(),
            }
        });
        Ok(calls.collect())
    }

    /// The path of its operation as the document writes it.
    fn path_of<'d>(&'d self, root: &'d Value) -> &'d str {
        let of = operations(root).find(|(_, _, operation)| {
            Some(&operation["operationId"]) == self.operation.as_ref().map(|id| Value::from(id.as_str())).as_ref()
        });
        of.map_or_else(|| self.path.as_deref().unwrap_or_default(), |(path, ..)| path)
    }
}

/// A path with this value for its parameter, or for the first of its query.
fn with_parameter(root: &Value, path: &str, operation: &Value, value: &str) -> Result<String> {
    if let Some((before, rest)) = path.split_once('{') {
        let (_, after) = rest.split_once('}').context("a brace isn't closed")?;
        return Ok(format!("{before}{value}{after}"));
    }
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let mut query = parameters.map(|it| crate::document::resolve(root, it)).filter(|it| it["in"] == "query");
    let name = query.next().and_then(|it| it["name"].as_str()).context("it has no parameter")?;
    Ok(format!("{path}?{name}={value}"))
}

/// A body in which texts of many letters are written out.
fn written_out(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            match (map.len(), map.get("times").and_then(Value::as_u64), map.get("of").and_then(Value::as_str)) {
                (2, Some(times), Some(of)) => of.repeat(times as usize).into(),
                _ => map.into_iter().map(|(key, value)| (key, written_out(value))).collect::<Map<_, _>>().into(),
            }
        }
        Value::Array(items) => items.into_iter().map(written_out).collect(),
        other => other,
    }
}
