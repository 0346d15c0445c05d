//! Refusals: the service's words in the shape of body that was chosen.

use http::StatusCode;
use openapi_mock::{Document, Operation, Reply, Violation, violations_header};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::contract::edition::{self, Played};

/// The shape of an error's body. Which one the service uses where is not known, only that these occur.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "program", derive(clap::ValueEnum))]
pub enum ErrorShape {
    /// `{"type": …, "error": …}`. The default; that it is the usual one is inferred.
    #[default]
    TypeError,
    /// `{"code": …, "message": …}`.
    CodeMessage,
    /// `{"error": …}`.
    Error,
    /// `{"message": …}`.
    Message,
    /// The text alone.
    Text,
}

/// Why the service refuses.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    word: String,
    text: String,
    violations: Vec<Violation>,
    retry_after: Option<u64>,
    /// The name of the documented example that it is told by.
    example: Option<String>,
}

impl Refusal {
    /// In words of the mock's own, where none are documented.
    pub(crate) fn new(status: StatusCode, word: &str, text: impl Into<String>) -> Self {
        Self {
            status,
            word: word.to_owned(),
            text: text.into(),
            violations: Vec::new(),
            retry_after: None,
            example: None,
        }
    }

    /// In the words of a documented example, or of the first one of that status if there is none of that name.
    pub(crate) fn documented(operation: &Operation, status: StatusCode, example: &str) -> Self {
        let answer = |name| operation.answer(Some(status.as_u16()), name);
        let answer = answer(Some(example)).or_else(|| answer(None));
        let body = answer.as_ref().and_then(|answer| answer.body).unwrap_or(&Value::Null);
        let text = |key: &str| body[key].as_str().filter(|text| !text.is_empty());
        let words = text("error").or(text("message")).or(status.canonical_reason()).unwrap_or_default();
        let example = answer.as_ref().and_then(|answer| answer.example).map(str::to_owned);
        Self { example, ..Self::new(status, text("type").unwrap_or_default(), words) }
    }

    /// In the words of the first documented example of that status.
    pub(crate) fn first(operation: &Operation, status: StatusCode) -> Self {
        Self::documented(operation, status, "")
    }

    /// The credits don't suffice: by 403, or by 402 where only that is documented.
    pub(crate) fn poor(operation: &Operation) -> Self {
        let statuses = [StatusCode::FORBIDDEN, StatusCode::PAYMENT_REQUIRED];
        let known = |status: &StatusCode| operation.answer(Some(status.as_u16()), Some("credits")).is_some();
        let status = statuses.into_iter().find(known).unwrap_or(StatusCode::FORBIDDEN);
        Self::documented(operation, status, "credits")
    }

    /// There is no active subscription. The text is documented for most operations, and used for the others.
    pub(crate) fn lapsed(document: &Document, operation: &Operation) -> Self {
        let status = StatusCode::FORBIDDEN;
        let has_words =
            |operation: &&Operation| operation.answer(Some(status.as_u16()), Some("subscription")).is_some();
        let with_words = Some(operation).filter(has_words).or_else(|| document.operations().find(has_words));
        Self::documented(with_words.unwrap_or(operation), status, "subscription")
    }

    /// Too much at once: try again after so many seconds.
    pub(crate) fn too_fast(operation: &Operation, seconds: u64) -> Self {
        let refusal = Self::documented(operation, StatusCode::TOO_MANY_REQUESTS, "rate");
        Self { retry_after: Some(seconds), ..refusal }
    }

    /// There is no such task: by 404 where that is documented of the edition, or else by 400. The text is documented for most
    /// operations, and used for the others.
    pub(crate) fn not_found(document: &Document, operation: &Operation, played: Played) -> Self {
        let example = "not_found";
        let statuses = [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST];
        let statuses = statuses.into_iter();
        let statuses: Vec<_> =
            statuses.filter(|status| edition::answers(played, document, operation, status.as_u16())).collect();
        let has_words = |operation: &Operation, status: StatusCode| {
            let answer = operation.answer(Some(status.as_u16()), Some(example));
            answer.is_some_and(|answer| answer.body.is_some())
        };
        if let Some(status) = statuses.iter().copied().find(|&status| has_words(operation, status)) {
            return Self::documented(operation, status, example);
        }
        // Not said of this operation: the status that it has for what it can't do, and the words of another.
        let status = statuses.last().copied().unwrap_or(StatusCode::NOT_FOUND);
        let with_words = document.operations().find(|other| has_words(other, StatusCode::BAD_REQUEST));
        let words = Self::documented(with_words.unwrap_or(operation), StatusCode::BAD_REQUEST, example);
        Self { status, ..words }
    }

    /// What the document finds wrong with the request.
    pub(crate) fn of_request(
        document: &Document,
        operation: &Operation,
        refusal: &openapi_mock::Refusal,
        played: Played,
    ) -> Self {
        use openapi_mock::Refusal as Found;
        let violations = refusal.violations();
        let mut told = match refusal {
            Found::Unauthorized { missing, .. } => {
                let example = if *missing { "missing" } else { "format" };
                Self::documented(operation, StatusCode::UNAUTHORIZED, example)
            }
            Found::Invalid(violations) => {
                let documented = violations.iter().find_map(|violation| words(document, violation, played));
                let own = || violations.first().map(|violation| violation.message.clone()).unwrap_or_default();
                Self::new(StatusCode::BAD_REQUEST, "validation_error", documented.unwrap_or_else(own))
            }
            other => Self::new(other.status(), "validation_error", other.to_string()),
        };
        told.violations = violations;
        told
    }

    /// The name of the operation's example that it is told by, if it has one.
    pub(crate) fn example<'o>(&self, operation: &'o Operation) -> Option<&'o str> {
        let of = |name: &str| operation.answer(Some(self.status.as_u16()), Some(name))?.example;
        let says = |body: &Value| body["error"] == *self.text || body["message"] == *self.text;
        let same = || operation.answers().find(|it| it.status == self.status && it.body.is_some_and(says))?.example;
        self.example.as_deref().and_then(of).or_else(same)
    }

    /// As a reply of this shape.
    pub(crate) fn reply(&self, shape: ErrorShape) -> Reply {
        let Self { status, word, text, violations, retry_after, .. } = self;
        let mut reply = match shape {
            ErrorShape::TypeError => Reply::json(*status, &json!({"type": word, "error": text})),
            ErrorShape::CodeMessage => Reply::json(*status, &json!({"code": status.as_u16(), "message": text})),
            ErrorShape::Error => Reply::json(*status, &json!({"error": text})),
            ErrorShape::Message => Reply::json(*status, &json!({"message": text})),
            ErrorShape::Text => Reply::text(*status, text.clone()),
        };
        if let Some(seconds) = retry_after {
            reply = reply.with_header("retry-after", &seconds.to_string());
        }
        if !violations.is_empty() {
            let (name, value) = violations_header(violations);
            reply.headers.insert(name, value);
        }
        reply
    }

    /// The rules that were broken, in words.
    pub(crate) fn violations(&self) -> Vec<String> {
        self.violations.iter().map(|violation| violation.message.clone()).collect()
    }
}

/// The service's words for a value that isn't one of those of a field.
pub(crate) fn unheard_of(document: &Document, schema: &str, played: Played) -> Option<String> {
    edition::words(played, messages(document, schema)?.get("enum")?).map(str::to_owned)
}

/// The service's own words for a broken rule: `x-messages` beside the keyword.
fn words(document: &Document, violation: &Violation, played: Played) -> Option<String> {
    let message = messages(document, &violation.schema)?.get(&violation.keyword)?;
    let field = violation.pointer.rsplit('/').next().unwrap_or_default();
    edition::words(played, message).or_else(|| message.get(field)?.as_str()).map(str::to_owned)
}

/// The messages of a schema; a branch of a rule between fields has those of the schema that it stands in.
fn messages<'d>(document: &'d Document, schema: &str) -> Option<&'d Value> {
    if let Some(messages) = document.value().pointer(schema).and_then(|schema| schema.get("x-messages")) {
        return Some(messages);
    }
    let (rule, _branch) = schema.rsplit_once('/')?;
    let (whole, keyword) = rule.rsplit_once('/')?;
    matches!(keyword, "oneOf" | "anyOf" | "allOf").then(|| messages(document, whole)).flatten()
}
