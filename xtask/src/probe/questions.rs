//! Reads the table of questions, and plans the calls.
//!
//! A question that would create something contains a *guard*: a fault that makes the service refuse it. The guard's *proof* is a question
//! with no other fault, asked first, which shows that the service does refuse it.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::document::{Document, operations};

/// The pause between two calls.
pub(super) const PAUSE: Duration = Duration::from_secs(4);

/// The table in the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    guards: BTreeMap<String, Guard>,
    blocks: Vec<TableBlock>,
}

/// A fault that makes sure that a create is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Guard {
    fields: Map<String, Value>,
    /// The question without any other fault, such as `P2 title`; its answer is the guard's text.
    proof: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableBlock {
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
    /// The name of the guard.
    guarded: Option<String>,
    /// The question with the fault that this one lacks.
    passes: Option<String>,
    each: Option<Each>,
    #[serde(default)]
    key: Key,
    expects: Expects,
    place: Option<String>,
}

/// The values to ask a question with, one by one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Each {
    field: String,
    values: Option<Vec<Value>>,
    /// JSON pointer to the values.
    of: Option<String>,
}

/// The key to send.
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

/// The expected answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expects {
    pub(super) status: Vec<u16>,
    /// JSON pointers to the expected texts.
    #[serde(default)]
    pub(super) says: Vec<String>,
    /// A word that the text must contain.
    pub(super) names: Option<String>,
    /// All keys of the body.
    pub(super) keys: Option<Vec<String>>,
}

/// A call to send.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// The block and the question, such as `P4 model`.
    pub(super) question: String,
    /// The question with its value, such as `P4 model mv=sonic-v6`.
    pub(super) name: String,
    pub(super) operation: Option<String>,
    pub(super) method: String,
    /// The path below the address of the service, with the query.
    pub(super) path: String,
    pub(super) body: Option<Value>,
    pub(super) key: Key,
    pub(super) expects: Expects,
    /// The proof of the guard, if there is one.
    pub(super) guard: Option<String>,
    /// The question with the fault that this one lacks. Naming the guard alone is a result only if that question's fault was named.
    pub(super) passes: Option<String>,
    /// The place of the document that the answer tests.
    pub(super) place: String,
}

impl Call {
    /// Whether the call could be accepted and cost something.
    pub(super) fn is_paid(&self) -> bool {
        !["GET", "HEAD", "OPTIONS"].contains(&self.method.as_str())
    }

    /// Whether the call has no fault but its guard.
    pub(super) fn is_proof(&self) -> bool {
        self.guard.as_ref() == Some(&self.question)
    }
}

/// A block of calls between two readings of the balance.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) name: String,
    pub(super) asks: String,
    /// Whether an unexpected answer in this block stops all creates.
    pub(super) needed: bool,
    pub(super) calls: Vec<Call>,
}

/// All calls to send.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) blocks: Vec<Block>,
}

impl Plan {
    /// Reads the table, and completes it from the document.
    pub(super) fn read(text: &str, document: &Document) -> Result<Self> {
        let table = Document::parse(text).context("the questions can't be read")?;
        let table: Table = serde_json::from_value(table.value).context("the questions are not of their form")?;
        let mut blocks = Vec::new();
        for TableBlock { name, asks, needed, questions } in table.blocks {
            let mut calls = Vec::new();
            for question in questions {
                let of = format!("{name} {}", question.name);
                calls.extend(question.calls(&of, document, &table.guards).context(of.clone())?);
            }
            blocks.push(Block { name, asks, needed, calls });
        }
        let plan = Self { blocks };
        plan.check_order()?;
        Ok(plan)
    }

    /// Checks that the questions on which a question depends are always asked before it: in its block, or in a needed one.
    fn check_order(&self) -> Result<()> {
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

    /// Selects blocks, and the needed ones if a create is among them.
    pub(super) fn select(mut self, names: &[String]) -> Result<Self> {
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

    /// Describes the plan and its possible cost.
    pub(super) fn describe(&self, address: &str, document: &Document) -> String {
        let mut text = format!("to {address}:\n");
        let mut all = 1;
        for Block { name, asks, calls, .. } in &self.blocks {
            let creates = calls.iter().filter(|call| call.is_paid()).count();
            // One more call reads the balance after each block.
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

    /// Describes the possible cost.
    fn cost(&self, document: &Document) -> String {
        let paid = self.blocks.iter().flat_map(|block| &block.calls).filter(|call| call.is_paid());
        let prices: BTreeMap<&str, Option<u64>> =
            paid.map(|call| (call.operation.as_deref().unwrap_or(&call.path), highest_price(document, call))).collect();
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
fn highest_price(document: &Document, call: &Call) -> Option<u64> {
    let id = call.operation.as_deref()?;
    let (_, _, operation) = operations(&document.value).find(|(_, _, operation)| operation["operationId"] == *id)?;
    let prices = crate::codegen::prices::prices(&document.value, operation).ok()?;
    prices.into_iter().map(|(_, price)| u64::from(price.credits)).max()
}

/// The text at a place of the document, in the newest edition.
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
        let status = self.check(document, guard)?;
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
            let mut call_name = name.to_owned();
            if let (Some(Each { field, .. }), Some(value)) = (&self.each, value) {
                call_name += &format!(" {field}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                fields[field] = value;
            }
            // Add the guard last, so that nothing overwrites it.
            for (field, value) in guard.iter().flat_map(|guard| &guard.fields) {
                fields[field] = value.clone();
            }
            Ok(Call {
                question: name.to_owned(),
                name: call_name,
                operation: self.operation.clone(),
                method: method.clone(),
                path: path.clone(),
                body: self.body.is_some().then(|| expand_repeats(fields)).transpose()?,
                key: self.key,
                expects: self.expects.clone(),
                guard: guard.map(|guard| guard.proof.clone()),
                passes: self.passes.clone(),
                place: place.clone(),
            })
        });
        calls.collect()
    }

    /// Checks the question, and returns its first expected status.
    fn check(&self, document: &Document, guard: Option<&Guard>) -> Result<u16> {
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

    /// The path of the operation in the document.
    fn path_of<'d>(&'d self, root: &'d Value) -> &'d str {
        let of = operations(root).find(|(_, _, operation)| {
            Some(&operation["operationId"]) == self.operation.as_ref().map(|id| Value::from(id.as_str())).as_ref()
        });
        of.map_or_else(|| self.path.as_deref().unwrap_or_default(), |(path, ..)| path)
    }
}

/// Sets the path parameter, or the first query parameter.
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

/// The most repetitions of a text.
const MAX_REPEATS: u64 = 100_000;

/// Expands repeated texts (`{times, of}`) in a body.
fn expand_repeats(value: Value) -> Result<Value> {
    Ok(match value {
        Value::Object(map) if map.contains_key("times") => {
            let parts = (map.len(), map["times"].as_u64().filter(|times| *times <= MAX_REPEATS), map.get("of"));
            let (2, Some(times), Some(Value::String(of))) = parts else {
                anyhow::bail!("a text of many letters is {{times: 81, of: x}}, {MAX_REPEATS} times at most")
            };
            of.repeat(times as usize).into()
        }
        Value::Object(map) => {
            let fields = map.into_iter().map(|(key, value)| Ok((key, expand_repeats(value)?)));
            fields.collect::<Result<Map<_, _>>>()?.into()
        }
        Value::Array(items) => items.into_iter().map(expand_repeats).collect::<Result<_>>()?,
        other => other,
    })
}
