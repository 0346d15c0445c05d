//! The reference of the mocked API, for people who look for a call.

use musicapi_facts::{BalanceKind, Field, Form, Kind, OPERATIONS, Operation as Fact};
use openapi_mock::Operation;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::ask::{Ask, Outcome, told};
use super::problem::Problem;
use crate::contract::edition::Played;

/// The operations.
#[derive(Serialize, JsonSchema)]
pub(super) struct Reference {
    /// The path below which they lie.
    base: &'static str,
    operations: Vec<Summary>,
}

/// An operation in short.
#[derive(Serialize, JsonSchema)]
struct Summary {
    /// Its `operationId`.
    id: &'static str,
    /// The family it belongs to, such as `sonic`.
    family: &'static str,
    method: &'static str,
    /// Its path below the base, with `{name}` for a parameter.
    path: &'static str,
    summary: &'static str,
    deprecated: bool,
    /// Whether it starts tasks.
    starts_task: bool,
}

/// An operation.
#[derive(Serialize, JsonSchema)]
pub(super) struct OperationState {
    #[serde(flatten)]
    summary: Summary,
    /// What to use instead, where it is deprecated.
    replacement: Option<&'static str>,
    parameters: Vec<ParameterState>,
    /// The field of the body that says which form it has.
    tag: Option<&'static str>,
    forms: Vec<FormState>,
    /// The documented requests.
    requests: Vec<Example>,
    /// The documented answers: any of them can be asked for by `Prefer`.
    answers: Vec<AnswerState>,
}

/// What its address takes.
#[derive(Serialize, JsonSchema)]
struct ParameterState {
    name: &'static str,
    description: &'static str,
    required: bool,
    /// A documented example.
    example: Option<&'static str>,
    /// Whether it stands in the path; else in the query.
    in_path: bool,
}

/// A form of its body.
#[derive(Serialize, JsonSchema)]
struct FormState {
    /// The value of the tag, where there are several forms.
    name: Option<&'static str>,
    description: &'static str,
    /// Whether it is answered 410.
    retired: bool,
    /// What it costs, if that is documented.
    price: Option<PriceState>,
    fields: Vec<FieldState>,
}

/// What a call costs.
#[derive(Serialize, JsonSchema)]
struct PriceState {
    credits: u32,
    /// Whether these are lyrics credits.
    lyrics: bool,
}

/// A field of a body.
#[derive(Serialize, JsonSchema)]
struct FieldState {
    name: &'static str,
    description: &'static str,
    required: bool,
    /// What it holds, in words.
    kind: String,
}

/// A documented request.
#[derive(Serialize, JsonSchema)]
struct Example {
    name: String,
    body: Value,
}

/// A documented answer.
#[derive(Serialize, JsonSchema)]
struct AnswerState {
    status: u16,
    /// The name of its example.
    example: Option<String>,
    body: Option<Value>,
}

impl Summary {
    fn of(fact: &Fact) -> Self {
        let Fact { id, family, method, path, summary, deprecated, .. } = *fact;
        Self { id, family, method, path, summary, deprecated, starts_task: fact.starts.is_some() }
    }
}

pub(super) fn list(ask: &Ask<'_>) -> Outcome {
    let operations = OPERATIONS.iter().map(|fact| Summary::of(fact)).collect();
    told(&Reference { base: ask.space.service.base_path(), operations })
}

pub(super) fn operation(ask: &Ask<'_>) -> Outcome {
    let known = ask.path.get("operation").and_then(|id| {
        let fact = musicapi_facts::operation(id)?;
        Some((fact, ask.space.service.document().operation(id)?))
    });
    let (fact, documented) = known.ok_or_else(|| {
        Problem::missing("there is no operation of this name; GET /__mock/operations lists them".to_owned())
    })?;
    let parameters = fact.parameters.iter().map(|parameter| ParameterState {
        name: parameter.name,
        description: parameter.description,
        required: parameter.required,
        example: parameter.example,
        in_path: fact.path.contains(&format!("{{{}}}", parameter.name)),
    });
    told(&OperationState {
        summary: Summary::of(fact),
        replacement: fact.replacement,
        parameters: parameters.collect(),
        tag: fact.tag.map(|tag| tag.field),
        forms: fact.forms.iter().map(|form| FormState::of(form, ask.space.service.settings().edition)).collect(),
        requests: requests(documented),
        answers: documented
            .answers()
            .map(|answer| AnswerState {
                status: answer.status.as_u16(),
                example: answer.example.map(str::to_owned),
                body: answer.body.cloned(),
            })
            .collect(),
    })
}

fn requests(operation: &Operation) -> Vec<Example> {
    let examples = operation.value().pointer("/requestBody/content/application~1json/examples");
    let examples = examples.and_then(Value::as_object).into_iter().flatten();
    examples.map(|(name, example)| Example { name: name.clone(), body: example["value"].clone() }).collect()
}

impl FormState {
    fn of(form: &Form, played: Played) -> Self {
        let price = form.price_in(played).map(|known| known.price);
        Self {
            name: form.name,
            description: form.description,
            retired: form.retired,
            price: price
                .map(|it| PriceState { credits: it.credits, lyrics: matches!(it.purse, BalanceKind::LyricsCredits) }),
            fields: form.fields.iter().map(FieldState::of).collect(),
        }
    }
}

impl FieldState {
    fn of(field: &Field) -> Self {
        let Field { name, description, required, .. } = *field;
        Self { name, description, required, kind: in_words(field.kind) }
    }
}

fn in_words(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".to_owned(),
        Kind::Choice(words) => words.join(" | "),
        Kind::Number => "number".to_owned(),
        Kind::Integer => "whole number".to_owned(),
        Kind::Flag => "true or false".to_owned(),
        Kind::List(of) => format!("list of {}", in_words(*of)),
        Kind::Other => "object".to_owned(),
    }
}
