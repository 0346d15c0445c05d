//! The table of questions, and the calls that it comes to.

use std::collections::BTreeMap;
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
    guards: BTreeMap<String, Guard>,
    blocks: Vec<BlockOfTable>,
}

/// What makes sure that a create is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Guard {
    fields: Map<String, Value>,
    /// The question that has no other fault, such as `P2 title`: what it is told are the guard's words.
    proof: String,
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
    /// The name of its guard.
    guarded: Option<String>,
    /// The question with the fault that this one hasn't.
    passes: Option<String>,
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
    /// The block and the question, such as `P4 model`.
    pub(super) question: String,
    /// The same with its value, such as `P4 model mv=sonic-v6`.
    pub(super) name: String,
    pub(super) operation: Option<String>,
    pub(super) method: String,
    /// Below the address of the service, with its query.
    pub(super) path: String,
    pub(super) body: Option<Value>,
    pub(super) key: Key,
    pub(super) expects: Expects,
    /// The question that proves its guard, if it has one.
    pub(super) guard: Option<String>,
    /// The question with the fault that this one hasn't: only if its fault was named does it mean something that the guard alone is here.
    pub(super) passes: Option<String>,
    /// The place of the document that the answer is about.
    pub(super) place: String,
}

impl Call {
    /// Whether it could be accepted, and cost.
    pub(super) fn is_paid(&self) -> bool {
        !["GET", "HEAD", "OPTIONS"].contains(&self.method.as_str())
    }

    /// Whether it has no fault but its guard.
    pub(super) fn is_proof(&self) -> bool {
        self.guard.as_ref() == Some(&self.question)
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
                calls.extend(question.calls(&of, document, &table.guards).context(of.clone())?);
            }
            blocks.push(Block { name, asks, needed, calls });
        }
        let plan = Self { blocks };
        plan.in_order()?;
        Ok(plan)
    }

    /// That what a question leans on is always asked before it: in its block, or in one that is needed.
    fn in_order(&self) -> Result<()> {
        let mut before: Vec<(&Block, &Call)> = Vec::new();
        for block in &self.blocks {
            ensure!(before.iter().all(|(other, _)| other.name != block.name), "there are two blocks {}", block.name);
            for call in &block.calls {
                let name = &call.name;
                ensure!(before.iter().all(|(_, other)| other.name != *name), "there are two questions {name}");
                let asked = |question: &str| {
                    let is_sure = |other: &Block| other.needed || other.name == block.name;
                    before.iter().find(|(other, call)| call.question == question && is_sure(other))
                };
                if let Some(proof) = call.guard.as_ref().filter(|_| !call.is_proof()) {
                    let is_proven = asked(proof).is_some_and(|(_, call)| call.is_proof());
                    ensure!(is_proven, "{name}: {proof}, which proves its guard, is not asked before it");
                }
                if let Some(other) = &call.passes {
                    ensure!(call.guard.is_some() && !call.is_proof(), "{name}: what passes needs a guard");
                    ensure!(asked(other).is_some(), "{name}: {other}, which doesn't pass, is not asked before it");
                }
                before.push((block, call));
            }
        }
        Ok(())
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
                crate::wording::counted(calls.len(), "call")
            );
        }
        let minutes = (all as u64 * PAUSE.as_secs()).div_ceil(60);
        text += &format!(
            "{} in about {}, the readings of the balance included. {}\n",
            crate::wording::counted(all, "call"),
            crate::wording::counted(minutes as usize, "minute"),
            self.cost(document),
        );
        text
    }

    /// What it may cost, in words.
    fn cost(&self, document: &Document) -> String {
        let paid = self.blocks.iter().flat_map(|block| &block.calls).filter(|call| call.is_paid());
        let prices: BTreeMap<&str, Option<u64>> =
            paid.map(|call| (call.operation.as_deref().unwrap_or(&call.path), dearest(document, call))).collect();
        if prices.is_empty() {
            return "None of them can cost.".to_owned();
        }
        let unknown: Vec<&str> = prices.iter().filter(|(_, price)| price.is_none()).map(|(name, _)| *name).collect();
        let cost = match (prices.values().flatten().max(), unknown.join(", ")) {
            (Some(most), unknown) if unknown.is_empty() => format!("costs {most} credits at most"),
            (Some(most), unknown) => {
                format!("costs {most} credits at most, or what isn't known if it is one of {unknown}")
            }
            (None, unknown) => format!("costs what isn't known: {unknown}"),
        };
        format!(
            "Every call that could cost must be refused. One that is accepted all the same is the last that is sent, and {cost}."
        )
    }
}

/// The highest price of an operation.
fn dearest(document: &Document, call: &Call) -> Option<u64> {
    let id = call.operation.as_deref()?;
    let (_, _, operation) = operations(&document.value).find(|(_, _, operation)| operation["operationId"] == *id)?;
    let prices = crate::codegen::prices::prices(&document.value, operation).ok()?;
    prices.into_iter().map(|(_, price)| u64::from(price.credits)).max()
}

/// The words at a place of the document; of those by edition the newest.
pub(super) fn words<'d>(document: &'d Document, place: &str) -> Option<&'d str> {
    let message = document.value.pointer(place)?;
    message.as_str().or_else(|| message.pointer("/0/text")?.as_str())
}

impl Question {
    fn calls(self, name: &str, document: &Document, guards: &BTreeMap<String, Guard>) -> Result<Vec<Call>> {
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
        ensure!(path.starts_with('/'), "the path {path} doesn't begin with /");
        let guard =
            self.guarded.as_ref().map(|name| guards.get(name).with_context(|| format!("there is no guard {name}")));
        let guard = guard.transpose()?;
        let status = self.checked(document, guard)?;
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
            let mut fields = self.body.clone().unwrap_or_default();
            let mut told = name.to_owned();
            if let (Some(Each { field, .. }), Some(value)) = (&self.each, value) {
                told += &format!(" {field}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                fields[field] = value;
            }
            // The guard comes last, so that nothing takes its place.
            for (field, value) in guard.iter().flat_map(|guard| &guard.fields) {
                fields[field] = value.clone();
            }
            Ok(Call {
                question: name.to_owned(),
                name: told,
                operation: self.operation.clone(),
                method: method.clone(),
                path: path.clone(),
                body: self.body.is_some().then(|| written_out(fields)).transpose()?,
                key: self.key,
                expects: self.expects.clone(),
                guard: guard.map(|guard| guard.proof.clone()),
                passes: self.passes.clone(),
                place: place.clone(),
            })
        });
        calls.collect()
    }

    /// The first status that it expects, if it asks what it says.
    fn checked(&self, document: &Document, guard: Option<&Guard>) -> Result<u16> {
        if let Some(place) = &self.place {
            ensure!(document.value.pointer(place).is_some(), "the document has no {place}");
        }
        for place in &self.expects.says {
            ensure!(words(document, place).is_some(), "the document has no words at {place}");
        }
        let status = self.expects.status.first().context("it expects no `status`")?;
        let strange = self.expects.status.iter().find(|status| !(100..600).contains(*status));
        ensure!(strange.is_none(), "{} is no status", strange.unwrap_or(status));
        let is_plain = self.expects.says.is_empty() && self.expects.names.is_none();
        ensure!(self.passes.is_none() || is_plain, "a question that `passes` expects no words of its own");
        let is_filled = guard.is_some() || self.each.is_some();
        ensure!(
            !is_filled || self.body.as_ref().is_some_and(Value::is_object),
            "`guarded` and `each` need a body with fields"
        );
        let is_lifted =
            guard.zip(self.each.as_ref()).is_some_and(|(guard, each)| guard.fields.contains_key(&each.field));
        ensure!(!is_lifted, "`each` has a field of its guard");
        Ok(*status)
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

/// The longest text that is written out.
const LONGEST: u64 = 100_000;

/// A body in which texts of many letters are written out.
fn written_out(value: Value) -> Result<Value> {
    Ok(match value {
        Value::Object(map) if map.contains_key("times") => {
            let parts = (map.len(), map["times"].as_u64().filter(|times| *times <= LONGEST), map.get("of"));
            let (2, Some(times), Some(Value::String(of))) = parts else {
                anyhow::bail!("a text of many letters is {{times: 81, of: x}}, {LONGEST} times at most")
            };
            of.repeat(times as usize).into()
        }
        Value::Object(map) => {
            let fields = map.into_iter().map(|(key, value)| Ok((key, written_out(value)?)));
            fields.collect::<Result<Map<_, _>>>()?.into()
        }
        Value::Array(items) => items.into_iter().map(written_out).collect::<Result<_>>()?,
        other => other,
    })
}
